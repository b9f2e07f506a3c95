"""What a command refuses it says in the language that was asked for."""

from __future__ import annotations

import argparse
import ast
import string
from pathlib import Path

import pytest

from geodata.cli import answer
from geodata.contract.errors import DisclosureError, RegionError
from geodata.contract.refusals import refusals
from geodata.travel import home_minutes as subject
from tests.points import with_points
from tests.toy_region import toy_region

ROOT = Path(__file__).parents[3] / "geodata"
ROOMS = ("disclosure", "ground", "network", "register", "travel")
"""What is loaded, worked out and protected by a command."""
ENGLISH_ALONE = {
    "disclosure/audit.py", "disclosure/published_before.py", "disclosure/publishing.py",
    "disclosure/release.py", "travel/minutes_between.py",
    "travel/all_minutes.py",
}  # fmt: skip
"""What is said of releases, and what only a caller in Python meets."""


ERRORS = (
    "RegionError",
    "DisclosureError",
    "ReimbursementError",
    "BudgetTooSmallError",
    "NothingToScaleError",
    "FloorError",
    "SnapshotError",
)


def calls(name: str) -> list[tuple[Path, ast.Call]]:
    """Where errors are made: by their class, or by `.of` of it."""
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            errors = tuple(f"{error}{name}" for error in ERRORS)
            if ast.unparse(node.func) in errors:
                found.append((file, node))
    return found


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_refusal_is_whole_in_both_languages_and_has_the_blanks_that_are_filled_in() -> None:
    used = set()
    for file, call in calls(".of"):
        code = ast.literal_eval(call.args[0])
        used.add(code)
        words = refusals()[code]
        assert set(words) == {"sv", "en"}, code
        assert words["sv"] != words["en"], code
        filled = {each.arg for each in call.keywords}
        assert blanks(words["sv"]) == blanks(words["en"]) == filled, f"{file.name}: {code}"
    assert used == set(refusals())


def test_nothing_else_is_refused_in_one_language_alone() -> None:
    paths = {file.relative_to(ROOT).as_posix() for file, _ in calls("")}
    assert {path for path in paths if path.split("/")[0] in ROOMS} == ENGLISH_ALONE


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", "3 befolkningspunkter och 3 enheter är 9 par eller fler"),
        ("en", "3 population points and 3 units are 9 pairs or more"),
    ],
)
def test_too_many_pairs_are_refused_in_the_language_of_the_command(
    language: str,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(subject, "MOST_PAIRS", 1)

    def command(_: argparse.Namespace) -> int:
        with_points(toy_region(), [(5e3, 5e3, 0, 1), (15e3, 5e3, 1, 1), (25e3, 5e3, 2, 1)])
        return 0

    assert answer(command, argparse.Namespace(lang=language)) == 1
    assert capsys.readouterr().err.startswith(expected)


def test_numbers_stand_as_each_language_writes_them() -> None:
    error = RegionError.of("too_many_pairs", points=100_000, units=9, pairs=1, minutes="60", most=1)
    assert error.sentence("sv").startswith("100\N{NO-BREAK SPACE}000 befolkningspunkter")
    assert error.sentence("en") == str(error)
    assert str(error).startswith("100,000 population points")


def test_an_error_with_a_message_alone_says_that() -> None:
    assert DisclosureError("only this").sentence("sv") == "only this"

"""Every shared input that went wrong once does what the file beside it says that it must."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.checks.words import sentences
from tests.geodata.cases.shared_case import CASES, outcome_of_case

NAMES = sorted(each.parent.name for each in CASES.glob("*/EXPECT.txt"))
BUILT = re.compile(r"built|read with a warning|page, report and files say")
REFUSED = re.compile(r"an error|one error|refused|an error or")
EITHER = re.compile(
    r"refused \(or applied\)|built, or an error|or an error|or built by it|an error or a warning|or nothing"
)


def must(name: str) -> str:
    """What the file of a case asks for, in its own words."""
    text = (CASES / name / "EXPECT.txt").read_text(encoding="utf-8")
    return text.split("must:", 1)[1].strip()


@pytest.mark.parametrize("name", NAMES or [pytest.param("", marks=pytest.mark.skip("no shared inputs"))])
def test_it_does_what_is_asked_of_it(name: str, tmp_path: Path) -> None:
    found, asked = outcome_of_case(name, tmp_path), must(name)
    assert {problem.code for problem in found.problems} <= set(sentences())
    for language in ("sv", "en"):
        assert found.words(language).count("\n") < 40
    if EITHER.search(asked):
        return
    if "warning" in asked:
        assert found.region is not None
        assert found.of("warning") or "at most" in asked
    elif BUILT.match(asked):
        assert found.region is not None, found.words("en")
    else:
        assert REFUSED.match(asked), asked
        assert found.region is None
        assert found.of("error")

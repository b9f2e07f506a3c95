"""Nothing in the finished rooms is called by a word that says nothing of what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

EMPTY = {"said", "told", "asked", "it", "one", "here", "made", "seen"}
"""Words that could stand for anything: a noun of the field says more."""

ROOT = Path(__file__).parents[1]
OF_TESTS = (
    "geodata/demo", "geodata/geometry", "geodata/ground", "geodata/library", "geodata/needs",
    "geodata/region", "geodata/sources", "geodata/versions", "dashboard/question", "dashboard/uploads",
)  # fmt: skip
"""Rooms of tests whose names have been gone through; add one when it has. Those of scripts stand in
`tests/js/eslint.config.js`."""
ROOMS = [
    *sorted(
        str(room.relative_to(ROOT))
        for package in ("geodata", "dashboard")
        for room in (ROOT / package, *(ROOT / package).iterdir())
        if any(room.glob("*.py"))
    ),
    *(f"tests/{room}" for room in OF_TESTS),
]
"""Every room of the program, and of tests."""


def bound(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name that a module itself chooses, and its line; an imported one is its own module's choice."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr, node.lineno
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname, node.lineno


@pytest.mark.parametrize("room", ROOMS)
def test_names_say_what_they_name(room: str) -> None:
    within = (ROOT / room).glob if room.count("/") == 0 else (ROOT / room).rglob  # a package has rooms
    files = sorted(within("*.py"))
    assert files
    empty = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in files
        for name, line in [
            (path.stem, 1),
            *bound(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))),
        ]
        if name.lower().strip("_") in EMPTY
    ]
    assert not empty


def test_an_empty_name_is_found() -> None:
    source = "class Told:\n    it: int\ndef f(said, *, x):\n    for one in x:\n        self.made = one\n"
    assert {name for name, _ in bound(ast.parse(source))} >= {"Told", "it", "said", "one", "made"}

"""Nothing in the finished rooms is called by a word that says nothing of what it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

EMPTY = {"said", "told", "asked", "it", "one", "here", "made", "seen"}
"""Words that could stand for anything: a noun of the field says more."""

DONE = {
    "geodata": "access assessment checks choice comparison contract demo disclosure flows focus geometry "
    "ground library measures needs network publish region register scenario siting sources transit travel "
    "versions zones",
    "dashboard": "api compare components dcat drawing exports find kpis layers map pages plan present "
    "presentation question serve siting tables texts words",
}
DONE |= {
    "tests/geodata": "demo geometry ground library needs region sources versions",
    "tests/dashboard": "question",
}
ROOMS = [f"{package}/{room}" for package, rooms in DONE.items() for room in rooms.split()]
"""Rooms whose names have been gone through, and of tests; add a room when it has. Those of scripts stand in
`tests/js/eslint.config.js`."""

ROOT = Path(__file__).parents[1]


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
    files = sorted((ROOT / room).rglob("*.py"))
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

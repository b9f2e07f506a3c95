"""What the program does not ask for is not in it: tests and benches alone keep nothing alive."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import geodata
from tests.architecture.syntax import trees

FOR_OTHERS = {
    "gain_of_look": "what a look at a cell gains on the whole: docs/disclosure.md",
    "gaussian": "a decay that code may choose: docs/access.md",
    "exponential": "another",
    "balanced_catchment": "level of service, for a notebook: docs/access.md",
    "predict": "journeys that a fit expects, for a notebook: docs/choice.md",
    "byar": "limits of a count for who compares areas: docs/needs.md",
    "INDICES": "composite indices that others have published: docs/needs.md",
    "interpolate_index": "Dash asks it of its pages",
    "PatientWorker": "gunicorn starts it by its name",
    "finish_request": "and asks it of its workers",
    "murder_pending": "and this",
    "_cap_keepalive": "and this",
    "cache_ok": "SQLAlchemy asks it of a type of column",
    "impl": "and this",
    "process_bind_param": "and this",
    "process_result_value": "and this",
    "regex": "Werkzeug asks it of a part of an address",
    "part_isolating": "and this",
}
"""Names that no file of the program uses, and whom they are for."""


def defined(body: list[ast.stmt], *, in_class: bool = False) -> Iterator[str]:
    """Functions, classes, methods and constants; fields of a record are for whoever reads it."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from defined(node.body, in_class=True)
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not in_class:
            yield node.target.id


def test_what_nobody_asks_for_is_not_there() -> None:
    used = set(geodata.__all__)
    for node in (node for tree in trees().values() for node in ast.walk(tree)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
    names = {name for tree in trees().values() for name in defined(tree.body) if not name.startswith("__")}
    assert sorted(names - used) == sorted(FOR_OTHERS)

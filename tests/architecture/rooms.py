"""The rooms of the program, the floors they stand on and what they lean on, from the imports themselves."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOUSES = ("dashboard", "geodata")
"""From the top: what is above may lean on what is below."""


@dataclass(frozen=True)
class Plan:
    """The house: floors from the top, each with its rooms, and which room imports which."""

    floors: tuple[tuple[str, ...], ...]
    modules: Mapping[str, int]
    imports: frozenset[tuple[str, str]]

    @cached_property
    def arrows(self) -> frozenset[tuple[str, str]]:
        """Imports that no other chain of imports implies."""
        beyond = {room: self._below(room) for room in self.modules}
        below = {room: {used for user, used in self.imports if user == room} for room in self.modules}
        return frozenset(
            (user, used)
            for user, used in self.imports
            if not any(used in beyond[other] for other in below[user] - {used})
        )

    def _below(self, room: str) -> set[str]:
        found: set[str] = set()
        ahead = {room}
        while ahead:
            ahead = {used for user, used in self.imports if user in ahead} - found
            found |= ahead
        return found


def read_plan() -> Plan:
    """The house as its files are now: floors as the import contracts declare them."""
    imports: set[tuple[str, str]] = set()
    modules: dict[str, int] = {}
    floors = tuple(floor for house in HOUSES for floor in _floors(house))
    rooms = {room for floor in floors for room in floor}
    for house in HOUSES:
        for file in sorted((ROOT / house).rglob("*.py")):
            room = _room(".".join(file.relative_to(ROOT).with_suffix("").parts))
            if room not in rooms:
                continue  # what starts the program: `__init__`, `__main__`
            if file.name != "__init__.py":
                modules[room] = modules.get(room, 0) + 1
            used = {_room(name) for name in _imported(file)}
            imports |= {(room, other) for other in used & rooms if other != room}
    return Plan(floors, modules, frozenset(imports))


def sentence_of(room: str) -> str:
    """What a room says that it is for: the first paragraph of its docstring."""
    path = ROOT.joinpath(*room.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def _floors(house: str) -> Iterator[tuple[str, ...]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each.get("containers") == [house])
    for floor in layers:
        yield tuple(f"{house}.{name.strip()}" for name in floor.split("|"))


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)

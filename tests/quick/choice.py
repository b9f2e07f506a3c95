"""Tests that a change concerns, nearest first: by the import graph, and by name for what is not Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import grimp

PACKAGES = ("geodata", "dashboard", "tests")
SLOW = ("tests/e2e/", "tests/bench/", "tests/geodata/register/test_engines.py")
"""Tests that need a browser, a database or minutes."""
MOST_ELSEWHERE = 40
"""Files of tests in other rooms than the changed ones: only to read them in costs its time."""


class Choice(NamedTuple):
    """Files of tests, nearest first; those that the change reaches too, but that are too many or too slow."""

    run: tuple[str, ...]
    left: tuple[str, ...]


class Importers:
    """Who imports whom, in the program and in its tests.

    Parameters
    ----------
    root : Path
        The repository's.
    imported_by : mapping of str to set of str
        Modules that import each module directly.
    """

    def __init__(self, root: Path, imported_by: Mapping[str, Iterable[str]]) -> None:
        self.root = root
        self.imported_by = imported_by

    @classmethod
    def of(cls, root: Path) -> Importers:
        """The import graph of the repository that this runs in."""
        graph = grimp.build_graph(*PACKAGES, cache_dir=str(root / ".import_linter_cache"))
        return cls(
            root, {module: graph.find_modules_that_directly_import(module) for module in graph.modules}
        )

    def steps(self, modules: Iterable[str]) -> dict[str, int]:
        """Modules that the given ones reach, by how many imports away."""
        found = dict.fromkeys(modules, 0)
        edge = list(found)
        while edge:
            nearer, edge = edge, []
            for module in nearer:
                for importer in sorted(self.imported_by.get(module, ())):
                    if importer not in found:
                        found[importer] = found[module] + 1
                        edge.append(importer)
        return found

    def choice(self, paths: Iterable[str]) -> Choice:
        """Tests of changed files: themselves, their rooms', then those that import them, nearest first."""
        changed = tuple(paths)
        modules = {module for path in changed for module in self._modules(path)}
        steps = self.steps(modules)
        rooms = {room for path in changed if (room := room_of(self.root, path)) is not None}
        reached: dict[str, tuple[int, int, str]] = {}
        for path in self._tests():
            inside = any(path == room or path.startswith(f"{room}/") for room in rooms)
            away = steps.get(module_of(path))
            if away is None and inside:
                away = len(self.imported_by)  # of the room, though it imports nothing that changed
            if away is not None:
                reached[path] = (0 if away == 0 else 1 if inside else 2, away, path)
        for path in self._naming(changed):
            reached.setdefault(path, (1, 0, path))
        for path in self._below_conftests(changed):
            reached.setdefault(path, (2, len(self.imported_by), path))
        order = sorted(reached, key=reached.__getitem__)
        fast = [path for path in order if not path.startswith(SLOW)]
        near = [path for path in fast if reached[path][0] < 2]
        run = near + [path for path in fast if reached[path][0] == 2][:MOST_ELSEWHERE]
        return Choice(tuple(run), tuple(path for path in order if path not in set(run)))

    def _modules(self, path: str) -> list[str]:
        """The module that a file is or, where it is data of a package, that package's."""
        module, folder = module_of(path), path.rpartition("/")[0].replace("/", ".")
        if path.endswith(".py"):
            return [module] if module in self.imported_by else []
        package = next((name for name in _upwards(folder) if name in self.imported_by), None)
        return [name for name in self.imported_by if name.startswith(f"{package}.")] if package else []

    def _tests(self) -> list[str]:
        return [
            f"{module.replace('.', '/')}.py"
            for module in sorted(self.imported_by)
            if module.startswith("tests.") and module.rpartition(".")[2].startswith("test_")
        ]

    def _below_conftests(self, paths: tuple[str, ...]) -> list[str]:
        folders = tuple(path.removesuffix("conftest.py") for path in paths if path.endswith("/conftest.py"))
        return [path for path in self._tests() if folders and path.startswith(folders)]

    def _naming(self, paths: tuple[str, ...]) -> list[str]:
        """Tests in which the name of a changed file stands that is no module."""
        names = [PurePosixPath(path).name for path in paths if module_of(path) not in self.imported_by]
        names = [name for name in names if name not in ("__init__.py", "__main__.py")]
        return [
            path
            for path in self._tests()
            if names and any(name in (self.root / path).read_text(encoding="utf-8") for name in names)
        ]


def module_of(path: str) -> str:
    """The module that a file holds, by its path from the root."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def room_of(root: Path, path: str) -> str | None:
    """Folder of tests, or the one file, that mirrors a file of the program; None where there is none."""
    parts = PurePosixPath(path).parts
    if parts[0] not in PACKAGES[:2]:
        return None
    room = "/".join(("tests", *parts[:2])) if len(parts) > 2 else f"tests/{parts[0]}/test_{parts[-1]}"
    return room if (root / room).exists() else None


def _upwards(package: str) -> list[str]:
    parts = package.split(".")
    return [".".join(parts[:count]) for count in range(len(parts), 1, -1)]

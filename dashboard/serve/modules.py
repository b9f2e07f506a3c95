"""The scripts: modules that import each other, below an address that changes when any of them does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from typing import Final

from flask import Flask, Response, abort

FOR_EVER: Final = "public, max-age=31536000, immutable"
ADDRESS: Final = "/assets/modules"
PROBES: Final = "probe"
"""Where the scripts that tests add stand beside the folders of `assets/`."""
IMPORT: Final = re.compile(
    r'^(?:import(?:\s[^"\n;]*\bfrom)?|export\s[^"\n;=]*\bfrom)\s*"(\.[^"]+)";', re.MULTILINE
)
COMMENT: Final = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Modules:
    """Every script, by its name below `assets/` as in "app/main.js".

    A module names another by its place beside it. So all have one version in their address, and a browser
    keeps them for ever.

    Attributes
    ----------
    sources : mapping of str to str
        Without the comments that have lines of their own; what follows one stays in its line.
    version : str
        Sixteen digits that are others when any module is.
    """

    sources: Mapping[str, str]
    version: str

    def address(self, name: str) -> str:
        """Where a browser finds a module."""
        return f"{ADDRESS}/{self.version}/{name}"

    def needed(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Names of all modules that some lead to, themselves last, in the order they run.

        Parameters
        ----------
        entries : iterable of str
            Their names.

        Raises
        ------
        KeyError
            If a module imports one that there is not.
        """
        found: dict[str, None] = {}

        def visit(name: str, above: frozenset[str]) -> None:
            if name in found or name in above:
                return
            for imported in imports(self.sources[name]):
                visit(normpath(join(name, "..", imported)), above | {name})
            found[name] = None

        for entry in entries:
            visit(entry, frozenset())
        return tuple(found)


def read_modules(assets: Path, probes: Path | None = None) -> Modules:
    """Every script there is.

    Parameters
    ----------
    assets : Path
    probes : Path, optional
        Folder of scripts that tests add to every page.
    """
    found = {file.relative_to(assets).as_posix(): file.read_text("utf-8") for file in assets.rglob("*.js")}
    if probes:
        found |= {f"{PROBES}/{file.name}": file.read_text("utf-8") for file in probes.glob("*.js")}
    sources = {name: _without_comments(found[name]) for name in sorted(found)}
    digest = hashlib.sha256("\0".join(part for item in sources.items() for part in item).encode())
    return Modules(sources, digest.hexdigest()[:16])


def imports(source: str) -> Iterator[str]:
    """What a module imports, as it names it: "./address.js"."""
    return (match[1] for match in IMPORT.finditer(source))


def _without_comments(source: str) -> str:
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)


def serve_modules(server: Flask, modules: Modules) -> None:
    """Add the route of the scripts; under another version's address they are served too, and not kept.

    Parameters
    ----------
    server : Flask
        Before its first request.
    modules : Modules
    """

    @server.get(f"{ADDRESS}/<version>/<path:name>")
    def module(version: str, name: str) -> Response:
        if name not in modules.sources:
            abort(404)
        answer = Response(modules.sources[name], mimetype="text/javascript")
        answer.headers["Cache-Control"] = FOR_EVER if version == modules.version else "no-store"
        return answer

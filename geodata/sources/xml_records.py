"""XML of records, as registers export them: an element that comes again and again is a row.

What stands in a record becomes columns: its attributes and elements by their names, those within others as
`address.city`, without namespaces. An element that comes several times in one record is one text, its values
separated by `;`. Nothing that the file names is opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import numpy as np
from pandas import DataFrame

from geodata.contract.problems import Problems
from geodata.sources.apart import apart
from geodata.sources.layers import named_layer
from geodata.sources.raw import Raw, UnreadableError
from geodata.sources.xml_root import local_name, strict_parser

DEEPEST: Final = 64
"""Elements within each other."""
PATHS_MOST: Final = 5_000
COLUMNS_MOST: Final = 2_000
_PIECE: Final = 2**20

type _Path = tuple[str, ...]


def read(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """A row each element of the kind that `layer` names, else of the outermost that comes again.

    Records are numbered from 1.
    """
    return apart(opened, path, file, layer, problems)


def opened(path: Path, file: str, layer: str | None, problems: Problems) -> Raw:
    """The same, in this process.

    Raises
    ------
    UnreadableError
        If the file is no XML, declares entities, is deeper than records are, or holds none.
    """
    kinds = _kinds(path)
    names = {kind[-1]: kind for kind in reversed(kinds)}
    if not names:
        raise UnreadableError("no_records")
    if layer is not None:
        chosen = names[named_layer(list(names), layer, file, problems)]
    else:
        chosen = kinds[0]
        if len(kinds) > 1:
            lines = tuple(f'layer = "{kind[-1]}"' for kind in kinds[:20])
            problems.add("first_layer", file, value=chosen[-1], expected=lines, severity="warning")
    records = _records(path, chosen)
    frame = DataFrame(records, dtype=str).fillna("")
    return Raw(frame, np.arange(1, len(frame) + 1, dtype=np.int64))


def _kinds(path: Path) -> list[_Path]:
    """Paths of elements that may be records, the most numerous first: none lies within another.

    A record has attributes or elements of its own. Where nothing comes twice, the innermost that hold
    others are records.
    """
    counts: Counter[_Path] = Counter()
    holding: set[_Path] = set()

    def start(at: _Path, attributes: dict[str, str]) -> None:
        counts[at] += 1
        if len(counts) > PATHS_MOST:
            raise UnreadableError("too_many_columns", f"> {PATHS_MOST}", (str(COLUMNS_MOST),))
        holding.add(at[:-1])
        if _about(attributes):
            holding.add(at)

    _parsed(path, start, lambda _at, _text: None)
    holders = [at for at in counts if at in holding and len(at) > 1]
    several = {at for at in holders if counts[at] > 1}
    outermost = [at for at in several if not any(at[:length] in several for length in range(1, len(at)))]
    if not several:
        around = {at[:length] for at in holders for length in range(1, len(at))}
        outermost = [at for at in holders if at not in around]
    return sorted(outermost, key=lambda at: (-counts[at], at))


def _records(path: Path, kind: _Path) -> list[dict[str, str]]:
    records: list[dict[str, list[str]]] = []
    columns: set[str] = set()
    depth = len(kind)

    def add(at: _Path, attribute: str | None, text: str) -> None:
        inside = at[depth:] if attribute is None else (*at[depth:], attribute)
        name = ".".join(inside) or kind[-1]
        columns.add(name)
        if len(columns) > COLUMNS_MOST:
            raise UnreadableError("too_many_columns", f"> {COLUMNS_MOST}", (str(COLUMNS_MOST),))
        records[-1].setdefault(name, []).append(text)

    def start(at: _Path, attributes: dict[str, str]) -> None:
        if at == kind:
            records.append({})
        if at[:depth] == kind:
            for name, text in _about(attributes).items():
                add(at, name, text)

    def end(at: _Path, text: str) -> None:
        if at[:depth] == kind and text:
            add(at, None, text)

    _parsed(path, start, end)
    return [{name: "; ".join(texts) for name, texts in record.items()} for record in records]


def _about(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes that say something of the record: not what is declared of the file."""
    return {
        local_name(name): text.strip()
        for name, text in attributes.items()
        if not name.startswith(("xmlns", "xsi:", "xml:")) and text.strip()
    }


def _parsed(
    path: Path, start: Callable[[_Path, dict[str, str]], None], end: Callable[[_Path, str], None]
) -> None:
    """Go through a file: each element's path and attributes, and at its end its path and own text."""
    at: list[str] = []
    texts: list[list[str]] = []
    parser: Any = strict_parser()
    parser.buffer_text = True

    def opens(name: str, attributes: dict[str, str]) -> None:
        if len(at) == DEEPEST:
            raise UnreadableError("xml_too_deep", str(DEEPEST), row=parser.CurrentLineNumber)
        at.append(local_name(name))
        texts.append([])
        start(tuple(at), attributes)

    def closes(_name: str) -> None:
        end(tuple(at), " ".join("".join(texts.pop()).split()))
        at.pop()

    def letters(text: str) -> None:
        if texts:
            texts[-1].append(text)

    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.CharacterDataHandler = letters
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece)
            parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableError("unreadable_file", "XML", row=getattr(error, "lineno", None)) from error

"""JSON-stat 2: a dataset with its dimensions, values in row order, statuses and notes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any, Final

from geodata.sources.numbers import beyond_doubt

CELLS_MOST: Final = 5_000_000
"""Of one dataset."""
NOTES_MOST, NOTE_MOST = 100, 4_000
"""Notes that are kept of a dataset, and characters of each."""


class JsonStatError(ValueError):
    """A text is no dataset of JSON-stat 2; the message says where it ceases to be one."""


@dataclass(frozen=True)
class Note:
    """What whoever publishes figures says about them.

    Attributes
    ----------
    text : str
    of : str
        Dimension, or dimension and code, that it is about; "" is all of them.
    mandatory : bool
        Whether it must be read with the figures.
    """

    text: str
    of: str = ""
    mandatory: bool = False


@dataclass(frozen=True)
class Dimension:
    """One dimension: codes in order, and what each is called."""

    key: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Cube:
    """A dataset: a value for each combination of codes, the last dimension turning fastest.

    Attributes
    ----------
    label, source, updated : str
    notes : tuple of Note
    dimensions : tuple of Dimension
    values, statuses : mapping of int to str
        By position; what is missing has none.
    """

    label: str
    source: str
    updated: str
    notes: tuple[Note, ...]
    dimensions: tuple[Dimension, ...]
    values: Mapping[int, str]
    statuses: Mapping[int, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Header of `rows`: code and label of each dimension, then value and status."""
        both = ((each.key, f"{each.key}_label") for each in self.dimensions)
        return (*(name for pair in both for name in pair), "value", "status")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row a cell; "" where there is no value or no status."""
        pairs = [[(code, each.labels.get(code, code)) for code in each.codes] for each in self.dimensions]
        for at, cell in enumerate(product(*pairs)):
            texts = (text for pair in cell for text in pair)
            yield (*texts, self.values.get(at, ""), self.statuses.get(at, ""))


def read_cube(content: object, cells_most: int = CELLS_MOST, *, values: bool = True) -> Cube:
    """The dataset in what a JSON file holds.

    Parameters
    ----------
    content : object
        As `json.loads` gives it; decimals are written as they stand with `parse_float=Decimal`.
    cells_most : int
    values : bool
        Whether its values are read: what describes a dataset has its dimensions and none.

    Raises
    ------
    JsonStatError
        If it is none, or has more cells than it may.
    """
    top = _mapping(content, "")
    version = _text(top, "version")
    if top.get("class") != "dataset" or not version.startswith("2"):
        raise JsonStatError("class, version")
    keys, sizes = _sequence(top.get("id"), "id"), _sequence(top.get("size"), "size")
    if not all(isinstance(key, str) for key in keys) or len(set(keys)) != len(keys):
        raise JsonStatError("id")
    if len(keys) != len(sizes) or not all(map(_is_count, sizes)):
        raise JsonStatError("size")
    cells = math.prod(sizes)
    if values and cells > cells_most:
        raise JsonStatError(f"size > {cells_most}")
    every = _mapping(top.get("dimension"), "dimension")
    dimensions = tuple(
        _dimension(key, _mapping(every.get(key), f"dimension.{key}"), size)
        for key, size in zip(keys, sizes, strict=True)
    )
    return Cube(
        label=_text(top, "label"),
        source=_text(top, "source"),
        updated=_text(top, "updated"),
        notes=_notes(top, every),
        dimensions=dimensions,
        values=_values(top.get("value"), cells) if values else {},
        statuses=_statuses(top.get("status"), cells) if values else {},
    )


def _dimension(key: str, content: Mapping[str, Any], size: int) -> Dimension:
    where = f"dimension.{key}.category"
    category = _mapping(content.get("category"), where)
    labels = _mapping(category.get("label", {}), f"{where}.label")
    index = category.get("index", list(labels))
    if isinstance(index, Mapping):
        if not all(map(_is_count, index.values())) or sorted(index.values()) != list(range(len(index))):
            raise JsonStatError(f"{where}.index")
        index = sorted(index, key=index.__getitem__)
    codes = tuple(map(str, _sequence(index, f"{where}.index")))
    if len(codes) != size or len(set(codes)) != size:
        raise JsonStatError(f"{where}.index")
    words = {code: str(labels[code]).strip() for code in codes if code in labels}
    return Dimension(key, _text(content, "label") or key, codes, words)


def _values(content: object, cells: int) -> dict[int, str]:
    return {at: _number(value) for at, value in _by_position(content, cells, "value") if value is not None}


def _statuses(content: object, cells: int) -> dict[int, str]:
    if content is None:
        return {}
    if isinstance(content, str):
        return dict.fromkeys(range(cells), content)
    return {at: str(text) for at, text in _by_position(content, cells, "status") if text is not None}


def _by_position(content: object, cells: int, where: str) -> Iterator[tuple[int, object]]:
    """Positions and what stands there, listed or by the text of their number."""
    if isinstance(content, Mapping):
        for key, each in content.items():
            if not (isinstance(key, str) and key.isdecimal() and len(key) < 12 and int(key) < cells):
                raise JsonStatError(where)
            yield int(key), each
        return
    listed = _sequence(content, where)
    if len(listed) != cells:
        raise JsonStatError(f"{where}: {len(listed)} / {cells}")
    yield from enumerate(listed)


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise JsonStatError("value")
    if isinstance(value, Decimal):
        return beyond_doubt(format(value, "f")) if abs(value.adjusted()) < 40 else str(value)
    return beyond_doubt(str(value)) if isinstance(value, float) else str(value)


def _notes(top: Mapping[str, Any], dimensions: Mapping[str, Any]) -> tuple[Note, ...]:
    found = list(_noted(top, "note", ""))
    for key, each in dimensions.items():
        if isinstance(each, Mapping):
            found += _noted(each, "note", str(key))
            category = each.get("category")
            of_codes = category.get("note") if isinstance(category, Mapping) else None
            for code, texts in (of_codes if isinstance(of_codes, Mapping) else {}).items():
                found += [Note(text, f"{key}={code}") for text in _texts(texts)]
    return tuple(found[:NOTES_MOST])


def _noted(content: Mapping[str, Any], key: str, of: str) -> Iterator[Note]:
    extension = content.get("extension")
    marks = extension.get("noteMandatory") if isinstance(extension, Mapping) else None
    for at, text in enumerate(_texts(content.get(key))):
        yield Note(text, of, isinstance(marks, Mapping) and marks.get(str(at)) is True)


def _texts(content: object) -> list[str]:
    several = content if isinstance(content, list) else [content]
    return [" ".join(text.split())[:NOTE_MOST] for text in several if isinstance(text, str) and text.strip()]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(content: Mapping[str, Any], key: str) -> str:
    value = content.get(key)
    return value.strip() if isinstance(value, str) else ""


def _mapping(content: object, where: str) -> Mapping[str, Any]:
    if not isinstance(content, Mapping):
        raise JsonStatError(where or "class")
    return content


def _sequence(content: object, where: str) -> Sequence[Any]:
    if not isinstance(content, list | tuple):
        raise JsonStatError(where)
    return content

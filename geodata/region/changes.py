"""Changes of supply that a scenario asks about, and how they are written: open, close, move, resize.

A scenario's changes are one text, so that a link holds them: items joined by ";", in the order done.

    add:n1@57.70312,11.97423*4.5   a new unit of the scenario's care form, with its capacity
    close:u7                       ids are percent-encoded
    move:u7@57.70312,11.97423
    size:u7*2
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal
from urllib.parse import quote, unquote

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError

Kind = Literal["add", "close", "move", "size"]
MOST: int = CONSTANTS["most"]["changes"]
"""A longer list is a plan for a whole region: that is a data folder of its own."""

DECIMALS: int = CONSTANTS["decimals"]["place"]
"""Of a degree: about a metre."""

_ITEM = re.compile(
    r"(?P<kind>add|close|move|size):(?P<id>[^@*;:]+)"
    r"(?:@(?P<lat>-?\d{1,2}(?:\.\d+)?),(?P<lon>-?\d{1,3}(?:\.\d+)?))?"
    r"(?:\*(?P<capacity>\d+(?:\.\d+)?))?"
)
_NEEDS = {"add": (True, True), "close": (False, False), "move": (True, False), "size": (False, True)}
"""Whether a kind has a place, and a capacity."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one unit.

    Attributes
    ----------
    kind : {"add", "close", "move", "size"}
    id : str
        Of the unit; of one that is added "n1", "n2" and so on.
    lat, lon : float
        Degrees (WGS 84), five decimals: about a metre; None where the kind has no place.
    capacity : float
        At least 0; None where the kind has none.
    """

    kind: Kind
    id: str
    lat: float | None = None
    lon: float | None = None
    capacity: float | None = None


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes that a text stands for.

    Parameters
    ----------
    text : str
        "" is none.

    Returns
    -------
    tuple of Change

    Raises
    ------
    UnknownNameError
        If an item is not written as it must be, an id that is added is not new or not "n" and a
        number, or there are more than `MOST`.
    """
    items = [item for item in text.split(";") if item]
    if len(items) > MOST:
        raise UnknownNameError(f"{len(items)} changes are more than {MOST}")
    changes = tuple(_read(item) for item in items)
    added = [change.id for change in changes if change.kind == "add"]
    if len(set(added)) < len(added):
        raise UnknownNameError(f"{text!r} adds a unit of the same id twice")
    return changes


def written(changes: Sequence[Change]) -> str:
    """The text that stands for some changes: what `read_changes` reads back as the same."""
    return ";".join(_written(change) for change in changes)


def free_ids(known: Collection[str]) -> Iterator[str]:
    """Ids for units that are added: n1, n2 and so on, without those that a unit has already."""
    return (id_ for id_ in map("n{}".format, count(1)) if id_ not in known)


def _read(item: str) -> Change:
    found = _ITEM.fullmatch(item)
    if found is None:
        raise UnknownNameError(f"{item!r} is not a change; one is written close:u7 or add:n1@57.7,11.9*4")
    kind: Kind = found["kind"]  # type: ignore[assignment]  # the expression knows no other
    place, capacity = _NEEDS[kind]
    if (found["lat"] is not None) != place or (found["capacity"] is not None) != capacity:
        raise UnknownNameError(f"{item!r} lacks its place or capacity, or has one that it cannot have")
    id_ = unquote(found["id"])
    if kind == "add" and not re.fullmatch(r"n[1-9]\d{0,2}", id_):
        raise UnknownNameError(f"{id_!r} is not the id of an added unit; those are n1, n2 and so on")
    size = float(found["capacity"]) if capacity else None
    if not place:
        return Change(kind, id_, capacity=size)
    lat, lon = (round(float(found[axis]), DECIMALS) for axis in ("lat", "lon"))
    if abs(lat) > 90 or abs(lon) > 180:
        raise UnknownNameError(f"{item!r} is nowhere on earth")
    return Change(kind, id_, lat, lon, size)


def _written(change: Change) -> str:
    place, capacity = _NEEDS[change.kind]
    text = f"{change.kind}:{quote(change.id, safe='')}"
    if place:
        text += f"@{change.lat:.{DECIMALS}f},{change.lon:.{DECIMALS}f}"
    return text + (f"*{change.capacity:g}" if capacity else "")

"""Changes of supply that a scenario asks about, and how they are written: open, close, move, resize.

A scenario's changes are one text, so that a link holds them: items joined by ";", in the order done.

    add:n1@57.70312,11.97423*4.5   a new unit of the scenario's care form, with its capacity
    add:n1@57.7,11.97*4/own/Me%20AB/New  and with operator, organisation and name, each of which may be empty
    close:u7                       ids are percent-encoded
    move:u7@57.70312,11.97423
    size:u7*2
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from typing import Literal, cast
from urllib.parse import quote, unquote

from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError

Kind = Literal["add", "close", "move", "size"]
MOST: int = CONSTANTS["most"]["changes"]
"""A longer list is a plan for a whole region: that is a data folder of its own."""

NAME_MOST: int = CONSTANTS["most"]["unit_name"]
"""Signs of what a new unit, or its organisation, is called."""

DECIMALS: int = CONSTANTS["decimals"]["place"]
"""Of a degree: about a metre."""
CAPACITY_DECIMALS: int = CONSTANTS["decimals"]["capacity"]

_ITEM = {kind: re.compile(text) for kind, text in CONSTANTS["changes"].items()}
_PLACED, _SIZED = ("add", "move"), ("add", "size")
_HALF_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")
_PLAIN = "!'()*"
"""Signs that `encodeURIComponent` leaves as they are, besides those that `quote` does."""


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
        Above 0, two decimals; None where the kind has none.
    operator, organisation, name : str
        Of a unit that is added, where they are known.
    """

    kind: Kind
    id: str
    lat: float | None = None
    lon: float | None = None
    capacity: float | None = None
    operator: str = ""
    organisation: str = ""
    name: str = ""


def read_changes(text: str) -> tuple[Change, ...]:
    """The changes that a text stands for; whether one list may have them all, `checked_list` says.

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
        If an item is not written as it must be.
    """
    return tuple(_read(item) for item in text.split(";") if item)


def written(changes: Sequence[Change]) -> str:
    """The text that stands for some changes: what `read_changes` reads back as the same."""
    return ";".join(_written(change) for change in changes)


def checked_list(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The same changes as their text has them, if one list may have them all: no address holds others.

    Raises
    ------
    UnknownNameError
        If a change cannot be written, a unit is added, closed, moved or resized twice, or added or closed
        beside another change of it, or there are more than `MOST`.
    """
    if len(changes) > MOST:
        raise UnknownNameError(f"{len(changes)} changes are more than {MOST}")
    checked = tuple(_as_written(change) for change in changes)
    done: dict[str, set[Kind]] = {}
    for change in checked:
        same = done.setdefault(change.id, set())
        if same & {change.kind, "close", "add"} or (same and change.kind in ("close", "add")):
            raise UnknownNameError(f"{_written(change)!r} changes a unit again that is changed already")
        same.add(change.kind)
    return checked


def free_ids(known: Collection[str]) -> Iterator[str]:
    """Ids for units that are added: n1, n2 and so on, without those that a unit has already."""
    return (id_ for id_ in map("n{}".format, count(1)) if id_ not in known)


def _read(item: str) -> Change:
    kind = cast("Kind", item.partition(":")[0])
    found = _ITEM[kind].fullmatch(item) if kind in _ITEM else None
    if found is None:
        raise UnknownNameError(f"{item!r} is not a change; one is written close:u7 or add:n1@57.7,11.9*4")
    id_ = _unquoted(found[1], item)
    size = _rounded(found[4 if kind == "add" else 2], CAPACITY_DECIMALS) if kind in _SIZED else None
    if size == 0:
        raise UnknownNameError(f"{item!r} leaves no capacity: a unit without any is closed")
    if kind not in _PLACED:
        return Change(kind, id_, capacity=size)
    lat, lon = _rounded(found[2], DECIMALS), _rounded(found[3], DECIMALS)
    if abs(lat) > 90 or abs(lon) > 180:
        raise UnknownNameError(f"{item!r} is nowhere on earth")
    if kind != "add" or found[5] is None:
        return Change(kind, id_, lat, lon, size)
    organisation, name = (_called(text, item) for text in (found[6], found[7]))
    return Change(kind, id_, lat, lon, size, found[5], organisation, name)


def _called(text: str, item: str) -> str:
    """What a unit or an organisation is called: printed signs, at most so many."""
    name = _unquoted(text, item).strip()
    if len(name) > NAME_MOST or not name.isprintable():
        raise UnknownNameError(
            f"{item!r} has a name of more than {NAME_MOST} signs, or of signs that do not show"
        )
    return name


def _unquoted(id_: str, item: str) -> str:
    try:
        if not _HALF_ESCAPE.search(id_):
            return unquote(id_, errors="strict")
    except UnicodeDecodeError:
        pass
    raise UnknownNameError(f"{item!r} names no unit: what follows a percent sign is no letter")


def _rounded(number: str, decimals: int) -> float:
    """A number to so many decimals, ties away from 0, as `toFixed` has it."""
    return float(Decimal(float(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _as_written(change: Change) -> Change:
    needed = [change.lat, change.lon] if change.kind in _PLACED else []
    needed += [change.capacity] if change.kind in _SIZED else []
    if not all(number is not None and math.isfinite(number) for number in needed):
        raise UnknownNameError(f"{change.kind}:{change.id} lacks its place or its capacity")
    return _read(_written(change))


def _written(change: Change) -> str:
    text = f"{change.kind}:{quote(change.id, safe=_PLAIN, errors='surrogatepass')}"
    if change.kind in _PLACED:
        text += f"@{change.lat:.{DECIMALS}f},{change.lon:.{DECIMALS}f}"
    if change.kind not in _SIZED:
        return text
    capacity = _rounded(str(change.capacity), CAPACITY_DECIMALS)
    text += f"*{f'{capacity:.{CAPACITY_DECIMALS}f}'.rstrip('0').rstrip('.')}"
    identity = (change.operator, change.organisation, change.name)
    if change.kind != "add" or not any(identity):
        return text
    return "/".join([text, *(quote(part, safe=_PLAIN, errors="surrogatepass") for part in identity)])

"""What an address says that cannot be read: each value by its key, so that the page can name it.

A link may be misspelt, cut off, or older than the data. What it says that is not to be had is replaced, never
an error and never in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Instead = Literal["usual", "name", "nearest", "region", "rest", "none", "nowhere", "land", "most"]
"""What is shown in its place: the usual, by name or not; what is nearest; the whole region; what else the
link says; nothing of the kind; no distances; what
is not in water; what a unit can have."""


@dataclass(frozen=True, slots=True)
class Misread:
    """A value of an address that cannot be read, or that the region does not have."""

    key: str
    value: str
    instead: Instead = "usual"


def unless(known: bool, key: str, value: str, instead: Instead = "usual") -> list[Misread]:
    """The value of a key, unless it is empty or known."""
    return [] if known or not value else [Misread(key, value, instead)]


def each_unknown(
    record: Mapping[str, str], key: str, known: Iterable[str], between: str = ",", instead: Instead = "rest"
) -> list[Misread]:
    """Every item of a list in an address that is none of those known."""
    among = {*known, ""}
    return [Misread(key, item, instead) for item in record.get(key, "").split(between) if item not in among]

"""Visits as they stand between being counted and being published, and how far the counting has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pandas import DataFrame

from geodata.region.region import Account

EMPTY, UNKNOWN = -1, -2
"""Codes of a value that is not given, and of one that the region does not have."""


@dataclass(frozen=True, eq=False)
class Visited:
    """Visits before they are published.

    Attributes
    ----------
    cells : DataFrame
        Exact, see `geodata.register.cells.frame_of`; never to be published as they are.
    accounts : tuple of Account
        Rows that were set aside.
    strangers : mapping
        Examples of codes that the region does not have, by column; under "" places of rows without a
        residence, where rows have places.
    """

    cells: DataFrame
    accounts: tuple[Account, ...]
    strangers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ReadingProgress:
    """Progress of a reading; `rows` and `total` are NaN while the engine does not report them."""

    rows: float
    total: float
    seconds: float
    finished: bool


Tell = Callable[[ReadingProgress], None]

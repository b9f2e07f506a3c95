"""Rows of who goes where from the coarsest cells that hold them, so that each has one number only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.constants import CONSTANTS
from geodata.focus.place import Place
from geodata.focus.visits import (
    all_visits,
    cells_of,
    inside_of,
    municipality_of,
    total_of,
    visits_of_residents,
    visits_to_units,
)
from geodata.region.visits import NOWHERE, OUTSIDE, PLACELESS, Cells

IN_FOCUS: int = CONSTANTS["ends"]["here"]
"""In place of a position: all of what is in focus."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rows = tuple[Ints, Ints, NDArray[Any]]
"""Residence, provider and visits of some rows: positions, `NOWHERE`, `OUTSIDE` or `IN_FOCUS`."""


def counted_rows(assessment: Assessment, focus: Place, way: str, unit: int) -> Rows | None:
    """Rows of a municipality or the region, as `geodata.focus.who_goes_where.ends` has them.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Place
    way : {"from", "to", "within"}
    unit : int
        The one unit that all visits go to, else `IN_FOCUS`.

    Returns
    -------
    Rows or None
        In the order of the codes; None where only flows can tell them.
    """
    if focus.is_whole_region:
        parts = {"from": _leaving_region, "to": _coming_to_region, "within": _all_of_region}[way](assessment)
    elif focus.is_municipality and way != "within":
        place = municipality_of(assessment, focus)
        parts = _leaving(assessment, place) if way == "from" else _coming(assessment, place, unit)
    else:
        return None
    area, to, visits = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((to, area))
    order = order[visits[order] > 0]
    return area[order].astype(np.int64), to[order].astype(np.int64), visits[order]


def counted_total(assessment: Assessment, focus: Place, way: str) -> float:
    """What shares of rows are of: visits by the residents, or to the units, in focus; all of the region's.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Place
    way : {"from", "to", "within"}
    """
    if focus.is_whole_region and way == "within":
        return all_visits(assessment)[0]
    total = visits_to_units if way == "to" else visits_of_residents
    return float(total(assessment, focus)[0])


def counted_inside(assessment: Assessment, focus: Place) -> float | None:
    """Visits within a municipality, by its residents to its units; None of what only flows can tell."""
    if not focus.is_municipality:
        return None
    return float(inside_of(assessment, focus)[0])


def _leaving(assessment: Assessment, place: int) -> list[Rows]:
    """From a municipality: what stays, and each unit elsewhere."""
    both, to = (
        cells_of(assessment, "municipality", "municipality"),
        cells_of(assessment, "municipality", "unit"),
    )
    elsewhere = (to.residence == place) & (_stands(assessment, to) != place)
    stays = total_of(both, (both.residence == place) & (both.provider == place))
    return [_row(IN_FOCUS, IN_FOCUS, stays), _by(to, elsewhere, provider=True)]


def _coming(assessment: Assessment, place: int, unit: int) -> list[Rows]:
    """To a municipality: what stays, and each residence elsewhere."""
    both = cells_of(assessment, "municipality", "municipality")
    cells = cells_of(assessment, "area", "municipality")
    live = assessment.region.municipalities.of_residence[cells.residence]
    stays = total_of(both, (both.residence == place) & (both.provider == place))
    area, _, visits = _by(cells, (cells.provider == place) & (live != place), provider=False)
    return [_row(IN_FOCUS, IN_FOCUS, stays), (area, np.full(len(area), unit), visits)]


def _leaving_region(assessment: Assessment) -> list[Rows]:
    both, to = (
        cells_of(assessment, "municipality", "municipality"),
        cells_of(assessment, "municipality", "unit"),
    )
    stays = total_of(both, (both.residence >= 0) & (both.provider >= 0))
    return [
        _row(IN_FOCUS, IN_FOCUS, stays),
        _by(to, (to.residence >= 0) & (_stands(assessment, to) < 0), provider=True),
    ]


def _coming_to_region(assessment: Assessment) -> list[Rows]:
    both = cells_of(assessment, "municipality", "municipality")
    stays = total_of(both, (both.residence >= 0) & (both.provider >= 0))
    return [
        _row(IN_FOCUS, IN_FOCUS, stays),
        _by(both, (both.residence < 0) & (both.provider >= 0), provider=False),
    ]


def _all_of_region(assessment: Assessment) -> list[Rows]:
    """Every visit: those that run between two places, by unit those to none, and of no known residence."""
    both, to = (
        cells_of(assessment, "municipality", "municipality"),
        cells_of(assessment, "municipality", "unit"),
    )
    every = cells_of(assessment, "municipality", "region")
    known = both.residence >= 0
    line = total_of(both, known & ((both.provider >= 0) | (both.provider == OUTSIDE)))
    stands = _stands(assessment, to)
    nowhere = (to.residence >= 0) & ((stands == PLACELESS) | (stands == NOWHERE))
    return [
        _row(IN_FOCUS, IN_FOCUS, line),
        _by(to, nowhere, provider=True),
        _by(every, every.residence < 0, provider=False),
    ]


def _stands(assessment: Assessment, cells: Cells) -> NDArray[np.int32]:
    """Municipality that the unit of each cell stands in, or a code of none."""
    found: NDArray[np.int32] = assessment.changed.municipalities.of_unit[cells.provider]
    return found


def _by(cells: Cells, which: Bools, *, provider: bool) -> Rows:
    """Visits added up by one end, the other being all of what is in focus."""
    ends = (cells.provider if provider else cells.residence)[which].astype(np.int64)
    codes, group = np.unique(ends, return_inverse=True)
    visits = np.bincount(group, cells.visits[which], minlength=len(codes)).astype(cells.visits.dtype)
    in_focus = np.full(len(codes), IN_FOCUS)
    return (in_focus, codes, visits) if provider else (codes, in_focus, visits)


def _row(area: int, unit: int, visits: float) -> Rows:
    return np.array([area]), np.array([unit]), np.array([visits])

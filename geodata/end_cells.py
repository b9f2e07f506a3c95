"""Rows of who goes where from the coarsest cells that hold them, so that each has one number only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geodata.assessment import Assessment
from geodata.focus import Focus
from geodata.visits import NOWHERE, OUTSIDE, PLACELESS, Cells, Provider, Residence

HERE = -3
"""In place of a position: all of what is in focus."""

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Rows = tuple[Ints, Ints, NDArray[Any]]
"""Residence, provider and visits of some rows: positions, `NOWHERE`, `OUTSIDE` or `HERE`."""


def counted_rows(assessment: Assessment, focus: Focus, way: str, unit: int) -> Rows | None:
    """Rows of a municipality or the region, as `geodata.ends.ends` has them.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus
    way : {"from", "to", "within"}
    unit : int
        The one unit that all visits go to, else `HERE`.

    Returns
    -------
    Rows or None
        In the order of the codes; None where only flows can tell them.
    """
    if focus.kind == "region":
        parts = {"from": _leaving_region, "to": _coming_to_region, "within": _all_of_region}[way](assessment)
    elif focus.kind == "municipality" and way != "within":
        place = int(assessment.region.municipalities.of_area[focus.areas[0]])
        parts = _leaving(assessment, place) if way == "from" else _coming(assessment, place, unit)
    else:
        return None
    area, to, visits = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((to, area))
    order = order[visits[order] > 0]
    return area[order].astype(np.int64), to[order].astype(np.int64), visits[order]


def counted_total(assessment: Assessment, focus: Focus, way: str, units: Ints) -> float:
    """What shares of rows are of: visits by the residents, or to the units, in focus; all of the region's.

    Parameters
    ----------
    assessment : Assessment
        With visits.
    focus : Focus
    way : {"from", "to", "within"}
    units : int64
        Those inside.
    """
    if focus.kind == "region" and way == "within":
        return float(_cells(assessment, "municipality", "region").visits.sum())
    if way == "to":
        if focus.kind == "region":
            cells = _cells(assessment, "municipality", "municipality")
            return _sum(cells, cells.provider >= 0)
        if focus.kind == "municipality":
            place = int(assessment.region.municipalities.of_area[focus.areas[0]])
            cells = _cells(assessment, "municipality", "municipality")
            return _sum(cells, cells.provider == place)
        cells = _cells(assessment, "municipality", "unit")
        return _sum(cells, np.isin(cells.provider, units))
    if focus.kind in ("region", "municipality"):
        cells = _cells(assessment, "municipality", "region")
        places = np.unique(assessment.region.municipalities.of_area[focus.areas])
        return _sum(cells, np.isin(cells.residence, places))
    cells = _cells(assessment, "area", "region")
    return _sum(cells, np.isin(cells.residence, focus.areas))


def counted_inside(assessment: Assessment, focus: Focus) -> float | None:
    """Visits within a municipality, by its residents to its units; None of what only flows can tell."""
    if focus.kind != "municipality":
        return None
    both = _cells(assessment, "municipality", "municipality")
    place = int(assessment.region.municipalities.of_area[focus.areas[0]])
    return _sum(both, (both.residence == place) & (both.provider == place))


def _leaving(assessment: Assessment, place: int) -> list[Rows]:
    """From a municipality: what stays, and each unit elsewhere."""
    both, to = _cells(assessment, "municipality", "municipality"), _cells(assessment, "municipality", "unit")
    elsewhere = (to.residence == place) & (_stands(assessment, to) != place)
    stays = _sum(both, (both.residence == place) & (both.provider == place))
    return [_one(HERE, HERE, stays), _by(to, elsewhere, provider=True)]


def _coming(assessment: Assessment, place: int, unit: int) -> list[Rows]:
    """To a municipality: what stays, and each residence elsewhere."""
    both = _cells(assessment, "municipality", "municipality")
    cells = _cells(assessment, "area", "municipality")
    live = np.append(assessment.region.municipalities.of_area, (PLACELESS, OUTSIDE, NOWHERE))[cells.residence]
    stays = _sum(both, (both.residence == place) & (both.provider == place))
    area, _, visits = _by(cells, (cells.provider == place) & (live != place), provider=False)
    return [_one(HERE, HERE, stays), (area, np.full(len(area), unit), visits)]


def _leaving_region(assessment: Assessment) -> list[Rows]:
    both, to = _cells(assessment, "municipality", "municipality"), _cells(assessment, "municipality", "unit")
    stays = _sum(both, (both.residence >= 0) & (both.provider >= 0))
    return [
        _one(HERE, HERE, stays),
        _by(to, (to.residence >= 0) & (_stands(assessment, to) < 0), provider=True),
    ]


def _coming_to_region(assessment: Assessment) -> list[Rows]:
    both = _cells(assessment, "municipality", "municipality")
    stays = _sum(both, (both.residence >= 0) & (both.provider >= 0))
    return [_one(HERE, HERE, stays), _by(both, (both.residence < 0) & (both.provider >= 0), provider=False)]


def _all_of_region(assessment: Assessment) -> list[Rows]:
    """Every visit: those that run between two places, by unit those to none, and of no known residence."""
    both, to = _cells(assessment, "municipality", "municipality"), _cells(assessment, "municipality", "unit")
    every = _cells(assessment, "municipality", "region")
    known = both.residence >= 0
    line = _sum(both, known & ((both.provider >= 0) | (both.provider == OUTSIDE)))
    stands = _stands(assessment, to)
    nowhere = (to.residence >= 0) & ((stands == PLACELESS) | (stands == NOWHERE))
    return [
        _one(HERE, HERE, line),
        _by(to, nowhere, provider=True),
        _by(every, every.residence < 0, provider=False),
    ]


def _stands(assessment: Assessment, cells: Cells) -> NDArray[np.int32]:
    """Municipality that the unit of each cell stands in, or a code of none."""
    found: NDArray[np.int32] = assessment.region.municipalities.of_unit[cells.provider]
    return found


def _by(cells: Cells, which: Bools, *, provider: bool) -> Rows:
    """Visits added up by one end, the other being all of what is in focus."""
    ends = (cells.provider if provider else cells.residence)[which].astype(np.int64)
    codes, group = np.unique(ends, return_inverse=True)
    visits = np.bincount(group, cells.visits[which], minlength=len(codes)).astype(cells.visits.dtype)
    here = np.full(len(codes), HERE)
    return (here, codes, visits) if provider else (codes, here, visits)


def _one(area: int, unit: int, visits: float) -> Rows:
    return np.array([area]), np.array([unit]), np.array([visits])


def _sum(cells: Cells, which: Bools) -> float:
    return float(cells.visits[which].sum())


def _cells(assessment: Assessment, residence: Residence, provider: Provider) -> Cells:
    cells = assessment.between(residence, provider)
    assert cells is not None  # asked only where there are visits
    return cells

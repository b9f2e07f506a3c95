"""Who goes where: the visits from, to and within what is in focus, by their other end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from geodata.assessment import Assessment
from geodata.flows import Flows
from geodata.focus import Focus, units_in

Way = Literal["from", "to", "within"]
WAYS: tuple[Way, ...] = get_args(Way)
UNKNOWN, OUTSIDE, HERE = -1, -2, -3
"""In place of a position: not known; a residence outside the region; all of what is in focus."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ends:
    """Visits one way, added up by their other end, most first; nothing is left out.

    Attributes
    ----------
    way : {"from", "to", "within"}
    area, unit : int64, shape (rows,)
        Positions of residence and unit, or `UNKNOWN`, `OUTSIDE` (residences only), `HERE`.
    visits : number, shape (rows,)
    share : float64, shape (rows,)
        Of all visits this way (within: of all by residents), 0 to 1.
    minutes : float64, shape (rows,)
        Of the visit in the middle; inf out of reach, NaN where either end has no place.
    past : float64, shape (rows,)
        Share of the visits that pass the nearest unit, 0 to 1; NaN where the way is not known.
    total : float
        What the shares are of.
    """

    way: Way
    area: Ints
    unit: Ints
    visits: Ints | Floats
    share: Floats
    minutes: Floats
    past: Floats
    total: float

    @property
    def stays(self) -> Bools:
        """The row of what happens within several areas, told as one. Shape (rows,)."""
        found: Bools = (self.area == HERE) & (self.unit == HERE)
        return found

    def lines(self, placed: Bools) -> Bools:
        """Rows that run between two places, given the units that stand somewhere. Shape (rows,)."""
        home = (self.area >= 0) | (self.area == HERE)
        place = np.where(self.unit >= 0, np.append(placed, False)[self.unit], self.unit == HERE)
        found: Bools = home & place & ~self.stays
        return found


def ways_of(focus: Focus) -> tuple[Way, ...]:
    """The ways that mean something for a focus: nobody lives in a unit."""
    return ("to",) if focus.kind == "unit" else WAYS


def way_of(focus: Focus, asked: str = "") -> Way:
    """The way asked for, else the usual one: within a region, to a unit, from all else."""
    found: Way | None = next((way for way in ways_of(focus) if way == asked), None)
    return found or ("within" if focus.kind == "region" else ways_of(focus)[0])


def ends(assessment: Assessment, focus: Focus, way: Way) -> Ends | None:
    """Visits by the residents of, to the units of, or within what is in focus.

    Of several areas in focus the visits to their own units, and those of their own residents, are one
    row (`HERE` to `HERE`): what happens within is a way of its own, told by area and unit. Of the whole
    region "within" is every visit: one row of all that run between two places, and the others.

    Parameters
    ----------
    assessment : Assessment
    focus : Focus
    way : {"from", "to", "within"}
        "from": all visits by residents; "to": all visits to the units; "within": by residents to the
        units.

    Returns
    -------
    Ends or None
        None where the region has no visits.
    """
    flows = assessment.flows
    if flows is None:
        return None
    inside = focus.units if focus.kind == "unit" else units_in(assessment, focus.areas)
    ours = _marked(focus.areas, len(assessment.region.areas))[flows.area]
    here = _marked(inside, len(assessment.region.units))[flows.unit]
    total = float(flows.visits[here if way == "to" else ours].sum())
    if focus.kind == "region" and way == "within":
        return _of_region(assessment, flows)
    kept = np.flatnonzero({"from": ours, "to": here, "within": ours & here}[way])
    area, unit = residence(flows)[kept], flows.unit[kept]
    several = len(focus.areas) != 1 and focus.kind != "unit"
    if way == "from" and several:
        area, unit = np.full(len(kept), HERE), np.where(here[kept], HERE, unit)
    if way == "to":
        unit = unit if (unit == unit[:1]).all() else np.full(len(kept), HERE)
        area = np.where(ours[kept], HERE, area) if several else area
    return _added_up(way, flows, kept, area, unit, total)


def _of_region(assessment: Assessment, flows: Flows) -> Ends:
    known, placed = flows.area >= 0, np.append(assessment.placed, False)[flows.unit]
    area = np.where(known, HERE, residence(flows))
    unit = np.where(known & ~placed, flows.unit, HERE)
    every = np.arange(len(flows.visits))
    return _added_up("within", flows, every, area, unit, float(flows.visits.sum()))


def residence(flows: Flows) -> Ints:
    """Residence of each flow, with those outside the region told from the unknown. Shape (flows,)."""
    outside: Bools = getattr(flows, "outside", np.zeros(len(flows.area), dtype=bool))
    return np.where((flows.area < 0) & outside, OUTSIDE, flows.area)


def middle(group: Ints, count: int, minutes: Floats, visits: Ints | Floats) -> Floats:
    """Minutes of the visit in the middle of each group, as `geodata.access.minutes_quantile` does.

    Parameters
    ----------
    group : int64, shape (flows,)
        From 0 to `count` - 1.
    count : int
    minutes : float64, shape (flows,)
        Those that are NaN do not count.
    visits : number, shape (flows,)

    Returns
    -------
    float64, shape (count,)
        NaN where no minutes are known.
    """
    known = np.flatnonzero(~np.isnan(minutes) & (visits > 0))
    order = known[np.lexsort((minutes[known], group[known]))]
    added = np.cumsum(visits[order], dtype=np.float64)
    last = np.cumsum(np.bincount(group[order], minlength=count))
    before = np.concatenate(([0.0], added))[np.concatenate(([0], last[:-1]))] if count else np.zeros(0)
    some = np.flatnonzero(np.diff(np.concatenate(([0], last))))
    found = np.full(count, np.nan)
    if len(some):
        half = before[some] + (added[last[some] - 1] - before[some]) / 2
        found[some] = minutes[order][np.searchsorted(added, half)]
    return found


def _added_up(way: Way, flows: Flows, kept: Ints, area: Ints, unit: Ints, total: float) -> Ends:
    wide = int(unit.max(initial=0)) + 4
    key, group = np.unique((area + 3) * wide + unit + 3, return_inverse=True)
    visits, minutes = flows.visits[kept], flows.minutes[kept]
    each = np.bincount(group, visits, minlength=len(key))
    known = ~np.isnan(minutes)
    of = np.bincount(group[known], visits[known], minlength=len(key))
    past = np.bincount(group[known], (visits * flows.past_nearest[kept])[known], minlength=len(key))
    order = np.argsort(-each, kind="stable")
    key, each = key[order], each[order]
    return Ends(
        way,
        key // wide - 3,
        key % wide - 3,
        each if visits.dtype.kind == "f" else np.rint(each).astype(np.int64),
        each / total if total else np.full(len(key), np.nan),
        middle(group, len(key), minutes, visits)[order],
        np.divide(past, of, out=np.full(len(key), np.nan), where=of > 0)[order],
        total,
    )


def _marked(positions: Ints, count: int) -> Bools:
    """Whether each position is one of some; last, at -1, that the unknown is not. Shape (count + 1,)."""
    found = np.zeros(count + 1, dtype=bool)
    found[positions] = True
    return found

"""Who goes where: the visits from, to and within what is in focus, by their other end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from geodata.access.quantiles import MEDIAN, grouped_quantile
from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import shares
from geodata.flows.flows import Flows
from geodata.focus.end_cells import IN_FOCUS, Rows, counted_inside, counted_rows, counted_total
from geodata.focus.place import Place
from geodata.focus.places import units_in
from geodata.region.visits import NOWHERE, OUTSIDE

__all__ = [
    "IN_FOCUS",
    "OUTSIDE",
    "UNKNOWN",
    "WAYS",
    "Ends",
    "Way",
    "ends",
    "residence",
    "way_of",
    "ways_of",
]

Way = Literal["from", "to", "within"]
WAYS: tuple[Way, ...] = get_args(Way)
UNKNOWN = NOWHERE

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
        Positions of residence and unit, or `UNKNOWN`, `OUTSIDE` (residences only), `IN_FOCUS`.
    visits : number, shape (rows,)
    share : float64, shape (rows,)
        Of all visits this way (within: of all by residents), 0 to 1.
    minutes : float64, shape (rows,)
        Of the visit in the middle; inf out of reach, NaN where either end has no place.
    past : float64, shape (rows,)
        Share of the visits that pass the nearest unit, 0 to 1; NaN where the way is not known, or the
        visits are too few to show.
    total : float
        What the shares are of.
    count : float
        All visits that the rows are of: the total; within, those that stay.
    """

    way: Way
    area: Ints
    unit: Ints
    visits: Ints | Floats
    share: Floats
    minutes: Floats
    past: Floats
    total: float
    count: float

    @property
    def stays(self) -> Bools:
        """The row of what happens within several areas, told as one. Shape (rows,)."""
        found: Bools = (self.area == IN_FOCUS) & (self.unit == IN_FOCUS)
        return found

    def lines(self, placed: Bools) -> Bools:
        """Rows that run between two places, given the units that stand somewhere. Shape (rows,)."""
        home = (self.area >= 0) | (self.area == IN_FOCUS)
        place = np.where(self.unit >= 0, np.append(placed, False)[self.unit], self.unit == IN_FOCUS)
        found: Bools = home & place & ~self.stays
        return found


def ways_of(focus: Place) -> tuple[Way, ...]:
    """The ways that mean something for a focus: nobody lives in a unit."""
    return ("to",) if focus.is_unit else WAYS


def way_of(focus: Place, wanted: str = "") -> Way:
    """The way asked for, else the usual one: within a region, to a unit, from all else."""
    found: Way | None = next((way for way in ways_of(focus) if way == wanted), None)
    return found or ("within" if focus.is_whole_region else ways_of(focus)[0])


def ends(assessment: Assessment, focus: Place, way: Way) -> Ends | None:
    """Visits by the residents of, to the units of, or within what is in focus.

    Of several areas in focus the visits to their own units, and those of their own residents, are one
    row (`IN_FOCUS` to `IN_FOCUS`): what happens within is a way of its own, told by area and unit. Of the
    whole region "within" is every visit: one row of all that run between two places, and the others.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    way : {"from", "to", "within"}
        "from": all visits by residents; "to": all visits to the units; "within": by residents to the
        units.

    Returns
    -------
    Ends or None
        None where the region has no visits.
    """
    flows = assessment.use.flows
    if flows is None:
        return None
    inside = focus.units if focus.is_unit else units_in(assessment, focus.areas)
    ours = _marked(focus.areas, len(assessment.region.areas))[flows.area]
    to_focus = _marked(inside, len(assessment.units))[flows.unit]
    if focus.is_whole_region and way == "within":
        kept = np.arange(len(flows.visits))
        placed = np.append(assessment.supply.placed, False)[flows.unit]
        area = np.where(ours, IN_FOCUS, residence(flows))
        unit = np.where(ours & ~placed, flows.unit, IN_FOCUS)
    else:
        kept = np.flatnonzero({"from": ours, "to": to_focus, "within": ours & to_focus}[way])
        area, unit = residence(flows)[kept], flows.unit[kept]
        several = len(focus.areas) != 1 and not focus.is_unit
        if way == "from" and several:
            area, unit = np.full(len(kept), IN_FOCUS), np.where(to_focus[kept], IN_FOCUS, unit)
        if way == "to":
            unit = unit if (unit == unit[:1]).all() else np.full(len(kept), IN_FOCUS)
            area = np.where(ours[kept], IN_FOCUS, area) if several else area
    counted = counted_rows(assessment, focus, way, int(unit[0]) if way == "to" and len(unit) else IN_FOCUS)
    total = counted_total(assessment, focus, way)
    count = total
    if way == "within" and not focus.is_whole_region:
        stays = counted_inside(assessment, focus)
        count = float(flows.visits[kept].sum()) if stays is None else stays
    return _rows(way, (flows.take(kept), area, unit), counted, (total, count), assessment.region.protected)


def residence(flows: Flows) -> Ints:
    """Residence of each flow, with those outside the region told from the unknown. Shape (flows,)."""
    return np.where(flows.outside, OUTSIDE, flows.area)


def _rows(
    way: Way,
    coded: tuple[Flows, Ints, Ints],
    counted: Rows | None,
    of: tuple[float, float],
    protected: bool,
) -> Ends:
    """Flows under coarser codes added up; how many there are from what is counted, where that is known."""
    flows, area, unit = coded
    wide = int(max(unit.max(initial=0), 0 if counted is None else counted[1].max(initial=0))) - IN_FOCUS + 1

    def key(area: Ints, unit: Ints) -> Ints:
        return (area - IN_FOCUS) * wide + unit - IN_FOCUS

    own, group = np.unique(key(area, unit), return_inverse=True)
    visits = np.bincount(group, flows.visits, minlength=len(own))
    minutes = grouped_quantile(group, flows.minutes, flows.visits, len(own), MEDIAN)
    past = _past(group, len(own), flows, protected)
    codes, each = own, visits
    if counted is not None:
        codes, each = key(*counted[:2]), counted[2].astype(np.float64)
    order = np.argsort(-each, kind="stable")
    codes, each = codes[order], each[order]
    at = np.searchsorted(own, codes)
    # A cell too small to be published area by area may be part of a coarser one: its way is not known.
    known = np.append(own, -1)[at] == codes
    at = np.where(known, at, len(own))
    whole = each.astype(np.int64) if flows.visits.dtype.kind == "i" else each
    return Ends(
        way,
        codes // wide + IN_FOCUS,
        codes % wide + IN_FOCUS,
        whole,
        shares(each, np.full(len(each), of[0]), protected),
        np.append(minutes, np.nan)[at],
        np.append(past, np.nan)[at],
        *of,
    )


def _past(group: Ints, count: int, flows: Flows, protected: bool) -> Floats:
    """Share of each group's visits that pass the nearest unit; NaN where no way is known, or too few to show.

    That the one way between two places passes it, or does not, is no share of visits.
    """
    known = ~np.isnan(flows.minutes)
    of = np.bincount(group[known], flows.visits[known], minlength=count)
    past = np.bincount(group[known], (flows.visits * flows.past_nearest)[known], minlength=count)
    single_way = np.bincount(group, minlength=count) == 1
    return np.where(single_way, shares(past, of, protected=False), shares(past, of, protected))


def _marked(positions: Ints, count: int) -> Bools:
    """Whether each position is one of some; last, at -1, that the unknown is not. Shape (count + 1,)."""
    found = np.zeros(count + 1, dtype=bool)
    found[positions] = True
    return found

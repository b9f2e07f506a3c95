"""Whether today's places suffice for the need to come: use that units have no room for, and whose it is.

Use beyond capacity is told unit by unit, as room at one carries nothing of another's. An area has the part of
it that its residents' use is of the unit's, so that areas sum to the units.

Ends of an interval are of one event for all units: the whole region's use comes out at that end of its own
interval. So they sum over areas too. What units differ by beside it evens out in their number; in the visits
not altogether, and there are rather more of them. A unit's own ends are those of its own interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import PLACE_TYPES, Place, PlaceType
from geodata.measures.measure import AREAL, ONE_UNIT, coloured
from geodata.measures.tally import Tally, counted, nothing, without
from geodata.needs.errors import NeedsError
from geodata.needs.need import Need
from geodata.needs.outlook import Outlook
from geodata.needs.region_need import RegionNeed, region_need
from geodata.region.few_cases import FEWEST

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
SAME = 1e-9
"""Of use: what it may differ from room by and be the same number, worked out in another order."""
End = Literal["low", "high", ""]
"""Of an interval; "" is what is expected."""
Counts = Callable[[Assessment, Place, Need, int], Tally]
"""Of an assessment, some places, the need of all years and the position of one among them."""


def need_by(key: str) -> tuple[tuple[str, str], ...]:
    """How the layer of the need to come shows a measure: as what areas are coloured by."""
    return (("need_by", key),)


class FigureAhead(NamedTuple):
    """How a figure of the need to come is counted, in what unit, and where it is shown."""

    of: Counts
    unit: str
    kinds: tuple[PlaceType, ...] = AREAL
    choice: tuple[tuple[str, str], ...] = ()

    @property
    def layer(self) -> str:
        """Key of the layer that shows it: that of units where they are coloured by it, or it is theirs."""
        return "units" if self.kinds == ONE_UNIT or "units_by" in dict(self.choice) else "need"


@dataclass(frozen=True, eq=False)
class Shortage:
    """Units whose capacity does not carry their use in a year, as expected or at an end of the interval.

    Attributes
    ----------
    beyond : float64, shape (units,)
        Use that has no room; 0 where capacity is unknown.
    known : bool, shape (units,)
        Units of known capacity that have any, or use.
    of_areas : float64, shape (areas,)
        Each area's part of that, as large as its part of the use of each unit.
    to_short : float64, shape (areas,)
        Share of each area's use that goes to units without room for all of theirs.
    """

    beyond: Floats
    known: Bools
    of_areas: Floats
    to_short: Floats

    @property
    def short(self) -> Bools:
        """Units without room for all of their use. Shape (units,)."""
        found: Bools = self.beyond > 0
        return found


def without_room(use: Floats, room: Floats) -> Floats:
    """Use beyond what there is room for, at least 0 and NaN unknown; a unit is short where there is any."""
    beyond = use - room
    return np.where(beyond <= SAME * use, 0.0, beyond)


@lru_cache(maxsize=96)
def shortage(assessment: Assessment, outlook: Outlook, at: int, end: End = "") -> Shortage | None:
    """Which units are short in a year, and of how much; None where no capacity is known.

    Parameters
    ----------
    assessment : Assessment
    outlook : Outlook
    at : int
        Position of the year among those of the need.
    end : {"low", "high", ""}
        All units' use at that end of the whole region's interval.
    """
    found = _region_need(assessment, outlook)
    if found is None:
        return None
    times = _times(found.need, at, end)
    use = found.units.use[at] * times
    known = np.isfinite(found.room) & ((found.room > 0) | (use > 0))
    if not known.any():
        return None
    beyond = np.where(known, without_room(use, found.room), 0.0)
    part = np.divide(beyond, use, out=np.zeros(len(use)), where=use > 0)
    of_areas = found.need.use[at] * times * (found.goes.units @ part)
    return Shortage(beyond, known, of_areas, found.goes.units @ (beyond > 0).astype(np.float64))


def _region_need(assessment: Assessment, outlook: Outlook) -> RegionNeed | None:
    try:
        return region_need(assessment, outlook)
    except (NeedsError, UnknownNameError):  # nobody knows of any capacity, or where visits go
        return None


def _times(need: Need, at: int, end: End) -> float:
    """How many times what is expected the whole region's use is, at an end of its interval."""
    if not end:
        return 1.0
    use = need.use.sum(axis=1)[:, None]
    interval = need.interval_of(need.base.sum(keepdims=True), use, need.residents.sum(keepdims=True))
    expected = float(use[at, 0])
    return float(getattr(interval, end)[at, 0]) / expected if expected > 0 else 1.0


def _beyond(end: End) -> Counts:
    """Use that has no room: of a unit its own, of areas the part that is theirs."""
    own = _of_unit(lambda found, at: _own_beyond(found, at, end))

    def of(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        if place.is_unit:
            return own(assessment, place, need, at)
        found = shortage(assessment, need.outlook, at, end)
        if found is None:
            return nothing(place.count, "why.no_capacity")
        tally = counted(place.over_areas(found.of_areas), of=place.over_areas(need.use[at]))
        return _hidden(tally, assessment, place, need)

    return of


def _own_beyond(found: RegionNeed, at: int, end: End) -> Floats:
    use = getattr(found.units.interval, end)[at] if end else found.units.use[at]
    return without_room(use, found.room)


def _short(end: End) -> Counts:
    """Units of known capacity that are short, of all such."""

    def of(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        found = shortage(assessment, need.outlook, at, end)
        if found is None:
            return nothing(place.count, "why.no_capacity")
        known = place.over_units(found.known)
        tally = counted(place.over_units(found.short), of=known)
        return without(tally, known == 0, "why.no_capacity")

    return of


def _residents(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
    """Residents then, each area's by the share of their use that goes to units that are short.

    No interval: that of use moves this only where another unit becomes short, and says nothing of how surely
    people are foreseen.
    """
    found = shortage(assessment, need.outlook, at)
    if found is None:
        return nothing(place.count, "why.no_capacity")
    people = need.persons[at].sum(axis=1)
    tally = counted(place.over_areas(people * found.to_short), of=place.over_areas(people))
    return _hidden(tally, assessment, place, need)


def _hidden(tally: Tally, assessment: Assessment, place: Place, need: Need) -> Tally:
    """The same without what follows from shares of protected visits that are too few to share."""
    today = place.over_areas(need.base)
    few = assessment.region.protected & (today > 0) & (today < FEWEST)
    return without(tally, few, "why.too_few")


def _of_unit(values: Callable[[RegionNeed, int], Floats]) -> Counts:
    """A figure of each unit, beside its use today."""

    def of(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        found = _region_need(assessment, need.outlook)
        if found is None:
            return nothing(place.count, "why.no_capacity")
        if not len(place.units):  # one that a scenario opens, today
            return nothing(place.count, "why.no_unit")
        base = place.over_units(found.units.base)
        tally = counted(place.over_units(values(found, at)), of=base)
        tally = without(tally, np.isnan(tally.value), "why.no_capacity")
        few = assessment.region.protected & (base > 0) & (base < FEWEST)
        return without(tally, few, "why.too_few")

    return of


CAPACITY_FIGURES: Mapping[str, FigureAhead] = {
    "beyond_ahead": FigureAhead(_beyond(""), "count", PLACE_TYPES, need_by("beyond_ahead")),
    "beyond_ahead_low": FigureAhead(_beyond("low"), "count", PLACE_TYPES),
    "beyond_ahead_high": FigureAhead(_beyond("high"), "count", PLACE_TYPES),
    "units_short_ahead": FigureAhead(_short(""), "count", choice=coloured("unit_gap_ahead")),
    "units_short_ahead_low": FigureAhead(_short("low"), "count"),
    "units_short_ahead_high": FigureAhead(_short("high"), "count"),
    "residents_short_ahead": FigureAhead(_residents, "count", choice=need_by("beyond_ahead")),
    "unit_use_ahead": FigureAhead(_of_unit(lambda found, at: found.units.use[at]), "count", ONE_UNIT),
    "unit_room_ahead": FigureAhead(_of_unit(lambda found, _: found.room), "count", ONE_UNIT),
    "unit_gap_ahead": FigureAhead(
        _of_unit(lambda found, at: found.capacity.gap[at]), "number", ONE_UNIT, coloured("unit_gap_ahead")
    ),
}
"""By key of the measure, in the order that they are told."""

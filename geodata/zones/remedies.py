"""Which single change would lift a zone: each is made and assessed, not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.underserved import Zone
from geodata.geometry.degrees import to_degrees
from geodata.region.changes import Change, free_ids


@dataclass(frozen=True)
class Remedy:
    """What a change does to a zone.

    Attributes
    ----------
    change : Change
        A unit added, or one given twice its capacity; on top of those that the scenario has.
    place : int
        Position of the area where the unit is added, or of the unit that grows.
    added : float
        Capacity.
    left : int
        Residents of the zone who are still underserved.
    """

    change: Change
    place: int
    added: float
    left: int

    @property
    def lifts(self) -> bool:
        """Whether nobody in the zone is underserved any more."""
        return self.left == 0


def remedies_of(assessment: Assessment, zone: Zone) -> tuple[Remedy, ...]:
    """What each change that can be tried would do to a zone.

    Those are a unit of the usual capacity opened in the zone's largest area, and twice the capacity
    at the unit nearest to that area. None is tried where the region has no supply of its own; no unit
    is opened where a table of the region's own says the minutes, as it has none to a place without a
    unit; none grows where its capacity is unknown, or shared with residents outside.

    Parameters
    ----------
    assessment : Assessment
    zone : Zone
        One of its zones.

    Returns
    -------
    tuple of Remedy
        The new unit first.
    """
    region, offered = assessment.region, assessment.access.offered
    largest = int(zone.areas[np.argmax(assessment.persons[zone.areas])])
    nearest = int(assessment.access.nearest_unit[largest])
    candidates = []
    if (offered > 0).any() and region.travel_times is None:
        capacity = assessment.without_changes.supply.median_capacity
        x, y = region.areas[["x", "y"]].to_numpy(np.float64)[largest]
        lon, lat = to_degrees(region.settings.crs).transform(x, y)
        opened = Change("add", next(free_ids(assessment.units.index)), round(lat, 5), round(lon, 5), capacity)
        candidates.append((opened, largest, capacity))
    if nearest >= 0 and offered[nearest] > 0:
        twice = 2 * float(offered[nearest])
        candidates.append(
            (Change("size", str(assessment.units.index[nearest]), capacity=twice), nearest, twice / 2)
        )
    return tuple(
        Remedy(change, place, added, _left(assessment, zone, change)) for change, place, added in candidates
    )


def smallest(remedies: Iterable[Remedy]) -> Remedy | None:
    """Of the changes that lift the zone the one that adds least; None where none does.

    A unit that is there already goes before a new one that adds as much.
    """
    lifting = [remedy for remedy in remedies if remedy.lifts]
    return min(lifting, key=lambda remedy: (remedy.added, remedy.change.kind == "add"), default=None)


def _left(assessment: Assessment, zone: Zone, change: Change) -> int:
    region, scenario = assessment.region, assessment.scenario
    after = assess(region, replace(scenario, region=region, changes=(*scenario.changes, change)))
    return int(after.persons[zone.areas][after.lacking.underserved[zone.areas]].sum())

"""Which single change would lift a zone: each is made and assessed, not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from geodata.assessment.assessment import Assessment, assess
from geodata.assessment.underserved import Zone
from geodata.contract.errors import UnknownNameError
from geodata.geometry.degrees import to_degrees
from geodata.region.changes import Change, free_ids


@dataclass(frozen=True)
class Remedy:
    """What a change does to a zone.

    Attributes
    ----------
    change : Change
        A unit added, or one given twice its capacity.
    changes : tuple of Change
        What the scenario changes with it: a capacity that the unit was given before gives way.
    place : int
        Position of the area where the unit is added, or of the unit that grows.
    added : float
        Capacity.
    left : int
        Residents of the zone who are still underserved.
    """

    change: Change
    changes: tuple[Change, ...]
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
    at the unit nearest to that area. None is tried where the region has no supply of its own, or where
    the scenario cannot have one more: no unit is opened where a table of the region's own says the
    minutes, as it has none to a place without a unit. None grows where its capacity is unknown, or
    shared with residents outside.

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
    if (offered > 0).any():
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
    tried = (_tried(assessment, zone, *candidate) for candidate in candidates)
    return tuple(remedy for remedy in tried if remedy is not None)


def smallest(remedies: Iterable[Remedy]) -> Remedy | None:
    """Of the changes that lift the zone the one that adds least; None where none does.

    A unit that is there already goes before a new one that adds as much.
    """
    lifting = [remedy for remedy in remedies if remedy.lifts]
    return min(lifting, key=lambda remedy: (remedy.added, remedy.change.kind == "add"), default=None)


def _tried(assessment: Assessment, zone: Zone, change: Change, place: int, added: float) -> Remedy | None:
    region = assessment.region
    changes = _with(assessment.scenario.changes, change)
    try:
        question = replace(assessment.scenario, region=region, changes=changes)
    except UnknownNameError:
        return None
    after = assess(region, question)
    left = int(after.persons[zone.areas][after.lacking.underserved[zone.areas]].sum())
    return Remedy(change, question.changes, place, added, left)


def _with(changes: tuple[Change, ...], change: Change) -> tuple[Change, ...]:
    """One more change; of a unit that the others open or resize, another capacity there."""
    sized = [other.id == change.id and other.capacity is not None for other in changes]
    if not any(sized):
        return (*changes, change)
    return tuple(
        replace(other, capacity=change.capacity) if its else other
        for other, its in zip(changes, sized, strict=True)
    )

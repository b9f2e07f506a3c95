"""What a zone of today became by a scenario: how many of its residents still lack supply."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError


@dataclass(frozen=True)
class Outcome:
    """Residents and areas of a zone today, and those of them that are underserved after the changes."""

    persons: int
    areas: int
    persons_left: int
    areas_left: int


def outcome(assessment: Assessment, id: str) -> Outcome | None:
    """What became of the zone that had an id without the scenario's changes.

    Parameters
    ----------
    assessment : Assessment
    id : str
        Of the zone, or of any of its areas.

    Returns
    -------
    Outcome or None
        None where nothing is changed, or there was no such zone.
    """
    before = assessment.without_changes
    if before is assessment:
        return None
    try:
        zone = before.lacking.zone(id)
    except UnknownNameError:
        return None
    left = zone.areas[assessment.lacking.underserved[zone.areas]]
    persons = assessment.persons
    return Outcome(int(persons[zone.areas].sum()), len(zone.areas), int(persons[left].sum()), len(left))

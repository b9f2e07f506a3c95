"""Which existing units a case leaves with less: visits before and after, and who falls below a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from dashboard.submissions.case import Case, Draft
from dashboard.submissions.effect import changed_assessment
from dashboard.submissions.states import LAID_OVER
from geodata.region.region import Region

SHOWN_MOST: Final = 8
"""Units that are listed: those that lose most."""
KEY: Final = "viability"
"""Of what the history of a case keeps."""


@dataclass(frozen=True)
class UnitLoad:
    """One unit's visits, or listed, in a year as the region counts them.

    Attributes
    ----------
    unit, name : str
    before, after : int
    """

    unit: str
    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Viability:
    """What a case leaves the other units with.

    Attributes
    ----------
    care_form : str
    floor : int or None
        Fewest that a unit carries itself by, of `[unit_facts.viable_from]`; None where none is stated.
    below : tuple of UnitLoad
        Who had as many before, and has fewer after: by how much they lack.
    losing : tuple of UnitLoad
        Others that lose some, the most first; those that were below already among them.
    more : int
        How many further units lose some.
    """

    care_form: str
    floor: int | None
    below: tuple[UnitLoad, ...]
    losing: tuple[UnitLoad, ...]
    more: int

    def details(self) -> dict[str, Any]:
        """As the history of a case keeps it."""
        return {
            "care_form": self.care_form,
            "floor": self.floor,
            "below": [list(vars_of(each)) for each in self.below],
            "losing": [list(vars_of(each)) for each in self.losing],
            "more": self.more,
        }


def vars_of(load: UnitLoad) -> tuple[str, str, int, int]:
    """The fields of a unit's load, in their order."""
    return load.unit, load.name, load.before, load.after


def viability_of(region: Region, draft: Draft) -> Viability | None:
    """What a case leaves the other units with, as Planera's what-if moves visits.

    Parameters
    ----------
    region : Region
        As it is published.
    draft : Draft

    Returns
    -------
    Viability or None
        None where the case changes no supply, or the region cannot tell where visits would go.
    """
    assessment = changed_assessment(region, draft)
    if assessment is None:
        return None
    after, before = (each.use.visits_by_unit for each in (assessment, assessment.without_changes))
    if after is None or before is None:
        return None
    units = assessment.without_changes.units
    form = assessment.scenario.care_form
    own = {change.id for change in assessment.scenario.changes}
    lost = np.flatnonzero(before > after[: len(before)]).tolist()
    loads = [
        UnitLoad(str(units.index[at]), str(units["name"].iloc[at]), int(before[at]), int(after[at]))
        for at in lost
        if str(units.index[at]) not in own and units["care_form"].iloc[at] == form
    ]
    return _sorted(form, region.settings.unit_facts.viable_from.get(form), loads)


def viability_decided(case: Case) -> Viability | None:
    """The figures that the last approval of a case rested on; None where it had none."""
    approvals = [each.details for each in case.happenings if each.action == "approve"]
    kept: Mapping[str, Any] | None = approvals[-1].get(KEY) if approvals else None
    if case.status not in LAID_OVER or kept is None:
        return None
    below, losing = (tuple(UnitLoad(*each) for each in kept[key]) for key in ("below", "losing"))
    return Viability(kept["care_form"], kept["floor"], below, losing, kept["more"])


def _sorted(form: str, floor: int | None, loads: list[UnitLoad]) -> Viability:
    below = [each for each in loads if floor is not None and each.before >= floor > each.after]
    others = [each for each in loads if each not in below]
    below.sort(key=lambda each: (each.after, each.unit))
    others.sort(key=lambda each: (each.after - each.before, each.unit))
    room = max(0, SHOWN_MOST - len(below))
    return Viability(form, floor, tuple(below), tuple(others[:room]), len(others[room:]))

"""What a case does to residents' access: the same what-if that Planera answers, with the same figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from typing import Any

import numpy as np

from dashboard.submissions.case import Case, Draft
from dashboard.submissions.states import LAID_OVER
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.overlay.rows import PLACE
from geodata.overlay.values import place_of
from geodata.region.changes import Change, written
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario

NEW = "n1"
"""Id that a scenario gives a unit which is applied for."""


@dataclass(frozen=True)
class AccessEffect:
    """Figures of a case, all in residents but the last.

    Attributes
    ----------
    care_form : str
    limit_min : float
        Of the care form, minutes.
    changes : str
        As an address of Planera has them.
    beyond, within : int
        Whose way becomes longer than the limit; who come within it.
    longer, shorter : int
        Who get a longer, and a shorter, way.
    overlap : int
        Of those within the limit of a new or moved unit, who have another within it already.
    reach : int
        Residents within the limit of it; 0 where none is new or moved.
    """

    care_form: str
    limit_min: float
    changes: str
    beyond: int
    within: int
    longer: int
    shorter: int
    overlap: int
    reach: int

    def details(self, version: str) -> dict[str, Any]:
        """As the history keeps it, with the version that it was counted on."""
        return {**asdict(self), "version": version}


def effect_decided(case: Case) -> AccessEffect | None:
    """The figures that the last approval of a case rested on; None where it is not approved, or had none."""
    names = {each.name for each in fields(AccessEffect)}
    approvals = [each.details for each in case.happenings if each.action == "approve"]
    if case.status not in LAID_OVER or not approvals or not names <= set(approvals[-1]):
        return None
    return AccessEffect(**{name: approvals[-1][name] for name in names})


def changes_of(draft: Draft) -> tuple[Change, ...]:
    """What a case changes of supply: none where it is of words, hours and the like."""
    after = draft.after
    place = place_of(after.get(PLACE, ""))
    capacity = _capacity(after.get("capacity", ""))
    if draft.kind == "application":
        if place is None:
            return ()
        named = (after.get(name, "") for name in ("operator", "organisation", "name"))
        return (Change("add", NEW, *place, capacity or 1.0, *named),)
    if after.get("closed"):
        return (Change("close", draft.unit),)
    moved = () if place is None else (Change("move", draft.unit, *place),)
    sized = () if capacity is None else (Change("size", draft.unit, capacity=capacity),)
    return (*moved, *sized)


def changed_assessment(region: Region, draft: Draft) -> Assessment | None:
    """The region with the case in force; None where it changes no supply, or the region cannot answer it."""
    changes = changes_of(draft)
    form = draft.after.get("care_form") or draft.care_form
    if not changes or form not in region.settings.care_forms:
        return None
    return _assessed(region, form, changes)


def effect_of(region: Region, draft: Draft) -> AccessEffect | None:
    """Figures of a case; None where it changes no supply, or the region cannot answer it.

    Parameters
    ----------
    region : Region
        As it is published.
    draft : Draft
    """
    assessment = changed_assessment(region, draft)
    if assessment is None:
        return None
    found = assessment.effects(np.arange(len(region.areas)))
    scenario = assessment.scenario
    reach, overlap = _shared(assessment)
    return AccessEffect(
        scenario.care_form,
        scenario.limit_min,
        written(scenario.changes),
        found.beyond,
        found.within,
        found.longer.persons,
        found.shorter.persons,
        overlap,
        reach,
    )


@lru_cache(maxsize=32)
def _assessed(region: Region, form: str, changes: tuple[Change, ...]) -> Assessment | None:
    limit = region.settings.care_forms[form].limit_min
    try:
        usual = replace(default_scenario(region), region=region, care_form=form, limit_min=limit)
        return assess(region, replace(usual, region=region, changes=changes))
    except UnknownNameError:
        return None


def _shared(assessment: Assessment) -> tuple[int, int]:
    """Residents within the limit of what is new or moved; those of them who have a unit within it already."""
    columns = assessment.changed.home_columns
    if not columns:
        return 0, 0
    limit = assessment.scenario.limit_min
    reached = np.min(list(columns.values()), axis=0) <= limit
    before = assessment.without_changes.access.home_min <= limit
    persons = assessment.access.home_persons
    return round(float(persons[reached].sum())), round(float(persons[reached & before].sum()))


def _capacity(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
    return value if np.isfinite(value) and value > 0 else None

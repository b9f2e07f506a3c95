"""What visits cost, by unit and by care form, and their parts of all; what is withheld stays unknown."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, whole_region
from geodata.focus.visits import cells_of, cost_of, visits_to_units
from geodata.measures.economy import COST_PER_RESIDENT, COST_PER_VISIT
from geodata.measures.tally import enough, share
from geodata.measures.visits import NONE_HERE
from geodata.scenario.scenario import care_forms

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Costs:
    """Costs of the units, shape (units,) each; NaN where no visit of theirs has a known cost.

    Attributes
    ----------
    total : float64
        Currency, of the visits whose cost is known.
    per_visit : float64
        Currency, of the visits whose cost is known.
    share : float64
        Of all costs that are published, also of visits to unknown units, 0 to 1.
    covered : float64
        Visits with a known cost of the unit's visits, 0 to 1: less than 1 where some are withheld or
        missing; NaN without visits, or where protected ones are too few to show.
    """

    total: Floats
    per_visit: Floats
    share: Floats
    covered: Floats

    @property
    def known(self) -> bool:
        """Whether any cost is."""
        return bool(np.isfinite(self.per_visit).any())


def costs(assessment: Assessment) -> Costs:
    """Costs by unit of the visits of an assessment's care form, period and age group.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    Costs
    """
    none = np.full(len(assessment.units), np.nan)
    if assessment.use.flows is None:
        return Costs(none, none, none, none)
    units = every(assessment, "unit")
    cost, paid = cost_of(assessment, units)
    total = float(np.nansum(cells_of(assessment, "municipality", "region").cost))
    covered = share(paid, visits_to_units(assessment, units), NONE_HERE)
    return Costs(
        np.where(paid > 0, cost, np.nan),
        COST_PER_VISIT.counts(assessment, units).value,
        np.divide(cost, total, out=none, where=(paid > 0) & (total > 0)),
        enough(covered, assessment.region.protected).value,
    )


@dataclass(frozen=True)
class CareFormCosts:
    """Costs of the residents' visits in one care form; NaN where none is known.

    Attributes
    ----------
    care_form : str
    total : float
        Currency, of the visits whose cost is known.
    share : float
        Of the known costs of all care forms, 0 to 1.
    per_visit, per_resident : float
        Currency.
    """

    care_form: str
    total: float
    share: float
    per_visit: float
    per_resident: float


def care_form_costs(assessment: Assessment) -> list[CareFormCosts]:
    """Costs by care form for the same period, operators and age group, in the order of the settings.

    Parameters
    ----------
    assessment : Assessment
        Its changes are not counted: what a visit cost is known of the units as they were.
    """
    region, unknown = assessment.region, float("nan")
    found: list[CareFormCosts] = []
    for care_form in care_forms(region):
        other_form = assess(
            region, replace(assessment.scenario, region=region, changes=(), care_form=care_form)
        )
        visit, resident = (
            each.read(other_form, whole_region(other_form)) for each in (COST_PER_VISIT, COST_PER_RESIDENT)
        )
        total = unknown if visit.value is None else float(visit.numerator or 0)
        amounts = [unknown if each.value is None else float(each.value) for each in (visit, resident)]
        found.append(CareFormCosts(care_form, total, unknown, *amounts))
    every_cost = float(np.nansum([form.total for form in found]))
    return [replace(form, share=form.total / every_cost if every_cost else unknown) for form in found]

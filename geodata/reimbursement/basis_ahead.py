"""What a model reads of units in a year to come: the listed as their areas' residents, output as the need."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment
from geodata.flows.flows import matrix
from geodata.needs.classes import BOTH, Classes
from geodata.needs.need import Need
from geodata.needs.of_region import need_model_of, need_of
from geodata.needs.outlook import Outlook
from geodata.needs.region_need import region_need
from geodata.reimbursement.basis import Basis, ListClass
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.moved_basis import spread_of_lists, whole_question

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

DECIMALS = 4
OLDEST = 10_000
"""Years, past every age: the end of a class that has none."""


def basis_ahead(assessment: Assessment, basis: Basis, period: str, outlook: Outlook) -> Basis:
    """A basis with the people of an outlook's horizon, who are listed where today's are.

    Of each class of age and sex a unit has as many more or fewer listed as the residents of its areas become,
    by how its list is spread over them. Output changes as the unit's use does, with health, trend and
    prevalence as the outlook has them. Unit weights, quality and contracts stay.

    Parameters
    ----------
    assessment : Assessment
        Without changes of supply: those of its scenario do not count.
    basis : Basis
        Of today.
    period : str
        Of its lists.
    outlook : Outlook

    Raises
    ------
    NeedsError, UnknownNameError
        If the region cannot answer the outlook.
    ReimbursementError
        If nobody knows where visits go.
    """
    whole = whole_question(assessment).without_changes
    region, care_form = whole.region, whole.scenario.care_form
    need = need_of(region, care_form, outlook)
    at = need.years.index(outlook.horizon)
    flows = whole.use.flows
    if flows is None:
        raise ReimbursementError.of("listed_without_visits")
    visits = matrix(flows, len(region.areas), len(region.units))
    lists, _ = spread_of_lists(region, period, visits, flows)
    growth = _growth(basis.classes, csr_array(lists[:, basis.units]), need, at, *_today(whole))
    units = region_need(whole, outlook).units
    now, then = units.base[basis.units], units.use[at][basis.units]
    use = np.divide(then, now, out=np.ones(len(now)), where=now > 0)
    rows = basis.production["unit"].to_numpy()
    quantity = np.round(basis.production["quantity"].to_numpy(np.float64) * use[rows], DECIMALS)
    return replace(
        basis,
        lists=np.round(basis.lists * growth, DECIMALS),
        production=basis.production.assign(quantity=quantity),
    )


def _today(whole: Assessment) -> tuple[Classes, Floats]:
    model = need_model_of(whole.region, whole.scenario.care_form)
    return model.classes, model.base.persons


def _growth(
    wanted: tuple[ListClass, ...], lists: csr_array, need: Need, at: int, classes: Classes, today: Floats
) -> Floats:
    """How many times as many listed of each class each unit gets. Shape (units, classes)."""
    residents = today.sum(axis=1)
    per_resident = np.divide(1.0, residents, out=np.zeros(len(residents)), where=residents > 0)
    cells = np.array([_cells(each, classes) for each in wanted]).T.astype(np.float64)
    before, after = (
        lists.T @ ((persons @ cells) * per_resident[:, None])
        for persons in (today, np.nan_to_num(need.persons[at]))
    )
    found: Floats = np.divide(after, before, out=np.ones(before.shape), where=before > 0)
    return found


def _cells(wanted: ListClass, classes: Classes) -> Bools:
    """Cells of people that share an age and a sex with a class of lists. Shape (cells,)."""
    begins = np.array(classes.ages)
    ends = np.append(begins[1:] - 1, OLDEST)
    last = OLDEST if wanted.age_to < 0 else wanted.age_to
    ages = (begins <= last) & (ends >= max(wanted.age_from, 0))
    return np.concatenate([ages & (sex in (wanted.sex, BOTH) or wanted.sex == BOTH) for sex in classes.sexes])

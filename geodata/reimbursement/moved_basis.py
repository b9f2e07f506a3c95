"""What a model reads of units after a what-if: the listed where they go, with what they take along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.reimbursement_settings import UnitWeight
from geodata.flows.flows import Flows, matrix
from geodata.region.region import Region
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.moves import Moves, moves

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WEIGHT_DECIMALS = 6
"""Of a unit weight that is the mean of those who come and those who stay."""


def whole_question(assessment: Assessment) -> Assessment:
    """The same what-if for all operators and ages, at the published limit and rules."""
    scenario = replace(assessment.scenario, region=assessment.region, operators=(), age_group="")
    return assess(assessment.region, scenario).at_published_rules


@lru_cache(maxsize=32)
def moves_of(whole: Assessment, period: str) -> Moves:
    """Where the listed of every unit of a region go, by a what-if.

    Parameters
    ----------
    whole : Assessment
        As `whole_question` gives it.
    period : str
        Of the lists.

    Raises
    ------
    ReimbursementError
        If nobody knows where visits go.
    """
    before, after = whole.without_changes.use.flows, whole.use.flows
    if before is None or after is None:
        raise ReimbursementError.of("listed_without_visits")
    areas, units = len(whole.region.areas), len(whole.region.units)
    visits = matrix(before, areas, units)
    lists, elsewhere = spread_of_lists(whole.region, period, visits, before)
    ours = slice(0, units)
    closed = whole.without_changes.supply.open & ~whole.supply.open[ours] & whole.supply.in_scope[ours]
    return moves(visits, matrix(after, areas, whole.changed.unit_count), lists, elsewhere, closed)


def moved_basis(
    assessment: Assessment, basis: Basis, period: str, weights: Mapping[str, UnitWeight]
) -> Basis:
    """A basis after the changes of a what-if.

    People take their age, and the mean of their unit's weights that follow people; their visits, hours and
    points go where they go. What is of a unit stays there: its quality, contract and points of geography.
    A new unit is one of the kind that the model is for, with no such points and nothing known of its quality.

    Parameters
    ----------
    assessment : Assessment
    basis : Basis
        Of today.
    period : str
        Of its lists.
    weights : mapping of str to UnitWeight

    Raises
    ------
    ReimbursementError
        As `moves_of` does.
    """
    whole = whole_question(assessment)
    among = _among(moves_of(whole, period), basis.units, len(assessment.region.units))
    new = among.goes.shape[1] - len(basis.units)
    units = np.append(basis.units, len(assessment.region.units) + np.arange(new))
    lists = among.moved(basis.lists)
    return replace(
        basis,
        units=units,
        lists=lists,
        weights={
            key: _weight(among, basis, lists, values, follows=weights[key].follows == "people")
            for key, values in basis.weights.items()
        },
        production=_production(among, basis.production, len(basis.units)),
        indicators={key: _wide(values, new) for key, values in basis.indicators.items()},
        open=np.append(basis.open, np.ones(new, bool)) & whole.supply.open[units],
        operators=whole.supply.columns.operator[units],
        contracts={key: np.append(mask, np.ones(new, bool)) for key, mask in basis.contracts.items()},
        unit_kinds={key: np.append(mask, np.zeros(new, bool)) for key, mask in basis.unit_kinds.items()},
        begun=np.append(basis.begun, np.ones(new, bool)),
    )


def _among(found: Moves, units: Ints, region_units: int) -> Moves:
    """Moves between the units of a basis, and to new ones."""
    columns = np.append(units, np.arange(region_units, found.goes.shape[1]))
    return Moves(csr_array(found.goes[units][:, columns]), found.leaves[units])


def spread_of_lists(region: Region, period: str, visits: csr_array, flows: Flows) -> tuple[csr_array, Floats]:
    """How the listed of units are spread over areas, and how many live in none that is known.

    By the lists where they tell of areas, else as visits are.
    """
    units = visits.shape[1]
    if region.lists is not None:
        rows = region.lists[(region.lists["period"] == period) & (region.lists["area"] >= 0)]
        if len(rows):
            cells = (rows["area"].to_numpy(np.int64), rows["unit"].to_numpy(np.int64))
            persons = np.nan_to_num(rows["persons"].to_numpy(np.float64))
            return csr_array((persons, cells), shape=visits.shape), np.zeros(units)
    loose = (flows.area < 0) & (flows.unit >= 0)
    return visits, np.bincount(flows.unit[loose], flows.visits[loose], units).astype(np.float64)


def _weight(among: Moves, basis: Basis, lists: Floats, values: Floats, *, follows: bool) -> Floats:
    """A unit weight after the moves: the mean of those who are then listed, where it follows people."""
    wide = _wide(values, lists.shape[0] - len(values))
    if not follows:
        return wide
    persons, after = basis.persons, np.nansum(lists, axis=1)
    known = np.where(np.isnan(values), 0.0, persons)
    sums, of = among.moved(known * np.nan_to_num(values)), among.moved(known)
    mean = np.divide(sums, of, out=np.full(len(after), np.nan), where=of > 0)
    changed = np.append(persons, np.zeros(len(after) - len(persons))) != after
    return np.where(changed, np.round(mean, WEIGHT_DECIMALS), wide)


def _production(among: Moves, production: pd.DataFrame, units: int) -> pd.DataFrame:
    """Output after the moves: that of those who go is given where they go."""
    if production.empty:
        return production
    keys = [column for column in production.columns if column not in ("unit", "quantity")]
    groups = production.groupby(keys, sort=False, dropna=False)
    which = groups.ngroup().to_numpy()
    before = np.zeros((units, groups.ngroups))
    np.add.at(before, (production["unit"].to_numpy(), which), production["quantity"].to_numpy(np.float64))
    after = among.moved(before)
    unit, group = np.nonzero(after)
    kinds = production[keys].iloc[np.unique(which, return_index=True)[1]]
    found = kinds.iloc[group].reset_index(drop=True).assign(unit=unit, quantity=after[unit, group])
    return found[list(production.columns)]


def _wide(values: Floats, new: int) -> Floats:
    return np.append(values, np.full(new, np.nan))

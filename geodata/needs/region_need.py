"""What a region and a scenario answer of the need: units, the capacity that carries it, composite indices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.need_settings import NeedIndex
from geodata.flows.flows import Flows, matrix
from geodata.needs.capacity import Capacity, capacity_needed, standards
from geodata.needs.composite_index import IndexValues, composite_index
from geodata.needs.errors import NeedsError
from geodata.needs.need import Need
from geodata.needs.of_region import at_last_horizon, need_of
from geodata.needs.outlook import Outlook
from geodata.needs.units import Destinations, UnitUse, destinations, unit_use
from geodata.region import residents
from geodata.region.few_cases import FEWEST
from geodata.region.region import Region

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RegionNeed:
    """The need of a region's areas, the use of its units, and the capacity that carries it.

    Attributes
    ----------
    need : Need
    goes : Destinations
        Where the use of each area goes in the years ahead.
    units : UnitUse
    capacity : Capacity
    room : float64, shape (units,)
        Use that each unit's capacity carries at the standard; NaN where its capacity is unknown.
    """

    need: Need
    goes: Destinations
    units: UnitUse
    capacity: Capacity
    room: Floats


def region_need(assessment: Assessment, outlook: Outlook) -> RegionNeed:
    """The need under an outlook, at today's units or at those of the assessment's scenario.

    Parameters
    ----------
    assessment : Assessment
        Its care form, its changes of supply and, for shares of units, its period count; its operators and
        ages do not.
    outlook : Outlook

    Returns
    -------
    RegionNeed
        Of all years, worked out once whichever of them the outlook is of: that of its need is the last.

    Raises
    ------
    NeedsError, UnknownNameError
        If the region cannot answer it.
    """
    region = assessment.region
    whole = assess(region, replace(assessment.scenario, region=region, operators=(), age_group=""))
    last = at_last_horizon(region, assessment.scenario.care_form, outlook)
    return _region_need(whole.at_published_rules, last)


@lru_cache(maxsize=32)
def _region_need(whole: Assessment, outlook: Outlook) -> RegionNeed:
    """The same for a question of all operators and ages, whose limit and rules move no visit."""
    found = need_of(whole.region, whole.scenario.care_form, outlook)
    today, count = whole.without_changes, whole.changed.unit_count
    before, after = (_destinations(each, today, count) for each in (today, whole))
    units = unit_use(found, after, before)
    standard = standards(outlook.standard, units.base, _capacity(today, count))
    supply = _capacity(whole, count)
    capacity = capacity_needed(units.use, standard, supply)
    return RegionNeed(found, after, units, capacity, supply * standard)


@lru_cache(maxsize=16)
def region_index(region: Region, key: str) -> IndexValues:
    """A composite index of the region's settings, of each area; of one of too few cases there is none.

    Parameters
    ----------
    region : Region
    key : str
        `[need_index.KEY]`.

    Returns
    -------
    IndexValues

    Raises
    ------
    NeedsError
        If the region has no such index.
    """
    index = _index(region, key)
    variables = region.need_variables
    assert variables is not None  # or there would be no such index
    shown = variables.assign(value=variables["value"].mask(_few(variables)))
    return composite_index(shown, index, residents.persons(region).astype(np.float64))


def areas_of_few(region: Region, key: str) -> NDArray[np.bool_]:
    """Areas that an index tells nothing of, since a variable counts fewer than `FEWEST`. Shape (areas,).

    Parameters
    ----------
    region : Region
    key : str
        `[need_index.KEY]`.

    Raises
    ------
    NeedsError
        If the region has no such index.
    """
    weights, variables = _index(region, key).weights, region.need_variables
    found = np.zeros(len(region.areas), bool)
    if variables is not None:
        few = _few(variables) & variables["variable"].isin(list(weights)).to_numpy(bool)
        found[variables["area"].to_numpy(np.int64)[few]] = True
    return found


def _index(region: Region, key: str) -> NeedIndex:
    indices = region.settings.need_indices
    if key not in indices or region.need_variables is None:
        raise NeedsError(f"the region has no index {key!r}; it has {', '.join(indices) or 'none'}")
    return indices[key]


def _few(variables: DataFrame) -> NDArray[np.bool_]:
    """Rows that count too few: of a share as it is, nobody says of how many, and it is shown."""
    counts = variables["denominator"].notna() & (variables[["value", "denominator"]].min(axis=1) < FEWEST)
    return counts.to_numpy(bool)


def _capacity(assessment: Assessment, units: int) -> Floats:
    """Capacity of the care form's units: 0 where closed, NaN where unknown or of another care form."""
    supply = assessment.supply
    known = np.where(supply.in_scope, np.where(supply.open, supply.columns.capacity, 0.0), np.nan)
    return np.append(known, np.full(units - len(known), np.nan))


def _destinations(assessment: Assessment, today: Assessment, units: int) -> Destinations:
    """Shares of each area's visits; what goes to no unit that it did not before is unserved."""
    flows, before = assessment.use.flows, today.use.flows
    if flows is None or before is None:
        raise NeedsError("where visits go is not known, so that units cannot be told their part")
    areas = len(assessment.region.areas)
    elsewhere = _to_no_unit(flows, areas)
    outside = np.minimum(elsewhere, _to_no_unit(before, areas))
    return destinations(matrix(flows, areas, units), outside, elsewhere - outside)


def _to_no_unit(flows: Flows, areas: int) -> Floats:
    lost = (flows.unit < 0) & (flows.area >= 0)
    return np.bincount(flows.area[lost], flows.visits[lost], areas).astype(np.float64)

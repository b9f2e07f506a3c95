"""A region worked out anew, and whether two assessments are the same to the last bit."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np
from geopandas import GeoDataFrame
from scipy.sparse import csr_array

from geodata.access.nearest import METHODS
from geodata.assessment.access import Access
from geodata.assessment.assessment import Assessment
from geodata.assessment.border import share_inside
from geodata.assessment.lacking import Lacking
from geodata.assessment.supply import Supply
from geodata.assessment.use import Use
from geodata.flows.flows import Flows
from geodata.publish.build import with_minutes
from geodata.region.municipalities import Municipalities
from geodata.region.region import Region
from geodata.region.unit_columns import UnitColumns, unit_columns
from geodata.scenario.changed_region import ChangedRegion, unchanged


def recomputed(region: Region) -> Region:
    """The same region with all of its minutes worked out anew."""
    return with_minutes(region)


@dataclass(frozen=True, eq=False)
class Rebuilt(ChangedRegion):
    """A changed region that is read off a region built anew with the units as the changes leave them."""

    built: Region | None = None

    @property
    def units(self) -> GeoDataFrame:
        return self.built.units

    @property
    def columns(self) -> UnitColumns:
        return unit_columns(self.built)

    @property
    def minutes(self) -> csr_array:
        return self.built.minutes

    @property
    def municipalities(self) -> Municipalities:
        return self.built.municipalities


def recomputed_assessment(after: Assessment) -> Assessment:
    """The same answer, each part made of a region built anew: nothing is taken over but today's use."""
    region, scenario, persons = after.region, after.scenario, after.persons
    built = recomputed(replace(region, units=after.units))
    changed = Rebuilt(region, scenario.changes, scenario.care_form, built)
    supply = Supply(changed, scenario)
    inside = share_inside(built, scenario.care_form, scenario.period)
    access = Access(
        unchanged(built), supply, supply.available, persons, scenario.limit_min, inside, scenario.age_group
    )
    use = Use(changed, scenario, supply, access, persons, after.without_changes.use)
    full = Assessment(region, scenario)
    vars(full).update(
        changed=changed,
        supply=supply,
        access=access,
        use=use,
        lacking=Lacking(region, scenario, persons, access, use),
    )
    return full


def assert_same(one: Assessment, other: Assessment) -> None:
    """Fail unless two assessments of the same question agree in everything to the last bit."""
    ours, theirs = one.changed.minutes, other.changed.minutes
    for part in ("indptr", "indices", "data"):
        np.testing.assert_array_equal(getattr(ours, part), getattr(theirs, part))
    for column in fields(UnitColumns):
        mine, yours = (getattr(each.supply.columns, column.name) for each in (one, other))
        if column.name == "organisation":  # which units share one; what number it has is nothing
            mine, yours = (np.unique(codes, return_inverse=True)[1] for codes in (mine, yours))
        np.testing.assert_array_equal(mine, yours, err_msg=column.name)
    parts = [
        *("access.nearest_min", "access.nearest_unit", "access.organisations", "lacking.severity"),
        *("access.home_min", "access.persons_within", "access.persons_with_choice", "affected"),
        *("difference_min", "lacking.agreement"),
    ]
    for name in parts:
        np.testing.assert_array_equal(attrgetter(name)(one), attrgetter(name)(other), err_msg=name)
    for method in METHODS:
        np.testing.assert_array_equal(one.access.per_1000(method), other.access.per_1000(method))
    zones = [
        [(zone.id, zone.areas.tolist(), zone.persons, zone.rules) for zone in each.lacking.zones]
        for each in (one, other)
    ]
    assert zones[0] == zones[1]
    assert (one.use.flows is None) == (other.use.flows is None)
    if one.use.flows is not None:
        for flow in fields(Flows):
            mine, yours = getattr(one.use.flows, flow.name), getattr(other.use.flows, flow.name)
            np.testing.assert_array_equal(mine, yours, err_msg=flow.name)
        np.testing.assert_array_equal(one.use.observed_unit, other.use.observed_unit)

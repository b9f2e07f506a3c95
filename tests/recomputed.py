"""A region worked out anew, and whether two assessments are the same to the last bit."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment
from geodata.assessment.unit_columns import UnitColumns, unit_columns
from geodata.flows.flows import Flows
from geodata.region.region import Region
from geodata.travel.model import travel_of


def recomputed(region: Region) -> Region:
    """The same region as if it had been read so, with all of its minutes worked out anew."""
    same = {one.name: getattr(region, one.name) for one in fields(region)}
    return Region(**same | {"minutes": travel_of(region).pairs()})


def assert_same(one: Assessment, other: Assessment) -> None:
    """Fail unless two assessments of the same question agree in everything to the last bit."""
    ours, theirs = one.region.minutes, other.region.minutes
    assert ours is not None
    assert theirs is not None
    for part in ("indptr", "indices", "data"):
        np.testing.assert_array_equal(getattr(ours, part), getattr(theirs, part))
    for column in fields(UnitColumns):
        mine, yours = (getattr(unit_columns(each.region), column.name) for each in (one, other))
        if column.name == "organisation":  # which units share one; what number it has is nothing
            mine, yours = (np.unique(codes, return_inverse=True)[1] for codes in (mine, yours))
        np.testing.assert_array_equal(mine, yours, err_msg=column.name)
    for name in ("nearest_min", "nearest_unit", "organisations", "severity", "difference_min", "agreement"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    for method in METHODS:
        np.testing.assert_array_equal(one.per_1000(method), other.per_1000(method))
    zones = [
        [(zone.id, zone.areas.tolist(), zone.nearest_min, zone.access_index) for zone in each.zones]
        for each in (one, other)
    ]
    assert zones[0] == zones[1]
    assert (one.flows is None) == (other.flows is None)
    if one.flows is not None:
        for flow in fields(Flows):
            mine, yours = getattr(one.flows, flow.name), getattr(other.flows, flow.name)
            np.testing.assert_array_equal(mine, yours, err_msg=flow.name)
        np.testing.assert_array_equal(one.observed_unit, other.observed_unit)

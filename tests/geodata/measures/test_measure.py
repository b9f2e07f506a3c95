"""Every measure is told of a unit that another question lacks: a reason, or what holds of its residents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import beside, place_of
from geodata.geometry.degrees import to_degrees
from geodata.measures.measure import ONE_UNIT
from geodata.measures.registry import measures_of
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.small_region import computed_small_region
from tests.toy_region import toy_region, with_units

TOY = toy_region()
REGIONS = {
    "whole": TOY,
    "small": computed_small_region(),
    "no visits": replace(TOY, visits=None),
    "no indicators": replace(TOY, indicators=TOY.indicators.iloc[:0]),
    "no capacity": with_units(TOY, capacity=[np.nan] * 3),
    "nothing within reach": replace(TOY, minutes=csr_array((3, 3))),
}


def opened(region: Region) -> Assessment:
    """A unit is opened in the middle of the first area."""
    x, y = region.areas[["x", "y"]].to_numpy(float)[0]
    lon, lat = to_degrees(region.settings.crs).transform(x, y)
    return assess(region, parse(region, {"changes": f"add:n1@{lat:.5f},{lon:.5f}*4"}))


@pytest.mark.parametrize("name", REGIONS)
def test_a_unit_that_a_scenario_opens_has_a_figure_of_today_or_a_reason(name: str) -> None:
    after = opened(REGIONS[name])
    reference = beside(after, place_of(after, "unit", "n1"))
    assert reference is not None
    today, place = reference
    assert not len(place.units)
    for measure in measures_of(REGIONS[name]).values():
        reading = measure.read(today, place)
        assert (reading.value is None) == bool(reading.why), measure.key
        if measure.kinds == ONE_UNIT and measure.available(today):
            assert reading.why == "why.no_unit", measure.key
        if measure.indicator is not None:
            assert reading.why == "why.no_indicator", measure.key

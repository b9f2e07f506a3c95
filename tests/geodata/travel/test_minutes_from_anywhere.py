"""What is published so that minutes can be found elsewhere gives the region's own minutes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.contract.settings import PlaceKind
from geodata.travel.all_minutes import minutes_to_all_units
from geodata.travel.minutes_from_anywhere import minutes_by_area, paces
from tests.small_region import small_region
from tests.toy_region import toy_region


def test_metres_over_paces_are_the_minutes_of_the_straight_line() -> None:
    region = small_region()
    kinds = {"dense": PlaceKind("dense", {"sv": "", "en": ""}, 2.0, 2.0, 30.0)}
    region = replace(
        region, settings=replace(region.settings, travel=replace(region.settings.travel, kinds=kinds))
    )
    found = paces(region)
    assert found is not None
    pace, outside = found
    # A2 and A3 have 2 and 3 residents a km2: 30 km/h over a detour of 2; the others 50 over 1.3.
    assert np.allclose(pace, [50_000 / 60 / 1.3, 250.0, 250.0, 50_000 / 60 / 1.3])
    assert np.isclose(outside, 50_000 / 60 / 1.3)
    own = minutes_to_all_units(region).rows()
    homes = region.areas[["x", "y"]].to_numpy(float)
    unit = np.array([region.units.geometry.iloc[0].x, region.units.geometry.iloc[0].y])
    metres = np.hypot(*(homes - unit).T)
    assert np.allclose(np.maximum(metres / pace, 1e-4), own[:, 0])


def test_a_table_of_minutes_travels_whole_in_tenths() -> None:
    region = toy_region()
    begins, units, tenths = minutes_by_area(region)
    assert region.minutes is not None
    assert begins.tolist() == region.minutes.indptr.tolist()
    assert units.tolist() == region.minutes.indices.tolist()
    assert np.allclose(tenths / 10, region.minutes.data, atol=0.05)

"""Degrees become the region's metres as by its projection."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.geometry.degrees import to_metres
from geodata.geometry.metres_polynomial import fit


@pytest.mark.parametrize(
    ("crs", "bounds", "most_m"),
    [
        ("EPSG:3006", (10.9, 57.0, 14.7, 59.3), 0.01),  # a county
        ("EPSG:3006", (10.9, 55.3, 24.2, 69.1), 1.0),  # the whole of Sweden
        ("EPSG:27700", (-1.9, 53.6, -1.2, 54.0), 0.01),  # Leeds
    ],
)
def test_no_place_of_a_region_is_put_a_metre_wrong(
    crs: str, bounds: tuple[float, float, float, float], most_m: float
) -> None:
    flat = fit(crs, bounds)
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(bounds[0], bounds[2], 500), rng.uniform(bounds[1], bounds[3], 500)
    known = np.column_stack(to_metres(crs).transform(lon, lat))
    assert np.hypot(*(flat.metres(lon, lat) - known).T).max() <= most_m
    assert flat.error_m <= most_m


def test_a_region_of_a_single_point_is_no_error() -> None:
    assert fit("EPSG:3006", (15.0, 60.0, 15.0, 60.0)).error_m < 1e-3


@pytest.mark.parametrize("degree", [7, 12])
@pytest.mark.parametrize("bounds", [(11.0, 58.0, 16.0, 58.1), (14.0, 55.5, 14.6, 62.0)])
def test_beside_a_narrow_region_it_holds_as_far_as_it_is_asked(
    bounds: tuple[float, float, float, float], degree: int
) -> None:
    flat = fit("EPSG:3006", bounds, degree)
    rng = np.random.default_rng(5)
    lon, lat = flat.lon + rng.uniform(-1, 1, 500) * flat.span, flat.lat + rng.uniform(-1, 1, 500) * flat.span
    known = np.column_stack(to_metres("EPSG:3006").transform(lon, lat))
    assert np.hypot(*(flat.metres(lon, lat) - known).T).max() <= max(2 * flat.error_m, 1e-6)
    assert flat.error_m < 1e-3

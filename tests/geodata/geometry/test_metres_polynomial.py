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

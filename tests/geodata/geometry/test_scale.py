"""How true planar systems measure."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.geometry.scale import TRUE, fitting_system, scale_error

SWEDEN = [(10.95, 59.0), (24.2, 65.8), (20.5, 69.0), (13.4, 55.35)]
NORWAY = [(31.0, 70.4), (5.0, 61.0)]
BRITAIN = [(-5.7, 50.0), (1.7, 52.5), (-1.2, 60.7), (-7.5, 57.0)]
BORAS, CHICAGO, NAIROBI, WELLINGTON = [(12.9, 57.7)], [(-87.6, 41.9)], [(36.8, -1.3)], [(174.8, -41.3)]


def error(system: str, places: list[tuple[float, float]]) -> float:
    lon, lat = np.array(places).T
    return scale_error(system, lon, lat)


@pytest.mark.parametrize(
    ("system", "places"),
    [
        ("EPSG:3006", SWEDEN),
        ("EPSG:25833", NORWAY),
        ("EPSG:27700", BRITAIN),
        ("EPSG:3021", BORAS),
        ("EPSG:3007", BORAS),
        ("EPSG:26971", CHICAGO),
        ("EPSG:32737", NAIROBI),
        ("EPSG:2193", WELLINGTON),
        ("EPSG:3067", [(20.0, 60.0), (31.0, 62.5)]),
        ("EPSG:2154", [(-4.5, 48.4), (7.7, 48.6), (2.9, 42.5)]),
        ("EPSG:28992", [(4.9, 52.4)]),
    ],
)
def test_systems_that_countries_measure_in_measure_true(
    system: str, places: list[tuple[float, float]]
) -> None:
    assert abs(error(system, places)) < TRUE


@pytest.mark.parametrize(
    ("system", "least"),
    [("EPSG:3857", 0.86), ("EPSG:3395", 0.86), ("EPSG:6933", 0.5), ("ESRI:54009", 0.1), ("EPSG:3034", 0.02)],
)
def test_systems_made_for_other_ends_do_not(system: str, least: float) -> None:
    assert abs(error(system, BORAS)) > least


def test_an_equal_area_system_errs_both_ways_and_the_greater_is_told() -> None:
    assert error("EPSG:6933", [(12.9, 57.7)]) == pytest.approx(0.62, abs=0.02)
    assert error("EPSG:2163", CHICAGO) < -TRUE


@pytest.mark.parametrize(
    ("places", "system"),
    [
        (SWEDEN, "EPSG:3006"),
        (BRITAIN, "EPSG:27700"),
        (CHICAGO, "EPSG:32616"),
        (NAIROBI, "EPSG:32737"),
        (WELLINGTON, "EPSG:32760"),
        ([(-120.0, 40.0), (-70.0, 40.0)], None),
    ],
)
def test_the_system_that_fits_is_the_likeliest_that_measures_true(
    places: list[tuple[float, float]], system: str | None
) -> None:
    lon, lat = np.array(places).T
    assert fitting_system(lon, lat) == system


def test_a_grid_measures_as_true_at_the_border_of_where_it_is_used() -> None:
    """A kilometre from here the change of datum is another one, which lies a hundred metres off."""
    assert abs(scale_error("EPSG:27700", np.array([2.009]), np.array([52.5]))) < 0.001

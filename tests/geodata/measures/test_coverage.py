"""Measures of residents and what they reach: who counts, and what a closure can never do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geodata.access.quantiles import minutes_quantile
from geodata.assessment.assessment import Assessment, assess
from geodata.focus.place import single
from geodata.focus.places import every, place_of
from geodata.measures.registry import measures_of, series
from geodata.scenario.scenario import parse
from geodata.travel.model import density
from tests.region_of_flows import region_of_flows
from tests.toy_region import toy_region

REGION = toy_region()
people = arrays(np.int64, 6, elements=st.integers(0, 5000))
journeys = arrays(float, (6, 4), elements=st.one_of(st.floats(1, 60), st.just(0.0)))  # 0: out of reach


def of(**record: object) -> Assessment:
    return assess(REGION, parse(REGION, record))


def value(assessment: Assessment, key: str, kind: str = "region", id: str = "") -> float | None:
    return measures_of(assessment.region)[key].read(assessment, place_of(assessment, kind, id)).value


def test_coverage_counts_people_and_its_limit_is_inclusive() -> None:
    assert value(of(limit_min=8), "covered") == pytest.approx(1500 / 3500)
    assert value(of(limit_min=7.99), "covered") == pytest.approx(1000 / 3500)


def test_where_nobody_lives_nobody_is_covered_and_the_map_still_has_its_minutes() -> None:
    region = region_of_flows(np.array([[1], [1]]), np.array([[5.0], [9.0]]), persons=[0, 7])
    found = assess(region, parse(region, {}))
    assert value(found, "covered", "area", "A0") is None
    assert value(found, "median_minutes", "area", "A0") is None
    assert value(found, "nearest", "area", "A0") == 5
    assert series(found, "covered").tolist()[1] == 1


def test_a_choice_is_of_two_organisations_or_more() -> None:
    assert value(of(limit_min=15), "choice") == pytest.approx(2000 / 3500)
    assert value(of(limit_min=35), "choice") == 1


@pytest.mark.long
@given(people, journeys, st.integers(0, 3), st.floats(1, 60))
@settings(max_examples=30)
def test_closing_a_unit_never_raises_coverage(
    persons: np.ndarray, minutes: np.ndarray, closed: int, limit: float
) -> None:
    region = region_of_flows(np.ones((6, 4), int), minutes, persons=persons.tolist())
    shares = [
        value(assess(region, parse(region, record)), "covered")
        for record in ({"limit_min": limit}, {"limit_min": limit, "changes": f"close:u{closed}"})
    ]
    assert shares[0] is None or shares[1] is None or shares[1] <= shares[0]


def test_density_is_of_land_and_not_known_without_any() -> None:
    found = of()
    assert series(found, "density").tolist() == [10, 20, 5]
    empty = REGION.areas.geometry.copy()
    empty.iloc[2] = empty.iloc[2].boundary
    region = replace(REGION, areas=REGION.areas.set_geometry(empty))
    bare = assess(region, parse(region, {}))
    assert np.isnan(series(bare, "density").to_numpy()[2])
    assert np.isnan(density(region)[2]), "the travel model's kinds of places read the same"


def test_the_median_of_a_place_is_that_of_its_residents() -> None:
    found = of()
    for kind in ("region", "municipality", "zone"):
        places = every(found, kind)  # type: ignore[arg-type]
        for at, id_ in enumerate(places.ids):
            areas = places.areas[places.of_area == at]
            expected = minutes_quantile(found.access.nearest_min[areas], found.persons[areas], 0.5)
            assert value(found, "median_minutes", kind, id_) == expected


def test_of_a_zone_the_median_resident_and_the_residents_mean_are_told() -> None:
    """Berga, where most live, reaches nothing: then so does the median resident of it and Alby."""
    minutes = np.array([[20.0], [0.0], [5.0]])
    region = region_of_flows(np.ones((3, 1), int), minutes, persons=[100, 300, 50])
    found = assess(region, parse(region, {}))
    both = single("zone", "A1", np.array([0, 1]), np.empty(0, np.int64))
    known = measures_of(region)
    assert known["median_minutes"].read(found, both).value == np.inf
    index = series(found, "access_E2SFCA")
    mean = (100 * index["A0"] + 300 * index["A1"]) / 400
    assert known["access"].read(found, both).value == pytest.approx(mean)

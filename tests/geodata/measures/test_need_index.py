"""Indices of need as measures: of areas as worked out, of larger places a mean, of too few nothing."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.assessment.assessment import assess
from geodata.focus.places import every, place_of
from geodata.measures.registry import measure_of, measures_of
from geodata.needs.region_need import region_index
from geodata.scenario.scenario import default_scenario
from tests.toy_index import OF_AREAS, with_index
from tests.toy_region import toy_region

KEY = "need_index_alone"


def test_areas_have_the_index_and_larger_places_the_mean_of_their_residents() -> None:
    region = with_index(toy_region())
    assessment = assess(region, default_scenario(region))
    measure = measure_of(assessment, KEY)
    assert measure.counts(assessment, every(assessment, "area")).value.tolist() == pytest.approx(OF_AREAS)
    municipalities = measure.counts(assessment, every(assessment, "municipality"))
    assert municipalities.value.tolist() == pytest.approx([5 / 3, 3])
    assert measure.read(assessment, place_of(assessment, "region")).value == pytest.approx(13 / 7)


def test_an_area_with_fewer_than_eight_has_no_index_and_is_in_no_mean() -> None:
    region = with_index(toy_region(), alone=(7, 400, 150))
    assessment = assess(region, default_scenario(region))
    measure = measure_of(assessment, KEY)
    areas = measure.counts(assessment, every(assessment, "area"))
    assert areas.why.tolist() == ["why.too_few", "", ""]
    assert np.isnan(region_index(region, "alone").values[0])
    assert measure.counts(assessment, every(assessment, "municipality")).value.tolist() == pytest.approx(
        [2, 3]
    )
    assert measure.read(assessment, place_of(assessment, "region")).value == pytest.approx(5500 / 2500)
    eight = with_index(toy_region(), alone=(8, 400, 150))
    told = assess(eight, default_scenario(eight))
    assert measure_of(told, KEY).counts(told, every(told, "area")).value[0] == pytest.approx(0.08)


def test_a_region_without_an_index_has_no_such_measure() -> None:
    assert not [key for key in measures_of(toy_region()) if key.startswith("need_index")]

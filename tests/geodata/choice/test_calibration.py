"""The choice model of whole regions: the toy, and two real ones."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.choice import calibration
from geodata.choice.calibration import calibrated
from geodata.choice.huff import predict
from geodata.flows.flows import matrix
from geodata.flows.past_nearest import disagreement
from geodata.publish.build import computed
from geodata.publish.plain_json import from_plain_json, to_plain_json
from geodata.region.choice_model import ChoiceModel
from geodata.scenario.scenario import default_scenario
from geodata.travel.all_minutes import minutes_to_all_units
from geodata.travel.minutes_to_places import minutes_to_places
from tests.geodata.choice.test_huff import GIVEN
from tests.toy_region import toy_region, with_units

pytestmark = pytest.mark.long

REGION = toy_region()


def test_minutes_to_a_unit_s_place_are_the_region_s_minutes_to_that_unit() -> None:
    region = computed(REGION)
    points = region.units.geometry
    found = minutes_to_places(region, points.x.to_numpy(), points.y.to_numpy())
    assert region.minutes is not None
    assert found.toarray() == pytest.approx(region.minutes.toarray())
    assert minutes_to_places(region, np.empty(0), np.empty(0)).shape == (3, 0)


def test_all_minutes_know_no_longest_journey() -> None:
    near = replace(REGION.settings, travel=replace(REGION.settings.travel, longest_min=15.0))
    every = minutes_to_all_units(replace(REGION, settings=near))
    minutes = every.rows()
    assert every.limit_min == np.inf
    assert np.isfinite(minutes).sum() == every.most_pairs == 9
    assert minutes.max() == pytest.approx(26)  # 20 km x 1.3 at 60 km/h


def test_without_visits_there_is_nothing_to_calibrate_on() -> None:
    region = replace(REGION, visits=None)
    assert assess(region, default_scenario(region)).use.fit is None


def test_where_no_capacity_is_known_a_unit_twice_as_large_would_draw_twice_as_many() -> None:
    region = with_units(REGION, capacity=[np.nan] * 3)
    fit = assess(region, default_scenario(region)).use.fit
    assert fit is not None
    assert (fit.a, fit.a_error) == (1.0, 0.0)
    assert fit.visits == 350


def test_the_fit_of_a_version_is_read_from_it_and_found_anew_where_anything_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    region = computed(REGION)
    (model,) = region.choice_models
    assert from_plain_json(ChoiceModel, json.loads(json.dumps(to_plain_json(model)))) == model
    usual = assess(replace(region), default_scenario(region)).use
    assert usual.fit is model.fit
    assert usual.flows is not None
    assert calibrated(region, usual.flows, usual.choice_supply) == model.fit
    found_anew = replace(GIVEN, a=0.5)
    monkeypatch.setattr(calibration, "calibrate", lambda *_, **__: found_anew)
    larger = 2.0 * usual.choice_supply
    for flows, supply in (
        (usual.flows, larger),
        (usual.flows.take(np.arange(len(usual.flows.visits)) > 0), usual.choice_supply),
    ):
        assert calibrated(region, flows, supply, model) is found_anew
    assert calibrated(region, usual.flows, usual.choice_supply, replace(model, fit=None)) is found_anew


@pytest.mark.parametrize(
    ("place", "a", "b", "pseudo_r2", "of_model", "of_nearest"),
    [("leeds", 0.967, 2.208, 0.633, 0.654, 0.345), ("devon", 1.122, 2.107, 0.753, 0.768, 0.527)],
)
def test_the_model_tells_where_people_go_far_better_than_the_nearest_unit_does(
    assessed: Callable[[str], Assessment],
    place: str,
    a: float,
    b: float,
    pseudo_r2: float,
    of_model: float,
    of_nearest: float,
) -> None:
    assessment = assessed(f"england/{place}")
    region = assessment.region
    fit = assessment.use.fit
    assert fit is not None
    assert fit.decay == "square_root"
    assert (fit.a, fit.b, fit.pseudo_r2, fit.overlap) == pytest.approx((a, b, pseudo_r2, of_model), abs=1e-3)

    assert assessment.use.flows is not None
    observed = matrix(assessment.use.flows, len(region.areas), len(region.units))
    supply = np.where(assessment.supply.available, assessment.supply.capacity, 0.0)
    demand = observed.sum(axis=1)
    everyone = assessment.access.nearest_shares.multiply(demand[:, None])
    common = np.minimum(observed.toarray(), everyone.toarray()).sum() / demand.sum()
    assert common == pytest.approx(of_nearest, abs=1e-3)

    assert region.minutes is not None
    predicted = predict(fit, supply, assessment.access.minutes, demand)
    main = disagreement(observed, region.minutes, assessment.access.nearest_min)
    expected = disagreement(predicted, region.minutes, assessment.access.nearest_min)
    assert main.differs.sum() == {"leeds": 224, "devon": 149}[place]
    agree = (expected.main_unit == main.main_unit).sum()
    assert agree > (assessment.access.nearest_unit == main.main_unit).sum()

"""The values of docs/worked-examples.md, through the very functions that the screen reads."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.access.nearest import METHODS
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.errors import UnknownNameError
from geodata.focus.places import every
from geodata.measures.registry import series
from geodata.scenario.scenario import default_scenario
from tests.region_of_flows import assessment_of_flows
from tests.toy_region import PERSONS, toy_region

FLOWS = np.array([[80, 15, 5], [30, 60, 10], [5, 25, 70], [10, 10, 0]])
MINUTES = np.array([[5.0, 15, 25], [15, 5, 15], [25, 15, 5], [20, 15, 10]])
ACCESS_PER_1000 = {
    "2SFCA": (4.761905, 4.761905, 1.428571),
    "E2SFCA": (4.766134, 4.515971, 2.403846),
    "3SFCA": (5.628310, 3.660979, 4.099462),
    "M2SFCA": (4.353634, 3.070860, 2.403846),
    "MH3SFCA": (4.118379, 2.924406, 3.950178),
}


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return assess(toy_region(), default_scenario(toy_region()))


@pytest.fixture(scope="module")
def golden() -> Assessment:
    return assessment_of_flows(FLOWS, MINUTES)


@pytest.mark.parametrize("method", METHODS)
def test_access_is_that_of_the_worked_example_by_all_five_measures(toy: Assessment, method: str) -> None:
    index = series(toy, f"access_{method}").to_numpy()
    expected = np.array(ACCESS_PER_1000[method])
    mean = expected @ PERSONS / PERSONS.sum()
    np.testing.assert_allclose(index, 100 * expected / mean, atol=2e-5)
    np.testing.assert_allclose(toy.access.per_1000(method), expected, atol=1e-6)  # type: ignore[arg-type]


def test_each_area_is_assigned_to_the_unit_that_most_of_its_visits_go_to(golden: Assessment) -> None:
    observed = golden.use.observed_unit
    assert observed is not None
    assert observed[:3].tolist() == [0, 1, 2]
    units = every(golden, "unit")
    assert units.bases == ("observed",) * 3
    assert sorted(units.areas.tolist()) == [0, 1, 2, 3], "every area is one unit's"


def test_localisation_and_commitment_are_those_of_the_service_areas() -> None:
    apart = assessment_of_flows(FLOWS[[0, 3, 1, 2]], MINUTES[[0, 3, 1, 2]])  # the tie lies beside its unit
    assert apart.use.observed_unit is not None
    assert apart.use.observed_unit.tolist() == [0, 0, 1, 2]
    assert series(apart, "stays_here", "unit").round(6).tolist() == [0.75, 0.60, 0.70]
    assert series(apart, "commitment_here", "unit").round(6).tolist() == [0.72, 0.545455, 0.823529]
    own = series(apart, "own_area").round(6)
    assert own.tolist() == [0.75, 0.75, 0.60, 0.70], "each area shows its service area's"


def test_municipalities_of_the_same_areas_have_the_same_localisation_and_commitment() -> None:
    named = assessment_of_flows(FLOWS, MINUTES, municipality=["a", "b", "c", "a"])
    assert series(named, "stays", "municipality").round(6).tolist() == [0.75, 0.60, 0.70]
    assert series(named, "commitment", "municipality").round(6).tolist() == [0.72, 0.545455, 0.823529]
    assert series(named, "leakage", "municipality").round(6).tolist() == [0.25, 0.40, 0.30]


def test_concentration_is_herfindahl_hirschmans(golden: Assessment) -> None:
    assert series(golden, "concentration").round(6).tolist() == [0.665, 0.46, 0.555, 0.5]
    assert series(golden, "largest_unit").tolist() == [0.8, 0.6, 0.7, 0.5]


def test_a_measure_is_a_series_on_the_ids_of_the_places(toy: Assessment) -> None:
    found = series(toy, "residents")
    assert (found.name, found.index.name) == ("residents", "area_id")
    assert found.to_dict() == {"A1": 1000, "A2": 2000, "A3": 500}
    assert series(toy, "residents", "municipality").to_dict() == {"M1": 3000, "M2": 500}
    assert series(toy, "visits_to_units", "unit")["u-south"] == 235
    assert series(toy, "visits_of_region", "region").tolist() == [360]
    assert series(toy, "visits", "region").tolist() == [350]
    with pytest.raises(UnknownNameError, match="'visits' is not told of 'unit'; it is of region"):
        series(toy, "visits", "unit")

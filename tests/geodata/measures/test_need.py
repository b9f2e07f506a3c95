"""The need to come of a region: figures that one can count, and that say why where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from pandas import concat

from geodata import what_if
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import AgeGroup
from geodata.focus.place import Place
from geodata.focus.places import every, place_of
from geodata.measures.measure import Measure
from geodata.measures.need import interval_ahead, may_stay, need_measures, outlook_of, why_none
from geodata.needs.drivers import DRIVERS
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.toy_projection import AHEAD, projected_toy_region
from tests.toy_region import toy_region

FIGURES: Mapping[str, Measure] = need_measures()
REACH = ("covered_ahead", "residents_beyond_ahead")
"""Told also of an age group, and of units of some operators."""


def assessed(region: Region, **values: object) -> Assessment:
    return assess(region, replace(default_scenario(region), region=region, **values))


@pytest.fixture(scope="module")
def toy() -> Assessment:
    return assessed(projected_toy_region())


def values(assessment: Assessment, key: str, place: Place, **words: str) -> list[float]:
    return need_measures(tuple(words.items()))[key].counts(assessment, place).value.tolist()


def test_use_of_an_area_is_that_of_its_projected_residents(toy: Assessment) -> None:
    areas, region = every(toy, "area"), place_of(toy, "region")
    assert values(toy, "residents_ahead", areas) == pytest.approx([1800, 3500, 300])
    assert values(toy, "use_ahead", areas) == pytest.approx(AHEAD)
    assert values(toy, "use_ahead", region) == pytest.approx([560])
    assert values(toy, "use_change_ahead", region) == pytest.approx([560 / 350 - 1])
    assert FIGURES["use_ahead"].counts(toy, areas).whole.tolist() == pytest.approx([100, 200, 50])


def test_a_municipality_s_areas_sum_to_its_projection(toy: Assessment) -> None:
    places = every(toy, "municipality")
    assert values(toy, "residents_ahead", places) == pytest.approx([5300, 300])
    assert values(toy, "use_ahead", places) == pytest.approx([530, 30])


def test_words_of_an_address_choose_year_and_variant(toy: Assessment) -> None:
    region = place_of(toy, "region")
    assert values(toy, "residents_ahead", region, horizon="2030") == pytest.approx([3400])
    assert values(toy, "residents_ahead", region, variant="high") == pytest.approx([5600 * 1.1])
    assert values(toy, "residents_ahead", region, horizon="1999") == pytest.approx([5600]), "as usual"
    assert outlook_of(toy, (("horizon", "2030"),)).horizon == 2030


def test_drivers_sum_to_the_change_of_every_place(toy: Assessment) -> None:
    for kind in ("region", "municipality", "area"):
        place = every(toy, kind) if kind != "region" else place_of(toy, "region")
        parts = sum(np.array(values(toy, f"{key}_ahead", place)) for key in DRIVERS)
        use = FIGURES["use_ahead"].counts(toy, place)
        assert (parts == use.value - use.whole).all()


def test_all_of_one_rate_are_driven_by_their_number_alone(toy: Assessment) -> None:
    region = place_of(toy, "region")
    assert values(toy, "size_ahead", region) == pytest.approx([210])
    assert values(toy, "ageing_ahead", region) == pytest.approx([0], abs=1e-9)


def test_an_interval_holds_the_figure_and_is_wider_for_an_area_than_for_the_region(toy: Assessment) -> None:
    areas, region = every(toy, "area"), place_of(toy, "region")
    for place in (areas, region):
        low, high = interval_ahead(toy, place)
        use = np.array(values(toy, "use_ahead", place))
        assert ((low < use) & (use < high)).all()
        assert values(toy, "use_ahead_low", place) == low.tolist()
        assert values(toy, "use_ahead_high", place) == high.tolist()
    wide = (np.subtract(*interval_ahead(toy, areas)[::-1]) / np.array(AHEAD)).min()
    assert wide > np.subtract(*interval_ahead(toy, region)[::-1])[0] / 560


def test_an_area_may_stay_as_it_is_where_its_interval_holds_today_s_use(toy: Assessment) -> None:
    # 100 to 180, 200 to 350, 50 to 30 visits: none may; in 2030 A1 and A2 have as many residents as today.
    areas = every(toy, "area")
    assert may_stay(toy, areas).tolist() == [False, False, False]
    assert may_stay(toy, areas, (("horizon", "2030"),)).tolist()[:2] == [True, True]


def test_ages_that_no_class_begins_at_are_said_to_be_none(toy: Assessment) -> None:
    found = FIGURES["from_80_ahead"].counts(toy, place_of(toy, "region"))
    assert found.why.tolist() == ["why.no_such_ages"]


@pytest.mark.parametrize(
    ("region", "values", "why"),
    [
        (toy_region(), {}, "why.no_projection"),
        (replace(projected_toy_region(), visits=None), {"period": ""}, "why.no_visits"),
        (projected_toy_region(), {"age_group": "0-19"}, "why.need_of_all"),
        (projected_toy_region(), {"operators": ("own",)}, "why.need_of_all"),
        (
            replace(
                projected_toy_region(),
                population=projected_toy_region().population.assign(year=2020),
            ),
            {},
            "why.no_outlook",
        ),
    ],
)
def test_where_nothing_can_be_told_every_figure_says_why(
    region: Region, values: dict[str, object], why: str
) -> None:
    assessment = assessed(region, **values)
    assert why_none(assessment) == why
    for measure in FIGURES.values():
        if measure.key in REACH and why == "why.need_of_all":
            continue
        place = place_of(assessment, "region") if "region" in measure.kinds else every(assessment, "unit")
        found = measure.counts(assessment, place)
        assert np.isnan(found.value).all()
        assert found.why[0] in (why, "why.no_visits")


def test_residents_to_come_are_within_the_limit_where_todays_homes_are(toy: Assessment) -> None:
    # The shortest journeys are 5, 12 and 8 minutes: with a limit of 10 the 3,500 of A2 are beyond it.
    near = assessed(toy.region, limit_min=10.0)
    areas, region = every(near, "area"), place_of(near, "region")
    assert values(near, "residents_beyond_ahead", areas) == [0, 3500, 0]
    assert values(near, "covered_ahead", areas) == [1, 0, 1]
    assert values(near, "residents_beyond_ahead", region) == [3500]
    assert values(near, "covered_ahead", region) == pytest.approx([2100 / 5600])
    assert values(near, "residents_beyond_ahead", region, horizon="2030") == [2000], "as many as today"


def test_residents_to_come_of_an_age_group_and_beside_some_operators_can_be_told(toy: Assessment) -> None:
    young = assessed(toy.region, limit_min=10.0, age_group="0-19")
    assert values(young, "residents_beyond_ahead", place_of(young, "region")) == [500]
    own = assessed(toy.region, limit_min=10.0, operators=("own",))  # A3 then has 35 minutes to go
    assert values(own, "residents_beyond_ahead", every(own, "area")) == [0, 3500, 300]


def test_ages_that_a_class_of_the_projection_holds_with_others_are_not_told(toy: Assessment) -> None:
    region = toy.region
    groups = {**region.settings.age_groups, "0-9": AgeGroup("0-9", 0, 9, {"sv": "0-9", "en": "0-9"})}
    young = region.population["age_to"] == 19
    children = region.population[young].assign(age_to=9)
    rest = region.population.assign(age_from=np.where(young, 10, region.population["age_from"]))
    finer = replace(
        region,
        settings=replace(region.settings, age_groups=groups),
        population=concat([children.assign(persons=0), rest], ignore_index=True),
    )
    found = FIGURES["residents_beyond_ahead"].counts(
        assessed(finer, age_group="0-9"), place_of(toy, "region")
    )
    assert found.why.tolist() == ["why.no_such_ages"]


def test_a_unit_more_brings_residents_to_come_within_the_limit(toy: Assessment) -> None:
    near = assessed(computed(toy.region), limit_min=10.0)  # homes 13 minutes apart: A3 alone is beyond
    region = place_of(near, "region")
    after = what_if(near, "add:n1@0.04511,10.73526*4")
    assert [values(each, "residents_beyond_ahead", region) for each in (near, after)] == [[300], [0]]
    assert values(after.without_changes, "residents_beyond_ahead", region) == [300]

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from geodata.contract.errors import IndexMismatchError
from geodata.needs.base import Base, base_of
from geodata.needs.drivers import DRIVERS
from geodata.needs.errors import NeedsError
from geodata.needs.need import Ahead, need
from geodata.needs.outlook import Outlook
from geodata.needs.people import people_by_shares
from geodata.needs.trend import Trend
from tests.geodata.needs.small_need import BY_AGE, YOUNG_AND_OLD, futures, one_place

Future = tuple[Base, Ahead, Outlook]
PEOPLE_ALONE = Outlook(2035)


def parts(found: np.ndarray) -> dict[str, float]:
    return {key: float(part[0, 0]) for key, part in zip(DRIVERS, found, strict=True)}


def test_more_old_people_visit_more_by_hand() -> None:
    found = need(*one_place(), PEOPLE_ALONE)
    assert found.base.tolist() == [2600]
    assert found.use.tolist() == [[2960]]
    assert parts(found.drivers) == pytest.approx(
        {"size": 82.10679611650485, "ageing": 277.8932038834951, "health": 0, "trend": 0, "prevalence": 0}
    )


def test_with_healthier_old_people_by_hand() -> None:
    base, ahead = one_place()
    # From the middle of one class to that of the other, 65 years, use rises by 6: it shall be 5 % less.
    gained = 0.05 * 8 / (6 / 65)
    healthy = replace(ahead, gains=np.array([[0.0, gained]]))
    found = need(base, healthy, Outlook(2035, health="whole"))
    assert found.use[0, 0] == pytest.approx(2900)
    assert parts(found.drivers) == pytest.approx(
        {"size": 81.324272, "ageing": 268.584466, "health": -49.908738, "trend": 0, "prevalence": 0}, abs=1e-6
    )


def test_two_areas_share_their_municipalitys_people_by_age() -> None:
    persons = np.array([[300.0, 60.0], [600.0, 40.0]])
    base = base_of(2025, YOUNG_AND_OLD, persons, np.array([1800.0, 800.0]), BY_AGE)
    people = people_by_shares(persons, np.zeros(2, np.int64), np.array([[[880.0, 150.0]]]))
    found = need(base, Ahead((2035,), people), PEOPLE_ALONE)
    assert found.use[0].tolist() == pytest.approx([1306.6666667, 1653.3333333])


@given(futures())
def test_drivers_sum_to_the_change_of_every_area_and_year(future: Future) -> None:
    found = need(*future)
    assert np.abs(found.drivers.sum(axis=0) - (found.use - found.base)).max() < 1e-9


@given(futures())
def test_a_driver_that_the_outlook_leaves_out_adds_nothing_at_all(future: Future) -> None:
    base, ahead, outlook = future
    found = need(*future)
    chosen = {
        "health": outlook.health != "none",
        "trend": outlook.trend,
        "prevalence": bool(outlook.prevalence),
    }
    for key, on in chosen.items():
        if not on:
            assert (found.drivers[DRIVERS.index(key)] == 0).all()
    people = need(base, ahead, PEOPLE_ALONE)
    same = need(base, replace(ahead, gains=None, prevalence=None), PEOPLE_ALONE)
    assert people.use.tolist() == same.use.tolist()


@given(futures())
def test_twice_the_people_use_twice_as_much(future: Future) -> None:
    base, ahead, outlook = future
    once, twice = need(*future), need(base, replace(ahead, persons=2 * ahead.persons), outlook)
    np.testing.assert_allclose(twice.use, 2 * once.use)


@given(futures())
def test_the_same_people_use_as_much_as_today(future: Future) -> None:
    base, ahead, _ = future
    people = np.repeat(base.persons[None], len(ahead.years), axis=0)
    found = need(base, replace(ahead, persons=people), PEOPLE_ALONE)
    np.testing.assert_allclose(found.use, np.tile(base.use, (len(ahead.years), 1)))
    np.testing.assert_allclose(found.drivers, 0, atol=1e-9 * max(1, base.use.max()))


@given(futures())
def test_today_residents_times_rates_are_the_use_that_was_counted(future: Future) -> None:
    base, _, _ = future
    assert base.use.sum() == pytest.approx((base.persons.sum(axis=0) * base.rates).sum())


@given(futures())
def test_use_lies_within_its_interval_which_widens_with_the_years(future: Future) -> None:
    base, ahead, outlook = future
    people = np.repeat(ahead.persons[:1], len(ahead.years), axis=0)
    found = need(base, replace(ahead, persons=people), outlook)
    assert (found.interval.low <= found.use).all()
    assert (found.use <= found.interval.high).all()
    with np.errstate(invalid="ignore"):
        width = np.nan_to_num(found.interval.high / found.interval.low)
    assert (np.diff(width, axis=0) >= -1e-12).all()


@given(futures())
def test_a_place_of_one_area_has_that_areas_interval(future: Future) -> None:
    found = need(*future)
    again = found.interval_of(found.base, found.use, found.residents)
    np.testing.assert_array_equal(again.low, found.interval.low)
    np.testing.assert_array_equal(again.high, found.interval.high)


def test_health_and_prevalence_never_change_the_same_cell() -> None:
    base, ahead = one_place()
    ahead = replace(ahead, gains=np.array([[3.0, 3.0]]), prevalence=np.array([[1.0, 1.2]]))
    found = need(base, ahead, Outlook(2035, health="whole", prevalence=("dementia",)))
    # The young need no less than who is younger still, and the old are counted by their disease.
    assert parts(found.drivers)["health"] == pytest.approx(0, abs=1e-9)
    assert found.use[0, 0] == pytest.approx(880 * 2 + 150 * 8 * 1.2)


def test_a_trend_multiplies_all_use_and_its_doubt_grows_as_it_is_damped() -> None:
    base, ahead = one_place()
    base = replace(base, trend=Trend(np.log(1.05), 0.01, 6))
    found = need(base, replace(ahead, years=(2028,)), Outlook(2028, trend=True))
    assert found.use[0, 0] == pytest.approx(2960 * 1.1263690289)
    assert found.slope_error.tolist() == pytest.approx([0.01 * 2.439])
    undamped = need(base, replace(ahead, years=(2028,)), Outlook(2028, trend=True, damping=1.0))
    assert undamped.slope_error.tolist() == pytest.approx([0.03])


def test_who_moves_to_where_nobody_lived_is_a_change_of_size() -> None:
    persons = np.array([[0.0, 0.0], [900.0, 100.0]])
    base = base_of(2025, YOUNG_AND_OLD, persons, np.array([1800.0, 800.0]), BY_AGE)
    later = np.array([[[10.0, 5.0], [0.0, 0.0]]])
    found = need(base, Ahead((2035,), later), PEOPLE_ALONE)
    assert found.drivers[:2, 0].tolist() == [[60, -2600], [0, 0]]


@pytest.mark.parametrize(
    ("outlook", "lacking"),
    [
        (Outlook(2035, health="half"), "remaining years"),
        (Outlook(2035, trend=True), "five years"),
        (Outlook(2035, prevalence=("dementia",)), "dementia"),
    ],
)
def test_what_is_not_there_cannot_be_asked_of_it(outlook: Outlook, lacking: str) -> None:
    with pytest.raises(NeedsError, match=lacking):
        need(*one_place(), outlook)


def test_people_of_other_years_areas_or_ages_are_refused() -> None:
    base, ahead = one_place()
    with pytest.raises(IndexMismatchError):
        need(base, replace(ahead, years=(2035, 2036)), PEOPLE_ALONE)
    with pytest.raises(IndexMismatchError):
        base_of(2025, YOUNG_AND_OLD, np.ones((1, 3)), np.ones(2), np.array([0, 0, 1]))

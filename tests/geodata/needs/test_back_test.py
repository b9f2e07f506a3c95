from __future__ import annotations

import numpy as np
import pytest

from geodata.needs.back_test import back_test, back_test_people, back_test_use
from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.intervals import PredictionInterval
from tests.geodata.needs.small_tables import need_tables, use_of

FOUR = Classes((0, 65, 80, 90))


def test_errors_of_people_by_hand() -> None:
    projected = np.array([[100.0, 50.0, 20.0, 2.0], [100.0, 50.0, 18.0, 2.0]])
    observed = np.array([[100.0, 50.0, 25.0, 5.0], [90.0, 40.0, 30.0, 0.0]])
    found = back_test_people(2020, 2025, projected, observed, FOUR)
    assert found.total == pytest.approx(342 / 340 - 1)
    assert found.from_65 == pytest.approx(142 / 150 - 1)
    assert found.from_80 == pytest.approx(42 / 60 - 1)
    assert found.median_area == pytest.approx((1 - 172 / 180 + 170 / 160 - 1) / 2)
    assert (found.year_from, found.year_to) == (2020, 2025)


def test_ages_that_classes_do_not_begin_at_have_no_error_of_their_own() -> None:
    found = back_test_people(2020, 2025, np.ones((1, 2)), np.ones((1, 2)), Classes((0, 75)))
    assert np.isnan([found.from_65, found.from_80]).all()


def test_errors_of_use_and_how_many_areas_lay_within() -> None:
    projected, observed = np.array([100.0, 200.0, 0.0]), np.array([110.0, 150.0, 0.0])
    interval = PredictionInterval(np.array([90.0, 180.0, 0.0]), np.array([115.0, 230.0, 0.0]))
    found = back_test_use(2020, 2025, projected, interval, observed)
    assert found.total == pytest.approx(300 / 260 - 1)
    assert found.median_area == pytest.approx((1 - 100 / 110 + 200 / 150 - 1) / 2)
    assert found.within == 0.5, "where nobody went there is nothing to be right about"


def test_use_as_it_would_have_been_projected_five_years_ago() -> None:
    tables = need_tables()
    then, now = use_of(tables, 2020), use_of(tables, 2025)
    assert now.by_area is not None
    found = back_test(tables, then, now.by_area, 2020)
    assert (found.use.year_from, found.use.year_to) == (2020, 2025)
    assert found.use.total == pytest.approx(0, abs=1e-12), "use has changed as its people have"
    assert found.people.total == pytest.approx(0, abs=1e-12), "municipalities are taken as they came"
    assert 0 < found.use.median_area < 0.03, "areas of a municipality have not grown alike"
    assert found.use.within == 1
    cohorts = back_test(tables, then, now.by_area, 2020, within="cohorts")
    assert cohorts.people.median_area < found.people.median_area
    twice = back_test(tables, then, 2 * now.by_area, 2020)
    assert twice.use.total == pytest.approx(-0.5)
    assert twice.use.within == 0


def test_a_back_test_from_before_the_residents_is_refused() -> None:
    tables = need_tables()
    now = use_of(tables, 2025)
    assert now.by_area is not None
    with pytest.raises(NeedsError):
        back_test(tables, use_of(tables, 2020), now.by_area, 2010)

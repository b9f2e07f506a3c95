from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.needs.back_test_of_region import NO_FIT, NO_RESIDENTS, NO_VISITS, back_test_of
from tests.toy_projection import looking_back_toy_region, projected_toy_region


def test_the_method_from_the_earliest_year_is_held_to_what_came() -> None:
    found = back_test_of(looking_back_toy_region(), "gp")
    assert found.tests is not None
    use = found.tests.use
    assert (use.year_from, use.year_to) == (2020, 2025)
    assert use.total == pytest.approx(0.2), "everybody used a fifth more then: 420 visits, and 350 came"
    assert found.tests.base.tolist() == pytest.approx([60, 120, 30])
    assert found.tests.projected.tolist() == pytest.approx([120, 240, 60])
    assert found.tests.observed.tolist() == [100, 200, 50]
    assert found.tests.people.total == pytest.approx(0)


def test_where_the_data_do_not_reach_back_it_says_what_they_lack() -> None:
    assert back_test_of(projected_toy_region(), "gp").lacking == NO_VISITS
    whole = looking_back_toy_region()
    now = whole.population[whole.population["year"] == 2025]
    assert back_test_of(replace(whole, population=now), "gp").lacking == NO_RESIDENTS
    cohorts = back_test_of(whole, "gp", "cohorts")
    assert cohorts.lacking == NO_FIT, "residents of no year before 2020"
    assert cohorts.tests is None

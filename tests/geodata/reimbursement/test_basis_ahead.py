"""With the people of a year to come units have the listed that their areas then have; counted by eye."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.assessment.assessment import assess
from geodata.needs.of_region import need_model_of
from geodata.reimbursement.of_assessment import reform_ahead
from geodata.reimbursement.of_region import tariff_offer
from geodata.reimbursement.reform import Reform
from geodata.scenario.scenario import parse
from tests.toy_payment import toy_payment_region
from tests.toy_projection import projected_toy_region


@pytest.fixture(scope="module")
def reform() -> Reform:
    paid, region = toy_payment_region(), projected_toy_region()
    tables = ("lists", "unit_weights", "production", "payments", "contracts")
    settings = replace(region.settings, reimbursement=paid.settings.reimbursement)
    region = replace(region, settings=settings, **{name: getattr(paid, name) for name in tables})
    outlook = replace(need_model_of(region, "gp").offer.default(), horizon=2035)
    tariff = tariff_offer(region, "gp").default()
    return reform_ahead(assess(region, parse(region, {"changes": "close:u-south"})), tariff, outlook)


def test_the_listed_change_as_the_residents_of_their_areas_do_class_by_class(reform: Reform) -> None:
    # u-north has 800 of A1's, 150 of A2's and 50 of A3's. Those of 20 and over double in A1 and A2, and go
    # from 400 to 250 in A3; the young stay in A1 and A2, and halve in A3.
    young = (800 * 0.2 + 150 * 0.25 + 50 * 0.1) / (800 * 0.2 + 150 * 0.25 + 50 * 0.2)
    others = (800 * 1.6 + 150 * 1.5 + 50 * 0.5) / (800 * 0.8 + 150 * 0.75 + 50 * 0.8)
    assert reform.before.persons.tolist() == [1000, 2000]
    assert reform.after.persons[0] == pytest.approx(300 * young + 700 * others, abs=1e-3)
    age = 12 * 100 * (0.5 * 300 * young + 700 * others)
    assert reform.after.amounts[0, 0] / 100 == pytest.approx(age, abs=1)


def test_visits_change_as_the_need_does_and_what_is_of_the_unit_stays(reform: Reform) -> None:
    # 80 visits of A1's become 144, 30 of A2's 52.5 and 5 of A3's 3
    more = (144 + 52.5 + 3) / 115
    keys = [part.key for part in reform.after.parts]
    assert reform.after.amounts[keys.index("visits"), 0] / 100 == pytest.approx(50_000 * more, abs=1)
    assert reform.after.amounts[keys.index("base")].tolist() == [1_000_000, 1_000_000]


def test_a_what_if_is_another_figure_than_the_years_ahead(reform: Reform) -> None:
    assert reform.after.persons[1] > 2000, "the unit that a what-if closes has its people of 2035"

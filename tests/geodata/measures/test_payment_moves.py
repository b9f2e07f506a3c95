"""Money after a what-if as measures: what panel, report and API tell, by eye on the toy region."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.contract.reimbursement_settings import JourneyCost
from geodata.focus.places import every
from geodata.measures.payment import payment_measures
from geodata.region.region import Region
from geodata.scenario.scenario import parse
from tests.toy_payment import toy_payment_region

NO_WORDS = {"sv": "", "en": ""}


@pytest.fixture(scope="module")
def region() -> Region:
    found = toy_payment_region()
    reimbursement = found.settings.reimbursement
    journey = JourneyCost(Decimal(2), Decimal("0.25"), Decimal(600), NO_WORDS)
    current = replace(reimbursement.models["current"], journey=journey)
    models = {**reimbursement.models, "current": current}
    return replace(
        found, settings=replace(found.settings, reimbursement=replace(reimbursement, models=models))
    )


def after(region: Region, changes: str) -> Assessment:
    return assess(region, parse(region, {"changes": changes, "intake": "free"}))


def value(assessment: Assessment, key: str, **words: str) -> object:
    measure = payment_measures(tuple(words.items()))[key]
    found = measure.read(assessment, every(assessment, "region"))
    return found.value if found.value is not None else found.why


def test_three_figures_of_a_closure_and_who_moves(region: Region) -> None:
    closed = after(region, "close:u-south")
    assert value(closed, "money_follows") == 2_550_000
    assert value(closed, "money_ends") == 10_000
    assert value(closed, "money_begins") == 0
    assert value(closed, "listed_moving") == 2000
    assert value(closed, "listed_nowhere") == 0
    # A2 has u-north in 15 minutes, which is the limit; A3 in 35: its 500 residents fall out of reach
    assert value(closed, "falls_out_of_reach") == 500
    assert value(closed, "journeys_out_of_reach") == 500 * 2 * 0.25 * 600


def test_they_are_of_the_tariff_that_is_chosen_and_not_of_the_effect_that_is_shown(region: Region) -> None:
    closed = after(region, "close:u-south")
    assert value(closed, "money_follows", model="flat") == 2_600_000
    assert value(closed, "journeys_out_of_reach", model="flat") == "why.no_journey_cost"
    assert value(closed, "money_follows", effect="moves") == 2_550_000


def test_without_a_what_if_there_is_none(region: Region) -> None:
    assert value(after(region, ""), "money_follows") == "why.no_unit_changed"
    assert value(after(region, ""), "payment_change", effect="moves") == "why.no_unit_changed"


def test_the_effect_of_a_what_if_is_what_units_win_and_lose(region: Region) -> None:
    closed = after(region, "close:u-south")
    assert value(closed, "payment_before", effect="moves") == 3_953_000
    assert value(closed, "payment_after", effect="moves") == 3_943_000
    assert value(closed, "payment_moved", effect="moves") == 2_550_000
    assert value(closed, "payment_change") == 0, "of the model itself, which is not changed"


def test_a_region_without_a_projection_tells_of_no_year_to_come(region: Region) -> None:
    assert value(after(region, ""), "payment_change", effect="2035") == "why.no_payment_ahead"

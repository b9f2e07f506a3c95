from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pandas import DataFrame

from geodata.contract.errors import UnknownNameError
from geodata.needs.drivers import DRIVERS
from geodata.needs.errors import NeedsError
from geodata.needs.model import NeedModel, need_model
from geodata.needs.outlook import Outlook, parse_outlook
from tests.geodata.needs.small_tables import RATES, need_tables, use_of

TABLES = need_tables()
USE = use_of(TABLES, 2025)


@pytest.fixture(scope="module")
def model() -> NeedModel:
    return need_model(TABLES, USE)


def test_it_offers_what_the_tables_hold(model: NeedModel) -> None:
    offer = model.offer
    assert offer.horizons == tuple(range(2026, 2041))
    assert offer.variants == ("", "high")
    assert offer.conditions == ("diabetes",)
    assert (offer.health, offer.trend, offer.cohorts) == (True, True, True)


def test_tables_that_hold_little_offer_people_alone() -> None:
    recent = TABLES.population[TABLES.population["year"] >= 2022]
    little = replace(TABLES, population=recent, life_expectancy=None, prevalence=None)
    offer = need_model(little, USE).offer
    assert (offer.health, offer.trend, offer.cohorts, offer.conditions) == (False, False, False, ())
    assert need_model(little, replace(USE, by_year=None)).base.dispersion == 1


def test_today_areas_use_what_was_counted_there(model: NeedModel) -> None:
    assert model.base.rates.tolist() == pytest.approx(np.tile(RATES, 2))
    np.testing.assert_allclose(model.base.use, USE.by_area)


def test_use_that_follows_the_residents_has_no_trend_and_varies_no_more_than_by_chance(
    model: NeedModel,
) -> None:
    assert model.base.trend is not None
    assert model.base.trend.slope == pytest.approx(0, abs=1e-12)
    assert model.base.trend.years == 8
    assert model.base.dispersion == 1


def test_a_year_ahead_is_what_the_projections_people_use(model: NeedModel) -> None:
    found = model.need(Outlook(2040))
    assert found.years == model.offer.horizons
    rows = TABLES.projections[(TABLES.projections["year"] == 2040) & (TABLES.projections["variant"] == "")]
    expected = (rows["persons"] * RATES[rows["age_from"] // 5]).groupby(rows["municipality_id"]).sum()
    np.testing.assert_allclose(found.use[-1].reshape(2, 2).sum(axis=1), expected)
    high = model.need(Outlook(2040, "high"))
    np.testing.assert_allclose(high.use, 1.1 * found.use)


def test_everything_that_can_change_use_has_its_part(model: NeedModel) -> None:
    values = {"health": "whole", "prevalence": "diabetes", "people": "cohorts"}
    found = model.need(parse_outlook(model.offer, values))
    parts = dict(zip(DRIVERS, found.drivers[:, -1].sum(axis=1), strict=True))
    assert parts["prevalence"] > 0
    assert parts["health"] < 0, (
        "from 20 up to 64, where use is less than of the older and diabetes is not counted"
    )
    assert parts["ageing"] > 0
    assert sum(parts.values()) == pytest.approx((found.use[-1] - found.base).sum(), abs=1e-6)


def test_both_ways_to_spread_people_give_municipalities_the_same(model: NeedModel) -> None:
    shares, cohorts = (model.need(Outlook(2040, within=within)).use for within in ("shares", "cohorts"))
    assert np.abs(shares - cohorts).max() > 1
    np.testing.assert_allclose(shares.sum(axis=1), cohorts.sum(axis=1))


def test_areas_with_totals_of_their_own_keep_them(model: NeedModel) -> None:
    rows = [
        ("", at, year, "", -1, -1, "", 1500.0 + 500 * at) for at in (0, 1) for year in model.offer.horizons
    ]
    totals = DataFrame(rows, columns=list(TABLES.projections.columns))
    both = DataFrame({name: [*TABLES.projections[name], *totals[name]] for name in totals})
    again = need_model(replace(TABLES, projections=both), USE)
    assert again.offer.horizons == model.offer.horizons
    found, before = again.need(Outlook(2040)).use, model.need(Outlook(2040)).use
    np.testing.assert_allclose(found[:, 2:], before[:, 2:])
    assert found[0, 0] / found[0, 1] == pytest.approx(0.75, abs=0.05)


def test_a_projection_that_ends_today_is_said_to_do_so() -> None:
    past = TABLES.projections[TABLES.projections["year"] <= 2025]
    with pytest.raises(NeedsError, match="no year after 2025"):
        need_model(replace(TABLES, projections=past), USE)


def test_nobody_is_told_of_two_generations_from_now() -> None:
    last = TABLES.projections[TABLES.projections["year"] == 2040]
    later = [TABLES.projections, *(last.assign(year=year) for year in (2065, 2066, 2125))]
    endless = DataFrame({name: [value for rows in later for value in rows[name]] for name in last})
    assert need_model(replace(TABLES, projections=endless), USE).offer.horizons[-1] == 2065


def test_what_the_tables_do_not_hold_cannot_be_asked(model: NeedModel) -> None:
    with pytest.raises(UnknownNameError, match="2100"):
        model.need(Outlook(2100))
    with pytest.raises(UnknownNameError, match="lowest"):
        model.need(Outlook(2040, "lowest"))

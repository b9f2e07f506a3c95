"""What the demo's units are paid: invented, and yet lists, output, models and payments agree."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.checks import check
from geodata.demo.folder import TEMPLATE
from geodata.demo.geography import geography
from geodata.demo.lists import UNLISTED, open_at_year_end
from geodata.demo.model_amounts import Facts, model_amounts
from geodata.demo.payments import CURRENT
from geodata.demo.points_of_geography import points_of_geography
from geodata.demo.quarters import PERIODS
from geodata.demo.residents import population, residents
from geodata.demo.units import units
from geodata.demo.visits import ABROAD
from geodata.region.region import Region
from geodata.reimbursement.of_region import fit_of, payment_of, reform_of, tariff_offer
from geodata.reimbursement.tariff import Tariff, parse_tariff
from tests.demo_region import public_demo

SETTINGS: dict[str, Any] = tomllib.loads(TEMPLATE.read_text(encoding="utf-8"))
COUNTY = "14"
TABLES = ("units", "lists", "unit_weights", "production", "payments", "contracts", "indicators", "visits")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return public_demo(COUNTY, tmp_path_factory.mktemp("paid"))


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, pd.DataFrame]:
    """As written, by name."""
    codes = {"unit_id": str, "area_id": str, "period": str}
    written = {}
    for name in TABLES:
        csv = folder / f"{name}.csv"
        if csv.is_file():
            table = pd.read_csv(csv, dtype=codes)
            text = table.select_dtypes(exclude="number").columns
            written[name] = table.fillna(dict.fromkeys(text, ""))
        else:
            written[name] = pd.read_parquet(folder / f"{name}.parquet")
    return written


@pytest.fixture(scope="module")
def region(folder: Path) -> Region:
    found = check(folder)
    assert [problem.code for problem in found.problems] == []
    assert found.region is not None
    return found.region


def facts(tables: dict[str, pd.DataFrame], form: str) -> Facts:
    """Of the units of a care form that have a contract at the end of the year."""
    contracts = tables["contracts"]
    still = contracts[(contracts["valid_to"] == "") | (contracts["valid_to"] > "2025-12-31")]
    of_form = tables["units"][tables["units"]["care_form"] == form].set_index("unit_id")
    of_form = of_form[of_form.index.isin(still["unit_id"])]
    last = tables["indicators"][tables["indicators"]["period"] == PERIODS[-1]]
    return Facts(of_form["operator"], tables["lists"], tables["unit_weights"], tables["production"], last)


@pytest.mark.parametrize("model", SETTINGS["reimbursement"])
def test_every_price_is_invented_and_says_in_two_languages_what_it_is_like(model: str) -> None:
    for part in SETTINGS["reimbursement"][model]["parts"]:
        assert part["source"]["sv"].startswith("Påhittat pris. ")
        assert part["source"]["en"].startswith("Invented price. ")


@pytest.mark.long
def test_all_but_a_few_residents_are_listed_once_and_nobody_twice(tables: dict[str, pd.DataFrame]) -> None:
    centres = tables["units"].loc[tables["units"]["care_form"] == "vardcentral", "unit_id"]
    listed = tables["lists"][tables["lists"]["unit_id"].isin(centres)]
    groups = ["area_id", "sex", "age_from"]
    of_form = listed[listed["area_id"] != ABROAD].groupby(groups)["persons"].sum()
    people = population(residents(geography(COUNTY))).groupby(groups)["persons"].sum()
    assert set(of_form.index) <= set(people.index)
    assert (of_form <= people[of_form.index]).all()
    assert of_form.sum() / people.sum() == pytest.approx(1 - UNLISTED, abs=0.001)


@pytest.mark.long
def test_every_unit_that_is_open_at_the_end_of_the_year_has_a_list_and_no_other(
    tables: dict[str, pd.DataFrame],
) -> None:
    geo = geography(COUNTY)
    every_unit = units(geo, residents(geo))
    still = set(every_unit.loc[open_at_year_end(every_unit), "unit_id"])
    assert set(tables["lists"]["unit_id"]) == still
    assert set(tables["production"]["unit_id"]) == still
    across = set(every_unit.loc[(every_unit["municipality_id"] == "") & every_unit["x"].notna(), "unit_id"])
    assert not across & set(tables["payments"]["unit_id"]) | across & set(tables["contracts"]["unit_id"])


@pytest.mark.long
def test_visits_elsewhere_are_visits_of_others_and_all_visits_are_somebodys(
    tables: dict[str, pd.DataFrame],
) -> None:
    done = tables["production"][tables["production"]["output"] == "visit"]
    by_whose = done.groupby("of")["quantity"].sum()
    assert by_whose["elsewhere"] == by_whose["other"] > 0
    by_unit = done[done["of"] != "elsewhere"].groupby("unit_id")["quantity"].sum()
    visits = tables["visits"]
    of_year = visits["period"].astype(str).str.startswith("2025") & visits["unit_id"].isin(by_unit.index)
    drawn = visits[of_year].groupby("unit_id", observed=True)["visits"].sum()
    assert by_unit.to_dict() == drawn.to_dict()


@pytest.mark.long
def test_no_more_hours_are_performed_than_were_granted(tables: dict[str, pd.DataFrame]) -> None:
    hours = tables["production"][tables["production"]["output"] == "hour"]
    keys = ["unit_id", "area_kind", "time"]
    both = hours.pivot(index=keys, columns="basis", values="quantity")
    assert (both["performed"] <= both["granted"]).all()
    assert 0.9 < both["performed"].sum() / both["granted"].sum() < 0.97
    assert set(hours["area_kind"]) == {"town", "villa", "country"}
    assert set(hours["time"]) == {"day", "evening", "night", "weekend"}


@pytest.mark.long
def test_weights_are_on_the_scales_that_they_say(tables: dict[str, pd.DataFrame]) -> None:
    weights = tables["unit_weights"].pivot(index="unit_id", columns="weight", values="value")
    persons = tables["lists"].groupby("unit_id")["persons"].sum()
    centres = weights[weights["acg"].notna()]
    assert np.average(centres["acg"], weights=persons[centres.index]) == pytest.approx(1, abs=1e-4)
    assert 2.3 < np.average(centres["cni"], weights=persons[centres.index]) < 2.7, "the country's is 2.476"
    assert weights["geography"].between(0, 22).all()
    assert (weights["geography"] % 1 == 0).all()


@pytest.mark.long
@pytest.mark.parametrize("county", ["08", "09", "12", "13", "19"])
def test_some_units_of_every_county_have_a_part_in_the_pots_of_geography(county: str) -> None:
    geo = geography(county)
    people = residents(geo)
    every_unit = units(geo, people)
    paid = every_unit[open_at_year_end(every_unit)]
    points = pd.Series(points_of_geography(geo.places, people, paid), index=paid.index)
    for form in ("vardcentral", "rehab"):
        assert points[paid["care_form"] == form].max() > 9
    assert points.between(0, 22).all()
    assert (points[paid["x"].isna()] == 0).all()


@pytest.mark.long
@pytest.mark.parametrize("form", CURRENT)
def test_what_the_models_give_is_the_same_worked_out_plainly_and_to_the_hundredth(
    region: Region, folder: Path, tables: dict[str, pd.DataFrame], form: str
) -> None:
    models = tomllib.loads((folder / "region.toml").read_text(encoding="utf-8"))["reimbursement"]
    own = facts(tables, form)
    for key, model in models.items():
        if model["care_form"] != form:
            continue
        plain = pd.DataFrame(model_amounts(model, own), index=own.operators.index)
        payment = payment_of(region, form, Tariff(key, against=key))
        rows = pd.Index(region.units.index[payment.units]).get_indexer(plain.index)
        exact = payment.amounts[:, rows].T / 100
        assert [part.key for part in payment.parts] == list(plain)
        assert np.abs(exact - plain.to_numpy()).max() < 1.0, "floating point, and coverage to six decimals"
        assert payment.total == int(payment.amounts[:, rows].sum()), "nobody else is paid"


@pytest.mark.long
@pytest.mark.parametrize("form", CURRENT)
def test_the_model_gives_about_what_was_paid_and_units_that_opened_differ_most(
    region: Region, form: str
) -> None:
    offer = tariff_offer(region, form)
    assert offer.current == CURRENT[form]
    fit = fit_of(region, form, offer.current)
    assert fit is not None
    assert 0.99 < fit.ratio < 1.01
    assert 0.998 < fit.median_ratio < 1.002
    assert 0.86 < fit.within(0.02) < 0.96
    assert fit.worst(1)[0].reason == "part_year"
    assert fit.unpaid == 0


@pytest.mark.long
def test_the_proposal_moves_about_a_percent_of_the_same_sum(region: Region) -> None:
    offer = tariff_offer(region, "vardcentral")
    tariff = parse_tariff(offer, {"model": "primary_2027_a", "budget": "neutral", "floor": "5"})
    reform = reform_of(region, "vardcentral", tariff)
    assert reform.after.total == reform.before.total
    assert 0.005 < reform.moved / reform.before.total < 0.02
    assert (reform.change > 0).any()
    assert (reform.change < 0).any()


@pytest.mark.long
def test_units_that_closed_were_paid_until_then_and_their_contract_ended(
    tables: dict[str, pd.DataFrame],
) -> None:
    ended = tables["contracts"].set_index("unit_id")["valid_to"]
    during = ended[ended.str.startswith("2025")]
    before = ended[(ended != "") & (ended < "2025")]
    paid = set(tables["payments"]["unit_id"])
    assert len(during) > 0
    assert set(during.index) <= paid
    assert not set(before.index) & paid

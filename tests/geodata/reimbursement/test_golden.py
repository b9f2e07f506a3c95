"""Tariffs that payers have published, worked out by hand, through what the screen reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.contract.reimbursement_settings import Goal, Part, PaymentModel
from geodata.reimbursement.budget import Budget
from geodata.reimbursement.fit import Fit, fit
from geodata.reimbursement.paid_by import paid_by_model, reform_on
from geodata.reimbursement.pay import pay
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import Tariff, TariffOffer
from tests.geodata.reimbursement.small_basis import NO_WORDS, part, production, small_basis

YEARS = {"2016/17": ("80.59", "5.15"), "2021/22": ("96.78", "4.75"), "2022/23": ("99.70", "4.75")}
"""Price of a weighted patient and year, and per cent less for out of hours."""


@pytest.fixture(scope="module")
def golden(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "needs/golden.json").read_text())["simulator"]
    return found


def test_a_month_of_4000_points_is_paid_as_vastra_gotaland_paid_it(golden: dict[str, Any]) -> None:
    goals = (Goal("quality", Decimal(0), Decimal(20), Decimal(20)),)
    basis = small_basis(
        [4000, 4000],
        weights={"cover": np.array([62.5, 85]), "cni": np.array([2.6, 2.5])},
        indicators={"quality": np.array([20.0, np.nan])},
    )
    payment = pay(
        (
            part("age_sex", "per_person", "294"),
            part("coverage", "coverage", "3.15", weight="cover", threshold=Decimal(50), upto=Decimal(80)),
            part("quality", "target", "1.25", goals=goals),
            part("cni", "above", "67", weight="cni", threshold=Decimal("2.5"), by_excess=False),
        ),
        basis,
    )
    month = golden["S2_VGR_month_4000_points"]
    assert payment.amounts.tolist() == [
        [100 * month["age_sex"]] * 2,
        [100 * month["coverage_62.5"], 100 * month["coverage_85_capped"]],
        [100 * month["quality_20_points"], 0],
        [100 * month["socioeconomy_above_2.5"], 0],
    ]
    assert [(gap.part, gap.reason, gap.units.tolist()) for gap in payment.gaps] == [
        ("quality", "indicator", [1])
    ]


@pytest.mark.parametrize(("excess", "name"), [(False, "points_x_size"), (True, "excess_x_size")])
def test_the_pot_of_geography_is_shared_by_points_or_their_excess(
    golden: dict[str, Any], excess: bool, name: str
) -> None:
    case = golden["S3_VGR_geography_pot"]
    points, size = np.array(case["units"], dtype=float).T
    pot = part("pot", "pot", "8450000", weight="points", threshold=Decimal(9), by_excess=excess)
    payment = pay((pot,), small_basis(size.tolist(), weights={"points": points}))
    assert (payment.by_unit / 100).tolist() == case[name]


def test_hours_of_home_care_are_paid_by_kind_of_area_and_operator(golden: dict[str, Any]) -> None:
    case = golden["S4_home_care"]
    kinds = ("town", "villa", "country")
    hours = production(
        *(
            {"unit": 0, "output": "hours", "area_kind": kind, "quantity": quantity}
            for kind, quantity in zip(kinds, case["jonkoping_hours"], strict=True)
        )
    )
    prices = zip(kinds, ("414.80", "430.05", "506.70"), strict=True)
    parts = [part(kind, "per_output", price, output="hours", area_kinds=(kind,)) for kind, price in prices]
    assert pay(parts, small_basis([0], production=hours)).total == 100 * case["sum"]

    tyreso = (
        part("hour", "per_output", "382.30", output="hours"),
        part("overhead", "supplement", "-1.5", operators=("own",)),
        part("vat", "supplement", "1.5", parts_of=("hour",), operators=("choice",)),
    )
    one_hour = production(*({"unit": unit, "output": "hours", "quantity": 1} for unit in (0, 1)))
    basis = small_basis([0, 0], production=one_hour, operators=np.array(["own", "choice"], dtype=object))
    own_and_private = case["tyreso_base_382.30"]
    assert (pay(tyreso, basis).by_unit / 100).tolist() == [own_and_private["own"], own_and_private["private"]]


def test_a_hundred_shared_by_three_is_paid_in_full(golden: dict[str, Any]) -> None:
    amounts = golden["S5_rounding"]["amounts"]
    basis = small_basis([1, 1, 1])
    assert (pay((part("pot", "pot", "100"),), basis).by_unit / 100).tolist() == amounts
    flat = (part("flat", "per_person", "7"),)
    assert (pay(flat, basis, budget=Budget(10_000, ("flat",))).by_unit / 100).tolist() == amounts


def test_rehab_is_paid_by_points_of_contact_and_by_what_cni_exceeds_three(golden: dict[str, Any]) -> None:
    case = golden["S6_rehab"]
    points = production({"unit": 0, "output": "contact_points", "quantity": case["contact_points"]})
    basis = small_basis([case["patients"]], production=points, weights={"cni": np.array([case["cni"]])})
    payment = pay(
        (
            part("cni", "above", "65", weight="cni", threshold=Decimal("3.0")),
            part("visits", "per_output", "502", output="contact_points"),
        ),
        basis,
    )
    assert payment.by_part.tolist() == [100 * case["socioeconomy"], 100 * case["visits"]]


def practices(shared: Path, year: str) -> pd.DataFrame:
    """Practices that are paid by the Global Sum all year."""
    table = pd.read_csv(
        shared / f"needs/england/gp_payments_{year.replace('/', '_')}.csv", dtype={"closed": str}
    )
    return table[
        (table["contract"] == "GMS")
        & (table["closed"].isna() | (year == "2016/17"))
        & (table["weighted"] > 500)
        & ~table["region"].str.contains("LONDON")
    ].sort_values("practice_code")


def of_leeds(shared: Path) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    """Practices with most of their patients in Leeds."""
    flows = pd.read_csv(shared / "england/leeds/registrations_2022_07.csv")
    inside = flows.groupby("OrganisationCode")["Patient"].sum()
    return lambda table: table["practice_code"].map(inside) > table["registered"] / 2


def model(key: str, *parts: Part) -> PaymentModel:
    """A model without words."""
    return PaymentModel(key, NO_WORDS, "gp", "", None, None, NO_WORDS, parts)


def global_sum(year: str) -> PaymentModel:
    """The Global Sum of a year: a price of each weighted patient, and what is taken back of it."""
    price, less = YEARS[year]
    return model(
        "global_sum", part("weighted", "per_person", price), part("out_of_hours", "supplement", f"-{less}")
    )


def global_sum_fit(
    shared: Path, year: str, among: Callable[[pd.DataFrame], pd.Series[bool]] | None = None
) -> Fit:
    """The Global Sum held against what practices were paid."""
    table = practices(shared, year)
    table = table if among is None else table[among(table)]
    basis = small_basis(table["weighted"].tolist())
    paid = table["global_sum"].to_numpy(float)
    payment = paid_by_model(global_sum(year), basis)
    return fit(payment, paid, basis.persons, 500, np.zeros(len(paid), dtype=bool))


def test_practices_were_paid_what_the_global_sum_says(shared: Path, golden: dict[str, Any]) -> None:
    case, found = golden["R1_global_sum_2022_23"], global_sum_fit(shared, "2022/23")
    assert len(found.units) == case["practices"]
    assert found.paid.sum() / 100 == pytest.approx(case["paid"], abs=0.01)
    assert found.predicted.sum() / 100 == pytest.approx(case["predicted"], abs=0.01)
    assert round(found.ratio, 5) == case["ratio"]
    assert round(found.median_ratio, 5) == case["median_ratio"]
    assert round(found.within(0.01), 4) == case["within_1pct"]
    assert round(found.within(0.02), 4) == case["within_2pct"]
    assert round(found.r2, 4) == case["r2"]


@pytest.mark.parametrize("year", YEARS)
def test_the_median_practice_is_paid_the_price_of_its_year(
    shared: Path, golden: dict[str, Any], year: str
) -> None:
    median, price = golden["R2_medians_per_weighted_patient"][year]
    found = global_sum_fit(shared, year)
    assert found.median_ratio == pytest.approx(median / price, abs=2e-5)


def test_flat_capitation_moves_money_between_practices(shared: Path, golden: dict[str, Any]) -> None:
    case = golden["R3_flat_capitation_2022_23"]
    reform = flat_capitation(shared)
    assert reform.total_change == 0
    assert float(reform.after.parts[0].price) == pytest.approx(case["budget_neutral_price"], abs=5e-5)
    assert (
        round(float(reform.moving(0.1).sum() / (reform.before.by_unit != 0).sum()), 4)
        == case["share_moving_over_10pct"]
    )
    assert round(reform.moved / 100) == case["money_moved"]


def flat_capitation(shared: Path) -> Reform:
    """As much for each registered patient, within what was paid, instead of what was paid."""
    table = practices(shared, "2022/23")
    rows = zip(range(len(table)), table["global_sum"], strict=True)
    sums = production(*({"unit": unit, "output": "pounds", "quantity": pounds} for unit, pounds in rows))
    paid = model("paid", part("paid", "per_output", "1", output="pounds"))
    flat = model("flat", part("flat", "per_person", "100"))
    tariff = Tariff("flat", budget="neutral", against="paid")
    offer = TariffOffer({"paid": paid, "flat": flat}, "paid")
    return reform_on(offer, tariff, small_basis(table["registered"].tolist(), production=sums))


def test_the_gms_practices_of_leeds_were_paid_by_the_global_sum(shared: Path, golden: dict[str, Any]) -> None:
    case = golden["R4_Leeds_37_GMS"]
    found = global_sum_fit(shared, "2022/23", of_leeds(shared))
    assert len(found.units) == 37
    assert found.paid.sum() / 100 == pytest.approx(case["paid"], abs=0.01)
    assert found.predicted.sum() / 100 == pytest.approx(case["predicted"], abs=0.01)
    assert round(found.ratio, 5) == case["ratio"]

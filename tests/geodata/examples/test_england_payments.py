"""What England's practices were paid: the contract gives it, whoever closed or has another contract apart."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.region.region import Region
from geodata.reimbursement.fit import Fit
from geodata.reimbursement.of_region import fit_of, payment_of, reform_of, tariff_offer
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import Tariff, parse_tariff

CURRENT, AS_PAID, FLAT = "gms_2022_23", "paid_2022_23", "flat_2022_23"


@pytest.fixture(scope="module")
def golden(shared: Path) -> Mapping[str, Any]:
    """The values worked out beside the data."""
    file = shared / "needs" / "golden.json"
    if not file.is_file():
        pytest.skip(f"the payments of NHS England are not at {file.parent}")
    found: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))["simulator"]
    return found


@pytest.fixture(scope="module")
def england(golden: Mapping[str, Any], opened: Callable[[str], Region]) -> Region:
    assert golden
    return opened("england/payments")


@pytest.fixture(scope="module")
def raw(england: Region, shared: Path) -> pd.DataFrame:
    assert england.payments is not None
    file = shared / "needs" / "england" / "gp_payments_2022_23.csv"
    return pd.read_csv(file, index_col="practice_code", keep_default_na=False, dtype={"closed": str})


@pytest.fixture(scope="module")
def fit(england: Region) -> Fit:
    found = fit_of(england, "gp", CURRENT)
    assert found is not None
    return found


def flat(england: Region) -> Reform:
    """What was paid, and the same sum shared by those who are registered."""
    offer = tariff_offer(england, "gp")
    price = {"model": FLAT, "against": AS_PAID, "prices": f"flat:{3762908665.26 / 39168218.5:.8f}"}
    return reform_of(england, "gp", parse_tariff(offer, price))


def test_every_practice_of_the_payments_is_a_unit_and_only_those_for_leeds_have_a_place(
    england: Region, raw: pd.DataFrame
) -> None:
    assert set(raw.index) < set(england.units.index)
    assert len(raw) == 6_669
    gone = set(england.units.index) - set(raw.index)
    assert len(gone) == 3, "in the list for Leeds in July 2022, and paid nothing in that year"
    placed = england.units.geometry.notna()
    assert int(placed.sum()) == 386
    assert int((england.units["area"] >= 0).sum()) == 93
    [placeless] = [each for each in england.accounts if each.reason == "no_place"]
    assert placeless.rows == 6_672 - 386


def test_lists_and_payments_of_the_year_are_those_of_the_file(england: Region, raw: pd.DataFrame) -> None:
    assert england.lists is not None
    assert england.payments is not None
    year = england.lists[england.lists["period"] == "2022"]
    assert year["persons"].sum() == pytest.approx(raw["registered"].sum(), abs=1e-6)
    paid = england.payments[england.payments["period"] == "2022"].groupby("part")["amount"].sum()
    for part in ("global_sum", "pms_balance", "qof", "premises"):
        assert paid[part] == pytest.approx(raw[part].sum(), abs=1e-4)


def test_the_contract_gives_what_practices_were_paid(fit: Fit, golden: Mapping[str, Any]) -> None:
    expected = golden["R1_global_sum_2022_23"]
    assert len(fit.units) == expected["practices"]
    assert int(fit.paid.sum()) == round(100 * expected["paid"])
    assert fit.predicted.sum() / 100 == pytest.approx(expected["predicted"], abs=len(fit.units) * 0.005)
    assert round(fit.ratio, 5) == expected["ratio"]
    assert round(fit.median_ratio, 5) == expected["median_ratio"]
    assert round(fit.within(0.01), 4) == expected["within_1pct"]
    assert round(fit.within(0.02), 4) == expected["within_2pct"]
    assert round(fit.r2, 4) == expected["r2"]


def test_practices_that_are_left_out_are_counted(fit: Fit, england: Region, raw: pd.DataFrame) -> None:
    outside = (raw["contract"] == "GMS") & (raw["closed"] == "") & ~raw["region"].str.contains("LONDON")
    assert (fit.small, fit.unpaid) == (int((raw["weighted"][outside] <= 500).sum()), 0)
    assert len(fit.units) + fit.small + fit.unmodelled == len(raw)
    assert fit.unmodelled == int((~outside).sum())
    names = england.units["name"].to_numpy()
    assert [str(names[each.unit]) for each in fit.worst(2)] == ["THE ADAM PRACTICE", "PWE PENDLE VALLEY MILL"]


def test_thirty_seven_practices_in_leeds_got_what_the_contract_gives(
    fit: Fit, england: Region, golden: Mapping[str, Any]
) -> None:
    expected = golden["R4_Leeds_37_GMS"]
    here = england.units["area"].to_numpy()[fit.units] >= 0
    assert int(here.sum()) == 37
    paid, predicted = int(fit.paid[here].sum()), int(fit.predicted[here].sum())
    assert paid == round(100 * expected["paid"])
    assert predicted / 100 == pytest.approx(expected["predicted"], abs=37 * 0.005)
    assert round(paid / predicted, 5) == expected["ratio"]


def test_the_same_for_everybody_would_move_a_hundred_and_sixty_one_million_pounds(
    england: Region, fit: Fit, golden: Mapping[str, Any]
) -> None:
    expected = golden["R3_flat_capitation_2022_23"]
    reform = flat(england)
    at = np.searchsorted(reform.before.units, fit.units)
    change, before = reform.change[at], reform.before.by_unit[at]
    assert abs(int(change.sum())) < 100 * 100, "the same sum, but for what the price is rounded by"
    assert (np.abs(change).sum() - abs(change.sum())) / 200 == pytest.approx(expected["money_moved"], abs=50)
    any_before = before > 0
    assert int((~any_before).sum()) == 31
    moving = np.abs(change[any_before]) > 0.1 * before[any_before]
    assert round(float(moving.mean()), 4) == expected["share_moving_over_10pct"]


def test_the_price_that_the_example_names_is_the_sum_over_those_registered(
    england: Region, golden: Mapping[str, Any]
) -> None:
    [part] = tariff_offer(england, "gp").models[FLAT].parts
    assert float(part.price) == golden["R3_flat_capitation_2022_23"]["budget_neutral_price"]


@pytest.mark.parametrize(
    ("year", "model", "price"),
    [
        ("2016/17", "gms_2016_17", 76.439615),
        ("2021/22", "gms_2021_22", 92.18295),
        ("2022/23", CURRENT, 94.96425),
    ],
)
def test_practices_of_every_year_got_the_price_of_that_years_contract(
    england: Region, golden: Mapping[str, Any], year: str, model: str, price: float
) -> None:
    found = fit_of(england, "gp", model)
    assert found is not None
    paid, contract = golden["R2_medians_per_weighted_patient"][year]
    assert price == pytest.approx(contract, abs=5e-4)
    assert found.median_ratio * price == pytest.approx(paid, abs=0.02), "less those that have gone since"


def test_practices_with_local_contracts_got_no_global_sum(england: Region, raw: pd.DataFrame) -> None:
    pms = (raw["contract"] == "PMS") & (raw["closed"] == "")
    assert float((raw["global_sum"][pms] == 0).mean()) > 0.8
    offer = tariff_offer(england, "gp")
    payment = payment_of(england, "gp", Tariff(CURRENT, against=CURRENT))
    theirs = np.isin(payment.units, england.units.index.get_indexer(raw.index[pms]))
    assert int(payment.by_unit[theirs].sum()) == 0
    more = payment_of(england, "gp", Tariff("more_2022_23", against=offer.current))
    assert int(more.by_unit[theirs].sum()) > 0


def test_the_contract_that_holds_is_the_first_of_those_that_begin_that_year(england: Region) -> None:
    offer = tariff_offer(england, "gp")
    assert offer.current == CURRENT
    reform = reform_of(england, "gp", offer.default())
    assert not reform.change.any()

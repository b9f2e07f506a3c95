"""What the toy's two units are paid is what `tests.toy_payment` works out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from geodata.region.region import Region
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.of_region import fit_of, payment_of, reform_of, tariff_offer, why_no_payment
from geodata.reimbursement.tariff import parse_tariff
from tests.toy_payment import toy_payment_region

NORTH, SOUTH = 0, 2


@pytest.fixture(scope="module")
def region() -> Region:
    return toy_payment_region()


def with_models(region: Region, **others: Any) -> Region:
    """The region with other settings of its models."""
    reimbursement = region.settings.reimbursement
    changed = {key: replace(model, **others) for key, model in reimbursement.models.items()}
    settings = replace(region.settings, reimbursement=replace(reimbursement, models=changed))
    return replace(region, settings=settings)


def test_each_part_is_paid_as_worked_out_by_hand(region: Region) -> None:
    offer = tariff_offer(region, "gp")
    payment = payment_of(region, "gp", parse_tariff(offer, {"model": "current"}))
    assert payment.units.tolist() == [NORTH, SOUTH]
    assert payment.persons.tolist() == [1000, 2000]
    assert {
        part.key: (row // 100).tolist() for part, row in zip(payment.parts, payment.amounts, strict=True)
    } == {
        "age": [1_020_000, 2_160_000],
        "cni": [300_000, 300_000],
        "places": [15_000, 15_000],
        "visits": [50_000, 80_000],
        "leaving": [-2_000, -5_000],
        "base": [10_000, 10_000],
    }


def test_a_reform_moves_what_leaves_one_unit_for_the_other(region: Region) -> None:
    offer = tariff_offer(region, "gp")
    tariff = parse_tariff(offer, {"model": "flat", "against": "current"})
    reform = reform_of(region, "gp", tariff)
    assert (reform.change // 100).tolist() == [-93_000, 40_000]
    assert reform.moved == 4_000_000
    assert reform.total_change == -5_300_000
    assert reform.change_per_listed.tolist() == [-93.0, 20.0]
    assert float(reform.moving(0.05).sum() / (reform.before.by_unit != 0).sum()) == 0.5
    assert [each.part.key for each in reform.by_part] == [
        "age", "cni", "places", "visits", "leaving", "base", "each",
    ]  # fmt: skip
    assert sum(each.after - each.before for each in reform.by_part) == reform.total_change
    groups = reform.by_group(np.array([7, -1]))
    assert [(group.label, group.units, group.change) for group in groups] == [(7, 1, -9_300_000)]


def test_the_model_is_held_against_what_was_paid(region: Region) -> None:
    found = fit_of(region, "gp", "current")
    assert found is not None
    assert found.ratio == 3_913_000 / 3_953_000
    assert found.median_ratio == (1 + 2_520 / 2_560) / 2
    assert (found.within(0.01), found.within(0.02)) == (0.5, 1.0)
    assert [(each.unit, each.difference) for each in found.worst(1)] == [(SOUTH, 4_000_000)]
    assert fit_of(replace(region, payments=None), "gp", "current") is None


def test_parts_of_payments_that_a_model_stands_for_are_those_it_is_held_against(region: Region) -> None:
    assert region.payments is not None
    parted = region.payments.assign(part="capitation")
    parted.loc[len(parted)] = {**parted.iloc[0].to_dict(), "part": "rent", "amount": 7.0}
    paid = fit_of(with_models(replace(region, payments=parted), paid=("capitation",)), "gp", "current")
    every = fit_of(replace(region, payments=parted), "gp", "current")
    assert paid is not None
    assert every is not None
    assert paid.paid[0] == 139_300_000
    assert every.paid[0] == 139_300_700


def test_the_current_model_is_the_one_of_the_day(region: Region) -> None:
    def current(day: date) -> str:
        return tariff_offer(replace(region, settings=replace(region.settings, as_of=day)), "gp").current

    assert current(date(2025, 12, 31)) == "current"
    assert current(date(2026, 1, 1)) == "flat"
    assert current(date(2001, 1, 1)) == "current"


def test_why_nothing_is_paid_is_told(region: Region) -> None:
    assert why_no_payment(region, "gp") == ""
    assert why_no_payment(region, "rehab") == "why.no_payment_model"
    assert why_no_payment(with_models(region, period="2019"), "gp") == "why.no_payment_tables"
    hidden = replace(region.settings, reimbursement=replace(region.settings.reimbursement, public=False))
    assert why_no_payment(replace(region, settings=hidden), "gp") == "why.payment_not_public"
    with pytest.raises(ReimbursementError):
        tariff_offer(replace(region, settings=hidden), "gp")


def test_a_period_without_lists_is_refused_by_those_there_are(region: Region) -> None:
    other = with_models(region, period="2019")
    with pytest.raises(ReimbursementError, match="but 2025"):
        payment_of(other, "gp", tariff_offer(other, "gp").default())


def test_a_weight_on_another_scale_than_a_part_is_made_for_is_refused(region: Region) -> None:
    reimbursement = region.settings.reimbursement
    raw = {**reimbursement.weights, "cni": replace(reimbursement.weights["cni"], scale="raw")}
    settings = replace(region.settings, reimbursement=replace(reimbursement, weights=raw))
    other = replace(region, settings=settings)
    tariff = parse_tariff(tariff_offer(other, "gp"), {"model": "current", "against": "current"})
    with pytest.raises(ReimbursementError, match="scale mean_one, and cni is on the scale raw"):
        payment_of(other, "gp", tariff)


def test_a_closed_unit_is_not_paid_and_counted(region: Region) -> None:
    closed = region.units.copy()
    closed.iloc[NORTH, list(closed.columns).index("closed")] = np.datetime64("2025-06-30")
    other = replace(region, units=closed)
    offer = tariff_offer(other, "gp")
    payment = payment_of(other, "gp", parse_tariff(offer, {"model": "current"}))
    assert payment.by_unit[0] == 0
    assert [(gap.part, gap.reason, gap.units.tolist()) for gap in payment.gaps] == [("", "closed", [NORTH])]
    assert payment.amounts[2].tolist() == [0, 3_000_000]  # the pot is spent in full

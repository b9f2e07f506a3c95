"""What no model can pay is refused in words, in both languages, by what is wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.contract.reimbursement_settings import AgeWeight, Band, Goal, Part
from geodata.reimbursement.basis import ListClass
from geodata.reimbursement.budget import Budget
from geodata.reimbursement.errors import (
    BudgetTooSmallError,
    FloorError,
    NothingToScaleError,
    ReimbursementError,
)
from geodata.reimbursement.floor import floor_by_others
from geodata.reimbursement.paid_by import reform_on
from geodata.reimbursement.pay import pay
from geodata.reimbursement.tariff import Edit, Tariff, TariffOffer
from tests.geodata.reimbursement.small_basis import part, production, small_basis
from tests.geodata.reimbursement.test_invariants import model

FLAT = part("flat", "per_person", "100")
HOURS = production(
    {"unit": 0, "basis": "performed", "quantity": 8}, {"unit": 0, "basis": "granted", "quantity": 10}
)


ONE = Decimal(1)


def weighed(*ages: AgeWeight) -> tuple[Part, ...]:
    """A part of some weights of age."""
    return (part("weighed", "per_person", "1", age_weights=ages),)


SAME_LIMITS = part("goals", "target", "1", goals=(Goal("q", ONE, ONE, ONE),))
SAME_BANDS = part("visits", "per_output", "1", bands=(Band(ONE, ONE), Band(ONE, ONE)))
BY_W = part("w", "per_person", "1", weights=("w",))
EVERYBODY = AgeWeight(0, None, "", ONE)


@pytest.mark.parametrize(
    ("code", "parts", "basis"),
    [
        ("same_limits", (SAME_LIMITS,), {}),
        ("bands_not_in_order", (SAME_BANDS,), {}),
        ("size_unknown", (part("a", "above", "1", size="nobody"),), {}),
        ("size_of_no_persons", (part("base", "fixed", "1"), part("a", "above", "1", size="base")), {}),
        ("class_not_weighed", weighed(AgeWeight(0, 17, "", ONE)), {}),
        ("class_not_weighed", weighed(AgeWeight(0, None, "1", ONE)), {}),
        ("age_weighed_twice", weighed(EVERYBODY, EVERYBODY), {}),
        ("both_bases", (part("hours", "per_output", "1"),), {"production": HOURS}),
        ("part_of_later", (part("vat", "supplement", "3", parts_of=("flat",)), FLAT), {}),
        ("number_too_large", (FLAT,), {"lists": np.array([[1e16]])}),
        ("number_too_large", (BY_W,), {"weights": {"w": np.array([1e300])}}),
        ("money_too_large", (part("flat", "per_person", "1e12"),), {"lists": np.array([[1e9]])}),
    ],
)
def test_parts_that_cannot_be_worked_out_are_refused(
    code: str, parts: tuple[Part, ...], basis: dict[str, Any]
) -> None:
    with pytest.raises(ReimbursementError) as refused:
        pay(parts, small_basis([10], **basis))
    assert refused.value.code == code
    assert refused.value.sentence("sv") != refused.value.sentence("en") == str(refused.value)


def test_ages_that_a_part_does_not_weigh_count_as_none() -> None:
    classes = (ListClass("", 0, 17), ListClass("", 18, -1))
    basis = small_basis([0], classes=classes, lists=np.array([[300.0, 700.0]]))
    children = part("children", "per_person", "2", age_weights=(AgeWeight(0, 17, "", Decimal("1.5")),))
    assert pay((children,), basis).total == 90_000


def offer(*parts: Part) -> TariffOffer:
    """One model."""
    return TariffOffer({"model": model("model", parts)}, "model")


def test_a_budget_that_the_other_parts_exceed_is_refused_by_what_they_cost() -> None:
    parts = (FLAT, part("base", "fixed", "500"))
    tariff = Tariff("model", budget=Decimal(999), against="model")
    with pytest.raises(BudgetTooSmallError, match=r"999, and .* costs 1,000") as refused:
        reform_on(offer(*parts), tariff, small_basis([1, 2]))
    assert (refused.value.budget, refused.value.needed) == (99_900, 100_000)
    exact = Tariff("model", budget=Decimal(1000), against="model")
    reform = reform_on(offer(*parts), exact, small_basis([1, 2]))
    assert reform.after.amounts.tolist() == [[0, 0], [50_000, 50_000]]


def test_a_budget_with_nothing_to_scale_is_refused() -> None:
    tariff = Tariff("model", budget=Decimal(999), against="model")
    with pytest.raises(NothingToScaleError):
        reform_on(offer(part("base", "fixed", "500")), tariff, small_basis([1, 2]))
    off = Tariff("model", (Edit("flat", Decimal(0)),), Decimal(999), against="model")
    with pytest.raises(NothingToScaleError) as refused:
        reform_on(offer(FLAT), off, small_basis([1, 2]))
    assert refused.value.parts == ("flat",)


@pytest.mark.parametrize("chosen", ["vat", "back"])
def test_what_follows_other_parts_or_is_taken_back_is_not_scaled(chosen: str) -> None:
    parts = (FLAT, part("back", "responsibility", "1"), part("vat", "supplement", "3"))
    tariff = Tariff("model", budget=Decimal(999), scaled=(chosen,), against="model")
    with pytest.raises(ReimbursementError) as refused:
        reform_on(offer(*parts), tariff, small_basis([1, 2]))
    assert refused.value.code == "part_not_scaled"


def test_a_floor_that_the_others_cannot_pay_for_is_refused_by_what_lacks() -> None:
    payment = pay((FLAT,), small_basis([1, 3]))
    with pytest.raises(FloorError) as refused:
        floor_by_others(payment, np.array([25_000, 20_000]), Decimal(0))
    assert (refused.value.lacking, refused.value.above) == (15_000, 10_000)


def test_units_above_a_floor_give_the_same_share_but_none_below_its_own() -> None:
    # 100, 200, 300 and 400; the first lacks 90. A tenth of the others is 20, 30 and 40, but the second has
    # only 6 above its floor: 84 is left, 36 of 300 and 48 of 400.
    payment = pay((FLAT,), small_basis([1, 2, 3, 4]))
    found = floor_by_others(payment, np.array([19_000, 19_400, 0, 0]), Decimal(5))
    assert found.amounts[-1].tolist() == [9_000, -600, -3_600, -4_800]
    assert found.total == payment.total


@given(st.lists(st.integers(1, 4_000), min_size=3, max_size=9), st.integers(0, 300_000))
def test_who_pays_for_a_floor_pays_no_less_when_more_is_lacking(persons: list[int], lack: int) -> None:
    payment = pay((FLAT,), small_basis([float(each) for each in persons]))
    least = payment.by_unit // 2
    most = int((payment.by_unit - least)[1:].sum())
    given_ = []
    for more in (min(lack, most), min(lack + 1_000, most)):
        least[0] = payment.by_unit[0] + more
        found = floor_by_others(payment, least, Decimal(5))
        assert (found.by_unit >= least).all()
        assert found.total == payment.total
        given_.append(-found.amounts[-1][1:])
    assert (given_[1] >= given_[0] - 1).all()  # but for a rounded hundredth


def test_a_floor_within_a_budget_is_paid_for_by_the_scaled_parts() -> None:
    # 1,000 for 4 listed, 250 each; the first keeps 400 at least, so that the others share 600.
    basis = small_basis([1, 1, 2])
    least = np.array([40_000, 0, 0])
    payment = pay((FLAT,), basis, budget=Budget(100_000, ("flat",)), least=least)
    assert payment.by_unit.tolist() == [20_000, 20_000, 40_000]
    assert payment.factor == 2
    assert payment.parts[0].price == 200


def test_units_without_a_weight_or_list_are_counted_and_not_dropped() -> None:
    basis = small_basis(
        [10, 0, 20, 30],
        weights={"cni": np.array([1.5, 1.0, np.nan, 2.0])},
        open=np.array([True, True, True, False]),
    )
    payment = pay((FLAT, part("cni", "per_person", "1", weights=("cni",))), basis)
    assert payment.amounts.tolist() == [[100_000, 0, 200_000, 0], [1_500, 0, 0, 0]]
    assert [(gap.part, gap.reason, gap.units.tolist()) for gap in payment.gaps] == [
        ("", "closed", [3]),
        ("", "no_list", [1]),
        ("cni", "weight", [2]),
    ]


def test_an_added_part_is_of_what_it_is_of_in_its_own_model() -> None:
    own = model("own", (FLAT,))
    other = model(
        "other",
        (
            part("double", "per_person", "1", age_weights=(AgeWeight(0, None, "", Decimal(2)),)),
            part("high", "above", "10", weight="cni", threshold=Decimal(1), by_excess=False, size="double"),
            part("vat", "supplement", "10", parts_of=("high", "flat")),
        ),
    )
    edits = (Edit("other.high", Decimal(10)), Edit("other.vat", Decimal(10)))
    basis = small_basis([5, 5], weights={"cni": np.array([2.0, 1.0])})
    tariffs = TariffOffer({"own": own, "other": other}, "own")
    reform = reform_on(tariffs, Tariff("own", edits, against="own"), basis)
    assert [each.key for each in reform.after.parts] == ["flat", "other.high", "other.vat"]
    assert reform.after.amounts.tolist() == [[50_000, 50_000], [10_000, 0], [6_000, 5_000]]

"""Whatever the model and the units, sums are what they must be, to the hundredth."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.contract.reimbursement_settings import Part, PaymentModel
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import BudgetTooSmallError, FloorError, NothingToScaleError
from geodata.reimbursement.floor import least_of
from geodata.reimbursement.paid_by import reform_on
from geodata.reimbursement.pay import pay
from geodata.reimbursement.reform import Reform
from geodata.reimbursement.tariff import Edit, Tariff, TariffOffer
from tests.geodata.reimbursement.random_models import bases, by_hand, every_part, models, rounded
from tests.geodata.reimbursement.small_basis import NO_WORDS, part, small_basis

PRICES = st.integers(0, 500_000).map(lambda cents: Decimal(cents) / 100)
FLOORS = st.integers(0, 200).map(lambda tenths: Decimal(tenths) / 10)
PAYERS = st.sampled_from(["payer", "others"])
some = settings(max_examples=25)


def model(key: str, parts: tuple[Part, ...]) -> PaymentModel:
    """A model without words."""
    return PaymentModel(key, NO_WORDS, "gp", "2025", None, None, NO_WORDS, parts)


def offer_of(parts: tuple[Part, ...]) -> TariffOffer:
    """A model, and another that is the same for all."""
    flat = model("flat", (part("age", "per_person", "1900"),))
    return TariffOffer({"model": model("model", parts), "flat": flat}, "model")


def changed(basis: Basis, parts: tuple[Part, ...], tariff: Tariff) -> Reform:
    """A reform that has an answer: what has none is another test's."""
    try:
        return reform_on(offer_of(parts), tariff, basis)
    except (BudgetTooSmallError, NothingToScaleError, FloorError):
        assume(False)
        raise


@some
@given(bases(), models())
def test_each_amount_is_what_fractions_give_by_hand(basis: Basis, parts: tuple[Part, ...]) -> None:
    payment = pay(parts, basis, known=every_part(parts))
    assert payment.amounts.tolist() == [rounded(sums) for sums in by_hand(parts, basis)]


@some
@given(
    bases(),
    models(),
    st.sampled_from(["open", "neutral"]),
    st.none() | FLOORS,
    PAYERS,
)
def test_nothing_changes_where_nothing_is_edited(
    basis: Basis, parts: tuple[Part, ...], budget: str, floor: Decimal | None, floor_by: str
) -> None:
    parts = tuple(each for each in parts if each.key != "above")  # of a size that may be off
    assume(parts)
    tariff = Tariff("model", budget=budget, floor=floor, floor_by=floor_by, against="model")
    assert changed(basis, parts, tariff).change.tolist() == [0] * len(basis.units)


@some
@given(bases(), models(), PRICES, st.none() | FLOORS, PAYERS)
def test_a_neutral_budget_is_kept_to_the_hundredth(
    basis: Basis, parts: tuple[Part, ...], price: Decimal, floor: Decimal | None, floor_by: str
) -> None:
    age = part("age", "per_person", "1000")
    parts = (age, *(each for each in parts if each.key not in ("age", "above")))
    tariff = Tariff("model", (Edit("age", price),), "neutral", (), floor, floor_by, "model")
    reform = changed(basis, parts, tariff)
    assert reform.total_change == 0
    assert 2 * reform.moved == np.abs(reform.change).sum()


@some
@given(bases(), models(), st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100))
def test_a_price_that_a_neutral_budget_scales_comes_back_whatever_it_is_edited_to(
    basis: Basis, parts: tuple[Part, ...], price: Decimal
) -> None:
    parts = (
        part("age", "per_person", "1000"),
        *(each for each in parts if each.key not in ("age", "above", "least")),
    )
    tariff = Tariff("model", (Edit("age", price),), "neutral", ("age",), against="model")
    reform = changed(basis, parts, tariff)
    assert reform.after.factor == 1000 / Fraction(price)
    assert reform.change.tolist() == [0] * len(basis.units)


@some
@given(bases(), models(), st.integers(0, 10**12), FLOORS)
def test_a_budget_is_kept_with_its_floor_or_refused(
    basis: Basis, parts: tuple[Part, ...], cents: int, floor: Decimal
) -> None:
    parts = (part("age", "per_person", "1000"), *(each for each in parts if each.key not in ("age", "above")))
    tariff = Tariff("model", (), Decimal(cents) / 100, ("age",), floor, "payer", "flat")
    try:
        reform = reform_on(offer_of(parts), tariff, basis)
    except BudgetTooSmallError as error:
        needed, budget = error.needed, error.budget
    except NothingToScaleError:
        assume(False)
        raise
    else:
        assert (reform.after.by_unit >= least_of(reform.before.by_unit, floor)).all()
        needed = budget = reform.after.total
    assert needed >= budget == cents


@some
@given(bases(), models(), PRICES, FLOORS, PAYERS)
def test_no_unit_falls_below_its_floor(
    basis: Basis, parts: tuple[Part, ...], price: Decimal, floor: Decimal, floor_by: str
) -> None:
    parts = (part("age", "per_person", "1000"), *(each for each in parts if each.key not in ("age", "above")))
    edits = (Edit("age", price),)
    reform = changed(basis, parts, Tariff("model", edits, "open", (), floor, floor_by, "model"))
    kept = [Fraction(int(sum_)) * (100 - Fraction(floor)) / 100 for sum_ in reform.before.by_unit]
    after = reform.after.by_unit.tolist()
    assert all(sum_ >= least for sum_, least in zip(after, kept, strict=True) if least >= 0)
    without = changed(basis, parts, Tariff("model", edits, against="model"))
    given_ = (reform.after.by_unit - without.after.by_unit).tolist()
    if floor_by == "others":
        assert sum(given_) == 0
    else:
        assert min(given_) >= 0


@some
@given(bases(), models())
def test_pots_are_spent_in_full_or_told(basis: Basis, parts: tuple[Part, ...]) -> None:
    pot = part("pot", "pot", "1000.01", months=3, weight="points", threshold=Decimal(15), by_excess=False)
    payment = pay((pot, *(each for each in parts if each.key not in ("pot", "above"))), basis)
    unspent = dict(payment.unspent)
    assert payment.by_part[0] + unspent.get("pot", 0) == 300_003
    assert (payment.by_part[0] == 0) == ("pot" in unspent)


@some
@given(bases(), models(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(basis: Basis, parts: tuple[Part, ...], random: object) -> None:
    order = np.arange(len(basis.units))
    random.shuffle(order)  # type: ignore[attr-defined]
    place = np.argsort(order)
    rows = basis.production.assign(unit=place[basis.production["unit"]])
    other = replace(
        basis,
        units=basis.units[order],
        lists=basis.lists[order],
        weights={key: values[order] for key, values in basis.weights.items()},
        indicators={key: values[order] for key, values in basis.indicators.items()},
        production=rows,
        open=basis.open[order],
        operators=basis.operators[order],
        begun=basis.begun[order],
    )
    known = every_part(parts)
    amounts = pay(parts, basis, known=known).amounts[:, order]
    assert pay(parts, other, known=known).amounts.tolist() == amounts.tolist()


@some
@given(bases(), models(), st.integers(2, 1000))
def test_prices_many_times_as_high_pay_as_many_times_as_much(
    basis: Basis, parts: tuple[Part, ...], times: int
) -> None:
    parts = tuple(each for each in parts if each.kind in ("per_person", "pot", "target", "coverage", "fixed"))
    dearer = tuple(replace(each, price=each.price * times) for each in parts)
    once, often = (pay(some, basis, known=every_part(some)) for some in (parts, dearer))
    assert np.abs(often.amounts - once.amounts * times).max(initial=0) <= times


@some
@given(st.lists(st.integers(0, 4000), min_size=2, max_size=9), st.integers(0, 8), PRICES)
def test_closing_a_unit_under_equal_capitation_moves_its_money_with_its_people(
    persons: list[int], closes: int, price: Decimal
) -> None:
    closes %= len(persons)
    shares = np.arange(len(persons)) != closes
    moved = np.where(shares, persons, 0)
    moved[(closes + 1) % len(persons)] += persons[closes]
    capitation = (part("flat", "per_person", str(price)),)
    before = pay(capitation, small_basis([float(n) for n in persons]))
    after = pay(capitation, small_basis([float(n) for n in moved], open=shares))
    assert after.total == before.total


@pytest.mark.parametrize("price", ["0.01", "99.70", "333.33333333", "1e7"])
def test_whole_parts_of_huge_sums_are_still_exact(price: str) -> None:
    persons = [float(n) / 100 for n in range(1, 4_000)]
    payment = pay((part("flat", "per_person", price),), small_basis(persons))
    assert payment.by_unit.tolist() == rounded([Fraction(n, 100) * Fraction(price) for n in range(1, 4_000)])

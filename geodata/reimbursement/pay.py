"""What units are paid by the parts of a tariff: a pure function of a basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Band, Part
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.budget import Budget, factor_of, settled
from geodata.reimbursement.lines import Lines
from geodata.reimbursement.money import Money
from geodata.reimbursement.payment import Gap, Payment
from geodata.reimbursement.rounding import hundredths

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

PRICE_DIGITS: Final = Decimal("1e-8")
"""What prices that a budget scales are written by: they are paid exactly."""
ROUNDED_MOST: Final = 256
"""Parts at some price that a basis keeps the amounts of."""


def pay(
    parts: Sequence[Part],
    basis: Basis,
    *,
    known: Mapping[str, Part] | None = None,
    among: Bools | None = None,
    budget: Budget | None = None,
    least: Ints | None = None,
) -> Payment:
    """What units are paid by each part, exact to the hundredth.

    Each part is worked out exactly and rounded by largest remainders, so that its units add up to its own
    rounded total. A supplement and a least sum are of exact sums, not of rounded ones.

    Parameters
    ----------
    parts : sequence of Part
        In their order.
    basis : Basis
    known : mapping of str to Part, optional
        Parts that a size may be of, where some of them are not paid; `parts` if left out.
    among : bool, shape (units,), optional
        Units that a model is for; all if left out.
    budget : Budget, optional
        An amount that the total is to be, and the parts that are scaled until it is.
    least : int64, shape (units,), optional
        Hundredths that the payer is going to let no unit get less than, see `geodata.reimbursement.floor`. A
        budget has room for it: the parts that are scaled pay.

    Raises
    ------
    ReimbursementError
        If a part cannot be worked out, or the budget not be kept; the message says why.
    """
    known = known if known is not None else {part.key: part for part in parts}
    meant = np.ones(len(basis.units), dtype=bool) if among is None else among
    paid = meant & payable(basis)
    scaled = frozenset(budget.scaled) if budget else frozenset[str]()
    lines = Lines(tuple(parts), basis, paid, known, scaled)
    factor = factor_of(lines, budget, least) if budget else Fraction(1)
    amounts = np.array(
        [_rounded(line.at(factor), basis) for line in lines.at(factor)], dtype=np.int64
    ).reshape(len(parts), len(basis.units))
    if budget:
        amounts = settled(amounts, parts, basis.units, budget, least)
    priced = tuple(scaled_part(part, factor) if part.key in scaled else part for part in parts)
    return Payment(
        basis.units,
        priced,
        amounts,
        basis.persons,
        factor,
        tuple(_unspent(lines, factor)),
        tuple(_gaps(lines, meant)),
        tuple(part.key for part in parts if part.key in scaled),
    )


def _rounded(money: Money, basis: Basis) -> Ints:
    """Hundredths of a part, kept for the next payment in which its price is the same."""
    found = basis.rounded.get(money.terms)
    if found is None:
        if len(basis.rounded) >= ROUNDED_MOST:
            basis.rounded.clear()
        found = basis.rounded[money.terms] = hundredths(money, basis.units)
    return found


def payable(basis: Basis) -> Bools:
    """Units that are open, and have anybody listed or any output. Shape (units,)."""
    return basis.open & basis.active


def scaled_part(part: Part, factor: Fraction) -> Part:
    """A part with its prices multiplied, to 8 decimals."""
    bands = tuple(Band(band.above, _times(band.price, factor)) for band in part.bands)
    return replace(part, price=_times(part.price, factor), bands=bands)


def _times(price: Decimal, factor: Fraction) -> Decimal:
    exact = Fraction(price) * factor
    whole = round(exact / Fraction(PRICE_DIGITS))
    return Decimal(whole) * PRICE_DIGITS


def _unspent(lines: Lines, factor: Fraction) -> Iterator[tuple[str, int]]:
    for part in lines.parts:
        if part.kind == "pot":
            pot = Fraction(part.price) * part.months * (factor if part.key in lines.scaled else 1)
            if pot and not lines.takers(part).any():
                yield part.key, round(pot * 100)


def _gaps(lines: Lines, meant: Bools) -> Iterator[Gap]:
    basis = lines.basis
    reasons = (
        ("other_contract", ~meant),
        ("closed", meant & ~basis.open),
        ("no_list", meant & basis.open & ~basis.active),
    )
    found = [("", reason, units) for reason, units in reasons]
    found += [("", "list", lines.among & basis.hidden)]
    for part in lines.parts:
        found += [(part.key, reason, units) for reason, units in lines.lacking(part)]
    for key, reason, units in found:
        if units.any():
            yield Gap(key, reason, basis.units[units])

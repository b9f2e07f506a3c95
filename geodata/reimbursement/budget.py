"""A given sum: what prices are multiplied by so that all units get it between them, to the hundredth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.errors import BudgetTooSmallError, NothingToScaleError, ReimbursementError
from geodata.reimbursement.exact import Exact
from geodata.reimbursement.lines import DEPENDENT, Lines, line_of
from geodata.reimbursement.money import Money

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

STEPS_MOST: Final = 200
NEVER_SCALED: Final = (*DEPENDENT, "responsibility")
"""Kinds that follow other parts, and the one that is taken back."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What all units are to get between them.

    Attributes
    ----------
    amount : int
        Hundredths of the currency.
    scaled : tuple of str
        Parts whose prices are multiplied.
    """

    amount: int
    scaled: tuple[str, ...]


def scaled_parts(lines: Lines, chosen: Sequence[str], usual: Sequence[str]) -> tuple[str, ...]:
    """Parts that a budget multiplies.

    Parameters
    ----------
    lines : Lines
        Of nothing scaled.
    chosen : sequence of str
        By a tariff; where it has none, those that its model names; where that has none, the one of kind
        `per_person` or `per_output` that pays most.
    usual : sequence of str
        Those of the model.

    Raises
    ------
    NothingToScaleError
        If none of them pays anything.
    ReimbursementError
        If a chosen one cannot be scaled.
    """
    parts = {part.key: part for part in lines.parts}
    for key in chosen:
        if key in parts and parts[key].kind in NEVER_SCALED:
            raise ReimbursementError.of("part_not_scaled", part=key)
    totals = {
        part.key: line.constant.total for part, line in zip(lines.parts, lines.at(Fraction(1)), strict=True)
    }
    wanted: Sequence[str] = [key for key in chosen or usual if key in parts]
    if not chosen and not wanted:
        wanted = _largest(lines.parts, totals)
    found = tuple(
        key for key in parts if key in wanted and totals[key] > 0 and parts[key].kind not in NEVER_SCALED
    )
    if not found:
        error = NothingToScaleError.of("nothing_to_scale")
        error.parts = tuple(wanted)
        raise error
    return found


def _largest(parts: Sequence[Part], totals: dict[str, Fraction]) -> list[str]:
    of_people = [part.key for part in parts if part.kind in ("per_person", "per_output")]
    return [max(of_people, key=lambda key: totals[key])] if of_people else []


def factor_of(lines: Lines, budget: Budget, least: Ints | None) -> Fraction:
    """What scaled prices are multiplied by so that the exact total is a budget.

    What units get between them never falls when the factor rises, and is a straight line until a least sum
    begins to lack for some unit: Newton's method finds the factor in as many steps as such bends are passed.

    Parameters
    ----------
    lines : Lines
        With the budget's parts scaled.
    budget : Budget
    least : int64, shape (units,), or None
        Hundredths that no unit gets less than.

    Raises
    ------
    BudgetTooSmallError
        If the other parts, and what no unit gets less than, cost more.
    ReimbursementError
        If there is no such factor.
    """
    amount, factor = Fraction(budget.amount, 100), Fraction(1)
    for _ in range(STEPS_MOST):
        constant, slope = _total(lines, factor, least)
        if slope < 0:
            raise ReimbursementError.of("budget_not_found")
        if slope == 0:
            if constant >= amount:
                break
            factor = 2 * factor + 1
            continue
        following = (amount - constant) / slope
        if following < 0:
            break
        if following == factor:
            return factor
        factor = following
    needed, _ = _total(lines, Fraction(0), least)
    if needed == amount:
        return Fraction(0)
    if needed > amount:
        raise _too_small(budget.amount, needed)
    raise ReimbursementError.of("budget_not_found")


def _too_small(amount: int, needed: Fraction) -> BudgetTooSmallError:
    most = -(-needed.numerator * 100 // needed.denominator)
    error = BudgetTooSmallError.of("budget_too_small", budget=amount // 100, needed=-(-most // 100))
    error.budget, error.needed = amount, most
    return error


def _total(lines: Lines, factor: Fraction, least: Ints | None) -> tuple[Fraction, Fraction]:
    """The straight line that the total follows at a factor."""
    units = len(lines.among)
    every = line_of(lines.at(factor), units)
    if least is None:
        return every.constant.total, every.slope.total
    lacks = money_of(least).plus(every.at(factor).times(Fraction(-1))).positive
    rest = every.where(~lacks)
    return rest.constant.total + Fraction(int(least[lacks].sum()), 100), rest.slope.total


def money_of(amounts: Ints) -> Money:
    """Hundredths as exact money."""
    return Money(len(amounts), ((Exact(amounts, 100), Fraction(1)),))


def settled(amounts: Ints, parts: Sequence[Part], units: Ints, budget: Budget, least: Ints | None) -> Ints:
    """Rounded amounts that add up to a budget: the scaled part that pays most takes what rounding left.

    Parameters
    ----------
    amounts : int64, shape (parts, units)
        Hundredths, at the factor of the budget.
    parts : sequence of Part
    units : int64, shape (units,)
        Which they are: of those that get the same, the first is rounded first.
    budget : Budget
    least : int64, shape (units,), or None
        Hundredths that no unit gets less than.
    """
    found = amounts.copy()
    rows = [row for row, part in enumerate(parts) if part.key in budget.scaled]
    row = max(rows, key=lambda row: int(found[row].sum()))
    order = np.lexsort((units, -found[row]))
    while left := budget.amount - _paid(found, least):
        above = np.ones(len(units), bool) if least is None else found.sum(axis=0) - (left < 0) >= least
        takers = order[((amounts[row] > 0) & above & (found[row] - (left < 0) >= 0))[order]][: abs(left)]
        if not len(takers):
            raise ReimbursementError.of("budget_not_found")
        found[row, takers] += 1 if left > 0 else -1
    return found


def _paid(amounts: Ints, least: Ints | None) -> int:
    by_unit = amounts.sum(axis=0)
    return int(by_unit.sum() if least is None else np.maximum(by_unit, least).sum())

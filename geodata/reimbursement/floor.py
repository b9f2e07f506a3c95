"""A floor: what no unit gets less than, and who pays for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.errors import FloorError
from geodata.reimbursement.exact import FITS
from geodata.reimbursement.payment import FLOOR_PART, Payment
from geodata.reimbursement.rounding import spread

Ints = NDArray[np.int64]


def least_of(before: Ints, per_cent: Decimal) -> Ints:
    """What each unit gets at least where it loses no more than a share. Shape (units,).

    Parameters
    ----------
    before : int64, shape (units,)
        Hundredths under the model compared with.
    per_cent : Decimal
        From 0 to 100.
    """
    kept = 1 - Fraction(per_cent) / 100
    lost = 2 - kept  # of one that pays back, a share more
    return np.where(before >= 0, _up(before, kept), _up(before, lost))


def _up(amounts: Ints, rate: Fraction) -> Ints:
    """Whole hundredths that are at least a share of amounts."""
    top, bottom = rate.numerator, rate.denominator
    wide = object if int(np.abs(amounts).max(initial=0)) * top >= FITS else np.int64
    return (-(-amounts.astype(wide) * top // bottom)).astype(np.int64)


def floor_by_payer(payment: Payment, least: Ints, per_cent: Decimal) -> Payment:
    """A payment with a last part: what each unit lacks of its least sum."""
    return _with_part(payment, np.maximum(least - payment.by_unit, 0), per_cent)


def floor_by_others(payment: Payment, least: Ints, per_cent: Decimal) -> Payment:
    """A payment with a last part: what units lack of their least sum, taken from those above theirs.

    All that are above give the same share of what they get, but none so much that it falls below its own
    least sum: what it does not give, the others do. The total stays to the hundredth.

    Parameters
    ----------
    payment : Payment
    least : int64, shape (units,)
        Hundredths.
    per_cent : Decimal
        Of the floor.

    Raises
    ------
    FloorError
        If they have less to give than is lacking.
    """
    after = payment.by_unit
    lacking = np.maximum(least - after, 0)
    above = np.where(after > 0, np.maximum(after - least, 0), 0)
    lack, most = int(lacking.sum()), int(above.sum())
    if lack > most:
        error = FloorError.of("floor_too_high", lacking=-(-lack // 100), above=most // 100)
        error.lacking, error.above = lack, most
        raise error
    return _with_part(payment, lacking - _given(lack, after, above, payment.units), per_cent)


def _given(lack: int, after: Ints, above: Ints, units: Ints) -> Ints:
    """What each gives: in proportion to what it gets, and no more than it has above its least sum."""
    given = np.zeros(len(after), dtype=np.int64)
    free = above > 0
    while lack:
        whole = int(after[free].sum())
        full = free & np.asarray(lack * after.astype(object) > whole * above.astype(object), dtype=bool)
        if not full.any():
            given[free] = spread(lack, after[free], units[free])
            break
        given[full] = above[full]
        lack -= int(above[full].sum())
        free &= ~full
    return given


def _with_part(payment: Payment, amounts: Ints, per_cent: Decimal) -> Payment:
    part = Part(FLOOR_PART, "floor", {}, per_cent, {})
    return replace(
        payment, parts=(*payment.parts, part), amounts=np.vstack([payment.amounts, amounts[None, :]])
    )

"""What each unit is paid by each part of a tariff, in hundredths of the currency."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


FLOOR_PART: Final = "tariff_floor"
"""Key of the last part of a payment under a tariff with a floor: what the floor gives, and takes."""


@dataclass(frozen=True, eq=False)
class Gap:
    """Units that get nothing, or nothing by a part.

    Attributes
    ----------
    part : str
        Key of the part; "" of all parts.
    reason : str
        Of all parts: "closed", "other_contract", "no_list" (nobody listed, and no output), or "list" (some of
        its list is protected, and counts as nobody). Of a part: "weight", "indicator" or "output" is not
        known.
    units : int64
        Positions in the region, ascending.
    """

    part: str
    reason: str
    units: Ints


@dataclass(frozen=True, eq=False)
class Payment:
    """What units are paid.

    Attributes
    ----------
    units : int64, shape (units,)
        Positions in the region, ascending; those that a what-if adds come after the region's own. All of the
        care form: `gaps` has those that are not paid.
    parts : tuple of Part
        In their order, with the prices that are paid: those that a budget scales are multiplied by `factor`.
    amounts : int64, shape (parts, units)
        Hundredths of the currency. What a tariff's floor gives or takes is a last part, `FLOOR_PART`.
    persons : float64, shape (units,)
        Listed.
    factor : Fraction
        What a budget multiplies scaled prices by; 1 where it is open.
    unspent : mapping as tuple of pairs
        Pots that no unit takes part of, by key of the part, in hundredths.
    gaps : tuple of Gap
        Units of the care form that are not paid, or not by some part, and why.
    scaled : tuple of str
        Parts that `factor` multiplies.
    """

    units: Ints
    parts: tuple[Part, ...]
    amounts: Ints
    persons: Floats
    factor: Fraction = Fraction(1)
    unspent: tuple[tuple[str, int], ...] = ()
    gaps: tuple[Gap, ...] = ()
    scaled: tuple[str, ...] = ()

    @property
    def by_unit(self) -> Ints:
        """All parts together. Shape (units,)."""
        return self.amounts.sum(axis=0)

    @property
    def by_part(self) -> Ints:
        """All units together. Shape (parts,)."""
        return self.amounts.sum(axis=1)

    @property
    def total(self) -> int:
        """Of all parts and units."""
        return int(self.amounts.sum())

"""What each unit is paid by each part of a tariff, in hundredths of the currency."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Payment:
    """What units are paid.

    Attributes
    ----------
    units : int64, shape (units,)
        Positions in the region, ascending; those that a what-if adds come after the region's own.
    parts : tuple of Part
        In their order, with the prices that are paid: those that a budget scales are multiplied by `factor`.
    amounts : int64, shape (parts, units)
        Hundredths of the currency. What a tariff's floor gives or takes is a last part, `floor`.
    persons : float64, shape (units,)
        Listed.
    factor : Fraction
        What a budget multiplies scaled prices by; 1 where it is open.
    unspent : mapping as tuple of pairs
        Pots that no unit takes part of, by key of the part, in hundredths.
    """

    units: Ints
    parts: tuple[Part, ...]
    amounts: Ints
    persons: Floats
    factor: Fraction = Fraction(1)
    unspent: tuple[tuple[str, int], ...] = ()

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

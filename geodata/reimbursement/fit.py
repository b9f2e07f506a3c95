"""A model held against what was really paid."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.reimbursement.payment import Payment

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Deviation:
    """One unit for which model and payment differ.

    Attributes
    ----------
    unit : int
        Position in the region.
    predicted, paid : int
        Hundredths of the currency.
    reason : str
        What may explain it: "part_year" (not open all of the period), "no_list" (nobody listed and no
        output), "other_contract", "protected" (some of its list is not known), or "".
    """

    unit: int
    predicted: int
    paid: int
    reason: str

    @property
    def difference(self) -> int:
        """Hundredths that the model pays more than was paid."""
        return self.predicted - self.paid


@dataclass(frozen=True, eq=False)
class Fit:
    """What a model pays of the units that were really paid.

    Attributes
    ----------
    units : int64, shape (units,)
        Positions in the region of those that are large enough to be compared, and were paid.
    predicted, paid : int64, shape (units,)
        Hundredths of the currency.
    reasons : str, shape (units,)
        As in `Deviation`.
    small, unpaid, unmodelled : int
        Units left out: too small to be compared; with no row of payments; paid, and not by the model.
    """

    units: Ints
    predicted: Ints
    paid: Ints
    reasons: NDArray[np.str_]
    small: int = 0
    unpaid: int = 0
    unmodelled: int = 0

    @property
    def ratio(self) -> float:
        """Paid over predicted, of all together; NaN where nothing is predicted."""
        predicted = int(self.predicted.sum())
        return int(self.paid.sum()) / predicted if predicted else float("nan")

    @cached_property
    def ratios(self) -> Floats:
        """Paid over predicted of each unit; NaN where nothing is predicted. Shape (units,)."""
        found = np.full(len(self.units), np.nan)
        np.divide(self.paid, self.predicted, out=found, where=self.predicted != 0)
        return found

    @property
    def median_ratio(self) -> float:
        """The middle one of `ratios`; NaN without units."""
        known = self.ratios[np.isfinite(self.ratios)]
        return float(np.median(known)) if len(known) else float("nan")

    def within(self, share: float) -> float:
        """Share of the units for which the model is off what was paid by no more than a share, 0 to 1."""
        if not len(self.units):
            return float("nan")
        return float((np.abs(np.nan_to_num(self.ratios, nan=np.inf) - 1) <= share).mean())

    @property
    def r2(self) -> float:
        """Share of the variance of what was paid that the model tells, at most 1; NaN where it has none."""
        paid = self.paid.astype(float)
        whole = float(((paid - paid.mean()) ** 2).sum()) if len(paid) else 0.0
        return 1 - float(((paid - self.predicted) ** 2).sum()) / whole if whole else float("nan")

    def worst(self, number: int) -> tuple[Deviation, ...]:
        """Units that the model is most off, by money, the worst first."""
        order = np.lexsort((self.units, -np.abs(self.predicted - self.paid)))[:number]
        return tuple(
            Deviation(
                int(self.units[row]), int(self.predicted[row]), int(self.paid[row]), str(self.reasons[row])
            )
            for row in order
        )


def fit(payment: Payment, paid: Floats, size: Floats, compared_from: float, part_year: Bools) -> Fit:
    """A model held against payments.

    Parameters
    ----------
    payment : Payment
        By the model as it stands.
    paid : float64, shape (units,)
        Of the currency, in the same period; NaN where there is no row.
    size : float64, shape (units,)
        Persons, or output of a model that reads no lists.
    compared_from : float
        A unit of less is not compared.
    part_year : bool, shape (units,)
        Which were not open all of the period.

    Returns
    -------
    Fit
        Units that the model is not for, or that are closed, are left out and counted in `unmodelled`.
    """
    known, large = np.isfinite(paid), size >= compared_from
    outside = _units_of(payment, ("closed", "other_contract"))
    kept = known & large & ~outside
    reasons = np.full(len(paid), "", dtype="U20")
    for reason, units in (
        ("protected", _units_of(payment, ("list",))),
        ("part_year", part_year),
        ("no_list", _units_of(payment, ("no_list",))),
    ):
        reasons[units] = reason
    return Fit(
        payment.units[kept],
        payment.by_unit[kept],
        np.rint(paid[kept] * 100).astype(np.int64),
        reasons[kept],
        int((known & ~large & ~outside).sum()),
        int((~known & ~outside).sum()),
        int((known & outside).sum()),
    )


def _units_of(payment: Payment, reasons: tuple[str, ...]) -> Bools:
    found = np.zeros(len(payment.units), dtype=bool)
    for gap in payment.gaps:
        if not gap.part and gap.reason in reasons:
            found |= np.isin(payment.units, gap.units)
    return found

"""Two payments of the same units: who gets more, who gets less, and how much moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.payment import FLOOR_PART, Payment

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class PartChange(NamedTuple):
    """What a part pays in all, before and after; 0 where there is none.

    Attributes
    ----------
    part : Part
        That after, or that before where there is none after.
    before, after : int
        Hundredths of the currency.
    """

    part: Part
    before: int
    after: int


@dataclass(frozen=True, eq=False)
class GroupChange:
    """What a group of units gets, before and after.

    Attributes
    ----------
    label : int
    units : int
        Of those that are paid before or after.
    persons : float
        Listed.
    before, after : int
        Hundredths of the currency.
    """

    label: int
    units: int
    persons: float
    before: int
    after: int

    @property
    def change(self) -> int:
        """Hundredths more; less is negative."""
        return self.after - self.before

    @property
    def change_per_listed(self) -> float:
        """Of the currency, per person listed; NaN where nobody is."""
        return self.change / 100 / self.persons if self.persons else float("nan")


@dataclass(frozen=True, eq=False)
class Reform:
    """A model as it stands, and a tariff, over the same units.

    Attributes
    ----------
    before, after : Payment
    """

    before: Payment
    after: Payment

    @property
    def units(self) -> Ints:
        """Positions in the region, ascending. Shape (units,)."""
        return self.before.units

    @cached_property
    def paid(self) -> NDArray[np.bool_]:
        """Units that get anything before or after. Shape (units,)."""
        found: NDArray[np.bool_] = self.before.amounts.any(axis=0) | self.after.amounts.any(axis=0)
        return found

    @cached_property
    def change(self) -> Ints:
        """Hundredths of the currency that each unit gets more; less is negative. Shape (units,)."""
        return self.after.by_unit - self.before.by_unit

    @cached_property
    def change_share(self) -> Floats:
        """Of what each unit gets before, -1 and up; NaN where it gets nothing. Shape (units,)."""
        return _ratio(self.change, self.before.by_unit)

    @cached_property
    def change_per_listed(self) -> Floats:
        """Of the currency, per person listed; NaN where nobody is. Shape (units,)."""
        return _ratio(self.change / 100, self.after.persons)

    @property
    def total_change(self) -> int:
        """Hundredths of the currency, of all units."""
        return self.after.total - self.before.total

    @property
    def moved(self) -> int:
        """Hundredths of the currency that go from some units to others, however much the total changes."""
        return (int(np.abs(self.change).sum()) - abs(self.total_change)) // 2

    @property
    def by_part(self) -> tuple[PartChange, ...]:
        """Every part of either, in the order of the tariff; what is no longer paid stands where it stood."""
        before, after = _by_key(self.before), _by_key(self.after)
        return tuple(
            PartChange(part, before.get(part.key, 0), after.get(part.key, 0)) for part in self._parts()
        )

    def _parts(self) -> list[Part]:
        after = {part.key: part for part in self.after.parts if part.key != FLOOR_PART}
        found: list[Part] = []
        waiting = iter(after.values())
        for part in self.before.parts:
            if part.key in after:
                for each in waiting:
                    found.append(each)
                    if each.key == part.key:
                        break
            else:
                found.append(part)
        found += waiting
        floor = [part for part in self.after.parts if part.key == FLOOR_PART]
        return list({part.key: part for part in [*found, *floor]}.values())

    def moving(self, limit: float) -> NDArray[np.bool_]:
        """Units whose payment changes by more than a share of what they got before. Shape (units,).

        Parameters
        ----------
        limit : float
            Such as 0.05; it is meant as the decimal number that is written so.
        """
        share = Fraction(repr(float(limit)))
        changed = np.abs(self.change).astype(object) * share.denominator
        allowed = np.abs(self.before.by_unit).astype(object) * share.numerator
        found: NDArray[np.bool_] = np.asarray(changed > allowed, dtype=bool) & (self.before.by_unit != 0)
        return found

    def by_group(self, labels: Ints) -> tuple[GroupChange, ...]:
        """What each group of units gets, ascending by label.

        Parameters
        ----------
        labels : int, shape (units,)
            Of operators, municipalities, fifths; -1 is none of them and left out.
        """
        return tuple(self._groups(labels))

    def _groups(self, labels: Ints) -> Iterator[GroupChange]:
        for label in np.unique(labels[(labels >= 0) & self.paid]).tolist():
            of = (labels == label) & self.paid
            yield GroupChange(
                label,
                int(of.sum()),
                float(self.after.persons[of].sum()),
                int(self.before.by_unit[of].sum()),
                int(self.after.by_unit[of].sum()),
            )


def _by_key(payment: Payment) -> dict[str, int]:
    return {part.key: int(sum_) for part, sum_ in zip(payment.parts, payment.by_part, strict=True)}


def _ratio(top: NDArray[np.generic], bottom: NDArray[np.generic]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.asarray(top, dtype=float) / np.asarray(bottom, dtype=float)
    found[~np.isfinite(found)] = np.nan
    return found

"""Money after a what-if: what follows people to other units, what ends, and what is new; part by part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geodata.contract.reimbursement_settings import Part, PaymentModel
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.pay import pay
from geodata.reimbursement.payment import FLOOR_PART, Payment

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PartMoves:
    """What becomes of one part's money, in hundredths; of a deduction each is negative.

    Attributes
    ----------
    part : Part
    follows : int
        Of what the units that lose were paid, what those that win are paid instead.
    ends : int
        The rest of it, paid to nobody.
    begins : int
        What those that win are paid beyond it.
    """

    part: Part
    follows: int
    ends: int
    begins: int


@dataclass(frozen=True, eq=False)
class MoneyMoves:
    """What units are paid before and after a what-if, at the same prices.

    What follows and what ends is together what the units that lose lose; what follows and what begins what
    those that win win.

    Attributes
    ----------
    before, after : Payment
        Of the same units; new ones stand last, and are paid nothing before.
    """

    before: Payment
    after: Payment

    @cached_property
    def change(self) -> Ints:
        """Hundredths that each unit gets more by each part. Shape (parts, units)."""
        return self.after.amounts - self.before.amounts

    @cached_property
    def by_part(self) -> tuple[PartMoves, ...]:
        """What becomes of each part's money."""
        wins = self.change.sum(axis=0) > 0
        won, lost = self.change[:, wins].sum(axis=1), -self.change[:, ~wins].sum(axis=1)
        both = np.where(won * np.sign(lost) > 0, np.sign(lost) * np.minimum(abs(won), abs(lost)), 0)
        rows = zip(
            self.after.parts, both.tolist(), (lost - both).tolist(), (won - both).tolist(), strict=True
        )
        return tuple(PartMoves(*row) for row in rows)

    @property
    def follows(self) -> int:
        """Hundredths that follow people from some units to others."""
        return sum(each.follows for each in self.by_part)

    @property
    def ends(self) -> int:
        """Hundredths that are no longer paid to anybody."""
        return sum(each.ends for each in self.by_part)

    @property
    def begins(self) -> int:
        """Hundredths that are paid anew."""
        return sum(each.begins for each in self.by_part)

    @property
    def listed_before(self) -> Floats:
        """Persons listed today. Shape (units,)."""
        return self.before.persons

    @property
    def listed_after(self) -> Floats:
        """Persons listed after the what-if. Shape (units,)."""
        return self.after.persons


def money_moves(payment: Payment, model: PaymentModel, before: Basis, after: Basis) -> MoneyMoves:
    """A payment's parts on a basis before and after a what-if.

    Prices stay what they are: a budget that is kept today has set them, and is not kept again. A floor is of
    a change of model and not of people: it is left out on both sides.

    Parameters
    ----------
    payment : Payment
        Whose parts, with the prices that are paid.
    model : PaymentModel
        Which units it is for.
    before, after : Basis
        The units of the latter begin with those of the former.

    Raises
    ------
    ReimbursementError
        If a part cannot be worked out.
    """
    parts = tuple(part for part in payment.parts if part.key != FLOOR_PART)
    new = len(after.units) - len(before.units)
    today, then = (
        pay(parts, each, among=each.among(model.contracts, model.unit_kinds)) for each in (before, after)
    )
    wide = replace(
        today,
        units=after.units,
        amounts=np.pad(today.amounts, ((0, 0), (0, new))),
        persons=np.pad(today.persons, (0, new)),
    )
    return MoneyMoves(wide, then)

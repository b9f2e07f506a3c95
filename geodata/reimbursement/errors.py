"""What can stop a payment from being worked out, a sentence each."""

from __future__ import annotations

from geodata.contract.errors import RegionError


class ReimbursementError(RegionError):
    """Payments cannot be worked out from these tables and settings; the message says what is missing."""


class BudgetTooSmallError(ReimbursementError):
    """What a budget does not scale costs more than all of it.

    Attributes
    ----------
    budget, needed : int
        Hundredths of the currency.
    """

    budget: int = 0
    needed: int = 0


class NothingToScaleError(ReimbursementError):
    """A budget is given, and no part that it could scale pays anything; `parts` are those tried."""

    parts: tuple[str, ...] = ()


class FloorError(ReimbursementError):
    """Units above a floor have less between them than those below it lack.

    Attributes
    ----------
    lacking, above : int
        Hundredths of the currency.
    """

    lacking: int = 0
    above: int = 0

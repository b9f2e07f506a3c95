"""What a measure counts: a value of every place, what it is made of, and why where there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.shares import may_be_shown

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Reasons = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Tally:
    """A measure of places, shape (places,) each.

    Attributes
    ----------
    value : float64
        NaN where `why` says why; infinite minutes mean that nothing is within reach.
    part, whole : float64
        Numerator and denominator: of a mean, the weighted sum and its weights. NaN where a figure has none.
    why : object
        Catalogue key of the reason that there is no value; "" where there is one.
    """

    value: Floats
    part: Floats
    whole: Floats
    why: Reasons

    @property
    def known(self) -> Bools:
        """Places that have a value."""
        found: Bools = self.why == ""
        return found


@dataclass(frozen=True)
class Reading:
    """A measure of one place; `value` is None where nothing is known, and `why` says why.

    Attributes
    ----------
    value : float or None
        Infinite minutes mean that nothing is within reach.
    unit : str
        Of measure: see `geodata.measures.measure.UnitOfMeasure`.
    numerator, denominator : float or None
    why : str
        Catalogue key of the reason where `value` is None.
    """

    value: float | None
    unit: str
    numerator: float | None = None
    denominator: float | None = None
    why: str = ""


def counted(value: Floats, *, of: Floats | None = None) -> Tally:
    """A number of each place that is no part of anything; `of` is what it stands beside."""
    none = np.full(len(value), np.nan)
    return Tally(value, none, none if of is None else of, _known(value))


def divided(part: Floats, whole: Floats, why: str, *, times: float | Floats = 1.0) -> Tally:
    """Part of whole, or a weighted sum by its weights; `why` there is none where the whole is 0."""
    some = np.asarray(whole) != 0
    value = np.divide(part, whole, out=np.full(len(whole), np.nan), where=some)
    if not (isinstance(times, float) and times == 1.0):
        value = value * times
    reasons = np.where(some, "", why).astype(object)
    return Tally(value, part, whole, reasons)


def share(part: Floats, whole: Floats, why: str) -> Tally:
    """A share, 0 to 1: a part that noise has made larger than its whole is all of it."""
    found = divided(part, whole, why)
    return Tally(np.minimum(found.value, 1.0), found.part, found.whole, found.why)


def nothing(count: int, why: str) -> Tally:
    """No value of any place, for one reason."""
    none = np.full(count, np.nan)
    return Tally(none, none, none, np.full(count, why, dtype=object))


def without(tally: Tally, which: Bools, why: str) -> Tally:
    """The same without the values of some places, or what they are made of, for a reason."""
    if not which.any():
        return tally
    part, whole, value = (np.where(which, np.nan, each) for each in (tally.part, tally.whole, tally.value))
    reasons = tally.why.copy()
    reasons[which & tally.known] = why
    return Tally(value, part, whole, reasons)


def enough(tally: Tally, protected: bool) -> Tally:
    """The same without figures of protected visits too few to show: decided by the published number alone."""
    if not protected:
        return tally
    some = tally.whole > 0
    return without(tally, tally.known & some & ~may_be_shown(tally.whole), "why.too_few")


def _known(value: Floats) -> Reasons:
    return np.full(len(value), "", dtype=object)

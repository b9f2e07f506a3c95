"""Residents by age and sex, today and in a year to come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.need import OLD_FROM, Words, need_ahead
from geodata.needs.of_region import need_model_of
from geodata.needs.whole_parts import whole_parts

Floats = NDArray[np.float64]

WIDTH = 5
"""Years that a class spans where finer ones can be added up to that."""


@dataclass(frozen=True, eq=False)
class Pyramid:
    """Residents of one place, in whole numbers.

    Attributes
    ----------
    ages : tuple of int
        First year of each class, ascending; the last is open.
    sexes : tuple of str
        ("",) or ("1", "2"): men and women.
    now, then : float64, shape (sexes, ages)
    years : tuple of int
        Of the two.
    """

    ages: tuple[int, ...]
    sexes: tuple[str, ...]
    now: Floats
    then: Floats
    years: tuple[int, int]

    def name(self, at: int) -> str:
        """A class in digits: "0–4", "85+"."""
        first = self.ages[at]
        if at == len(self.ages) - 1:
            return f"{first}+"
        last = self.ages[at + 1] - 1
        return f"{first}–{last}" if last > first else f"{first}"

    @property
    def more_old(self) -> float | None:
        """How many more are 80 or older; None where no class begins there."""
        if OLD_FROM not in self.ages:
            return None
        old = self.ages.index(OLD_FROM)
        return float(self.then[:, old:].sum() - self.now[:, old:].sum())


def pyramid(assessment: Assessment, place: Place, words: Words = ()) -> Pyramid:
    """Residents of one place by age and sex, in the base year and at the horizon of an outlook.

    Those of 80 or older, and all, are as many as the measures tell of them.

    Parameters
    ----------
    assessment : Assessment
        That tells of the years ahead: see `geodata.measures.need.why_none`.
    place : Place
        One.
    words : Words
    """
    need, at = need_ahead(assessment, words)
    model = need_model_of(assessment.region, assessment.scenario.care_form)
    classes = model.classes
    starts = _wide(classes.ages)
    now, then = (
        _whole(_summed(classes.split(persons[place.areas].sum(axis=0)), classes.ages, starts), starts)
        for persons in (model.base.persons, need.persons[at])
    )
    return Pyramid(starts, classes.sexes, now, then, (model.offer.base_year, need.years[at]))


def _wide(ages: tuple[int, ...]) -> tuple[int, ...]:
    """Classes of five years where every one of them begins where a finer one does; else as they are."""
    wide = tuple(range(0, ages[-1] + 1, WIDTH))
    return wide if set(wide) <= set(ages) else ages


def _summed(persons: Floats, ages: tuple[int, ...], starts: tuple[int, ...]) -> Floats:
    return np.add.reduceat(persons, [ages.index(start) for start in starts], axis=1)


def _whole(persons: Floats, ages: tuple[int, ...]) -> Floats:
    """Whole persons, which sum to the nearest whole number of all, and of the old among them."""
    sexes, count = persons.shape
    old = ages.index(OLD_FROM) if OLD_FROM in ages else count
    total = np.rint(persons.sum())
    whole = np.rint(persons[:, old:].sum())
    parts = [
        whole_parts(part.ravel(), of).reshape(part.shape)
        for part, of in ((persons[:, :old], total - whole), (persons[:, old:], whole))
    ]
    return np.concatenate(parts, axis=1).reshape(sexes, count)

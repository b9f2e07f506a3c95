"""Terms of contracts: which units have been found to fulfil them, and which have not been asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.supply import open_units
from geodata.measures.tally import Tally, counted, nothing, share, without
from geodata.region.region import Region

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
YES, NO, UNKNOWN = 1, 0, -1
_ANSWERS = {"yes": YES, "no": NO, "": UNKNOWN}


def follow_up_day(region: Region) -> date:
    """Day that follow-up is judged on: of `[follow_up]`, else of the build, else of `as_of`."""
    settings = region.settings
    if settings.follow_up.as_of is not None:
        return settings.follow_up.as_of
    if region.built:
        return date.fromisoformat(region.built[:10])
    return settings.as_of or date.max


@dataclass(frozen=True, eq=False)
class TermAnswers:
    """The last answer of each unit to each term of a care form.

    Attributes
    ----------
    terms : tuple of str
        Those that any unit of the care form has a row of, in the order of `region.toml`.
    answers : int64, shape (units, terms)
        1 fulfilled, 0 not, -1 not known.
    """

    terms: tuple[str, ...]
    answers: Ints

    @property
    def all_fulfilled(self) -> Bools:
        """Units that have been found to fulfil every term; what is not known is not fulfilled."""
        found: Bools = (self.answers == YES).all(axis=1) & bool(self.terms)
        return found

    @property
    def answered(self) -> Bools:
        """Units that have an answer to any term."""
        found: Bools = (self.answers != UNKNOWN).any(axis=1)
        return found

    @property
    def broken(self) -> Ints:
        """How many terms each unit does not fulfil."""
        return np.asarray((self.answers == NO).sum(axis=1))


@lru_cache(maxsize=64)
def term_answers(assessment: Assessment, day: date | None = None) -> TermAnswers:
    """The last answers up to a day, of all units of the assessment's care form.

    Parameters
    ----------
    assessment : Assessment
    day : date, optional
        That of `follow_up_day` unless another is given. Rows without a date are the oldest.

    Returns
    -------
    TermAnswers
        No terms where the region has none of the care form.
    """
    region = assessment.region
    count = assessment.changed.unit_count
    if region.terms is None:
        return TermAnswers((), np.empty((count, 0), np.int64))
    same_form = assessment.supply.columns.care_form == assessment.scenario.care_form
    rows = region.terms[same_form[region.terms["unit"].to_numpy()]]
    there = set(rows["term"])
    terms = tuple(key for key in region.settings.follow_up.terms if key in there)
    until = np.datetime64((day or follow_up_day(region)).isoformat())
    rows = rows[rows["date"].isna() | (rows["date"].to_numpy() <= until)]
    answers = np.full((count, len(terms)), UNKNOWN, np.int64)
    place = {key: at for at, key in enumerate(terms)}
    values = rows["fulfilled"].map(_ANSWERS).to_numpy(np.int64)
    answers[rows["unit"].to_numpy(), rows["term"].map(place).to_numpy(np.int64)] = values  # the last stays
    return TermAnswers(terms, answers)


def _fulfilled(assessment: Assessment, place: Place) -> Tally:
    found = term_answers(assessment)
    if not found.terms:
        return nothing(place.count, "why.no_terms")
    counting = open_units(assessment, place)
    part = place.over_units(counting & found.all_fulfilled)
    result = share(part, place.over_units(counting), "why.no_units")
    return without(
        result, result.known & (place.over_units(counting & found.answered) == 0), "why.no_answers"
    )


def _broken(assessment: Assessment, place: Place) -> Tally:
    found = term_answers(assessment)
    if not found.terms:
        return nothing(place.count, "why.no_terms")
    counting = open_units(assessment, place)
    answering = place.over_units(counting & found.answered)
    return without(
        counted(place.over_units(counting * found.broken), of=answering), answering == 0, "why.no_answers"
    )


TERMS_FULFILLED = Measure("terms_fulfilled", "followup", "share", "higher", "units", _fulfilled, ("terms",))
TERMS_BROKEN = Measure("terms_broken", "followup", "count", "lower", "units", _broken, ("terms",))
"""How many times a unit does not fulfil a term."""

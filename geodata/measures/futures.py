"""What several outlooks agree on: in how many of them use rises, and how many live where it does in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import AREAL, ONE_AREA, Measure, Tables
from geodata.measures.need import Words, need_ahead, need_measures, why_none
from geodata.measures.tally import Tally, counted, nothing
from geodata.needs.futures import PARTS, falls_in_all, parse_futures, parse_rise, rising, written_future
from geodata.needs.of_region import need_model_of
from geodata.needs.outlook import Outlook

Floats = NDArray[np.float64]

Which = Callable[[Floats, list[Floats]], NDArray[np.bool_]]

OF_ALL = ("futures", "rise")
"""What an address says of several outlooks together; the rest is of each."""


def futures_of(assessment: Assessment, words: Words) -> tuple[Outlook, ...]:
    """The outlooks beside each other; of list and year, the usual where the region cannot answer it.

    Raises
    ------
    NeedsError, UnknownNameError
        Where the region can tell nothing of the years ahead.
    """
    model = need_model_of(assessment.region, assessment.scenario.care_form)
    given = dict(words)
    for text, horizon in product((given.get("futures", ""), ""), (given.get("horizon", ""), "")):
        with suppress(UnknownNameError):
            return parse_futures(model, text, horizon)
    return parse_futures(model, "")


def rise_of(words: Words) -> float:
    """Share that a rise begins at."""
    try:
        return parse_rise(dict(words).get("rise", ""))
    except UnknownNameError:
        return parse_rise("")


def words_of_future(words: Words, future: Outlook) -> Words:
    """What an address would say of one of several outlooks by itself."""
    own = dict(zip(PARTS, written_future(future).split("/"), strict=True))
    rest = {key: word for key, word in words if key not in (*PARTS, *OF_ALL)}
    return tuple(sorted((rest | own).items()))


def each_use(assessment: Assessment, words: Words, place: Place) -> tuple[Floats, list[Floats]]:
    """Use of each place today, and in each of the outlooks: as it is worked out, not in whole visits."""
    needs = [
        need_ahead(assessment, words_of_future(words, future)) for future in futures_of(assessment, words)
    ]
    return place.over_areas(needs[0][0].base), [place.over_areas(need.use[at]) for need, at in needs]


@lru_cache(maxsize=64)
def future_measures(words: Words = ()) -> Mapping[str, Measure]:
    """Figures of several outlooks together, by key."""

    def rises(assessment: Assessment, place: Place) -> Tally:
        if why := why_none(assessment):
            return nothing(place.count, why)
        rises = rising(*each_use(assessment, words, place), rise_of(words))
        return counted(rises.astype(np.float64))

    def where(assessment: Assessment, place: Place, which: Which) -> Tally:
        if why := why_none(assessment):
            return nothing(place.count, why)
        areas = every(assessment, "area")
        chosen = which(*each_use(assessment, words, areas))
        persons = assessment.persons.astype(np.float64)
        return counted(place.over_areas(np.where(chosen, persons, 0.0)), of=place.over_areas(persons))

    def all_rise(assessment: Assessment, place: Place) -> Tally:
        rise = rise_of(words)
        return where(assessment, place, lambda base, uses: rising(base, uses, rise) == len(uses))

    def all_fall(assessment: Assessment, place: Place) -> Tally:
        return where(assessment, place, falls_in_all)

    tables: Tables = ("projections", "population", "visits")
    return {
        "futures_rising": Measure(
            "futures_rising", "need", "count", "", "futures", rises, tables, kinds=ONE_AREA
        ),
        "residents_rising": Measure(
            "residents_rising", "need", "count", "", "futures", all_rise, tables, kinds=AREAL
        ),
        "residents_falling": Measure(
            "residents_falling", "need", "count", "", "futures", all_fall, tables, kinds=AREAL
        ),
    }


def measures_ahead(words: Words = ()) -> Mapping[str, Measure]:
    """All figures of the years to come, of one outlook and of several together, by key."""
    return {**need_measures(words), **future_measures(words)}


def under_outlook(measure: Measure, words: Words) -> Measure:
    """The same figure under what an address says of the years to come, where it is of those."""
    return measures_ahead(words).get(measure.key, measure)

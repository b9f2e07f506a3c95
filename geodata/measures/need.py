"""The need to come: use, residents, what drives the change, and how sure it is; under one outlook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place
from geodata.measures.measure import AREAL, Measure, Tables
from geodata.measures.need_capacity import CAPACITY_FIGURES, Counts, FigureAhead, need_by
from geodata.measures.need_reach import REACH_FIGURES, why_no_ages
from geodata.measures.tally import Tally, counted, divided, enough, nothing
from geodata.needs.drivers import DRIVERS
from geodata.needs.errors import IncompleteProjectionError, NeedsError
from geodata.needs.intervals import PredictionInterval, spans
from geodata.needs.need import Need
from geodata.needs.of_region import need_model_of, need_of
from geodata.needs.outlook import Offer, Outlook, parse_outlook
from geodata.needs.whole_parts import whole_parts
from geodata.region.region import Region

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OLD_FROM = 80
TABLES: Tables = ("projections", "population", "visits")
SOURCES = {
    "use_change_ahead": "Kitagawa 1955, doi 10.1080/01621459.1955.10501299; Das Gupta 1993",
    "residents_ahead": "Deming & Stephan 1940, doi 10.1214/aoms/1177731829",
}


Words = tuple[tuple[str, str], ...]
"""What an address says of an outlook, by `geodata.needs.outlook.parse_outlook`; empty is the usual one."""


def outlook_of(assessment: Assessment, words: Words = ()) -> Outlook:
    """The outlook that some words stand for; as usual in what the region cannot answer of them.

    Raises
    ------
    NeedsError, UnknownNameError
        Where the region can tell nothing of the years ahead.
    """
    return _outlook_of(assessment.region, assessment.scenario.care_form, words)


@lru_cache(maxsize=256)  # every figure of an answer reads it, and every year on the map
def _outlook_of(region: Region, care_form: str, words: Words) -> Outlook:
    offer = need_model_of(region, care_form).offer
    return parse_outlook(offer, answered_words(offer, dict(words)))


def answered_words(offer: Offer, words: Mapping[str, str]) -> dict[str, str]:
    """Those of an outlook's words that a region can answer, each by itself."""
    found = {}
    for key, word in words.items():
        with suppress(UnknownNameError):
            parse_outlook(offer, {key: word})
            found[key] = word
    return found


@lru_cache(maxsize=32)  # what cannot be told is found out once too
def why_no_need(region: Region, care_form: str) -> str:
    """Why nothing can be told of the need to come, a key of the catalogue; "" where it can."""
    if region.projections is None:
        return "why.no_projection"
    if region.visits is None:
        return "why.no_visits"
    try:
        need_model_of(region, care_form).offer.default()
    except IncompleteProjectionError:
        return "why.projection_gaps"
    except (NeedsError, UnknownNameError):
        return "why.no_outlook"
    return ""


def why_none(assessment: Assessment) -> str:
    """Why an assessment tells nothing of the years ahead, a key of the catalogue; "" where it does."""
    scenario = assessment.scenario
    if why := why_no_need(assessment.region, scenario.care_form):
        return why
    return "why.need_of_all" if scenario.age_group or scenario.operators else ""


def why_nobody_ahead(assessment: Assessment) -> str:
    """Why nothing can be told of where residents to come live, a key of the catalogue; "" where it can."""
    why = why_no_need(assessment.region, assessment.scenario.care_form)
    return why or why_no_ages(assessment)


def need_ahead(assessment: Assessment, words: Words = ()) -> tuple[Need, int]:
    """The need of all years, and the position of the horizon among them; raises as `outlook_of`."""
    chosen = outlook_of(assessment, words)
    need = need_of(assessment.region, assessment.scenario.care_form, chosen)
    return need, need.years.index(chosen.horizon)


def interval_ahead(assessment: Assessment, place: Place, words: Words = ()) -> PredictionInterval:
    """Between what the use of each place lies in eight cases of ten. Shape (places,)."""
    need, at = need_ahead(assessment, words)
    base, use, residents = (place.over_areas(each) for each in (need.base, need.use[at], need.residents))
    found = need.interval_of(base, use[None], residents, slice(at, at + 1))
    return PredictionInterval(found.low[0], found.high[0])


def may_stay(assessment: Assessment, place: Place, words: Words = ()) -> Bools:
    """Whether each place may as well use as much as today: its interval holds that. Shape (places,)."""
    need, _ = need_ahead(assessment, words)
    return spans(interval_ahead(assessment, place, words), place.over_areas(need.base))


def drivers_of(place: Place, need: Need, at: int) -> Floats:
    """What each driver adds by a year, in whole numbers that sum to the change of whole use.

    Parameters
    ----------
    place : Place
    need : Need
    at : int
        Position of the year.

    Returns
    -------
    float64, shape (drivers, places)
        In the order of `DRIVERS`.
    """
    base, use = place.over_areas(need.base), place.over_areas(need.use[at])
    parts = np.stack([place.over_areas(each) for each in need.drivers[:, at]])
    return whole_parts(parts, np.rint(use) - np.rint(base))


def under_outlook(measure: Measure, words: Words) -> Measure:
    """The same figure under an outlook, where it is of the years to come."""
    return need_measures(words).get(measure.key, measure)


@lru_cache(maxsize=64)
def need_measures(words: Words = ()) -> Mapping[str, Measure]:
    """Figures of the need under an outlook, by key."""

    def measured(
        of: Counts, why_not: Callable[[Assessment], str] = why_none
    ) -> Callable[[Assessment, Place], Tally]:
        def count(assessment: Assessment, place: Place) -> Tally:
            if why := why_not(assessment):
                return nothing(place.count, why)
            return of(assessment, place, *need_ahead(assessment, words))

        return count

    def use(_: Assessment, place: Place, need: Need, at: int) -> Tally:
        return counted(np.rint(place.over_areas(need.use[at])), of=np.rint(place.over_areas(need.base)))

    def end(which: int) -> Counts:
        def of(assessment: Assessment, place: Place, *_: object) -> Tally:
            return counted(interval_ahead(assessment, place, words)[which])

        return of

    def change(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        base = place.over_areas(need.base)
        found = divided(place.over_areas(need.use[at]) - base, base, "why.no_visits_here")
        return enough(found, assessment.region.protected)

    def driver(which: int) -> Counts:
        def of(_: Assessment, place: Place, need: Need, at: int) -> Tally:
            return counted(drivers_of(place, need, at)[which], of=np.rint(place.over_areas(need.base)))

        return of

    def number(_: Assessment, place: Place, need: Need, at: int) -> Tally:
        base = place.over_areas(need.base)  # what whole visits then and now differ by
        return counted(np.rint(place.over_areas(need.use[at])) - np.rint(base), of=base)

    def width(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        low, high = interval_ahead(assessment, place, words)
        return divided(high - low, place.over_areas(need.use[at]), "why.no_visits_here")

    def more(of: Counts) -> Counts:
        """How much more there is of something then than now, as a share of what there is now."""

        def counts(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
            then = of(assessment, place, need, at)
            if not then.known.all():
                return then
            return divided(then.value - then.whole, then.whole, "why.nobody")

        return counts

    def people(_: Assessment, place: Place, need: Need, at: int) -> Tally:
        return counted(place.over_areas(need.persons[at].sum(axis=1)), of=place.over_areas(need.residents))

    def old(assessment: Assessment, place: Place, need: Need, at: int) -> Tally:
        model = need_model_of(assessment.region, assessment.scenario.care_form)
        cells = model.classes.age_from >= OLD_FROM
        if OLD_FROM not in model.classes.ages:
            return nothing(place.count, "why.no_such_ages")
        then, now = (
            place.over_areas(each[:, cells].sum(axis=1)) for each in (need.persons[at], model.base.persons)
        )
        return counted(then, of=now)

    figures: dict[str, FigureAhead] = {
        "use_ahead": FigureAhead(use, "count"),
        "use_ahead_low": FigureAhead(end(0), "count"),
        "use_ahead_high": FigureAhead(end(1), "count"),
        "use_change_ahead": FigureAhead(change, "share", choice=need_by("use_change_ahead")),
        "use_change_count_ahead": FigureAhead(number, "count", choice=need_by("use_change_count_ahead")),
        **{f"{key}_ahead": FigureAhead(driver(at), "count") for at, key in enumerate(DRIVERS)},
        **CAPACITY_FIGURES,
        "residents_ahead": FigureAhead(people, "count"),
        "residents_change_ahead": FigureAhead(more(people), "share"),
        "from_80_ahead": FigureAhead(old, "count", choice=need_by("from_80_ahead")),
        "from_80_change_ahead": FigureAhead(more(old), "share"),
        "use_width_ahead": FigureAhead(width, "share", choice=need_by("use_width_ahead")),
    }
    reach_of: Tables = ("projections", "population", "units")
    return {
        key: Measure(
            key, "need", figure.unit, "", figure.layer,  # type: ignore[arg-type]
            measured(figure.of), (*TABLES, "units") if key in CAPACITY_FIGURES else TABLES,
            SOURCES.get(key, ""), figure.kinds, figure.choice,
        )
        for key, figure in figures.items()
    } | {
        key: Measure(
            key, "need", reach.unit, reach.better, "need", measured(reach.of, why_nobody_ahead), reach_of,  # type: ignore[arg-type]
            kinds=AREAL,
        )
        for key, reach in REACH_FIGURES.items()
    }  # fmt: skip

"""Who is reached by each way of travelling, how sure a timetable's journeys are, and who needs a car."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.kpis.meta import meta_of
from dashboard.plan.kpi_panel import label
from dashboard.texts.travel_names import percentile_name, way_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import limit_min_by, other_modes
from geodata.contract.settings import Text
from geodata.contract.travel_modes import TRANSIT
from geodata.focus.place import Place
from geodata.focus.places import every
from geodata.measures.measure import Measure
from geodata.measures.modes import BY_CAR_ALONE, REACHED_WITHOUT_CAR, reached_by
from geodata.region.in_mode import modes_of, percentiles_of, ways_of

MUNICIPALITIES_MOST = 4
NUMBERS = (1, 2, 3)


def modes_panel(assessment: Assessment, focus: Place, words: Words) -> list[Markup]:
    """Who needs a car, and three small tables, of which the last is of the whole region alone."""
    return [
        _by_car_alone(assessment, focus, words),
        _within(assessment, focus, words),
        *_reliable(assessment, focus, words),
        *(_need_a_car(assessment, words) if focus.is_whole_region else []),
    ]


def _by_car_alone(assessment: Assessment, focus: Place, words: Words) -> Markup:
    reading = BY_CAR_ALONE.read(assessment, focus)
    name = label(BY_CAR_ALONE, meta_of(BY_CAR_ALONE, assessment), words)
    if reading.value is None or reading.numerator is None:
        shown = [tag("span", words(reading.why), class_="unit")]
    else:
        share = words("modes.of_residents", share=words.share(reading.value))
        shown = [words.count(reading.numerator), tag("span", share, class_="unit")]
    return tag(
        "div", tag("div", *name, class_="label"), tag("div", *shown, class_="figure"), class_="modes-first"
    )


def _within(assessment: Assessment, focus: Place, words: Words) -> Markup:
    """Each way with its limit and whom it reaches, and any of those that are not by car."""
    own, others = assessment.scenario.mode or modes_of(assessment.region)[0], other_modes(assessment)
    shown = [
        own if own in percentiles_of(assessment.region, way) else way for way in ways_of(assessment.region)
    ]
    rows = []
    for mode in shown:
        limit = _minutes([limit_min_by(assessment, mode)], words)
        name = capital(way_name(assessment.region.in_mode(mode)), words)
        rows.append(_row(name, limit, reached_by(mode), assessment, focus, words, chosen=mode == own))
    if len(others) > 1:
        limit = _minutes([limit_min_by(assessment, mode) for mode in others], words)
        name = words("modes.anyone", count=str(len(others)))
        rows.append(_row(name, limit, REACHED_WITHOUT_CAR, assessment, focus, words))
    headings = [words(f"modes.{key}") for key in ("mode", "limit", "residents", "share")]
    return _section("heading", plain_table(words("modes.heading"), headings, rows, NUMBERS), words)


def _reliable(assessment: Assessment, focus: Place, words: Words) -> list[Markup]:
    """Whom a way by timetable reaches at each of its percentiles, or which the only one is."""
    found = []
    own = assessment.scenario.mode or modes_of(assessment.region)[0]
    for way in ways_of(assessment.region):
        there = assessment.region.in_mode(way)
        travel = there.settings.travel
        if travel.transit is None or travel.mode != TRANSIT:  # what stands beside all ways is each one's too
            continue
        modes = percentiles_of(assessment.region, way)
        if len(modes) == 1:
            only = words("modes.one_percentile", percentile=percentile_name(there))
            found.append(tag("p", only, class_="panel-note"))
            continue
        limit = _minutes([limit_min_by(assessment, way)], words)
        heading = words("modes.within", mode=capital(way_name(there), words), limit=limit)
        rows = []
        for mode in modes:
            name = capital(percentile_name(assessment.region.in_mode(mode)), words)
            first, _, *rest = _row(name, "", reached_by(mode), assessment, focus, words, chosen=mode == own)
            rows.append((first, *rest))
        headings = [heading, words("modes.residents"), words("modes.share")]
        found.append(plain_table(heading, headings, rows, NUMBERS[:2]))
    return [_section("reliable", each, words) for each in found]


def _need_a_car(assessment: Assessment, words: Words) -> list[Markup]:
    """Municipalities where most reach a unit by car alone."""
    place = every(assessment, "municipality")
    found = BY_CAR_ALONE.counts(assessment, place)
    known = np.where(found.known, found.part, 0.0)
    first = [at for at in np.argsort(-known, kind="stable")[:MUNICIPALITIES_MOST].tolist() if known[at] > 0]
    if not found.known.any():
        return []
    if not first:
        return [_section("need_car", tag("p", words("modes.nobody"), class_="panel-note"), words)]
    names = dict(
        zip(assessment.region.municipalities.ids, assessment.region.municipalities.names, strict=True)
    )
    rows: list[Sequence[Cell]] = [
        (
            _press(place.ids[at], names[place.ids[at]]),
            words.count(known[at]),
            words("modes.of_municipality", share=words.share(float(found.value[at]))),
        )
        for at in first
    ]
    headings = [words(f"modes.{key}") for key in ("municipality", "residents", "share_of_municipality")]
    return [_section("need_car", plain_table(words("modes.need_car"), headings, rows, (1, 2)), words)]


def _press(id_: str, name: str) -> Markup:
    data = {"data_select_kind": "muni", "data_select_id": id_}
    return tag("button", name, type="button", class_="link", **data)


def _row(
    name: str,
    limit: str,
    measure: Measure,
    assessment: Assessment,
    focus: Place,
    words: Words,
    *,
    chosen: bool = False,
) -> Sequence[Cell]:
    reading = measure.read(assessment, focus)
    css = "is-chosen" if chosen else ""
    if reading.value is None or reading.numerator is None:
        return ((name, css), limit, words(reading.why), "")
    return ((name, css), limit, (words.count(reading.numerator), css), (words.share(reading.value), css))


def _minutes(limits_min: Sequence[float], words: Words) -> str:
    low, high = min(limits_min), max(limits_min)
    if low == high:
        return words("modes.limit_min", limit=low)
    return words("modes.limits", low=low, high=high)


def _section(heading: str, content: Markup, words: Words) -> Markup:
    return tag("section", tag("h2", words(f"modes.{heading}")), content, class_="family modes-family")


def capital(name: Text, words: Words) -> str:
    """A name as it begins a line."""
    text = words.of(name)
    return text[:1].upper() + text[1:]

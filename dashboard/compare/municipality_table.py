"""A politician's view: one municipality beside the region and the municipalities most like it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.compare.words import interval_words
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.components.trend_line import trend_line
from dashboard.drawing.tokens import palette
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment, assess_each_period
from geodata.comparison.place_intervals import indicator_interval
from geodata.focus.place import Place
from geodata.focus.places import place_of, same_place
from geodata.measures.measure import Measure
from geodata.measures.tally import Reading
from geodata.region import residents
from geodata.region.land import land_km2

PEERS = 4
FIRST = ("covered", "median_minutes", "choice", "cost_per_visit")
"""Key figures beside the indicators: those of them that the program has."""


def municipality_table(assessment: Assessment, municipality: str, words: Words) -> list[Markup]:
    """Indicators and some key figures of a municipality, beside the region and its peers.

    Parameters
    ----------
    assessment : Assessment
    municipality : str
        Id; a prompt to choose one where the region does not have it.
    words : Words

    Returns
    -------
    list of Markup
    """
    names = dict(
        zip(assessment.region.areas["municipality_id"], assessment.region.areas["municipality"], strict=True)
    )
    if municipality not in names:
        return [tag("p", words("compare.muni.choose"), class_="note")]
    peers = municipality_peers(assessment, municipality)[:PEERS]
    own_place, whole = place_of(assessment, "municipality", municipality), place_of(assessment, "region")
    beside = [place_of(assessment, "municipality", peer) for peer in peers]
    each_period = [
        (period, then, same_place(then, own_place))
        for period, then in assess_each_period(assessment.region, assessment.scenario)
    ]
    rows: list[list[Cell]] = []
    for kpi in _kpis(assessment):
        own, reference = kpi.read(assessment, own_place), kpi.read(assessment, whole)
        line = [(period, kpi.read(then, place).value) for period, then, place in each_period]
        rows.append(
            [
                _named(kpi, assessment, words),
                _value(own, words),
                *_standing(kpi, own, reference, assessment, own_place, words),
                tag("span", *trend_line(line, own.unit, palette().of("accent"), words)),
                _target(kpi, own, words),
                _value(reference, words),
                *[_value(kpi.read(assessment, place), words) for place in beside],
            ]
        )
    settings = assessment.region.settings
    name = words.of(settings.name)
    whole_name = name if name == settings.short else f"{name} ({settings.short})"
    headings = [
        words("compare.muni.figure"),
        names[municipality],
        *[words(f"compare.muni.{key}") for key in ("interval", "against", "trend", "target")],
        whole_name,
        *[names[peer] for peer in peers],
    ]
    text = words(
        "compare.muni.about", name=names[municipality], peers=", ".join(names[peer] for peer in peers)
    )
    return [
        tag("p", text, class_="note"),
        plain_table(words("compare.muni.table"), headings, rows, (1, 2, *range(6, len(headings)))),
        tag("p", words("compare.muni.how"), class_="note"),
    ]


def _value(reading: Reading, words: Words) -> Cell:
    if reading.value is None:
        return words(reading.why or "why.missing"), "missing"
    return words.measure(reading.value, reading.unit)


def _named(kpi: Measure, assessment: Assessment, words: Words) -> Cell:
    """A figure's name, and which way is better."""
    name = kpi_name(kpi, meta_of(kpi, assessment), words)
    way = [tag("span", words(f"compare.muni.{kpi.better}"), class_="small")] if kpi.better else []
    return tag("span", name, *([" ", *way] if way else []))


def _standing(
    kpi: Measure, own: Reading, reference: Reading, assessment: Assessment, own_place: Place, words: Words
) -> list[Cell]:
    """The municipality's interval, and how it stands to the region: beyond chance if that is known."""
    if kpi.indicator is None:
        counted: Cell = (words("compare.muni.counted"), "small")
        return [counted, _difference(kpi, own, reference, words)]
    low, high = indicator_interval(assessment, own_place, kpi.indicator.key)
    if low != low:  # NaN
        return [(words("compare.no_interval"), "missing"), _difference(kpi, own, reference, words)]
    ends = interval_words(low, high, words, own.unit)
    if reference.value is not None and low <= reference.value <= high:
        return [ends, words("compare.muni.chance")]
    return [ends, _difference(kpi, own, reference, words)]


def _difference(kpi: Measure, own: Reading, reference: Reading, words: Words) -> Cell:
    if own.value is None or reference.value is None:
        return words("why.missing"), "missing"
    found = words.difference(own.value, reference.value, own.unit, kpi.better)
    return found.text, found.css


def _target(kpi: Measure, own: Reading, words: Words) -> Cell:
    target = kpi.indicator.target if kpi.indicator else None
    if target is None:
        return words("compare.muni.no_target"), "small"
    text = words.measure(target, own.unit)
    if own.value is None:
        return text
    met = own.value >= target if kpi.better == "higher" else own.value <= target
    return words(f"compare.muni.{'met' if met else 'unmet'}", target=text)


def municipality_peers(assessment: Assessment, municipality: str) -> list[str]:
    """Other municipalities, the most alike first: in residents, density and share of the oldest.

    Parameters
    ----------
    assessment : Assessment
    municipality : str
        Id of the municipality they are compared with.

    Returns
    -------
    list of str
        Ids.
    """
    region = assessment.region
    ids = region.areas["municipality_id"].to_numpy(object)
    keys = sorted(set(ids))
    persons = residents.persons(region).astype(float)
    area_km2 = np.nan_to_num(land_km2(region))
    groups = region.settings.age_groups
    known = residents.known_age_groups(region)
    oldest = max(known, key=lambda key: groups[key].age_from) if known else ""
    old = residents.persons(region, oldest).astype(float) if oldest else np.zeros(len(persons))
    rows = []
    for key in keys:
        inside = ids == key
        total = max(persons[inside].sum(), 1.0)
        rows.append(
            (np.log(total), np.log(total / max(area_km2[inside].sum(), 1e-6)), old[inside].sum() / total)
        )
    traits = np.array(rows)
    deviation = traits.std(axis=0)
    gaps = (traits - traits[keys.index(municipality)]) / np.where(deviation > 0, deviation, 1.0)
    order = np.argsort(np.sqrt((gaps**2).mean(axis=1)), kind="stable")
    return [keys[at] for at in order if keys[at] != municipality]


def _kpis(assessment: Assessment) -> Sequence[Measure]:
    kpis = kpis_of(assessment.region)
    return [kpi for kpi in kpis if kpi.family == "quality" or kpi.key in FIRST]

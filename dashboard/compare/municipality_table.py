"""A politician's view: one municipality beside the region and the municipalities most like it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.words.kpis import kpi_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.places import place_of
from geodata.measures.measure import Measure
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
    focuses = [
        place_of(assessment, "municipality", municipality),
        place_of(assessment, "region"),
        *[place_of(assessment, "municipality", peer) for peer in peers],
    ]
    rows: list[list[Cell]] = []
    for kpi in _kpis(assessment):
        cells: list[Cell] = []
        measures = [kpi.read(assessment, focus) for focus in focuses]
        for measure in measures:
            missing = measure.value is None
            cells.append(
                (words(measure.why or "why.missing"), "missing")
                if missing
                else words.measure(measure.value or 0.0, measure.unit)
            )
        rows.append([kpi_name(kpi, meta_of(kpi, assessment), words), *cells])
    headings = [
        words("compare.muni.figure"),
        names[municipality],
        assessment.region.settings.short,
        *[names[peer] for peer in peers],
    ]
    text = words(
        "compare.muni.about", name=names[municipality], peers=", ".join(names[peer] for peer in peers)
    )
    return [
        tag("p", text, class_="note"),
        plain_table(words("compare.muni.table"), headings, rows, range(1, len(headings))),
    ]


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

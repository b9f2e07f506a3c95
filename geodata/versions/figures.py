"""Headline figures of two versions, and what areas are compared by: by each care form's own question."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from geodata.assessment.assessment import Assessment, assess
from geodata.focus.places import every, whole_region
from geodata.measures.coverage import ACCESS_BY, NEAREST, ORGANISATIONS
from geodata.measures.measure import Measure
from geodata.measures.registry import measures_of
from geodata.measures.tally import Floats
from geodata.measures.underserved import RULES_FAILED
from geodata.region.region import Region
from geodata.region.version_news import FigureNews
from geodata.scenario.scenario import care_forms, default_scenario

HEADLINES = ("residents", "units", "covered", "beyond", "median_minutes", "choice", "underserved", "visits")
COMPARED: tuple[Measure, ...] = (NEAREST, ACCESS_BY["E2SFCA"], ORGANISATIONS, RULES_FAILED)
"""What areas of two versions are compared by."""


def usual_assessment(region: Region, care_form: str) -> Assessment:
    """The answer to a care form's own question: its published limit, everyone, the usual period and way.

    Parameters
    ----------
    region : Region
        With minutes, in any of its ways of travelling.
    care_form : str
    """
    region = region.in_mode("")
    limit_min = region.settings.care_forms[care_form].limit_min
    return assess(
        region, replace(default_scenario(region), region=region, care_form=care_form, limit_min=limit_min)
    )


def figure_news(before: Region, after: Region) -> list[FigureNews]:
    """Headline figures of each care form that either version has."""
    found = []
    for form in dict.fromkeys([*care_forms(after), *care_forms(before)]):
        old, new = (_figures(region, form) for region in (before, after))
        for key in HEADLINES:
            measure = measures_of(after)[key]
            was, is_ = old.get(key), new.get(key)
            if was is not None or is_ is not None:
                found.append(FigureNews(form, key, measure.unit, measure.better, was, is_))
    return found


def values_before(before: Region, after: Region) -> Floats:
    """The compared measures of the earlier version, for the areas of the later.

    Returns
    -------
    float64, shape (care forms, measures, areas)
        NaN where it had no such care form, area or value.
    """
    forms = care_forms(after)
    found = np.full((len(forms), len(COMPARED), len(after.areas)), np.nan)
    at = before.areas.index.get_indexer(after.areas.index)
    there = at >= 0
    for row, form in enumerate(forms):
        if form not in care_forms(before):
            continue
        assessment = usual_assessment(before, form)
        for column, measure in enumerate(COMPARED):
            values = measure.counts(assessment, every(assessment, "area")).value
            found[row, column, there] = values[at[there]]
    return found


def _figures(region: Region, form: str) -> dict[str, float]:
    if form not in care_forms(region):
        return {}
    assessment = usual_assessment(region, form)
    place = whole_region(assessment)
    readings = {key: measures_of(region)[key].read(assessment, place).value for key in HEADLINES}
    return {key: value for key, value in readings.items() if value is not None and math.isfinite(value)}

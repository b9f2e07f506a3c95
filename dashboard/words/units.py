"""Open units that are in no part of the region, in words."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.measures.supply import beside_the_region


def units_beside(assessment: Assessment, words: Words) -> str:
    """How many open units are outside the region or without a place: "+4 utanför regionen"; "" for none."""
    outside, placeless = beside_the_region(assessment)
    if outside and placeless:
        return words("ui.beside.both", outside=outside, placeless=placeless)
    if outside:
        return words("ui.beside.outside", outside=outside)
    return words("ui.beside.placeless", placeless=placeless) if placeless else ""

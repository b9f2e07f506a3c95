"""Areas in several futures beside each other: a column each, named by what tells it apart."""

from __future__ import annotations

from dataclasses import replace

from dashboard.layers.base import Table
from dashboard.layers.futures import Futures
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.texts.catalogue import LANGUAGES
from dashboard.words.outlook import future_names
from dashboard.words.words import words_of
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.futures import futures_of
from geodata.measures.need import why_none


def futures_table(assessment: Assessment, focus: Place, outlook: OutlookWords = USUAL) -> Table:
    """The table of the layer, each of its futures by name: in a file nothing else says which it is."""
    layer = Futures(outlook)
    table = layer.table(assessment, focus)
    if why_none(assessment):
        return table
    region, futures = assessment.region, futures_of(assessment, layer.words)
    headings: dict[str, dict[str, str]] = {f"future_{at}": {} for at in range(1, len(futures) + 1)}
    for language in LANGUAGES:
        words = words_of(region.settings, language)
        for key, name in zip(headings, future_names(region, futures, words), strict=True):
            headings[key][language] = words("needs.futures.column", name=name)
    columns = (replace(each, heading=headings.get(each.key, each.heading)) for each in table.columns)
    return replace(table, columns=tuple(columns))

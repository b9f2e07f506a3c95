"""Areas in several futures beside each other: a column each, named by what tells it apart."""

from __future__ import annotations

from collections.abc import Sequence
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
from geodata.needs.outlook import Outlook
from geodata.region.region import Region


def futures_table(assessment: Assessment, focus: Place, outlook: OutlookWords = USUAL) -> Table:
    """The table of the layer, each of its futures by name: in a file nothing else says which it is."""
    layer = Futures(outlook)
    table = layer.table(assessment, focus)
    if why_none(assessment):
        return table
    futures = futures_of(assessment, layer.words)
    names = future_headings(assessment.region, futures, "needs.futures.column")
    headings = {f"future_{at}": name for at, name in enumerate(names, start=1)}
    columns = (replace(each, heading=headings.get(each.key, each.heading)) for each in table.columns)
    return replace(table, columns=tuple(columns))


def future_headings(region: Region, futures: Sequence[Outlook], key: str) -> list[dict[str, str]]:
    """What columns of several futures are called in every language, each by what tells it apart.

    Parameters
    ----------
    region : Region
    futures : sequence of Outlook
    key : str
        Of the catalogue, with a blank `name`.
    """
    found: list[dict[str, str]] = [{} for _ in futures]
    if not found:
        return found
    for language in LANGUAGES:
        words = words_of(region.settings, language)
        for heading, name in zip(found, future_names(region, futures, words), strict=True):
            heading[language] = words(key, name=name)
    return found

"""Travel mode and model by their short names, for layers and KPIs to mention beside minutes."""

from __future__ import annotations

from dashboard.texts.catalogue import LANGUAGES, catalogue
from geodata.contract.settings import Text
from geodata.region.in_mode import percentiles_of
from geodata.region.region import Region
from geodata.travel.model import model_of

EVERY = 100.0
ALL_BUT_FROM = 90.0
"""Percentiles above are told by the journeys that take longer."""


def mode_name(region: Region) -> Text:
    """Name of the travel mode: "bil"; a mode of a region's own table keeps the table's name.

    Of several ways by the same mode each is told by its key too: "kollektivtrafik (evening)"; and by its
    percentile where it has several.
    """
    found = way_name(region)
    if len(percentiles_of(region, region.settings.travel.key)) < 2:
        return found
    of = percentile_name(region)
    return {language: f"{found[language]} ({of[language]})" for language in LANGUAGES}


def way_name(region: Region) -> Text:
    """The same, whatever percentiles the way has."""
    travel = region.settings.travel
    ways = [each for each in region.settings.travel_modes if not each.variant_of]
    alike = sum(each.mode == travel.mode for each in ways) > 1
    key = f" ({travel.variant_of or travel.key})" if alike else ""
    return {
        language: catalogue(language).get(f"ui.mode.{travel.mode}", travel.mode) + key
        for language in LANGUAGES
    }


def percentile_name(region: Region) -> Text:
    """How often the minutes hold, of a way by a timetable: "8 av 10 avgångar"."""
    transit = region.settings.travel.transit
    assert transit is not None  # `region.toml` is refused without
    share = transit.percentile
    if share == EVERY:
        key, count = "every", share
    elif share > ALL_BUT_FROM:
        key, count = "all_but", EVERY - share
    elif share % 10 == 0:
        key, count = "of_ten", share / 10
    else:
        key, count = "of_hundred", share
    return {
        language: catalogue(language)[f"ui.percentile.{key}"].format(count=f"{count:g}")
        for language in LANGUAGES
    }


def travel_name(region: Region) -> Text:
    """Mode and model, to stand inside a sentence or in brackets: "bil, fågelväg"."""
    mode, model = mode_name(region), model_of(region)
    return {
        language: catalogue(language)["travel.name"].format(
            mode=mode[language], model=catalogue(language)[f"travel.model.{model}"]
        )
        for language in LANGUAGES
    }

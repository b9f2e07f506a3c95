"""Travel mode and model by their short names, for layers and KPIs to mention beside minutes."""

from __future__ import annotations

from dashboard.texts.catalogue import LANGUAGES, catalogue
from geodata.contract.settings import Text
from geodata.region.region import Region
from geodata.travel.model import model_of


def mode_name(region: Region) -> Text:
    """Name of the travel mode: "bil"; a mode of a region's own table keeps the table's name.

    Of several ways by the same mode each is told by its key too: "kollektivtrafik (evening)".
    """
    travel, ways = region.settings.travel, region.settings.travel_modes
    alike = sum(each.mode == travel.mode for each in ways) > 1
    key = f" ({travel.key})" if alike else ""
    return {
        language: catalogue(language).get(f"ui.mode.{travel.mode}", travel.mode) + key
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

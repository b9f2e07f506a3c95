"""The pin in words: what a place that was searched for is called, where it lies, and what is nearest."""

from __future__ import annotations

import math

from dashboard.words.travel import from_area_key, journey_length
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.nearest_from_place import area_of_place, nearest_unit
from geodata.travel.model import model_of


def pin_name(name: str, words: Words) -> str:
    """What it is called; that it is a place on the map where it has no name."""
    return name or words("pin.unnamed")


def pin_where(assessment: Assessment, area: int, words: Words) -> str:
    """Area and municipality that it lies in; -1 is outside the region."""
    if area < 0:
        return words("pin.outside")
    row = assessment.region.areas.iloc[area]
    return words("pin.inside", area=str(row["name"]), municipality=str(row["municipality"]))


def pin_nearest(assessment: Assessment, lon: float, lat: float, words: Words) -> str:
    """The nearest unit of the question and how far it is; distance says nothing of care that comes home."""
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    if form.reach == "visits_home":
        return words("pin.visits_home", form=form.name)
    nearest = nearest_unit(assessment, lon, lat, words.sort_key)
    if nearest is None:
        return words("pin.none", form=form.name)
    name = str(assessment.units["name"].iloc[nearest.unit])
    length = journey_length(assessment.region, nearest.metres, nearest.minutes, words)
    key = "pin.nearest_untimed" if math.isnan(nearest.minutes) else "pin.nearest"
    sentence = words(key, form=form.name, unit=name, length=length)
    area = area_of_place(assessment, lon, lat)
    if area < 0 or model_of(assessment.region) != "table":
        return sentence
    place = str(assessment.region.areas["name"].iloc[area])
    return f"{sentence} {words(from_area_key(assessment.region), name=place)}"

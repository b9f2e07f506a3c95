"""The map on which the place of a move, or of a new unit, is pressed; typing does without it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

import numpy as np

from dashboard.components.markup import Markup, tag
from dashboard.drawing.picture import draw_map
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import palette
from dashboard.drawing.window import read_place
from dashboard.drawing.world import looking
from dashboard.question.display import read_display
from dashboard.serve.links import FORM_PAGES
from dashboard.words.words import Words, words_of
from geodata.assessment.assessment import assess
from geodata.focus.places import whole_region
from geodata.geometry.world import WORLD
from geodata.overlay.values import place_of
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms, parse

WIDE: Final = 720.0
HIGH: Final = 420.0
"""Pixels of the picture."""
FARTHEST: Final = 5
NEAREST: Final = 17
NEAR_ZOOM: Final = 12
"""Zoom about a place that is known."""
LAYERS: Final = {"layers": "units,labels"}
WORDS: Final = ("zoom_in", "zoom_out", "marker", "search", "find", "nothing", "pressed")


def place_map(region: Region, care_form: str, place: str, src: str, words: Words) -> Markup:
    """Where the map is put by its script, with all that it needs to know.

    Parameters
    ----------
    region : Region
    care_form : str
        Whose units are drawn.
    place : str
        That the map looks at first, `57.81200,13.46600`; "" is the whole region.
    src : str
        Address of the script; without it there is no map, and what is typed counts.
    words : Words
    """
    lat, lon = place_of(place) or _middle(region)
    facts = {
        "src": f"{FORM_PAGES['unit']}/karta/{region.version}.svg",
        "form": care_form,
        "lang": words.language,
        "lat": round(lat, 5),
        "lon": round(lon, 5),
        "zoom": NEAR_ZOOM if place_of(place) else _whole_zoom(region),
        "wide": WIDE,
        "high": HIGH,
        "world": WORLD,
        "farthest": FARTHEST,
        "nearest": NEAREST,
        "addresses": f"/geo/{region.version}/",
        "words": {key: words(f"my_unit.map.{key}") for key in WORDS},
    }
    holder = tag(
        "div",
        id="place-map",
        class_="place-map",
        data_facts=json.dumps(facts, ensure_ascii=False),
        hidden="hidden",
    )
    script: Markup = ["script", {"type": "module", "src": src}]
    return tag("div", holder, *([script] if src else []), class_="place-map-row")


def place_picture(region: Region, form: str, at: str, language: str) -> str | None:
    """The map about a place as an SVG document; None where the address says no place or form there is.

    Parameters
    ----------
    region : Region
    form : str
        Care form.
    at : str
        "zoom/latitude/longitude".
    language : {"sv", "en"}
    """
    place = read_place(at)
    if place is None or form not in care_forms(region):
        return None
    zoom, lat, lon = place
    zoom = min(max(round(zoom), FARTHEST), NEAREST)
    return _drawn(region, form, zoom, round(lat, 4), round(lon, 4), language)


@lru_cache(maxsize=32)
def _drawn(region: Region, form: str, zoom: int, lat: float, lon: float, language: str) -> str:
    words, light = words_of(region.settings, language), palette("light")
    assessment = assess(region, parse(region, {"care_form": form}))
    frame = looking(lon, lat, zoom, WIDE, HIGH)
    drawn = draw_map(assessment, whole_region(assessment), read_display(LAYERS), words, light, frame)
    title = words("my_unit.map.name")
    return document(
        element("defs", drawn.definitions) + drawn.content, WIDE, HIGH,
        title=title, about=title, language=language, ground=light.of("map-water"),
    )  # fmt: skip


def _bounds(region: Region) -> tuple[float, float, float, float]:
    west, south, east, north = region.areas.geometry.to_crs("EPSG:4326").total_bounds
    return float(west), float(south), float(east), float(north)


def _middle(region: Region) -> tuple[float, float]:
    west, south, east, north = _bounds(region)
    return (south + north) / 2, (west + east) / 2


def _whole_zoom(region: Region) -> int:
    west, south, east, north = _bounds(region)
    across = WIDE / max((east - west) / 360 * WORLD, 1e-9)
    down = HIGH / max((north - south) / 180 * WORLD, 1e-9)  # roughly: it is only looked at first
    return int(np.clip(np.floor(np.log2(min(across, down))), FARTHEST, NEAREST))

"""A step as a thumbnail: its map in the colours of a meeting, without what is too small to read."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import palette
from dashboard.exports.step_map import step_picture
from dashboard.presentation.step_content import step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.words.words import words_of
from geodata.region.region import Region

WIDE, HIGH = 480.0, 300.0
"""Pixels that it is drawn in; the page shows it smaller."""
TOO_SMALL = ("labels", "units")
"""What is left out of the layers, where areas are coloured or flows drawn."""
WORDS = ("names", "leaders", "pointed")
"""Parts of a picture that are words or lead to them: besides being small they would be in one language."""


@lru_cache(maxsize=64)
def thumbnail_svg(region: Region, view: str) -> str:
    """The map that a view shows, as SVG.

    Parameters
    ----------
    region : Region
    view : str
        Planera's query string, of the view's own keys.
    """
    presentation = Presentation("", (Step("", "", view),), region.version, "sv", "view", region.settings.id)
    content = step_content(presentation, 1, region, words_of(region.settings, "sv"))
    large = tuple(layer for layer in content.display.layers if layer not in TOO_SMALL)
    units = () if large else tuple(layer for layer in content.display.layers if layer == "units")
    bare = replace(content, ranking=(), display=replace(content.display, layers=large or units))
    dark = palette("meeting")
    drawn = step_picture(bare, WIDE, HIGH, dark).without(WORDS)
    return document(
        element("defs", drawn.definitions) + drawn.content, WIDE, HIGH,
        title="", about="", language="", ground=dark.of("map-water"),
    )  # fmt: skip

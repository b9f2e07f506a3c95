"""A presentation as PDF: an A4 page a step, vector map, text that can be selected, tagged (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.drawing.ground import HATCH, LINES, hatch
from dashboard.drawing.legend import is_ramp, swatch_sign
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import Palette, palette
from dashboard.exports import typeset
from dashboard.exports.about import AboutLine, labelled
from dashboard.exports.map_shape import Room, map_size
from dashboard.exports.step_map import described, layers_of, map_svg
from dashboard.layers.base import Layer, Swatch
from dashboard.layers.unit_signs import LARGEST
from dashboard.presentation.step_content import StepContent, legend_of
from dashboard.words.layers import layer_words, legend_text, swatch_text
from dashboard.words.words import Words

SOURCE = Path(__file__).with_name("pages.typ")
MM = 5.4
"""Pixels of the map's drawing a millimetre of the page."""
MAP = Room(110 * MM, 185 * MM, 96 * MM, 148 * MM)
COLUMNS, LETTERS = 4, 74
"""Of the small print, below words and map; letters in a row of a column, about."""
COLOURS = ("ink", "ink-2", "ink-3", "accent", "line", "line-strong", "warn-bg", "warn-line")
SIGN = 13.0
PIXEL_MM, SIGN_HIGH_MM = 0.185, 3.4


def pdf_bytes(steps: Sequence[StepContent]) -> bytes:
    """The steps as a PDF.

    Parameters
    ----------
    steps : sequence of StepContent
        At least one, of one presentation and version.
    """
    first, light = steps[0], palette("light")
    words = first.request.words
    files: dict[str, str] = {}
    data = {
        "title": first.presentation or first.heading,
        "author": words.of(first.request.region.settings.name),
        "description": described(first),
        "keywords": [words.of(first.request.region.settings.name), "Utbudskarta"],
        "language": words.language,
        "footer": " · ".join(part for part in (first.footer, first.example) if part),
        "colours": {name: light.of(name) for name in COLOURS},
        "pages": [_page(content, light, files) for content in steps],
    }
    return typeset.pdf(SOURCE.read_text("utf-8"), data, files, first.request.region.built, words.language)


def parted(lines: Sequence[AboutLine], columns: int = COLUMNS) -> list[list[list[str]]]:
    """Lines in columns of about the same height, in their order."""
    high = [1 + (len(what) + len(text)) // LETTERS for what, text in lines]
    found: list[list[list[str]]] = [[] for _ in range(columns)]
    so_far = 0
    for (what, text), rows in zip(lines, high, strict=True):
        found[min(columns * (2 * so_far + rows) // (2 * sum(high)), columns - 1)].append([what, text])
        so_far += rows
    return found


def _page(content: StepContent, light: Palette, files: dict[str, str]) -> dict[str, object]:
    words = content.request.words
    name = f"map-{content.at}.svg"
    wide, high = map_size(content, MAP)
    files[name] = map_svg(content, wide, high, light)
    return {
        "map": name,
        "map_mm": [wide / MM, high / MM],
        "alt": described(content),
        "kicker": content.kicker,
        "heading": content.heading or content.kicker,
        "note": content.note,
        "figures": [
            {"value": figure.value_text, "words": figure.words, "against": figure.against}
            for figure in content.figures
        ],
        "ranking": [{"name": ranked.name, "said": ranked.summary} for ranked in content.ranking],
        "ranking_key": words("presentation.ranking_key") if content.ranking else "",
        "legends": [_legend(layer, content, words, light, files) for layer in layers_of(content)],
        "example": content.example,
        "lines": parted(labelled((line for line in content.lines if line.kind != "example"), words)),
    }


def _legend(
    layer: Layer, content: StepContent, words: Words, light: Palette, files: dict[str, str]
) -> dict[str, object]:
    legend = legend_of(layer, content)
    name, (title, note) = layer_words(layer, "name", words), legend_text(legend, words)
    return {
        "name": name,
        "title": "" if title == name else title,
        "note": note,
        "ramp": is_ramp(legend, words),
        "swatches": [
            {
                "colour": light.resolve(swatch.colour) or light.of("surface"),
                "picture": _sign(swatch, light, files),
                "high_mm": _sign_high(swatch) * PIXEL_MM if swatch.radius else SIGN_HIGH_MM,
                "label": swatch_text(swatch, words),
                "count": "" if swatch.count is None else words.count(swatch.count),
            }
            for swatch in legend.swatches
        ],
    }


def _sign(swatch: Swatch, light: Palette, files: dict[str, str]) -> str:
    """A legend's colour or sign as a picture of its own; one file for each there is."""
    high = _sign_high(swatch)
    name = f"sign-{swatch.symbol or light.resolve(swatch.colour).removeprefix('#')}-{high:.0f}.svg"
    left = high / 2 - LARGEST if swatch.radius else 0
    drawn = swatch_sign(swatch, light, left, high / 2, SIGN)
    files[name] = document(
        element("defs", hatch(light) if HATCH in drawn or LINES in drawn else "") + drawn,
        high if swatch.radius else SIGN * 1.5, high,
        title="", about="", language="",
    )  # fmt: skip
    return name


def _sign_high(swatch: Swatch) -> float:
    """Pixels of the map's own that a sign is high: one that tells a size is as large as there."""
    return 2 * swatch.radius + 2 if swatch.radius else SIGN

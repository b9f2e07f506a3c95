"""What a layer is called: by the catalogue, or by the region's own settings where it is a theme."""

from __future__ import annotations

from typing import Literal

from dashboard.layers.base import Figure, Layer, Legend, Swatch
from dashboard.layers.futures import Futures
from dashboard.layers.need import Need
from dashboard.layers.payment import Payment
from dashboard.layers.reached import Reached
from dashboard.layers.themes import ThemeLayer
from dashboard.layers.use_change import UseChange
from dashboard.layers.without_car import WithoutCarLayer
from dashboard.words.money import MILLIONS, money, scale_of
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import why_unknown

MILLION = 100_000_000
"""Hundredths: what is written with a decimal from there on."""


def layer_words(layer: Layer, part: Literal["name", "about", "table"], words: Words) -> str:
    """A layer's name, its description, or the name of its table."""
    if isinstance(layer, ThemeLayer):
        return words.of(layer.theme.description if part == "about" else layer.theme.name)
    return words(f"layer.{layer.key}.{part}")


def layer_missing(layer: Layer, assessment: Assessment, words: Words) -> str:
    """Why a layer that is on has nothing to show."""
    if isinstance(layer, Need | Futures | UseChange | Payment):
        return words(layer.legend(assessment).note)
    if layer.key == "underserved" and assessment.lacking.unruled:
        return words(f"empty.{assessment.lacking.unruled}")
    if isinstance(layer, WithoutCarLayer):
        return words(why_unknown(assessment))
    if isinstance(layer, Reached):
        why = layer.words.missing(assessment) if layer.words.reach else None
        return why.sentence(words.language) if why else words("empty.reached")
    no_changes = layer.key == "change" and not assessment.scenario.changes
    return words("empty.no_changes" if no_changes else "ui.method.not_here")


def swatch_text(swatch: Swatch, words: Words) -> str:
    """Text of one row of a legend."""
    if isinstance(swatch.label, str):
        return words(swatch.label, **swatch.values)
    return words.of(swatch.label)


def legend_text(legend: Legend, words: Words) -> tuple[str, str]:
    """A legend's title, and how to read it; "" where it says no more."""
    values = {key: _briefly(value, words) for key, value in legend.values.items()}
    note = words(legend.note, **values) if legend.note else ""
    return words(legend.title, **values), note


def _briefly(value: object, words: Words) -> object:
    """Sums of money as briefly as they are read: other blanks are the catalogue's business."""
    if not isinstance(value, Figure) or value.kind != "money":
        return value
    hundredths = round(100 * value.value)
    scale = MILLIONS if abs(hundredths) >= MILLION else scale_of([hundredths])
    return money(words, hundredths, scale)


def brief_title(legend: Legend, words: Words) -> str:
    """A legend's title with the unit of its breaks, without that it counts areas: no count stands there."""
    title = legend_text(legend, words)[0].removesuffix(words("legend.counting"))
    shares = any(swatch.edge is not None and swatch.edge.kind == "share" for swatch in legend.swatches)
    return f"{title}, %" if shares else title

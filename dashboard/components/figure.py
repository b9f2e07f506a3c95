"""A key figure as it stands in a panel: its value, with the unit set smaller."""

from __future__ import annotations

from dash import html

from dashboard.words.words import Words
from geodata.measures.tally import Reading


def figure(measure: Reading, words: Words) -> list[html.Span | str]:
    """A value with its unit set smaller; in words where it is missing or nothing is within reach."""
    if measure.value is None:
        return [html.Span(words(measure.why or "why.missing"), className="missing")]
    text = words.measure(measure.value, measure.unit)
    if measure.value == float("inf"):
        return [html.Span(text, className="loudest")]
    value, _, unit = text.partition("\u202f") if measure.unit == "share" else text.partition("\u00a0")
    return [value, html.Span(f"\u202f{unit}", className="unit")] if unit else [text]

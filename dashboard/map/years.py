"""The years of a layer of years to come, all at once: what a map needs to show whichever is dragged to."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from dashboard.layers.base import Legend, OverYears
from dashboard.layers.brush import Brush
from dashboard.map.view import fill_of
from dashboard.question.display import Display
from dashboard.question.shown_layers import fill_shown
from dashboard.serve.encoding import encoded
from dashboard.words.layers import brief_title, legend_text, swatch_text
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.places import whole_region


def years_payload(assessment: Assessment, display: Display, words: Words) -> dict[str, object] | None:
    """Classes and legend of every year of the layer that colours the areas.

    None where it is of no years, where each scenario has a map of its own, and where years differ by more
    than classes and words: then the map waits for the answer of a year.

    Parameters
    ----------
    assessment : Assessment
    display : Display
    words : Words

    Returns
    -------
    dict or None
        `YearsPayload` of `assets/app/types.d.ts`.
    """
    layer = fill_shown(assessment, display)
    if not isinstance(layer, OverYears) or display.swipes:
        return None
    found = _every_year(assessment, layer.of_year(None), display.brush, words)
    return {**found, "shown": layer.year(assessment)} if found else None


@lru_cache(maxsize=16)  # of whatever is in focus, and whichever year is shown, they are the same
def _every_year(
    assessment: Assessment, layer: OverYears, brush: Brush | None, words: Words
) -> dict[str, object] | None:
    years = layer.years(assessment)
    layers = [layer.of_year(year) for year in years]
    whole = whole_region(assessment)
    fills = [fill_of(assessment, whole, each, brush) for each in layers]
    legends = [each.legend(assessment) for each in layers]
    colours = {tuple(fill.colours) for fill in fills}
    rows = {tuple(swatch.colour for swatch in legend.swatches) for legend in legends}
    if len(colours) != 1 or len(rows) != 1:
        return None
    return {
        "layer": layer.key,
        "years": list(years),
        "classes": encoded(np.stack([fill.classes for fill in fills]), np.uint8),
        "legends": [_legend_words(legend, words) for legend in legends],
    }


def _legend_words(legend: Legend, words: Words) -> dict[str, object]:
    title, note = legend_text(legend, words)
    rows = [
        [swatch_text(swatch, words), "" if swatch.count is None else words.count(swatch.count)]
        for swatch in legend.swatches
    ]
    return {"title": title, "brief": brief_title(legend, words), "note": note, "rows": rows}

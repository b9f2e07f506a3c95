"""A layer that colours areas as rows: each area with its class, what that means and its colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.drawing.tokens import palette
from dashboard.layers.base import Fill, Layer
from dashboard.layers.colours import NOTHING_KNOWN
from dashboard.words.layers import swatch_text
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place


@dataclass(frozen=True)
class MapClass:
    """One class of the map: its number, what it means, its colour ("#rrggbb"); whether it is hatched."""

    number: int
    label: str
    colour: str
    hatched: bool


def map_classes(layer: Layer, fill: Fill, assessment: Assessment, words: Words) -> list[MapClass]:
    """The classes of a layer in order, named by its own legend's swatch of the same colour."""
    light, swatches = palette(), list(layer.legend(assessment).swatches)
    found = []
    for number, colour in enumerate(fill.colours):
        wanted = NOTHING_KNOWN if number in fill.hatched else colour
        at = next((i for i, swatch in enumerate(swatches) if swatch.colour == wanted), None)
        label = swatch_text(swatches.pop(at), words) if at is not None else ""
        found.append(MapClass(number, label, light.resolve(wanted), number in fill.hatched))
    return found


def class_columns(layer: Layer, assessment: Assessment, focus: Place, words: Words) -> pd.DataFrame | None:
    """`class`, `legend` and `colour` of every area, by area id; None of a layer that colours none."""
    fill = layer.values(assessment, focus)
    if not isinstance(fill, Fill):
        return None
    named = map_classes(layer, fill, assessment, words)
    return pd.DataFrame(
        {
            "class": np.asarray(fill.classes, dtype=np.int64),
            "legend": [named[kind].label for kind in fill.classes.tolist()],
            "colour": [named[kind].colour for kind in fill.classes.tolist()],
        },
        index=assessment.region.areas.index,
    )

"""What a layer is called: by the catalogue, or by the region's own settings where it is a theme."""

from __future__ import annotations

from typing import Literal

from dashboard.i18n import Words
from dashboard.layers.base import Layer
from dashboard.layers.themes import ThemeLayer


def layer_words(layer: Layer, part: Literal["name", "about", "table"], words: Words) -> str:
    """A layer's name, its description, or the name of its table."""
    if isinstance(layer, ThemeLayer):
        return words.of(layer.theme.description if part == "about" else layer.theme.name)
    return words(f"layer.{layer.key}.{part}")

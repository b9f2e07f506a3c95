"""Words that the map writes itself, on every page that has one."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.contract.settings import OPERATORS
from geodata.region.region import Region

FLOW_WORDS = (
    *("share_from", "share_to", "share_within", "share_area", "share_municipality", "minutes", "past"),
    *("back", "net", "unknown_residence", "outside", "unknown_unit", "placeless", "apart"),
)
"""What the card beside a flow says, and the arrows at the edge of the map."""


def map_texts(region: Region, words: Words) -> dict[str, object]:
    """Texts that the map writes itself, with the locale and currency of its numbers."""
    plain = (
        "inf",
        "nan",
        "minutes",
        "persons",
        "units",
        "alert",
        "yes",
        "no",
        "cluster",
        "zoomIn",
        "zoomOut",
    )
    return {key: words(f"ui.map_text.{key}") for key in (*plain, "whole", "label", "ground")} | {
        "locale": words.locale,
        "currency": region.settings.currency,
        "operators": {key: words(f"operator.{key}") for key in OPERATORS} | {"": ""},
        "forms": {key: words.of(form.name) for key, form in region.settings.care_forms.items()},
        "flow": {key: words(f"ui.map_text.flow.{key}") for key in FLOW_WORDS},
    }

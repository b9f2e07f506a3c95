"""Every component id, once: `assets/names.json` lists them, with the names of `data-` attributes.

`ids.FOCUS_HEAD` is "focus-head", and an error where the list has no such id. The scripts in `assets/` write
the same names; a test holds them, and what Python writes, to the list.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).resolve().parents[2] / "assets" / "names.json"
IDS: Final[frozenset[str]] = frozenset(json.loads(FILE.read_text(encoding="utf-8"))["ids"])


def __getattr__(name: str) -> str:
    """The id that is written small and with dashes where `name` has capitals and underscores."""
    id_ = name.lower().replace("_", "-")
    if id_ not in IDS or not name.isupper():
        raise AttributeError(f"{name}: {FILE.name} lists no such id")
    return id_


def kpi_label(key: str) -> str:
    """Id of a KPI's name and information mark, which mention limit, care form and period."""
    return f"kpi-label-{key}"


def kpi_press(key: str) -> str:
    """Id of the button that shows a KPI on the map."""
    return f"kpi-press-{key}"


def kpi_value(key: str) -> str:
    """Id of a KPI's value."""
    return f"kpi-value-{key}"


def kpi_against(key: str) -> str:
    """Id of a KPI's difference from the region."""
    return f"kpi-against-{key}"


def kpi_trend(key: str) -> str:
    """Id of a KPI's line over the periods."""
    return f"kpi-trend-{key}"


def brushed(key: str) -> str:
    """Id of what is told of the interval that is brushed, under a layer's histogram."""
    return f"brushed-{key}"


def legend(key: str) -> str:
    """Id of a layer's legend, right under its switch."""
    return f"legend-{key}"

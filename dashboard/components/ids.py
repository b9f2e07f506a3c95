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
    """Where a KPI's name and information mark stand: they name the limit, the care form, the period."""
    return f"kpi-label-{key}"


def kpi_press(key: str) -> str:
    """The button that shows a KPI on the map."""
    return f"kpi-press-{key}"


def kpi_value(key: str) -> str:
    """Where a KPI's value stands."""
    return f"kpi-value-{key}"


def kpi_against(key: str) -> str:
    """Where a KPI's difference from the region stands."""
    return f"kpi-against-{key}"


def kpi_trend(key: str) -> str:
    """Where a KPI's development over the periods is drawn."""
    return f"kpi-trend-{key}"


def legend(key: str) -> str:
    """Where a layer's legend stands, right under its switch."""
    return f"legend-{key}"

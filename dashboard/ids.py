"""Every component id, once."""

ADDRESS = "address"
PAGE = "page"
VERSION = "version"
SCENARIO = "scenario"
SELECTION = "selection"
DISPLAY = "display"
MAP = "map"
MAP_VIEW = "map-view"
MAP_TEXTS = "map-texts"
MESSAGES = "messages"
FAILURES = "failures"
FOCUS_HEAD = "focus-head"
UNIT_CARD = "unit-card"
ACCOUNTS = "accounts"
TABLE_HEAD = "table-head"
TABLE_BODY = "table-body"
PAINTED = "painted"


def kpi_label(key: str) -> dict[str, str]:
    """Where a KPI's name and information mark stand: they name the limit, the care form, the period."""
    return {"type": "kpi-label", "key": key}


def kpi_press(key: str) -> dict[str, str]:
    """The button that shows a KPI on the map."""
    return {"type": "kpi-press", "key": key}


def kpi_value(key: str) -> dict[str, str]:
    """Where a KPI's value and comparison stand."""
    return {"type": "kpi-value", "key": key}


def kpi_against(key: str) -> dict[str, str]:
    """Where a KPI's difference from the region stands."""
    return {"type": "kpi-against", "key": key}


def kpi_trend(key: str) -> dict[str, str]:
    """Where a KPI's development over the periods is drawn."""
    return {"type": "kpi-trend", "key": key}


def legend(key: str) -> dict[str, str]:
    """Where a layer's legend stands, right under its switch."""
    return {"type": "legend", "key": key}

"""Every component id, once."""

ADDRESS = "address"
PAGE = "page"
PLACES = "places"
VERSION = "version"
SCENARIO = "scenario"
SELECTION = "selection"
DISPLAY = "display"
LISTING = "listing"
ANSWER = "answer"
TABLE = "table"
TRENDS = "trends"
PAINTED = "painted"
MAP = "map"
MAP_TEXTS = "map-texts"
MESSAGES = "messages"
FAILURES = "failures"
FOCUS_HEAD = "focus-head"
UNIT_CARD = "unit-card"
ZONE_LIFT = "zone-lift"
PANEL_NOTE = "panel-note"
FLOW_LIST = "flow-list"
SCENARIO_NAME = "scenario-name"
TABLE_HEAD = "table-head"
TABLE_BODY = "table-body"
TABLE_FILES = "table-files"
PRESENT_WORDS = "present-words"
PRESENT_FIGURES = "present-figures"
PRESENT_LEGEND = "present-legend"
PRESENT_RANKING = "present-ranking"
PRESENT_FOOT = "present-foot"
PRESENT_LINES = "present-lines"
PRESENT_VERSION = "present-version"


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

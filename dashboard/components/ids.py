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


def legend(key: str) -> str:
    """Id of a layer's legend, right under its switch."""
    return f"legend-{key}"

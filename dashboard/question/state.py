"""State is four records: what is asked, in focus, on the map, in the table. All four live in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.layers.access import DEFAULT
from dashboard.layers.choices import ALIASES, DEFAULT_FIGURE, FIGURES
from dashboard.layers.flows import LINES, Lines
from dashboard.question.misread import Misread
from geodata.access.nearest import METHODS, Method
from geodata.assessment.service_areas import KINDS, ServiceKind
from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import PlaceType
from geodata.region.changes import MOST
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, care_forms, default_scenario, parse

Record = Mapping[str, str]
"""What a store holds: address keys with their text; a key that is absent means its default."""

STORES: Mapping[str, tuple[str, ...]] = {store: (*keys,) for store, keys in CONSTANTS["stores"].items()}
"""Which address keys each store holds: what the map and the table both read is in both. `lang`, `v` (data
version), `at` (map view) and `kpi` (the key figure that was pressed) are the page's own."""

SCENARIO_NAMES: Mapping[str, str] = {
    "form": "care_form",
    "period": "period",
    "operator": "operators",
    "age": "age_group",
    "limit": "limit_min",
    "rules": "rules",
    "changes": "changes",
}
JOINED: Mapping[str, str] = {"operator": ",", "rules": ",", "changes": ";"}
"""Keys that hold several items, and what stands between those: one that is bad leaves the others. What comes
after `MOST` of them is read as one."""
LAYERS_AT_START: tuple[str, ...] = (*CONSTANTS["layers_at_start"],)  # in the order of the switches
ROWS = 50
ROWS_MOST = 1000
"""A page of more rows is slow to everyone and read by nobody; the files hold them all."""
NAME_MOST: int = CONSTANTS["most"]["name"]
ROWS_ASKED = re.compile(r"[1-9][0-9]{0,5}")  # digits that `int` takes: neither "²" nor thousands of them
SLIDER_LEAST_MIN, SLIDER_MOST_MIN = 5.0, 50.0
"""Ends of the slider of the limit, where journeys may be as long as its upper end."""
FOCUS_OF: Mapping[str, PlaceType] = {
    "muni": "municipality",
    "area": "area",
    "unit": "unit",
    "zone": "zone",
    "drawn": "drawn",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Place in focus: the whole region where `kind` is "region"."""

    kind: PlaceType
    id: str


@dataclass(frozen=True, slots=True)
class Display:
    """Layers of the map, the choices made in some of them, and the name of the scenario.

    `direction` is that of flows, seen from the place in focus; `compared_period` the one that use is
    compared with; "" is the default of either. `lines` is which flows are drawn of the whole region.
    `as_today` is whether units stand as today, beside a view of the same that changes them.
    """

    layers: tuple[str, ...]
    service: ServiceKind
    measure: Method = DEFAULT
    figure: str = DEFAULT_FIGURE
    name: str = ""
    direction: str = ""
    compared_period: str = ""
    lines: Lines = LINES[0]
    as_today: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Table in the drawer: its order, search and length, the day, and the compared scenario and period."""

    table: str
    sort: str
    find: str
    rows: int
    date: str
    versus: str = ""
    versus_name: str = ""
    direction: str = ""
    compared_period: str = ""


def read_scenario(region: Region, record: Record) -> tuple[Scenario, list[Misread]]:
    """Scenario of a record, and what it says that the region does not have.

    Parameters
    ----------
    region : Region
    record : mapping
        Keys of `STORES["scenario"]`.

    Returns
    -------
    tuple of (Scenario, list of Misread)
        A name that does not exist is replaced by its default and reported, never an error: a copied
        link may be older than the data.
    """
    misread: list[Misread] = []
    kept: dict[str, str] = {}
    for key in STORES["scenario"]:
        if key not in record:
            continue
        between = JOINED.get(key)
        for item in record[key].split(between, MOST) if between else [record[key]]:
            change = f"{kept[key]}{between}{item}" if between and key in kept else item
            try:
                _scenario(region, {**kept, key: change})
            except UnknownNameError:
                misread.append(Misread(key, item, "rest" if between else "name"))
            else:
                kept[key] = change
    return _scenario(region, kept), misread


def _scenario(region: Region, record: Record) -> Scenario:
    return parse(region, {SCENARIO_NAMES[key]: value for key, value in record.items()})


def read_selection(record: Record) -> Selection:
    """Selection of a record.

    Parameters
    ----------
    record : mapping
        Of the store or the address.

    Returns
    -------
    Selection
        The whole region where the record names nothing.
    """
    for key, kind in FOCUS_OF.items():
        if record.get(key):
            return Selection(kind, record[key])
    return Selection("region", "")


def read_display(record: Record) -> Display:
    """Display of a record, with defaults for what it does not say."""
    shown = record.get("layers", ",".join(LAYERS_AT_START))
    figure = record.get("figure", DEFAULT_FIGURE)
    figure = ALIASES.get(figure, figure)
    return Display(
        layers=tuple(layer for layer in shown.split(",") if layer and layer != "none"),
        service=next((kind for kind in KINDS if kind == record.get("service")), KINDS[0]),
        name=record.get("name", "")[:NAME_MOST],
        measure=next((method for method in METHODS if method == record.get("measure")), DEFAULT),
        figure=figure if figure in FIGURES else DEFAULT_FIGURE,
        direction=record.get("way", ""),
        compared_period=record.get("since", ""),
        lines=next((lines for lines in LINES if lines == record.get("lines")), LINES[0]),
    )


def read_listing(record: Record) -> Listing:
    """Listing of a record, with defaults for what it does not say."""
    rows = record.get("rows", "")
    return Listing(
        table=record.get("table", LAYERS_AT_START[0]),
        sort=record.get("sort", ""),
        find=record.get("find", ""),
        rows=min(int(rows), ROWS_MOST) if ROWS_ASKED.fullmatch(rows) else ROWS,
        date=record.get("date", ""),
        versus=record.get("versus", ""),
        versus_name=record.get("versus_name", "")[:NAME_MOST],
        direction=record.get("way", ""),
        compared_period=record.get("since", ""),
    )


def defaults(region: Region) -> dict[str, str]:
    """Default of each address key; the limit follows the care form."""
    start = default_scenario(region)
    return {
        "form": start.care_form,
        "period": start.period,
        "age": "",
        "layers": ",".join(LAYERS_AT_START),
        "service": KINDS[0],
        "measure": DEFAULT,
        "figure": DEFAULT_FIGURE,
        "lines": LINES[0],
        "table": LAYERS_AT_START[0],
    }


def published_limits(region: Region) -> dict[str, str]:
    """Published travel time limit of every care form.

    Parameters
    ----------
    region : Region

    Returns
    -------
    dict of str
        Minutes as text, by care form.
    """
    return {key: f"{region.settings.care_forms[key].limit_min:g}" for key in care_forms(region)}


def limit_ends(region: Region) -> tuple[float, float]:
    """Ends of the slider of the limit, minutes; an address may say less or more."""
    longest = region.settings.travel.longest_min
    return SLIDER_LEAST_MIN, SLIDER_MOST_MIN if longest > SLIDER_MOST_MIN else float(round(longest))

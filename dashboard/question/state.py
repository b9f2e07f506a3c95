"""State is four records: what is asked, in focus, on the map, in the table. All four live in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.layers.access import DEFAULT
from dashboard.layers.brush import Brush, read_brush, written_brush
from dashboard.layers.choices import ALIASES, DEFAULT_FIGURE, FIGURES
from dashboard.layers.figures import AREA_FIGURES, DEFAULT_AREA_FIGURE
from dashboard.layers.flows import LINES, Lines
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.layers.need_figures import CHANGE
from dashboard.layers.reach_words import NOWHERE, ReachWords
from dashboard.layers.tariff_words import AS_IT_IS, PAY_BY, PAY_MOVES, TariffWords
from dashboard.question.misread import Misread
from dashboard.question.pin import Pin, read_pin
from dashboard.question.questions import QUESTIONS, SUPPLY, layers_on, question_of
from dashboard.question.views import table_of_view
from geodata.access.nearest import METHODS, Method
from geodata.assessment.service_areas import KINDS, ServiceKind
from geodata.contract.constants import CONSTANTS
from geodata.contract.errors import CapacityError, UnknownNameError, WaterError
from geodata.equity.offer import AS_USUAL, EquityWords
from geodata.focus.place import PlaceType
from geodata.region.changes import MOST
from geodata.region.region import Region
from geodata.scenario.scenario import Scenario, parse

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
    "intake": "intake",
    "mode": "mode",
}
JOINED: Mapping[str, str] = {"operator": ",", "rules": ",", "changes": ";"}
"""Keys that hold several items, and what stands between those: one that is bad leaves the others. What comes
after `MOST` of them is read as one."""
DEFAULT_GAP = next(iter(SCALES))
"""What areas of two scenarios are compared by."""
MAPS = ("one", "swipe")
"""How two scenarios stand on the map: by what they differ, or each by itself on its side of a line."""
ROWS = 50
ROWS_MOST = 1000
"""A page of more rows is slow to everyone and read by nobody; the files hold them all."""
NAME_MOST: int = CONSTANTS["most"]["name"]
ROWS_ASKED = re.compile(r"[1-9][0-9]{0,5}")  # digits that `int` takes: neither "²" nor thousands of them
FOCUS_OF: Mapping[str, PlaceType] = {
    "muni": "municipality",
    "area": "area",
    "areas": "several",
    "unit": "unit",
    "zone": "zone",
    "drawn": "drawn",
}
BRUSH = "brush"
"""What a table of areas is narrowed to that is no place: the interval brushed on the map."""
CALLED = ("areas", "drawn")
"""Keys of places without a name of their own: somebody may give them one, `called`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Place in focus: the whole region where `kind` is "region".

    `name` is what somebody calls several areas or a drawn part.
    """

    kind: PlaceType
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class VersusRecord:
    """The scenario compared with, as the address says it: what it changes, and what the two are called."""

    changes: str = ""
    rules: str = ""
    name: str = ""
    other_name: str = ""


NOTHING_COMPARED = VersusRecord()


@dataclass(frozen=True, slots=True)
class Display:
    """Layers of the map, the choices made in some of them, and the name of the scenario.

    `direction` is that of flows, seen from the place in focus; `compared_period` the one that use is
    compared with; "" is the default of either. `lines` is which flows are drawn of the whole region.
    `swipes` is whether two scenarios have a map each.
    `areas_by` is the figure that areas are coloured by; `units_by` and `units_size` those that units are
    coloured by and as large as, "" for neither: what the region lacks is none. `need_by` is the figure of the
    need to come: what the region lacks is its usual one. `brush` is the interval of
    what colours the areas, None for all. `pin` is a place that was searched for,
    `line` one between two places that was measured, as `dashboard.question.line` reads it: the map of Planera
    draws it before any answer, so that its store does not hold it.
    `as_today` is whether units stand as today, beside a view of the same that changes them. `outlook` is of
    the need to come. `question` is which of `QUESTIONS` the figures beside the map answer. `tariff` is the
    model of reimbursement, `pay_by` what of its difference units are shown by, `pay_name` what it is called,
    `pay_moves` how many per cent units are counted by that move by more. `reach` is a place that is reached,
    and within how many minutes.
    """

    layers: tuple[str, ...]
    service: ServiceKind
    measure: Method = DEFAULT
    figure: str = DEFAULT_FIGURE
    name: str = ""
    direction: str = ""
    compared_period: str = ""
    lines: Lines = LINES[0]
    versus: VersusRecord = NOTHING_COMPARED
    gap: str = DEFAULT_GAP
    swipes: bool = False
    areas_by: str = DEFAULT_AREA_FIGURE
    units_by: str = ""
    units_size: str = ""
    need_by: str = CHANGE
    as_today: bool = False
    brush: Brush | None = None
    pin: Pin | None = None
    line: str = ""
    outlook: OutlookWords = USUAL
    question: str = SUPPLY
    tariff: TariffWords = AS_IT_IS
    pay_by: str = PAY_BY[0]
    pay_name: str = ""
    pay_moves: str = PAY_MOVES[0]
    reach: ReachWords = NOWHERE


@dataclass(frozen=True, slots=True)
class Listing:
    """Table in the drawer, or of a view there: its order, search, length, day, compared scenario and period.

    `equity` is of which measure, and by what, it tells how alike people fare; `display` what the map shows,
    which is what it tells that of where nothing is chosen.
    `within` is the place that it is narrowed to, as `place_record` reads it, or `BRUSH` for the areas of the
    interval that is brushed; `columns` those shown, as `dashboard.tables.columns.chosen_columns` reads them.
    `units_by` is what units are coloured by: what is to come of them stands in their table where it is that.
    """

    table: str
    sort: str
    find: str
    rows: int
    date: str
    direction: str = ""
    compared_period: str = ""
    versus: VersusRecord = NOTHING_COMPARED
    gap: str = DEFAULT_GAP
    within: str = ""
    columns: str = ""
    brush: Brush | None = None
    outlook: OutlookWords = USUAL
    units_by: str = ""
    equity: EquityWords = AS_USUAL
    tariff: TariffWords = AS_IT_IS
    beside: str = ""
    display: Display | None = None
    reach: ReachWords = NOWHERE

    @property
    def row_brush(self) -> Brush | None:
        """The interval that the table is narrowed to."""
        return self.brush if self.within == BRUSH else None

    @property
    def brush_record(self) -> dict[str, str]:
        """Address keys by which a file of the table is narrowed to it too."""
        return {"within": BRUSH, "brush": written_brush(self.brush)} if self.row_brush and self.brush else {}


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
    for key in sorted(STORES["scenario"], key="mode".__ne__):  # a limit is one of the way of travelling
        if key not in record:
            continue
        between = JOINED.get(key)
        for item in record[key].split(between, MOST) if between else [record[key]]:
            change = f"{kept[key]}{between}{item}" if between and key in kept else item
            try:
                _scenario(region, {**kept, key: change})
            except CapacityError:
                misread.append(Misread(key, item, "most"))
            except WaterError:
                misread.append(Misread(key, item, "land"))
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
            name = record.get("called", "")[:NAME_MOST] if key in CALLED else ""
            return Selection(kind, record[key], name)
    return Selection("region", "")


def read_display(record: Record) -> Display:
    """Display of a record, with defaults for what it does not say."""
    question = question_of(record)
    figure = record.get("figure", DEFAULT_FIGURE)
    figure = ALIASES.get(figure, figure)
    areas_by = record.get("areas_by", DEFAULT_AREA_FIGURE)
    return Display(
        layers=layers_on(record),
        service=next((kind for kind in KINDS if kind == record.get("service")), KINDS[0]),
        name=record.get("name", "")[:NAME_MOST],
        measure=next((method for method in METHODS if method == record.get("measure")), DEFAULT),
        figure=figure if figure in FIGURES else DEFAULT_FIGURE,
        direction=record.get("way", ""),
        compared_period=record.get("since", ""),
        lines=next((lines for lines in LINES if lines == record.get("lines")), LINES[0]),
        versus=_read_versus(record),
        gap=_read_gap(record),
        swipes=record.get("maps") == MAPS[1],
        areas_by=areas_by if areas_by in AREA_FIGURES else DEFAULT_AREA_FIGURE,
        units_by=record.get("units_by", ""),
        units_size=record.get("units_size", ""),
        need_by=record.get("need_by", CHANGE),
        brush=read_brush(record.get("brush", "")),
        pin=read_pin(record),
        line=record.get("line", ""),
        outlook=_read_outlook(record),
        question=question,
        tariff=_read_tariff(record),
        pay_by=next((by for by in PAY_BY if by == record.get("pay_by")), PAY_BY[0]),
        pay_name=record.get("pay_name", "")[:NAME_MOST],
        pay_moves=next((each for each in PAY_MOVES if each == record.get("pay_moves")), PAY_MOVES[0]),
        reach=_read_reach(record),
    )


def read_listing(record: Record) -> Listing:
    """Listing of a record, with defaults for what it does not say."""
    rows = record.get("rows", "")
    return Listing(
        table=table_of_view(record) or record.get("table", QUESTIONS[SUPPLY][0]),
        sort=record.get("sort", ""),
        find=record.get("find", ""),
        rows=min(int(rows), ROWS_MOST) if ROWS_ASKED.fullmatch(rows) else ROWS,
        date=record.get("date", ""),
        direction=record.get("way", ""),
        compared_period=record.get("since", ""),
        versus=_read_versus(record),
        gap=_read_gap(record),
        within=record.get("within", ""),
        columns=record.get("columns", ""),
        brush=read_brush(record.get("brush", "")),
        outlook=_read_outlook(record),
        units_by=record.get("units_by", ""),
        equity=EquityWords(*(record.get(key, "") for key in EquityWords._fields)),
        tariff=_read_tariff(record),
        beside=record.get("pay_beside", ""),
        display=read_display(record),
        reach=_read_reach(record),
    )


def _read_outlook(record: Record) -> OutlookWords:
    return OutlookWords(*(record.get(key, "") for key in OutlookWords._fields))


def _read_tariff(record: Record) -> TariffWords:
    return TariffWords(*(record.get(key, "") for key in TariffWords._fields))


def _read_reach(record: Record) -> ReachWords:
    return ReachWords(*(record.get(key, "") for key in ReachWords._fields))


def _read_versus(record: Record) -> VersusRecord:
    return VersusRecord(
        record.get("versus", ""),
        record.get("versus_rules", ""),
        record.get("name", "")[:NAME_MOST],
        record.get("versus_name", "")[:NAME_MOST],
    )


def _read_gap(record: Record) -> str:
    return next((key for key in SCALES if key == record.get("gap")), DEFAULT_GAP)


def place_record(within: str) -> dict[str, str]:
    """Address keys of the place that a table is narrowed to.

    Parameters
    ----------
    within : str
        "muni:1480": a key of `FOCUS_OF` and an id.

    Returns
    -------
    dict
        {"muni": "1480"}; empty, for the whole region, where the text names no place.
    """
    key, _, id_ = within.partition(":")
    return {key: id_} if key in FOCUS_OF and id_ else {}


def written_place(record: Record) -> str:
    """What `place_record` reads of a record's selection; "" for the whole region."""
    return next((f"{key}:{record[key]}" for key in FOCUS_OF if record.get(key)), "")

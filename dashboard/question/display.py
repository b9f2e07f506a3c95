"""What an address says of the map: its layers, and the choices made in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.layers.access import DEFAULT
from dashboard.layers.brush import Brush, read_brush
from dashboard.layers.choices import ALIASES, DEFAULT_FIGURE, FIGURES
from dashboard.layers.figures import AREA_FIGURES, DEFAULT_AREA_FIGURE
from dashboard.layers.flows import LINES, Lines
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.need import USUAL, OutlookWords
from dashboard.layers.need_figures import CHANGE
from dashboard.layers.reach_words import NOWHERE, ReachWords
from dashboard.layers.tariff_words import AS_IT_IS, PAY_BY, PAY_MOVES, TariffWords
from dashboard.question.pin import Pin, read_pin
from dashboard.question.questions import SUPPLY, layers_on, question_of
from dashboard.question.state import NAME_MOST, Record
from geodata.access.nearest import METHODS, Method
from geodata.assessment.service_areas import KINDS, ServiceKind

DEFAULT_GAP = next(iter(SCALES))
"""What areas of two scenarios are compared by."""
MAPS = ("one", "swipe")
"""How two scenarios stand on the map: by what they differ, or each by itself on its side of a line."""


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
        versus=read_versus(record),
        gap=read_gap(record),
        swipes=record.get("maps") == MAPS[1],
        areas_by=areas_by if areas_by in AREA_FIGURES else DEFAULT_AREA_FIGURE,
        units_by=record.get("units_by", ""),
        units_size=record.get("units_size", ""),
        need_by=record.get("need_by", CHANGE),
        brush=read_brush(record.get("brush", "")),
        pin=read_pin(record),
        line=record.get("line", ""),
        outlook=words_of(OutlookWords, record),
        question=question,
        tariff=words_of(TariffWords, record),
        pay_by=next((by for by in PAY_BY if by == record.get("pay_by")), PAY_BY[0]),
        pay_name=record.get("pay_name", "")[:NAME_MOST],
        pay_moves=next((each for each in PAY_MOVES if each == record.get("pay_moves")), PAY_MOVES[0]),
        reach=words_of(ReachWords, record),
    )


def words_of[T](kind: Callable[..., T], record: Record) -> T:
    """What a record says of each field of a tuple of words; "" where it says nothing."""
    return kind(*(record.get(key, "") for key in kind._fields))  # type: ignore[attr-defined]


def read_versus(record: Record) -> VersusRecord:
    """The scenario that a record compares with."""
    return VersusRecord(
        record.get("versus", ""),
        record.get("versus_rules", ""),
        record.get("name", "")[:NAME_MOST],
        record.get("versus_name", "")[:NAME_MOST],
    )


def read_gap(record: Record) -> str:
    """What a record compares areas of two scenarios by."""
    return next((key for key in SCALES if key == record.get("gap")), DEFAULT_GAP)

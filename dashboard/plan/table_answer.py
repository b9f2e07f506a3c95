"""The table of the drawer as it is asked for: its rows, its columns, the place it is of, and its files."""

from __future__ import annotations

from dataclasses import replace

from dashboard.components import ids
from dashboard.components.markup import Markup, markup_of
from dashboard.components.take_along import take_along
from dashboard.layers.base import Table
from dashboard.layers.payment import Payment
from dashboard.layers.reach_words import KEY as REACHED
from dashboard.needs.equity import equity_view
from dashboard.needs.panel import NeedFigures
from dashboard.needs.views import DRAWN, drawn_view, whose_need
from dashboard.payment.beside import shown_name, tariffs_beside
from dashboard.payment.figures import PaymentFigures
from dashboard.payment.views import DRAWN as PAYMENT_DRAWN
from dashboard.plan.column_choice import column_choice
from dashboard.plan.drawer import table_parts
from dashboard.question.listing import ROWS_MOST, Listing, place_record
from dashboard.question.questions import NEED
from dashboard.question.request import Request
from dashboard.question.shown_layers import equity_as_shown
from dashboard.question.state import Record
from dashboard.question.versus import compared_keys, versus_of
from dashboard.question.views import AREAS, VIEW, VIEWS
from dashboard.tables.brushed import brushed_rows
from dashboard.tables.columns import chosen_columns
from dashboard.tables.equity import EQUITY
from dashboard.tables.payment_models import BESIDE, MODELS, models_table
from dashboard.tables.payments import PAYMENT_TABLES
from dashboard.tables.scenarios import COMPARE, comparison, named_scenarios
from dashboard.tables.tables import known_table, table_of
from dashboard.words.focus import focus_title
from geodata.assessment.assessment import Assessment
from geodata.equity.offer import AS_USUAL, chosen_measure
from geodata.focus.place import Place

UNITS = VIEWS["units"]
"""Table of the view of units."""
PAID = (Payment.key, MODELS, *PAYMENT_TABLES)
"""Tables of who is paid what."""
SIDE_BY_SIDE = (COMPARE, MODELS)
"""Tables whose columns are scenarios or models, all of them shown."""
OF_TWO = (COMPARE, "difference")
"""Tables of two scenarios."""


def table_view(request: Request, listing: Listing, record: Record) -> dict[str, list[Markup]]:
    """The table that is asked for: its rows, how many, and its files.

    Parameters
    ----------
    request : Request
    listing : Listing
    record : mapping
        Address keys of the question and of the place that the table is narrowed to, for the files' links.
    """
    if listing.table in DRAWN:
        return _drawn_view(request, listing, record)
    equity = equity_as_shown(request.assessment, listing)
    if listing.table == MODELS:
        key, listing = MODELS, replace(listing, rows=ROWS_MOST)
        table = models_table(request.assessment, request.focus, tariffs_beside(listing), request.words)
    elif listing.table == COMPARE:
        key, listing = COMPARE, replace(listing, rows=ROWS_MOST)
        versus = versus_of(request.region, listing.versus)
        named = named_scenarios(request.assessment, versus, listing.versus.name, request.words)
        table = comparison(named, request.focus, request.words)
    else:
        key = known_table(request.region, listing.table)
        table = listed_table(request.assessment, request.focus, key, listing)
        table = brushed_rows(table, request.assessment, listing.row_brush, listing.outlook)
    narrowed = "" if key in SIDE_BY_SIDE else _narrowed(request, listing)
    count_text, rows = table_parts(table, listing, request.words, narrowed)
    choices = {
        **listing.brush_record,
        "date": listing.date,
        "way": listing.direction,
        "since": listing.compared_period,
        **listing.outlook._asdict(),
        **(listing.tariff._asdict() if key in PAID else {}),
        **({BESIDE: listing.beside, "pay_name": shown_name(listing)} if key == MODELS else {}),
        "units_by": listing.units_by if key == "units" else "",
        **(listing.reach._asdict() if key == REACHED else {}),
        "columns": listing.columns if chosen_columns(listing.columns, key) else "",
        **(equity._asdict() if key == EQUITY else {}),
        **(compared_keys(listing.versus, listing.gap) if key in OF_TWO else {}),
        **({"question": NEED, VIEW: AREAS, "layers": key} if _is_of_need(listing) else {}),
    }
    if key == EQUITY:
        usual = equity_as_shown(request.assessment, replace(listing, equity=AS_USUAL)).equity_of
        usual = usual or chosen_measure(request.region, "").key
        rows = [
            *equity_view(request.assessment, request.focus, equity, request.words, listing.outlook, usual),
            *rows,
        ]
    if key in PAYMENT_DRAWN:
        figures = PaymentFigures(request.assessment, request.focus, listing.tariff, request.words)
        rows = [*PAYMENT_DRAWN[key](figures), *rows]
    asked_too = {**record, **{name: choice for name, choice in choices.items() if choice}}
    return {
        ids.TABLE_HEAD: [count_text],
        ids.TABLE_BODY: rows,
        ids.TABLE_COLUMNS: [] if key in SIDE_BY_SIDE else markup_of(column_choice(table, key, request.words)),
        ids.TABLE_FILES: markup_of(
            take_along(
                request.region.version, key, asked_too, request.words, has_places=table.row_kind != "kpi"
            )
        ),
    }


def _is_of_need(listing: Listing) -> bool:
    """Whether it is a view of the need to come."""
    return listing.display is not None and listing.display.question == NEED


def listed_table(assessment: Assessment, focus: Place, key: str, listing: Listing) -> Table:
    """The table of a key with all that a listing chooses in it, of all rows."""
    return table_of(
        assessment,
        focus,
        key,
        listing.date,
        listing.direction,
        listing.compared_period,
        versus_of(assessment.region, listing.versus),
        listing.gap,
        listing.outlook,
        equity_as_shown(assessment, listing),
        listing.units_by,
        listing.tariff,
        listing.reach,
    )


def _drawn_view(request: Request, listing: Listing, record: Record) -> dict[str, list[Markup]]:
    """A view of the need to come, whose need it is, and the files of its table."""
    table, region, words = listing.table, request.region, request.words
    outlook = {key: word for key, word in listing.outlook._asdict().items() if word}
    outlook |= {"question": NEED, VIEW: next(view for view, of in VIEWS.items() if of == table)}
    files = take_along(region.version, table, {**record, **outlook}, words, has_places=table == UNITS)
    whose = whose_need(request.assessment, request.focus, words)
    figures = NeedFigures(request.assessment, request.focus, listing.outlook, words)
    return {
        ids.TABLE_HEAD: [focus_title(request.assessment, request.focus, words)[0]],
        ids.TABLE_BODY: [*whose, *drawn_view(table, figures)],
        ids.TABLE_COLUMNS: [],
        ids.TABLE_FILES: markup_of(files),
    }


def table_place(listing: Listing, selection: Record) -> dict[str, str]:
    """Address keys of the place that a table is of: it stays when another is chosen.

    Scenarios side by side, and what is drawn of the need, are those of the place in focus; every other table
    is of the whole region until it is narrowed. A unit in focus stands among the others.
    """
    if listing.table in SIDE_BY_SIDE or listing.table in DRAWN:
        return {} if listing.table == UNITS and "unit" in selection else {**selection}
    place = place_record(listing.within)
    called = selection.get("called", "") if place and place.items() <= selection.items() else ""
    return {**place, "called": called} if called else place


def _narrowed(request: Request, listing: Listing) -> str:
    """What the table is narrowed to, in words; that there is no such place where the question lacks it."""
    if not request.focus.is_whole_region:
        return focus_title(request.assessment, request.focus, request.words)[0]
    if listing.row_brush is not None:
        return request.words("brush.narrowed")
    return request.words("ui.within_gone") if listing.within else ""

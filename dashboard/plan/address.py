"""What Planera's address says that there is not, besides what its answers tell of."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from dashboard.components.misread_notice import page_notice
from dashboard.layers.base import MIXED
from dashboard.plan.table_answer import listed_table
from dashboard.question.address_checks import misread_display, misread_equity, misread_view
from dashboard.question.defaults import limit_ends
from dashboard.question.listing import BRUSH, ROWS_MOST, ROWS_WRITTEN, place_record, read_listing
from dashboard.question.misread import Misread, each_unknown, unless
from dashboard.question.questions import QUESTIONS, SUPPLY
from dashboard.question.request import Request, focus_of
from dashboard.question.state import read_selection
from dashboard.question.tariffs import offered_forms
from dashboard.question.views import PAY_VIEW, PAY_VIEWS, VIEW, VIEWS, table_of_view
from dashboard.tables.payment_models import BESIDE, MODELS, read_beside
from dashboard.tables.scenarios import COMPARE
from dashboard.tables.tables import read_day, table_keys, table_of
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.reimbursement.of_region import tariff_offer


def plan_notice(request: Request, query: Mapping[str, str]) -> html.Div | None:
    """What the address says besides question, place and version, which the page's answers tell of."""
    region, words, assessment = request.region, request.words, request.assessment
    misread = [
        *misread_display(region, query),
        *misread_listing(assessment, query),
        *misread_view(region, query),
    ]
    least, most = limit_ends(region)
    limit = assessment.scenario.limit_min
    beyond = (
        "limit" in query
        and not least <= limit <= most
        and not any(each.key == "limit" for each in request.misread)
    )
    outside = [words("address.outside_slider", limit=limit, least=least, most=most)] if beyond else []
    return page_notice(region, words, query, misread, outside, tells_version=False, assessment=assessment)


def misread_listing(assessment: Assessment, record: Mapping[str, str]) -> list[Misread]:
    """What a record of `STORES["listing"]` says that there is not, but for what the map reads too.

    Parameters
    ----------
    assessment : Assessment
    record : mapping
        Of the store or the address.
    """
    within = record.get("within", "")
    place = place_record(within)
    focus, missing = focus_of(assessment, read_selection(place))
    region = assessment.region
    table, rows, day = (record.get(key, "") for key in ("table", "rows", "date"))
    is_table = table in (*table_keys(region), COMPARE, MODELS)
    count = int(rows) if ROWS_WRITTEN.fullmatch(rows) else 0
    return [
        *unless(is_table, "table", table, "name"),
        *unless(record.get(VIEW) in VIEWS, VIEW, record.get(VIEW, "")),
        *unless(record.get(PAY_VIEW) in PAY_VIEWS, PAY_VIEW, record.get(PAY_VIEW, "")),
        *unless(within == BRUSH or (bool(place) and not missing), "within", within, "region"),
        *misread_columns(assessment, focus, record.get("columns", "")),
        *misread_sort(assessment, focus, record, table if is_table else ""),
        *misread_equity(region, record),
        *misread_beside(assessment, record.get(BESIDE, "")),
        *unless(0 < count <= ROWS_MOST, "rows", rows, "nearest" if count else "usual"),
        *unless(read_day(day) is not None, "date", day),
    ]


def misread_beside(assessment: Assessment, text: str) -> list[Misread]:
    """Tariffs beside the one shown that cannot be read, and words of others that the care form has not."""
    found, unread = read_beside(text)
    misread = [Misread(BESIDE, item, "rest") for item in unread]
    form = assessment.scenario.care_form
    if not found or form not in offered_forms(assessment.region):
        return misread
    offer = tariff_offer(assessment.region, form)
    refused = (each for named in found for each in named.words.answered(offer).refused)
    return [*misread, *(Misread(BESIDE, f"{key}={word}", "rest") for key, word in refused)]


def misread_columns(assessment: Assessment, focus: Place, columns: str) -> list[Misread]:
    """Columns that their table does not have, or a table that there is not."""
    table, _, keys = columns.partition(":")
    if table not in table_keys(assessment.region):
        return unless(False, "columns", columns)
    known = {column.key for column in table_of(assessment, focus, table).columns}
    return each_unknown({"columns": keys}, "columns", known)


def misread_sort(
    assessment: Assessment, focus: Place, record: Mapping[str, str], table: str
) -> list[Misread]:
    """An order that the table cannot be put in; "" is the table that a page opens with."""
    sort = record.get("sort", "")
    column, _, way = sort.rpartition(".")
    key = table_of_view(record) or table or QUESTIONS[SUPPLY][0]
    if not sort or COMPARE in (table, key) or key == MODELS:
        return []
    shown = listed_table(assessment, focus, key, read_listing(record))
    sorted_by = {known.key for known in shown.columns if known.kind != MIXED}
    return unless(way in ("up", "down") and column in sorted_by, "sort", sort)

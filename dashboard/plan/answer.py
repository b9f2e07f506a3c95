"""What the page says of one assessment: by the id of each place on it, the markup that stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dash import html

from dashboard.components import ids
from dashboard.components.layer_switch import legend_parts, periods_select
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.components.messages import message, version_message
from dashboard.components.take_along import take_along
from dashboard.kpis import kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers import layer_of
from dashboard.layers.flow_rows import flow_rows
from dashboard.layers.use_change import UseChange
from dashboard.plan.drawer import table_parts
from dashboard.plan.flow_list import flow_list
from dashboard.plan.focus_head import focus_head
from dashboard.plan.kpi_panel import against, figure, label, press_name, trend
from dashboard.plan.unit_actions import unit_actions
from dashboard.plan.unit_card import unit_card
from dashboard.plan.zone_card import zone_card, zone_lift
from dashboard.question.request import Request, developments
from dashboard.question.shown_layers import layers_as
from dashboard.question.state import ROWS_MOST, Display, Listing, Record
from dashboard.tables.scenarios import COMPARE, comparison
from dashboard.tables.tables import known_table, table_of
from dashboard.words.scenario import scenario_name
from geodata.focus.places import beside
from geodata.zones import profile, remedies

Places = dict[str, list[Markup]]


def answer_view(
    it: Request, display: Display, page: Mapping[str, str], newest: str, selection: Record
) -> Places:
    """Messages, what is in focus, its figures, and the legends of the layers that are on.

    Parameters
    ----------
    it : Request
    display : Display
    page : mapping
        `version` and `linked` of the page.
    newest : str
        The version published now.
    selection : mapping
        Of the page: other filters make other zones, and a place may be drawn where nobody lives, which is no
        fault of the link.
    """
    card: list[html.Div | None] = []
    if it.focus.is_unit:
        register = layer_of(it.region, "units").table(it.assessment, it.focus)
        card = [_actions(it), unit_card(register, it.focus.id, it.words)]
    name = display.name or scenario_name(it.assessment, it.words)
    if it.focus.is_zone:
        told = profile.profile(it.assessment, it.assessment.zone(it.focus.id))
        card = [zone_card(told, it.assessment, it.words)]
    return {
        ids.MESSAGES: markup_of(_messages(it, page, newest, selection)),
        ids.PANEL_NOTE: [it.words("ui.panel_note", short=_beside(it))],
        ids.SCENARIO_NAME: [scenario_name(it.assessment, it.words)],
        ids.FOCUS_HEAD: markup_of(focus_head(it.assessment, it.focus, it.words, name)),
        ids.UNIT_CARD: markup_of(card),
        **_figures(it),
        **_legends(it, display),
        ids.FLOW_LIST: _flow_list(it, display),
    }


def table_view(it: Request, listing: Listing, record: Record, other: Request | None = None) -> Places:
    """The table that is asked for: its rows, how many, and its files.

    Parameters
    ----------
    it : Request
    listing : Listing
    record : mapping
        Address keys of the question and the selection, for the files' links.
    other : Request, optional
        The scenario that this one is compared with.
    """
    if listing.table == COMPARE:
        named = [(it.words("scenario.today"), it.assessment.without_changes)]
        if it.assessment.scenario.changes:
            named.append((scenario_name(it.assessment, it.words), it.assessment))
        if other is not None and other.assessment.scenario.changes:
            named.append((listing.versus_name or scenario_name(other.assessment, it.words), other.assessment))
        take = take_along(it.region.version, "", {}, it.words)
        said, rows = table_parts(
            comparison(named, it.focus, it.words), replace(listing, rows=ROWS_MOST), it.words
        )
        return {ids.TABLE_HEAD: [said], ids.TABLE_BODY: rows, ids.TABLE_FILES: markup_of(take)}
    key = known_table(it.region, listing.table)
    choices = {"date": listing.date, "way": listing.direction, "since": listing.compared_period}
    table = table_of(it.assessment, it.focus, key, listing.date, listing.direction, listing.compared_period)
    said, rows = table_parts(table, listing, it.words)
    asked_too = {**record, **{name: choice for name, choice in choices.items() if choice}}
    return {
        ids.TABLE_HEAD: [said],
        ids.TABLE_BODY: rows,
        ids.TABLE_FILES: markup_of(
            take_along(it.region.version, key, asked_too, it.words, has_places=table.row_kind != "kpi")
        ),
    }


def trends_view(it: Request) -> Places:
    """Every figure's line over the periods, and what would lift the zone in focus: what can wait."""
    lines = zip(kpis_of(it.region), developments(it), strict=True)
    places = {
        ids.kpi_trend(kpi.key): markup_of(trend(points, unit, it.words)) for kpi, (points, unit) in lines
    }
    lift = None
    if it.focus.is_zone:
        zone = it.assessment.zone(it.focus.id)
        lifted = not it.assessment.lacking.underserved[zone.areas].any()
        lift = (
            None
            if lifted
            else zone_lift(zone, remedies.remedies_of(it.assessment, zone), it.assessment, it.words)
        )
    return {**places, ids.ZONE_LIFT: markup_of(lift)}


def _actions(it: Request) -> html.Div | None:
    """What can be thought otherwise of the unit in focus."""
    assessment, at = it.assessment, int(it.focus.units[0])
    new = at >= len(assessment.without_changes.units)
    closed = any(one.kind == "close" and one.id == it.focus.id for one in assessment.scenario.changes)
    counts = bool(assessment.supply.available[at])
    unit = assessment.units.iloc[at]
    form = it.region.settings.care_forms[assessment.scenario.care_form]
    return unit_actions(
        it.focus.id,
        str(unit["name"]),
        float(unit["capacity"]),
        "added" if new else "closed" if closed else "open" if counts else "absent",
        it.words,
        it.words.inside(form.capacity_name),
    )


def _messages(it: Request, page: Mapping[str, str], newest: str, selection: Record) -> list[object]:
    own = {selection.get("zone"): "ui.no_zone", selection.get("drawn"): "ui.no_drawn"}
    said: list[object] = [
        message([it.words(own.get(name, "ui.unknown_name"), name=name)]) for name in it.unknown
    ]
    return [*said, version_message(page, newest, it.words)]


def _figures(it: Request) -> Places:
    reference = beside(it.assessment, it.focus)
    since = bool(it.assessment.scenario.changes)
    places: Places = {}
    for kpi in kpis_of(it.region):
        meta, here = meta_of(kpi, it.assessment), kpi.read(it.assessment, it.focus)
        difference = None
        if reference is not None:
            there = kpi.read(*reference)
            difference = against(here, there, kpi.better, _beside(it), it.words, since=since)
        places[ids.kpi_press(kpi.key)] = [tag("span", press_name(kpi, meta, it.words), class_="unseen")]
        places[ids.kpi_label(kpi.key)] = label(kpi, meta, it.words)
        places[ids.kpi_value(kpi.key)] = markup_of(figure(here, it.words))
        places[ids.kpi_against(kpi.key)] = markup_of(difference)
    return places


def _beside(it: Request) -> str:
    return it.words("scenario.today") if it.assessment.scenario.changes else it.region.settings.short


def _flow_list(it: Request, display: Display) -> list[Markup]:
    """The list is the arrows in words: it is there while they are."""
    if "flows" not in display.layers:
        return []
    return flow_list(it.assessment, it.focus, flow_rows(it.assessment, it.focus, display.direction), it.words)


def _legends(it: Request, display: Display) -> Places:
    places = {}
    for layer in layers_as(it.region, display):
        if layer.key in display.layers and layer.available(it.assessment):
            parts: list[object] = [*legend_parts(layer.legend(it.assessment), it.words)]
            if isinstance(layer, UseChange):  # which periods there are follows the question
                parts = [periods_select(it.assessment, layer.since, it.words), *parts]
            places[ids.legend(layer.key)] = markup_of(parts)
    return places

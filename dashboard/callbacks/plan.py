"""Planera's wiring: every answer is read from the stores, computed by one call, and returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component

from dashboard import ids
from dashboard.asked import asked, developments
from dashboard.components.drawer import table_files, table_parts
from dashboard.components.focus_head import focus_head
from dashboard.components.kpi_panel import against, figure, label, press_name, trend
from dashboard.components.layer_switch import legend_parts
from dashboard.components.messages import message, version_message
from dashboard.components.unit_card import unit_card
from dashboard.kpis import kpis_of
from dashboard.layers import layer_of
from dashboard.map_view import map_view
from dashboard.publication import Publication
from dashboard.state import read_display
from dashboard.tables import known_table, table_of
from geodata.focus import focus_on

Stored = Mapping[str, str] | None
SCENARIO, SELECTION = Input(ids.SCENARIO, "data"), Input(ids.SELECTION, "data")
DISPLAY, PAGE = Input(ids.DISPLAY, "data"), State(ids.VERSION, "data")


def register(app: Dash, publication: Publication) -> None:
    """Connect the stores of Planera with its map, figures, legends and table."""

    @app.callback(Output(ids.MAP_VIEW, "data"), SCENARIO, SELECTION, DISPLAY, PAGE)
    def draw_map(scenario: Stored, selection: Stored, display: Stored, page: Mapping[str, str]) -> Any:
        it, shown = asked(publication, page, scenario, selection), read_display(display or {})
        return map_view(it.assessment, it.focus, set(shown.layers), shown.service, it.words)

    @app.callback(
        Output(ids.FOCUS_HEAD, "children"),
        Output(ids.UNIT_CARD, "children"),
        Output({"type": "kpi-value", "key": ALL}, "children"),
        Output({"type": "kpi-against", "key": ALL}, "children"),
        SCENARIO,
        SELECTION,
        PAGE,
    )
    def show_figures(scenario: Stored, selection: Stored, page: Mapping[str, str]) -> Any:
        it = asked(publication, page, scenario, selection)
        whole = focus_on(it.assessment, "region", "")
        kpis = kpis_of(it.region)
        values = [kpi.measure(it.assessment, it.focus) for kpi in kpis]
        short = it.region.settings.short
        beside: list[list[Component]] = [[] for _ in kpis]
        if it.focus.kind != "region":
            beside = [
                against(value, kpi.measure(it.assessment, whole), kpi.better, short, it.words)
                for kpi, value in zip(kpis, values, strict=True)
            ]
        card = None
        if it.focus.kind == "unit":
            register_table = layer_of(it.region, "units").table(it.assessment, it.focus)
            card = unit_card(register_table, it.focus.id, it.words)
        return (
            focus_head(it.assessment, it.focus, it.words),
            card,
            [figure(v, it.words) for v in values],
            beside,
        )

    @app.callback(
        Output({"type": "kpi-label", "key": ALL}, "children"),
        Output({"type": "kpi-press", "key": ALL}, "aria-label"),
        SCENARIO,
        PAGE,
        prevent_initial_call=True,  # the page is put up with the names of its own question
    )
    def show_names(scenario: Stored, page: Mapping[str, str]) -> Any:
        it = asked(publication, page, scenario, None)
        named = [(kpi, kpi.meta(it.assessment), it.words) for kpi in kpis_of(it.region)]
        return [label(*one) for one in named], [press_name(*one) for one in named]

    @app.callback(
        Output({"type": "kpi-trend", "key": ALL}, "children"),
        Input(ids.PAINTED, "data"),  # the lines are the dearest and the least: they wait for the map
        State(ids.SCENARIO, "data"),
        State(ids.SELECTION, "data"),
        PAGE,
        prevent_initial_call=True,
    )
    def show_trends(_: Any, scenario: Stored, selection: Stored, page: Mapping[str, str]) -> Any:
        it = asked(publication, page, scenario, selection)
        return [trend(points, unit, it.words) for points, unit in developments(it)]

    @app.callback(
        Output({"type": "legend", "key": ALL}, "children"),
        SCENARIO,
        DISPLAY,
        State({"type": "legend", "key": ALL}, "id"),
        PAGE,
    )
    def show_legends(
        scenario: Stored, display: Stored, places: list[dict[str, str]], page: Mapping[str, str]
    ) -> Any:
        it, shown = asked(publication, page, scenario, None), read_display(display or {}).layers
        return [
            legend_parts(layer_of(it.region, key).legend(it.assessment), it.words)
            if (key := place["key"]) in shown and key != "labels"
            else None
            for place in places
        ]

    @app.callback(
        Output(ids.TABLE_HEAD, "children"),
        Output(ids.TABLE_BODY, "children"),
        Output("table-files", "children"),
        SCENARIO,
        SELECTION,
        DISPLAY,
        PAGE,
    )
    def show_table(scenario: Stored, selection: Stored, display: Stored, page: Mapping[str, str]) -> Any:
        it, shown = asked(publication, page, scenario, selection), read_display(display or {})
        key = known_table(it.region, shown.table)
        table = table_of(it.assessment, it.focus, key, shown.date)
        said, rows = table_parts(table, shown, it.words)
        record = {**(scenario or {}), **(selection or {}), **({"date": shown.date} if shown.date else {})}
        return said, rows, table_files(it.region.version, key, record, it.words)

    @app.callback(Output(ids.MESSAGES, "children"), SCENARIO, SELECTION, PAGE)
    def show_messages(scenario: Stored, selection: Stored, page: Mapping[str, str]) -> Any:
        it = asked(publication, page, scenario, selection)
        zone = (selection or {}).get("zone")  # other filters make other zones: no fault of the link
        said = [
            message([it.words("ui.no_zone" if name == zone else "ui.unknown_name", name=name)])
            for name in it.unknown
        ]
        newest = publication.current()
        about = version_message(page, newest.version if newest else it.region.version, it.words)
        return [*said, *([about] if about else [])]

    app.clientside_callback(
        ClientsideFunction("show", "map"),
        Output(ids.MAP_VIEW, "modified_timestamp"),
        Input(ids.MAP_VIEW, "data"),
        State(ids.MAP_TEXTS, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("show", "words"),
        Output(ids.TABLE_BODY, "title"),
        Input(ids.TABLE_BODY, "children"),
        Input(ids.FOCUS_HEAD, "children"),
    )

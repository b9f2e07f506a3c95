"""Planera's wiring: every answer is read from the stores, computed by one call, and returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboard.components import ids
from dashboard.map.payload import map_payload, second_payload
from dashboard.map.years import years_payload
from dashboard.plan.answer import answer_view, trends_view
from dashboard.plan.table_answer import table_place, table_view
from dashboard.presentation.step_content import proposed_heading
from dashboard.question.display import read_display
from dashboard.question.listing import read_listing
from dashboard.question.questions import as_offered, question_of
from dashboard.question.request import read_request
from dashboard.serve.publication import Publication

Stored = Mapping[str, str] | None
Page = Mapping[str, str]
SCENARIO, SELECTION = Input(ids.SCENARIO, "data"), Input(ids.SELECTION, "data")
PAGE = State(ids.VERSION, "data")


def register_plan(app: Dash, publication: Publication) -> None:
    """Connect the stores of Planera with its map, figures, legends and table."""

    @app.callback(Output(ids.ANSWER, "data"), SCENARIO, SELECTION, Input(ids.DISPLAY, "data"), PAGE)
    def answer(scenario: Stored, selection: Stored, display: Stored, page: Page) -> Any:
        request = read_request(publication, page, scenario, selection)
        on = read_display(as_offered(display or {}, request.region.hidden))
        newest = publication.current() or request.region
        return {
            "map": map_payload(request.assessment, request.focus, on, request.words),
            "years": years_payload(request.assessment, on, request.words),
            "second": second_payload(request.assessment, request.focus, on, request.words),
            "places": answer_view(request, on, page, newest.version, selection or {}),
            "heading": proposed_heading(request, on),
        }

    @app.callback(Output(ids.TABLE, "data"), SCENARIO, SELECTION, Input(ids.LISTING, "data"), PAGE)
    def show_table(scenario: Stored, selection: Stored, listing: Stored, page: Page) -> Any:
        shown = read_listing(listing or {})
        place = table_place(shown, selection or {})
        request = read_request(publication, page, scenario, place)
        return table_view(request, shown, {**(scenario or {}), **place})

    @app.callback(
        Output(ids.TRENDS, "data"),
        Input(ids.PAINTED, "data"),  # the lines are the dearest and the least: they wait for the map
        State(ids.SCENARIO, "data"),
        State(ids.SELECTION, "data"),
        State(ids.DISPLAY, "data"),
        PAGE,
        prevent_initial_call=True,
    )
    def show_trends(_: Any, scenario: Stored, selection: Stored, display: Stored, page: Page) -> Any:
        request = read_request(publication, page, scenario, selection)
        return trends_view(request, question_of(as_offered(display or {}, request.region.hidden)))

    for store, more in ((ids.ANSWER, [State(ids.MAP_TEXTS, "data")]), (ids.TABLE, []), (ids.TRENDS, [])):
        app.clientside_callback(
            ClientsideFunction("show", store),
            Output(store, "modified_timestamp"),
            Input(store, "data"),
            *more,
        )

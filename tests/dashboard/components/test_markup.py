"""Markup says what the component says, as plain lists."""

from __future__ import annotations

from dash import dcc, html

from dashboard.components.markup import markup_of, static_markup, tag


def test_attributes_without_text_are_left_out() -> None:
    assert tag("td", "12", class_="is-number", title="") == ["td", {"class": "is-number"}, "12"]
    assert tag("tr", data_select_id="A1") == ["tr", {"data-select-id": "A1"}]


def test_components_keep_their_names_attributes_and_order() -> None:
    tree = html.Div(
        ["Å ", html.Span("b", className="chip", style={"backgroundColor": "#fff"}), 3, None],
        hidden=True,
        tabIndex="0",
        **{"data-set": "{}", "aria-label": "c"},
    )
    assert markup_of(tree) == [
        [
            "div",
            {"hidden": "", "tabindex": "0", "data-set": "{}", "aria-label": "c"},
            "Å ",
            ["span", {"class": "chip", "style": "background-color:#fff"}, "b"],
            "3",
        ]
    ]


def test_nothing_is_no_markup() -> None:
    assert markup_of(None) == []
    assert markup_of([None, "a", [html.P("b")]]) == ["a", ["p", {}, "b"]]


def test_only_what_answers_or_holds_a_component_stays_one() -> None:
    page = html.Div(
        [
            html.Header([html.H1("Karta")], className="top"),
            html.Main([html.P("a", id="said"), html.Div(id="written"), dcc.Store(id="kept")]),
        ]
    )
    tree, places = static_markup(page, live=("written",))
    top, main = tree.children
    assert (top.className, top.children, places[top.id]) == ("top", None, [["h1", {}, "Karta"]])
    assert [part.id for part in main.children] == ["said", "written", "kept"]
    assert places["said"] == ["a"]
    assert "written" not in places

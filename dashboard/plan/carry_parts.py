"""What is told while a unit is carried: at the pointer, in the panel, over the map and in the rail.

Words and places for figures; the page's script writes the figures, which it works out by itself.
"""

from __future__ import annotations

from dash import html

from dashboard.components.brief_legend import brief_legend
from dashboard.layers.change import Change
from dashboard.words.words import Words
from geodata.assessment.assessment import assess
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario

WAYS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
ROWS = ("within", "over", "comes", "falls")


def carry_card(words: Words) -> html.Div:
    """Beside the unit: the share within the limit, who gains and who loses, and the best place near by."""
    rows = [
        html.Div([html.Dt(words(f"carry.{side}"), className=f"is-{side}"), html.Dd(_place(side))])
        for side in ("shorter", "longer")
    ]
    return html.Div(
        [
            html.P(_place("limit", words("carry.within", limit="{limit}"))),
            html.P([html.Strong(_place("covered")), " ", _place("net")], className="carry-covered"),
            html.Dl(rows, className="carry-sides"),
            html.P(_place("near"), className="carry-near"),
            html.P(_place("note"), className="carry-note"),
        ],
        id="carry-card",
        className="carry-card",
        hidden=True,
        **{
            "aria-hidden": "true",
            "data-near": words("carry.near", km="{km}", way="{way}", place="{place}", count="{count}"),
            "data-best": words("carry.best"),
            "data-none": words("carry.none"),
            "data-words": "|".join(words(f"carry.way.{way}") for way in WAYS),
        },
    )


def carry_legend(region: Region, words: Words) -> html.Div:
    """Over the map: what the colours and the dots mean meanwhile."""
    brief = brief_legend(Change(as_today=True).legend(assess(region, default_scenario(region))), words)
    dots = [html.Li([html.Span(className=f"dot is-{size}"), _place(f"dot-{size}")]) for size in range(3)]
    return html.Div(
        [
            *([brief] if brief else []),
            html.Div(
                [
                    html.B(words("carry.spots")),
                    html.Ul(dots, className="carry-dots"),
                    html.P(words("carry.spots_about"), className="note"),
                ],
                **{"data-carry": "spots"},
            ),
        ],
        id="carry-legend",
        className="carry-legend",
        hidden=True,
    )


def carry_panel(words: Words) -> html.Section:
    """In the place of the key figures: today, there, and the difference; who passes the limit."""
    heads = [html.Th(words(f"carry.{key}"), scope="col") for key in ("now", "there", "difference")]
    rows = [
        html.Tr(
            [
                html.Th(_place("limit", words(f"carry.row.{key}", limit="{limit}")), scope="row"),
                html.Td(_place(f"{key}-now")),
                html.Td(_place(f"{key}-there")),
                html.Td(_place(f"{key}-gap")),
            ]
        )
        for key in ROWS
    ]
    columns = [words(f"carry.column.{key}") for key in ("area", "persons", "now", "there")]
    sides = [
        html.Div(
            [html.Strong(_place(side)), html.Span(words(f"carry.{side}"))], className=f"carry-side is-{side}"
        )
        for side in ("shorter", "longer")
    ]
    return html.Section(
        [
            html.P(words("carry.meanwhile"), className="carry-over"),
            html.H2(_place("place", words("carry.place", name="{name}", area="{area}"))),
            html.P(words("carry.unsaved"), className="note"),
            html.P(_place("guess", words("carry.guess")), className="carry-guess", hidden=True),
            html.Div(sides, className="carry-effects"),
            html.Table(
                [
                    html.Caption(words("carry.access")),
                    html.Thead(html.Tr([html.Td(), *heads])),
                    html.Tbody(rows),
                ]
            ),
            html.Table(
                [
                    html.Caption(words("carry.passes")),
                    html.Thead(html.Tr([html.Th(text, scope="col") for text in columns])),
                    html.Tbody(**{"data-carry": "passes", "data-none": words("carry.passes_nobody")}),
                ]
            ),
            html.P(_place("sum", words("carry.sum", comes="{comes}", falls="{falls}", net="{net}"))),
            html.P([html.B(words("carry.later")), " ", words("carry.later_about")], className="note"),
            html.Div(
                [
                    html.Button(words("carry.drop"), className="button is-main", **{"data-carry": "drop"}),
                    html.Button(
                        [words("carry.back"), html.Kbd("Esc")], className="button", **{"data-carry": "back"}
                    ),
                ],
                className="pair",
            ),
        ],
        id="carry-panel",
        className="carry-panel",
        hidden=True,
        **{"aria-label": words("carry.meanwhile")},
    )


def carry_options(words: Words) -> html.Div:
    """In the rail while units can be moved: what is shown meanwhile, and how it is done without a mouse."""
    switches = [
        html.Button(
            words(f"carry.show.{key}"),
            className="switch",
            type="button",
            role="switch",
            **{"aria-checked": on, "data-carry": f"show-{key}"},
        )
        for key, on in (("card", "true"), ("spots", "true"), ("snaps", "false"))
    ]
    return html.Div(
        [
            html.B(words("carry.while")),
            *switches,
            html.P([html.B(words("carry.keys")), " ", words("carry.keys_about")], className="note"),
        ],
        id="carry-options",
        className="carry-options",
        hidden=True,
    )


def carry_said(words: Words) -> html.P:
    """What is read out when the unit has come to rest."""
    text = words(
        "carry.said",
        limit="{limit}",
        covered="{covered}",
        shorter="{shorter}",
        longer="{longer}",
        comes="{comes}",
        falls="{falls}",
        area="{area}",
    )
    return html.P(
        "",
        id="carry-said",
        className="carry-said",
        role="status",
        **{"data-text": text, "data-notice": words("carry.guess"), "data-empty": words("carry.water")},
    )


def _place(key: str, text: str = "") -> html.Span:
    """Where the script writes; `text` has blanks that it fills."""
    return html.Span("", **{"data-carry": key, **({"data-text": text} if text else {})})

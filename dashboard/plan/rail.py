"""The filters: what is asked, each as a plain control that names its address key."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from dash import html

from dashboard.components import ids
from dashboard.components.info import info_mark
from dashboard.components.shortcuts import shortcut_button
from dashboard.payment.rail import tariff_section
from dashboard.plan.modes_panel import capital
from dashboard.plan.rules_panel import rules_panel
from dashboard.plan.undo_tool import undo_tool
from dashboard.plan.what_if import what_if
from dashboard.question.defaults import limit_ends, longest_by_mode, longest_min
from dashboard.question.questions import NEED, PAYMENT, SUPPLY
from dashboard.question.tariffs import offered_forms
from dashboard.siting.panel import siting_panel
from dashboard.texts.travel_names import percentile_name, way_name
from dashboard.words.disclosure import disclosure_sentence
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.region import periods
from geodata.region.in_mode import percentiles_of, ways_of
from geodata.region.region import Region
from geodata.region.residents import known_age_groups
from geodata.scenario.scenario import care_forms, operators

FILTERS: Final = ("form", "period", "operator", "age", "limit", "mode")
"""Address keys that are set in the rail."""


def rail(region: Region, words: Words) -> html.Section:
    """Care form, period, operator, age group and limit; what the region lacks has no control."""
    settings = region.settings
    base = region.visits.periods if region.visits else ()
    fields = [
        _select(
            words, "form", [(key, words.of(settings.care_forms[key].name)) for key in care_forms(region)]
        ),
    ]
    of_supply = [
        _select(words, "period", [(key, words.period(key)) for key in periods.choices(base)]),
        _operators(region, words),
        _select(
            words,
            "age",
            [("", words("ui.age.all"))]
            + [(key, words.of(settings.age_groups[key].name)) for key in known_age_groups(region)],
        ),
        _mode(region, words),
        *_percentiles(region, words),
        _limit(region, words),
    ]
    paid = offered_forms(region)
    return html.Section(
        [
            html.Button(
                [
                    html.Span(words("ui.filter"), className="not-phone"),
                    html.Span(
                        words("ui.filter"),
                        className="only-phone",
                    ),
                ],
                className="rail-open",
                **{"data-opens": "rail", "aria-expanded": "false"},
            ),
            html.Div(
                [
                    html.Span(words("ui.filter")),
                    html.Button(words("ui.close"), className="button", **{"data-closes": "rail"}),
                ],
                className="rail-head",
            ),
            html.Div(
                [
                    *(field for field in fields if field is not None),
                    *([html.Div(id=ids.TARIFF_MODELS, **{"data-under": PAYMENT})] if paid else []),
                ],
                className="rail-models",
            ),
            *([_under(PAYMENT, tariff_section(region, words))] if paid else []),
            _under(SUPPLY, *(field for field in of_supply if field is not None), _filters_reset(words)),
            _under(
                NEED,
                html.Div(id=ids.HORIZON, className="field horizon"),
                html.Div(id=ids.NEED_FIELDS, className="rail-part"),
            ),
            undo_tool(words),
            what_if(region, words),
            siting_panel(region, words),
            *([_under(SUPPLY, rules)] if (rules := rules_panel(region, words)) else []),
            html.Div(
                [
                    html.P(travel_sentence(region, words), id=ids.TRAVEL),
                    html.P(disclosure_sentence(region, words)),
                    shortcut_button(words, "link"),
                ],
                className="foot",
            ),
        ],
        className="rail",
        **{"aria-label": words("ui.filter"), "data-panel": "rail"},
    )


def _filters_reset(words: Words) -> html.Div:
    """The way back to the usual filters, and how many are set."""
    return html.Div(
        [
            html.Button(
                words("ui.reset"),
                className="link",
                **{"data-set": json.dumps(dict.fromkeys(FILTERS), separators=(",", ":"))},
            ),
            html.Span(
                "",
                style={"marginLeft": "8px", "color": "var(--ink-3)"},
                **{
                    "data-filter-count": "",
                    "data-none": words("ui.filters_none"),
                    "data-single": words("ui.filters_one"),
                    "data-many": words("ui.filters_many", count="{count}"),
                },
            ),
        ]
    )


def _under(question: str, *parts: html.Div | html.Details | html.Section) -> html.Div:
    """What stands in the rail under one question alone."""
    return html.Div(list(parts), className="rail-part", **{"data-under": question})


def _head(words: Words, key: str, value: html.Span | None = None) -> html.Div:
    name = words(f"ui.field.{key}.name")
    return html.Div(
        [
            html.Span(name, id=f"field-{key}"),
            value
            if value is not None
            else info_mark(words("ui.about", what=name), [words(f"ui.field.{key}.about")]),
        ],
        className="name",
    )


def _select(words: Words, key: str, options: Sequence[tuple[str, str]]) -> html.Div | None:
    if not options or (len(options) == 1 and not options[0][0]):
        return None
    if len(options) == 1:  # nothing to choose, but what it is must be said
        return html.Div([_head(words, key), html.Div(options[0][1], className="value")], className="field")
    return html.Div(
        [
            _head(words, key),
            html.Select(
                [html.Option(name, value=value) for value, name in options],
                className="select",
                **{"data-state": key, "aria-labelledby": f"field-{key}"},
            ),
        ],
        className="field",
    )


def _operators(region: Region, words: Words) -> html.Div | None:
    present = [key for key in operators(region) if key]
    if len(present) < 2:
        return None
    return html.Div(
        [
            _head(words, "operator"),
            html.Div(
                [
                    html.Button(
                        [
                            html.Span(className=f"sign sign-{key}"),
                            html.Span(words(f"operator.{key}")),
                        ],
                        className="check",
                        role="checkbox",
                        **{"data-check": "operator", "data-value": key, "data-empty": "all"},
                    )
                    for key in present
                ],
                role="group",
                **{"aria-labelledby": "field-operator"},
            ),
        ],
        className="field",
    )


def _mode(region: Region, words: Words) -> html.Div | None:
    """Ways of travelling side by side; nothing to choose where there is one."""
    ways = ways_of(region)
    if len(ways) < 2:
        return None
    buttons = [
        html.Button(
            capital(way_name(region.in_mode(way)), words),
            **{"data-one": "mode", "data-value": way, "data-also": ",".join(percentiles_of(region, way))},
        )
        for way in ways
    ]
    switch = html.Div(buttons, className="segments modes", role="group", **{"aria-labelledby": "field-mode"})
    return html.Div([_head(words, "mode"), switch], className="field")


def _percentiles(region: Region, words: Words) -> list[html.Div]:
    """How often the minutes hold of each way that has several such: there while the way is chosen."""
    fields = []
    for way in ways_of(region):
        modes = percentiles_of(region, way)
        if len(modes) < 2:
            continue
        buttons = [
            html.Button(
                capital(percentile_name(region.in_mode(mode)), words),
                className="radio",
                **{"data-one": "mode", "data-value": mode, "data-keeps": "limit"},
            )
            for mode in modes
        ]
        name, about = words("ui.field.percentile.name"), words("ui.field.percentile.about")
        head = [
            html.Span(name, id=f"field-percentile-{way}"),
            info_mark(words("ui.about", what=name), [about]),
        ]
        group = html.Div(buttons, role="group", **{"aria-labelledby": f"field-percentile-{way}"})
        fields.append(
            html.Div(
                [html.Div(head, className="name"), group],
                className="field",
                **{"data-of-modes": ",".join(modes)},
            )
        )
    return fields


def _limit(region: Region, words: Words) -> html.Div:
    least, most = (round(end) for end in limit_ends(region))
    longest = longest_min(region)
    steps = (5, 20, 35, 50) if longest > most else (least, round((least + longest) / 2), most)
    return html.Div(
        [
            _head(words, "limit", html.Span("", className="value", **{"data-shows": "limit"})),
            html.Div(
                className="slider",
                **{
                    "data-slider": "limit",
                    "data-min": f"{least}",
                    "data-max": f"{most}",
                    "data-longest": json.dumps(longest_by_mode(region), separators=(",", ":")),
                    "data-step": "1",
                    "data-label": words("ui.field.limit.name"),
                    "data-unit": words("ui.minutes_short"),
                },
            ),
            html.Div([html.Span(str(step)) for step in steps], className="ticks", **{"aria-hidden": "true"}),
        ],
        className="field",
    )

"""What if: scenarios to choose among, what the chosen one changes, and the tools that change it."""

from __future__ import annotations

import json
from dataclasses import replace

from dash import html

from dashboard.components import ids
from dashboard.components.info import info_mark
from dashboard.plan.acts import act, number_field
from dashboard.plan.carry_parts import carry_options
from dashboard.plan.new_unit_fields import new_unit_fields
from dashboard.question.state import NAME_MOST, SCENARIO_NAMES
from dashboard.words.words import Words
from geodata.assessment.assessment import assess
from geodata.assessment.intake import is_limited
from geodata.region.region import Region
from geodata.scenario.scenario import FREE, LIMITED, care_forms, default_scenario
from geodata.scenario.valid_changes import capacity_most

TEXTS = (
    *("unnamed", "rules_only", "changed", "shown", "other", "copy", "versus", "cancel", "done"),
    *("new_at", "new_unit", "capacity_unit", "row_add", "row_close", "row_move", "row_size"),
    *("remove_change", "pick_new", "pick_escape", "pick_move", "pick_drag", "capacity_wrong"),
    *("capacity_most", "most"),
    *(
        "did_add",
        "did_close",
        "did_move",
        "did_size",
        "did_describe",
        "did_remove",
        "did_undo",
        "did_rules",
        "did_clear",
    ),
    *("did_full", "water", "water_far"),
    *("saved", "not_kept", "duplicated", "renamed", "name_empty", "removed", "opened", "today"),
    *("downloaded", "loaded", "file_name", "file_other", "file_version", "file_region", "file_many"),
    *("file_change", "file_rule", "compared", "compare_same", "compare_forms"),
)
"""Texts that the page's script says, their blanks filled by it."""


def what_if(region: Region, words: Words) -> html.Section:
    """The section of the rail: nothing is thought otherwise until something is pressed.

    Parameters
    ----------
    region : Region
    words : Words
    """
    forms = region.settings.care_forms
    name = words("whatif.name")
    return html.Section(
        [
            html.Div(
                [
                    html.H2(
                        [name, html.Span(f" · {words('whatif.scenarios')}")],
                        id="what-if-name",
                    ),
                    info_mark(words("ui.about", what=name), [words("whatif.about")]),
                ],
                className="what-if-head",
            ),
            html.Ul(
                [
                    html.Li(
                        html.Button(
                            html.Span(words("whatif.now"), className="scenario-title"),
                            className="scenario",
                            **{"data-scenario": ""},
                        )
                    ),
                    html.Li(_unsaved(words), id="scenario-unsaved", hidden=True),
                ],
                id="scenario-list",
                className="scenarios",
                **{"aria-labelledby": "what-if-name"},
            ),
            _rename(words),
            html.Ol(
                id="scenario-changes",
                className="changes",
                hidden=True,
                **{"aria-label": words("whatif.changes")},
            ),
            *_intake(region, words),
            _versus(words),
            html.Div(
                [act("undo", words), act("save", words, "button is-main")],
                id="scenario-keep",
                className="pair",
                hidden=True,
            ),
            html.Div(
                [
                    act("new", words, "button is-tool", **{"aria-pressed": "false", "data-sign": "+"}),
                    act("drag", words, "button is-tool", **{"aria-pressed": "false", "data-sign": "→"}),
                ],
                className="tools",
            ),
            carry_options(words),
            _more(words),
            html.P("", id="scenario-problem", className="problem", hidden=True),
        ],
        id="what-if",
        className="what-if",
        **{
            "aria-labelledby": "what-if-name",
            "data-words": json.dumps({key: words(f"whatif.{key}") for key in TEXTS}, ensure_ascii=False),
            "data-names": json.dumps(dict(SCENARIO_NAMES)),
            "data-capacity": json.dumps(usual_capacities(region)),
            "data-capacity-most": json.dumps(
                {key: f"{capacity_most(region, key):g}" for key in care_forms(region)}
            ),
            "data-capacity-names": json.dumps(
                {key: words.of(forms[key].capacity_name) for key in care_forms(region)}, ensure_ascii=False
            ),
        },
    )


def _intake(region: Region, words: Words) -> list[html.Div]:
    """Whether units take in no more than they may; nothing to choose where nothing limits them."""
    if not any(is_limited(region, key) for key in care_forms(region)):
        return []
    name, about = words("whatif.intake"), [words("whatif.intake_about")]
    options = [
        html.Option(words(f"whatif.intake_{key}"), value=value)
        for key, value in ((LIMITED, ""), (FREE, FREE))
    ]
    inside = [
        html.Div(
            [html.Span(name, id="field-intake"), info_mark(words("ui.about", what=name), about)],
            className="name",
        ),
        html.Select(
            options, className="select", **{"data-state": "intake", "aria-labelledby": "field-intake"}
        ),
    ]
    return [html.Div(inside, className="field", hidden=True, **{"data-needs": "changes"})]


def usual_capacities(region: Region) -> dict[str, str]:
    """What a new unit of every care form has unless told otherwise, as text."""
    opens = default_scenario(region)
    return {
        key: f"{assess(region, replace(opens, region=region, care_form=key)).supply.median_capacity:g}"
        for key in care_forms(region)
    }


def pick_bar(words: Words) -> html.Div:
    """Over the map while a place is asked for: what to do, the capacity, and the way without a pointer."""
    return html.Div(
        [
            html.P("", id="pick-told", role="status"),
            html.Button(words("whatif.cancel"), className="button", **{"data-whatif": "stop"}),
            html.Div(
                [
                    html.Span(words("whatif.capacity"), **{"aria-hidden": "true"}),
                    number_field(words("whatif.capacity_new")),
                    html.Span("", id="pick-most", className="unit-what"),
                ],
                id="pick-size",
                className="pick-size",
            ),
            html.Div(new_unit_fields(words), id="pick-identity", className="new-unit", hidden=True),
            html.Button(
                "",
                className="button is-main",
                hidden=True,
                **{"data-whatif": "here", "data-text": words("whatif.here", area="{area}")},
            ),
            html.Button(
                "",
                className="button is-main",
                hidden=True,
                **{"data-whatif": "ashore", "data-text": words("whatif.ashore", place="{place}")},
            ),
        ],
        id="pick-bar",
        className="pick-bar",
        hidden=True,
        role="group",
        **{"aria-labelledby": "pick-told"},
    )


def _unsaved(words: Words) -> html.Div:
    """The scenario of the address while it has no name of its own; the answer brings one, of its changes."""
    return html.Div(
        [
            html.Span(words("whatif.unsaved"), className="scenario-note"),
            html.Span("", id="scenario-given", className="scenario-title"),
            html.Span("", id=ids.SCENARIO_NAME, className="scenario-title"),
        ],
        className="scenario",
        **{"aria-current": "true"},
    )


def _rename(words: Words) -> html.Div:
    return html.Div(
        [
            html.Span(
                className="text",
                **{
                    "data-text": "",
                    "data-label": words("whatif.rename_label"),
                    "data-longest": str(NAME_MOST),
                },
            ),
            html.Div(
                [act("rename-done", words, "button is-main"), act("rename-stop", words)], className="pair"
            ),
        ],
        id="scenario-rename",
        className="rename",
        hidden=True,
    )


def _versus(words: Words) -> html.Div:
    return html.Div(
        [html.Span("", id="scenario-versus-name"), act("compare-stop", words, "link")],
        id="scenario-versus",
        className="versus",
        hidden=True,
    )


def _more(words: Words) -> html.Details:
    choose = [
        html.Div(
            [
                html.Span(words(f"whatif.compare_{which}"), id=f"compare-{which}"),
                html.Select([], className="select", **{"aria-labelledby": f"compare-{which}"}),
            ]
        )
        for which in ("first", "second")
    ]
    return html.Details(
        [
            html.Summary(words("whatif.more")),
            html.Div(
                [act(action, words) for action in ("duplicate", "rename", "remove", "download", "load")]
                + [act("compare", words, **{"aria-expanded": "false", "aria-controls": "scenario-compare"})],
                className="more-acts",
            ),
            html.Div(
                [*choose, act("compare-done", words, "button is-main")],
                id="scenario-compare",
                className="compare",
                hidden=True,
            ),
        ],
        id="scenario-more",
        className="more-menu",
    )

"""The published rules of too little supply, in plain words, each with a switch and its limit."""

from __future__ import annotations

from dash import html

from dashboard.components.info import info_mark
from dashboard.question.defaults import longest_min
from dashboard.words.question import SCALES
from dashboard.words.words import Words
from geodata.assessment.underserved import RULES, USUAL_LIMITS
from geodata.contract.settings import Rule
from geodata.region.region import Region


def rules_panel(region: Region, words: Words) -> html.Details | None:
    """The rules that the region has published and can answer; None where there are none.

    Parameters
    ----------
    region : Region
    words : Words
    """
    settings = region.settings
    known = [
        settings.rules[key]
        for key in RULES
        if key in settings.rules and (key != "too_few" or region.visits is not None)
    ]
    if not known:
        return None
    from_ = settings.underserved_from
    return html.Details(
        [
            html.Summary(
                [
                    html.Span(words("rules.name")),
                    html.Span(
                        "",
                        className="rules-changed",
                        **{
                            "data-rules-changed": "",
                            "data-single": words("rules.changed_one"),
                            "data-many": words("rules.changed_many", count="{count}"),
                        },
                    ),
                ]
            ),
            html.P(
                words("rules.from_one" if from_ == 1 else "rules.from_many", count=from_),
                className="rules-note",
            ),
            html.Ul([_row(rule, longest_min(region), words) for rule in known], className="rules"),
            html.Button(words("rules.reset"), className="link", disabled=True, **{"data-rules-reset": ""}),
        ],
        id="rules-panel",
        className="rules-panel",
    )


def _row(rule: Rule, longest_min: float, words: Words) -> html.Li:
    key = rule.key
    name = words(f"rule.{key}.name")
    before, unit = words(f"rules.{key}.before"), words(f"rules.{key}.unit")
    low, high = {"too_far": (1, round(longest_min)), "no_choice": (2, 20)}.get(key, (1, 100))
    limit = rule.limit if rule.limit is not None else USUAL_LIMITS.get(key)
    return html.Li(
        [
            html.Div(
                [
                    html.Button(name, className="switch", role="switch", **{"data-rule-on": ""}),
                    info_mark(
                        words("ui.about", what=name), [words(f"rule.{key}.about")], words.of(rule.source)
                    ),
                ],
                className="rule-head",
            ),
            html.Div(
                [
                    html.Span(before, **{"aria-hidden": "true"}),
                    html.Span(
                        className="number",
                        **{
                            "data-number": "",
                            "data-label": words("rules.field", rule=name, before=before, unit=unit),
                            "data-min": str(low),
                            "data-max": str(high),
                        },
                    ),
                    html.Span(unit, **{"aria-hidden": "true"}),
                ],
                className="rule-limit",
            ),
            html.P(
                words("rules.wrong", low=low, high=high),
                className="wrong",
                hidden=True,
                role="alert",
                **{"data-wrong": ""},
            ),
            html.P("", className="rule-published", **{"data-says": ""}),
        ],
        **{
            "data-rule": key,
            "data-on": "true" if rule.on else "false",
            "data-limit": "" if limit is None else f"{limit:g}",
            "data-scale": str(SCALES[key]),
            "data-unit": unit,
            "data-off": words("rules.off"),
            "data-published": words("rules.published", value="{value}"),
        },
    )

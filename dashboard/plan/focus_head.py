"""The head of the KPI panel: what the figures below are about, and the way back."""

from __future__ import annotations

from dash import html

from dashboard.layers.difference import ALONE, ComparedScenario
from dashboard.plan.effect_boxes import effect_parts, second_name, versus_parts
from dashboard.plan.several_areas import several_parts
from dashboard.words.focus import focus_title, unnamed
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.residents import RESIDENTS
from geodata.measures.underserved import UNDERSERVED


def focus_head(
    assessment: Assessment,
    focus: Place,
    words: Words,
    scenario: str = "",
    versus: ComparedScenario = ALONE,
    need: tuple[str, ...] = (),
) -> list[html.P | html.H1 | html.Button | html.Div]:
    """Breadcrumb, name, residents and failed rules of what is in focus.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words
    scenario : str
        The scenario's name; told, with its effects on those who live in focus, where it changes anything.
    versus : ComparedScenario
        Another that it is compared with: then the effects are those of the one beside the other.
    need : tuple of str
        What is asked and how the years to come are seen, where that is the question.
    """
    region = assessment.region
    name = words.of(region.settings.name)
    years = [html.P(" · ".join(text for text in need if text), className="facts")] if need else []
    if need and assessment.scenario.changes and not versus:
        years.append(html.P(words("scenario.of_today"), className="facts"))  # others are told below
    effects = years + (
        versus_parts(assessment, focus, words, scenario, versus)
        if versus
        else effect_parts(assessment, focus, words)
        if assessment.scenario.changes
        else _bent(assessment, words)
    )
    if versus and focus.is_whole_region:
        return [
            html.P([words("gap.two"), " · ", name], className="crumbs", **{"data-focus": "scenario"}),
            html.H1(words("gap.heading", first=scenario, second=second_name(assessment, versus, words))),
            *effects,
        ]
    if assessment.scenario.changes and focus.is_whole_region:
        return [
            html.P(
                [words("scenario.scenario"), " · ", name], className="crumbs", **{"data-focus": "scenario"}
            ),
            html.H1(scenario),
            *effects,
        ]
    if focus.is_whole_region and need:
        return [
            html.P([words("ui.whole_region"), " · ", name], className="crumbs", **{"data-focus": "need"}),
            html.H1(need[0]),
            *([html.P(need[1], className="facts")] if need[1] else []),
            *effects[1:],
        ]
    if focus.is_whole_region:
        return [
            html.P(words("ui.whole_region"), className="crumbs", **{"data-focus": "region"}),
            html.H1(name),
            html.P(_facts(assessment, focus, words), className="facts"),
            *effects,
        ]
    title, above = focus_title(assessment, focus, words)
    crumbs: list[html.Button | str] = [html.Button(name, **{"data-action": "region"})]
    if above is not None:
        crumbs += [" › ", html.Button(above[1], **{"data-select-kind": "muni", "data-select-id": above[0]})]
    return [
        html.P(crumbs, className="crumbs"),
        html.H1(title),
        html.P(_facts(assessment, focus, words), className="facts"),
        *several_parts(assessment, focus, words),
        *effects,
        html.Button(
            [words("ui.to_region"), html.Kbd("Esc")], className="button", **{"data-action": "region"}
        ),
    ]


def _bent(assessment: Assessment, words: Words) -> list[html.P]:
    """That other rules apply than the published."""
    return [html.P(words("scenario.rules"), className="facts")] if assessment.scenario.rules else []


def _facts(assessment: Assessment, focus: Place, words: Words) -> list[html.Span | str]:
    residents = RESIDENTS.read(assessment, focus).value or 0
    facts: list[html.Span | str] = [
        words("ui.residents", count=words.count(residents)) if residents else words("ui.nobody")
    ]
    if focus.name:
        facts = [unnamed(focus, words), " · ", *facts]
    if focus.is_unit:
        facts = [words(f"ui.unit_area.{focus.basis or 'none'}", count=words.count(residents))]
        if not assessment.supply.open[focus.units].any():
            facts += [" · ", html.Span(words("ui.unit_closed"), className="bad")]
    elif residents and (unruled := assessment.lacking.unruled):
        facts += [" · ", words(f"why.{unruled}")]
    elif focus.is_area and residents:
        failed = [key for key, fails in assessment.lacking.rules.items() if fails[focus.areas].any()]
        failed_text = words("ui.rules_failed", failed=len(failed), rules=len(assessment.lacking.rules))
        facts += [" · ", html.Span(failed_text, className="bad" if failed else "")]
        if failed:
            facts.append(
                html.Span(
                    [html.Span(words(f"rule.{key}.name"), className="chip") for key in failed],
                    className="chips",
                    style={"marginTop": "4px"},
                )
            )
    elif residents:
        lacking = UNDERSERVED.read(assessment, focus)
        count, share = words.count(lacking.numerator or 0), words.share(lacking.value or 0.0)
        facts += [" · ", words("ui.lacking", count=count, share=share)]
    return facts

"""What a scenario does to the residents to come: who has a unit within the limit, before and after."""

from __future__ import annotations

from dash import html

from dashboard.layers.need import Need, OutlookWords
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.measure import Measure
from geodata.measures.need import need_measures, outlook_of, why_nobody_ahead

FIGURES = ("residents_beyond_ahead", "covered_ahead")


def ahead_parts(
    assessment: Assessment, focus: Place, words: Words, outlook: OutlookWords
) -> list[html.Section]:
    """The year, and a box a figure; why there are none, where there are none. Of a unit nothing is told.

    Parameters
    ----------
    assessment : Assessment
        Under a scenario that changes units.
    focus : Place
    words : Words
    outlook : OutlookWords
        Whose horizon's residents they are.
    """
    if why := why_nobody_ahead(assessment):
        return [html.Section(html.P(words("siting.no_outlook", why=words(why))), className="family")]
    given = Need(outlook).words
    figures = [figure for key, figure in need_measures(given).items() if key in FIGURES]
    boxes = [_box(figure, assessment, focus, words) for figure in figures if focus.kind in figure.kinds]
    if not boxes:
        return []
    heading = words("scenario.ahead", year=str(outlook_of(assessment, given).horizon))
    return [html.Section([html.H2(heading), html.Div(boxes, className="effects")], className="family")]


def _box(measure: Measure, assessment: Assessment, focus: Place, words: Words) -> html.Div:
    """The figure under the scenario, and what it would be without the changes."""
    limit = assessment.scenario.limit_min
    after, before = (measure.read(each, focus) for each in (assessment, assessment.without_changes))
    if after.value is None or before.value is None:
        return html.Div(html.Span(words(after.why or before.why)), className="effect")
    gain = (before.value - after.value) * (1 if measure.better == "lower" else -1)
    side = "is-shorter" if gain > 0 else "is-longer" if gain < 0 else "is-same"
    return html.Div(
        [
            html.Strong(words.measure(after.value, measure.unit)),
            html.Span(words(f"scenario.ahead_{measure.key}", limit=limit)),
            html.Span(words("scenario.ahead_before", value=words.measure(before.value, measure.unit))),
        ],
        className=f"effect {side}",
    )

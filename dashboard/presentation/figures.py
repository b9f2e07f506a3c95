"""The big numbers of a step: key figures of what is in focus, each with a sentence of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.kpis import current_key, kpis_of
from dashboard.kpis.meta import meta_of
from dashboard.layers.choices import FIGURES
from dashboard.layers.need import words_of
from dashboard.layers.payment import words_of_tariff
from dashboard.presentation.steps import FIGURES_MOST, Step
from dashboard.question.display import Display
from dashboard.question.questions import NEED, PAYMENT, question_of_layer
from dashboard.question.request import Request
from dashboard.question.versus import other_of
from dashboard.words.gap import gap_sentence
from dashboard.words.kpis import kpi_about, kpi_name
from geodata.assessment.assessment import Assessment
from geodata.focus.places import beside
from geodata.measures.futures import measures_ahead
from geodata.measures.gap import gap
from geodata.measures.measure import Measure
from geodata.measures.payment import payment_measures
from geodata.measures.registry import FOLLOW_UP
from geodata.measures.tally import Reading

OF_LAYER: Mapping[str, tuple[str, ...]] = {
    "underserved": ("underserved", "beyond", "choice"),
    "nearest": ("beyond", "covered", "median_minutes"),
    "access": ("agreed_all", "underserved", "access"),
    "agreement": ("agreed_any", "agreed_all", "underserved"),
    "choices": ("active_choice", "travel_mean", "bypass"),
    "population": ("residents", "covered", "median_minutes"),
    "older": ("residents", "covered", "beyond"),
    "need": ("use_change_ahead", "use_ahead", "beyond_ahead"),
    "futures": ("residents_rising", "use_change_ahead", "from_80_ahead"),
    "use_change": ("visits", "visits_per_resident", "stays"),
    "change": ("beyond", "underserved", "median_minutes"),
    "news": ("beyond", "underserved", "median_minutes"),
    "difference": ("beyond", "underserved", "median_minutes"),
    "flows": ("visits", "stays", "bypass"),
    "service_areas": ("units", "stays", "bypass"),
    "units": ("units", "units_per_10000", "covered"),
    "payment": ("payment_change", "payment_moved", "units_moving_5"),
}
"""What a layer is told by where a step names no figures; the first that the region has is the big one."""
USUAL = ("residents", "units", "covered")
PEOPLE = ("underserved", "agreed_all", "agreed_any")
"""Shares of the residents that are told as so many of them: people are easier to see than per cent."""


@dataclass(frozen=True)
class StepFigure:
    """One number as it stands on a step.

    Attributes
    ----------
    key : str
        Of the key figure.
    value_text : str
        As written; why there is none where it is not known.
    value : float or None
        As `report` has it, in `part` of its line; inf where nothing is within reach.
    unit : str
    words : str
        What the number says, to stand under it.
    against : str
        How it stands to the other side, where the step changes units, else to the region's; "" for that.
    part : {"value", "numerator", "persons"}
        The last of an effect: `report` has it under `effects`.
    definition : str
        How it is counted.
    """

    key: str
    value_text: str
    value: float | None
    unit: str
    words: str
    against: str = ""
    part: str = "value"
    definition: str = ""


def figures_of(
    step: Step, request: Request, display: Display, layer: str, *, changed: Request | None = None
) -> tuple[tuple[StepFigure, ...], list[str]]:
    """At most three figures, the big one first, and the keys that the region has no figure for.

    Parameters
    ----------
    step : Step
    request : Request
    display : Display
    layer : str
        Key of the layer that is asked about.
    changed : Request or None
        With what the step changes, where this is today beside it: the figures are the same ones.
    """
    kpis = _known(request) | _ahead(display, layer)
    kind = request.focus.kind
    compared = other_of(request.assessment, display.versus)
    other = compared[0] if compared else None
    if step.figures:
        keys = [current_key(key, kind) for key in step.figures]
        known = [kpis[key] for key in keys if key in kpis]
        figures = [_figure(kpi, request, other, changed) for kpi in known]
        return tuple(figures), [key for key in keys if key not in kpis]
    effect = None if other is not None else _effect(request, changed)
    first = [] if effect else _first(step, display, layer)
    wanted = dict.fromkeys(current_key(key, kind) for key in (*first, *OF_LAYER.get(layer, ()), *USUAL))
    sides = [(request.assessment, request.focus)]
    if changed is not None:
        sides.append((changed.assessment, changed.focus))
    elif request.assessment.scenario.changes and (today := beside(request.assessment, request.focus)):
        sides.append(today)
    known = [
        kpis[key]
        for key in wanted
        if key in kpis and all(kpis[key].read(*side).value is not None for side in sides)
    ]
    figures = [*([effect] if effect else []), *(_figure(kpi, request, other, changed) for kpi in known)]
    return tuple(figures[:FIGURES_MOST]), []


def _known(request: Request) -> dict[str, Measure]:
    """Key figures of the region, and those of follow-up where it has any."""
    followed = FOLLOW_UP if request.region.has_follow_up else ()
    return {measure.key: measure for measure in (*kpis_of(request.region), *followed)}


def _ahead(display: Display, layer: str) -> dict[str, Measure]:
    """Figures of the need to come, or of payment, where they are the question or on the map, as viewed."""
    if PAYMENT in (display.question, question_of_layer(layer)):
        return dict(payment_measures(words_of_tariff(display.tariff)))
    if NEED not in (display.question, question_of_layer(layer)):
        return {}
    return dict(measures_ahead(words_of(display.outlook)))


def fill_in(text: str, request: Request) -> str:
    """Text with each `{key}` replaced by the key figure of that name, so that no number is typed by hand.

    Parameters
    ----------
    text : str
        A heading or note; keys that are no key figure's are left as they are.
    request : Request
        Assessment, focus and language of the figures.

    Returns
    -------
    str
    """
    kpis = _known(request) if "{" in text else {}
    for key in kpis:
        blank = f"{{{key}}}"
        if blank in text:
            kpi = kpis[current_key(key, request.focus.kind)]
            text = text.replace(blank, _figure(kpi, request).value_text)
    return text


def _first(step: Step, display: Display, layer: str) -> Sequence[str]:
    """The figure that was pressed, or that the layer is coloured by."""
    pressed = step.query.get("kpi", "")
    by_colour = display.figure if layer == "choices" and display.figure in FIGURES else ""
    return [key for key in (pressed, by_colour) if key]


def _figure(
    kpi: Measure, request: Request, other: Assessment | None = None, changed: Request | None = None
) -> StepFigure:
    measure, people = kpi.read(request.assessment, request.focus), kpi.key in PEOPLE
    shown = _people(measure) if people else measure
    meta = meta_of(kpi, request.assessment)
    known = shown.value is not None
    return StepFigure(
        key=kpi.key,
        value_text=request.words.measure(shown.value, shown.unit)
        if shown.value is not None
        else request.words(shown.why or "why.missing"),
        value=shown.value,
        unit=shown.unit,
        words=_sentence(kpi, request, measure) if known else kpi_name(kpi, meta, request.words),
        against=_between(kpi, request, other)
        or (_with_the_change(kpi, changed, people) if changed else _against(kpi, request, shown, people)),
        part="numerator" if people else "value",
        definition=f"{kpi_name(kpi, meta, request.words)}: {' '.join(kpi_about(kpi, meta, request.words))}",
    )


def _effect(request: Request, changed: Request | None) -> StepFigure | None:
    """How many get a longer way, or a shorter where those are more; None where units are as they are."""
    source, words = changed or request, request.words
    if not source.assessment.scenario.changes:
        return None
    effects = source.assessment.effects(source.focus.areas)
    side = "shorter" if effects.shorter.persons > effects.longer.persons else "longer"
    found = effects.shorter if side == "shorter" else effects.longer
    text, persons = words(f"presentation.effect.{side}"), 0 if changed else found.persons
    if changed is None and not math.isnan(found.mean_min):
        text += ", " + words(f"scenario.mean_{side}", minutes=words.change(found.mean_min))
    return StepFigure(
        f"effects.{side}",
        words.count(persons),
        float(persons),
        "count",
        text,
        words("presentation.with_change", value=words.count(found.persons)) if changed else "",
        part="persons",
        definition=words("presentation.effect.about"),
    )


def _people(measure: Reading) -> Reading:
    return Reading(measure.numerator, "count", why=measure.why)


def _sentence(kpi: Measure, request: Request, measure: Reading) -> str:
    """What the number says: words of its own, or the key figure's name."""
    meta, kind = meta_of(kpi, request.assessment), "region" if request.focus.is_whole_region else "part"
    if measure.value is None or math.isinf(measure.value):
        return kpi_name(kpi, meta, request.words)
    for key in (f"presentation.figure_{kind}.{kpi.key}", f"presentation.figure.{kpi.key}"):
        if request.words.has(key):
            share = request.words.share(measure.value) if measure.unit == "share" and measure.value else "0"
            rules = len(request.assessment.lacking.rules)
            return request.words(key, **{**meta.values, "of": share, "rules": rules})
    return kpi_name(kpi, meta, request.words)


def _with_the_change(kpi: Measure, changed: Request, people: bool) -> str:
    """What a figure of today is with what the step changes; "" where that is not known."""
    measure = kpi.read(changed.assessment, changed.focus)
    shown = _people(measure) if people else measure
    if shown.value is None:
        return ""
    text = changed.words.measure(shown.value, shown.unit)
    return changed.words("presentation.with_change", value=text)


def _between(kpi: Measure, request: Request, other: Assessment | None) -> str:
    """How it stands to the scenario compared with; "" where there is none."""
    if other is None:
        return ""
    return gap_sentence(gap(kpi, request.assessment, other, request.focus), request.words).text


def _against(kpi: Measure, request: Request, shown: Reading, people: bool) -> str:
    reference = beside(request.assessment, request.focus)
    if reference is None or shown.value is None:
        return ""
    there = kpi.read(*reference)
    other = _people(there) if people else there
    if other.value is None:
        return ""
    versus_today = request.assessment.today is not request.assessment
    against = request.words.difference(
        shown.value, other.value, shown.unit, kpi.better, versus="today" if versus_today else "region"
    ).text
    text = request.words.measure(other.value, other.unit)
    if versus_today and against == request.words("format.same_today"):
        return against
    if versus_today:
        return request.words("presentation.today", difference=against, value=text) if against else ""
    short = request.region.settings.short
    return f"{against} · {short} {text}" if against else f"{short} {text}"

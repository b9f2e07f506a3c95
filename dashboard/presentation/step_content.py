"""Everything a step says, worked out once: what the meeting page shows and what every file holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Layer, Legend
from dashboard.layers.brush import Brush, brushed_legend
from dashboard.layers.change import Change
from dashboard.presentation.figures import StepFigure, figures_of, fill_in
from dashboard.presentation.lines import Line, footer_of, lines_of
from dashboard.presentation.ranking import Ranked, ranking_of
from dashboard.presentation.steps import Presentation, Step, view_of
from dashboard.presentation.tariff_of_step import tariff_heading, tariff_line
from dashboard.question.address_checks import misread_display
from dashboard.question.display import Display, read_display
from dashboard.question.request import Request, request_of
from dashboard.question.shown_layers import fill_shown, layers_shown
from dashboard.question.versus import other_of
from dashboard.texts.travel_names import travel_name
from dashboard.words.focus import focus_title
from dashboard.words.layers import layer_words
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.region.region import Region

OF_A_CHANGE = ("changes", "name")
"""Address keys that say which units a view changes."""


@dataclass(frozen=True, eq=False)
class StepContent:
    """Content of one step, for one version of the data in one language.

    Attributes
    ----------
    step, at, of : Step, int, int
        The step, its number from 1, and how many there are.
    presentation : str
        Its name.
    kicker : str
        What it is about, above the heading: place, care form, period, scenario.
    heading, note : str
    figures : tuple of StepFigure
        At most three; the first is the big one.
    fill : Layer or None
        What colours the map, as it is drawn: with the measure or period that is chosen in it.
    legend : Legend or None
        Of `fill`.
    over : tuple of Layer
        The other layers that are on, bottom to top.
    ranking : tuple of Ranked
        At most three places with numbers on the map.
    lines : tuple of Line
        The small print, by kind.
    footer : str
        The same in a line.
    example : str
        That the data is made up; "" where it is not.
    request : Request
        Region, assessment and focus, for whoever draws the map.
    display : Display
    changed : Assessment
        With what the step changes, whichever side is shown.
    before : bool
        Whether this is how things are today, beside a step that changes them.
    as_seen : bool
        Whether the map looks where a screen did, whatever the step is about.
    """

    step: Step
    at: int
    of: int
    presentation: str
    kicker: str
    heading: str
    note: str
    figures: tuple[StepFigure, ...]
    fill: Layer | None
    legend: Legend | None
    over: tuple[Layer, ...]
    ranking: tuple[Ranked, ...]
    lines: tuple[Line, ...]
    footer: str
    example: str
    request: Request
    display: Display
    changed: Assessment
    before: bool
    as_seen: bool

    @property
    def has_before(self) -> bool:
        """Whether the step changes units, so that there is a before and an after."""
        return bool(self.changed.scenario.changes)


def step_content(
    presentation: Presentation,
    at: int,
    region: Region,
    words: Words,
    *,
    before: bool = False,
    as_seen: bool = False,
) -> StepContent:
    """Content of one step of a presentation on a region.

    Before and after show the same measure in the same classes, and tell the same figures.

    Parameters
    ----------
    presentation : Presentation
    at : int
        Number of the step, from 1.
    region : Region
        In the version that is to be shown.
    words : Words
    before : bool
        As things are today, without the units that the step changes.
    as_seen : bool
        The map looks where a screen did, whatever the step is about.
    """
    step = presentation.steps[at - 1]
    changed = request_of(region, words, step.query, step.query)
    before = before and bool(changed.assessment.scenario.changes)
    shown = as_today(step) if before else step
    query = shown.query
    request = request_of(region, words, query, query) if before else changed
    display = replace(read_display(query), as_today=before)
    fill, over = layers_on(request, display)
    asked_about = fill or (over[0] if over else None)
    beside = changed.assessment if before else changed.assessment.without_changes
    figures, unknown = figures_of(
        shown, request, display, asked_about.key if asked_about else "", changed=changed if before else None
    )
    on = [*([fill] if fill else []), *over]
    other = [misread.value for misread in misread_display(region, query)]
    return StepContent(
        step=step,
        at=at,
        of=len(presentation.steps),
        presentation=presentation.name,
        kicker=_kicker(request, display, before=before),
        heading=fill_in(step.heading, request),
        note=fill_in(step.note, request),
        figures=figures,
        fill=fill,
        legend=_legend(fill, request.assessment, beside, display.brush) if fill else None,
        over=over,
        ranking=ranking_of(fill, changed, "today")
        if before and isinstance(fill, Change)
        else ranking_of(fill, request, among=None if as_seen else _ranked_among(changed)),
        lines=_with_tariff(
            lines_of(request, figures, on, (*request.unknown, *other, *unknown), query),
            tariff_line(request, display),
        ),
        footer=footer_of(request.region, words),
        example=words.of(region.settings.notice) if region.settings.notice else "",
        request=request,
        display=display,
        changed=changed.assessment,
        before=before,
        as_seen=as_seen,
    )


def _with_tariff(lines: tuple[Line, ...], text: str) -> tuple[Line, ...]:
    """The lines with one of the model of reimbursement, before the address that leads to it."""
    if not text:
        return lines
    at = next(at for at, line in enumerate(lines) if line.kind == "link")
    return (*lines[:at], Line("tariff", text), *lines[at:])


def layers_on(request: Request, display: Display) -> tuple[Layer | None, tuple[Layer, ...]]:
    """Layers that are on and that the region has.

    Parameters
    ----------
    request : Request
    display : Display

    Returns
    -------
    fill : Layer or None
        The one that colours the map.
    over : tuple of Layer
        The others, bottom to top.
    """
    over = (layer for layer in layers_shown(request.region, display) if layer.style != "fill")
    available = tuple(layer for layer in over if layer.available(request.assessment))
    return fill_shown(request.assessment, display), available


def as_today(step: Step) -> Step:
    """Step without the units it changes, in the same layers."""
    query = {key: value for key, value in step.query.items() if key not in OF_A_CHANGE}
    return replace(step, view=view_of(query))


def _ranked_among(changed: Request) -> NDArray[np.int64] | None:
    """Where the map looks at a change, it is the areas that have another way which are ranked."""
    affected = changed.assessment.affected
    return affected if changed.focus.is_whole_region and len(affected) else None


def _legend(fill: Layer, shown: Assessment, other: Assessment, brush: Brush | None) -> Legend:
    """Classes of both sides of a change, counted on the one that is shown, and what is left out of them."""
    legend = fill.legend(shown)
    known = {swatch.colour for swatch in legend.swatches}
    more = [replace(swatch, count=0) for swatch in fill.legend(other).swatches if swatch.colour not in known]
    legend = replace(legend, swatches=[*legend.swatches, *more])
    return brushed_legend(legend, fill, shown, brush)


def proposed_heading(request: Request, display: Display) -> str:
    """Heading proposed for a view: its scenario, or the layer that colours the map, and the place in focus.

    Parameters
    ----------
    request : Request
    display : Display

    Returns
    -------
    str
    """
    words = request.words
    fill, over = layers_on(request, display)
    if compared := _compared(request, display):
        text = compared
    elif request.assessment.scenario.changes:
        text = display.name or scenario_name(request.assessment, words)
    elif tariff := tariff_heading(request, display):
        text = tariff
    else:
        layer = fill or (over[0] if over else None)
        text = layer_words(layer, "name", words) if layer else words.of(request.region.settings.name)
    if request.focus.is_whole_region:
        return text
    return words(
        "presentation.heading_in", layer=text, place=focus_title(request.assessment, request.focus, words)[0]
    )


def _compared(request: Request, display: Display) -> str:
    """The two scenarios by name; "" where none is compared with."""
    other = other_of(request.assessment, display.versus)
    if other is None:
        return ""
    first = display.name or scenario_name(request.assessment, request.words)
    second = other[1] or scenario_name(other[0], request.words)
    return request.words("gap.heading", first=first, second=second)


def _kicker(request: Request, display: Display, *, before: bool) -> str:
    scenario, words = request.assessment.scenario, request.words
    form = words.of(request.region.settings.care_forms[scenario.care_form].name)
    parts = [focus_title(request.assessment, request.focus, words)[0], form]
    if scenario.period:
        text = words.period(scenario.period)  # months begin as the language writes them
        parts.append(text if "-" in scenario.period else words.inside(text))
    if request.region.settings.travel_modes:
        parts.append(words.of(travel_name(request.assessment.region)))
    if scenario.age_group:
        parts.append(words.of(request.region.settings.age_groups[scenario.age_group].name))
    if scenario.operators:
        parts.append(", ".join(words(f"operator.{operator}") for operator in scenario.operators))
    if compared := _compared(request, display):
        parts.append(compared)
    elif scenario.changes:
        parts.append(display.name or scenario_name(request.assessment, words))
    elif before:
        parts.append(words("scenario.today"))
    if tariff := tariff_heading(request, display):
        parts.append(tariff)
    return " · ".join(parts)


def legend_of(layer: Layer, content: StepContent) -> Legend:
    """Legend of a layer as the step shows it: what colours the areas, with the interval that is brushed."""
    if layer is content.fill and content.legend is not None:
        return content.legend
    return layer.legend(content.request.assessment)

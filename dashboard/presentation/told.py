"""Everything a step says, worked out once: what the meeting page shows and what every file holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.layers.base import Layer, Legend
from dashboard.presentation.figures import Figure, figures_of, fill_in
from dashboard.presentation.lines import Line, Versions, footer_of, lines_of
from dashboard.presentation.ranking import Ranked, ranking_of
from dashboard.presentation.steps import Presentation, Step, view_of
from dashboard.question.request import Asked, asked_of
from dashboard.question.shown_layers import layers_as
from dashboard.question.state import Display, read_display
from dashboard.words.focus import focus_title
from dashboard.words.layers import layer_words
from dashboard.words.scenario import scenario_name
from dashboard.words.words import Words
from geodata.region.region import Region

OF_A_CHANGE = ("changes", "name", "versus", "versus_name")
"""Address keys that say which units a view changes."""


@dataclass(frozen=True, eq=False)
class Told:
    """One step as it is told, of one version of the data in one language.

    Attributes
    ----------
    step, at, of : Step, int, int
        The step, its number from 1, and how many there are.
    presentation : str
        Its name.
    kicker : str
        What it is about, above the heading: place, care form, period, scenario.
    heading, note : str
    figures : tuple of Figure
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
    it : Asked
        Region, assessment and focus, for whoever draws the map.
    display : Display
    versions : Versions
    before : bool
        Whether this is how things are today, beside a step that changes them.
    """

    step: Step
    at: int
    of: int
    presentation: str
    kicker: str
    heading: str
    note: str
    figures: tuple[Figure, ...]
    fill: Layer | None
    legend: Legend | None
    over: tuple[Layer, ...]
    ranking: tuple[Ranked, ...]
    lines: tuple[Line, ...]
    footer: str
    example: str
    it: Asked
    display: Display
    versions: Versions
    before: bool

    @property
    def has_before(self) -> bool:
        """Whether the step changes units, so that there is a before and an after."""
        return self.before or bool(self.it.assessment.scenario.changes)


def told(
    presentation: Presentation,
    at: int,
    region: Region,
    words: Words,
    newest: str = "",
    *,
    before: bool = False,
) -> Told:
    """What a step of a presentation says of a region.

    Parameters
    ----------
    presentation : Presentation
    at : int
        Number of the step, from 1.
    region : Region
        In the version that is to be shown.
    words : Words
    newest : str
        Version that is published now; "" where that is the region's.
    before : bool
        As things are today, without the units that the step changes.
    """
    step = presentation.steps[at - 1]
    shown = as_today(step) if before else step
    query = shown.query
    it = asked_of(region, words, query, query)
    display = read_display(query)
    fill, over = layers_on(it, display)
    asked_about = fill or (over[0] if over else None)
    layer = (
        "change"
        if before and "change" in read_display(step.query).layers
        else asked_about and asked_about.key
    )
    figures, unknown = figures_of(shown, it, display, layer or "", before=before)
    on = [*([fill] if fill else []), *over]
    return Told(
        step=step,
        at=at,
        of=len(presentation.steps),
        presentation=presentation.name,
        kicker=_kicker(it, display, before=before),
        heading=fill_in(step.heading, it),
        note=fill_in(step.note, it),
        figures=figures,
        fill=fill,
        legend=fill.legend(it.assessment) if fill else None,
        over=over,
        ranking=ranking_of(fill, it),
        lines=lines_of(it, figures, on, (*it.unknown, *unknown)),
        footer=footer_of(region, words),
        example=words.of(region.settings.notice) if region.settings.notice else "",
        it=it,
        display=display,
        versions=Versions(presentation.version, region.version, newest or region.version),
        before=before,
    )


def layers_on(it: Asked, display: Display) -> tuple[Layer | None, tuple[Layer, ...]]:
    """The layer that colours the map, and those over it, that are on and that the region has."""
    on = [
        layer
        for layer in layers_as(it.region, display)
        if layer.key in display.layers and layer.available(it.assessment)
    ]
    fill = next((layer for layer in on if layer.style == "fill"), None)
    return fill, tuple(layer for layer in on if layer.style != "fill")


def as_today(step: Step) -> Step:
    """The same view without the units it changes; the map of the change shows the way to the nearest."""
    query = {key: value for key, value in step.query.items() if key not in OF_A_CHANGE}
    layers = query.get("layers", "").split(",")
    if "change" in layers:
        query["layers"] = ",".join("nearest" if one == "change" else one for one in layers)
    return replace(step, view=view_of(query))


def proposed_heading(it: Asked, display: Display) -> str:
    """A heading for a view: its scenario, or what colours the map, and the place in focus."""
    words = it.words
    fill, over = layers_on(it, display)
    if it.assessment.scenario.changes:
        said = display.name or scenario_name(it.assessment, words)
    else:
        layer = fill or (over[0] if over else None)
        said = layer_words(layer, "name", words) if layer else words.of(it.region.settings.name)
    if it.focus.is_whole_region:
        return said
    return words("presentation.heading_in", layer=said, place=focus_title(it.assessment, it.focus, words)[0])


def _kicker(it: Asked, display: Display, *, before: bool) -> str:
    scenario, words = it.assessment.scenario, it.words
    form = words.of(it.region.settings.care_forms[scenario.care_form].name)
    parts = [focus_title(it.assessment, it.focus, words)[0], form]
    if scenario.period:
        said = words.period(scenario.period)  # months begin as the language writes them
        parts.append(said if "-" in scenario.period else words.inside(said))
    if scenario.age_group:
        parts.append(words.of(it.region.settings.age_groups[scenario.age_group].name))
    if scenario.operators:
        parts.append(", ".join(words(f"operator.{one}") for one in scenario.operators))
    if scenario.changes:
        parts.append(display.name or scenario_name(it.assessment, words))
    elif before:
        parts.append(words("scenario.today"))
    return " · ".join(parts)

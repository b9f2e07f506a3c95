"""The map of one step as a picture: drawn as the screen draws it, with its numbers, told in words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.drawing.boxes import Box
from dashboard.drawing.picture import Picture, draw_map, window
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import Palette
from dashboard.layers.base import Layer
from dashboard.presentation.step_content import StepContent
from dashboard.words.layers import layer_words, legend_text, swatch_text

Edges = tuple[float, float, float, float]


def step_picture(
    told: StepContent, width: float, height: float, palette: Palette, covered: Edges = (0, 0, 0, 0),
    kept: Sequence[Box] = (),
) -> Picture:  # fmt: skip
    """The map of a step in a window of some pixels.

    Parameters
    ----------
    told : Told
    width, height : float
    palette : Palette
    covered : tuple of float
        Pixels that other things take at the left, top, right and bottom.
    kept : sequence of box
        Where no words may stand.
    """
    it = told.request
    frame = window(it.assessment, it.focus, width, height, told.step.query.get("at", ""), covered)
    ranked = [(one.number, one.area, one.areas) for one in told.ranking]
    return draw_map(it.assessment, it.focus, told.display, it.words, palette, frame, kept, ranked)


def map_svg(told: StepContent, width: float, height: float, palette: Palette) -> str:
    """The map of a step alone, as an SVG document."""
    drawn = step_picture(told, width, height, palette)
    clip = element("clipPath", element("rect", width=width, height=height), id="edge")
    return document(
        element("defs", drawn.definitions, clip) + element("g", drawn.content, clip_path="url(#edge)"),
        width, height, title=told.heading, about=described(told), language=told.request.words.language,
        ground=palette.of("map-water"),
    )  # fmt: skip


def layers_of(told: StepContent) -> tuple[Layer, ...]:
    """The layers on the map, what colours it first."""
    return (*((told.fill,) if told.fill else ()), *told.over)


def described(told: StepContent) -> str:
    """The map in words, for those who do not see it: what it shows, its classes and the first places."""
    words = told.request.words
    names = ", ".join(layer_words(one, "name", words) for one in layers_of(told))
    said = [words("export.alt.map", about=told.kicker, layers=names or words("ui.labels"))]
    if told.legend is not None:
        classes = [
            f"{swatch_text(one, words)}: {words.count(one.count)}"
            for one in told.legend.swatches
            if one.count is not None
        ]
        if classes:
            title = legend_text(told.legend, words)[0]
            said.append(words("export.alt.classes", title=title, classes="; ".join(classes)))
    if told.ranking:
        said.append("; ".join(f"{one.number}. {one.name}, {one.summary}" for one in told.ranking) + ".")
    return " ".join(said)

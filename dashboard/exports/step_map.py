"""The map of one step as a picture: drawn as the screen draws it, with its numbers, told in words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.drawing.boxes import Box
from dashboard.drawing.picture import Picture, draw_map
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import Palette
from dashboard.drawing.window import change_box, window
from dashboard.drawing.world import Frame, fitted
from dashboard.layers.base import Layer
from dashboard.presentation.step_content import StepContent
from dashboard.words.layers import layer_words, legend_text, swatch_text

Edges = tuple[float, float, float, float]


def step_picture(
    content: StepContent, width: float, height: float, palette: Palette, covered: Edges = (0, 0, 0, 0),
    kept: Sequence[Box] = (),
) -> Picture:  # fmt: skip
    """The map of a step in a window of some pixels.

    Parameters
    ----------
    content : StepContent
    width, height : float
    palette : Palette
    covered : tuple of float
        Pixels that other things take at the left, top, right and bottom.
    kept : sequence of box
        Where no words may stand.
    """
    request, frame = content.request, step_frame(content, width, height, covered)
    ranked = [(ranked_area.number, ranked_area.area, ranked_area.areas) for ranked_area in content.ranking]
    return draw_map(
        request.assessment, request.focus, content.display, request.words, palette, frame, kept, ranked
    )


def step_frame(content: StepContent, width: float, height: float, covered: Edges = (0, 0, 0, 0)) -> Frame:
    """Where the picture of a step looks: at the change that it is about, else as its view says."""
    request, at = content.request, content.step.query.get("at", "")
    box = None if content.as_seen else change_box(content.changed, at)
    if box is not None:
        return fitted(box, width, height, covered=covered)
    return window(request.assessment, request.focus, width, height, at, covered)


def map_svg(content: StepContent, width: float, height: float, palette: Palette) -> str:
    """The map of a step alone, as an SVG document."""
    drawn = step_picture(content, width, height, palette)
    clip = element("clipPath", element("rect", width=width, height=height), id="edge")
    return document(
        element("defs", drawn.definitions, clip) + element("g", drawn.content, clip_path="url(#edge)"),
        width, height, title=content.heading, about=described(content),
        language=content.request.words.language,
        ground=palette.of("map-water"),
    )  # fmt: skip


def layers_of(content: StepContent) -> tuple[Layer, ...]:
    """The layers on the map, what colours it first."""
    return (*((content.fill,) if content.fill else ()), *content.over)


def described(content: StepContent) -> str:
    """The map in words, for those who do not see it: what it shows, its classes and the first places."""
    words = content.request.words
    names = ", ".join(layer_words(layer, "name", words) for layer in layers_of(content))
    sentences = [words("export.alt.map", about=content.kicker, layers=names or words("ui.labels"))]
    if content.legend is not None:
        classes = [
            f"{swatch_text(swatch, words)}: {words.count(swatch.count)}"
            for swatch in content.legend.swatches
            if swatch.count is not None
        ]
        if classes:
            title = legend_text(content.legend, words)[0]
            sentences.append(words("export.alt.classes", title=title, classes="; ".join(classes)))
    if content.ranking:
        sentences.append(
            "; ".join(
                f"{ranked_area.number}. {ranked_area.name}, {ranked_area.summary}"
                for ranked_area in content.ranking
            )
            + f". {words('presentation.ranking_key')}"
        )
    return " ".join(sentences)

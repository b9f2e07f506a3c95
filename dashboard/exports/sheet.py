"""One step as a picture of its own: map, heading, figures, legends, small print. SVG with real text."""

from __future__ import annotations

from dataclasses import replace

from dashboard.drawing import fonts
from dashboard.drawing.legend import Drawn, draw_legends
from dashboard.drawing.numbers import rank_mark
from dashboard.drawing.svg import document, element, text
from dashboard.drawing.tokens import Palette
from dashboard.exports.about import labelled
from dashboard.exports.map_shape import Room, map_size
from dashboard.exports.step_map import described, layers_of, step_picture
from dashboard.presentation.step_content import StepContent, legend_of
from dashboard.words.layers import layer_words

COLUMN, EDGE = 400.0, 40.0
MAP = Room(720.0, 1500.0, 640.0, 1160.0)
SMALL = 12.5


def sheet_svg(step_content: StepContent, palette: Palette) -> str:
    """The picture of a step: its map in the shape of what that looks at, no lower than the words beside it.

    Parameters
    ----------
    step_content : StepContent
    palette : Palette

    Returns
    -------
    str
        An SVG document whose text is text.
    """
    column = _column(step_content, palette)
    room = replace(MAP, least_high=max(MAP.least_high, column.height + 2 * EDGE))
    map_wide, high = map_size(step_content, room)
    left = COLUMN + 2 * EDGE
    width = left + map_wide
    foot = _foot(step_content, palette, width - 2 * EDGE)
    drawn = step_picture(step_content, map_wide, high, palette)
    clip = element("clipPath", element("rect", width=map_wide, height=high), id="edge")
    ground = element("rect", width=map_wide, height=high, fill=palette.of("map-water"))
    line = element(
        "path", d=f"M0 {high:.1f}H{width:.0f}", stroke=palette.of("line"), stroke_width=1
    )  # fmt: skip
    content = [
        element("defs", drawn.definitions, clip),
        element(
            "g", ground, element("g", drawn.content, clip_path="url(#edge)"),
            transform=f"translate({left:.0f} 0)",
        ),
        element("g", column.content, transform=f"translate({EDGE:.0f} {EDGE:.0f})"),
        line,
        element("g", foot.content, transform=f"translate({EDGE:.0f} {high + 18:.1f})"),
    ]  # fmt: skip
    return document(
        "".join(content), width, high + foot.height + EDGE,
        title=step_content.heading, about=described(step_content),
        language=step_content.request.words.language, ground=palette.of("surface"),
    )  # fmt: skip


class _Setter:
    """Words set line by line, from the top."""

    def __init__(self, palette: Palette, room: float) -> None:
        self.palette, self.room = palette, room
        self.parts: list[str] = []
        self.at = 0.0

    def put(self, parts: str, size: float, weight: int, colour: str, after: float = 0.0) -> None:
        for line in fonts.lines(parts, size, weight, self.room):
            self.at += size * 1.28
            self.parts.append(
                text(line, 0, self.at - size * 0.64, size, font_weight=weight, fill=self.palette.of(colour))
            )
        self.at += after

    def numbered(self, number: str, name: str, size: float) -> None:
        """A name after its number, which stands in a square as on the map."""
        room, aside = self.room, 2 * size
        for at, line in enumerate(fonts.lines(name, size, 600, room - aside)):
            self.at += size * 1.5
            middle = self.at - size * 0.75
            if at == 0:
                self.parts.append(rank_mark(number, size * 0.7, middle, size * 0.72, self.palette))
            fill = self.palette.of("ink")
            self.parts.append(text(line, aside, middle, size, font_weight=600, fill=fill))

    def add(self, drawn: Drawn) -> None:
        self.parts.append(drawn.content)
        self.at += drawn.height


def _column(step_content: StepContent, palette: Palette) -> Drawn:
    set_ = _Setter(palette, COLUMN)
    words = step_content.request.words
    set_.put(step_content.kicker, 16, 500, "accent", after=6)
    if step_content.heading:
        set_.put(step_content.heading, 32, 700, "ink", after=18)
    for at, figure in enumerate(step_content.figures):
        size = 52 if at == 0 else 32
        set_.put(figure.value_text, size, 700, "ink")
        set_.put(figure.words, 16, 400, "ink-2")
        if figure.against:
            set_.put(figure.against, 14, 400, "ink-3")
        set_.at += 14
    if step_content.ranking:
        for ranked in step_content.ranking:
            set_.numbered(str(ranked.number), ranked.name, 16)
            set_.put(ranked.summary, 14, 400, "ink-2", after=4)
        set_.put(words("presentation.ranking_key"), 13, 400, "ink-3")
        set_.at += 12
    legends = [
        (layer_words(layer, "name", words), legend_of(layer, step_content))
        for layer in layers_of(step_content)
    ]
    set_.add(draw_legends(legends, words, palette, 0, set_.at, COLUMN, 14))
    return Drawn("".join(set_.parts), set_.at)


def _foot(step_content: StepContent, palette: Palette, width: float) -> Drawn:
    """Example data first and plain; then everything else in two columns of small print."""
    words = step_content.request.words
    parts, top = [], 0.0
    if step_content.example:
        tag = fonts.width(step_content.example, 14, 600) + 20
        parts.append(
            element(
                "rect", width=tag, height=26, rx=3, fill=palette.of("warn-bg"),
                stroke=palette.of("warn-line"), stroke_width=1,
            )
            + text(step_content.example, 10, 13, 14, font_weight=600, fill=palette.of("ink"))
        )  # fmt: skip
        top = 36.0
    lines = [line for line in step_content.lines if line.kind != "example"]
    gap, room = 40.0, (width - 40.0) / 2
    rows = [
        (part, sentence if sentence.startswith(("https://", "http://")) else "")
        for what, sentence in labelled(lines, words)
        for part in fonts.lines(f"{what}: {sentence}", SMALL, 400, room)
    ]
    half, step = (len(rows) + 1) // 2, SMALL * 1.42
    for at, (row, address) in enumerate(rows):
        x = 0 if at < half else room + gap
        written = text(row, x, top + (at % half + 0.5) * step, SMALL, fill=palette.of("ink-2"))
        parts.append(element("a", written, href=address) if address else written)
    return Drawn("".join(parts), top + half * step)

"""A presentation as PowerPoint: 16:9, text that can be edited, a native chart, the map as a sharp picture."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pptx import Presentation as Deck
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.drawing import fonts
from dashboard.drawing.tokens import Palette, palette
from dashboard.exports.about import AboutLine, about_steps, labelled
from dashboard.exports.slide_chart import add_chart, chart_rows
from dashboard.exports.slide_map import slide_map
from dashboard.exports.slide_parts import Box, line, paragraph, rectangle, text_box
from dashboard.exports.step_map import described
from dashboard.exports.typeset import png
from dashboard.presentation.step_content import StepContent
from dashboard.words.words import Words

WIDE, HIGH = 1280.0, 720.0
"""Pixels of a slide; one is a ninety-sixth of an inch."""
MAP = Box(496, 0, 784, 664)
COLUMN = Box(48, 36, 416, 604)
SHARP = 2.5
"""Pixels of the map's picture a pixel of the slide."""
CHART_HEAD, ROW, CHART_MOST = 56.0, 25.0, 306.0
"""Pixels of the chart: above its rows, a row with its name in one line, and ten rows."""
LINE_SIZE, LINE_HIGH, LINE_AFTER = 13 * 4 / 3, 13 * 4 / 3 * 1.3, 8.0
"""Pixels of a line about the data: its letters, its height, and the room below."""


def pptx_bytes(steps: Sequence[StepContent]) -> bytes:
    """The steps as slides, and last what it all is.

    Parameters
    ----------
    steps : sequence of StepContent
        At least one, of one presentation and version.
    """
    first, light = steps[0], palette("light")
    words = first.request.words
    deck = Deck()
    deck.slide_width, deck.slide_height = Emu(round(WIDE * 9525)), Emu(round(HIGH * 9525))
    about = deck.core_properties
    about.title = first.presentation or first.heading or first.kicker
    about.author, about.language = words.of(first.request.region.settings.name), words.locale
    about.subject, about.keywords = first.footer, first.example
    for content in steps:
        _step(deck, content, light, words)
    _about(deck, steps, light, words)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _slide(deck: Deck, title: str, size: float, light: Palette, words: Words, box: Box) -> Slide:
    """A slide whose title is its title, for outlines and screen readers."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    held = slide.shapes.title
    held.left, held.top, held.width, held.height = box.emu
    frame = held.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph(frame, title, size, light.of("ink"), words, bold=True, first=True)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return slide


def _step(deck: Deck, content: StepContent, light: Palette, words: Words) -> None:
    heading = content.heading or content.kicker
    size = 26.0 if len(heading) < 70 else 20.0
    high = size * 1.7 * len(fonts.lines(heading, size * 4 / 3, 700, COLUMN.wide - 8))
    top = COLUMN.y + 22
    slide = _slide(deck, heading, size, light, words, Box(COLUMN.x, top, COLUMN.wide, high))
    if content.heading:
        _kicker(slide, content.kicker, light, words)
    at = top + high + 6
    rows = chart_rows(content.legend) if content.legend is not None else []
    chart_high = min(CHART_HEAD + ROW * len(rows), CHART_MOST) if rows else 0
    low = COLUMN.y + COLUMN.high - chart_high
    _figures(slide, content, light, words, at, low)
    if content.legend is not None and rows:
        add_chart(slide, content.legend, Box(COLUMN.x - 6, low, COLUMN.wide + 6, chart_high), light, words)
    _map(slide, content, light)
    _foot(slide, content, light, words)
    slide.notes_slide.notes_text_frame.text = notes(content)


def notes(content: StepContent) -> str:
    """The step's note, then what its figures are and where they come from."""
    text = "\n".join(f"{what}: {text}" for what, text in labelled(content.lines, content.request.words))
    return f"{content.note}\n\n{text}" if content.note else text


def _kicker(slide: Slide, text: str, light: Palette, words: Words) -> None:
    frame = text_box(slide, Box(COLUMN.x, COLUMN.y - 6, COLUMN.wide, 24))
    paragraph(frame, text, 11, light.of("accent"), words, first=True)


def _figures(slide: Slide, content: StepContent, light: Palette, words: Words, at: float, low: float) -> None:
    """The big numbers with their words, as many as there is room for; the notes have them all."""
    for number, figure in enumerate(content.figures):
        size = 40.0 if number == 0 else 24.0
        text = figure.words + (f" ({figure.against})" if figure.against else "")
        high = size * 1.5 + 21 * len(fonts.lines(text, 16, 400, COLUMN.wide - 8))
        if number and at + high > low:
            break
        frame = text_box(slide, Box(COLUMN.x, at, COLUMN.wide, high))
        paragraph(frame, figure.value_text, size, light.of("ink"), words, bold=True, first=True)
        paragraph(frame, text, 12, light.of("ink-2"), words)
        at += high + 6


def _map(slide: Slide, content: StepContent, light: Palette) -> None:
    """The map with the legends of what lies over the areas; on it, the first places as text."""
    words = content.request.words
    svg, free = slide_map(content, MAP.wide, MAP.high, light)
    shape = slide.shapes.add_picture(io.BytesIO(png(svg, scale=SHARP)), *MAP.emu)
    held = shape._element.find(qn("p:nvPicPr")).find(qn("p:cNvPr"))
    held.set("descr", described(content))
    held.set("name", words("export.slide.map"))
    if free is None:
        return
    left, top, right, bottom = free
    box = Box(MAP.x + left, MAP.y + top, right - left, bottom - top)
    frame = rectangle(slide, box, light.of("surface"), light.of("line-strong"))
    frame.word_wrap = True
    for ranked in content.ranking:
        paragraph(
            frame,
            f"{ranked.number}  {ranked.name}",
            11,
            light.of("ink"),
            words,
            bold=True,
            first=ranked.number == 1,
        )
        paragraph(frame, ranked.summary, 10, light.of("ink-2"), words, after=3)
        for row in frame.paragraphs[-2:]:
            row.alignment = PP_ALIGN.LEFT
    paragraph(frame, words("presentation.ranking_key"), 9, light.of("ink-3"), words)
    frame.paragraphs[-1].alignment = PP_ALIGN.LEFT


def _foot(slide: Slide, content: StepContent, light: Palette, words: Words) -> None:
    """Region, source, version and date, protection; example data; which slide it is."""
    line(slide, 0, MAP.high, WIDE, light.of("line"))
    disclosure = next((line.text for line in content.lines if line.kind == "disclosure"), "")
    region = words.of(content.request.region.settings.name)
    frame = text_box(slide, Box(48, MAP.high + 7, 900 if content.example else 1100, 44))
    paragraph(frame, f"{region} · {content.footer}", 9, light.of("ink-2"), words, first=True)
    if disclosure:
        paragraph(frame, disclosure, 9, light.of("ink-2"), words)
    if content.example:
        wide = fonts.width(content.example, 12, 700) + 28
        box = Box(WIDE - 90 - wide, MAP.high + 13, wide, 28)
        tag = rectangle(slide, box, light.of("warn-bg"), light.of("warn-line"))
        paragraph(tag, content.example, 9, light.of("ink"), words, bold=True, first=True)
        tag.paragraphs[0].alignment = PP_ALIGN.CENTER
    number = text_box(slide, Box(WIDE - 76, MAP.high + 15, 56, 24))
    paragraph(number, f"{content.at} / {content.of}", 10, light.of("ink-2"), words, first=True)
    number.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _pages(lines: Sequence[AboutLine]) -> list[list[AboutLine]]:
    """Lines parted into those that go in on a slide each."""
    found: list[list[AboutLine]] = []
    free = 0.0
    for what, text in lines:
        high = LINE_HIGH * len(fonts.lines(f"{what}: {text}", LINE_SIZE, 700, WIDE - 2 * 48)) + LINE_AFTER
        if high > free:
            found.append([])
            free = HIGH - 130
        found[-1].append((what, text))
        free -= high
    return found


def _about(deck: Deck, steps: Sequence[StepContent], light: Palette, words: Words) -> None:
    """What all figures and layers are and where they come from, on as many slides as it takes."""
    lines = about_steps(steps)
    for some in _pages(lines):
        title = words("export.about.sheet")
        slide = _slide(deck, title, 26, light, words, Box(48, 36, WIDE - 96, 44))
        frame = text_box(slide, Box(48, 96, WIDE - 96, HIGH - 130))
        for at, (what, text) in enumerate(some):
            paragraph(
                frame, f"{what}: ", 13, light.of("ink"), words, bold=True, first=at == 0,
                more=(text, "ink-2"), after=6,
            )  # fmt: skip

"""Parts of a slide: boxes of text, lines and rectangles, in pixels and the page's colours."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Run
from pptx.util import Emu, Pt

from dashboard.drawing.tokens import palette
from dashboard.words.words import Words

FONT = "Arial"
"""On every computer that opens slides, which the page's own is not."""
EMU_A_PIXEL = 9525


@dataclass(frozen=True)
class Box:
    """Where something stands on a slide, pixels."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same in the units of the file."""
        x, y, wide, high = (
            Emu(round(length * EMU_A_PIXEL)) for length in (self.x, self.y, self.wide, self.high)
        )
        return x, y, wide, high


def text_box(slide: Slide, box: Box) -> TextFrame:
    """A box of words without margins."""
    frame = slide.shapes.add_textbox(*box.emu).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def rectangle(slide: Slide, box: Box, fill: str, edge: str) -> TextFrame:
    """A rounded rectangle with words in it."""
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *box.emu)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(fill)
    shape.line.color.rgb = rgb(edge)
    shape.line.width = Pt(0.75)
    shape.adjustments[0] = 5 / min(box.wide, box.high)
    _plain(shape)
    frame = shape.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_top = frame.margin_bottom = 0
    return frame


def line(slide: Slide, x: float, y: float, wide: float, colour: str) -> None:
    """A hairline."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(x, y, wide, 1).emu)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    shape.line.fill.background()
    _plain(shape)


def _plain(shape: Shape) -> None:
    """Without what the deck's theme would add, such as a shadow."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def paragraph(
    frame: TextFrame,
    words_set: str,
    size: float,
    colour: str,
    words: Words,
    *,
    bold: bool = False,
    first: bool = False,
    more: tuple[str, str] | None = None,
    after: float = 0,
) -> None:
    """A paragraph; `more` goes on in the same line in another colour's token, not bold."""
    held = frame.paragraphs[0] if first else frame.add_paragraph()
    held.space_after = Pt(after)
    held.line_spacing = 1.05
    _run(held.add_run(), words_set, size, colour, words, bold=bold)
    if more is not None:
        run = held.add_run()
        _run(run, more[0], size, palette().of(more[1]), words, bold=False)
        if more[0].startswith(("https://", "http://")):
            run.hyperlink.address = more[0]


def _run(run: _Run, words_set: str, size: float, colour: str, words: Words, *, bold: bool) -> None:
    run.text = words_set
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = rgb(colour)
    run._r.get_or_add_rPr().set("lang", words.locale)  # screen readers speak it in its language


def rgb(colour: str) -> RGBColor:
    """A colour of the page as the file has it."""
    return RGBColor.from_string(colour.removeprefix("#").upper())

"""A presentation taken along says on paper, slides and pictures what the screen says, with equal numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from PIL import Image
from pptx import Presentation as Deck
from pptx.oxml.ns import qn
from pptx.util import Emu

from dashboard.drawing.tokens import palette
from dashboard.exports.making import FORMATS, file_of, step_name
from dashboard.exports.pages import parted
from dashboard.exports.sheet import sheet_svg
from dashboard.exports.step_map import described
from dashboard.exports.viewed import told_view
from dashboard.layers.colours import SEVERITY
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import Presentation, Step
from dashboard.tables.report import report
from dashboard.words.layers import swatch_text
from dashboard.words.words import words
from tests.dashboard.exports.test_table_files import NOTICE, example
from tests.dashboard.regions import REGIONS

HEADINGS = ("Här räcker utbudet inte", "Så långt är det", "Om söder stänger")
NOTE = "Börja med att fråga vem som bor här."


def steps(name: str = "small", language: str = "sv") -> list[StepContent]:
    region = example(name)
    unit = str(region.units.index[0])
    views = ("layers=underserved,units,labels", "layers=nearest,flows", f"layers=change&changes=close:{unit}")
    made_of = tuple(Step(h, NOTE, view) for h, view in zip(HEADINGS, views, strict=True))
    presentation = Presentation("Utbudet i korthet", made_of, "", language, "korthet")
    return [step_content(presentation, at, region, words(language)) for at in (1, 2, 3)]


def text_of(page: pypdf.PageObject) -> str:
    """A page's words, with plain spaces."""
    return re.sub(r"\s+", " ", page.extract_text())


def plain(said: str) -> str:
    return re.sub(r"\s+", " ", said)


@pytest.fixture(scope="module")
def paper() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file_of("pdf", steps())[0]))


@pytest.fixture(scope="module")
def deck() -> object:
    return Deck(io.BytesIO(file_of("pptx", steps())[0]))


def test_figures_are_those_of_the_report() -> None:
    for one in steps():
        lines = {
            line["key"]: line
            for line in report(one.request.assessment, one.request.focus, one.request.words)["kpis"]
        }  # type: ignore[attr-defined]
        for figure in one.figures:
            if figure.key in lines and figure.value is not None:
                assert figure.value == pytest.approx(lines[figure.key][figure.part])


def test_the_paper_says_every_figure_and_all_about_it(paper: pypdf.PdfReader) -> None:
    told_ = steps()
    assert len(paper.pages) >= len(told_)
    whole = " ".join(text_of(page) for page in paper.pages)
    for one in told_:
        assert plain(one.heading) in whole
        for figure in one.figures:
            assert plain(figure.value_text) in whole
            assert plain(figure.words) in whole
        for line in one.lines:
            assert line.kind == "link" or plain(line.text)[:40] in whole, line
    assert NOTICE["sv"] in text_of(paper.pages[0])
    assert NOTE in text_of(paper.pages[0])


def test_the_paper_is_landscape_a4_with_a_title_language_and_tags(paper: pypdf.PdfReader) -> None:
    page = paper.pages[0].mediabox
    assert (float(page.width), float(page.height)) == pytest.approx((841.89, 595.28), abs=0.1)
    root = paper.trailer["/Root"]
    assert paper.metadata is not None
    assert paper.metadata.title == "Utbudet i korthet"
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def tags(node: object, found: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            tags(one, found)
    elif isinstance(node, dict) and "/S" in node:
        found.append(node)
        tags(node.get("/K", []), found)
    return found


def test_headings_and_the_maps_description_are_tagged(paper: pypdf.PdfReader) -> None:
    found = tags(paper.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    names = [one["/S"] for one in found]
    assert names.count("/H1") == 3
    alternatives = [str(one["/Alt"]) for one in found if one["/S"] == "/Figure"]
    assert alternatives == [described(one) for one in steps()]
    assert "/P" in names


def test_the_papers_map_is_drawn_and_its_names_are_text(paper: pypdf.PdfReader) -> None:
    assert not paper.pages[0].images, "nothing on the page is a picture of pixels"
    region = example()
    town = replace(region, places=region.places.assign(persons=90_000))
    page = pypdf.PdfReader(io.BytesIO(file_of("pdf", [told_view(town, words("sv"), {})])[0])).pages[0]
    assert "Ekby" in text_of(page)


def slides_text(slide: object) -> str:
    return plain("\n".join(one.text_frame.text for one in slide.shapes if one.has_text_frame))  # type: ignore[attr-defined]


def test_slides_say_every_step_in_text_that_can_be_edited(deck: object) -> None:
    told_ = steps()
    assert (deck.slide_width, deck.slide_height) == (Emu(12192000), Emu(6858000))  # type: ignore[attr-defined]
    slides = list(deck.slides)  # type: ignore[attr-defined]
    assert len(slides) > len(told_), "the last say what it all is"
    for one, slide in zip(told_, slides, strict=False):
        assert slide.shapes.title.text_frame.text == one.heading
        said = slides_text(slide)
        assert plain(one.figures[0].value_text) in said
        assert NOTICE["sv"] in said
        assert plain(one.footer) in said
        assert f"{one.at} / {one.of}" in said
    whole = " ".join(slides_text(slide) for slide in slides)
    for one in told_:
        for line in one.lines:
            assert plain(line.text) in whole


def test_slides_carry_notes_and_the_description_of_the_map(deck: object) -> None:
    for one, slide in zip(steps(), deck.slides, strict=False):  # type: ignore[attr-defined]
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.startswith(NOTE)
        for figure in one.figures:
            assert figure.definition in notes
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        (picture,) = pictures
        assert picture._element.nvPicPr.cNvPr.get("descr") == described(one)
        assert picture.image.size[0] >= 1900, "sharp on a large screen"


def test_the_chart_of_a_slide_is_the_legend_in_numbers_and_colours(deck: object) -> None:
    charts = 0
    for one, slide in zip(steps(), deck.slides, strict=False):  # type: ignore[attr-defined]
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            charts += 1
            assert one.legend is not None
            rows = [swatch for swatch in one.legend.swatches if swatch.count is not None]
            plot = shape.chart.plots[0]
            axis = shape.chart.category_axis._element
            assert axis.find(qn("c:tickLblSkip")).get("val") == "1", "PowerPoint names every class"
            assert axis.find(qn("c:txPr")).find(qn("a:bodyPr")).get("rot") == "0", "and so does LibreOffice"
            assert shape.height / 9525 >= 56 + 25 * len(rows), "there is a line for each"
            assert list(plot.categories) == [swatch_text(swatch, one.request.words) for swatch in rows]
            assert list(plot.series[0].values) == [swatch.count for swatch in rows]
            fills = [plot.series[0].points[at].format.fill.fore_color.rgb for at in range(len(rows))]
            assert [f"#{str(colour).lower()}" for colour in fills] == [
                palette().resolve(swatch.colour) for swatch in rows
            ]
    assert charts == 3


def test_every_run_of_a_slide_is_marked_with_its_language(deck: object) -> None:
    for slide in deck.slides:  # type: ignore[attr-defined]
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            assert run.rPr.get("lang") == "sv-SE"


def test_a_workbook_holds_the_figures_as_told_and_every_layers_table() -> None:
    told_ = steps()
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", told_)[0]))
    _, *rows = book.worksheets[0].iter_rows(values_only=True)
    figures = [(one.at, figure) for one in told_ for figure in one.figures]
    assert len(rows) == len(figures)
    for row, (at, figure) in zip(rows, figures, strict=True):
        assert row[:2] == (figure.key, at)
        if isinstance(row[4], int | float):
            assert row[4] == pytest.approx(figure.value)
        assert figure.value_text in row
    assert len(book.worksheets) == 2 + sum(bool(one.fill) + len(one.over) for one in told_)


def test_a_picture_is_sharp_and_says_what_it_is() -> None:
    first = steps()[0]
    picture = Image.open(io.BytesIO(file_of("png", [first])[0]))
    assert picture.width >= 2400
    svg = file_of("svg", [first])[0].decode()
    tree = ElementTree.fromstring(svg)
    said = plain(" ".join("".join(one.itertext()) for one in tree.iter("{http://www.w3.org/2000/svg}text")))
    for line in first.lines:
        assert line.kind == "link" or all(word in said for word in plain(line.text).split(" "))
    for figure in first.figures:
        assert plain(figure.value_text) in said
    title, about = (tree.find(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title is not None
    assert title.text == first.heading
    assert about is not None
    assert about.text == described(first)


@pytest.mark.parametrize("theme", ["light", "meeting"])
def test_every_colour_of_a_whole_picture_is_the_pages(theme: str) -> None:
    own = palette(theme)  # type: ignore[arg-type]
    colours = set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet_svg(steps()[0], own)))
    assert colours <= set(own.colours.values())
    assert {own.resolve(colour) for colour in SEVERITY} & colours


@pytest.mark.long
@pytest.mark.parametrize("kind", ["png", "svg", "gpkg", "parquet"])
def test_formats_of_one_step_come_as_an_archive_of_all(kind: str) -> None:
    content, mime, ending = file_of(kind, steps())
    assert (mime, ending) == ("application/zip", "zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [step_name(one) for one in steps()]
        assert len(set(names)) == 3
        assert archive.namelist() == [f"0{at}-{name}.{kind}" for at, name in enumerate(names, 1)]


@pytest.mark.long
@pytest.mark.parametrize("name", REGIONS)
def test_every_region_however_little_it_knows_can_be_taken_along(name: str) -> None:
    for query in ({}, {"layers": "none"}, {"layers": "units", "area": str(REGIONS[name].areas.index[0])}):
        one = told_view(REGIONS[name], words("en"), query)
        for kind in FORMATS:
            assert file_of(kind, [one])[0]


def test_words_that_the_typeface_lacks_do_not_stop_a_page() -> None:
    region = example()
    odd = Presentation(
        "≈ ☃ 😀", (Step("漢字 och ☃", "😀 #let x = 1 \\ $ * _ [", "layers=units"),), "", "sv", "odd"
    )
    one = step_content(odd, 1, region, words("sv"))
    for kind in ("pdf", "pptx", "svg", "png"):
        assert file_of(kind, [one])[0]
    page = pypdf.PdfReader(io.BytesIO(file_of("pdf", [one])[0])).pages[0]
    assert "?? och ?" in text_of(page)
    assert "? #let x = 1 \\ $ * _ [" in text_of(page), "words are never read as instructions"


def test_small_print_is_parted_in_two_columns_in_order() -> None:
    lines = [("a", "x" * 10), ("b", "y" * 10), ("c", "z" * 10), ("d", "å" * 10)]
    left, right = parted(lines, 2)
    assert [what for what, _ in left + right] == ["a", "b", "c", "d"]
    assert len(left) == len(right) == 2

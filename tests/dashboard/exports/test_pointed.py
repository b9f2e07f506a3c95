"""What somebody has put on the map goes along: into pictures, pages, slides and steps."""

from __future__ import annotations

import re
from functools import cache

import pytest

from dashboard.drawing.tokens import palette
from dashboard.exports.sheet import sheet_svg
from dashboard.exports.step_map import map_svg
from dashboard.exports.viewed import told_view
from dashboard.map.view import map_view
from dashboard.presentation.step_content import StepContent, step_content
from dashboard.presentation.steps import Presentation, Step, view_of
from dashboard.question.address import question_path
from dashboard.words.words import LANGUAGES, words
from geodata.geometry.degrees import to_degrees
from tests.dashboard.exports.test_table_files import example

NAME = "Storgatan 1"
GROUP = re.compile(r'<g class="map-pointed">.*?</g>')
ELSEWHERE = "1.00000,2.00000;3.00000,4.00000"


@cache
def query() -> dict[str, str]:
    """A pin in the middle of the first area, and a line from there to the middle of the second."""
    region = example("small")
    lon, lat = to_degrees(region.settings.crs).transform(region.areas["x"][:2], region.areas["y"][:2])
    ends = [f"{north:.5f},{east:.5f}" for north, east in zip(lat, lon, strict=True)]
    return {"pin": ends[0], "pin_name": NAME, "line": ";".join(ends)}


def viewed(language: str = "sv", more: dict[str, str] | None = None) -> StepContent:
    return told_view(example("small"), words(language), {**query(), **(more or {})})


def lines_by_kind(content: StepContent) -> dict[str, str]:
    return {line.kind: line.text for line in content.lines}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_shows_the_pin_with_its_name_and_the_line_with_its_length(language: str) -> None:
    content, text = viewed(language), words(language)
    (group,) = GROUP.findall(map_svg(content, 800, 600, palette()))
    assert NAME in group
    assert text("ruler.kilometres", length=text.number(10.0, 1)) in group
    assert group.count("<circle") == 4  # two ends, a disc in its halo
    assert GROUP.search(sheet_svg(content, palette()))


def test_a_picture_without_them_has_no_such_marks() -> None:
    bare = told_view(example("small"), words("sv"), {})
    assert not GROUP.search(map_svg(bare, 800, 600, palette()))
    assert {"pin", "line"}.isdisjoint(lines_by_kind(bare))


def test_every_file_says_in_words_where_the_pin_is_and_how_long_the_line() -> None:
    lines = lines_by_kind(viewed())
    assert lines["pin"].startswith(f"{NAME}, Ett, Lilla. Närmaste ord: Ekens vårdcentral,")
    assert lines["line"].startswith("10,0 km fågelvägen. Restid")


def test_a_step_and_its_link_keep_them() -> None:
    region = example("small")
    step = Step("Här", "", view_of(query()))
    content = step_content(Presentation("P", (step,), "", "sv", "p"), 1, region, words("sv"))
    view = map_view(content.request.assessment, content.request.focus, content.display, words("sv"))
    assert (view.pin is not None, len(view.line)) == (True, 2)
    link = question_path(content.request.assessment, content.request.focus, "sv", content.step.query)
    assert all(f"{key}=" in link for key in query())


def test_a_line_that_lies_elsewhere_is_named_and_not_drawn() -> None:
    content = viewed(more={"line": ELSEWHERE})
    assert ELSEWHERE in lines_by_kind(content)["unknown"]
    (group,) = GROUP.findall(map_svg(content, 800, 600, palette()))
    assert "<path" not in group

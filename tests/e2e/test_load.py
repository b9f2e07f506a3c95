"""The page stands there, whole and readable, at every width."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.geography import outermost_areas
from tests.e2e.plan import SIZES, WIDE
from tests.e2e.server import Server

at_every_width = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
BROKEN = re.compile(r"\b(nan|NaN|inf|None|null|undefined)\b|\[object|\{\w+\}|\b(ui|kpi|layer|why)\.\w+")


@at_every_width
def test_map_figures_and_table_are_there(demo: Server, reading: Opener, size: tuple[int, int]) -> None:
    plan = reading(demo, size=size)
    drawn = plan.stats()
    assert drawn["areas"] == 601
    assert drawn["units"]["visible"] > 20
    assert 0 < drawn["flows"] <= 12
    assert plan.heading() == "Västra Götaland"
    assert plan.shown() == {"underserved", "flows", "units", "labels"}
    figures = plan.figures()
    assert len(figures) >= 20
    assert all(figures.values())
    assert plan.rows()


@at_every_width
def test_the_whole_region_lies_in_the_part_of_the_map_that_is_seen(
    demo: Server, reading: Opener, size: tuple[int, int]
) -> None:
    plan = reading(demo, size=size)
    hidden = []
    for area in outermost_areas(demo):
        x, y = plan.place("area", area)
        seen = plan.page.evaluate(
            "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.leaflet-container'))", [x, y]
        )
        if not seen:
            hidden.append(f"{area} at {x:.0f}, {y:.0f}")
    assert not hidden


@at_every_width
def test_nothing_sticks_out_to_the_side(demo: Server, reading: Opener, size: tuple[int, int]) -> None:
    plan = reading(demo, size=size)
    width, wanted = plan.page.evaluate("() => [window.innerWidth, document.documentElement.scrollWidth]")
    assert wanted <= width


@at_every_width
def test_the_label_of_example_data_is_seen(demo: Server, reading: Opener, size: tuple[int, int]) -> None:
    label = reading(demo, size=size).page.get_by_text("Exempeldata: verklig geografi, påhittad vård").first
    assert label.is_visible()
    on_top = label.evaluate(
        """(label) => {
          const box = label.getBoundingClientRect();
          const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return label === top || label.contains(top);
        }"""
    )
    assert on_top


@pytest.mark.parametrize("path", ["/", "/metod", "/?lang=en", "/metod?lang=en"])
def test_no_page_shows_what_only_a_program_reads(demo: Server, visit: Opener, path: str) -> None:
    plan = visit(demo, NOWHERE)
    plan.page.goto(demo.address + path)
    plan.page.locator("h1").first.wait_for()
    plan.page.wait_for_timeout(1000)
    text = plan.page.locator("body").inner_text()
    assert not BROKEN.findall(text)


def test_the_first_answer_names_language_and_title(demo: Server, reading: Opener) -> None:
    plan = reading(demo, size=WIDE)
    assert plan.page.locator("html").get_attribute("lang") == "sv"
    assert "Utbudskarta" in plan.page.title()
    assert '<html lang="en"' in demo.get("/?lang=en")[1].decode()


def test_the_three_widths_show_the_same_figures(demo: Server, reading: Opener) -> None:
    wide, *others = (reading(demo, size=size).figures() for size in SIZES)
    assert all(other == wide for other in others)

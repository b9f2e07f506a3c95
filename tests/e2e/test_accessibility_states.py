"""Hitta, Jämför and Planera in every state, on a narrow screen and at twice the size: axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Opener
from tests.e2e.plan import WIDE
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  the fixture

NARROW = (320, 640)
ZOOMED = (720, 450)
"""1440 by 900 at 200 per cent."""
NEAR = "point=57.8595,13.4289&place=Timmele"
CHOSEN = f"{NEAR}&chosen=E140026;E140187;E140030;E140024"
NOBODY = "languages=Tigrinja&open=weekend&operator=contract&services=Chatt"


def as_it_is(page: Page) -> None:
    """Nothing is pressed."""
    page.wait_for_timeout(0)


def with_all_filters_open(page: Page) -> None:
    page.locator(".find-chip").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def with_an_error(page: Page) -> None:
    page.locator("#late").evaluate("(one) => { one.hidden = false; }")


def with_what_is_found(page: Page) -> None:
    page.locator("#search-field").fill("ulri")
    page.get_by_role("option").first.wait_for()


def with_nothing_found(page: Page) -> None:
    page.locator("#search-field").fill("qqxzq")
    page.locator("#search-status").get_by_text("Inga träffar").wait_for()


def without_leave_to_know_the_position(page: Page) -> None:
    page.get_by_role("button", name="Min plats").click()
    page.locator("#said.is-shown").wait_for()


def with_the_large_map(page: Page) -> None:
    page.locator('[data-find="map"]').click()


def with_all_explanations(page: Page) -> None:
    page.locator("details.info").evaluate_all("all => all.forEach((one) => { one.open = true; })")


def with_the_large_plot_and_its_table(page: Page) -> None:
    page.locator("#compare-scatter-box > summary").click()
    page.locator("#compare-scatter .scatterlayer").wait_for()
    page.locator("#compare-scatter-box details > summary").click()


def with_the_keyboard_among_the_points(page: Page) -> None:
    page.locator(".points").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("#compare-funnel .ring").wait_for()


def while_drawing(page: Page) -> None:
    page.locator('[data-compare="draw"]').click()


def with_a_unit_in_hand(page: Page) -> None:
    page.locator('[data-whatif="unit-move"]').click()
    page.keyboard.press("Shift+ArrowRight")
    page.locator("#carry-card").wait_for()


def while_no_answer_comes(page: Page) -> None:
    page.route("**/compare/**", lambda _: None)
    page.route("**/_dash-update-component*", lambda _: None)
    page.locator("input[type=range], #compare select").first.press("ArrowDown")
    page.locator(".is-stale").wait_for()


Size = tuple[int, int]
CASES: list[tuple[str, Callable[[Page], None], tuple[Size, ...]]] = [
    (f"/hitta?{CHOSEN}", as_it_is, (NARROW, ZOOMED)),
    (f"/hitta?{CHOSEN}&view=compare&lang=en", as_it_is, (NARROW, ZOOMED)),
    (f"/hitta?{NEAR}&unit=E140026", as_it_is, (NARROW, ZOOMED)),
    (f"/hitta?{NOBODY}", as_it_is, (WIDE, NARROW)),
    (f"/hitta?{NEAR}&languages=Arabiska&untold=languages", with_all_filters_open, (NARROW, ZOOMED)),
    (f"/hitta?{NEAR}", with_an_error, (NARROW,)),
    ("/hitta", with_what_is_found, (NARROW,)),
    ("/hitta", with_nothing_found, (NARROW,)),
    ("/hitta", without_leave_to_know_the_position, (NARROW,)),
    (f"/hitta?{NEAR}", with_the_large_map, (NARROW,)),
    ("/jamfor", with_all_explanations, (WIDE, NARROW)),
    ("/jamfor", while_drawing, (WIDE, NARROW)),
    ("/jamfor", while_no_answer_comes, (WIDE, NARROW)),
    ("/?table=nearest", while_no_answer_comes, (WIDE,)),
    ("/?unit=E140026&at=9.40/58.0800/13.0300", with_a_unit_in_hand, (WIDE,)),
    ("/jamfor?unit=E140024&show=alike&lang=en", with_the_large_plot_and_its_table, (NARROW, ZOOMED)),
    ("/jamfor?unit=E140024", with_the_keyboard_among_the_points, (WIDE, NARROW)),
    ("/jamfor?unit=E140024&changes=close:E140026&limit=10&ind=none", with_an_error, (NARROW,)),
]  # fmt: skip


@pytest.mark.parametrize(
    (
        "path",
        "state",
        "sizes",
    ),  # from narrow to zoomed a page only changes its size; a wide one has no finger
    [
        (path, state, of_a_page)
        for path, state, sizes in CASES
        for of_a_page in ([sizes] if WIDE not in sizes else [(size,) for size in sizes])
    ],
    ids=lambda part: (
        part.__name__ if callable(part) else f"{part[0][0]}" if isinstance(part, tuple) else part
    ),
)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811  the fixture
    path: str,
    state: Callable[[Page], None],
    sizes: tuple[Size, ...],
) -> None:
    plan = visit(demo, path, sizes[0], stranger=WIDE not in sizes)
    state(plan.page)
    for width, height in sizes:
        plan.page.set_viewport_size({"width": width, "height": height})
        plan.page.wait_for_timeout(350)  # what moves has come to rest
        told = violations(plan, axe)
        assert not told, "\n".join([f"{width} wide:", *told])
        assert plan.page.evaluate("() => document.documentElement.scrollWidth") <= width

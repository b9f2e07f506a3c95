"""Whoever uses no pointer reaches everything, and sees where they are."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan
from tests.e2e.server import Server

SEEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const inner = getComputedStyle(one, '::before').boxShadow !== 'none';
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  return { name: one.getAttribute('aria-label') || one.textContent.trim().slice(0, 40) || one.tagName,
           marked: outlined || inner || style.boxShadow !== 'none', inside };
}"""


def tab_to(plan: Plan, selector: str, most: int = 150) -> None:
    """Press Tab until what has focus matches."""
    for _ in range(most):
        plan.page.keyboard.press("Tab")
        if plan.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} tabs do not reach {selector}")


def test_from_load_to_the_figures_of_an_area_by_search(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    tab_to(plan, "[role=combobox]")
    plan.page.keyboard.type("tranemo norra")
    plan.page.locator("#search-list").get_by_role("option").first.wait_for()
    plan.page.keyboard.press("ArrowDown")
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == "Tranemo norra omland"
    assert plan.figure("residents")


def test_from_load_to_the_figures_of_a_zone_by_the_table_and_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    first = plan.rows()[0][0]
    tab_to(plan, "#table-body tbody button")
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading().startswith(first)
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert plan.heading() == "Västra Götaland"


def test_the_first_tab_leads_past_everything_to_the_figures(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.keyboard.press("Tab")
    assert plan.page.evaluate("() => document.activeElement.textContent") == "Hoppa till nyckeltalen"
    plan.page.keyboard.press("Enter")
    plan.page.keyboard.press("Tab")
    assert plan.page.evaluate("() => Boolean(document.activeElement.closest('#panel'))")


def test_a_layer_goes_on_by_space(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    tab_to(plan, "[role=switch][data-value=service_areas]")
    plan.page.keyboard.press("Space")
    plan.settled()
    assert "service_areas" in plan.shown()
    assert plan.page.evaluate("() => document.activeElement.dataset.value") == "service_areas"


def test_the_colour_of_areas_is_chosen_by_an_arrow(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    tab_to(plan, "select[data-fills]")
    plan.page.keyboard.press("ArrowDown")
    plan.settled()
    assert "nearest" in plan.shown()


def test_every_stop_is_marked_and_in_sight(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    stops = []
    for _ in range(60):
        plan.page.keyboard.press("Tab")
        stops.append(plan.page.evaluate(SEEN))
    found = [stop for stop in stops if stop]
    assert len(found) > 50
    assert [stop["name"] for stop in found if not stop["marked"]] == []
    assert [stop["name"] for stop in found if not stop["inside"]] == []


def test_the_map_moves_and_zooms_by_keys(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    tab_to(plan, ".leaflet-container")
    zoom, place = plan.stats()["zoom"], plan.place("area", "1452R003")
    plan.page.keyboard.press("ArrowLeft")
    plan.page.wait_for_timeout(500)
    assert plan.place("area", "1452R003") != place
    plan.page.keyboard.press("+")
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.stats()["zoom"] > zoom


@pytest.mark.parametrize("name", ["rail", "layers", "drawer"])
def test_a_sheet_opens_and_closes_by_keys_and_gives_focus_back(
    demo: Server, visit: Opener, name: str
) -> None:
    plan = visit(demo, size=(390, 844))
    opener = plan.page.locator(f'[data-opens="{name}"]:visible').first.element_handle()
    opener.focus()
    plan.page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    inside = f"() => Boolean(document.activeElement.closest('[data-panel={name}]'))"
    assert plan.page.evaluate(inside)
    plan.page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("(opener) => opener === document.activeElement")

"""Views of the need to come, in a browser: tabs, what they draw, and the place and unit that are chosen."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, Plan
from tests.e2e.server import Server


def tab(plan: Plan, view: str) -> Locator:
    return plan.page.locator(f'.need-tabs [data-view="{view}"]')


def test_tabs_change_the_view_by_pointer_and_by_keyboard_and_go_with_the_link(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=need")
    expect(tab(plan, "drivers")).to_have_attribute("aria-selected", "true")
    counts = plan.page.locator("#table-body .need-count").all_inner_texts()
    assert len(counts) >= 4
    tab(plan, "years").click()
    plan.settled()
    assert plan.asked()["need_view"] == "years"
    band = plan.page.locator("#table-body path.need-band").first
    box = band.bounding_box()
    assert box is not None
    assert box["width"] > 100, "it is drawn, and not only there"
    plan.page.keyboard.press("ArrowRight")
    plan.settled()
    expect(tab(plan, "ages")).to_be_focused()
    assert plan.asked()["need_view"] == "ages"
    expect(plan.page.locator("#table-body")).to_have_attribute("role", "tabpanel")
    plan.page.keyboard.press("Home")
    plan.settled()
    assert "need_view" not in plan.asked()
    plan.page.go_back()
    plan.settled()
    expect(tab(plan, "ages")).to_have_attribute("aria-selected", "true")


def test_views_follow_the_place_and_a_unit_s_row_selects_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need&need_view=units")
    row = plan.page.locator("#table-body tr[data-select-id]").first
    unit = row.get_attribute("data-select-id")
    row.locator("button").click()
    plan.settled()
    assert plan.asked()["unit"] == unit
    expect(plan.page.locator("#table-body tr.is-selected")).to_have_attribute("data-select-id", unit or "")
    assert plan.page.locator("#table-body tr[data-select-id]").count() > 1, "among the others"
    tab(plan, "drivers").click()
    plan.settled()
    expect(plan.page.locator("#table-head")).to_have_text(plan.heading())


def test_on_a_phone_the_views_stand_in_the_sheet_with_room_for_a_finger(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need", size=PHONE)
    expect(plan.page.locator("#panel .need-tabs")).to_be_visible()
    for view in ("drivers", "years", "ages", "units", "areas"):
        box = tab(plan, view).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        tab(plan, view).click()
        plan.settled()
        over = plan.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0

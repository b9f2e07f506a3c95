"""A small line is pressed for a large chart over the periods, which can be slid along and played."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, until
from tests.e2e.server import Server

PERIODS = [f"{year}Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]


def opened(plan: Plan, key: str = "underserved") -> Plan:
    plan.page.locator(f"button[data-chart={key}]").click()
    plan.settled()
    until(lambda: plan.page.locator("#development-chart svg").count(), "the chart")
    return plan


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_small_line_opens_a_chart_with_the_same_in_a_table(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = visit(demo, "/", size=size)
    fetched: list[str] = []
    plan.page.on("request", lambda request: fetched.append(request.url))
    assert plan.page.locator("#development").is_hidden()
    if size == PHONE:
        plan.page.locator("button[data-chart=underserved]").scroll_into_view_if_needed()
    opened(plan)
    assert [url for url in fetched if "/development/" in url], "it is asked for when it is pressed"
    assert plan.asked()["chart"] == "underserved"
    plan.page.locator("#development summary").click()
    rows = plan.page.locator("#development-table tbody tr")
    assert rows.count() == len(PERIODS)
    assert all("%" in text for text in rows.locator("td").all_text_contents())
    box = plan.page.locator("#development").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]


def test_the_slider_moves_the_whole_question(demo: Server, visit: Opener) -> None:
    plan = opened(visit(demo, "/?layers=underserved"))
    picture = plan.drawing()
    slider = plan.page.locator("#development-slider input")
    slider.focus()
    slider.press("Home")
    plan.settled()
    assert plan.asked()["period"] == PERIODS[0]
    assert plan.page.locator("select[data-state=period]").input_value() == PERIODS[0]
    assert plan.drawing() != picture
    assert "Kvartal 1 2024" in (slider.get_attribute("aria-valuetext") or "")
    value = plan.page.locator("#development-table tbody tr").first.locator("td").first.text_content()
    assert plan.figure("underserved") == (value or "").replace("\u202f", " ").replace("\u00a0", " ")
    assert (value or "?") in (plan.page.locator("#development-status").text_content() or "")


def test_it_is_played_from_the_beginning_to_the_end_and_can_be_paused(demo: Server, visit: Opener) -> None:
    plan = opened(visit(demo, f"/?period={PERIODS[-3]}"))
    play = plan.page.locator("[data-development=play]")
    play.press("Enter")
    until(lambda: plan.asked().get("period") == PERIODS[-2], "the next period")
    assert play.text_content() == "Pausa"
    play.press("Enter")
    assert play.text_content() == "Spela upp"
    plan.settled()
    plan.page.wait_for_timeout(1800)
    assert plan.asked()["period"] == PERIODS[-2], "it stands where it was paused"
    play.press("Enter")
    until(lambda: plan.asked().get("period") == PERIODS[-1], "the last period")
    until(lambda: play.text_content() == "Spela upp", "an end")
    plan.settled()
    assert plan.asked()["period"] == PERIODS[-1]


def test_escape_closes_it_and_gives_the_keyboard_back(demo: Server, visit: Opener) -> None:
    plan = opened(visit(demo, "/?muni=1480"), "visits_per_resident")
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert plan.page.locator("#development").is_hidden()
    assert "chart" not in plan.asked()
    assert plan.asked()["muni"] == "1480", "what is in focus stays"
    assert plan.page.evaluate("() => document.activeElement.dataset.chart") == "visits_per_resident"


def test_a_link_opens_it_with_the_regions_line_beside(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?muni=1480&chart=visits_per_resident&period=2025Q2")
    until(lambda: plan.page.locator("#development-chart svg").count(), "the chart")
    assert plan.page.locator("#development-chart .line").count() == 2
    assert "Göteborg" in (plan.page.locator("#development-name").text_content() or "")
    assert plan.page.locator("#development-table thead th").count() == 3

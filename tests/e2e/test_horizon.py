"""The horizon in a browser: a year that is dragged to is painted at once, and answered when it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import Opener
from tests.e2e.plan import MEETING, PHONE, Plan, plain, until
from tests.e2e.server import Server

VIEW = "/?question=need&at=7.50/58.1795/11.8675&need_view=areas"
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def slider(plan: Plan) -> Locator:
    return plan.page.locator('[data-horizon="year"]')


def year(plan: Plan) -> str:
    """As a screen reader has it, and as it stands beside the name."""
    written, spoken = plan.page.evaluate(
        """() => ['value', 'year'].map((part) => document.querySelector(`[data-horizon="${part}"]`))
          .map((place) => place.getAttribute('aria-valuetext') ?? place.textContent)"""
    )
    assert written == spoken
    return str(spoken)


def move_to(plan: Plan, to: int, steps: int = 20) -> None:
    """The pointer to where a year stands."""
    box = slider(plan).bounding_box()
    assert box
    at = box["x"] + 9 + (box["width"] - 18) * (to - 2026) / (steps - 1)
    plan.page.mouse.move(at, box["y"] + box["height"] / 2)


@contextmanager
def requests(page: Page) -> Iterator[list[str]]:
    """What is asked of any server meanwhile."""
    found: list[str] = []

    def note(request: object) -> None:
        found.append(request.url)  # type: ignore[attr-defined]

    page.on("request", note)
    yield found
    page.remove_listener("request", note)


def previewed(plan: Plan) -> bool:
    return "is-previewed" in (plan.page.locator("#plan").get_attribute("class") or "")


def colours_told(plan: Plan) -> str:
    """Title, rows and note of the legend, without the choices above and the histogram below."""
    parts = plan.page.locator("#legend-need > :is(p, ul)").all_inner_texts()
    return plain(" ".join(parts))


def steps(plan: Plan) -> list[str]:
    """Key of each step of the window's history that lies behind, and of the one that is shown.

    Not ``history.length``: a window keeps at most fifty steps, so in a shared window a step more
    leaves that number as it was.
    """
    keys: list[str] = plan.page.evaluate(
        "() => navigation.entries().slice(0, navigation.currentEntry.index + 1).map((entry) => entry.key)"
    )
    return keys


def test_every_year_that_is_dragged_over_is_painted_without_asking(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW)
    before, shown, figures, rows = plan.drawing(), steps(plan)[-1], plan.figures(), plan.rows()
    move_to(plan, 2035)
    plan.page.mouse.down()
    pictures, legends = {2035: before}, {2035: colours_told(plan)}
    with requests(plan.page) as asked:
        for to in (2036, 2037, 2038, 2040, 2043, 2045):
            painted = plan.painted()
            move_to(plan, to)
            plan.page.evaluate(FRAME)
            assert plan.painted() == painted + 1, f"one repaint for {to}"
            assert year(plan) == str(to)
            pictures[to], legends[to] = plan.drawing(), colours_told(plan)
            assert f"2025\u2013{to}" in legends[to]
        move_to(plan, 2043)
        plan.page.evaluate(FRAME)
        assert asked == []
    assert len(set(pictures.values())) == len(set(legends.values())) == 7
    assert previewed(plan)
    assert "2043" in plan.page.locator('[data-horizon="note"]').inner_text()
    assert (plan.figures(), plan.rows(), plan.asked().get("horizon")) == (figures, rows, None)
    plan.page.mouse.up()
    plan.settled()
    assert plan.asked()["horizon"] == "2043"
    assert steps(plan)[-2] == shown, "one step more"
    assert not previewed(plan)
    assert plan.headings()[3:5] == ["2025", "2043"]
    assert plan.rows() != rows
    assert (plan.drawing(), colours_told(plan)) == (pictures[2043], legends[2043]), "as the server answers"
    for to in (2036, 2045):
        plan.open(f"{VIEW}&horizon={to}")
        assert year(plan) == str(to)
        assert (plan.drawing(), colours_told(plan)) == (pictures[to], legends[to])


@pytest.mark.parametrize("by", ["hand", "Escape"])
def test_a_year_that_is_taken_back_has_changed_nothing(demo: Server, visit: Opener, by: str) -> None:
    plan = visit(demo, VIEW)
    before, legend, shown = plan.drawing(), colours_told(plan), steps(plan)[-1]
    move_to(plan, 2035)
    plan.page.mouse.down()
    move_to(plan, 2041)
    plan.page.evaluate(FRAME)
    assert previewed(plan)
    if by == "hand":
        move_to(plan, 2035)
    else:
        plan.page.keyboard.press(by)
    assert not previewed(plan)
    plan.page.mouse.up()
    plan.settled()
    assert (plan.drawing(), colours_told(plan), year(plan)) == (before, legend, "2035")
    assert steps(plan)[-1] == shown
    assert "horizon" not in plan.asked()


def test_keys_step_through_the_years_and_are_one_step_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW)
    shown = steps(plan)[-1]
    slider(plan).focus()
    for key, to in (
        ("ArrowRight", 2036),
        ("ArrowUp", 2037),
        ("ArrowLeft", 2036),
        ("End", 2045),
        ("PageDown", None),
        ("Home", 2026),
        ("ArrowRight", 2027),
    ):
        plan.page.keyboard.down(key)  # and not let go yet
        assert year(plan) == str(to) if to else 2035 < int(year(plan)) < 2044, "a page is several years"
    plan.page.evaluate(FRAME)
    assert previewed(plan)
    assert "horizon" not in plan.asked()
    plan.page.keyboard.up("ArrowRight")
    until(lambda: plan.asked().get("horizon") == "2027", "the year in the address")
    plan.settled()
    assert steps(plan)[-2] == shown, "one step more"
    assert plan.page.evaluate("() => document.activeElement.id") == "horizon-year"
    plan.page.go_back()
    plan.settled()
    assert (year(plan), "horizon" in plan.asked()) == ("2035", False)
    assert "2025\u20132035" in colours_told(plan)


def test_years_are_played_and_stopped_at_the_year_that_is_seen(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW)
    shown = steps(plan)[-1]
    play = plan.page.locator('[data-horizon="play"]')
    assert play.inner_text() == "Spela upp"
    with requests(plan.page) as asked:
        play.click()
        until(lambda: year(plan) == "2038", "some years later")
        assert play.inner_text() == "Pausa"
        assert asked == []
    play.click()
    plan.settled()
    stopped = year(plan)
    assert plan.asked()["horizon"] == stopped
    assert f"2025\u2013{stopped}" in colours_told(plan)
    assert play.inner_text() == "Spela upp"
    assert steps(plan)[-2] == shown, "one step more"


def test_the_last_year_is_where_playing_ends_and_the_first_where_it_begins_again(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, f"{VIEW}&horizon=2043")
    play = plan.page.locator('[data-horizon="play"]')
    play.click()
    until(lambda: plan.asked().get("horizon") == "2045", "the last year")
    plan.settled()
    assert play.inner_text() == "Spela upp"
    play.click()
    until(lambda: year(plan) == "2026", "the first year")
    play.click()
    plan.settled()


def test_who_asks_for_less_motion_steps_a_year_at_a_time(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.emulate_media(reduced_motion="reduce")
    plan.open(VIEW)
    play = plan.page.locator('[data-horizon="play"]')
    assert play.inner_text() == "N\u00e4sta \u00e5r"
    play.click()
    plan.settled()
    assert (plan.asked()["horizon"], year(plan)) == ("2036", "2036")
    plan.page.emulate_media(reduced_motion="no-preference")


def test_what_is_told_of_an_area_is_of_the_year_that_is_painted(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW)
    at = plan.page.evaluate("() => window.utbudskarta.map.geo().ids[0]")
    said = "F\u00f6r\u00e4ndring"
    card = plan.hover_map("area", at)
    before = card.inner_text()
    assert said in before
    slider(plan).focus()
    plan.page.keyboard.down("End")
    assert previewed(plan)
    assert said not in card.inner_text(), "the card that is up already"
    assert said not in plan.hover_map("area", at).inner_text(), "and any other"
    plan.page.keyboard.up("End")
    until(lambda: said in card.inner_text(), "the figure of the year that is answered")
    assert card.inner_text() != before
    plan.settled()


def test_where_the_map_shows_no_years_they_are_asked_for(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need&layers=labels&need_view=areas")
    before = plan.drawing()
    move_to(plan, 2035)
    plan.page.mouse.down()
    move_to(plan, 2045)
    plan.page.evaluate(FRAME)
    assert year(plan) == "2045"
    assert not previewed(plan)
    plan.page.mouse.up()
    plan.settled()
    assert plan.asked()["horizon"] == "2045"
    assert plan.headings()[3:5] == ["2025", "2045"]
    assert plan.drawing() == before
    play = plan.page.locator('[data-horizon="play"]')
    assert play.inner_text() == "N\u00e4sta \u00e5r"
    play.click()
    plan.settled()
    assert plan.asked()["horizon"] == "2026", "after the last year the first"


def test_a_finger_drags_the_year_with_the_map_in_view(demo: Server, visit: Opener) -> None:
    for size in (PHONE, MEETING):
        plan = visit(demo, VIEW, size)
        plan.page.locator(".rail-open").click()
        box = slider(plan).bounding_box()
        assert box
        if size == PHONE:
            assert box["height"] >= 44
        move_to(plan, 2035)
        plan.page.mouse.down()
        move_to(plan, 2045)
        plan.page.evaluate(FRAME)
        map_box = plan.page.locator("#map").bounding_box()
        assert map_box
        on_top = plan.page.evaluate(
            "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.rail > *'))",
            [map_box["x"] + map_box["width"] * 0.7, map_box["y"] + map_box["height"] * 0.4],
        )
        assert not on_top, "nothing of the rail hides the map"
        assert year(plan) == "2045"
        plan.page.mouse.up()
        plan.settled()
        assert plan.asked()["horizon"] == "2045"


def test_where_several_futures_agree_is_dragged_too(demo: Server, visit: Opener) -> None:
    view = f"{VIEW}&layers=futures,labels"
    plan = visit(demo, view)
    before = plan.drawing()
    move_to(plan, 2035)
    plan.page.mouse.down()
    move_to(plan, 2028)
    plan.page.evaluate(FRAME)
    assert previewed(plan)
    dragged = plan.drawing()
    assert dragged != before
    plan.page.mouse.up()
    plan.settled()
    assert (plan.asked()["horizon"], plan.drawing()) == ("2028", dragged)

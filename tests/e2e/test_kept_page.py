"""A page goes from one test to the next only where nothing of the first is left in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.browser import OF_CLOCK, OF_WINDOW
from tests.e2e.plan import PHONE, WIDE, Plan

NOBODY = "http://127.0.0.1:9"
LASTING: dict[str, Callable[[Page], object]] = {
    "scripts": lambda page: page.add_init_script("0"),
    "media": lambda page: page.emulate_media(media="print"),
    "answers": lambda page: page.route("**/*", lambda route: route.abort()),
    "listeners": lambda page: page.on("request", lambda _: None),
}


@pytest.mark.parametrize("change", LASTING.values(), ids=LASTING)
def test_a_page_that_keeps_what_a_test_did_is_not_used_again(
    windows: dict[tuple[int, int], BrowserContext], change: Callable[[Page], object]
) -> None:
    plan = Plan.new(windows[WIDE], NOBODY)
    assert plan.as_new(WIDE)
    change(plan.page)
    assert not plan.as_new(WIDE)
    plan.page.close()


@pytest.mark.parametrize("name", OF_CLOCK)
def test_the_clock_of_a_window_that_tests_share_cannot_be_set(
    windows: dict[tuple[int, int], BrowserContext], name: str
) -> None:
    plan = Plan.new(windows[WIDE], NOBODY)
    with pytest.raises(AssertionError, match="stranger"):
        getattr(plan.page.clock, name)(1)
    plan.page.close()


@pytest.mark.parametrize("name", OF_WINDOW)
def test_nothing_is_set_for_all_pages_of_a_window_that_tests_share(
    windows: dict[tuple[int, int], BrowserContext], name: str
) -> None:
    with pytest.raises(AssertionError, match="stranger"):
        getattr(windows[WIDE], name)()


def test_a_page_that_did_wrong_is_not_used_again(windows: dict[tuple[int, int], BrowserContext]) -> None:
    plan = Plan.new(windows[WIDE], NOBODY)
    plan.page.evaluate("() => console.error('wrong')")
    assert not plan.as_new(WIDE)
    plan.page.close()


def test_a_page_is_used_again_at_its_own_size(windows: dict[tuple[int, int], BrowserContext]) -> None:
    plan = Plan.new(windows[WIDE], NOBODY)
    plan.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert plan.as_new(WIDE)
    assert plan.page.viewport_size == {"width": WIDE[0], "height": WIDE[1]}
    plan.page.close()

"""The frame of every page: it ends where its content ends, has one menu, and says when nobody answers."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, ElementHandle, Locator, Page, expect

from dashboard.serve.links import PAGES, REFERENCE, TABS
from tests.e2e.browser import context
from tests.e2e.conftest import built
from tests.e2e.plan import MEETING, PHONE, WIDE, Plan
from tests.e2e.server import Server, run, serving

TABLET = (768, 1024)
SMALL = (320, 640)
MAGNIFIED = (320, 256)
"""1280 by 1024 at 400 per cent."""
MARGIN = 96
"""Points that a page may go on below what is last in it: its own padding, and what lies over its foot."""
NEAR = "/hitta?point=57.8595,13.4289&place=Timmele&chosen=E140026;E140187"
STATES: tuple[tuple[str, str], ...] = (
    *((key, PAGES[key]) for key in PAGES if key != "embed"),
    ("embed", "/inbadda/nearest"),
    ("find near", NEAR),
    ("find compare", f"{NEAR}&view=compare"),
    ("find details", f"{NEAR}&unit=E140026"),
    ("plan area", "/?area=1452R003"),
    ("plan unit", "/?unit=E140010&table=units"),
    ("compare unit", "/jamfor?unit=E140024&show=alike"),
    ("arrange", "/presentera?p=om-enheten-stanger"),
    ("meeting", "/presentera?p=om-enheten-stanger&step=2"),
)
PAST_THE_END = """(margin) => {
  const unseen = ".unseen, .unseen *, .skip";
  const seen = (one) => getComputedStyle(one).visibility !== "hidden" && !one.matches(unseen);
  const scrollers = [document.scrollingElement, ...document.querySelectorAll("body *")].filter((one) =>
    one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0 && one.childElementCount
      && (one === document.scrollingElement || ["auto", "scroll"].includes(getComputedStyle(one).overflowY)));
  const past = [];
  for (const box of scrollers) {
    const before = box.scrollTop;
    box.scrollTo(0, box.scrollHeight);
    const window_ = box === document.scrollingElement;
    const end = window_ ? innerHeight : box.getBoundingClientRect().bottom;
    let last = -Infinity;
    for (const one of box.querySelectorAll("*")) {
      if (one.children.length && !one.matches("button, a, svg, canvas, td, th")) continue;
      const at = one.getBoundingClientRect();
      if (!at.width || !at.height || !seen(one)) continue;
      let bottom = at.bottom; /* what an inner box cuts off is not seen */
      for (let up = one.parentElement; up && up !== box; up = up.parentElement) {
        if (getComputedStyle(up).overflowY === "visible") continue;
        bottom = Math.min(bottom, up.getBoundingClientRect().bottom);
      }
      last = Math.max(last, bottom);
    }
    if (last < end - margin) past.push(
      `${box.tagName}.${box.className}#${box.id}: ${Math.round(end - last)} of ${box.scrollHeight}`);
    box.scrollTo(0, before);
  }
  return past;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page, which tests send to addresses and give sizes."""
    own = context(browser, WIDE)
    yield own.new_page()
    own.close()


@pytest.fixture(scope="module")
def standing(browser: Browser, demo: Server) -> Iterator[Callable[[str], Page]]:
    """Puts up the page at an address once, for all tests that leave it as they found it, in a wide window."""
    own = context(browser, WIDE)

    @cache
    def opened(path: str) -> Page:
        return go(own.new_page(), demo, path)

    def wide(path: str) -> Page:
        page = opened(path)
        if page.viewport_size != {"width": WIDE[0], "height": WIDE[1]}:
            resize(page, WIDE)
        return page

    yield wide
    own.close()


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the page's window a size, until the page has come to rest in it."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(250)


def go(page: Page, server: Server, path: str) -> Page:
    """Put up what stands at an address in a wide window, until it has come to rest."""
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.goto(server.address + path)
    page.locator("h1, h2").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)  # what moves has come to rest
    return page


@pytest.mark.parametrize("path", dict(STATES).values(), ids=dict(STATES))
def test_nothing_scrolls_past_its_end_nor_is_wider_than_the_window(
    standing: Callable[[str], Page], path: str
) -> None:
    page = standing(path)
    past: list[str] = []
    for size in (WIDE, MEETING, TABLET, PHONE, SMALL, MAGNIFIED):
        resize(page, size)
        past += [f"{size}: {one}" for one in page.evaluate(PAST_THE_END, MARGIN)]
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        if wide > size[0]:
            past.append(f"{size}: {wide} wide")
    assert not past, "\n".join(past)


@pytest.mark.parametrize("key", [key for key in PAGES if key != "embed"])
def test_the_skip_link_moves_no_page(standing: Callable[[str], Page], key: str) -> None:
    page = standing(PAGES[key])
    skip = page.locator("a.skip")
    if not skip.count():  # a page of text begins with what it says
        return
    skip.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.evaluate("() => [scrollY, document.querySelector('.top').getBoundingClientRect().top]") == [
        0,
        0,
    ]


def test_the_verbs_stand_at_the_same_place_on_every_page_in_one_line(
    standing: Callable[[str], Page],
) -> None:
    sizes = (WIDE, (1280, 800), MEETING, TABLET)
    places = {}
    for key in (*TABS, *REFERENCE):
        page = standing(PAGES[key])
        for size in sizes:
            resize(page, size)
            places[key, size] = verbs(page, key, size)
    for (key, size), found in places.items():
        assert max(abs(a - b) for a, b in zip(found, places["find", size], strict=True)) <= 4, (key, size)


def verbs(page: Page, key: str, size: tuple[int, int]) -> list[int]:
    """Where the parts of the head begin, from the left; they stand in one line, beside each other."""
    boxes = page.locator(".top :is(.brand, .tabs a, .top-right > :not(.is-far)):visible").evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect())
          .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round))"""
    )
    names = page.locator(".tabs a").all_inner_texts()
    assert names == ["Hitta", "Jämför", "Planera", "Följ upp", "Presentera"]
    assert all(x + width <= size[0] and height <= 52 for x, _, width, height in boxes), (key, size, boxes)
    ends = [x + width for x, _, width, _ in boxes]
    assert all(x >= end for (x, *_), end in zip(boxes[1:], ends, strict=False)), (key, size, boxes)
    # The letters of the page that is open are bolder; the others do not move by more than that.
    return [x for x, *_ in boxes]


@pytest.mark.parametrize("key", [*TABS, "method"])
def test_every_page_is_within_two_presses_of_every_other(standing: Callable[[str], Page], key: str) -> None:
    page = standing(PAGES[key])
    for size in (WIDE, MEETING, TABLET, PHONE, SMALL):
        resize(page, size)
        reach_every_other(page, size)


def reach_every_other(page: Page, size: tuple[int, int]) -> None:
    """The menu leads to every page, lies within the window and gives its place back at Escape."""
    page.locator(".top .menu > summary:visible").click()
    shown = page.locator(".top a:visible")
    reached = set(shown.evaluate_all("all => all.map((one) => new URL(one.href).pathname)"))
    assert reached >= {PAGES[one] for one in (*TABS, *REFERENCE)}
    for box in shown.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())"):
        assert box["right"] <= size[0], size
        assert box["bottom"] <= size[1], size
    page.keyboard.press("Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(page.locator(".top .menu > summary:visible")).to_be_focused()


def test_a_menu_closes_when_one_presses_beside_it(demo: Server, page: Page) -> None:
    go(page, demo, "/")
    page.locator(".menu-data > summary").click()
    expect(page.locator(".menu[open]")).to_have_count(1)
    page.locator("#panel h1").click()
    expect(page.locator(".menu[open]")).to_have_count(0)


TOLD_APART = {
    "/": (".check", ".switch", ".segments > *", ".tabs a"),
    "/?changes=close:E140010": (".scenario",),
    "/jamfor": (".segments > *",),
}
IS_ON = "[aria-checked='true'], [aria-pressed='true'], [aria-current]"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", TOLD_APART)
def test_what_is_chosen_is_seen_in_the_systems_own_colours(
    demo: Server, page: Page, path: str, scheme: Any
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    try:
        go(page, demo, path)
        for kind in TOLD_APART[path]:
            found = page.locator(f":is({kind}):is({IS_ON}):visible").first
            one = found.element_handle()
            on = picture(one)
            one.evaluate(
                """one => {
                  for (const name of ["aria-checked", "aria-pressed"]) {
                    if (one.hasAttribute(name)) one.setAttribute(name, "false");
                  }
                  one.removeAttribute("aria-current");
                }"""
            )
            assert differ(on, picture(one)), kind
    finally:
        page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_that_are_messages_are_kept_in_the_systems_own(demo: Server, page: Page, scheme: Any) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    try:
        go(page, demo, "/")
        swatches = page.locator(".ramp .swatch:visible")
        swatches.nth(3).wait_for()
        colours = [picture(swatches.nth(n)).getpixel((6, 6)) for n in range(swatches.count())]
        assert len(set(colours)) == len(colours), colours
        bar = page.locator(".bar > span:visible").first
        assert picture(bar).getpixel((1, 4)) != picture(page.locator(".drawer")).getpixel((4, 4))
        for sign in ("own", "contract", "choice"):
            assert picture(page.locator(f".sign-{sign}:visible").first).getcolors(256) is not None
        signs = {
            picture(page.locator(f".sign-{sign}:visible").first).tobytes()
            for sign in ("own", "contract", "choice")
        }
        assert len(signs) == 3
    finally:
        page.emulate_media(forced_colors="none", color_scheme="light")


def picture(one: Locator | ElementHandle) -> Image.Image:
    return Image.open(io.BytesIO(one.screenshot())).convert("RGB")


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures of an element are told apart by more than a trace."""
    if one.size != other.size:
        return True
    apart = ImageChops.difference(one, other).convert("L").point(lambda light: 255 if light > 60 else 0)
    return sum(apart.histogram()[255:]) >= 12


@pytest.mark.parametrize("key", [key for key in PAGES if key not in ("plan", "embed", "present")])
def test_a_printed_page_holds_what_is_read_and_nothing_that_is_pressed(
    standing: Callable[[str], Page], key: str
) -> None:
    page = standing(PAGES[key])
    page.emulate_media(media="print")
    try:
        expect(page.locator(".tabs")).to_be_hidden()
        expect(page.locator(".top summary:visible")).to_have_count(0)
        expect(page.locator(".top button:visible")).to_have_count(0)
        expect(page.locator(".top .region-name")).to_be_visible()
        expect(page.locator(".top .published")).to_be_visible()
        clipped = page.evaluate(
            """() => [...document.querySelectorAll(".app, .scroll, .find-results, .compare-page, body, html")]
              .filter((one) => one.scrollHeight > one.clientHeight + 2)
              .filter((one) => getComputedStyle(one).overflowY !== "visible")
              .map((one) => one.className)"""
        )
        assert not clipped
    finally:
        page.emulate_media(media="screen")


NEVER_GIVES_UP = """
  const begin = window.setTimeout;
  window.setTimeout = (call, ms, ...rest) => (ms >= 8000 ? 0 : begin(call, ms, ...rest));
"""
ASKS = {
    "/": "select[data-state=form]",
    "/jamfor": "select[data-state=form]",
    "/folj-upp": "select[data-state=form]",
    "/hitta": "[data-find=form]",
}


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the workers are found through /proc")
def test_that_nobody_answers_is_said_long_before_an_answer_is_given_up(
    browser: Browser, builds: Path
) -> None:
    """Of who is silent and of who is gone; the last wait of the page, of eight seconds, never ends here."""
    out = built(builds / "demo", lambda to: run("demo", "--county", "14", "--out", to))
    own = context(browser, WIDE)
    with serving(out, out.with_suffix(".log")) as server:
        pages = {path: own.new_page() for path in ASKS}
        for path, one in pages.items():
            one.add_init_script(NEVER_GIVES_UP)
            go(one, server, path)
            one.locator(ASKS[path]).wait_for()
        workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        asked = [server.pid, *map(int, workers)]
        for pid in asked:
            os.kill(pid, signal.SIGSTOP)
        try:
            for path, choice in ASKS.items():
                pages[path].locator(choice).select_option("rehab")
                expect(pages[path].locator("#late")).to_be_visible()
        finally:
            for pid in asked:
                os.kill(pid, signal.SIGCONT)
        for one in pages.values():
            expect(one.locator("#late")).to_be_hidden()
        for pid in asked:
            os.kill(pid, signal.SIGKILL)
        for path, choice in ASKS.items():
            pages[path].locator(choice).select_option(index=2)
            expect(pages[path].locator("#late")).to_be_visible()
    own.close()


OUT_OF_PLACE = """() => {
  const seen = (one) => one.getClientRects().length > 0;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const words = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()];
  };
  const out = new Set();
  for (const [over, under] of [
    [".pin", "#ruler-bar"],
    [".pin", "#draw-bar"],
    [".focus-head > .button", ".focus-head > :not(.button)"],
  ])
    for (const a of all(over)) for (const b of all(under).flatMap(words))
      if (meet(a.getBoundingClientRect(), b)) out.add(`${over} over ${under}`);
  for (const [inner, outer] of [
    [".kpi .difference", ".kpi"],
    [".drawer-head > *", ".drawer-head"],
    [".panel-foot > *", ".panel-foot"],
  ])
    for (const one of all(inner)) {
      const holder = one.parentElement.closest(outer);
      const box = holder.getBoundingClientRect();
      const { paddingRight, paddingBottom } = getComputedStyle(holder);
      const right = box.right - parseFloat(paddingRight) + 1;
      const low = box.bottom - parseFloat(paddingBottom) + 1;
      if ([one.getBoundingClientRect(), ...words(one)].some((a) => a.right > right || a.bottom > low))
        out.add(`${inner} beyond ${outer}`);
    }
  return [...out];
}"""
"""What of Planera lies over something else, or beyond the room that holds it."""
PIN = "pin=57.8595,13.4289&pin_name=Timmele"
LINE = "line=57.72,12.94;57.86,13.43"
TWO = "changes=close:E140026&name=A&versus=close:E140187&versus_name=B&maps=swipe"


@pytest.mark.parametrize("sizes", [(WIDE, (1280, 800), MEETING), (PHONE, SMALL)], ids=["mouse", "finger"])
def test_nothing_of_planera_lies_over_something_else_or_beyond_its_room(
    demo: Server, visit: Callable[..., Plan], sizes: tuple[tuple[int, int], ...]
) -> None:
    plan = visit(demo, f"/?{PIN}", sizes[0])
    plan.page.get_by_role("button", name="Rita område").first.click()
    assert plan.page.evaluate(OUT_OF_PLACE) == [], "drawing"
    for query in (f"{PIN}&{LINE}", "unit=E140026", "zone=1452R003", TWO, f"{TWO}&lang=en"):
        plan.open(f"/?{query}")
        for size in (*sizes[1:], sizes[0]):
            resize(plan.page, size)
            assert plan.page.evaluate(OUT_OF_PLACE) == [], (query, size)


def test_what_is_printed_has_no_ring_about_what_has_focus(demo: Server, visit: Callable[..., Plan]) -> None:
    plan = visit(demo, f"{NEAR}&unit=E140026")
    ring = "() => getComputedStyle(document.querySelector(':focus-visible')).outlineStyle"
    assert plan.page.evaluate(ring) == "solid"
    plan.page.emulate_media(media="print")
    assert plan.page.evaluate(ring) == "none"

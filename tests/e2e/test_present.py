"""A whole meeting by keyboard: from a view in Planera to the last step, with notes, before and after."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NOWHERE, Opener, built
from tests.e2e.plan import MEETING, PHONE, SIZES, WIDE, Plan, plain, until
from tests.e2e.server import Server, run, serving
from tests.e2e.test_accessibility import axe, violations

__all__ = ["axe"]  # a fixture

READY = "/presentera?p=om-enheten-stanger&step={}&lang=sv"
VIEW = "/?layers=nearest,units,labels&muni=1452"


def shown(plan: Plan, step: int, *, before: bool = False) -> None:
    """Wait until a step is on the page, its map painted."""
    key = f"{step}/{'true' if before else 'false'}"
    plan.page.wait_for_function("(key) => window.utbudskarta?.shown === key", arg=key)
    plan.settled()


def press_until_focused(page: Page, selector: str, most: int = 60) -> None:
    for _ in range(most):
        if page.evaluate("(one) => document.activeElement?.matches(one)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def legend_of(page: Page) -> list[list[str]]:
    """Each class of what colours the map: its colour and what it means."""
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('.present-fill li')].map((row) => [
          getComputedStyle(row.querySelector('.swatch')).backgroundColor,
          row.querySelector('span:not(.swatch, .count)').textContent])"""
    )
    assert found
    return found


def told_figures(page: Page) -> list[str]:
    """What the figures are of, without the numbers in it."""
    return [
        text.partition("(")[0].partition(",")[0] for text in page.locator(".present-says").all_inner_texts()
    ]


def figure(page: Page, at: int = 0) -> str:
    return plain(page.locator(".present-value").nth(at).inner_text())


def test_a_whole_meeting_by_keyboard(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW, stranger=True)
    page = plan.page
    beyond = plain(plan.kpi("kpi-value", "beyond").inner_text())
    press_until_focused(page, "[data-step=save]")
    page.keyboard.press("Enter")
    expect(page.locator("#save-step-title")).to_have_text("Tillagt som steg 1")
    page.keyboard.type("Tranemo har långt")  # what is proposed is chosen, so that it is written over
    page.keyboard.press("Tab")
    page.keyboard.type("Vänta in frågor.")
    page.keyboard.press("Escape")
    expect(page.locator("[data-step=save]:visible")).to_be_focused()

    plan.open("/?muni=1430")
    press_until_focused(page, "[data-step=save]")
    page.keyboard.press("Enter")
    expect(page.locator("#save-step-title")).to_have_text("Tillagt som steg 2")
    expect(page.locator("[data-step=heading]")).to_have_value("Otillräckligt utbud i Munkedal")
    press_until_focused(page, "[data-step=open]")
    page.keyboard.press("Enter")

    page.locator("#present-steps > li").nth(1).wait_for()
    press_until_focused(page, "[data-arrange=up][data-at='1']")
    page.keyboard.press("Enter")
    headings = page.locator("[data-field=heading]")
    assert [one.input_value() for one in headings.all()] == [
        "Otillräckligt utbud i Munkedal",
        "Tranemo har långt",
    ]
    expect(page.locator("[data-arrange=up][data-at='0']")).to_be_focused()
    page.locator("#present-acts a").focus()
    page.keyboard.press("Enter")

    shown(plan, 1)
    expect(page.locator("h1")).to_have_text("Otillräckligt utbud i Munkedal")
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    notes = opened.value
    expect(notes.locator("#notes-next")).to_have_text("Sedan: Tranemo har långt")
    page.bring_to_front()
    page.keyboard.press("PageDown")  # as a remote does
    shown(plan, 2)
    expect(page.locator("h1")).to_have_text("Tranemo har långt")
    assert figure(page) == beyond, "the same figure as in Planera"
    expect(notes.locator("#notes-note")).to_have_text("Vänta in frågor.")
    expect(notes.locator("#notes-next")).to_have_text("Sedan: slut")
    expect(page.locator("#present-said")).to_have_text("Steg 2 av 2: Tranemo har långt")
    assert page.title().startswith("2/2 Tranemo har långt")
    notes.keyboard.press("ArrowLeft")
    shown(plan, 1)
    page.keyboard.press(" ")
    shown(plan, 2)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#present-said")).to_have_text("Sista steget.")
    page.keyboard.press("Home")
    shown(plan, 1)
    page.go_back()
    shown(plan, 2)
    page.keyboard.press("b")
    expect(page.locator("#present-black")).to_be_visible()
    page.keyboard.press("PageUp")  # any key brings the light back, and does nothing else
    expect(page.locator("#present-black")).to_be_hidden()
    assert plan.query()["step"] == "2"
    page.keyboard.press("f")
    until(lambda: page.evaluate("() => Boolean(document.fullscreenElement)"), "full screen")
    notes.close()


def test_one_key_shows_today_and_one_the_change(demo: Server, visit: Opener) -> None:
    plan = visit(demo, READY.format(2))
    shown(plan, 2)
    page = plan.page
    after = plan.drawing()
    classes, figures = legend_of(page), told_figures(page)
    expect(page.locator(".present-side")).to_have_text("Med ändringen")
    assert "Stänger" in page.locator(".present-kicker").inner_text()
    page.keyboard.press("t")
    shown(plan, 2, before=True)
    assert legend_of(page) == classes, "the same measure in the same classes and colours"
    assert told_figures(page) == figures
    expect(page.locator(".present-side")).to_have_text("Idag")
    assert page.locator(".present-kicker").inner_text().endswith("Idag")
    assert plan.drawing() != after
    expect(page.locator('[data-present="before"]')).to_have_attribute("aria-pressed", "true")
    link = page.evaluate("() => location.href")
    page.keyboard.press("t")
    shown(plan, 2)
    plan.open(link)
    shown(plan, 2, before=True)
    page.keyboard.press("ArrowRight")
    shown(plan, 3)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    shown(plan, 1)
    page.keyboard.press("t")  # nothing is changed there
    assert "before" not in plan.query()
    expect(page.locator("#present-change")).to_be_hidden()


def test_a_step_shows_the_pin_and_the_line_that_were_on_the_map(demo: Server, visit: Opener) -> None:
    line = "57.70000,13.40000;57.90000,13.10000"
    plan = visit(demo, f"{VIEW}&pin=57.80000,13.40000&pin_name=Torget&line={line}", stranger=True)
    page = plan.page
    page.locator("[data-step=save]:visible").click()
    page.locator("[data-step=open]").click()
    page.locator("#present-steps > li").first.wait_for()
    plan.open(page.locator("#present-steps a.present-step-picture").first.get_attribute("href") or "")
    shown(plan, 1)
    assert plan.stats()["pins"] == 1
    assert page.locator(".map-ruler circle").count() == 2
    words_beside = page.locator("#present-legend").inner_text()
    assert "Torget" in words_beside
    assert "km fågelvägen" in words_beside
    page.goto(page.url.partition("/presentera")[0] + READY.format(1))
    shown(plan, 1)
    assert page.locator(".map-ruler circle").count() == 0


def test_keys_with_letters_can_be_turned_off(demo: Server, visit: Opener) -> None:
    plan = visit(demo, READY.format(2), stranger=True)
    shown(plan, 2)
    page = plan.page
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Tangenter med bokstäver är på").press("Enter")
    page.get_by_role("button", name="Stäng", exact=True).press("Enter")
    page.keyboard.press("t")
    page.keyboard.press("ArrowRight")
    shown(plan, 3)


def test_the_map_moves_gently_or_at_once_where_less_motion_is_asked_for(demo: Server, visit: Opener) -> None:
    moving = "() => window.utbudskarta.present.leaflet._flyToFrame !== undefined"
    plan = visit(demo, READY.format(1), stranger=True)
    shown(plan, 1)
    plan.page.emulate_media(reduced_motion="reduce")
    plan.page.keyboard.press("ArrowRight")
    shown(plan, 2)
    assert not plan.page.evaluate(moving)
    plan.page.emulate_media(reduced_motion="no-preference")
    plan.page.keyboard.press("ArrowLeft")
    shown(plan, 1)
    until(lambda: plan.page.evaluate(moving), "a flight")


def test_the_bar_fades_until_something_moves_and_never_under_the_focus(demo: Server, visit: Opener) -> None:
    plan = visit(demo, READY.format(2), stranger=True)
    shown(plan, 2)
    page = plan.page
    bar = page.locator("#present-tools")
    gone, back = re.compile("is-idle"), re.compile(r"^present-tools$")
    page.mouse.move(700, 500)
    expect(bar).to_have_class(gone)
    expect(bar).to_have_css("opacity", "0")
    page.mouse.move(710, 510)
    expect(bar).to_have_class(back)
    expect(bar).to_have_css("opacity", "1")
    expect(bar).to_have_class(gone)
    page.keyboard.press("ArrowRight")
    expect(bar).to_have_class(back)
    shown(plan, 3)
    expect(bar).to_have_class(gone)
    press_until_focused(page, '[data-present="full"]')
    expect(bar).to_have_class(back)
    page.wait_for_timeout(3500)  # longer than it takes to fade
    expect(bar).to_have_css("opacity", "1")
    page.evaluate("() => document.activeElement.blur()")
    expect(bar).to_have_class(gone)
    page.emulate_media(reduced_motion="reduce")
    page.mouse.move(720, 520)
    assert bar.evaluate("(one) => getComputedStyle(one).transitionDuration") == "0s"


STEPS = (("utbudet", 6), ("omraden-som-saknar-utbud", 5), ("om-enheten-stanger", 4))


@pytest.mark.parametrize(("region", "size"), [("demo", MEETING), ("leeds", WIDE)])
def test_every_number_of_the_ranking_is_on_the_map_and_the_ranking_on_nothing(
    region: str, visit: Opener, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    server: Server = request.getfixturevalue(region)
    for key, many in STEPS:
        plan = visit(server, f"/presentera?p={key}&step=1&lang=en", size)
        for step in range(1, many + 1):
            if step > 1:
                plan.page.keyboard.press("ArrowRight")
            shown(plan, step)
            told = plan.page.evaluate(RANKS)
            listed = plan.page.locator("#present-ranking .present-number").count()
            assert [at + 1 for at in told["ranks"]] == list(range(1, listed + 1)), (key, step)
            assert not told["hidden"], (key, step, told["hidden"])


RANKS = """async () => {
  await new Promise((done) => setTimeout(done, 900)); // a flight, and what is drawn after it
  const { map } = window.utbudskarta;
  const { board, map: leaflet } = map.scene();
  const { min } = leaflet.getPixelBounds();
  const panel = document.querySelector('#present-ranking').getBoundingClientRect();
  const left = document.querySelector('.present-left').getBoundingClientRect();
  const over = (box, { x, y, r }) => box.width > 0
    && x + r > box.left && x - r < box.right && y + r > box.top && y - r < box.bottom;
  const outside = ({ x, y }) => x < 0 || y < 0 || x > innerWidth || y > innerHeight;
  const discs = board.told.ranks.map(({ at, x, y, r }) => ({ at, x: x - min.x, y: y - min.y, r }));
  const hidden = discs.filter((disc) => over(panel, disc) || over(left, disc) || outside(disc));
  return { ranks: discs.map(({ at }) => at), hidden };
}"""


def test_everything_is_legible_at_every_size(demo: Server, visit: Opener) -> None:
    plan = visit(demo, READY.format(2))
    shown(plan, 2)
    for size in plan.at_sizes(WIDE, MEETING, PHONE, (1920, 1080), (1440, 810)):
        legible(plan, size)


def legible(plan: Plan, size: tuple[int, int]) -> None:
    """Letters are large enough to be read from afar, and the legend is in sight."""
    smallest = plan.page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('#present *:not(.unseen)')]
          .filter((one) => one.offsetParent)
          .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert smallest >= 14
    assert plan.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    if size[0] >= 1024:
        left, legend = plan.page.locator(".present-left"), plan.page.locator("#present-legend")
        foot = plan.page.locator(".present-foot").bounding_box()
        box = legend.bounding_box()
        assert box is not None
        assert foot is not None
        assert box["y"] + box["height"] <= foot["y"] + 1, "the legend is always there"
        assert left.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")


def drawn_pictures(page: Page, within: str, many: int) -> None:
    """Wait until so many thumbnails are there, each drawn."""
    loaded = (
        "([within, many]) => { const all = [...document.querySelectorAll(`${within} img`)];"
        " all.forEach((one) => one.scrollIntoView());"
        " return all.length === many && all.every((one) => one.complete && one.naturalWidth > 0); }"
    )
    page.wait_for_function(loaded, arg=[within, many])


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: str(size[0]))
def test_steps_are_seen_as_small_maps_and_gone_to(demo: Server, visit: Opener, size: tuple[int, int]) -> None:
    plan = visit(demo, NOWHERE, size, stranger=True)
    page = plan.page
    page.goto(demo.address + "/presentera?lang=sv")
    drawn_pictures(page, ".present-cards", 4)
    drawn_pictures(page, "#present-chosen-steps", 6)
    page.locator('[data-choose="om-enheten-stanger"]').press("Enter")
    expect(page.locator("#present-chosen-name")).to_have_text("Om enheten stänger")
    expect(page.locator('[data-choose="om-enheten-stanger"]')).to_have_attribute("aria-pressed", "true")
    drawn_pictures(page, "#present-chosen-steps", 4)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator("#present-chosen-steps a").nth(2).press("Enter")
    shown(plan, 3)
    page.keyboard.press("o")
    drawn_pictures(page, "#present-strip", 4)
    expect(page.locator("#present-strip [aria-current]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    shown(plan, 2)
    expect(page.locator("#present-strip [aria-current]")).to_have_attribute("data-at", "2")
    page.keyboard.press("Escape")
    expect(page.locator("#present-strip")).to_be_hidden()
    expect(page.locator('[data-present="steps"]')).to_be_focused()
    page.goto(demo.address + "/presentera?p=om-enheten-stanger&lang=sv")
    drawn_pictures(page, "#present-steps", 4)
    page.locator(".present-step-picture").nth(3).press("Enter")
    shown(plan, 4)


@pytest.mark.parametrize(("step", "size"), [(1, WIDE), (2, MEETING), (3, WIDE), (4, WIDE)])
def test_a_step_is_printed_whole_on_one_page_with_its_legend(
    demo: Server, visit: Opener, step: int, size: tuple[int, int]
) -> None:
    plan = visit(demo, READY.format(step), size)
    shown(plan, step)
    page = plan.page
    legend = page.locator("#present-legend").inner_text().split("\n")
    pages = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True))).pages
    assert len(pages) == 1
    printed = plain(pages[0].extract_text()).replace(" ", "")
    assert all(plain(line).replace(" ", "") in printed for line in legend if line.strip() not in ("", "!"))


def test_a_presentation_is_taken_as_a_file_and_opened_again(
    demo: Server, visit: Opener, tmp_path: Path
) -> None:
    plan = visit(demo, NOWHERE, stranger=True)
    page = plan.page
    page.goto(demo.address + "/presentera?p=utbudet&lang=sv")
    page.locator("#present-name").fill("Nämnden i mars")
    expect(page.locator("#present-kept")).to_have_text("Sparas i den här webbläsaren.")
    assert "p=egen-" in page.url, "what comes with the program is copied before it is changed"
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hämta som fil").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name.startswith("Namnden-i-mars-")
    content = json.loads(file.read_text(encoding="utf-8"))
    assert all(step["question"]["limit"] and step["link"] for step in content["steps"])
    assert content["version"] == demo.version()

    stranger = visit(demo, NOWHERE, stranger=True)
    other = stranger.page
    other.goto(demo.address + "/presentera?lang=sv")
    other.locator("#present-file").set_input_files(file)
    expect(other.locator("#present-name")).to_have_value("Nämnden i mars")
    assert other.locator("#present-steps > li").count() == len(content["steps"])

    file.write_text('{"format": "x"}', encoding="utf-8")
    other.goto(demo.address + "/presentera?lang=sv")
    stranger.watch.allowed = ("422",)
    other.locator("#present-file").set_input_files(file)
    expect(other.locator("#present-problems")).to_contain_text("Det här är ingen presentation")


def test_a_presentation_of_older_data_says_so_until_it_has_been_looked_through(
    demo: Server, visit: Opener, tmp_path: Path
) -> None:
    older = json.loads(demo.get("/presentations/om-enheten-stanger.json?lang=sv")[1]) | {
        "version": "0123456789ab"
    }
    file = tmp_path / "older.json"
    file.write_text(json.dumps(older), encoding="utf-8")
    plan = visit(demo, NOWHERE, stranger=True)
    page = plan.page
    page.goto(demo.address + "/presentera?lang=sv")
    page.locator("#present-file").set_input_files(file)
    page.locator("#present-acts a").click()
    shown(plan, 1)
    expect(page.locator("#present-version")).to_contain_text(
        "gjordes med version 012345, som inte längre finns"
    )
    page.go_back()
    page.get_by_role("button", name="Stegen stämmer med version").click()
    expect(page.get_by_role("button", name="Stegen stämmer med version")).to_have_count(0)
    page.locator("#present-acts a").click()
    shown(plan, 1)
    expect(page.locator("#present-version")).to_be_empty()


def test_steps_are_copied_removed_and_brought_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, NOWHERE, stranger=True)
    page = plan.page
    page.goto(demo.address + "/presentera?p=om-enheten-stanger&lang=sv")
    rows = page.locator("#present-steps > li")
    page.locator("[data-arrange=copy][data-at='0']").click()
    expect(rows).to_have_count(5)
    page.locator("[data-arrange=remove][data-at='4']").click()
    expect(rows).to_have_count(4)
    page.get_by_role("button", name="Ångra").click()
    expect(rows).to_have_count(5)
    page.locator("[data-field=heading][data-at='1']").fill("En till")
    page.reload()
    assert page.locator("[data-field=heading]").nth(1).input_value() == "En till"
    page.locator(".present-handle[data-at='1']").drag_to(rows.nth(3))
    assert page.locator("[data-field=heading]").nth(3).input_value() == "En till"


def test_a_link_to_what_is_not_there_says_so(demo: Server, visit: Opener) -> None:
    page = visit(demo, NOWHERE, stranger=True).page
    for path in ("/presentera?p=nowhere&lang=sv", "/presentera?p=nowhere&step=1&lang=sv"):
        page.goto(demo.address + path)
        expect(page.get_by_text("Presentationen ”nowhere” finns inte här.").first).to_be_visible()


@pytest.fixture(scope="module")
def saving(builds: Path) -> Iterator[Server]:
    """The example region on a server that saves presentations."""
    out = built(builds / "demo", lambda to: run("demo", "--county", "14", "--out", to))
    with serving(out, out.with_suffix(".saving.log"), {"UTBUDSKARTA_SAVE_PRESENTATIONS": "yes"}) as server:
        yield server


def test_what_is_saved_here_opens_for_everyone_by_its_link(saving: Server, visit: Opener) -> None:
    plan = visit(saving, VIEW, stranger=True)
    page = plan.page
    page.locator("[data-step=save]:visible").click()
    page.locator("[data-step=open]").click()
    page.locator("#present-name").fill("Styrelsen")
    page.get_by_role("button", name="Spara med en länk för alla").click()
    expect(page.locator("#present-kept")).to_have_text("Sparas här, under en länk som alla kan öppna.")
    assert page.evaluate("() => location.search").startswith("?p=styrelsen")
    page.locator("[data-field=note]").fill("Bara vi ändrar.")
    until(lambda: b"Bara vi" in saving.get("/presentations/styrelsen.json")[1], "the note is saved")

    other = visit(saving, "/presentera?p=styrelsen&step=1&lang=en", stranger=True)
    shown(other, 1)
    other.page.goto(saving.address + "/presentera?lang=sv")
    expect(other.page.get_by_text("Styrelsen")).to_be_visible()
    other.page.goto(saving.address + "/presentera?p=styrelsen&lang=sv")
    other.page.locator("[data-field=heading]").fill("Min egen")
    expect(other.page.locator("#present-kept")).to_have_text("Sparas i den här webbläsaren.")
    assert b"Min egen" not in saving.get("/presentations/styrelsen.json")[1], "a copy was changed"

    plan.open("/?muni=1430")
    page.locator("[data-step=save]:visible").click()
    expect(page.locator("#save-step-title")).to_have_text("Tillagt som steg 2")
    until(lambda: len(json.loads(saving.get("/presentations/styrelsen.json")[1])["steps"]) == 2, "two steps")


ELSEWHERE = {
    "list": "/presentera?lang=sv",
    "arrange": READY.partition("&step")[0] + "&lang=sv",
    "notes": READY.format(2) + "&notes=1",
}


@pytest.mark.parametrize("path", ELSEWHERE.values(), ids=ELSEWHERE)
def test_axe_finds_nothing(demo: Server, visit: Opener, axe: str, path: str) -> None:
    plan = visit(demo, NOWHERE)
    plan.page.goto(demo.address + path)
    plan.page.locator("h1").first.wait_for(state="attached")
    plan.page.wait_for_load_state("networkidle")
    for _ in plan.at_sizes(*SIZES):
        assert_nothing_found(plan, axe)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: str(size[0]))
def test_axe_finds_nothing_when_a_step_is_saved(
    demo: Server, visit: Opener, axe: str, size: tuple[int, int]
) -> None:
    plan = visit(demo, "/?muni=1430", size)
    plan.page.locator("[data-step=save]:visible").click()
    plan.page.locator("#save-step:not([hidden])").wait_for()
    assert_nothing_found(plan, axe)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=lambda size: str(size[0]))
def test_axe_finds_nothing_in_a_meeting(demo: Server, visit: Opener, axe: str, size: tuple[int, int]) -> None:
    plan = visit(demo, READY.format(2), size)
    page = plan.page
    shown(plan, 2)
    assert_nothing_found(plan, axe)

    page.keyboard.press("t")
    shown(plan, 2, before=True)
    assert_nothing_found(plan, axe)
    page.keyboard.press("t")
    shown(plan, 2)

    page.keyboard.press("o")
    expect(page.locator("#present-strip")).to_be_visible()
    assert_nothing_found(plan, axe)
    page.keyboard.press("Escape")
    expect(page.locator("#present-strip")).to_be_hidden()

    page.locator("#present-sources > summary").click()
    assert_nothing_found(plan, axe)
    page.locator("#present-sources > summary").click()

    page.keyboard.press("?")
    assert_nothing_found(plan, axe)


def assert_nothing_found(plan: Plan, axe: str) -> None:
    """Axe finds nothing on the page as it stands when what moves has come to rest."""
    plan.page.wait_for_timeout(350)
    told = violations(plan, axe)
    assert not told, "\n".join(told)


def test_a_rank_is_square_on_the_map_and_in_the_list(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/presentera?p=omraden-som-saknar-utbud&step=1")
    shown(plan, 1)
    x, y, r = plan.page.evaluate(
        """async () => {
          await new Promise((done) => setTimeout(done, 900)); // a flight, and what is drawn after it
          const { board, map } = window.utbudskarta.map.scene();
          const [{ x, y, r }] = board.told.ranks;
          const { min } = map.getPixelBounds();
          return [x - min.x, y - min.y, r];
        }"""
    )
    picture = Image.open(io.BytesIO(plan.page.screenshot())).convert("L")
    for up in (-0.6, 0.0, 0.6):
        edge = picture.getpixel((round(x - 0.9 * r - 1.5), round(y + up * r)))
        assert isinstance(edge, int)
        assert edge > 200, "the side of a square is a line, that of a circle is not"
    ranking = plan.page.locator("#present-ranking")
    assert "Siffra i fyrkant" in (ranking.text_content() or "")
    assert ranking.locator(".present-number").count() == 3

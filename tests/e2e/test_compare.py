"""Jämför as a unit manager, an analyst and a politician use it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import MEETING, PHONE, SIZES, WIDE, Plan, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  the fixture

NARROW = (320, 640)
UNIT = "/jamfor?unit=E140024"


def chart(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = plan.page.evaluate("() => window.utbudskarta.compare.answer.chart")
    return found


def table_units(plan: Plan) -> set[str]:
    found = plan.page.locator("#compare-table [data-unit]").evaluate_all(
        "all => all.map((one) => one.dataset.unit)"
    )
    return set(found)


def drawn_units(plan: Plan) -> int:
    """How many units the map draws, those in clusters too."""
    told = plan.stats()["units"]
    return int(told["visible"]) + int(told["clustered"])


def point(plan: Plan, id_: str) -> tuple[float, float]:
    """Where on the page a unit's point in the funnel is."""
    box = plan.page.locator("#compare-funnel svg").bounding_box()
    place = plan.page.evaluate(
        "(id) => window.utbudskarta.compare.funnelPlaces().find((one) => one.id === id)", id_
    )
    assert box
    assert place, f"{id_} is not in the funnel"
    return box["x"] + place["x"], box["y"] + place["y"]


def picked(plan: Plan) -> set[str]:
    told = chart(plan)
    return {told["ids"][at] for at in told["picked"]}


def stands_alone(plan: Plan, id_: str) -> bool:
    """Whether a unit stands on the map, further than a thumb from every other that is shown."""
    told = chart(plan)
    shown = [told["ids"][at] for at in told["shown"] if told["lon"][at] is not None]
    if id_ not in shown:
        return False
    x, y = plan.place("unit", id_)
    others = [plan.place("unit", one) for one in shown if one != id_]
    return all(abs(x - a) + abs(y - b) > 44 for a, b in others)


def button(plan: Plan, key: str, value: str) -> Locator:
    return plan.page.locator(f'[data-one="{key}"][data-value="{value}"]')


def test_units_framed_in_the_funnel_are_those_of_table_and_map_and_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/jamfor")
    everyone = table_units(plan)
    assert len(everyone) == len(chart(plan)["ids"]) > 100
    places = plan.page.evaluate("() => window.utbudskarta.compare.funnelPlaces()")
    right = sorted(places, key=lambda one: one["x"])[-12]
    box = plan.page.locator("#compare-funnel svg").bounding_box()
    assert box
    mouse = plan.page.mouse
    mouse.move(box["x"] + right["x"] - 4, box["y"] + 4)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] - 40, steps=6)
    mouse.up()
    plan.settled()
    framed = {one["id"] for one in places if one["x"] >= right["x"] - 4}
    assert picked(plan) == framed
    assert table_units(plan) == framed
    assert drawn_units(plan) == len([at for at in chart(plan)["shown"] if chart(plan)["lon"][at] is not None])
    # From the map: a press takes one of them out again, and its point loses its ring.
    plan.page.locator(".compare-map").scroll_into_view_if_needed()
    alone = [one for one in sorted(framed) if stands_alone(plan, one)]
    assert alone
    plan.click_map("unit", alone[0])
    assert picked(plan) == framed - {alone[0]}
    assert plan.page.locator("#compare-funnel .ring").count() == len(framed) - 1
    plan.page.go_back()
    plan.settled()
    assert picked(plan) == framed


def test_what_is_drawn_on_the_map_is_chosen_in_the_plot(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/jamfor")
    plan.page.locator('[data-compare="draw"]').click()
    plan.settled()
    plan.page.locator(".compare-map").scroll_into_view_if_needed()
    box = plan.page.locator(".compare-map").bounding_box()
    assert box
    mouse = plan.page.mouse
    mouse.move(box["x"] + 60, box["y"] + 80)
    mouse.down()
    mouse.move(box["x"] + box["width"] - 80, box["y"] + box["height"] - 60, steps=8)
    mouse.up()
    until(lambda: "drawn" in plan.query(), "what is drawn in the address")
    plan.settled()
    chosen = picked(plan)
    assert chosen
    assert table_units(plan) == chosen
    assert plan.page.locator("#compare-funnel .ring").count() > 0
    plan.page.get_by_role("button", name="Välj ingen").click()
    plan.settled()
    assert not picked(plan)
    assert "drawn" not in plan.query()


def test_a_manager_sees_where_the_unit_stands_and_whom_to_call(demo: Server, visit: Opener) -> None:
    plan = visit(demo, UNIT)
    listed = plan.page.locator("#compare-better li")
    numbers = chart(plan)["numbered"]
    assert listed.count() == len(numbers) > 0
    assert plan.page.locator("#compare-better a[href^='tel:']").count() > 0
    ids = chart(plan)["ids"]
    assert table_units(plan) == {ids[at] for at in numbers} | {"E140024"}
    assert plan.page.locator("#compare-table tr.is-selected").count() == 1
    assert plan.page.locator(".compare-map .map-badge").count() == len(numbers) + 1
    # Alike in nothing in particular: more are comparable, and the page says how many.
    before = plain(plan.page.locator("#compare-better-about").inner_text())
    plan.choose("like", "none")
    assert plain(plan.page.locator("#compare-better-about").inner_text()) != before
    plan.choose("form", "rehab")
    assert set(chart(plan)["ids"]).isdisjoint(ids)
    options = plan.page.evaluate("() => window.utbudskarta.compare.answer.units.map((unit) => unit.id)")
    assert set(chart(plan)["ids"]) <= set(options)
    plan.page.go_back()
    plan.settled()
    # A press on a point chooses it, and the chosen one can be made ours.
    other = ids[chart(plan)["numbered"][0]]
    plan.page.mouse.click(*point(plan, other))
    plan.settled()
    assert other in picked(plan)
    name = chart(plan)["names"][ids.index(other)]
    plan.page.get_by_role("button", name="Gör till vår").click()
    plan.settled()
    assert plan.page.locator("#compare-title").inner_text() == name


def test_the_large_plot_is_fetched_when_it_is_opened_and_chooses_too(demo: Server, visit: Opener) -> None:
    plan = visit(demo, UNIT)
    asked = (
        "() => performance.getEntriesByType('resource').filter((one) => one.name.includes('plotly')).length"
    )
    assert plan.page.evaluate(asked) == 0
    plan.page.locator("#compare-scatter-box > summary").click()
    plan.page.locator("#compare-scatter .scatterlayer .point").first.wait_for()
    assert plan.page.evaluate(asked) == 1
    assert plan.page.locator(".modebar-btn").count() == 0
    assert "\u202f%" in (plan.page.locator("#compare-scatter .xtick text").first.text_content() or "")
    plan.page.evaluate("() => document.getElementById('compare-scatter').scrollIntoView({ block: 'center' })")
    mark = plan.page.locator("#compare-scatter .scatterlayer .point").nth(20).bounding_box()
    assert mark
    plan.page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    plan.page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    until(lambda: "picked" in plan.query(), "the chosen unit in the address")
    assert len(picked(plan.settled())) == 1


def test_our_unit_is_found_by_any_part_of_its_name_and_by_keys_alone(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/jamfor")
    page = plan.page
    field = page.get_by_role("combobox", name="Enhet")
    options = page.locator("#compare-unit-list").get_by_role("option")
    field.focus()
    assert options.count() == 0
    page.keyboard.press("ArrowDown")
    assert options.count() == len(page.evaluate("() => window.utbudskarta.compare.answer.units"))
    page.keyboard.type("slånha")
    until(lambda: options.count() == 1, "one unit of that name")
    assert "Vårdcentralen Slånhagen" in options.first.inner_text()
    assert "1 träff" in page.locator("#compare-unit-status").inner_text()
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "", "Escape leaves it as it was"
    page.keyboard.type("slånha")
    page.keyboard.press("Enter")
    plan.settled()
    assert page.locator("#compare-title").inner_text() == "Vårdcentralen Slånhagen"
    assert plan.query()["unit"] == "E140024"
    # The first row of all is that none is ours.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    plan.settled()
    assert "unit" not in plan.query()


def test_the_units_found_stand_within_the_window(demo: Server, visit: Opener) -> None:
    plan = visit(demo, UNIT)
    page = plan.page
    for size in plan.at_sizes(*SIZES, NARROW):
        page.locator("#compare-unit-field").click()
        box = page.locator("#compare-unit-list").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert page.locator("#compare").evaluate("(one) => one.scrollWidth <= one.clientWidth")
        page.keyboard.press("Escape")


def test_a_pressed_point_is_named_and_its_row_comes_into_sight(demo: Server, visit: Opener) -> None:
    lonely = """() => {
        const all = window.utbudskarta.compare.funnelPlaces();
        const away = (a, b) => a === b || Math.hypot(a.x - b.x, a.y - b.y) > 16;
        return all.filter((a) => all.every((b) => away(a, b))).map((a) => a.id);
    }"""
    for path, at in ((UNIT, 90), ("/jamfor", 120)):
        plan = visit(demo, path)
        page, told = plan.page, chart(plan)
        alone = page.evaluate(lonely)
        id_ = min(alone, key=lambda one: abs(told["ids"].index(one) - at))
        page.mouse.click(*point(plan, id_))
        plan.settled()
        page.mouse.move(4, 400)
        place = told["ids"].index(id_)
        assert plain(page.locator(".funnel-tip").inner_text()) == plain(
            f"{told['names'][place]}: {told['said'][place]}"
        )
        row = page.locator(f'#compare-table tr[data-unit="{id_}"]').bounding_box()
        box = page.locator("#compare-table").bounding_box()
        assert row
        assert box
        assert box["y"] <= row["y"]
        assert row["y"] + row["height"] <= box["y"] + box["height"]


@pytest.mark.parametrize("size", [WIDE, MEETING, PHONE])
def test_lines_are_named_where_no_point_stands(demo: Server, reading: Opener, size: tuple[int, int]) -> None:
    plan = reading(demo, "/jamfor", size)
    page = plan.page
    assert page.locator("#compare-funnel .target").count() == 1
    labels = page.locator("#compare-funnel .line-label").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().left)"
    )
    ends = page.locator("#compare-funnel .point").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert not labels or min(labels) >= max(ends)
    told = page.locator("#compare-legend, #compare-funnel").all_inner_texts()
    assert "mål" in " ".join([*told, *page.locator(".line-label").all_text_contents()])


def test_a_choice_of_rows_is_shown_where_there_is_more_than_one(demo: Server, reading: Opener) -> None:
    plan = reading(demo, "/jamfor")
    assert not plan.page.locator(".compare-shows").is_visible()
    plan = reading(demo, UNIT)
    assert plan.page.locator(".compare-shows").inner_text().split() == ["Visa:", "Bättre", "Liknande", "Alla"]
    right = plan.page.locator(".compare-card, .compare-map").evaluate_all(
        "all => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
    )
    assert right == WIDE[0] - 12, "as far from the right edge as from the left"


def test_no_other_page_fetches_what_belongs_to_this_one(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/")
    found = plan.page.evaluate("() => performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [one for one in found if "page-compare" in one or "plotly" in one]


def test_the_language_changes_and_the_question_stays(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{UNIT}&show=all&band=spread")
    swedish = table_units(plan)
    plan.page.get_by_role("link", name="English").first.click()
    until(lambda: plan.page.locator("html").get_attribute("lang") == "en", "the page in English")
    plan.settled()
    assert "be chance?" in plan.page.locator("#compare-funnel-title").inner_text()
    assert table_units(plan) == swedish
    assert button(plan, "band", "spread").get_attribute("aria-pressed") == "true"


def test_leeds_and_its_three_hundred_practices(leeds: Server, visit: Opener) -> None:
    plan = visit(leeds, "/jamfor?ind=hba1c")
    assert len(chart(plan)["ids"]) == 93
    plan.page.get_by_role("button", name="Compare with them too").click()
    plan.settled()
    button(plan, "band", "chance").click()
    plan.settled()
    told = chart(plan)
    assert len([one for one in told["values"] if one is not None]) == 383
    assert len(table_units(plan)) == len(told["ids"])
    chance = sum(abs(one) == 2 for one in told["sides"])
    button(plan, "band", "spread").click()
    plan.settled()
    assert sum(abs(one) == 2 for one in chart(plan)["sides"]) < chance / 2


@pytest.mark.parametrize("path", ["/jamfor", f"{UNIT}&picked=E140026,E140030&lang=en"])
def test_the_page_breaks_no_rule_of_accessibility(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811  the fixture
    path: str,
) -> None:
    plan = visit(demo, path)
    plan.page.locator("#compare-scatter-box > summary").click()
    plan.page.locator("#compare-scatter .scatterlayer").wait_for()
    for size in plan.at_sizes(*SIZES):
        assert violations(plan, axe) == [], size
        assert plan.page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


def test_the_funnel_is_gone_through_by_keys_and_chooses_too(demo: Server, visit: Opener) -> None:
    plan = visit(demo, UNIT)
    page, told = plan.page, chart(plan)
    points = page.get_by_role("listbox", name="Punkterna i tratten")
    page.locator('[data-one="band"][data-value="spread"]').focus()
    page.keyboard.press("Tab")
    assert points.evaluate("(one) => one === document.activeElement")
    tip = page.locator(".funnel-tip")
    assert plain(tip.inner_text()).startswith("Vårdcentralen Slånhagen: 75 %"), "the keyboard begins at ours"
    page.keyboard.press("Home")
    counted = [
        at for at, cases in enumerate(told["cases"]) if cases is not None and told["values"][at] is not None
    ]
    fewest = min(counted, key=lambda at: (told["cases"][at], at))
    assert plain(tip.inner_text()) == plain(f"{told['names'][fewest]}: {told['said'][fewest]}")
    # To the right is the one with next fewest cases.
    page.keyboard.press("ArrowRight")
    order = sorted(counted, key=lambda at: told["cases"][at])
    now = page.evaluate("() => document.querySelector('.points').getAttribute('aria-activedescendant')")
    assert told["cases"][int(now.split("-")[1])] == told["cases"][order[1]]
    page.keyboard.press("Enter")
    plan.settled()
    assert picked(plan) == {told["ids"][int(now.split("-")[1])]}
    assert points.evaluate("(one) => one === document.activeElement"), "the keyboard stays where it was"
    assert page.locator(f"#{now}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    plan.settled()
    assert not picked(plan)


def test_what_is_pointed_at_in_the_plot_is_marked_in_the_table_and_back(
    demo: Server, reading: Opener
) -> None:
    plan = reading(demo, UNIT)
    told = chart(plan)
    other = told["ids"][told["numbered"][0]]
    plan.page.mouse.move(*point(plan, other))
    row = plan.page.locator("#compare-table tr.is-pointed")
    assert row.get_attribute("data-unit") == other
    plan.page.locator("#compare-table tbody th button").last.focus()
    ring = plan.page.locator("#compare-funnel .hover-ring")
    assert ring.get_attribute("visibility") == "visible"


def test_the_table_is_a_file_with_the_same_rows_in_the_same_order(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{UNIT}&show=alike")
    with plan.page.expect_download() as waiting:
        plan.page.get_by_role("link", name="Ladda ner (CSV)").click()
    assert waiting.value.suggested_filename.endswith(".csv")
    lines = waiting.value.path().read_text(encoding="utf-8-sig").splitlines()
    ids = plan.page.locator("#compare-table tbody tr").evaluate_all(
        "all => all.map((one) => one.dataset.unit)"
    )
    assert [line.split(";")[0] for line in lines[1:]] == ids
    assert "-2025-" in waiting.value.suggested_filename
    with plan.page.expect_download() as waiting:
        plan.page.get_by_role("link", name="Om filen").click()
    assert "Påhittad enkät" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_changes_made_in_planera_are_said_not_to_count(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{UNIT}&changes=close:E140026&limit=10")
    said = plain(plan.page.locator("#compare-messages").inner_text())
    assert "Ändringarna i Planera (1) räknas inte in här." in said
    assert "gräns 10 min" in said
    assert "10 min" in plain(plan.page.locator("#compare-profile").inner_text())


def test_the_table_is_read_without_scrolling_sideways_on_a_phone(demo: Server, visit: Opener) -> None:
    size = NARROW
    plan = visit(demo, f"{UNIT}&show=all", size, stranger=True)
    table = plan.page.locator("#compare-table")
    assert table.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    right = (
        plan.page.locator("#compare-table tbody tr")
        .first.locator("th, td")
        .evaluate_all("all => Math.max(...all.map((one) => one.getBoundingClientRect().right))")
    )
    assert right <= size[0]
    for sort in ("unit", "value"):
        plan.page.locator(f'#compare-table [data-sort="{sort}"]').click()
        plan.settled()
    assert plan.page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


def test_paper_has_the_whole_page_and_nothing_to_press(demo: Server, visit: Opener) -> None:
    plan = visit(demo, UNIT, (720, 1000), stranger=True)
    page = plan.page
    page.emulate_media(media="print")
    for away in (".compare-choices", ".compare-map", ".tabs", "#compare-csv", ".compare-page .segments"):
        assert not page.locator(away).first.is_visible(), away
    for there in (
        ".published",
        "#compare-printed",
        "#compare-muni table",
        "#compare-muni .spark",
        ".funnel-svg",
    ):
        assert page.locator(there).first.is_visible(), there
    assert page.locator("#compare-table").evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")
    tall = page.locator(".compare-page").evaluate("(one) => one.scrollHeight === one.clientHeight")
    assert tall, "nothing is cut off at the foot of a screen"
    assert page.pdf(format="A4")[:4] == b"%PDF"
    page.emulate_media(media="screen")


def test_every_part_of_the_page_is_one_press_away_and_a_link_to_it_ends_there(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/jamfor")
    links = plan.page.locator(".compare-contents a")
    for at in range(links.count()):
        part = plan.page.locator(links.nth(at).get_attribute("href") or "")
        assert part.inner_text() == links.nth(at).inner_text()
    links.nth(2).click()
    expect(plan.page.locator("#compare-goals-title")).to_be_in_viewport()
    linked = visit(demo, "/jamfor#compare-goals-title")
    expect(linked.page.locator("#compare-goals-title")).to_be_in_viewport()

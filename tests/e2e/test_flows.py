"""Who goes where: arrows, list and table say the same, and areas can be chosen by drawing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE, Plan, number, plain
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture
from tests.e2e.test_keyboard import tab_to

AREA, MUNICIPALITY = "1452R003", "1452"
GOTHENBURG = "57.8,11.8;57.8,12.1;57.6,12.1;57.6,11.8"


def items(plan: Plan, kind: str = "") -> Locator:
    """Rows of the list of who goes where."""
    return plan.page.locator(f"#flow-list {kind} [data-way]")


def listed(plan: Plan) -> dict[str, tuple[str, float, str]]:
    """Name, visits and share of each row, by its key."""
    found = {}
    for item in items(plan).all():
        parts = {
            part: plain(item.locator(f".ways-{part}").inner_text()) for part in ("name", "visits", "share")
        }
        found[str(item.get_attribute("data-way"))] = (parts["name"], number(parts["visits"]), parts["share"])
    return found


def arrows(plan: Plan) -> dict[str, float]:
    """Visits of each arrow, by its key: lines, and those at the edge."""
    told: dict[str, float] = plan.page.evaluate(
        """() => Object.fromEntries(window.utbudskarta.view.focus.flows.from.map((from, at) => {
          const { to, visits } = window.utbudskarta.view.focus.flows;
          return [`${from}>${to[at]}`, visits[at]];
        }))"""
    )
    return told


@pytest.mark.parametrize(
    "path",
    [f"/?area={AREA}", f"/?muni={MUNICIPALITY}", f"/?muni={MUNICIPALITY}&way=to", "/?unit=E140010"],
)
def test_list_arrows_and_table_say_the_same(demo: Server, visit: Opener, path: str) -> None:
    place = re.search(r"(area|muni|unit)=(\w+)", path)
    assert place
    plan = visit(demo, f"{path}&table=flows&rows=1000&within={place[1]}:{place[2]}")
    rows = listed(plan)
    drawn = arrows(plan)
    assert drawn
    assert {key: rows[key][1] for key in drawn} == drawn
    assert set(rows) - set(drawn) <= {"-3>-3"}, "only what stays has no arrow"
    lines = [key for key in drawn if key.split(">")[0] != "-1" and key.split(">")[1] != "-1"]
    assert plan.stats()["chosen"] <= len(lines)
    headings = plan.headings()
    visits, share = headings.index("Besök"), headings.index("Besök") + 1
    table = {(row[0], number(row[visits]), row[share]) for row in plan.rows()}
    assert {row for key, row in rows.items() if key != "-3>-3"} <= table


def test_the_ways_add_up_and_live_in_the_address(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?muni={MUNICIPALITY}")
    residents = plan.figure("visits")
    assert plain(plan.page.locator(".ways-sum").inner_text()).startswith(f"{residents} besök")
    stays = listed(plan)["-3>-3"]
    assert stays[2] == plan.figures()["stays"]
    leaving = number(plan.figures()["outflow"])
    assert stays[1] + leaving <= number(residents)
    plan.page.locator("#flow-list .segments").get_by_role("button", name="Inom").click()
    plan.settled()
    assert plan.asked()["way"] == "within"
    assert plain(plan.page.locator(".ways-sum").inner_text()).startswith(
        plain(f"{stays[1]:,.0f}".replace(",", " "))
    )
    copied = visit(demo, "/?" + plan.page.evaluate("() => location.search.slice(1)"), stranger=True)
    assert listed(copied) == listed(plan)
    plan.page.locator("#flow-list .segments").get_by_role("button", name="Från").click()
    plan.settled()
    assert "way" not in plan.asked()


def test_pointing_at_an_arrow_tells_both_ends_without_asking_the_server(
    demo: Server, reading: Opener
) -> None:
    plan = reading(demo, f"/?area={AREA}")
    asked: list[str] = []
    plan.page.on("request", lambda request: asked.append(request.url))
    key, (name, visits, share) = next(iter(listed(plan).items()))
    place = plan.page.evaluate("(key) => window.utbudskarta.map.projectFlow(key)", key)
    assert place
    plan.page.mouse.move(place["x"] - 1, place["y"])
    plan.page.mouse.move(place["x"], place["y"])
    card = plan.page.locator(".map-card:not([hidden])")
    expect(card).to_contain_text(f"Tranemo norra omland → {name}")
    said = [plain(text) for text in card.locator("dd").all_inner_texts()]
    assert number(said[0]) == visits
    assert said[1] == share
    assert re.fullmatch(r"\d+,\d min", said[2])
    assert plan.page.locator("#flow-list .is-lit").get_attribute("data-way") == key
    assert asked == []


def test_pointing_at_a_row_lights_its_arrow(demo: Server, reading: Opener) -> None:
    plan = reading(demo, f"/?area={AREA}")
    before = plan.drawing()
    items(plan, "ol").nth(1).hover()
    plan.page.wait_for_timeout(150)
    lit = plan.drawing()
    assert lit != before
    plan.page.mouse.move(5, 5)
    plan.page.wait_for_timeout(150)
    assert plan.drawing() == before


def test_the_list_leads_to_the_other_end_by_keyboard(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?area={AREA}")
    plan.page.locator("#flow-list .segments button").first.focus()
    tab_to(plan, "#flow-list ol button", 6)
    name = plain(plan.page.evaluate("() => document.activeElement.querySelector('.ways-name').textContent"))
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(500)
    plan.settled()
    assert plan.heading() == name
    assert "unit" in plan.asked()
    assert plan.page.evaluate("() => Boolean(document.activeElement.closest('#flow-list'))")
    plan.page.keyboard.press("Enter")  # the first of those who come here
    plan.page.wait_for_timeout(500)
    plan.settled()
    assert "area" in plan.asked()


def test_municipalities_exchange_by_half_arrows_told_both_ways(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    first = items(plan, "ol").first
    assert re.fullmatch(r".+ → .+", plain(first.locator(".ways-name").inner_text()))
    key = first.get_attribute("data-way")
    place = plan.page.evaluate("(key) => window.utbudskarta.map.projectFlow(key)", key)
    if place:  # else units cover it
        plan.page.mouse.move(place["x"] - 1, place["y"])
        plan.page.mouse.move(place["x"], place["y"])
        card = plan.page.locator(".map-card:not([hidden])")
        expect(card).to_contain_text(plain(first.locator(".ways-name").inner_text()))
        expect(card).to_contain_text("Netto till")
    first.locator("button").click()
    plan.page.wait_for_timeout(400)
    plan.settled()
    assert "muni" in plan.asked()


def test_the_exchange_has_a_table_of_its_own(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.locator("#flow-list .ways-more button").first.click()
    plan.settled()
    assert plan.asked()["table"] == "exchange"
    there, back, net = (plan.headings().index(name) for name in ("Besök", "Tillbaka", "Netto"))
    for row in plan.rows():
        assert number(row[there]) - number(row[back]) == number(row[net])
    assert plain(items(plan, "ol").first.locator(".ways-name").inner_text()) == " → ".join(plan.rows()[0][:2])


def test_visits_without_a_line_come_to_the_edge_of_the_map(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    unknown = number(plan.figures()["unknown_residence"])
    assert unknown > 0
    plates = {plate["why"]: number(plate["count"]) for plate in plan.stats()["edges"]}
    assert plates["unknown_residence"] + plates["outside"] == unknown
    assert plates["placeless"] > 0
    rows = listed_apart(plan)
    assert rows["Okänd bostad"] == plates["unknown_residence"]
    assert rows["Bor utanför regionen"] == plates["outside"]
    assert plates["placeless"] == sum(rows.values()) - unknown
    plan.choose_table("flows")
    plan.page.locator('.find input[data-state="find"]').fill("okänd bostad")
    plan.page.wait_for_timeout(400)
    plan.settled()
    assert plan.row_count() > 0
    assert all("okänd bostad" in row[-1] for row in plan.rows())


def listed_apart(plan: Plan) -> dict[str, float]:
    """Visits of the region's rows that have no line, by name."""
    names = items(plan, "ul").locator(".ways-name").all_inner_texts()
    visits = items(plan, "ul").locator(".ways-visits").all_inner_texts()
    return {plain(name): number(count) for name, count in zip(names, visits, strict=True)}


def test_plates_stay_at_the_edge_when_the_map_moves(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = plan.stats()["edges"]
    plan.page.locator(".leaflet-container").focus()
    plan.page.keyboard.press("ArrowLeft")
    plan.page.wait_for_timeout(500)
    plan.settled()
    assert plan.stats()["edges"] == before


# Drawing


def drag(plan: Plan, west: float, north: float, east: float, south: float) -> None:
    """Drag a rectangle over shares of the map."""
    box = plan.page.locator(".leaflet-container").bounding_box()
    assert box
    at = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in ((west, north), (east, south))
    ]
    plan.page.mouse.move(*at[0])
    plan.page.mouse.down()
    plan.page.mouse.move((at[0][0] + at[1][0]) / 2, at[1][1])
    plan.page.mouse.move(*at[1])
    plan.page.mouse.up()
    plan.page.wait_for_timeout(500)
    plan.settled()


def test_a_rectangle_is_drawn_by_mouse_and_copied_as_a_link(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    whole = number(plan.figure("residents"))
    plan.page.get_by_role("button", name="Rita område").click()
    drag(plan, 0.45, 0.55, 0.7, 0.8)
    drawn = plan.asked()["drawn"]
    assert re.fullmatch(r"(\d\d\.\d{1,4},\d\d\.\d{1,4};?){4}", drawn)
    count = re.fullmatch(r"Ritat område, (\d+) områden", plain(plan.heading()))
    assert count
    assert 0 < number(plan.figure("residents")) < whole
    plan.page.get_by_role("button", name="Bara valda platsen").click()
    plan.settled()
    assert plan.row_count() == int(count[1])
    assert plan.page.locator("#draw-bar").is_hidden()
    assert plan.stats()["chosen"] > 0
    copied = visit(demo, plan.page.url.split(demo.address)[-1], stranger=True)
    assert copied.state() == plan.state()
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert "drawn" not in plan.asked()


def test_corners_are_clicked_and_enter_ends_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.get_by_role("button", name="Rita område").click()
    box = plan.page.locator(".leaflet-container").bounding_box()
    assert box
    for x, y in ((0.5, 0.55), (0.7, 0.6), (0.6, 0.8)):
        plan.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(500)
    plan.settled()
    assert plan.asked()["drawn"].count(";") == 2
    assert "area" not in plan.asked()


def test_escape_calls_the_drawing_off(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?area={AREA}")
    button = plan.page.get_by_role("button", name="Rita område")
    button.click()
    assert plan.page.locator("#draw-bar").is_visible()
    plan.page.keyboard.press("Escape")
    assert plan.page.locator("#draw-bar").is_hidden()
    assert plan.asked()["area"] == AREA, "the page's own Escape waits for the next"
    assert button.evaluate("(button) => button === document.activeElement")
    drag(plan, 0.5, 0.5, 0.55, 0.55)
    assert "drawn" not in plan.asked()


def test_areas_in_view_are_chosen_without_a_pointer(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?at=10/57.7/11.97")
    plan.page.get_by_role("button", name="Rita område").focus()
    plan.page.keyboard.press("Enter")
    assert plan.page.evaluate("() => document.activeElement.dataset.draw") == "view"
    plan.page.keyboard.press("Enter")
    plan.page.wait_for_timeout(500)
    plan.settled()
    assert plan.heading().startswith("Ritat område")


def test_where_nobody_has_a_point_one_may_draw_again(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.page.get_by_role("button", name="Rita område").click()
    drag(plan, 0.92, 0.8, 0.96, 0.86)
    expect(plan.page.locator('[data-draw="nothing"]')).to_be_visible()
    assert "drawn" not in plan.asked()
    drag(plan, 0.45, 0.55, 0.7, 0.8)
    assert "drawn" in plan.asked()


def test_a_selection_of_a_link_that_holds_nothing_is_said(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?drawn=0,0;0,1;1,1")
    expect(plan.page.locator("#messages")).to_contain_text("Inget område har sin mittpunkt")
    assert plan.heading() == "Västra Götaland"


# Change


def test_change_of_use_compares_with_a_period_of_choice(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?period=2025Q4&layers=use_change&table=use_change")
    assert "Kvartal 4 2024" in plan.legend("use_change")
    assert plan.headings()[3:5] == ["2025Q4", "2024Q4"]
    before = plan.drawing()
    plan.page.locator('select[data-state="since"]').select_option("2025Q1")
    plan.settled()
    assert plan.headings()[3:5] == ["2025Q4", "2025Q1"]
    assert plan.asked()["since"] == "2025Q1"
    assert plan.drawing() != before
    for row in plan.rows():
        assert number(row[3]) - number(row[4]) == number(row[5])


# Everyone


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=("wide", "phone"))
@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?muni={MUNICIPALITY}&table=flows",
        f"/?drawn={GOTHENBURG}&way=to",
        "/?layers=use_change&lang=en",
    ],
    ids=("region", "municipality", "drawn", "change"),
)
def test_axe_finds_nothing_about_flows(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811  the fixture
    path: str,
    size: tuple[int, int],
) -> None:
    plan = visit(demo, path, size)
    if size == WIDE:
        plan.page.locator(".draw-open").click()
    plan.page.wait_for_timeout(300)
    assert not violations(plan, axe)

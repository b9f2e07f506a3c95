"""The table says what the map says: sorted, found, lengthened and pressed."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, number, until
from tests.e2e.server import Server

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"


def column(plan: Plan, name: str) -> list[str]:
    at = plan.headings().index(name)
    return [row[at] for row in plan.rows()]


def sort(plan: Plan, name: str) -> None:
    plan.table().get_by_role("button", name=name, exact=True).first.click()
    plan.settled()


def test_numbers_sort_as_numbers_both_ways(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    sort(plan, "Invånare")
    heading = plan.table().locator("th").filter(has_text=re.compile("^Invånare$"))
    assert heading.get_attribute("aria-sort") == "descending"
    falling = [number(cell) for cell in column(plan, "Invånare")]
    assert falling == sorted(falling, reverse=True)
    sort(plan, "Invånare")
    assert heading.get_attribute("aria-sort") == "ascending"
    rising = [number(cell) for cell in column(plan, "Invånare")]
    assert rising == sorted(rising)
    assert rising[0] < falling[-1]


def test_names_sort_as_in_sweden(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&rows=700")
    sort(plan, "Kommun")
    names = list(dict.fromkeys(column(plan, "Kommun")))
    assert len(names) == 49
    assert names == sorted(names, key=lambda name: [ALPHABET.find(c) for c in name.lower()])
    assert names[-1] == "Öckerö"


def test_finding_keeps_the_rows_that_hold_the_words(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    find = plan.page.get_by_role("searchbox", name="Filtrera raderna")
    find.fill("tranemo")
    until(lambda: plan.asked().get("find") == "tranemo", "the words in the address")
    plan.settled()
    assert plan.rows()
    assert all("tranemo" in " ".join(row).lower() for row in plan.rows())
    find.fill("finns inte alls")
    until(lambda: plan.asked().get("find") == "finns inte alls", "the words in the address")
    plan.settled()
    assert not plan.rows()
    assert "finns inte alls" in plan.page.locator("#table-body").inner_text()
    plan.page.get_by_role("button", name="Ta bort filtret").click()
    plan.settled()
    assert plan.row_count() == 601
    assert find.input_value() == ""


def test_more_rows_come_until_all_are_there(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    plan.show_drawer()
    lengths = [len(plan.rows())]
    more = plan.page.get_by_role("button", name="Visa fler rader")
    while more.count():
        more.click()
        plan.settled()
        lengths.append(len(plan.rows()))
    assert lengths == sorted(set(lengths))
    assert lengths[-1] == plan.row_count() == 601


def test_pressing_a_row_selects_it_and_moves_the_map(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    before = plan.stats()["zoom"]
    name = plan.rows()[0][0]
    plan.table().get_by_role("button", name=name, exact=True).click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == name
    assert plan.stats()["zoom"] > before
    x, y = plan.place("area", plan.asked()["area"])
    stage = plan.page.locator(".leaflet-container").bounding_box()
    assert stage
    assert stage["x"] < x < stage["x"] + stage["width"]
    assert stage["y"] < y < stage["y"] + stage["height"]


def test_pressing_a_zone_selects_all_of_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    row = plan.rows()[0]
    plan.table().get_by_role("button", name=row[0], exact=True).click()
    plan.settled()
    assert "zone" in plan.asked()
    assert number(plan.figure("residents")) == number(row[3])
    assert plan.figure("underserved") == "100 %"


@pytest.mark.parametrize(
    "key",
    [
        "underserved",
        "nearest",
        "access",
        "agreement",
        "population",
        "older",
        "service_areas",
        "flows",
        "units",
        "lov_2010",
    ],
)
def test_every_layer_has_a_table(demo: Server, visit: Opener, key: str) -> None:
    plan = visit(demo)
    plan.choose_table(key)
    assert plan.rows()
    assert plan.row_count() >= len(plan.rows())
    empty = [cell for row in plan.rows() for cell in row if cell in ("", "-", "–", "nan")]
    assert not empty


def test_the_zones_residents_add_up_to_the_figure(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    affected = sum(number(cell) for cell in column(plan, "Berörda invånare"))
    assert f"{affected:,.0f}".replace(",", " ") in plan.focus_text()


def test_the_register_lists_as_many_units_as_the_figure_and_those_outside(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?table=units&rows=300")
    apart = ("utan plats", "uppgift saknas", "utanför")
    inside = [name for name in column(plan, "Kommun") if not any(word in name.lower() for word in apart)]
    assert len(inside) == number(plan.figure("units")) < plan.row_count()

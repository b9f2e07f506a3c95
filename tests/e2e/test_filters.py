"""Every filter changes the map, the figures and the table, and nothing is left behind when it is undone."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, number, plain
from tests.e2e.server import Server


def seen(plan: Plan) -> tuple[str, dict[str, str], list[list[str]]]:
    return plan.drawing(), plan.figures(), plan.rows()


@pytest.mark.parametrize(
    ("key", "value", "table"),
    [("form", "rehab", "nearest"), ("period", "2024", "units"), ("age", "80+", "nearest")],
)
def test_a_list_changes_everything(demo: Server, visit: Opener, key: str, value: str, table: str) -> None:
    plan = visit(demo, f"/?table={table}&layers=nearest,flows,units" + ("" if key != "age" else ",older"))
    picture, figures, rows = seen(plan)
    plan.choose(key, value)
    assert plan.asked()[key] == value
    now = seen(plan)
    assert now[0] != picture
    assert now[1] != figures
    assert now[2] != rows
    plan.page.go_back()
    plan.settled()
    assert seen(plan)[1:] == (figures, rows)


def test_the_limit_moves_coverage_and_never_residents(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest&layers=nearest")
    before = seen(plan)
    plan.set_limit(10)
    narrow = seen(plan)
    assert plan.asked()["limit"] == "10"
    assert narrow[0] != before[0]
    assert narrow[2] != before[2]
    assert narrow[1]["residents"] == before[1]["residents"]
    assert number(narrow[1]["covered"]) < number(before[1]["covered"])
    assert number(narrow[1]["beyond"]) > number(before[1]["beyond"])
    assert "10 min" in plain(plan.kpi_row("covered").inner_text())


def test_without_an_operator_its_units_are_gone(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=units&layers=nearest,units,flows")
    before = seen(plan)
    units = plan.row_count()
    plan.page.get_by_role("checkbox", name="Privat (LOV)").click()
    plan.settled()
    now = seen(plan)
    assert plan.asked()["operator"] == "own,contract"
    assert plan.row_count() < units
    assert now[0] != before[0]
    assert number(now[1]["units"]) == number(before[1]["units"]) - number(before[1]["units_choice"])
    assert "Privat (LOV)" not in {row[2] for row in plan.rows()}


def test_one_operator_at_least_stays(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?operator=own")
    last = plan.page.get_by_role("checkbox", name="Egen regi")
    last.click()
    plan.settled()
    assert last.get_attribute("aria-checked") == "true"
    assert plan.asked()["operator"] == "own"


def test_reset_brings_back_the_start(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    start = plan.figures()
    plan.choose("form", "hemtjanst")
    plan.choose("age", "80+")
    plan.set_limit(25)
    assert "3 filter ändrade" in plan.page.locator(".rail").inner_text()
    plan.page.get_by_role("button", name="Återställ").click()
    plan.settled()
    assert not {"form", "age", "limit"} & set(plan.query())
    assert plan.figures() == start
    assert "Inget ändrat" in plan.page.locator(".rail").inner_text()


def test_a_filter_keeps_the_area_that_is_chosen(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    plan.choose("form", "rehab")
    assert plan.heading() == "Tranemo norra omland"
    plan.set_limit(45)
    assert plan.heading() == "Tranemo norra omland"


def test_the_units_of_each_operator_add_up(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    for form in ("vardcentral", "rehab", "hemtjanst"):
        plan.choose("form", form)
        figures = plan.figures()
        parts = [figures[f"units_{kind}"] for kind in ("own", "contract", "choice")]
        assert sum(number(one) for one in parts if one[:1].isdigit()) == number(figures["units"])


def test_many_changes_at_once_end_in_the_last(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?table=nearest")
    slider = plan.page.locator('input[type="range"][data-state="limit"]')
    slider.focus()
    for _ in range(12):
        plan.page.keyboard.press("ArrowRight")
    for _ in range(4):
        plan.page.keyboard.press("ArrowLeft")
    plan.settled()
    after = plan.figures()
    assert plan.asked()["limit"] == slider.input_value() == "28"
    assert visit(demo, "/?table=nearest&limit=28").figures() == after

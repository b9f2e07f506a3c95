"""What if, from the hand on the map to the figures: a unit is moved, undone, and the link brings it back."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.e2e.conftest import Opener
from tests.e2e.plan import Plan, number, plain, until
from tests.e2e.server import ROOT, Server, run

UNIT, OTHER = "E140026", "E140187"
"""The two health centres in Herrljunga."""


def carry(plan: Plan, unit: str, by: tuple[int, int]) -> Plan:
    """Drag a unit on the map by so many pixels."""
    x, y = plan.place("unit", unit)
    mouse = plan.page.mouse
    mouse.move(x, y)
    mouse.down()
    for step in range(1, 9):
        mouse.move(x + by[0] * step / 8, y + by[1] * step / 8)
    mouse.up()
    return plan.settled()


def near(plan: Plan, unit: str) -> Plan:
    """Look so near at a unit that it is no part of a cluster."""
    plan.page.evaluate("(id) => window.utbudskarta.map.flyTo({ unit: id })", unit)
    plan.page.wait_for_timeout(700)
    return plan.settled()


def test_dragging_a_unit_moves_figures_and_map_and_undo_restores_them_exactly(
    demo: Server, visit: Opener
) -> None:
    plan = near(visit(demo, "/?table=nearest"), UNIT)
    figures, rows = plan.figures(), plan.rows()
    plan.page.get_by_role("button", name=re.compile("Flytta enheter")).click()
    carry(plan, UNIT, (150, 90))
    until(lambda: plan.asked().get("changes", "").startswith(f"move:{UNIT}@"), "a move in the address")
    plan.settled()
    moved = plan.figures()
    assert moved != figures
    assert moved["residents"] == figures["residents"]
    assert "väg" in plan.focus_text()
    assert plan.stats()["changes"]["moved"] == 1
    assert "change" in plan.shown(), "the layer of what changes comes by itself"
    plan.page.get_by_role("button", name="Ta bort senaste", exact=True).click()
    plan.settled()
    assert "changes" not in plan.asked()
    plan.choose_table("nearest")
    assert (plan.figures(), plan.rows()) == (figures, rows)


def test_a_copied_link_and_a_reload_restore_the_scenario(demo: Server, visit: Opener) -> None:
    asked = f"changes=close:{UNIT};add:n1@58.03000,13.50000*4&table=change&name=Prov"
    plan = visit(demo, f"/?{asked}&layers=change,units,labels")
    state = plan.state()
    assert plan.heading() == "Prov"
    plan.page.reload()
    plan.settled()
    assert plan.state() == state
    assert visit(demo, plan.page.url).state() == state


def test_closing_is_told_in_people_and_areas_alike(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?changes=close:{UNIT};close:{OTHER}&layers=change,units&table=change")
    longer = number(plan.page.locator(".effect.is-longer strong").inner_text())
    head = plan.headings()
    assert longer == sum(number(row[head.index("Får längre väg")]) for row in plan.rows())
    assert plan.stats()["changes"]["closed"] == 2


def test_the_report_of_a_saved_scenario_gives_the_figures_on_the_screen(
    leeds: Server, visit: Opener, shared: Path, tmp_path: Path
) -> None:
    plan = visit(leeds, "/?lang=en&table=units")
    most = plan.page.locator("#table-body tbody tr").first.get_attribute("data-select-id")
    plan = visit(leeds, f"/?lang=en&limit=8&changes=close:{most}")
    content = {"format": "utbudskarta-scenario", "format_version": 1, "region": "leeds", "name": "Closed"}
    saved = tmp_path / "scenario.json"
    values = {"changes": f"close:{most}", "limit_min": "8"}
    saved.write_text(json.dumps({**content, "values": values}), encoding="utf-8")
    example, data = ROOT / "examples" / "england" / "leeds", shared / "england" / "leeds"
    report = json.loads(run("report", example, "--data", data, "--lang", "en", "--scenario", saved))
    said = {row["key"]: row for row in report["kpis"]}
    for key in ("residents", "beyond", "units", "visits"):
        assert number(plan.figure(key)) == round(said[key]["value"]), key
    assert said["units"]["today"] - said["units"]["value"] == 1
    longer = number(plan.page.locator(".effect.is-longer strong").inner_text())
    assert report["effects"]["longer"]["persons"] == longer


def test_a_suggested_place_becomes_a_scenario(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    before = number(plan.figure("beyond"))
    plan.page.locator("details.siting > summary").click()
    plan.page.locator("#siting-sites").select_option("2")
    plan.page.locator("#siting-start").click()
    said = plan.page.locator("#siting-said")
    until(lambda: "Bevisat" in said.inner_text(), "a proven answer")
    plan.settled()
    assert plan.asked()["changes"].count("add:") == 2
    assert before - number(plan.figure("beyond")) == number(plain(said.inner_text()).split(". ")[1])
    plan.page.go_back()
    plan.settled()
    assert "changes" not in plan.asked(), "the whole search is one step"


def test_two_scenarios_stand_side_by_side(demo: Server, visit: Opener) -> None:
    asked = f"changes=close:{UNIT}&versus=close:{OTHER}&versus_name=Andra"
    plan = visit(demo, f"/?{asked}&table=compare")
    head = plan.headings()
    assert (head[2], head[3], head[4]) == ("B: Andra", "A − B", "Idag")
    units = next(row for row in plan.rows() if row[0] == "Enheter")
    assert number(units[1]) == number(plan.figure("units"))
    assert [number(units[at]) - number(units[4]) for at in (1, 2)] == [-1, -1]
    assert units[3] == "lika"

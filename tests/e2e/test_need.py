"""The need to come, in a browser: what is chosen is on the map, in legend, table and address."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.plan import until
from tests.e2e.server import Server


def test_another_year_repaints_map_legend_and_table_and_goes_with_the_link(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=need")
    assert "2025\u20132035" in plan.legend("need")
    assert plan.headings()[3:5] == ["2025", "2035"]
    before = plan.drawing()
    plan.page.locator('[data-horizon="year"]').press("End")
    until(lambda: "horizon" in plan.asked(), "the year in the address")
    plan.settled()
    assert plan.asked()["horizon"] == "2045"
    assert "2025\u20132045" in plan.legend("need")
    assert plan.headings()[3:5] == ["2025", "2045"]
    assert plan.drawing() != before
    plan.page.go_back()
    plan.settled()
    assert "horizon" not in plan.asked()
    assert "2025\u20132035" in plan.legend("need")


def test_health_and_variant_are_chosen_beside_the_year(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need&horizon=2040&variant=low&health=whole")
    assert plan.page.locator('[data-horizon="year"]').get_attribute("aria-valuetext") == "2040"
    pressed = plan.page.locator('#need-fields .radio[aria-pressed="true"]')
    assert {"F\u00e4rre flyttar in", "Hela h\u00e4lsovinsten"} <= set(pressed.all_inner_texts())
    fewer = plan.rows()[0][4]
    plan.page.get_by_role("button", name="Of\u00f6r\u00e4ndrad h\u00e4lsa").click()
    plan.settled()
    assert plan.asked()["health"] == "none"
    assert plan.rows()[0][4] != fewer

"""The need to come, in a browser: what is chosen is on the map, in legend, table and address."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.server import Server


def test_another_year_repaints_map_legend_and_table_and_goes_with_the_link(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?layers=need&table=need")
    assert "2025\u20132035" in plan.legend("need")
    assert plan.headings()[3:5] == ["2025", "2035"]
    before = plan.drawing()
    plan.page.locator('select[data-state="horizon"]').select_option("2045")
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
    plan = visit(demo, "/?layers=need&table=need&horizon=2040&variant=low&health=whole")
    chosen = [
        plan.page.locator(f'select[data-state="{key}"]').input_value()
        for key in ("horizon", "variant", "health")
    ]
    assert chosen == ["2040", "low", "whole"]
    fewer = plan.rows()[0][4]
    plan.page.locator('select[data-state="health"]').select_option("none")
    plan.settled()
    assert plan.asked()["health"] == "none"
    assert plan.rows()[0][4] != fewer


def test_another_figure_repaints_the_map_and_goes_with_the_link(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=need&table=need")
    before = plan.drawing()
    choice = plan.page.locator('select[data-state="need_by"]')
    assert choice.input_value() == "use_change_ahead"
    choice.select_option("from_80_ahead")
    plan.settled()
    assert plan.asked()["need_by"] == "from_80_ahead"
    assert "2035" in plan.legend("need")
    assert plan.drawing() != before
    choice.select_option("need_index_cni")
    plan.settled()
    assert "Care Need Index" in plan.legend("need")
    plan.page.go_back()
    plan.page.go_back()
    plan.settled()
    assert "need_by" not in plan.asked()
    assert plan.drawing() == before

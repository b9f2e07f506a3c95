"""The need to come, in a browser: what is chosen is on the map, in legend, table and address."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.plan import plain, until
from tests.e2e.server import Server


def test_another_year_repaints_map_legend_and_table_and_goes_with_the_link(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?question=need&need_view=areas")
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
    plan = visit(demo, "/?question=need&need_view=areas&horizon=2040&variant=low&health=whole")
    assert plan.page.locator('[data-horizon="year"]').get_attribute("aria-valuetext") == "2040"
    pressed = plan.page.locator('#need-fields .radio[aria-pressed="true"]')
    assert {"F\u00e4rre flyttar in", "Hela h\u00e4lsovinsten"} <= set(pressed.all_inner_texts())
    fewer = plan.rows()[0][4]
    plan.page.get_by_role("button", name="Of\u00f6r\u00e4ndrad h\u00e4lsa").click()
    plan.settled()
    assert plan.asked()["health"] == "none"
    assert plan.rows()[0][4] != fewer
    assert "Oförändrad hälsa" in plan.page.evaluate("() => document.activeElement.textContent")


def test_the_other_question_has_its_own_layers_fields_and_figures_on_the_same_map(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?muni=1480")
    assert plan.page.locator("#need-figures").is_hidden()
    plan.page.locator('[data-question="need"]').click()
    plan.settled()
    asked = plan.asked()
    assert (asked["question"], asked["muni"]) == ("need", "1480"), "the place stays"
    assert "layers" not in asked
    assert "Behovet 2035" in plan.page.locator("#focus-head").inner_text()
    assert "Folkmängd" in plan.page.locator("#need-figures").inner_text()
    assert plan.page.locator('select[data-state="period"]').is_hidden()
    chosen = plan.page.locator('.need-tabs [aria-selected="true"]')
    assert plain(chosen.inner_text()).startswith("Vad driver"), "a view of the need"
    plan.page.locator('[data-question="supply"]').click()
    plan.settled()
    assert "question" not in plan.asked()
    assert plan.page.locator("#need-figures").is_hidden()
    assert plan.page.locator(".kpi .trend img").first.is_visible(), "lines over the periods come back"


def test_futures_beside_each_other_say_where_they_agree(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?question=need&layers=futures,labels&table=futures")
    assert plan.page.locator(".need-futures thead th").count() == 3
    assert "i alla 3" in plan.legend("futures")
    plan.page.locator(".futures button").first.click()
    plan.settled()
    assert plan.page.locator(".need-futures thead th").count() == 2
    assert "i alla 2" in plan.legend("futures")
    plan.page.go_back()
    plan.settled()
    assert plan.page.locator(".need-futures thead th").count() == 3


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

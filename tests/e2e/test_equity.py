"""How alike people fare, in a browser: what is chosen is in pictures, rows, address and files."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.server import Server


def test_another_measure_and_other_groups_redraw_pictures_and_rows_and_go_with_the_link(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, "/?layers=nearest&table=equity")
    page = plan.page
    bars = page.locator(".equity rect")
    assert bars.count() == 5, "fifths of what colours the map"
    assert page.locator('select[data-state="equity_of"]').input_value() == ""
    assert bars.first.evaluate("bar => bar.getBoundingClientRect().height") > 0, "drawn, not only there"
    assert plan.rows()[4][0] == "Störst behov"
    page.locator('select[data-state="equity_of"]').select_option("visits_per_resident")
    plan.settled()
    page.locator('select[data-state="equity_by"]').select_option("age")
    plan.settled()
    asked = plan.asked()
    assert (asked["equity_of"], asked["equity_by"]) == ("visits_per_resident", "age")
    assert bars.count() == 4
    assert page.locator(".equity .equity-periods circle").count() == 8, "a dot for each quarter"
    assert plan.rows()[3][0] == "80 år och äldre"
    file = page.locator('#table-files a[href*="equity"]').first.get_attribute("href")
    assert file is not None
    assert "equity_by=age" in file
    page.go_back()
    plan.settled()
    assert bars.count() == 5

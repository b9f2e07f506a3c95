"""A measure of access is chosen under its switch, colours the areas and lives in the address."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.server import Server


def test_another_measure_is_another_map_and_the_link_keeps_it(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=access")
    usual, told = plan.drawing(), plan.legend("access")
    choice = plan.page.locator('[data-state="measure"]')
    assert choice.input_value() == "E2SFCA"
    choice.select_option("3SFCA")
    plan.settled()
    assert plan.asked()["measure"] == "3SFCA"
    assert plan.drawing() != usual
    assert plan.legend("access") != told
    plan.page.reload()
    plan.settled()
    assert choice.input_value() == "3SFCA"


def test_a_zone_in_focus_tells_why_it_is_one(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    zone = plan.rows()[0][0]
    plan.table().get_by_role("button", name=zone, exact=True).click()
    plan.settled()
    card = plan.page.locator(".zone-card")
    card.get_by_role("button").first.wait_for()  # what would lift it comes last
    assert card.locator("h2").count() == 4
    assert card.locator(".told .chip").count() >= 2
    plan.page.keyboard.press("Escape")
    plan.settled()
    assert card.count() == 0

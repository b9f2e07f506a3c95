"""Ways of travelling: map, figures and limit follow the one that is chosen, and the address keeps it."""

from __future__ import annotations

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, number, plain
from tests.e2e.server import Server


def test_another_way_of_travelling_changes_everything_and_goes_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=nearest&table=nearest")
    before = plan.drawing(), plan.figures(), plan.rows()
    plan.page.get_by_role("button", name="Cykel", exact=True).click()
    plan.settled()
    assert plan.asked()["mode"] == "bicycle"
    now = plan.drawing(), plan.figures(), plan.rows()
    assert all(one != other for one, other in zip(now, before, strict=True))
    assert now[1]["residents"] == before[1]["residents"]
    assert number(now[1]["covered"]) < number(before[1]["covered"])
    assert "30 min" in plain(plan.page.locator("[data-shows=limit]").inner_text())
    assert "cykel" in plan.legend("nearest")
    assert "15 km/h" in plain(plan.page.locator("#travel").inner_text())
    plan.page.go_back()
    plan.settled()
    assert (plan.figures(), plan.rows()) == before[1:]


def test_a_link_in_a_way_opens_in_it_on_a_phone_too(demo: Server, visit: Opener) -> None:
    wide = visit(demo, "/?layers=without_car&mode=foot&table=without_car")
    pressed = wide.page.locator("[data-one=mode][data-value=foot]")
    assert pressed.get_attribute("aria-pressed") == "true"
    assert {"Bil", "Cykel", "Gång"} <= {heading.capitalize() for heading in wide.headings()}
    figures = wide.figures()
    narrow = visit(demo, "/?layers=without_car&mode=foot", size=PHONE)
    assert narrow.figures()["covered"] == figures["covered"]
    assert "utan bil" in narrow.legend("without_car")


def test_who_needs_a_car_is_the_same_in_every_way(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?layers=without_car")
    alone = plan.figures()["by_car_alone"]
    assert number(alone) > 0
    plan.page.get_by_role("button", name="Cykel", exact=True).click()
    plan.settled()
    assert plan.figures()["by_car_alone"] == alone


def test_the_percentile_of_a_bus_changes_who_needs_a_car_and_keeps_the_limit(
    demo: Server, visit: Opener
) -> None:
    """One visit: another way, its percentiles, a limit, a municipality of the panel, and back to the car."""
    plan = visit(demo, "/?layers=without_car&table=without_car")
    panel, percentiles = plan.page.locator("#modes-figures"), plan.page.locator("[data-of-modes]")
    assert {"Bil", "Kollektivtrafik", "Cykel", "Gång"} <= set(panel.locator("tbody th").all_inner_texts())
    assert percentiles.is_hidden()
    plan.page.locator(".modes").get_by_role("button", name="Kollektivtrafik", exact=True).click()
    plan.settled()
    assert "8 av 10" in plain(percentiles.locator("[aria-pressed=true]").inner_text())
    before = plan.figures()["covered"]
    plan.page.goto(plan.page.url + "&limit=25")
    plan.settled()
    percentiles.get_by_role("button", name="Alla utom de sämsta 5 %").click()
    plan.settled()
    asked = plan.asked()
    assert (asked["mode"], asked["limit"]) == ("transit_95", "25")
    assert number(plan.figures()["covered"]) < number(before)
    assert plan.page.locator(".modes [data-value=transit]").get_attribute("aria-pressed") == "true"
    assert "Kollektivtrafik inom 25 min" in plain(panel.inner_text())
    panel.locator("button[data-select-kind=muni]").first.click()
    plan.settled()
    assert plan.asked()["muni"]
    assert not panel.locator("button[data-select-kind=muni]").count()
    plan.page.locator(".modes").get_by_role("button", name="Bil", exact=True).click()
    plan.settled()
    assert "limit" not in plan.asked()
    assert percentiles.is_hidden()

"""A new unit is given a name, an organisation and an operator where it is placed."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import PHONE, WIDE
from tests.e2e.server import Server


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_what_is_filled_in_stands_in_the_address_the_rail_and_the_table(
    demo: Server, visit: Opener, size: tuple[int, int]
) -> None:
    plan = visit(demo, "/?area=1499R008&table=units", size=size)
    page = plan.page
    if size == PHONE:
        page.locator("[data-opens=rail]:visible").first.click()
    page.locator("#what-if [data-whatif=new]").click()
    bar = page.locator("#pick-bar")
    bar.locator("[data-identity=name] input").fill("Nya <b>Åsarp</b>")
    bar.locator("[data-identity=organisation] input").fill("Åsarps Vård AB")
    bar.locator("select[data-identity=operator]").select_option("choice")
    box = bar.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    bar.locator("[data-whatif=here]").click()
    plan.settled()
    changes = plan.asked()["changes"]
    assert "/choice/" in changes
    assert "Nya%20%3Cb%3E" in changes
    assert "Nya <b>Åsarp</b>" in (page.locator("#scenario-changes").text_content() or "")
    plan = visit(demo, f"/?changes={changes.replace('%', '%25')}&table=units&unit=n1", size=size)
    assert plan.page.locator("#focus-head h1").text_content() == "Nya <b>Åsarp</b>"
    card = plan.page.locator("#unit-card").text_content() or ""
    assert "Åsarps Vård AB" in card
    assert "Privat" in card
    if size == PHONE:
        return  # the card is the same, in a sheet
    page = plan.page
    described = page.locator(".unit-actions .new-unit")
    described.locator("[data-identity=name] input").fill("Åsarps mottagning")
    described.locator("select[data-identity=operator]").select_option("own")
    described.locator("[data-whatif=unit-describe]").click()
    plan.settled()
    assert "/own/" in plan.asked()["changes"]
    assert page.locator("#focus-head h1").text_content() == "Åsarps mottagning"
    assert "Åsarps Vård AB" in (page.locator("#unit-card").text_content() or "")
    page.locator("#what-if [data-whatif=undo]").click()
    plan.settled()
    assert page.locator("#focus-head h1").text_content() == "Nya <b>Åsarp</b>"

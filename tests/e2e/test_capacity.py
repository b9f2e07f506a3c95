"""A capacity has a ceiling that the form states, and a link goes by it too."""

from __future__ import annotations

import json

from tests.e2e.conftest import Opener
from tests.e2e.plan import until
from tests.e2e.server import Server


def test_the_forms_state_the_most_and_take_no_more(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?unit=E140026")
    page = plan.page
    most = int(
        json.loads(page.locator("#what-if").get_attribute("data-capacity-most") or "{}")["vardcentral"]
    )
    card = page.locator(".unit-actions")
    assert f"högst {most}" in (card.text_content() or "")
    field = card.locator("input")
    field.fill(str(most + 1))
    card.locator("[data-whatif=unit-size]").click()
    plan.settled()
    assert "changes" not in plan.asked()
    assert field.get_attribute("aria-invalid") == "true"
    assert f"högst {most}" in (page.locator("#said").text_content() or "")
    field.fill(str(most))
    card.locator("[data-whatif=unit-size]").click()
    plan.settled()
    assert plan.asked()["changes"] == f"size:E140026*{most}"
    page.locator("#what-if [data-whatif=new]").click()
    assert f"högst {most}" in (page.locator("#pick-bar").text_content() or "")


def test_a_link_with_more_says_the_most(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?changes=size:E140026*999999;close:E140187")
    said = until(lambda: plan.page.locator(".messages .message:visible").text_content(), "a message")
    assert "En enhet kan ha högst" in said
    assert "999999" in said

"""What is drawn or put together is named, saved in the browser, opened, renamed and removed."""

from __future__ import annotations

import json
import re

import pytest

from tests.e2e.conftest import Opener
from tests.e2e.plan import MEETING, PHONE, WIDE, Plan
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture

SHAPE = "57.8,11.8;57.8,12.1;57.6,12.1;57.6,11.8"
RISKY = '<img src=x onerror="alert(1)">&'


def save(plan: Plan, name: str) -> None:
    plan.page.get_by_role("button", name="Namnge och spara").click()
    field = plan.page.get_by_role("textbox", name="Namn", exact=True)
    field.fill(name)
    plan.page.keyboard.press("Enter")
    plan.settled()


def listed(plan: Plan) -> list[str]:
    return plan.page.locator('#places-bar [data-places="show"]').all_inner_texts()


@pytest.mark.parametrize("size", [WIDE, MEETING, PHONE])
def test_a_drawn_area_is_named_saved_and_opened_again(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    size: tuple[int, int],
) -> None:
    plan = Plan.new(visit(demo, f"/?drawn={SHAPE}", size, stranger=True).context, demo.address)
    plan.open(f"/?drawn={SHAPE}")
    save(plan, "Centrala delen")
    assert plan.asked() == {"drawn": SHAPE, "called": "Centrala delen"}
    assert plan.heading() == "Centrala delen"
    assert "Ritat område" in plan.focus_text()
    assert not violations(plan, axe)
    figures = plan.figures()
    plan.open("/")
    plan.page.get_by_role("button", name="Rita område").click()
    plan.page.locator("#draw-bar").get_by_role("button", name="Sparade områden").click()
    assert listed(plan) == ["Centrala delen"]
    plan.page.get_by_role("button", name="Centrala delen", exact=True).click()
    plan.page.wait_for_timeout(600)
    plan.settled()
    assert plan.heading() == "Centrala delen"
    assert plan.figures() == figures
    plan.page.close()


def test_it_is_renamed_and_removed_by_the_keyboard(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?drawn={SHAPE}", stranger=True)
    save(plan, "Mitten")
    plan.page.get_by_role("button", name="Byt namn: Mitten").focus()
    plan.page.keyboard.press("Enter")
    plan.page.keyboard.press("Control+a")
    plan.page.keyboard.type("Kusten")
    plan.page.keyboard.press("Enter")
    plan.settled()
    assert listed(plan) == ["Kusten"]
    assert plan.heading() == "Kusten"
    plan.page.get_by_role("button", name="Ta bort: Kusten").focus()
    plan.page.keyboard.press("Enter")
    assert listed(plan) == []
    assert plan.asked()["drawn"] == SHAPE
    plan.page.keyboard.press("Escape")
    assert plan.page.locator("#places-bar").is_hidden()
    assert plan.asked()["drawn"] == SHAPE
    assert plan.page.evaluate("() => document.activeElement.dataset.places") == "open"


def test_a_name_is_text_everywhere_and_in_files(demo: Server, visit: Opener) -> None:
    plan = visit(
        demo, "/?areas=1452R003,1452R001&table=nearest&within=areas:1452R003,1452R001", stranger=True
    )
    save(plan, RISKY)
    assert plan.heading() == RISKY
    assert listed(plan) == [RISKY]
    assert plan.page.locator("#places-bar img, #focus-head img, #table-head img").count() == 0
    assert RISKY in plan.page.locator("#table-head").inner_text()
    link = plan.page.locator('a[data-take="table"]').first.get_attribute("href") or ""
    with plan.page.expect_response(re.compile("/download/")) as answer:
        plan.page.evaluate("(href) => fetch(href).then((one) => one.blob())", link)
    name = answer.value.headers["content-disposition"]
    assert "img-src-x-onerror-alert-1" in name
    assert "<" not in name


def test_names_are_bounded_and_told_apart(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?drawn={SHAPE}", stranger=True)
    save(plan, "x" * 200)
    assert listed(plan) == ["x" * 80]
    plan.page.evaluate(
        "() => window.utbudskarta.state.set({ drawn: null, areas: '1452R003,1452R001', called: null })"
    )
    plan.settled()
    save(plan, "x" * 80)
    assert len(set(listed(plan))) == 2
    save(plan, "   ")
    assert plan.page.locator("#places-bar [data-places='told']").inner_text() == "Skriv ett namn."


def test_there_is_a_most_and_what_is_not_ours_is_left_out(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"/?drawn={SHAPE}", stranger=True)
    kept = [{"name": f"Plats {at}", "kind": "areas", "id": f"1452R00{at}"} for at in range(50)]
    odd = [{"name": 5}, None, {"name": "a", "kind": "unit", "id": "U"}]
    plan.page.evaluate(
        """(kept) => {
          const { region } = document.getElementById('state-keys').dataset;
          localStorage.setItem(`utbudskarta.places.${region}`, kept);
        }""",
        json.dumps([*odd, *kept]),
    )
    save(plan, "En till")
    assert len(listed(plan)) == 50
    assert plan.page.locator("#places-bar [data-places='told']").inner_text().startswith("Högst 50")
    assert "called" not in plan.asked()

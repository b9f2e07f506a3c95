"""A unit in hand: map and figures say what would become of residents, as the answer to the drop then does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Request

from tests.e2e.conftest import Opener
from tests.e2e.plan import MEETING, Plan, number, plain, until
from tests.e2e.server import Server

UNIT = "E140026"
VIEW = "/?at=9.40/58.0800/13.0300&layers=nearest,units,labels"
AREAS = """() => {
  const { fill } = window.utbudskarta.map.view();
  return fill && [fill.key, fill.groups.map((groups) => groups.flat().sort((a, b) => a - b)).slice(0, 7)];
}"""


def in_panel(plan: Plan, key: str) -> str:
    """What stands in the panel's place of a figure."""
    return plain(plan.page.locator(f'#carry-panel [data-carry="{key}"]').first.inner_text())


def carrying(plan: Plan) -> bool:
    return bool(plan.page.locator("#carry-panel").is_visible())


def moving(plan: Plan) -> None:
    """Let units be moved, and wait until what that takes is here."""
    with plan.page.expect_response(lambda answer: "/carry/" in answer.url and "homes" in answer.url):
        plan.page.locator('.tools [data-whatif="drag"]').click()


def lift(plan: Plan) -> tuple[float, float]:
    """Take the unit in hand; where it stands on the page."""
    x, y = plan.place("unit", UNIT)
    plan.page.mouse.move(x, y)
    plan.page.mouse.down()
    plan.page.mouse.move(x + 12, y + 12)
    until(lambda: carrying(plan), "figures of the unit in hand")
    return x, y


def asked_while(plan: Plan, act: Callable[[], Any]) -> list[str]:
    """What is asked of the server while something is done."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url)

    plan.page.on("request", note)
    act()
    plan.page.remove_listener("request", note)
    return found


def test_a_unit_in_hand_is_told_of_at_every_step_and_the_answer_to_the_drop_says_the_same(
    demo: Server, visit: Opener
) -> None:
    plan = visit(demo, VIEW)
    moving(plan)
    before, figures = plan.page.evaluate(AREAS), plan.figures()
    x, y = lift(plan)
    pictures, shares = set(), set()

    def carry() -> None:
        for step in range(2, 9):
            plan.page.mouse.move(x + 14 * step, y + 12 * step)
            plan.page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
            )
            pictures.add(str(plan.page.evaluate(AREAS)))
            shares.add((in_panel(plan, "shorter"), in_panel(plan, "longer")))

    assert asked_while(plan, carry) == [], "all is worked out in the page"
    assert len(pictures) > 1
    assert len(shares) > 3
    card = plan.page.locator("#carry-card")
    assert in_panel(plan, "within-there") in plain(card.inner_text())
    in_hand = {key: in_panel(plan, key) for key in ("shorter", "longer", "within-there", "over-there")}
    areas = plan.page.evaluate(AREAS)
    assert areas[0] == "change" != before[0]
    assert plan.figures() == figures, "the answer's own stay as they are"
    plan.page.mouse.up()
    plan.settled()
    assert not carrying(plan)
    assert plan.asked()["changes"].startswith(f"move:{UNIT}@")
    assert plan.page.evaluate(AREAS) == areas, "every area has the colour that it had in hand"
    for side in ("shorter", "longer"):
        box = plan.page.locator(f"#focus-head .effect.is-{side} strong")
        assert (number(box.inner_text()) if box.count() else 0) == number(in_hand[side])
    assert plan.figure("covered") == in_hand["within-there"]
    assert number(plan.figure("beyond")) == number(in_hand["over-there"])


def test_what_is_put_back_has_changed_nothing(demo: Server, visit: Opener) -> None:
    plan = visit(demo, VIEW)
    moving(plan)
    plan.page.mouse.move(5, 300)
    areas, figures, asked = plan.page.evaluate(AREAS), plan.figures(), plan.asked()
    x, y = lift(plan)
    plan.page.mouse.move(x + 90, y + 60)
    until(lambda: plan.page.evaluate(AREAS) != areas, "other colours")
    plan.page.keyboard.press("Escape")
    plan.page.mouse.up()
    plan.settled()
    assert not carrying(plan)
    assert (plan.page.evaluate(AREAS), plan.figures(), plan.asked()) == (areas, figures, asked)


def test_keys_carry_a_unit_drop_it_and_put_it_back_and_are_told_aloud(demo: Server, visit: Opener) -> None:
    plan = visit(demo, f"{VIEW}&unit={UNIT}&lang=en", MEETING)
    asked, keys = plan.asked(), plan.page.keyboard
    spoken = plan.page.locator("#carry-said")
    plan.page.locator('[data-whatif="unit-move"]').click()
    keys.press("Shift+ArrowRight")
    until(lambda: carrying(plan), "figures of the unit in hand")
    until(lambda: "come within the limit" in spoken.inner_text(), "the figures read out")
    first = spoken.inner_text()
    for _ in range(2):
        keys.press("ArrowDown")
    until(lambda: spoken.inner_text() not in ("", first), "those of another place")
    assert in_panel(plan, "shorter") in plain(spoken.inner_text())
    keys.press("Escape")
    assert not carrying(plan)
    assert plan.asked() == asked
    assert plan.page.locator("#pick-bar").is_visible(), "a place is still asked for"
    keys.press("ArrowUp")
    until(lambda: carrying(plan), "the unit in hand again")
    plan.page.locator('#carry-panel [data-carry="back"]').press("Enter")
    assert not carrying(plan), "Enter presses what has the focus, which is to put it back"
    assert plan.asked() == asked
    keys.press("ArrowUp")
    until(lambda: carrying(plan), "the unit in hand once more")
    plan.page.locator('#carry-panel [data-carry="drop"]').click()
    plan.settled()
    assert plan.asked()["changes"].startswith(f"move:{UNIT}@")
    north = float(plan.asked()["changes"].split("@")[1].split(",")[0])
    assert not carrying(plan)
    assert not plan.page.locator("#pick-bar").is_visible()
    # A kilometre is 0.009 degrees of latitude.
    stood = plan.page.evaluate(
        "(id) => { const { ids, lat } = window.utbudskarta.map.geo().units; return lat[ids.indexOf(id)]; }",
        UNIT,
    )
    assert abs(north - stood - 0.009) < 0.0002

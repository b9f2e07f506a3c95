"""What is changed in the question can be taken back and made again, by buttons and by keys."""

from __future__ import annotations

import pytest

from geodata.contract.constants import CONSTANTS
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import PHONE, WIDE, Plan, plain, until
from tests.e2e.server import Server
from tests.e2e.test_accessibility import axe, violations  # noqa: F401  a fixture

AREA = "1452R003"
RULES = "too_far:30"


def press(plan: Plan, keys: str) -> None:
    plan.page.keyboard.press(keys)
    plan.settled()


def question(plan: Plan) -> dict[str, str]:
    """The address without how the map and the table show the answer."""
    shown = {"layers", "table", "within", "rows", "sort", "find"}
    return {key: value for key, value in plan.asked().items() if key not in shown}


def change(plan: Plan, patch: dict[str, str]) -> None:
    plan.page.evaluate("(patch) => { window.utbudskarta.state.set(patch); }", patch)
    plan.settled()


def test_every_kind_of_change_is_taken_back_and_made_again(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    questions = [question(plan)]
    figures = [plan.figures()]
    unit = "E140010"
    for patch in (
        {"form": "rehab"},
        {"operator": "own"},
        {"rules": RULES},
        {"form": "gp", "changes": f"close:{unit}"},
        {"area": AREA},
        {"area": "", "muni": "1452"},
        {"pin": "57.80000,13.40000", "pin_name": "Torget"},
        {"line": "57.70000,13.40000;57.90000,13.10000"},
        {"pin": "", "pin_name": ""},
    ):
        change(plan, patch)
        questions.append(question(plan))
        figures.append(plan.figures())
    for at in range(len(questions) - 2, -1, -1):
        press(plan, "Control+z")
        assert question(plan) == questions[at]
        assert plan.figures() == figures[at]
    press(plan, "Control+z")
    assert question(plan) == questions[0]
    for at in range(1, len(questions)):
        press(plan, "Control+Shift+Z" if at % 2 else "Control+y")
        assert question(plan) == questions[at]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_buttons_say_what_they_change(demo: Server, visit: Opener, size: tuple[int, int]) -> None:
    plan = visit(demo, size=size)
    undo, redo = (plan.page.locator(f'[data-undo="{way}"]') for way in ("undo", "redo"))
    assert undo.get_attribute("aria-disabled") == "true"
    change(plan, {"form": "rehab"})
    if size == PHONE:
        plan.page.locator('[data-opens="rail"]:visible').first.click()
    assert undo.get_attribute("aria-label") == "Ångra: vårdformen"
    box = undo.bounding_box()
    assert box
    assert box["width"] >= 44
    assert box["height"] >= (44 if size == PHONE else 24)
    press_and_read = "(button) => { button.click(); return document.getElementById('said').textContent; }"
    assert undo.evaluate(press_and_read) == "Ångrat: vårdformen"
    plan.settled()
    assert question(plan) == {}
    assert redo.get_attribute("aria-label") == "Gör om: vårdformen"
    redo.click()
    plan.settled()
    assert question(plan) == {"form": "rehab"}


def test_a_new_change_leaves_nothing_to_make_again(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    change(plan, {"form": "rehab"})
    press(plan, "Control+z")
    change(plan, {"operator": "own"})
    press(plan, "Control+y")
    assert question(plan) == {"operator": "own"}


def test_a_field_takes_its_own_words_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    change(plan, {"form": "rehab"})
    field = plan.page.locator("#search-field")
    field.focus()
    plan.page.keyboard.type("tranemo?/")
    assert field.input_value() == "tranemo?/"
    press(plan, "Control+z")
    assert question(plan) == {"form": "rehab"}
    assert not plan.page.locator("#shortcuts").is_visible()


def test_a_slider_moved_key_by_key_is_one_change(demo: Server, visit: Opener) -> None:
    plan = visit(demo)
    plan.set_limit(24)
    press(plan, "Control+z")
    assert question(plan) == {}


@pytest.mark.parametrize(("language", "title"), [("sv", "Kortkommandon"), ("en", "Keyboard shortcuts")])
@pytest.mark.parametrize("path", ["/", "/hjalp"])
def test_the_sheet_has_every_key_that_is_listened_to(
    demo: Server,
    visit: Opener,
    axe: str,  # noqa: F811
    path: str,
    language: str,
    title: str,
) -> None:
    plan = visit(demo, f"/?lang={language}" if path == "/" else NOWHERE)
    if path != "/":
        plan.page.goto(f"{demo.address}{path}?lang={language}")
        plan.page.get_by_role("button", name=title).click()
    else:
        plan.page.keyboard.press("?")
    sheet = plan.page.get_by_role("dialog", name=title)
    sheet.wait_for()
    shown = [plain(text).split(" ") for text in sheet.locator("th").all_inner_texts()]
    assert [len([key for key in row if key not in ("eller", "or")]) for row in shown] == [
        len(chords) for chords in CONSTANTS["shortcuts"].values()
    ]
    assert not violations(plan, axe)
    plan.page.keyboard.press("Escape")
    until(lambda: not sheet.is_visible(), "the sheet to close")


def test_single_signs_can_be_turned_off(demo: Server, visit: Opener) -> None:
    plan = visit(demo, stranger=True)
    plan.page.keyboard.press("/")
    assert plan.page.evaluate("() => document.activeElement.id") == "search-field"
    plan.page.evaluate("() => document.activeElement.blur()")
    plan.page.keyboard.press("?")
    plan.page.locator('[data-shortcuts="signs"]').click()
    plan.page.keyboard.press("Escape")
    plan.page.keyboard.press("/")
    assert plan.page.evaluate("() => document.activeElement.id") != "search-field"
    plan.page.keyboard.press("?")
    assert not plan.page.locator("#shortcuts").is_visible()
    plan.page.get_by_role("button", name="Kortkommandon").click()
    assert plan.page.locator('[data-shortcuts="signs"]').get_attribute("aria-checked") == "false"

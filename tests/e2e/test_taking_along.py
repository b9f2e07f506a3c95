"""Taking a view along from Planera: by mouse and keyboard, with a word while it is made."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdf
from playwright.sync_api import Route, expect

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import number
from tests.e2e.server import Server


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_a_page_says_what_the_screen_says(demo: Server, visit: Opener, tmp_path: Path) -> None:
    plan = visit(demo, "/?area=1452R003&layers=nearest,units,labels&table=nearest")
    page = plan.page
    page.locator("details.take:not(.columns) > summary").focus()
    page.keyboard.press("Enter")
    with page.expect_download() as held:
        page.get_by_role("link", name="Hämta vyn som PDF").press("Enter")
    held.value.save_as(tmp_path / "view.pdf")
    assert held.value.suggested_filename.endswith(".pdf")
    said = text_of(tmp_path / "view.pdf")
    assert plan.heading() in said
    assert "Restid till närmaste" in said
    assert "Exempeldata" in said
    shown = plan.figure("median_minutes")
    assert " ".join(shown.split()) in said


def test_a_workbook_has_the_figures_of_the_panel(demo: Server, visit: Opener, tmp_path: Path) -> None:
    plan = visit(demo, "/?area=1452R003&layers=nearest,units&table=nearest")
    plan.page.locator("details.take:not(.columns) > summary").click()
    with plan.page.expect_download() as held:
        plan.page.get_by_role("link", name="Hämta vyns alla tal och tabeller som Excel").click()
    held.value.save_as(tmp_path / "view.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "view.xlsx").worksheets[0].iter_rows(values_only=True))
    values = {row[0]: row[4] for row in rows[1:]}
    assert values["beyond"] == number(plan.figure("beyond"))


def test_the_menu_closes_by_escape_and_gives_the_keyboard_back(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/?area=1452R003")
    page = plan.page
    page.locator("details.take:not(.columns) > summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("details.take:not(.columns)").get_attribute("open")
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    assert "area=1452R003" in page.url, "what is chosen stays chosen"


def test_who_has_to_wait_is_told_so_and_why_it_failed(demo: Server, visit: Opener) -> None:
    plan = visit(demo, "/")
    page = plan.page
    plan.watch.allowed = ("503",)
    busy = "Just nu görs många filer. Vänta en stund och försök igen."

    def late(route: Route) -> None:
        page.wait_for_function("() => document.getElementById('take-said').textContent.startsWith('Arbetar')")
        route.fulfill(status=503, body=busy, headers={"Content-Type": "text/plain"})

    page.route("**/ta-med/**", late)
    page.locator("details.take:not(.columns) > summary").click()
    page.get_by_role("link", name="Hämta vyn som PNG").or_(
        page.locator("a[data-take=view]").nth(2)
    ).first.click()
    page.wait_for_function(f"() => document.getElementById('take-said').textContent === {json.dumps(busy)}")
    page.unroute("**/ta-med/**")

    held: list[Route] = []
    page.route("**/ta-med/**", lambda route: held.append(route))  # it is made for as long as one likes
    link = page.locator("a[data-take=view]").nth(2)
    link.click()
    page.wait_for_function("() => document.getElementById('take-said').textContent.startsWith('Arbetar')")
    link.click()
    expect(page.locator("#take-said")).to_have_text("Avbrutet. Ingen fil gjordes.")
    expect(link).not_to_have_attribute("aria-busy", "true")
    assert len(held) == 1
    page.unroute("**/ta-med/**")


def test_the_browser_prints_the_map_with_its_legends(demo: Server, visit: Opener) -> None:
    page = visit(demo, "/?layers=nearest,flows,units").page
    page.emulate_media(media="print")
    for layer in ("nearest", "flows", "units"):
        expect(page.locator(f'[data-layer-box="{layer}"] .legend:not(.brushed)').last).to_be_visible()
    expect(page.locator('[data-layer-box="underserved"]')).to_be_hidden()
    expect(page.locator(".rail")).to_be_hidden()
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    wide = page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--shown-wide')")
    assert int(wide.removesuffix("px")) > 200, "the map is as wide on paper as it was drawn"


def test_the_browser_prints_a_step_with_its_legend_and_without_its_buttons(
    demo: Server, visit: Opener
) -> None:
    page = visit(demo, NOWHERE).page
    page.goto(demo.address + "/presentera?p=utbudet&step=4&lang=sv")
    page.locator("#present-legend .present-fill").first.wait_for()
    page.emulate_media(media="print")
    expect(page.locator("#present-legend .present-fill").first).to_be_visible()
    expect(page.locator("#present-tools")).to_be_hidden()

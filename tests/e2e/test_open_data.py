"""Hämta data explains itself, and the embedded map stands in frames where it may and nowhere else."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import context
from tests.e2e.conftest import NOWHERE, Opener, built
from tests.e2e.plan import PHONE, WIDE, until
from tests.e2e.server import Server, free_port, run, serving
from tests.e2e.test_accessibility import TAGS, axe  # noqa: F401  a fixture

NARROW = (320, 640)
READY = "() => Boolean(window.utbudskarta && window.utbudskarta.ready && !window.utbudskarta.awaiting)"


def page_of(visit: Opener, demo: Server, path: str, size: tuple[int, int]) -> Page:
    page = visit(demo, NOWHERE, size).page
    page.goto(demo.address + path)
    page.locator("h1").wait_for()
    return page


def violations(page: Page, rules: str) -> list[str]:
    page.evaluate(rules)
    return page.evaluate(  # type: ignore[no-any-return]
        """async (tags) => (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] }))
          .violations.map(
          (one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`)""",
        TAGS,
    )


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", ["/data?", "/inbadda?", "/api/collections?f=html&", "/inbadda/nearest?"])
def test_the_pages_have_no_fault_and_no_sideways_scroll(
    visit: Opener,
    demo: Server,
    axe: str,  # noqa: F811
    path: str,
    language: str,
) -> None:
    for sizes in ((WIDE,), (PHONE, NARROW)):  # a finger, or none
        page = page_of(visit, demo, f"{path}lang={language}", sizes[0])
        if "nearest" in path:
            page.wait_for_function(READY)
        assert page.evaluate("() => document.documentElement.lang") == language
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(350)  # what moves has come to rest
            assert violations(page, axe) == [], width
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), width


def test_planera_leads_to_hamta_data(visit: Opener, demo: Server) -> None:
    plan = visit(demo, "/", WIDE)
    plan.page.locator(".menu-data > summary").click()
    plan.page.locator(".menu-data").get_by_role("link", name="Hämta data").click()
    plan.page.get_by_role("heading", name="Hämta data", level=1).wait_for()


def test_every_way_to_have_the_data_leads_to_them(visit: Opener, demo: Server) -> None:
    page = page_of(visit, demo, "/data", WIDE)
    links = page.locator("main a").evaluate_all("all => all.map((one) => one.href)")
    ours = {link for link in links if link.startswith(demo.address) and "#" not in link}
    kinds = {found[1] for link in ours if (found := re.search(r"\.(zip|xlsx|gpkg|parquet)\?", link))}
    assert kinds == {"zip", "xlsx", "gpkg", "parquet"}
    for link in sorted(ours):
        if "form=rehab" not in link:  # the same of another care form
            assert demo.get(link.removeprefix(demo.address))[0] == 200, link


def test_the_address_for_qgis_is_copied(browser: Browser, demo: Server) -> None:
    window = context(browser, WIDE)
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.new_page()
    page.goto(demo.address + "/data")
    page.locator('[data-copies="qgis-address"]').click()
    until(lambda: page.locator("#said").inner_text() == "Texten är kopierad.", "word that it has been copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == f"{demo.address}/api"
    window.close()


def test_without_a_setting_the_page_says_that_nobody_may_embed_the_map(visit: Opener, demo: Server) -> None:
    page = page_of(visit, demo, "/data", WIDE)
    assert "UTBUDSKARTA_FRAME_ANCESTORS" in page.locator(".data-may").inner_text()


def test_the_code_to_paste_shows_the_layer_that_is_chosen(visit: Opener, demo: Server) -> None:
    page = page_of(visit, demo, "/data", WIDE)
    page.locator("#embed-layer").select_option("/inbadda/nearest?lang=sv")
    code = page.locator("#embed-snippet").inner_text()
    found = re.search(r'<iframe src="([^"]+)" title="[^"]+"', code)
    assert found
    assert found[1] == f"{demo.address}/inbadda/nearest?lang=sv"
    page.locator("#embed-see").click()
    page.wait_for_function(READY)
    legend = page.locator(".embed-legend").inner_text()
    assert "ingen inom räckhåll" in legend


def test_the_embedded_map_answers_the_question_of_its_address(visit: Opener, demo: Server) -> None:
    page = visit(demo, "/inbadda/nearest?form=rehab&limit=10", WIDE).page
    assert page.locator("h1").inner_text().endswith("Rehab")
    assert "10" in page.locator(".embed-legend").inner_text()
    assert "Exempeldata" in page.locator(".embed-foot").inner_text()
    whole = page.locator(".embed-foot a").get_attribute("href") or ""
    assert "form=rehab" in whole
    assert "limit=10" in whole
    before = page.url
    x, y = page.evaluate(
        "() => { const at = window.utbudskarta.map.project('area', '1452R003'); return [at.x, at.y]; }"
    )
    page.mouse.click(x, y)
    assert page.url == before  # no steps for the back button of the page around it


@contextmanager
def somebody_elses_page(port: int, map_address: str) -> Iterator[str]:
    """A page of another site with the map in a frame; its origin."""
    content = f'<!doctype html><title>x</title><iframe src="{map_address}" width="700" height="500"></iframe>'

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(content.encode() if self.path == "/" else b"")

        def log_message(self, *_: object) -> None:
            """Nothing: what matters is what the browser shows."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def framing(builds: Path) -> Iterator[tuple[Server, int]]:
    """A server that lets one site show its map, and the port of that site."""
    out = built(builds / "demo", lambda to: run("demo", "--county", "14", "--out", to))
    port = free_port()
    allowed = f"http://127.0.0.1:{port} https://*.kommun.example"
    settings = {"UTBUDSKARTA_FRAME_ANCESTORS": allowed}
    with serving(out, out.with_suffix(".log"), settings) as server:
        yield server, port


def test_the_map_shows_in_a_frame_of_a_site_that_may(browser: Browser, framing: tuple[Server, int]) -> None:
    server, port = framing
    with somebody_elses_page(port, f"{server.address}/inbadda/nearest?lang=sv") as origin:
        page = browser.new_page()
        page.goto(origin)
        frame = page.frames[1]
        frame.wait_for_function(READY)
        assert frame.evaluate("() => window.utbudskarta.map.stats().areas") > 0
        assert "ingen inom räckhåll" in frame.locator(".embed-legend").inner_text()
        page.close()


def test_the_map_shows_in_no_frame_of_another_site(browser: Browser, framing: tuple[Server, int]) -> None:
    server, _ = framing
    with somebody_elses_page(free_port(), f"{server.address}/inbadda/nearest?lang=sv") as origin:
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(origin)
        until(lambda: any("frame-ancestors" in one for one in said), "the browser's word that it may not")
        assert not page.frames[1].locator(".leaflet-container").count()
        page.close()


def test_nothing_but_the_embedded_map_shows_in_a_frame(browser: Browser, framing: tuple[Server, int]) -> None:
    server, port = framing
    for path in ("/", "/data", "/api?f=html", "/inbaddad"):
        with somebody_elses_page(port, f"{server.address}{path}") as origin:
            page = browser.new_page()
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.goto(origin)
            until(lambda said=said: any("frame-ancestors" in one for one in said), f"a refusal of {path}")
            page.close()


def test_the_page_names_the_sites_that_may(browser: Browser, framing: tuple[Server, int]) -> None:
    server, _ = framing
    page = browser.new_page()
    page.goto(server.address + "/data?lang=en")
    assert "https://*.kommun.example" in page.locator(".data-may").inner_text()
    page.close()

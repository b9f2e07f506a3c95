"""The whole site below a path of its host, as a browser finds it: nothing is asked for above the path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import WIDE, until
from tests.e2e.server import Server, serving

SITE = "/utbud"
PAGES = (
    "/hitta",
    "/jamfor",
    "/presentera",
    "/folj-upp",
    "/metod",
    "/data",
    "/nytt",
    "/hjalp",
    "/inbadda/nearest",
)
OWN_LINKS = """() => [...document.querySelectorAll("[href], [src], [action]")]
  .flatMap((one) => ["href", "src", "action"].map((name) => one.getAttribute(name)))
  .filter((address) => address && address.startsWith("/") && !`${address}/`.startsWith("/utbud/"))"""


@pytest.fixture
def below(demo: Server, tmp_path: Path) -> Iterator[Server]:
    settings = {"UTBUDSKARTA_PUBLIC_URL": f"http://127.0.0.1{SITE}", "UTBUDSKARTA_SAVE_PRESENTATIONS": "yes"}
    with serving(demo.out, tmp_path / "log", settings) as server:
        yield replace(server, address=server.address + SITE)


def test_every_page_works_below_a_path(visit: Opener, below: Server) -> None:
    page: Page = visit(below, NOWHERE, WIDE, stranger=True).page
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))

    def asked(part: str) -> bool:
        return any(part in answer.url for answer in answers)

    page.goto(below.address + "/?lang=sv")
    page.wait_for_function("() => Boolean(window.utbudskarta?.ready && !window.utbudskarta.awaiting)")
    until(lambda: asked("/geo/") and asked("_dash-update-component"), "the map and its answer")
    assert page.evaluate(OWN_LINKS) == []
    page.locator("header").get_by_role("link", name="Hitta").first.click()
    page.wait_for_url(f"{below.address}/hitta**")
    for path in PAGES:
        page.goto(f"{below.address}{path}?lang=sv")
        page.locator("main, #find, h1").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(OWN_LINKS) == [], path
    page.goto(below.address + "/data?lang=sv")
    link = page.locator("a[href*='/download/']").first.get_attribute("href", timeout=60_000) or ""
    assert below.get(link.removeprefix(SITE))[0] == 200
    wrong = [f"{answer.status} {answer.url}" for answer in answers if answer.status >= 400]
    outside = [answer.url for answer in answers if not urlsplit(answer.url).path.startswith(f"{SITE}/")]
    assert not [address for address in outside if not address.startswith(("data:", "blob:"))]
    assert not wrong

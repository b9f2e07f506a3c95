"""Make the pictures of README and docs: `python -m tests.e2e.make_pictures`.

Builds the demo region, serves it, and takes each view with the browser that the tests use. Names how some
pictures begin, as in `make_pictures compare`, and only those are taken.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.e2e.browser import browsing, chromium
from tests.e2e.server import ROOT, run, serving

VIEWS = {
    "plan.png": (1440, 900, "?area=1430R003"),
    "plan-region.png": (1440, 900, ""),
    "plan-service-areas.png": (1440, 900, "?layers=nearest,service_areas,units,labels&table=nearest"),
    "plan-lov.png": (1440, 900, "?layers=lov_2010,units,labels&table=lov_2010"),
    "what-if.png": (
        1440,
        900,
        "?changes=close:E140026;close:E140187;add:n1@58.03000,13.50000*4&layers=change,units,labels"
        "&table=change&at=9.25/58.0200/13.2000",
    ),
    "travel-modes.png": (1440, 900, "?layers=without_car,units,labels&table=without_car"),
    "reached.png": (
        1440,
        900,
        "?reach=area:1430R003&layers=reached,units,labels&table=reached&sort=minutes.up",
    ),
    "find.png": (1440, 900, "hitta?point=57.8595,13.4289&place=Timmele&chosen=E140026;E140187"),
    "find-compare.png": (
        1440,
        900,
        "hitta?point=57.8595,13.4289&place=Timmele&chosen=E140026;E140187;E140030&view=compare",
    ),
    "find-compare-phone.png": (
        390,
        844,
        "hitta?point=57.8595,13.4289&place=Timmele&chosen=E140026;E140187;E140030&view=compare",
    ),
    "find-phone.png": (390, 844, "hitta?point=57.8595,13.4289&place=Timmele&chosen=E140026;E140187"),
    "plan-phone.png": (390, 844, "?area=1430R003"),
    "needs.png": (1440, 900, "?question=need"),
    "needs-sure.png": (1440, 900, "?question=need&need_view=years&horizon=2045"),
    "needs-futures.png": (1440, 900, "?question=need&layers=futures,labels"),
    "needs-phone.png": (390, 844, "?question=need"),
    "reimbursement.png": (1440, 900, "?question=payment&model=primary_2027_a"),
    "reimbursement-fit.png": (1440, 900, "?question=payment&pay_view=fit"),
    "reimbursement-phone.png": (390, 844, "?question=payment&model=primary_2027_a"),
    "equity.png": (1440, 900, "?table=equity&equity_of=visits_per_resident&equity_by=age"),
    "method.png": (1440, 900, "metod"),
    "present.png": (1440, 810, "presentera?p=omraden-som-saknar-utbud&step=1"),
    "present-change.png": (1440, 810, "presentera?p=om-enheten-stanger&step=2"),
    "present-arrange.png": (1440, 810, "presentera?p=om-enheten-stanger"),
    "compare.png": (1440, 900, "jamfor?unit=E140024"),
    "open-data.png": (1440, 900, "data"),
    "open-data-embed.png": (720, 480, "inbadda/nearest"),
    "open-data-api.png": (1440, 700, "api/collections/units-vardcentral/items?limit=12&f=html"),
    "compare-phone.png": (390, 844, "jamfor?unit=E140024"),
}
AS_ROLE = {
    "login.png": ("", 1440, 900, "login?lang=sv"),
    "followup.png": ("officer", 1440, 900, "folj-upp?lang=sv"),
    "followup-planning.png": ("officer", 1440, 900, "folj-upp/uppfoljningar?lang=sv"),
    "changes.png": ("officer", 1440, 900, "folj-upp/andringar?lang=sv"),
    "my-unit.png": ("unit_manager", 1440, 900, "min-enhet?lang=sv"),
    "my-unit-phone.png": ("unit_manager", 390, 844, "min-enhet?lang=sv"),
}
"""Pictures of what is behind a login: the role that is tried, the window, and the address."""
LEEDS, DEVON = ("england/leeds", "england/leeds"), ("england/devon", "england/devon")
VASTRA_GOTALAND = ("vastra-gotaland", "sweden")
CLOSED = "layers=change,units,labels&table=change"
REAL: dict[tuple[str, str], dict[str, str]] = {
    LEEDS: {
        "what-if-leeds.png": f"?changes=close:B86010&{CLOSED}&lang=en",
        "compare-leeds.png": "jamfor?unit=B86015&band=spread",
        "find-leeds.png": "hitta?area=E01011264&unit=B86015",
        "flows-leeds-choice.png": "?layers=choices,labels&figure=active_choice&table=passed&lang=en",
        "flows-leeds-basin.png": "?unit=B86013&layers=service_areas,units,labels&service=basin"
        "&table=overlaps&lang=en",
    },
    DEVON: {
        "what-if-devon.png": f"?changes=close:L83096&{CLOSED}&lang=en",
        "flows-devon-concentration.png": "?layers=choices,units,labels&figure=concentration"
        "&kpi=concentration&table=municipalities&lang=en",
        "flows-devon-service-areas.png": "?layers=choices,service_areas,labels&figure=travel_mean"
        "&service=observed&table=choices&lang=en",
    },
    VASTRA_GOTALAND: {
        "what-if-vastra-gotaland.png": f"?changes=close:SE2321000131-E000000007499&{CLOSED}&lang=sv",
    },
}
"""Example and where its data lies -> picture -> address."""
SHARED = ROOT.parent / "shared" / "data"
UPLOADED = "upload.png"
READ_MS = 600_000
"""A whole region is read and computed anew."""
SETTLED_MS = 1500  # for ribbons to have grown and small lines to have come


def main() -> None:
    """Write every picture to `docs/`, or those whose names begin as asked."""
    asked = tuple(sys.argv[1:]) or ("",)
    views = {name: view for name, view in VIEWS.items() if name.startswith(asked)}
    real = {key: _among(pictures, asked) for key, pictures in REAL.items() if _among(pictures, asked)}
    browser_path = chromium()
    if browser_path is None:
        raise SystemExit("Chromium is needed: make test installs it")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "published"
        run("demo", "--county", "14", "--out", out, "--keep", Path(folder) / "demo")
        with serving(out, Path(folder) / "log") as server, browsing(browser_path) as browser:
            for name, (width, height, address) in views.items():
                _take(browser, name, width, height, f"{server.address}/{address}")
        _take_as_roles(browser_path, out, Path(folder) / "log", asked)
        if UPLOADED.startswith(asked):
            _take_upload(browser_path, out, Path(folder))
        if not SHARED.is_dir():
            print(f"{SHARED} is not there: the pictures of real regions stay as they are")
            return
        for (example, data), pictures in real.items():
            out = Path(folder) / example
            run("build", ROOT / "examples" / example, "--data", SHARED / data, "--out", out)
            with serving(out, Path(folder) / "log") as server, browsing(browser_path) as browser:
                for name, address in pictures.items():
                    _take(browser, name, 1440, 900, f"{server.address}/{address}")


def _among(pictures: dict[str, str], asked: tuple[str, ...]) -> dict[str, str]:
    return {name: address for name, address in pictures.items() if name.startswith(asked)}


def _take_as_roles(browser_path: Path, out: Path, log: Path, asked: tuple[str, ...]) -> None:
    """Pictures of the demo with a login, where a unit has asked for a move and a follow-up is planned."""
    wanted = {name: view for name, view in AS_ROLE.items() if name.startswith(asked)}
    if not wanted:
        return
    with serving(out, log, {"UTBUDSKARTA_LOGIN": "local"}) as server, browsing(browser_path) as browser:
        pages = {role: _page_of(browser, server.address, role) for role in ("", "officer", "unit_manager")}
        _ask_for_a_move(pages["unit_manager"], server.address)
        _plan_a_follow_up(pages["officer"], server.address)
        for name, (role, width, height, address) in wanted.items():
            pages[role].set_viewport_size({"width": width, "height": height})
            pages[role].goto(f"{server.address}/{address}")
            if address.startswith("folj-upp?"):
                pages[role].locator(".followup-line").wait_for()
            pages[role].wait_for_timeout(SETTLED_MS)
            pages[role].screenshot(path=ROOT / "docs" / name)
            print(f"docs/{name}")


def _take_upload(browser_path: Path, out: Path, folder: Path) -> None:
    """The units of the demo brought anew: one twice, a word of the register's own, an O for a nought."""
    rows = (folder / "demo" / "units.csv").read_text("utf-8").splitlines()
    header = rows[0].split(",")
    fields = list(csv.DictReader(rows))
    fields[3]["operator"] = fields[40]["operator"] = "Kooperativ"
    fields[12]["capacity"] = "1O,5"
    written = io.StringIO()
    sheet = csv.DictWriter(written, header, delimiter=";", lineterminator="\n")
    sheet.writeheader()
    sheet.writerows([*fields, fields[5]])
    settings = {"UTBUDSKARTA_UPLOAD": "machine", "UTBUDSKARTA_SOURCE_DIR": str(folder / "demo")}
    with serving(out, folder / "log", settings) as server, browsing(browser_path) as browser:
        page = browser.new_page(viewport={"width": 1440, "height": 1120})
        page.goto(f"{server.address}/folj-upp/las-in?lang=sv")
        name, content = "enheter_2026-11.csv", written.getvalue().encode()
        page.set_input_files("#upload-files", {"name": name, "mimeType": "text/csv", "buffer": content})
        page.locator(".upload-pill").first.wait_for(timeout=READ_MS)
        page.locator(".upload-do summary").first.click()
        page.screenshot(path=ROOT / "docs" / UPLOADED)
        print(f"docs/{UPLOADED}")


def _page_of(browser: Browser, server: str, role: str) -> Page:
    """A page in which a role of the demo is tried; nobody's where none is named."""
    page = browser.new_context().new_page()
    if role:
        page.goto(f"{server}/login?lang=sv")
        page.locator(f'[name="role"][value="{role}"]').click()
        page.wait_for_url(lambda address: "/login" not in address)
    return page


def _ask_for_a_move(page: Page, server: str) -> None:
    page.goto(f"{server}/min-enhet?lang=sv")
    page.locator(".move > summary").click()
    page.fill("#fact-address", "Exempelgatan 2, Timmele")
    page.fill("#fact-place", "57.86000,13.43000")
    page.fill("[name=effective]", (date.today() + timedelta(days=60)).isoformat())
    page.select_option("[name=source]", "lease")
    page.fill("[name=comment]", "Nya lokaler från årsskiftet.")
    page.locator('[name="do"][value="submit"]').click()
    page.locator(".form-notice.is-done").wait_for()


def _plan_a_follow_up(page: Page, server: str) -> None:
    page.goto(f"{server}/folj-upp/uppfoljningar?lang=sv")
    page.select_option("#planning-unit", index=4)
    page.select_option("#planning-kind", "contract")
    page.fill("#planning-due", (date.today() + timedelta(days=1)).isoformat())
    page.locator('[name="do"][value="plan"]').click()
    page.locator(".form-notice.is-done").wait_for()


def _take(browser: Browser, name: str, width: int, height: int, address: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    if not address.endswith(("metod", "p=om-enheten-stanger", "/data", "f=html")):
        _wait(page)
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=ROOT / "docs" / name)
    page.close()
    print(f"docs/{name}")


def _wait(page: Page) -> None:
    end = time.monotonic() + 30
    while not page.evaluate("() => !!(window.utbudskarta && window.utbudskarta.ready)"):
        if time.monotonic() > end:
            raise SystemExit("the map was not painted")
        page.wait_for_timeout(100)


if __name__ == "__main__":
    main()

"""Make the pictures of README and docs: `python -m tests.e2e.make_pictures`.

Builds the demo region, serves it, and takes each view with the browser that the tests use.
"""

from __future__ import annotations

import tempfile
import time
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
    "plan-phone.png": (390, 844, "?area=1430R003"),
    "method.png": (1440, 900, "metod"),
}
REAL = {
    "what-if-leeds.png": ("england/leeds", "england/leeds", "close:B86010", "en"),
    "what-if-devon.png": ("england/devon", "england/devon", "close:L83096", "en"),
    "what-if-vastra-gotaland.png": (
        "vastra-gotaland",
        "sweden",
        "close:SE2321000131-E000000007499",
        "sv",
    ),
}
"""Picture -> example, where its data lies, the unit closed in thought, language."""
SHARED = ROOT.parent / "shared" / "data"
SETTLED_MS = 1500  # for ribbons to have grown and small lines to have come


def main() -> None:
    """Write every picture to `docs/`."""
    browser_path = chromium()
    if browser_path is None:
        raise SystemExit("Chromium is needed: make test installs it")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "published"
        run("demo", "--county", "14", "--out", out)
        with serving(out, Path(folder) / "log") as server, browsing(browser_path) as browser:
            for name, (width, height, address) in VIEWS.items():
                _take(browser, name, width, height, f"{server.address}/{address}")
        if not SHARED.is_dir():
            print(f"{SHARED} is not there: the pictures of real regions stay as they are")
            return
        for name, (example, data, changes, language) in REAL.items():
            out = Path(folder) / name
            run("build", ROOT / "examples" / example, "--data", SHARED / data, "--out", out)
            with serving(out, Path(folder) / "log") as server, browsing(browser_path) as browser:
                asked = f"changes={changes}&layers=change,units,labels&table=change&lang={language}"
                _take(browser, name, 1440, 900, f"{server.address}/?{asked}")


def _take(browser: Browser, name: str, width: int, height: int, address: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(address)
    if not address.endswith("metod"):
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

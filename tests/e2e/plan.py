"""The page as a person uses it: what can be read from it, pressed on it and waited for."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import BrowserContext, Locator, Page

from tests.e2e.browser import Watch

WAIT_S = 30.0
QUIET_S = 0.25
"""The page has settled when it has asked nothing for so long; it waits 150 ms for typing to end."""

FRAMES = """() => Promise.race([
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))),
  new Promise((done) => setTimeout(done, 500)),
])"""
"""Two frames, so that a map that is to move has begun; a page that is not seen has none."""

WIDE = (1440, 900)
MEETING = (1024, 768)
PHONE = (390, 844)
SIZES = (WIDE, MEETING, PHONE)


def until[T](ask: Callable[[], T], what: str, wait_s: float = WAIT_S) -> T:
    """The first truthy answer; fails, saying what was waited for, when none comes."""
    end = time.monotonic() + wait_s
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"waited {wait_s:g} s in vain: {what}; last answer {answer!r}")
        time.sleep(0.03)


@dataclass(frozen=True)
class Plan:
    """One page with the map, in one browser context."""

    page: Page
    watch: Watch
    address: str

    @staticmethod
    def new(context: BrowserContext, address: str) -> Plan:
        """An empty page in a browser context, watched from its first moment."""
        page = context.new_page()
        page.set_default_timeout(WAIT_S * 1000)
        return Plan(page, Watch(page, address), address)

    @property
    def context(self) -> BrowserContext:
        """The browser context the page lives in."""
        return self.page.context

    def as_new(self, size: tuple[int, int]) -> bool:
        """Whether the page can be sent elsewhere by another test, as a new one of that size."""
        if self.page.is_closed() or self.watch.altered or self.watch.asking or self.watch.problems:
            return False
        self.watch.allowed = ()
        self.page.mouse.move(0, 0)
        if self.page.viewport_size != {"width": size[0], "height": size[1]}:
            self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return True

    def open(self, path: str = "/") -> Plan:
        """Go to an address of the server, until its map is painted."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self.settled()

    def at_sizes(self, *sizes: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The page in windows of several sizes, each when it has come to rest there."""
        for width, height in sizes:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(350)
            yield width, height

    def settled(self) -> Plan:
        """Wait until nothing is asked for and the map shows the last answer."""
        try:
            until(lambda: self._quiet() and self.ready(), "a page that has settled")
        except AssertionError as error:
            waiting = [request.url for request in self.watch.asking]
            said = f"painted: {self.ready()}, unanswered: {waiting}, problems: {self.watch.problems}"
            raise AssertionError(f"{error}; {said}") from None
        return self

    def _quiet(self) -> bool:
        self.page.evaluate(FRAMES)  # lets waiting events of the page in, and what moves begin
        return self.watch.quiet_s > QUIET_S

    def ready(self) -> bool:
        """Whether the map has been painted with what was last asked for."""
        found = self.page.evaluate(
            "() => Boolean(window.utbudskarta && window.utbudskarta.ready && !window.utbudskarta.awaiting)"
            " && !document.querySelector('.leaflet-pan-anim, .leaflet-zoom-anim')"
        )
        return bool(found)

    def painted(self) -> int:
        """How many times the map has been painted."""
        return int(self.page.evaluate("() => window.utbudskarta.map.painted"))

    def stats(self) -> dict[str, Any]:
        """What is drawn on the map, in numbers."""
        found: dict[str, Any] = self.page.evaluate("() => window.utbudskarta.map.stats()")
        return found

    def drawing(self) -> str:
        """A fingerprint of the picture: areas, flows, what is chosen, units and names."""
        found: str = self.page.evaluate(
            """async () => {
              const sheets = [...document.querySelectorAll('.leaflet-container canvas')];
              const text = sheets.map((sheet) => sheet.toDataURL()).join('');
              const bytes = new TextEncoder().encode(text);
              let sum = 2166136261;
              for (const byte of bytes) sum = Math.imul(sum ^ byte, 16777619);
              return `${sheets.length}:${text.length}:${sum >>> 0}`;
            }"""
        )
        return found

    def place(self, kind: str, id_: str) -> tuple[float, float]:
        """Where on the page an area or a unit is."""
        found = self.page.evaluate("([kind, id]) => window.utbudskarta.map.project(kind, id)", [kind, id_])
        assert found, f"{kind} {id_} is not on the map"
        return found["x"], found["y"]

    def click_map(self, kind: str, id_: str) -> Plan:
        """Press an area or a unit where it is drawn."""
        self.page.mouse.click(*self.place(kind, id_))
        return self.settled()

    def hover_map(self, kind: str, id_: str) -> Locator:
        """Point at an area or a unit; the card that comes up."""
        x, y = self.place(kind, id_)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)
        return self.page.locator(".map-card:not([hidden])")

    def query(self) -> dict[str, str]:
        """What the address says."""
        address = self.page.evaluate("() => location.href")  # `page.url` stands still while a test waits
        return dict(parse_qsl(urlsplit(address).query))

    def asked(self) -> dict[str, str]:
        """What the address says of the question and the selection: without version, view and language."""
        return {key: value for key, value in self.query().items() if key not in ("v", "at", "lang")}

    # Figures

    def kpi(self, part: str, key: str) -> Locator:
        """Where a KPI's `kpi-value`, `kpi-against` or `kpi-trend` stands."""
        return self.page.locator(f"#{part}-{key}")

    def kpi_row(self, key: str) -> Locator:
        """The whole row of a KPI, among those that show at once or with the rest of its family opened."""
        place = f"#kpi-value-{key}"
        self.page.evaluate(
            "(one) => document.querySelector(one)?.closest('details')?.setAttribute('open', '')", place
        )
        return self.kpi("kpi-value", key).locator("xpath=ancestor::*[.//button][1]")

    def figure(self, key: str) -> str:
        """A KPI's value as it stands in the panel."""
        return plain(self.kpi("kpi-value", key).text_content() or "")

    def figures(self) -> dict[str, str]:
        """Every KPI's value as it stands in the panel."""
        found: list[tuple[str, str]] = self.page.evaluate(
            """() => [...document.querySelectorAll('[id^="kpi-value-"]')].map(
              (place) => [place.id.slice('kpi-value-'.length), place.textContent])"""
        )
        return {key: plain(value) for key, value in found}

    def heading(self) -> str:
        """The name of what the figures are about."""
        return self.page.locator("#panel h1").inner_text()

    def focus_text(self) -> str:
        """Everything the head of the panel says."""
        return plain(self.page.locator("#focus-head").inner_text())

    # Layers

    def layer(self, key: str) -> Locator:
        """The switch of a layer."""
        return self.page.locator(f'[role="switch"][data-value="{key}"]')

    def show_fill(self, key: str) -> Plan:
        """Colour the areas by a layer."""
        self.page.locator("select[data-fills]").select_option(key)
        return self.settled()

    def shown(self) -> set[str]:
        """Keys of the layers that are on."""
        switches = self.page.locator('[data-check="layers"][aria-checked="true"]')
        found = switches.evaluate_all("all => all.map((one) => one.dataset.value)")
        return {*found, self.page.locator("select[data-fills]").input_value()} - {"none"}

    def legend(self, key: str) -> str:
        """What stands under a layer's switch."""
        return plain(self.page.locator(f'[data-layer-box="{key}"]').inner_text())

    # Table

    def table(self) -> Locator:
        """The table of the drawer."""
        return self.page.locator("#table-body table")

    def headings(self) -> list[str]:
        """Headings of the table's columns."""
        return [plain(text) for text in self.table().locator("thead th").all_inner_texts()]

    def rows(self) -> list[list[str]]:
        """Cells of the table's rows."""
        found = self.page.evaluate(
            """() => [...document.querySelectorAll('#table-body tbody tr')].map(
              (row) => [...row.children].map((cell) => cell.textContent))"""
        )
        return [[plain(cell) for cell in row] for row in found]

    def row_count(self) -> int:
        """How many rows the table has in all, as the drawer's head says."""
        numbers = re.findall(r"\d[\d ,]*", plain(self.page.locator("#table-head").inner_text()))
        return int(re.sub(r"\D", "", numbers[-1])) if numbers else 0

    def choose_table(self, key: str) -> Plan:
        """Show another table in the drawer."""
        self.page.locator('select[data-state="table"]').select_option(key)
        return self.settled()

    def show_drawer(self) -> Plan:
        """Open the drawer to its full height."""
        self.page.locator('[data-opens="drawer"]:visible').first.click()
        return self.settled()

    # Filters

    def set_limit(self, minutes: int) -> Plan:
        """Move the slider of the longest acceptable journey."""
        slider = self.page.locator('input[type="range"][data-state="limit"]')
        slider.focus()
        now = int(slider.input_value())
        for _ in range(abs(minutes - now)):
            self.page.keyboard.press("ArrowRight" if minutes > now else "ArrowLeft")
        assert int(slider.input_value()) == minutes
        return self.settled()

    def choose(self, key: str, value: str) -> Plan:
        """Choose in one of the filters' lists."""
        self.page.locator(f'select[data-state="{key}"]').select_option(value)
        return self.settled()

    def state(self) -> dict[str, Any]:
        """Everything that a copied link must bring back."""
        return {
            "figures": self.figures(),
            "heading": self.heading(),
            "layers": self.shown(),
            "rows": self.rows(),
            "table": self.page.locator('select[data-state="table"]').input_value(),
            "filters": self.page.locator(".rail :is(select, input)").evaluate_all(
                "all => all.map((one) => one.value)"
            ),
            "stats": {key: self.stats()[key] for key in ("areas", "flows", "chosen", "units")},
            "zoom": self.stats()["zoom"],
        }


def plain(text: str) -> str:
    """Text with ordinary spaces, without those around it."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).strip()


def number(text: str) -> float:
    """The number in a text as written in Swedish or English: 1 234,5 or 1,234.5."""
    found = re.search(r"[-−]?\d[\d  ,.]*", plain(text))
    assert found, f"no number in {text!r}"
    digits = found.group().replace(" ", "").replace("−", "-").rstrip(",.")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return float(digits.replace(",", ""))
    return float(digits.replace(",", "."))

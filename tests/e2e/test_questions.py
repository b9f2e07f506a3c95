"""Every question of every reader is answered by at most three presses from where that reader begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.pages.questions import QUESTIONS, Question
from dashboard.serve.links import PAGES, page_href
from dashboard.texts.catalogue import catalogue
from tests.e2e.conftest import NOWHERE, Opener
from tests.e2e.plan import Plan, plain
from tests.e2e.server import ROOT, Server

MOST = 3
DOCUMENT = ROOT / "docs" / "questions.md"


@dataclass
class Reader:
    """Somebody at a page, whose presses are counted: a click, an Enter, a choice in a list."""

    plan: Plan
    presses: int = field(default=0)

    @property
    def page(self) -> Page:
        return self.plan.page

    def press(self, control: Locator) -> None:
        self.presses += 1
        control.click()
        self.settled()

    def settled(self) -> None:
        """Wait until the page, with a map or without, has what it asked for."""
        self.page.wait_for_load_state("networkidle")
        if self.page.locator(".leaflet-container").count():
            self.plan.settled()

    def press_map(self, kind: str, id_: str) -> None:
        self.presses += 1
        self.plan.click_map(kind, id_)

    def search(self, text: str) -> None:
        """What is typed is no press; the Enter that ends it is."""
        self.page.locator("input[role=combobox]").first.fill(text)
        self.page.locator("[role=option]").first.wait_for()
        self.page.keyboard.press("ArrowDown")
        self.presses += 1
        self.page.keyboard.press("Enter")
        self.plan.settled()

    def choose(self, select: str, label: str) -> None:
        self.presses += 1
        self.page.locator(select).select_option(label=label)
        self.plan.settled()

    def text(self, selector: str) -> str:
        """What stands in the first of some, in sight."""
        found = self.page.locator(selector).first
        expect(found).to_be_visible()
        return plain(found.inner_text())


def _near(reader: Reader) -> str:
    reader.search("Partille")
    return reader.text("#find-list .find-card h2 button")


def _best(reader: Reader) -> str:
    reader.search("Partille")
    option = reader.page.locator("#find-sort option", has_text="Satisfied with access")
    reader.choose("#find-sort select", option.inner_text())
    return reader.text("#find-list .find-card h2 button")


def _differ(reader: Reader) -> str:
    reader.search("Partille")
    reader.press(reader.page.get_by_role("button", name="Compare the first 4"))
    return f"{reader.page.locator('.find-table .is-differs').count()} rows differ"


def _lacking(reader: Reader) -> str:
    return reader.text("#table-body tbody tr > :first-child")


def _people(reader: Reader) -> str:
    found = re.search(r"[\d,]+ \([\d.]+%\) live where [^·]*", reader.text("#focus-head"))
    assert found
    return found[0].strip()


def _change(reader: Reader) -> str:
    reader.press(reader.page.get_by_role("button", name="New unit"))
    reader.press_map("area", "1491R005")
    return reader.text(".effects > *")


def _threshold(reader: Reader) -> str:
    reader.press(reader.page.locator("#kpi-press-below_threshold"))
    assert "units" in reader.plan.shown()
    count = int(reader.plan.figure("below_threshold"))
    below = reader.plan.rows()[:count]
    assert all("yes" in row for row in below)
    return f"{count}, first {below[0][0]}"


def _terms(reader: Reader) -> str:
    reader.press(reader.page.get_by_role("link", name="Show", exact=True).nth(0))
    units, below, _ = (plain(one) for one in reader.page.locator("#present-figures > *").all_inner_texts())
    return f"{units}, {below}"


def _goals(reader: Reader) -> str:
    reader.press(reader.page.locator("header").get_by_role("link", name="Compare"))
    reader.press(reader.page.locator(".compare-contents").get_by_role("link", name="The year's targets"))
    return reader.text("#compare-goals p")


def _unmet(reader: Reader) -> str:
    reader.press(reader.page.get_by_role("link", name="Show", exact=True).nth(1))
    return reader.text("#present-ranking li")


def _part(part: str, answer: str) -> Callable[[Reader], str]:
    """The answer in a part of Jämför, by the link to that part."""

    def walk(reader: Reader) -> str:
        reader.press(reader.page.locator(f'.compare-contents a[href="#compare-{part}-title"]'))
        expect(reader.page.locator(f"#compare-{part}-title")).to_be_in_viewport()
        return reader.text(answer)

    return walk


def _cost(reader: Reader) -> str:
    _part("costs", "#compare-costs tbody tr")(reader)
    form, _, _, per_visit, _ = _cells(reader.page.locator("#compare-costs tbody tr").first)
    return f"{form}: {per_visit}"


def _largest(reader: Reader) -> str:
    _part("costs", "#compare-costs tbody tr")(reader)
    names = reader.page.locator("#compare-costs table").last.locator("tbody th").all_inner_texts()
    return plain(names[0])


def _mine(reader: Reader) -> str:
    _part("muni", "#compare-muni-title")(reader)
    reader.choose('select[data-state="muni"]', "Partille")
    figure, value, interval, *_ = _cells(
        reader.page.locator("#compare-muni tbody tr", has_text="Satisfied with access")
    )
    return f"{figure}: {value} ({interval})"


def _ours(reader: Reader) -> str:
    reader.search("Sjötorget")
    row = reader.page.locator("#compare-table tbody tr", has_text="Sjötorget")
    expect(row).to_be_visible()
    return f"{reader.text('#compare-title')}: {plain(row.locator('.is-value').inner_text())}"


def _better(reader: Reader) -> str:
    reader.search("Äppeltorget")
    return reader.text("#compare-better .name")


def _cells(row: Locator) -> list[str]:
    return [plain(cell) for cell in row.locator("th, td").all_inner_texts()]


WALKS: dict[str, Callable[[Reader], str]] = {
    "near": _near,
    "best": _best,
    "differ": _differ,
    "lacking": _lacking,
    "people": _people,
    "change": _change,
    "threshold": _threshold,
    "terms": _terms,
    "goals": _goals,
    "unmet": _unmet,
    "mine": _mine,
    "cost": _cost,
    "chosen": _part("choice", "#compare-choice p"),
    "service": _part("costs", "#compare-costs .note"),
    "largest": _largest,
    "together": _part("pairs", "#compare-matrix .rho"),
    "ours": _ours,
    "better": _better,
}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_question_is_answered_by_at_most_three_presses_from_where_its_reader_begins(
    demo: Server, visit: Opener, question: Question
) -> None:
    reader = Reader(visit(demo, NOWHERE))
    reader.page.goto(page_href(demo.address + PAGES[question.start], "en"))
    reader.settled()
    answer = WALKS[question.key](reader)
    words = catalogue("en")
    row = (
        f"| {words[f'questions.reader.{question.reader}']} | {words[f'questions.{question.key}.name']} "
        f"| {words[f'questions.{question.key}.text']} | {reader.presses} | {answer} |"
    )
    assert reader.presses <= MOST
    assert row in DOCUMENT.read_text(encoding="utf-8"), f"docs/questions.md lacks this row:\n{row}"


def test_every_question_is_linked_to_its_answer_from_the_help(demo: Server, visit: Opener) -> None:
    plan = visit(demo, NOWHERE)
    plan.page.goto(demo.address + PAGES["help"])
    plan.page.locator(".questions").first.wait_for()
    hrefs = plan.page.locator(".questions a").evaluate_all(
        "all => all.map((one) => one.getAttribute('href'))"
    )
    assert len(hrefs) == len(QUESTIONS)
    for href, question in zip(hrefs, QUESTIONS, strict=True):
        plan.open(href)
        assert plan.page.locator(".misread").count() == 0
        if question.part:
            expect(plan.page.locator(f"#{question.part}")).to_be_in_viewport()

"""Questions that readers come with, and where each is answered."""

from __future__ import annotations

from dataclasses import dataclass

from dash import html

from dashboard.serve.links import PAGES, page_href
from dashboard.serve.route_needs import page_hidden
from dashboard.words.words import Words
from geodata.contract.access_settings import EVERYTHING, RoleAccess


@dataclass(frozen=True)
class Question:
    """A question of a reader.

    Attributes
    ----------
    key : str
        Its words are `questions.<key>.name` and `.text`.
    reader : str
        Who comes with it: `questions.reader.<reader>`.
    start : str
        Key of the page where that reader begins, of `links.PAGES`.
    page, query, part : str
        Where the answer stands: key of the page, what its address asks, and the id of its part.
    """

    key: str
    reader: str
    start: str
    page: str
    query: str = ""
    part: str = ""


QUESTIONS = (
    Question("near", "resident", "find", "find"),
    Question("best", "resident", "find", "find"),
    Question("differ", "resident", "find", "find"),
    Question("lacking", "planner", "plan", "plan"),
    Question("people", "planner", "plan", "plan", "kpi=underserved"),
    Question("change", "planner", "plan", "plan"),
    Question("threshold", "planner", "plan", "plan", "kpi=below_threshold&table=units&sort=below.down"),
    Question("terms", "management", "present", "present", "p=utbudet&step=1"),
    Question("goals", "management", "present", "compare", part="compare-goals-title"),
    Question("unmet", "management", "present", "present", "p=omraden-som-saknar-utbud&step=1"),
    Question("mine", "politician", "compare", "compare", part="compare-muni-title"),
    Question("cost", "politician", "compare", "compare", part="compare-costs-title"),
    Question("chosen", "politician", "compare", "compare", part="compare-choice-title"),
    Question("service", "analyst", "compare", "compare", part="compare-costs-title"),
    Question("largest", "analyst", "compare", "compare", part="compare-costs-title"),
    Question("together", "analyst", "compare", "compare", part="compare-pairs-title"),
    Question("ours", "manager", "compare", "compare"),
    Question("better", "manager", "compare", "compare"),
)
"""All questions, in the order of the pages where they are answered."""


def question_list(words: Words, hidden: RoleAccess = EVERYTHING) -> list[html.H2 | html.H3 | html.Dl]:
    """Every question with a link to its answer and how one gets there, under who comes with it."""
    parts: list[html.H2 | html.H3 | html.Dl] = [html.H2(words("questions.title"))]
    shown = [question for question in QUESTIONS if not page_hidden(question.page, hidden)]
    for reader in dict.fromkeys(question.reader for question in shown):
        own = [question for question in shown if question.reader == reader]
        rows = [part for question in own for part in _row(question, words)]
        parts += [html.H3(words(f"questions.reader.{reader}")), html.Dl(rows, className="questions")]
    return parts


def _row(question: Question, words: Words) -> tuple[html.Dt, html.Dd]:
    href = page_href(PAGES[question.page], words.language, question.query)
    part = f"#{question.part}" if question.part else ""
    link = html.A(words(f"questions.{question.key}.name"), href=href + part)
    return html.Dt(link), html.Dd(words(f"questions.{question.key}.text"))

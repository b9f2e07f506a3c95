"""Ändringar put together: the queue, one case with its map, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from dashboard.changes_page.case_parts import (
    CaseView,
    conflict_part,
    decision_part,
    difference_table,
    effect_part,
    history_part,
)
from dashboard.changes_page.choice import Choice
from dashboard.changes_page.others_part import viability_part
from dashboard.changes_page.queue import choice_form, queue
from dashboard.components.form_page import form_page, notice
from dashboard.components.markup import Markup, tag
from dashboard.serve.links import FORM_PAGES
from dashboard.submissions.case import Case
from dashboard.unit_page.files import file_links
from dashboard.unit_page.title import case_title
from dashboard.words.words import Words
from geodata.region.region import Region

STYLES = ("page-unit/unit.css", "page-changes/changes.css")


def changes_page(
    region: Region,
    words: Words,
    search: str,
    cases: Sequence[Case],
    choice: Choice,
    view: CaseView | None,
    today: date,
    tabs: Markup,
    messages: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole page as HTML.

    Parameters
    ----------
    region : Region
    words : Words
    search : str
        The address's query.
    cases : sequence of Case
        All that the reader may see, the oldest first.
    choice : Choice
        Which of them are listed.
    view : CaseView or None
        The chosen one.
    today : date
    tabs : Markup
        Of Följ upp.
    messages : sequence of (str, str)
        Kind and text of what has just happened.
    """
    chosen = choice_form(choice, words)
    head = tag("div", tag("h1", words("changes.title")), tabs, chosen, class_="forms-head")
    notices = [notice(kind, text) for kind, text in messages]
    listed = queue(cases, choice, view.case if view else None, region, today, words)
    parts = _case_parts(view) if view else [tag("div", class_="changes-case")]
    grid = tag("div", listed, *parts, class_="changes-grid")
    main = tag("main", head, *notices, grid, id="form-main", class_="forms-page", tabindex="-1")
    return form_page(region, words, "changes", search, main, styles=STYLES)


def _case_parts(view: CaseView) -> list[Markup]:
    words, case = view.words, view.case
    label = words("changes.by", label=case.label)
    author = view.names.get(case.author, "")
    title = tag("h2", f"{view.name}: {case_title(case.draft, view.region, words)}")
    about = tag("p", " · ".join(part for part in (label, author) if part), class_="quiet")
    comment = [tag("blockquote", case.draft.comment)] if case.draft.comment else []
    drawn = []
    if view.is_drawn:
        query = urlencode({"lang": words.language})
        href = f"{FORM_PAGES['changes']}/{case.id}/{view.region.version}.svg?{query}"
        key = _map_key(words)
        picture: Markup = ["img", {"src": href, "alt": words("changes.map"), "width": "760", "height": "540"}]
        drawn = [tag("figure", key, picture, class_="changes-map")]
    links = file_links(view.files, f"{FORM_PAGES['changes']}/{case.id}/bilagor", words)
    files = [
        tag("h3", words("my_unit.files.name")),
        tag("ul", *(tag("li", each) for each in links), class_="case-files"),
    ]
    parts = [difference_table(view), *comment, *(files if links else []), *drawn]
    middle = tag("section", title, about, *parts, class_="changes-case")
    right = tag(
        "div",
        effect_part(view),
        *viability_part(view),
        *conflict_part(view),
        decision_part(view),
        history_part(view),
        class_="changes-side",
    )
    return [middle, right]


def _map_key(words: Words) -> Markup:
    """What the colours of the map mean."""
    steps = [tag("i", class_=f"step-{at}") for at in range(7)]
    return tag(
        "figcaption",
        tag("strong", words("changes.map_title")),
        tag("span", *steps, class_="steps", aria_hidden="true"),
        tag(
            "span",
            "◂ ",
            words("changes.map_shorter"),
            tag("b", words("changes.map_longer"), " ▸"),
            class_="ends",
        ),
    )

"""Min enhet put together: the head with its tabs, the form, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from dashboard.components.count_badge import count_badge
from dashboard.components.form_page import form_page, hidden, notice
from dashboard.components.markup import Markup, markup_of, tag
from dashboard.serve.links import FORM_PAGES, PAGES, page_href
from dashboard.submissions.case import SOURCES, Case
from dashboard.submissions.facts import facts_of, origin_of, published_values
from dashboard.submissions.files import CaseFile
from dashboard.submissions.overlay import status_of
from dashboard.unit_page.aside import case_card, changes_card, preview_card
from dashboard.unit_page.controls import (
    MoveFields,
    fact_row,
    new_unit_rows,
    select_field,
    text_field,
    wrong_line,
)
from dashboard.unit_page.files import file_links, files_field
from dashboard.unit_page.how import how_section
from dashboard.unit_page.place_map import place_map
from dashboard.unit_page.title import case_title, sentence_case
from dashboard.unit_page.view import UnitView
from dashboard.words.facts import fact_name
from dashboard.words.words import Words
from geodata.overlay.rows import PLACE
from geodata.scenario.scenario import care_forms

STYLES = ("page-unit/unit.css",)
TABS = ("facts", "cases", "how")


def unit_page(view: UnitView) -> str:
    """The whole page as HTML."""
    words = view.words
    inside = {"facts": _facts, "cases": _cases, "how": _how}[view.tab](view)
    main = tag("main", _head(view), inside, id="form-main", class_="forms-page", tabindex="-1")
    return form_page(view.region, words, "unit", view.search, main, styles=STYLES)


def _head(view: UnitView) -> Markup:
    words, region = view.words, view.region
    tabs: list[Markup] = []
    for key in TABS if view.unit else ():
        query = urlencode({"unit": view.unit, "tab": key})
        badge = _badge(view, view.unit) if key == "cases" else []
        current = "page" if key == view.tab else ""
        href = page_href(FORM_PAGES["unit"], words.language, query)
        tabs.append(tag("a", words(f"my_unit.tab.{key}"), *badge, href=href, aria_current=current))
    about = []
    if view.unit:
        row = region.units.loc[view.unit]
        area = int(str(row["area"]))
        parts = [
            str(region.areas["municipality"].iloc[area]) if area >= 0 else "",
            words(f"operator.{row['operator']}") if row["operator"] else "",
        ]
        about = [tag("span", " · ".join(part for part in parts if part), class_="quiet")]
    others = []
    if len(view.units) > 1:
        links = [
            tag(
                "a",
                str(region.units.at[unit, "name"]),
                *_badge(view, unit),
                href=page_href(FORM_PAGES["unit"], words.language, urlencode({"unit": unit})),
                aria_current="true" if unit == view.unit else "",
            )
            for unit in view.units
        ]
        summary = tag("summary", words("my_unit.others", count=len(view.units)), class_="button")
        others = [tag("details", summary, tag("nav", *links, class_="menu-in"), class_="menu")]
    new = tag(
        "a",
        words("my_unit.apply"),
        *_badge(view, ""),
        href=page_href(FORM_PAGES["unit"], words.language, "new=1"),
        class_="button",
    )
    shown = []
    if view.unit:
        form = str(region.units.at[view.unit, "care_form"])
        query = urlencode({"form": form, "unit": view.unit})
        find = page_href(PAGES["find"], words.language, query)
        shown = [tag("a", words("my_unit.in_find"), href=find, class_="button")]
    return tag(
        "div",
        tag("h1", view.name),
        *about,
        tag("nav", *tabs, class_="form-tabs", aria_label=words("my_unit.tabs")),
        tag("div", *others, *new_link(view, new), *shown, class_="head-right"),
        class_="forms-head",
    )


def _badge(view: UnitView, unit: str) -> list[Markup]:
    """How many cases of a unit are under way, where any is."""
    count = view.under_way.get(unit, 0)
    return [" ", *markup_of([count_badge(count, view.words)])] if count else []


def new_link(view: UnitView, link: Markup) -> list[Markup]:
    """The way to an application, where one is not open already."""
    return [link] if view.unit else []


def _facts(view: UnitView) -> Markup:
    words, region = view.words, view.region
    facts = facts_of(region, view.unit) if view.unit else ()
    rows = (
        [
            fact_row(
                fact, view.draft.after.get(fact.field), view.wrong.get(fact.field), region,
                view.draft.care_form, words, _move_fields(view) if fact.field == PLACE else None,
            )
            for fact in facts
            if not (fact.field in ("register_url", "e_services_url") and not fact.value)
        ]
        if view.unit
        else new_unit_rows(view.entry.wanted, view.wrong, region, words, _picker(view))
    )  # fmt: skip
    case = view.open_case
    fields = {
        "csrf": view.csrf,
        "token": view.token,
        "case": str(case.id) if case else "",
        "number": str(case.number) if case else "",
    }
    form = tag(
        "form",
        *hidden(**fields),
        *_notices(view),
        tag("div", *rows, class_="facts"),
        _grounds(view),
        files_field(*_files_of(view, case), words, lost=view.files_lost),
        _actions(view),
        method="post",
        enctype="multipart/form-data",
        action=view.action,
        class_="form-card facts-card",
        novalidate="novalidate",
    )
    aside = [changes_card(view.draft, view.wrong, region, words)]
    if view.unit:
        aside.append(preview_card(facts, view.draft, view.name, region, words))
    aside += [
        _card_of(each, view) for each in view.cases if each.status in ("submitted", "approved", "scheduled")
    ]
    return tag("div", form, tag("div", *aside, class_="forms-aside"), class_="forms-grid")


def _move_fields(view: UnitView) -> MoveFields:
    """The address of a move, as it is typed, and its map."""
    own_row = origin_of("address", view.region.settings.unit_facts) == "own"
    address = None if own_row else view.entry.wanted.get("address", "")
    return MoveFields(address, view.wrong.get("address"), _picker(view))


def _picker(view: UnitView) -> Markup:
    region, typed = view.region, view.entry.wanted.get(PLACE, "")
    form = view.entry.wanted.get("care_form", "") or next(iter(care_forms(region)))
    if view.unit:
        form = str(region.units.at[view.unit, "care_form"])
        typed = typed or published_values(region, view.unit)[PLACE]
    return place_map(region, form, typed, view.place_script, view.words)


def _cases(view: UnitView) -> Markup:
    cards = [_card_of(case, view) for case in view.cases]
    none = [tag("p", view.words("my_unit.no_cases"), class_="quiet")]
    return tag("div", *_notices(view), *(cards or none), class_="forms-list")


def _how(view: UnitView) -> Markup:
    title = tag("h2", view.words("my_unit.how.title"))
    about = tag("p", view.words("my_unit.how.about"), class_="quiet")
    section = tag(
        "section", title, about, how_section(view.region, view.unit, view.words), class_="form-card"
    )
    return tag("div", section, class_="forms-list")


def _card_of(case: Case, view: UnitView) -> Markup:
    words = view.words
    what = sentence_case(case_title(case.draft, view.region, words))
    day = case.draft.effective
    title = words("my_unit.case_about", what=what, day=words.date(day.isoformat())) if day else what
    mine = case.author == view.account
    sent = (
        {
            "csrf": view.csrf,
            "token": f"{view.token}-{case.id}",
            "case": str(case.id),
            "number": str(case.number),
        }
        if mine
        else {}
    )
    links = file_links(*_files_of(view, case), words)
    status = status_of(case, view.region.overlay)
    return case_card(case, title, sent, words, view.action, links, status)


def _files_of(view: UnitView, case: Case | None) -> tuple[Sequence[CaseFile], str]:
    """Files of a case, and below which address they are."""
    return (view.files.get(case.id, ()), f"{FORM_PAGES['unit']}/bilagor/{case.id}") if case else ((), "")


def _notices(view: UnitView) -> list[Markup]:
    words = view.words
    found = []
    if view.confirmation:
        found.append(notice("done", view.confirmation))
    if view.refused:
        found.append(notice("error", tag("strong", words("my_unit.error")), " ", view.refused))
    if view.open_case and view.open_case.status == "returned":
        reason = next(each.comment for each in reversed(view.open_case.happenings) if each.action == "return")
        found.append(notice("warning", tag("strong", words("my_unit.returned")), " ", tag("q", reason)))
    if view.wrong and view.tried:
        links = [
            part
            for name in view.wrong
            for part in (
                " ",
                tag("a", fact_name(name, view.region, view.draft.care_form, words), href=f"#fact-{name}"),
            )
        ]
        count = words(
            "my_unit.wrong_one" if len(view.wrong) == 1 else "my_unit.wrong_many", count=len(view.wrong)
        )
        found.append(notice("error", tag("strong", words("my_unit.error")), " ", count, *links))
    return found


def _grounds(view: UnitView) -> Markup:
    """From when, what it rests on, and what the officer should know."""
    words, wrong = view.words, view.wrong if view.tried else {}
    sources = [("", words("my_unit.choose")), *((key, words(f"submission.source.{key}")) for key in SOURCES)]
    controls = {
        "effective": text_field("effective", view.entry.effective, wrong.get("effective"), kind="date"),
        "source": select_field("source", view.entry.source, sources, wrong.get("source")),
        "comment": text_field("comment", view.entry.comment, wrong.get("comment")),
    }
    parts = []
    for name, control in controls.items():
        bad = wrong.get(name)
        label = tag("label", words(f"submission.field.{name}"), for_=f"fact-{name}")
        parts.append(tag("div", label, control, *([wrong_line(name, bad, words)] if bad else [])))
    return tag("div", *parts, class_="grounds")


def _actions(view: UnitView) -> Markup:
    words = view.words
    buttons = [
        tag(
            "button",
            words("my_unit.submit"),
            type="submit",
            name="do",
            value="submit",
            class_="button is-first",
        ),
        tag("button", words("my_unit.save"), type="submit", name="do", value="save", class_="button"),
        tag("button", words("my_unit.look"), type="submit", name="do", value="look", class_="button"),
    ]
    undo = tag("a", *_short_on_phone("undo", words), href=view.action, class_="link")
    case = view.open_case
    leave = []
    if case is not None:
        leave = [
            tag(
                "button",
                *_short_on_phone("discard", words),
                type="submit",
                name="do",
                value="withdraw",
                class_="link",
            )
        ]
    hint = words("my_unit.fix_first" if view.wrong and view.tried else "my_unit.who_approves")
    return tag("div", *buttons, tag("span", hint, class_="quiet"), *leave, undo, class_="form-actions")


def _short_on_phone(key: str, words: Words) -> list[Markup]:
    """What is pressed, in a word where there is little room; those who listen hear all of it."""
    return [
        tag("span", words(f"my_unit.{key}"), class_="not-narrow"),
        tag("span", words(f"my_unit.short.{key}"), class_="only-narrow", aria_hidden="true"),
    ]

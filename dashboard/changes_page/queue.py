"""The cases of Ändringar: those that wait, those that are planned, and those that are done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from dashboard.changes_page.choice import KINDS, SHOWS, SORTS, Choice, group_of
from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, option, tag
from dashboard.serve.links import FORM_PAGES
from dashboard.submissions.case import Case
from dashboard.submissions.effect import changes_of
from dashboard.submissions.overlay import conflicts_of
from dashboard.unit_page.title import case_title
from dashboard.words.words import Words
from geodata.region.region import Region


def waiting_count(cases: Sequence[Case], region: Region, accounts: Collection[int]) -> int:
    """How many cases wait for somebody: not their own, nor those that another has to approve as well."""

    def waits(case: Case) -> bool:
        first = case.status == "approved" and case.approver in accounts
        return group_of(case, region) == "waiting" and case.author not in accounts and not first

    return sum(waits(case) for case in cases)


def case_name(case: Case, region: Region, words: Words) -> str:
    """What a case is of: its unit, or the one applied for."""
    if case.draft.kind == "application":
        return case.draft.after.get("name", "") or words("my_unit.new_unit")
    known = case.draft.unit in region.units.index
    return str(region.units.at[case.draft.unit, "name"]) if known else case.draft.unit


def choice_form(choice: Choice, words: Words) -> Markup:
    """Order and kind of what is listed, as a form that needs no script."""
    fields = []
    for name, known in (("sort", SORTS), ("kind", KINDS)):
        now = getattr(choice, name)
        options = [option(key, words(f"changes.{name}.{key or 'all'}"), chosen=key == now) for key in known]
        select = tag("select", *options, name=name, class_="select")
        fields.append(tag("label", tag("span", words(f"changes.{name}.name"), class_="unseen"), select))
    return tag(
        "form",
        *hidden(show=choice.show, lang=words.language),
        *fields,
        tag("button", words("changes.list"), type="submit", class_="button"),
        method="get",
        action=FORM_PAGES["changes"],
        class_="head-right",
    )


def queue(
    cases: Sequence[Case], choice: Choice, chosen: Case | None, region: Region, today: date, words: Words
) -> Markup:
    """The list, with the groups above it."""
    groups = []
    for key in SHOWS:
        other = replace(choice, show=key)
        count = len(other.listed(cases, region))
        href = other.href(words.language)
        text = f"{words(f'changes.show.{key}')} {words.count(count)}"
        groups.append(
            tag("a", text, href=href, aria_current="true" if key == choice.show else "", class_="fact-chip")
        )
    listed = choice.listed(cases, region)
    rows = [tag("li", _row(case, choice, case == chosen, region, today, words)) for case in listed]
    none = words("changes.none_of_kind" if choice.kind else "changes.all_done")
    inside = tag("ol", *rows) if rows else tag("p", none, class_="quiet")
    groups_of = tag("nav", *groups, class_="chips", aria_label=words("changes.show.name"))
    return tag("section", groups_of, inside, class_="changes-queue", aria_label=words("changes.queue"))


def _row(case: Case, choice: Choice, chosen: bool, region: Region, today: date, words: Words) -> Markup:
    sent = case.submitted_at
    days = (today - sent.date()).days if sent else 0
    age = (
        words("changes.today")
        if days < 1
        else words("changes.day")
        if days == 1
        else words("changes.days", count=days)
    )
    day = case.draft.effective
    since = words("changes.from_day", day=words.short_date(day.isoformat())) if day else ""
    kinds = {change.kind for change in changes_of(case.draft)}
    chips = []
    if conflicts_of(case, region.overlay):
        chips.append(tag("span", words("changes.changed_source"), class_="case-status"))
    if kinds & {"add", "move", "close"}:
        chips.append(tag("span", words("changes.moves"), class_="case-status"))
    elif "size" in kinds:
        chips.append(tag("span", words("changes.resizes"), class_="case-status is-plain"))
    return tag(
        "a",
        tag("strong", case_name(case, region, words)),
        tag("span", age, class_="quiet"),
        tag("span", case_title(case.draft, region, words)),
        tag("span", since, class_="quiet"),
        *chips,
        href=choice.href(words.language, case),
        aria_current="true" if chosen else "",
    )

"""What stands beside the form: what changes, how it will look in Hitta, and the way of each case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, tag
from dashboard.submissions.case import Case, Draft
from dashboard.submissions.checks import Wrong
from dashboard.submissions.facts import Fact
from dashboard.submissions.states import WAYS
from dashboard.words.facts import fact_name, fact_value
from dashboard.words.words import Words
from geodata.region.region import Region

PREVIEWED = ("operator", "opening", "languages", "phone", "accepts_new")
DONE, NOW, YET = "is-done", "is-now", "is-yet"


def changes_card(draft: Draft, wrong: Mapping[str, Wrong], region: Region, words: Words) -> Markup:
    """What is to be changed, before and after."""
    if not draft.after:
        rows: list[Markup] = [tag("p", words("my_unit.nothing_changed"), class_="quiet")]
    else:
        rows = [
            tag(
                "dl",
                *(
                    part
                    for field, value in draft.after.items()
                    for part in _change(field, draft, value, wrong, region, words)
                ),
                class_="facts-small",
            )
        ]
    day = words.date(draft.effective.isoformat()) if draft.effective else ""
    since = [tag("p", words("my_unit.from_day", day=day), class_="quiet")] if day and draft.after else []
    return _card(words("my_unit.changes"), *since, *rows, id_="changes")


def preview_card(facts: tuple[Fact, ...], draft: Draft, name: str, region: Region, words: Words) -> Markup:
    """How residents will see the unit."""
    cells = []
    values = {fact.field: fact.value for fact in facts} | dict(draft.after)
    for field in PREVIEWED:
        new = field in draft.after
        label = fact_name(field, region, draft.care_form, words)
        term = tag("dt", label, *([" · ", words("my_unit.new")] if new else []))
        value = tag("dd", fact_value(field, values.get(field, ""), region, words))
        cells.append(tag("div", term, value, class_="is-new" if new else ""))
    card = tag("div", tag("p", name, class_="find-name"), tag("dl", *cells), class_="find-card")
    return _card(words("my_unit.preview"), card, id_="preview")


def case_card(
    case: Case,
    title: str,
    sent_fields: Mapping[str, str],
    words: Words,
    href: str,
    files: Sequence[Markup] = (),
    status: str = "",
) -> Markup:
    """One case and how far it has come, with links to its files; its author may take it back.

    Parameters
    ----------
    case : Case
    title : str
    sent_fields : mapping of str
        Hidden fields of its form; none where it is not the reader's.
    words : Words
    href : str
        Where the form is sent.
    files : sequence of Markup
    status : str
        As `status_of` has it; "" is the case's own.
    """
    rows = [
        tag("li", tag("strong", words(f"my_unit.step.{key}")), *([" ", when] if when else []), class_=state)
        for key, when, state in _timeline(case, words)
    ]
    chip = tag("span", words(f"submission.status.{status or case.status}"), class_="case-status")
    heading = words("my_unit.case", label=case.label or words("my_unit.unnumbered"))
    returned = [each.comment for each in case.happenings if each.action == "return"]
    why = [tag("p", tag("q", returned[-1]))] if case.status == "returned" and returned else []
    leave = []
    if case.status in WAYS["withdraw"].begin and sent_fields:
        button = tag(
            "button",
            words("my_unit.withdraw"),
            type="submit",
            name="do",
            value="withdraw",
            class_="link",
            aria_label=words("my_unit.withdraw_case", label=case.label),
        )
        leave = [tag("form", *hidden(**sent_fields), button, method="post", action=href)]
    return tag(
        "section",
        tag("div", tag("h2", heading), chip, class_="case-head"),
        tag("p", title),
        *why,
        tag("ol", *rows, class_="case-way"),
        *([tag("ul", *(tag("li", each) for each in files), class_="case-files")] if files else []),
        *leave,
        class_="form-card",
    )


def _card(title: str, *inside: Markup, id_: str) -> Markup:
    heading = tag("h2", title, id=f"card-{id_}")
    return tag("section", heading, *inside, class_="form-card", aria_labelledby=f"card-{id_}")


def _change(
    field: str, draft: Draft, value: str, wrong: Mapping[str, Wrong], region: Region, words: Words
) -> list[Markup]:
    after: Markup = tag("strong", fact_value(field, value, region, words), class_="is-after")
    if field in wrong:
        after = tag("strong", words("my_unit.wrong_value"), class_="fact-wrong")
    before = draft.before.get(field, "")
    was = [tag("s", fact_value(field, before, region, words)), " "] if draft.kind == "change" else []
    return [
        tag("dt", fact_name(field, region, draft.care_form, words)),
        tag("dd", *was, tag("span", words("my_unit.becomes"), class_="unseen"), " ", after),
    ]


def _timeline(case: Case, words: Words) -> list[tuple[str, str, str]]:
    """Steps of a case, when each was, and whether it is done."""
    at = {each.action: words.short_date(each.at.date().isoformat()) for each in case.happenings}
    day = words.short_date(case.draft.effective.isoformat()) if case.draft.effective else ""
    order = ("draft", "submitted", "approved", "in_force")
    reached = {
        "draft": 0, "returned": 0, "submitted": 1, "approved": 1, "scheduled": 3, "in_force": 4,
        "withdrawn": 0,
    }[case.status]  # fmt: skip
    when = {
        "draft": at.get("submit", at.get("save", "")),
        "submitted": "",
        "approved": at.get("approve", ""),
        "in_force": day,
    }
    names = {"draft": "submitted", "submitted": "review", "approved": "approved", "in_force": "in_force"}
    return [
        (names[key], when[key], DONE if place < reached else NOW if place == reached else YET)
        for place, key in enumerate(order)
    ]

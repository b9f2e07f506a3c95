"""One case of Ändringar: what differs, what it does to access, the decision, and what has happened."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboard.changes_page.below import below_sentences
from dashboard.components.form_page import hidden, notice
from dashboard.components.markup import Markup, tag
from dashboard.components.plain_table import Cell, plain_table
from dashboard.serve.links import PAGES, page_href
from dashboard.submissions.case import SOURCES, Case
from dashboard.submissions.decision import decision_text
from dashboard.submissions.effect import AccessEffect, changes_of
from dashboard.submissions.files import CaseFile
from dashboard.submissions.overlay import conflicts_of, status_of
from dashboard.submissions.viability import Viability
from dashboard.words.facts import fact_name, fact_value
from dashboard.words.words import Words
from geodata.region.region import Region


@dataclass(frozen=True)
class CaseView:
    """What the parts are made from.

    Attributes
    ----------
    case : Case
    name : str
        Of its unit.
    effect : AccessEffect or None
    region : Region
    words : Words
    accounts : collection of int
        Of the reader: the one that asks, and any other of the same person.
    names : mapping of int to str
        Of accounts, by id.
    fields : mapping of str
        Hidden fields of every form.
    action : str
        Where forms are sent.
    was_decided : bool
        Whether the effect is the one that the decision rested on.
    is_drawn : bool
        Whether there is still an effect to draw: what is published already has none.
    files : sequence of CaseFile
    viability : Viability or None
        What the case leaves other units with.
    publishing : str
        How it stands with the publication of what is in force from today: "running", "failed", "later"; ""
        where nothing waits for one.
    is_at_once : bool
        Whether what is approved from today is published at once.
    """

    case: Case
    name: str
    effect: AccessEffect | None
    region: Region
    words: Words
    accounts: Collection[int]
    names: Mapping[int, str]
    fields: Mapping[str, str]
    action: str
    was_decided: bool
    is_drawn: bool
    files: Sequence[CaseFile] = ()
    viability: Viability | None = None
    publishing: str = ""
    is_at_once: bool = False


def difference_table(view: CaseView) -> Markup:
    """Old and new beside each other."""
    words, draft = view.words, view.case.draft
    source = words(f"submission.source.{draft.source}") if draft.source in SOURCES else ""
    rows: list[list[Cell]] = []
    for field, value in draft.after.items():
        new = tag("span", fact_value(field, value, view.region, words), class_="is-new")
        old: Markup = words("changes.none_set")
        if draft.kind == "change":
            old = tag("s", fact_value(field, draft.before.get(field, ""), view.region, words))
        rows.append([fact_name(field, view.region, draft.care_form, words), old, new, source])
    day = words.date(draft.effective.isoformat()) if draft.effective else words("changes.none_set")
    effective = tag("span", day, class_="is-new")
    rows.append([words("submission.field.effective"), tag("em", words("changes.none_set")), effective, ""])
    headings = [words(f"changes.{key}") for key in ("what", "now", "proposed", "grounds")]
    return plain_table(words("changes.what"), headings, rows)


def effect_part(view: CaseView) -> Markup:
    """Figures of access if the case is approved, and the way to the same in Planera."""
    words, effect = view.words, view.effect
    title = tag("h2", words("changes.if_approved"), class_="effect-title")
    if effect is None:
        none = tag("p", words("changes.no_effect"), class_="quiet")
        return tag("section", title, none, class_="access-effect")
    limit = effect.limit_min
    figures = [
        ("longer_than", effect.beyond, "is-worse"),
        ("comes_within", effect.within, "is-better"),
        ("longer", effect.longer, ""),
        ("shorter", effect.shorter, ""),
        *([("reach", effect.reach, ""), ("overlap", effect.overlap, "")] if effect.reach else []),
    ]
    cells = [
        tag(
            "div",
            tag("dt", words(f"changes.{key}", limit=limit)),
            tag(
                "dd",
                tag("strong", words.count(count), class_=css if count else ""),
                " ",
                words("changes.residents"),
            ),
        )
        for key, count, css in figures
    ]
    query = urlencode({"form": effect.care_form, "changes": effect.changes, "layers": "change,units,labels"})
    href = page_href(PAGES["plan"], words.language, query)
    counted = words("changes.counted", date=words.short_date(view.region.built[:10]))
    counted = words("changes.counted_then") if view.was_decided else counted
    way = [" ", tag("a", words("changes.open_plan"), href=href)] if view.is_drawn else []
    more = tag("p", counted, *way, class_="quiet")
    return tag("section", title, tag("dl", *cells), more, class_="access-effect")


def decision_part(view: CaseView) -> Markup:
    """The form of a decision; what stands in the way of one where something does."""
    words, case = view.words, view.case
    title = tag("h2", words("changes.decision"))
    text = tag(
        "details",
        tag("summary", words("changes.draft_text"), class_="link"),
        *(tag("p", line) for line in _draft_text(view)),
        class_="draft-text",
    )
    if case.status not in ("submitted", "approved"):
        status = tag("p", words(f"submission.status.{status_of(case, view.region.overlay)}"))
        more = []
        if view.publishing:
            more = [tag("p", words(f"changes.publishing.{view.publishing}"), class_="quiet", role="status")]
        return tag("section", title, status, *more, text, class_="decision")
    if case.author in view.accounts:
        own = tag("p", words("changes.own"))
        return tag("section", title, own, text, class_="decision")
    day = case.draft.effective.isoformat() if case.draft.effective else ""
    date_field = {
        "type": "date",
        "name": "effective",
        "id": "decision-day",
        "value": day,
        "required": "required",
    }
    approve = tag(
        "form",
        *hidden(**view.fields, do="approve"),
        tag("label", words("changes.approve"), for_="decision-day"),
        tag(
            "div",
            ["input", date_field],
            tag(
                "span",
                words("changes.shows_same_day" if view.is_at_once else "changes.shows_published"),
                class_="quiet",
            ),
        ),
        tag("button", words("changes.approve_press"), type="submit", class_="button is-first"),
        *_about_two(view),
        method="post",
        action=view.action,
    )
    return tag(
        "section",
        title,
        approve,
        _reasoned(view, "return", "changes.back", "back_press"),
        text,
        class_="decision",
    )


def conflict_part(view: CaseView) -> list[Markup]:
    """What the source says now where it has changed meanwhile, and both ways to decide."""
    words, case = view.words, view.case
    found = conflicts_of(case, view.region.overlay)
    if not found or case.status not in ("scheduled", "in_force"):
        return []
    lines = [
        words(
            "changes.conflict_found",
            field=fact_name(field, view.region, case.draft.care_form, words),
            found=fact_value(field, text, view.region, words),
        )
        for field, text in found.items()
    ]
    sentences = [tag("p", tag("strong", words("changes.conflict"))), *(tag("p", line) for line in lines)]
    keep = (
        []
        if case.author in view.accounts
        else [_reasoned(view, "keep", "changes.conflict_keep", "conflict_keep")]
    )
    give_way = _reasoned(view, "yield", "changes.conflict_yield", "conflict_yield")
    return [tag("section", notice("warning", *sentences), *keep, give_way, class_="decision")]


def history_part(view: CaseView) -> Markup:
    """What has happened, the latest first."""
    words = view.words
    rows = []
    for each in reversed(view.case.happenings):
        moment = each.at.astimezone()
        who = view.names.get(each.actor or 0, "")
        quoted = [tag("q", each.comment)] if each.comment else []
        text = words(f"changes.action.{each.action}") + (f", {who}" if who else "")
        when = f"{words.short_date(moment.date().isoformat())} {moment:%H:%M}"
        rows.append(tag("li", tag("span", when, class_="quiet"), tag("span", text, " ", *quoted)))
    return tag("section", tag("h2", words("changes.happened")), tag("ol", *rows), class_="history")


def _about_two(view: CaseView) -> list[Markup]:
    words, effect = view.words, view.effect
    above = view.region.settings.unit_facts.second_approver_above
    if view.case.status == "approved":
        return [tag("p", words("changes.second"), class_="quiet")]
    if effect is None and changes_of(view.case.draft):
        return [tag("p", words("changes.two_uncounted"), class_="quiet")]
    if effect is None or effect.beyond <= above:
        return []
    return [tag("p", words("changes.two", count=above, limit=effect.limit_min), class_="quiet")]


def _reasoned(view: CaseView, do: str, label: str, press: str) -> Markup:
    """A form that needs a reason."""
    words = view.words
    id_ = f"reason-{do}"
    field = {"name": "reason", "id": id_, "rows": "2", "maxlength": "2000", "required": "required"}
    return tag(
        "form",
        *hidden(**{**view.fields, "token": f"{view.fields['token']}-{do}"}, do=do),
        tag("label", words(label), " · ", words("changes.reason"), for_=id_),
        ["textarea", field, ""],
        tag("button", words(f"changes.{press}"), type="submit", class_="button"),
        method="post",
        action=view.action,
    )


def _draft_text(view: CaseView) -> list[str]:
    words, day = view.words, view.case.draft.effective
    when = words.date(day.isoformat()) if day else ""
    built = words.date(view.region.built[:10])
    lines = decision_text(view.case, view.name, view.effect, words, when, built)
    return [*lines, *below_sentences(view.viability, view.region, words)]

"""The form of one follow-up: to plan it, or to note what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from dashboard.components.form_page import hidden
from dashboard.components.markup import Markup, option, tag
from dashboard.planned.checks import MOST, Entry
from dashboard.planned.store import Planned
from dashboard.serve.links import FORM_PAGES, page_href
from dashboard.submissions.checks import Wrong
from dashboard.words.words import Words
from geodata.contract.follow_up_tables import FOLLOW_UP_KINDS
from geodata.region.region import Region

FIELDS = ("unit", "kind", "due", "done", "outcome", "action")
"""In the order of the form; `open` is last, and never wrong."""


def planning_form(
    region: Region,
    words: Words,
    entry: Entry,
    wrong: Mapping[str, Wrong],
    units: Sequence[str],
    stands: Planned | None,
    csrf: str,
) -> Markup:
    """The form, and under it the way to take a follow-up away.

    Parameters
    ----------
    region : Region
    words : Words
    entry : Entry
        What stands in it.
    wrong : mapping of str to Wrong
        By field.
    units : sequence of str
        Ids of those that may be chosen.
    stands : Planned or None
        What is changed; None of a new one.
    csrf : str
    """
    do = "change" if stands else "plan"
    action = page_href(FORM_PAGES["planning"], words.language)
    known = {"record": str(stands.id), "number": str(stands.number)} if stands else {}
    title = words(f"planning.{do}_title")
    if stands:
        unit = tag("strong", unit_name(region, stands.content.unit))
        first = [*hidden(unit=stands.content.unit), tag("p", unit)]
    else:
        choice = _units(region, words, units, entry.unit, "unit" in wrong)
        first = [_row("unit", choice, wrong, words)]
    kinds = [
        ("", words("planning.choose")),
        *((key, words(f"followup.kind.{key}")) for key in FOLLOW_UP_KINDS),
    ]
    options = [option(key, text, chosen=key == entry.kind) for key, text in kinds]
    kind: Markup = ["select", _attributes("kind", wrong) | {"class": "select"}, *options]
    rows = [
        *first,
        _row("kind", kind, wrong, words),
        _row("due", _day("due", entry.due, wrong), wrong, words),
        tag(
            "fieldset",
            tag("legend", words("planning.when_done")),
            _row("done", _day("done", entry.done, wrong), wrong, words),
            _row("outcome", _long("outcome", entry.outcome, wrong), wrong, words),
            _row("action", _short("action", entry.action, wrong), wrong, words),
            _open(entry.open, words),
        ),
    ]
    press = tag(
        "button", words(f"planning.{do}"), type="submit", name="do", value=do, class_="button is-first"
    )
    new = page_href(FORM_PAGES["planning"], words.language)
    other = [tag("a", words("planning.instead"), href=new, class_="button")] if stands else []
    form = tag(
        "form",
        *hidden(csrf=csrf, **known),
        *rows,
        tag("div", press, *other, class_="planning-press"),
        method="post",
        action=action,
        novalidate="novalidate",
    )
    inside = [tag("h2", title, id="planning-title"), form]
    if stands:
        inside.append(_removal(words, action, csrf, known))
    return tag("section", *inside, class_="form-card planning-form", aria_labelledby="planning-title")


def unit_name(region: Region, unit: str) -> str:
    """What a unit is called; its id where the region does not have it."""
    return str(region.units.at[unit, "name"]) if unit in region.units.index else unit


def wrong_links(wrong: Mapping[str, Wrong], words: Words) -> list[Markup]:
    """What is wrong, in the order of the form, each leading to its field."""
    links: list[Markup] = []
    for name in FIELDS:
        if name in wrong:
            links += [" ", tag("a", words(f"planning.field.{name}"), href=f"#planning-{name}")]
    return links


def _removal(words: Words, action: str, csrf: str, known: Mapping[str, str]) -> Markup:
    """Taking away, behind one press more."""
    sure = tag("button", words("planning.remove"), type="submit", name="do", value="remove", class_="button")
    form = tag(
        "form",
        *hidden(csrf=csrf, **known),
        tag("p", words("planning.remove_about"), class_="quiet"),
        sure,
        method="post",
        action=action,
    )
    return tag("details", tag("summary", words("planning.remove_summary")), form, class_="planning-remove")


def _units(region: Region, words: Words, units: Sequence[str], chosen: str, bad: bool) -> Markup:
    """Units by care form and name."""
    names, forms = region.units["name"], region.units["care_form"]
    order = list(region.settings.care_forms)
    ordered = sorted(units, key=lambda unit: (order.index(forms[unit]), words.sort_key(str(names[unit]))))
    groups: list[Markup] = []
    for key, inside in groupby(ordered, key=lambda unit: str(forms[unit])):
        options = [option(unit, str(names[unit]), chosen=unit == chosen) for unit in inside]
        groups.append(tag("optgroup", *options, label=words.of(region.settings.care_forms[key].name)))
    attributes = _attributes("unit", {"unit": Wrong("required")} if bad else {}) | {"class": "select"}
    return ["select", attributes, option("", words("planning.choose"), chosen=not chosen), *groups]


def _row(name: str, control: Markup, wrong: Mapping[str, Wrong], words: Words) -> Markup:
    parts = [tag("label", words(f"planning.field.{name}"), for_=f"planning-{name}"), control]
    if name in wrong:
        days = {
            key: words.date(str(value)) if key in ("day", "first", "last") else value
            for key, value in wrong[name].values.items()
        }
        text = words(f"planning.wrong.{wrong[name].code}", **days)
        sentence = tag("strong", words("my_unit.error"))
        parts.append(tag("span", sentence, " ", text, class_="fact-wrong", id=f"wrong-{name}"))
    return tag("div", *parts, class_="planning-row" + (" is-wrong" if name in wrong else ""))


def _attributes(name: str, wrong: Mapping[str, Wrong], **more: str) -> dict[str, str]:
    described = {"aria-invalid": "true", "aria-describedby": f"wrong-{name}"} if name in wrong else {}
    return {"name": name, "id": f"planning-{name}", **more, **described}


def _day(name: str, value: str, wrong: Mapping[str, Wrong]) -> Markup:
    return ["input", _attributes(name, wrong, type="date", value=value)]


def _short(name: str, value: str, wrong: Mapping[str, Wrong]) -> Markup:
    return ["input", _attributes(name, wrong, type="text", value=value, maxlength=str(MOST[name]))]


def _long(name: str, value: str, wrong: Mapping[str, Wrong]) -> Markup:
    return ["textarea", _attributes(name, wrong, rows="3", maxlength=str(MOST[name])), value]


def _open(chosen: bool, words: Words) -> Markup:
    attributes = {"type": "checkbox", "name": "open", "value": "yes", "id": "planning-open"}
    attributes |= {"checked": "checked"} if chosen else {}
    return tag("label", ["input", attributes], " ", words("planning.field.open"), class_="planning-open")

"""The rows of the form: what a fact is called, its field or its value, and who answers for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.markup import Markup, option, tag
from dashboard.submissions.checks import Wrong
from dashboard.submissions.facts import CHOICES, LISTS, Fact
from dashboard.words.facts import fact_name, fact_value
from dashboard.words.words import Words
from geodata.contract.day_spans import day_spans
from geodata.contract.settings import OPERATORS
from geodata.region.region import Region
from geodata.scenario.scenario import care_forms

OPENING_FIELDS = 2
"""Fields of opening hours that stand empty for more, at least one."""


@dataclass(frozen=True)
class MoveFields:
    """What a move is written by besides its place.

    Attributes
    ----------
    address : str or None
        As it is typed; None where the address has a row of its own.
    wrong : Wrong or None
        With the address.
    picker : Markup
        The map on which the place is pressed.
    """

    address: str | None
    wrong: Wrong | None
    picker: Markup


def fact_row(
    fact: Fact,
    wanted: str | None,
    wrong: Wrong | None,
    region: Region,
    care_form: str,
    words: Words,
    move: MoveFields | None = None,
) -> Markup:
    """One fact: its name, its value or its field, and who answers for it.

    Parameters
    ----------
    fact : Fact
    wanted : str or None
        What is to be instead; None where it stays.
    wrong : Wrong or None
    region : Region
    care_form : str
        Of the unit.
    words : Words
    move : MoveFields, optional
        Of the place.
    """
    name = fact_name(fact.field, region, care_form, words)
    changed = wanted is not None
    css = "fact" + (" is-changed" if changed else "") + (" is-wrong" if wrong else "")
    inside: list[Markup]
    if not fact.editable:
        inside = [tag("span", fact_value(fact.field, fact.value, region, words), class_="fact-value")]
        label = tag("span", name, class_="fact-name")
    else:
        value = fact.value if wanted is None else wanted
        inside = [*_control(fact.field, value, fact, wrong, region, words, move)]
        if changed:
            was = fact_value(fact.field, fact.value, region, words)
            earlier = tag("span", words("my_unit.earlier"), " ", class_="unseen")
            inside.append(tag("span", earlier, tag("s", was), class_="fact-was"))
        grouped = fact.field in (*LISTS, *CHOICES, "opening", "closures")
        label = (
            tag("span", name, class_="fact-name", id=f"name-{fact.field}")
            if grouped
            else tag("label", name, class_="fact-name", for_=f"fact-{fact.field}")
        )
    if wrong:
        inside.append(wrong_line(fact.field, wrong, words))
    register = words.of(region.settings.unit_facts.register)
    origin = register if fact.origin == "register" else words(f"submission.origin.{fact.origin}")
    sign = "is-own" if fact.editable else "is-locked"
    return tag(
        "div",
        label,
        tag("div", *inside, class_="fact-in"),
        tag("span", origin, class_=f"fact-origin {sign}"),
        class_=css,
    )


def wrong_line(field: str, wrong: Wrong, words: Words) -> Markup:
    """What is wrong with a field, in words."""
    text = words(f"submission.wrong.{wrong.code}", **wrong.values)
    return tag(
        "span", tag("strong", words("my_unit.error")), " ", text, class_="fact-wrong", id=f"wrong-{field}"
    )


def text_field(
    field: str, value: str, wrong: Wrong | None = None, *, kind: str = "text", hint: str = "", label: str = ""
) -> Markup:
    """One field of text; what is wrong with it is what it is described by."""
    attributes = {
        "type": kind,
        "name": field,
        "id": f"fact-{field}",
        "value": value,
        "maxlength": "500",
        **({"aria-invalid": "true", "aria-describedby": f"wrong-{field}"} if wrong else {}),
        **({"placeholder": hint} if hint else {}),
        **({"aria-label": label} if label else {}),
    }
    return ["input", attributes]


def select_field(
    field: str, value: str, options: Sequence[tuple[str, str]], wrong: Wrong | None = None
) -> Markup:
    """One list to choose from."""
    attributes = {
        "name": field,
        "id": f"fact-{field}",
        "class": "select",
        **({"aria-invalid": "true", "aria-describedby": f"wrong-{field}"} if wrong else {}),
    }
    return ["select", attributes, *(option(key, text, chosen=key == value) for key, text in options)]


def new_unit_rows(
    wanted: Mapping[str, str], wrong: Mapping[str, Wrong], region: Region, words: Words, picker: Markup
) -> list[Markup]:
    """Rows of an application: a whole new unit, its place with the map on which it is pressed."""
    choose = ("", words("my_unit.choose"))
    forms = [choose, *((key, words.of(region.settings.care_forms[key].name)) for key in care_forms(region))]
    operators = [choose, *((key, words(f"operator.{key}")) for key in OPERATORS)]
    lists = {"care_form": forms, "operator": operators}
    rows = []
    for field in ("name", "care_form", "operator", "organisation", "address", "place", "capacity", "opening"):
        value, bad = wanted.get(field, ""), wrong.get(field)
        name = fact_name(field, region, wanted.get("care_form", ""), words)
        hint = "57.81200,13.46600" if field == "place" else ""
        control = (
            select_field(field, value, lists[field], bad)
            if field in lists
            else text_field(field, value, bad, hint=hint)
        )
        inside = [control, *([wrong_line(field, bad, words)] if bad else [])]
        inside += [picker] if field == "place" else []
        label = tag("label", name, class_="fact-name", for_=f"fact-{field}")
        css = "fact is-new" + (" is-wrong" if bad else "")
        rows.append(tag("div", label, tag("div", *inside, class_="fact-in"), class_=css))
    return rows


def _control(
    field: str,
    value: str,
    fact: Fact,
    wrong: Wrong | None,
    region: Region,
    words: Words,
    move: MoveFields | None,
) -> list[Markup]:
    if field == "opening":
        return [_opening(value, wrong, words)]
    if field in LISTS:
        return [_chips(field, value, fact.value, words)]
    if field in CHOICES:
        return [_choice(field, value, words)]
    if field == "closures":
        return [_closures(value, wrong, words)]
    if field == "place":
        return [_move(value, fact.value, wrong, region, words, move)]
    if field == "closed":
        return [text_field(field, value, wrong, kind="date")]
    return [text_field(field, value, wrong)]


def _opening(value: str, wrong: Wrong | None, words: Words) -> Markup:
    """Opening hours, a field for each group of days, and one more."""
    parts = [part for part in re.split(r"\s*,\s*(?=\D)", value) if part]
    fields: list[Markup] = []
    for at in range(max(OPENING_FIELDS, len(parts) + 1)):
        text = parts[at] if at < len(parts) else ""
        hint = words("my_unit.opening_hint") if not text else ""
        named = words("my_unit.opening_part", number=at + 1)
        attributes: dict[str, str] = {
            "type": "text", "name": "opening", "id": f"fact-opening-{at}" if at else "fact-opening",
            "value": text, "maxlength": "120", "aria-label": named, "placeholder": hint,
            **({"aria-invalid": "true", "aria-describedby": "wrong-opening"} if wrong else {}),
        }  # fmt: skip
        fields.append(["input", attributes])
    return tag("div", *fields, class_="opening-fields", role="group", aria_labelledby="name-opening")


def _chips(field: str, value: str, published: str, words: Words) -> Markup:
    """Names that are taken away by a press, and a field for more."""
    chosen = [part for part in value.split(";") if part]
    was = [part for part in published.split(";") if part]
    chips = []
    for part in dict.fromkeys([*was, *chosen]):
        attributes = {"type": "checkbox", "name": field, "value": part}
        attributes |= {"checked": "checked"} if part in chosen else {}
        new = "" if part in was else " is-new"
        chips.append(tag("label", ["input", attributes], tag("span", part), class_=f"fact-chip{new}"))
    add = words("my_unit.add", what=words(f"submission.field.{field}").lower())
    more = text_field(f"{field}_more", "", hint=words("my_unit.add_hint"), label=add)
    return tag("div", *chips, more, class_="chips", role="group", aria_labelledby=f"name-{field}")


def _choice(field: str, value: str, words: Words) -> Markup:
    options = []
    for key, name in (("yes", "format.yes"), ("no", "format.no"), ("", "my_unit.not_told")):
        attributes = {"type": "radio", "name": field, "value": key}
        attributes |= {"checked": "checked"} if key == value else {}
        text = words(name)
        options.append(tag("label", ["input", attributes], tag("span", text[:1].upper() + text[1:])))
    return tag("div", *options, class_="choice", role="group", aria_labelledby=f"name-{field}")


def _closures(value: str, wrong: Wrong | None, words: Words) -> Markup:
    kept = []
    for first, last in day_spans(value) or ():
        text = first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
        days = [words.short_date(day.isoformat()) for day in (first, last)]
        shown = days[0] if first == last else f"{days[0]}–{days[1]}"
        box = ["input", {"type": "checkbox", "name": "closures", "value": text, "checked": "checked"}]
        kept.append(tag("label", box, tag("span", shown), class_="fact-chip"))  # type: ignore[arg-type]
    described = {"aria-invalid": "true", "aria-describedby": "wrong-closures"} if wrong else {}
    ends: list[Markup] = []
    for end in ("from", "to"):
        id_ = "fact-closures" if end == "from" else "fact-closures-to"
        field = {"type": "date", "name": f"closures_{end}", "id": id_, **described}
        ends.append(tag("label", words(f"my_unit.closed_{end}"), " ", ["input", field], class_="closed-day"))
    return tag("div", *kept, *ends, class_="chips", role="group", aria_labelledby="name-closures")


def _move(
    value: str, published: str, wrong: Wrong | None, region: Region, words: Words, move: MoveFields | None
) -> Markup:
    """Where it stands, and a form for a move, which is shut until it is wanted."""
    moved = value != published or wrong is not None or (move is not None and move.wrong is not None)
    shown = value if moved else ""
    address: list[Markup] = []
    if move is None or move.address is not None:
        label = tag("label", words("my_unit.new_address"), for_="fact-address")
        address = [
            label,
            text_field("address", (move.address or "") if move else "", move.wrong if move else None),
        ]
    inside = tag(
        "div",
        *address,
        tag("label", words("my_unit.new_place"), for_="fact-place"),
        text_field("place", shown, wrong, hint="57.81200,13.46600"),
        *([move.picker] if move else []),
        class_="move-fields",
    )
    attributes = {"class": "move"} | ({"open": "open"} if moved else {})
    summary = tag("summary", words("my_unit.move"))
    return tag(
        "div",
        tag("span", fact_value("place", published, region, words), class_="fact-value"),
        ["details", attributes, summary, inside],
        class_="move-row",
    )

"""What is told of every unit in Hitta: the same fields in one order on card, in details and side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from urllib.parse import urlsplit

from pandas import DataFrame

from dashboard.components.markup import Markup, tag
from dashboard.find.facts import parts
from dashboard.find.field import Cell, Field
from dashboard.find.follow_up import follow_up_fields
from dashboard.find.hours import closure_lines
from dashboard.find.quality import measured, quality_field
from dashboard.words.opening import week_in_brief, week_in_full
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.region.opening_hours import weekly_hours

ON_CARD = 4
QUALITY_ON_CARD = 2


def fields(assessment: Assessment, at: Sequence[int], words: Words) -> list[Field]:
    """Fields of some units, the first `ON_CARD` of them those of the card.

    Parameters
    ----------
    assessment : Assessment
        Of the units' care form.
    at : sequence of int
        Positions of the units.
    words : Words
    """
    units = assessment.units.iloc[list(at)]
    settings = assessment.region.settings
    form, spoken = settings.care_forms[assessment.scenario.care_form], settings.language

    def text(key: str, column: str) -> Field:
        cells: list[Cell] = [[str(text)] if text else None for text in units[column]]
        return Field(key, words(f"find.field.{key}"), cells, cells)

    def yes(key: str, column: str) -> Field:
        cells: list[Cell] = [[words(f"format.{answer}")] if answer else None for answer in units[column]]
        return Field(key, words(f"find.field.{key}"), cells, cells)

    # An organisation that is the unit itself, by its code, tells nobody anything.
    named = units["organisation"].where(units["organisation"] != units.index, "")
    run_by = [_run_by(*run_by, words) for run_by in zip(units["operator"], named, strict=True)]
    meant = [
        lines and [*lines, *_meant(key, words)] for lines, key in zip(run_by, units["operator"], strict=True)
    ]
    called = zip(units["phone"], units["url"], units["register_url"], units["e_services_url"], strict=True)
    contact = [_contact(*links, words) for links in called]
    quality = [quality_field(assessment, at, key, words) for key in measured(assessment, at)]
    doors = [
        yes("step_free", "step_free"),
        _list("languages", [parts(text) for text in units["languages"]], spoken, words),
    ]
    capacity = [_capacity(capacity, words) for capacity in units["capacity"]]
    return [
        Field("run_by", words("find.field.run_by"), run_by, meant),
        _opening(units, spoken, assessment.region.built, words),
        *[*quality, *doors][:QUALITY_ON_CARD],
        yes("accepts", "accepts_new"),
        *[*quality, *doors][QUALITY_ON_CARD:],
        _list("services", [parts(text) for text in units["services"]], spoken, words),
        text("address", "address"),
        Field("contact", words("find.field.contact"), contact, contact),
        *(
            [Field("capacity", _capital(words.of(form.capacity_name)), capacity, capacity)]
            if assessment.supply.capacity_known
            else []
        ),
        *follow_up_fields(assessment, at, words),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _run_by(operator: str, organisation: str, words: Words) -> Cell:
    lines: list[Markup] = []
    if operator:
        lines.append(words(f"operator.{operator}"))
    if organisation:
        lines.append(tag("span", organisation, class_="second"))
    return lines or None


def _meant(operator: str, words: Words) -> list[Markup]:
    """What that somebody of a kind runs a unit means, in a sentence."""
    return [tag("span", words(f"find.operator.{operator}"), class_="second")] if operator else []


def _contact(phone: str, url: str, register_url: str, e_services_url: str, words: Words) -> Cell:
    lines: list[Markup] = []
    if phone:
        number = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
        lines.append(tag("a", phone, href=f"tel:{number}"))
    if url:
        host = urlsplit(url).netloc.removeprefix("www.") or words("find.web")
        lines.append(tag("a", host, href=url, rel="noreferrer", class_="second"))
    for key, href in (("register", register_url), ("e_services", e_services_url)):
        if href:
            lines.append(tag("a", words(f"find.link.{key}"), href=href, rel="noreferrer", class_="second"))
    return lines or None


def _opening(units: DataFrame, spoken: str, since: str, words: Words) -> Field:
    """Hours in the reader's language where understood, else as the unit has written them; and closures."""
    brief: list[Cell] = []
    full: list[Cell] = []
    for text, closures in zip(units["opening"], units["closures"], strict=True):
        week = weekly_hours(text)
        lines = closure_lines(closures, since, words)
        as_written: Cell = [in_language(text, spoken, words)] if text else None
        brief.append([week_in_brief(week, words)] if week else as_written)
        full.append([*([week_in_full(week, words)] if week else as_written or []), *lines] or None)
    return Field("opening", words("find.field.opening"), brief, full)


def _list(key: str, values: Sequence[list[str] | None], spoken: str, words: Words) -> Field:
    cells: list[Cell] = [
        None if names is None else [in_language(", ".join(names), spoken, words)] for names in values
    ]
    return Field(key, words(f"find.field.{key}"), cells, cells)


def in_language(text: str, spoken: str, words: Words) -> Markup:
    """A text that the region has in its own language alone, marked with it where the page has another."""
    return text if spoken == words.language else tag("span", text, lang=spoken)


def _capacity(value: float, words: Words) -> Cell:
    return None if math.isnan(value) else [words.measure(float(value), "number")]

"""Facts of a unit and what a case says of them, written for people."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.contract.day_spans import day_spans
from geodata.contract.settings import OPERATORS
from geodata.overlay.values import place_of
from geodata.region.region import Region

PLACE_DECIMALS = 4


def fact_name(field: str, region: Region, care_form: str, words: Words) -> str:
    """What a fact is called; capacity as the care form counts it."""
    if field == "capacity" and (form := region.settings.care_forms.get(care_form)) is not None:
        name = words.of(form.capacity_name) if form.capacity_name else words("my_unit.capacity")
        return name[:1].upper() + name[1:]
    return words(f"submission.field.{field}", capacity=words("my_unit.capacity"))


def fact_value(field: str, value: str, region: Region, words: Words) -> str:
    """A fact as people read it; that it is not known where it is empty."""
    if not value:
        return words("my_unit.no_closures" if field in ("closures", "closed") else "my_unit.unknown")
    if field == "operator" and value in OPERATORS:
        return words(f"operator.{value}")
    if field == "care_form" and value in region.settings.care_forms:
        return words.of(region.settings.care_forms[value].name)
    if field in ("accepts_new", "step_free") and value in ("yes", "no"):
        return words(f"format.{value}")
    if field in ("languages", "services"):
        return ", ".join(part.strip() for part in value.split(";"))
    if field == "closed":
        return words.date(value)
    if field == "closures" and (spans := day_spans(value)):
        return "; ".join(_span(*span, words) for span in spans)
    if field == "place" and (place := place_of(value)):
        lat, lon = (words.number(degrees, PLACE_DECIMALS) for degrees in place)
        return f"{lat} N {lon} E"
    if field in ("capacity", "listed"):
        return _number(value, words)
    return value


def _span(first: object, last: object, words: Words) -> str:
    days = [words.short_date(str(day)) for day in (first, last)]
    return days[0] if first == last else f"{days[0]}–{days[1]}"


def _number(text: str, words: Words) -> str:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return words.number(value, 0 if value.is_integer() else 1)

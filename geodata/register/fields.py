"""One field of a register as text, a number, a day or a period, said alike to every engine.

Nothing here can fail on a row: what cannot be read becomes NULL, and who asks counts those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import ibis

from geodata.contract.register_settings import CountBy

if TYPE_CHECKING:
    import ibis.expr.types as ir

BLANKS = (" ", "\u00a0", "\u202f")
"""What may stand between thousands."""

_NUMBER = "^[+-]?([0-9]+|[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+)([.,][0-9]+)?$"
_DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([ T].*)?$"
_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"
_QUARTER = "^[0-9]{4}Q[1-4]$"
_YEAR = "^[0-9]{4}$"
_NO_SUCH_DAY = ("02-30", "02-31", "04-31", "06-31", "09-31", "11-31")

_WHOLE = 1e15

MISSING, UNREADABLE, OTHER_YEAR = -1, -2, -3
"""Codes of a period that is not there, of one that is none, and of a year that cannot be meant."""

YEARS = (1900, 2199)
"""First and last year that visits may be of: others are mistakes of typing."""


def as_text(value: ir.Value) -> ir.StringValue:
    """Text of a field as it would stand in a table of text, "" where nothing stands."""
    kind, anything = value.type(), cast("Any", value)
    if kind.is_string():
        return anything.strip().fill_null("")
    text = anything.cast("string")
    if kind.is_floating() or kind.is_decimal():  # 114.0 is 114, whatever the engine writes
        whole = (anything == anything.floor()) & (anything.abs() < _WHOLE)
        text = ibis.ifelse(whole, ibis.ifelse(whole, anything, 0).cast("int64").cast("string"), text)
    return text.fill_null("")


def as_number(value: ir.Value) -> ir.FloatingValue:
    """A field as float64: `1234`, `-1.5`, `1,5` and `1 234` where it is text; NULL where it is none."""
    kind = value.type()
    number: Any = value
    if kind.is_string():
        text = as_text(value).replace("\u2212", "-")
        plain = text.replace(",", ".")
        for blank in BLANKS:
            plain = plain.replace(blank, "")
        readable = text.re_search(_NUMBER)
        number = ibis.ifelse(
            readable, ibis.ifelse(readable, plain, "0").cast("float64"), ibis.null("float64")
        )
        return number
    if kind.is_boolean():
        return ibis.null("float64")
    number = number.cast("float64")
    if kind.is_floating():
        return ibis.ifelse(number.isnan() | number.isinf(), ibis.null("float64"), number)
    return number


def as_day(value: ir.Value) -> ir.IntegerValue:
    """A field's day as a whole number, 20250714; NULL where it is none."""
    moment: Any = value
    if value.type().is_temporal():
        return moment.year() * 10_000 + moment.month() * 100 + moment.day()
    text = as_text(value)
    known = _is_day(text)
    digits = ibis.ifelse(known, text.substr(0, 10).replace("-", ""), "0").cast("int32")
    return ibis.ifelse(known, digits, ibis.null("int32"))


def as_period(value: ir.Value, count_by: CountBy) -> ir.IntegerValue:
    """A field's period as `period_code` writes it; a day, or a period finer than that, counts as `count_by`.

    `MISSING`, `UNREADABLE` or `OTHER_YEAR` where there is none.
    """
    moment: Any = value
    if value.type().is_temporal():
        year, month = moment.year().cast("int32"), moment.month().cast("int32")
        code = ibis.ifelse(year.isnull(), MISSING, _numbered(year, _part(month, count_by)))
        return code.cast("int32")
    text = as_text(value)
    day, month = _is_day(text), text.re_search(_MONTH)
    quarter, year = text.re_search(_QUARTER), text.re_search(_YEAR)
    dated = day | month
    whole = ibis.ifelse(dated | quarter | year, text.substr(0, 4), "0").cast("int32")
    number = ibis.ifelse(dated, text.substr(5, 2), "0").cast("int32")
    fourth = ibis.ifelse(quarter, text.substr(5, 1), "0").cast("int32")
    part = ibis.cases(
        (dated, _part(number, count_by)),
        (quarter, ibis.literal(0) if count_by == "year" else fourth + 20),
        else_=0,
    )
    some = dated | quarter | year
    return ibis.cases((text == "", MISSING), (some, _numbered(whole, part)), else_=UNREADABLE).cast("int32")


def period_key(code: int) -> str:
    """Period that a code stands for: of 2025, 12500 is "2025", 12523 "2025Q3" and 12507 "2025-07"."""
    year, part = divmod(code, 100)
    year += YEARS[0]
    if part == 0:
        return f"{year:04d}"
    return f"{year:04d}Q{part - 20}" if part > 20 else f"{year:04d}-{part:02d}"


def _numbered(year: Any, part: Any) -> Any:
    """Code of a part of a year."""
    plausible = (year >= YEARS[0]) & (year <= YEARS[1])
    return ibis.ifelse(plausible, (year - YEARS[0]) * 100 + part, OTHER_YEAR)


def _part(month: Any, count_by: CountBy) -> Any:
    """What a month is of its year: itself, 21 to 24 for its quarter, or 0 for all of it."""
    if count_by == "year":
        return ibis.literal(0)
    if count_by == "month":
        return month
    # counted without a division: engines disagree on what that gives
    return sum(((month > last).cast("int32") for last in (3, 6, 9)), ibis.literal(21, "int32"))


def _is_day(text: Any) -> Any:
    """Whether a text begins with a day that the calendar has."""
    shaped = text.re_search(_DAY)
    inner = text.substr(5, 5)
    year = ibis.ifelse(shaped, text.substr(0, 4), "1").cast("int32")
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return shaped & ~inner.isin(_NO_SUCH_DAY) & ((inner != "02-29") | leap)

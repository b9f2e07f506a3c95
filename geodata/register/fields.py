"""One field of a register as text, a number, a day or a period, said alike to every engine.

Nothing here can fail on a row: what cannot be read becomes NULL, and who asks counts those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import ibis

from geodata.contract.mark_settings import UNDECLARED, Marks
from geodata.contract.register_settings import CountBy
from geodata.sources.numbers import BLANKS, MINUS, grouped, readable
from geodata.sources.periods import (
    FIRST_OF_LAST_CENTURY,
    MONTH,
    MONTHS,
    NAMED_MONTH,
    QUARTER,
    YEARS,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29"
_DAY = (
    f"({_LEAP}|[0-9]{{4}}-("
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
    "))([ T].*)?"
)
"""A text that begins with a day that the calendar has: said in one pattern, which keeps the query small."""
_PERIOD = f"^({_DAY}|[0-9]{{4}}(Q[1-4]|-(0[1-9]|1[0-2]))?)$"
_YEAR = "^[0-9]{4}$"
_AS_OURS = "^([0-9]{4}(Q[1-4]|-[0-9]{2}(-[0-9]{2}([ T].*)?)?)?)?$"
_DENSE = "^[0-9]{8}($|[ t])"
_DIGIT = re.compile("[0-9]")
_PARTED = "^[0-9]{4}([./][0-9]{2}){2}$"

_WHOLE = 1e15

MISSING, UNREADABLE, OTHER_YEAR = -1, -2, -3
"""Codes of a period that is not there, of one that is none, and of a year that cannot be meant."""


def as_text(value: ir.Value) -> ir.StringValue:
    """Text of a field as it would stand in a table of text, "" where nothing stands."""
    kind, anything = value.type(), cast("Any", value)
    if kind.is_string():
        return anything.strip().fill_null("")
    text = anything.cast("string")
    if kind.is_floating() or kind.is_decimal():  # 114.0 is 114, whatever the engine writes
        near = ibis.ifelse(anything.abs() < _WHOLE, anything, 0)  # engines stop where no whole number fits
        whole = (anything == near) & (near == near.floor())
        text = ibis.ifelse(whole, ibis.ifelse(whole, near, 0).cast("int64").cast("string"), text)
    return text.fill_null("")


def without(value: ir.Value, null: Sequence[str]) -> ir.Value:
    """A field that holds nothing where it holds a text that is declared to stand for nothing.

    Of what is no text only such words are looked for as it can hold: 99, 9999-12-31.
    """
    kind = value.type()
    words = [word for word in null if kind.is_string() or _DIGIT.search(word)]
    if not words:
        return value
    text = as_text(value)
    if kind.is_string():
        return ibis.ifelse(text.isin(words), "", text)
    return cast("Any", ibis.ifelse(text.isin(words), ibis.null(kind), value))


def as_number(value: ir.Value, marks: Marks = UNDECLARED) -> ir.FloatingValue:
    """A field as float64, text as `geodata.sources.numbers` reads it; NULL where it is none or in doubt."""
    kind = value.type()
    number: Any = value
    if kind.is_string():
        text: Any = as_text(value).replace(MINUS, "-")
        plain = text
        if marks.group:
            plain = ibis.ifelse(text.re_search(grouped(marks)), text.replace(marks.group, ""), text)
        plain = plain.replace(",", ".")
        for blank in BLANKS:
            plain = plain.replace(blank, "")
        known = text.re_search(readable(marks))
        return ibis.ifelse(known, ibis.ifelse(known, plain, "0").cast("float64"), ibis.null("float64"))
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
    text: Any = period_text(value)  # 20250714 and 2025/07/14 are days too
    known = text.re_search(f"^{_DAY}$")
    digits = ibis.ifelse(known, text.substr(0, 10).replace("-", ""), "0").cast("int32")
    return ibis.ifelse(known, digits, ibis.null("int32"))


def period_text(value: ir.Value) -> ir.Value:
    """A field's period as text in the three ways that `as_period` reads; what is no text is itself.

    The words of registers (`2025K3`, `202507`, `jul-25`) are those of `geodata.sources.periods`.
    """
    if value.type().is_temporal():
        return value
    text: Any = as_text(value)
    lower = text.lower()
    bare = ibis.ifelse(lower.re_search("^[0-9]+[.]0$"), lower.replace(".0", ""), lower)
    year, dense = lower.re_extract("([0-9]{4})", 1), bare.re_search(_DENSE)
    begun = lower.re_extract("([a-z]{3})", 1).replace("may", "maj").replace("oct", "okt")
    number = ibis.literal("".join(MONTHS)).find(begun) // 3 + 1
    digits = lower.re_extract("([0-9]+)", 1)
    century = ibis.cases((digits.length() == 4, ""), (digits < str(FIRST_OF_LAST_CENTURY), "20"), else_="19")
    odd = ibis.cases(
        (bare.re_search(_YEAR), bare),
        (lower.re_search(QUARTER), year + "Q" + lower.replace(year, "").re_extract("([1-4])", 1)),
        (bare.re_search(MONTH), bare.substr(0, 4) + "-" + bare.right(2)),
        (dense, bare.substr(0, 4) + "-" + bare.substr(4, 2) + "-" + bare.substr(6, 2)),
        (lower.re_search(_PARTED), lower.replace("/", "-").replace(".", "-")),
        (lower.re_search(NAMED_MONTH), century + digits + "-" + number.cast("string").lpad(2, "0")),
        else_=text,
    )
    return ibis.ifelse(text.re_search(_AS_OURS), text, odd)


def as_period(value: ir.Value, count_by: CountBy) -> ir.IntegerValue:
    """A period of `period_text` as `period_code` writes it; a day, or a finer period, counts as `count_by`.

    `MISSING`, `UNREADABLE` or `OTHER_YEAR` where there is none.
    """
    moment: Any = value
    if value.type().is_temporal():
        year, month = moment.year().cast("int32"), moment.month().cast("int32")
        code = ibis.ifelse(year.isnull(), MISSING, _numbered(year, _part(month, count_by)))
        return code.cast("int32")
    text, known = moment, moment.re_search(_PERIOD)
    year = ibis.ifelse(known, text.left(4), "0").cast("int32")
    number = ibis.ifelse(known & (text.length() > 4), text.re_extract("[Q-]([0-9]{1,2})", 1), "0").cast(
        "int32"
    )
    fourth = ibis.literal(0) if count_by == "year" else number + 20
    part = ibis.cases((number == 0, 0), (text.contains("Q"), fourth), else_=_part(number, count_by))
    return ibis.cases((text == "", MISSING), (known, _numbered(year, part)), else_=UNREADABLE).cast("int32")


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

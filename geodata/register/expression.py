"""The one expression that makes exact base cells of a register, on DuckDB, PostgreSQL and Spark alike.

Every sum is one of whole numbers (costs in hundredths of the currency), so that it is the same to the
last digit on every engine and in every order of rows.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import ibis

from geodata.contract.errors import RegionError
from geodata.contract.mark_settings import Marks, marks_of
from geodata.contract.tables import TABLES
from geodata.register.codes import CODED, TOTAL, unknown
from geodata.register.fields import as_day, as_number, as_period, as_text, period_text, without
from geodata.sources.periods import YEARS

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from geodata.contract.register_settings import Condition, RegisterSettings

FLAWS: Final = {
    ("visits", "missing_value"): 1,
    ("visits", "not_a_number"): 2,
    ("visits", "negative"): 4,
    ("visits", "not_whole"): 8,
    ("patients", "not_a_number"): 16,
    ("patients", "negative"): 32,
    ("patients", "not_whole"): 64,
    ("cost", "not_a_number"): 128,
    ("cost", "negative"): 256,
}
"""Column and code of each problem with a row's figures, and the bit that stands for it."""

FILTERED: Final = -1
"""What stands in place of the bits on rows that conditions leave out."""

TOTALS: Final = -2
"""What stands in place of a cell on rows that are totals of others."""

PERSON: Final = "text_person_id"
"""Whom a visit is of, on registers that tell: read by the build, and in nothing that is published."""

KEYS = ("period", "care_form", "age_group", "area", "unit")
LOWEST = -3
"""Least code of any key."""
NAMES = {"area": "area_id", "unit": "unit_id", "care_form": "care_form", "age_group": "age_group"}
DIGITS_MOST: Final = 16
"""Of a constant: a longer one is read as a text is, and refused."""
_HUNDREDTHS = 100
_LARGEST = float(2**53)
"""Of whole numbers that are exact; of cost that many hundredths, so that a thousand of them can be added."""


def column_value(register: ir.Table, settings: RegisterSettings, column: str) -> ir.Value | None:
    """One of our columns: the register's own field or a constant; None where it has neither."""
    if column in settings.constants:
        return ibis.literal(settings.constants[column])
    name = settings.columns.get(column, column)
    return register[name] if name in register.columns else None


def _cell(register: ir.Table, settings: RegisterSettings, column: str) -> ir.Value | None:
    """The same, with nothing where a text stands that is declared to be nothing, and recoded.

    Codes are recoded by the table that numbers them.
    """
    value: Any = column_value(register, settings, column)
    if value is None:
        return None
    value = without(value, settings.null)
    recode = {} if column in CODED else settings.recode.get(column, {})
    if not recode or not (value.type().is_string() or value.type().is_integer() or column == "period"):
        return value  # decimals as text would be in doubt
    text = as_text(value)
    return ibis.cases(*((text == theirs, ours) for theirs, ours in recode.items()), else_=text)


def rows_of(register: ir.Table, settings: RegisterSettings, codes: Mapping[str, ir.Table]) -> ir.Table:
    """Rows of a register as small whole numbers.

    Parameters
    ----------
    register : ibis Table
    settings : RegisterSettings
    codes : mapping
        Tables of `geodata.register.codes`, by column.

    Returns
    -------
    ibis Table
        `area`, `unit`, `care_form`, `age_group` (numbers of the code tables), `period` (see
        `period_key`), each column's text as it stands, `text_...`; where the register tells them
        `visits`, `patients`, `cost` (hundredths; NULL unknown); and `flaw` (bits of `FLAWS`) where a
        row may have any.
    """
    raw: dict[str, Any] = {}
    for column in TABLES["visits"].names:
        value = _cell(register, settings, column)
        if value is not None:
            raw[f"text_{column}"] = as_text(value)
    period = _cell(register, settings, "period")
    flat = register.select(
        **raw,
        **_figures(register, settings),
        period=ibis.literal("") if period is None else period_text(period),
    )
    for key, column in NAMES.items():
        if f"text_{column}" not in raw:
            flat = flat.mutate(**{key: ibis.literal(-1, "int32")})
            continue
        table = codes[column].rename({f"code_{key}": "code", f"number_{key}": "number"})
        flat = flat.left_join(table, flat[f"text_{column}"] == table[f"code_{key}"]).drop(f"code_{key}")
        flat = flat.mutate(**{key: flat[f"number_{key}"].fill_null(unknown(column)).cast("int32")})
        flat = flat.drop(f"number_{key}")
    # after the joins, which no engine takes it through: the text is worked out once, not where it is used
    return flat.mutate(period=as_period(flat.period, settings.count_by))


def cells_of(rows: ir.Table, settings: RegisterSettings, sizes: Mapping[str, int]) -> ir.Table:
    """Rows of the same keys added up.

    Parameters
    ----------
    rows : ibis Table
        Of `rows_of`.
    settings : RegisterSettings
    sizes : mapping
        How many codes each of the `KEYS` but the period has.

    Returns
    -------
    ibis Table
        `cell` (one whole number for the flaw and all keys, see `spans`; `FILTERED` on rows that conditions
        leave out, `TOTALS` on those that are totals of others), `rows` and, where the register tells them,
        `visits`, `persons` and `most_visits` (of one) and, with a cost, `cost` and `largest` (hundredths;
        that of one person, or of one visit) and `costed` (rows whose cost is known). Where it has a
        `person_id`, one row for each cell and `person`.
    """
    flawed = "flaw" in rows.columns
    cell: Any = ibis.literal(0, "int64")
    for name, size in spans(sizes):
        if name != "flaw":
            cell = cell * size + (rows[name].cast("int64") - LOWEST)
        elif flawed:
            cell = rows.flaw.cast("int64")
    cell = ibis.ifelse((rows.area == TOTAL) | (rows.unit == TOTAL), TOTALS, cell)
    if flawed:
        cell = ibis.ifelse(rows.flaw == FILTERED, FILTERED, cell)
    sums: dict[str, Any] = {"rows": rows.count().cast("int64")}
    if "visits" in rows.columns:
        sums["visits"] = rows.visits.sum().fill_null(0).cast("int64")
    people = _people(rows, settings)
    if people is not None:
        visits = _each(rows, settings, "visits")
        sums["persons"] = people.sum().fill_null(0).cast("int64")
        most = ((visits + people - 1) / ibis.greatest(people, 1)).floor().max()
        sums["most_visits"] = most.fill_null(0).cast("int64")
    if "cost" in rows.columns:
        sums |= _cost_sums(rows, settings, people)
    if PERSON in rows.columns:
        return rows.group_by(cell=cell, person=rows[PERSON]).agg(**sums)
    return rows.group_by(cell=cell).agg(**sums)


def _people(rows: ir.Table, settings: RegisterSettings) -> Any:
    """Whose visits a row holds, one at least and as many as visits at most; None where nobody tells."""
    if PERSON in rows.columns:
        return None  # who they are is known: they are counted when all of their rows are together
    if "patients" not in rows.columns and constant_of(settings, "patients") is None:
        return None
    visits, patients = (_each(rows, settings, name) for name in ("visits", "patients"))
    people = ibis.greatest(ibis.least(patients.fill_null(1), visits), 1)
    return ibis.ifelse(visits > 0, people, 0).cast("int64")  # a row of no visits is nobody's


def _each(rows: ir.Table, settings: RegisterSettings, name: str) -> Any:
    return rows[name] if name in rows.columns else ibis.literal(constant_of(settings, name), "int64")


def _cost_sums(rows: ir.Table, settings: RegisterSettings, people: Any) -> dict[str, Any]:
    cost = rows.cost.cast("float64")
    most = people if people is not None else _each(rows, settings, "visits").fill_null(0)
    return {
        "cost": rows.cost.sum().fill_null(0).cast("int64"),
        "costed": rows.cost.count().cast("int64"),
        "largest": (cost / ibis.greatest(most, 1).cast("float64")).max(),
    }


def spans(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    """The flaw and each key, and how many codes it may have from `LOWEST` on; the first varies slowest.

    Raises
    ------
    RegionError
        If all of them together are more than a number holds.
    """
    years = (YEARS[1] - YEARS[0] + 1) * 100
    found = [("flaw", 2 * max(FLAWS.values()))]
    found += [(name, (years if name == "period" else sizes[name]) - LOWEST) for name in KEYS]
    if math.prod(size for _, size in found) >= 2**63:
        raise RegionError.of("too_many_cells")
    return found


def examples_of(rows: ir.Table, column: str, which: ir.BooleanValue, most: int) -> ir.Table:
    """The commonest texts of a column on some rows: `text` and `rows`; ties by the text."""
    return counted_texts(rows.filter(which).select(text=f"text_{column}"), most)


def counted_texts(texts: ir.Table, most: int) -> ir.Table:
    """The commonest of some texts, `text` and `rows`; ties by the text."""
    counted = texts.group_by("text").agg(rows=texts.count().cast("int64"))
    return counted.order_by([ibis.desc("rows"), ibis.asc("text")]).limit(most)


def _figures(register: ir.Table, settings: RegisterSettings) -> dict[str, Any]:
    """Whole visits, patients and hundredths of cost; and what is wrong with a row, as bits."""
    flaws: list[Any] = []
    figures: dict[str, Any] = {}
    for column in ("visits", "patients", "cost"):
        value = _cell(register, settings, column)
        if value is None or constant_of(settings, column) is not None:
            continue
        marks = marks_of(settings.thousands, settings.decimal, column)
        figures[column], wrong = _figure(column, value, marks)
        flaws += [
            ibis.ifelse(where.fill_null(False), FLAWS[column, code], 0) for code, where in wrong.items()
        ]
    flaw = functools.reduce(operator.add, flaws) if flaws else None
    if settings.where:
        kept = ibis.and_(*(_kept(register, settings, *each) for each in settings.where.items()))
        flaw = ibis.ifelse(kept.fill_null(False), 0 if flaw is None else flaw, FILTERED)
    return figures if flaw is None else {**figures, "flaw": flaw.cast("int32")}


def constant_of(settings: RegisterSettings, column: str) -> int | None:
    """The same whole number on every row, where the settings say so."""
    text = settings.constants.get(column, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < DIGITS_MOST else None


def _figure(column: str, value: Any, marks: Marks) -> tuple[Any, dict[str, Any]]:
    """A figure as a whole number, NULL where it is missing or wrong; and where it is what."""
    kind = value.type()
    if kind.is_integer() and column != "cost":
        good = (value >= 0) & (value <= int(_LARGEST))
        wrong = {"negative": value < 0, "not_whole": value > int(_LARGEST)}
        number = ibis.ifelse(good, ibis.ifelse(good, value, 0).cast("int64"), ibis.null("int64"))
        empty = value.isnull()
    else:
        amount: Any = as_number(value, marks)
        empty = as_text(value) == "" if kind.is_string() else value.isnull()
        empty = empty | value.isnan() if kind.is_floating() else empty  # some write a missing one so
        wrong = {"not_a_number": amount.isnull() & ~empty, "negative": amount < 0}
        most = _LARGEST / _HUNDREDTHS if column == "cost" else _LARGEST
        good = (amount >= 0) & (amount <= most)
        within = ibis.ifelse(good, amount, 0.0)  # engines stop where no whole number fits
        if column == "cost":
            wrong["not_a_number"] = wrong["not_a_number"] | (amount > most)
            # half up by hand: engines round halves each in its own way
            hundredths = (within * _HUNDREDTHS + 0.5).floor().cast("int64")
        else:
            broken = (within != within.floor()) | (amount > most)
            wrong["not_whole"] = broken & (amount >= 0)
            good = good & ~broken
            hundredths = ibis.ifelse(good, within, 0.0).cast("int64")
        number = ibis.ifelse(good, hundredths, ibis.null("int64"))
    if column == "visits":
        wrong["missing_value"] = empty
    return number, wrong


def unread_of_conditions(register: ir.Table, settings: RegisterSettings) -> dict[str, ir.Table]:
    """Texts that a condition of ends cannot be held against, by the condition's name: `text` of each row."""
    found = {}
    for name, condition in settings.where.items():
        value: Any = _of_condition(register, settings, name)
        days = any(
            end is not None and not isinstance(end, float) for end in (condition.first, condition.last)
        )
        if value is None or condition.values or not (value.type().is_string() or days):
            continue  # there is no number that is none
        some = register.select(
            text=as_text(without(value, settings.null)), field=_measured(value, settings, name, condition)
        )
        found[name] = some.filter((some.text != "") & some.field.isnull()).select("text")
    return found


def _of_condition(register: ir.Table, settings: RegisterSettings, name: str) -> ir.Value | None:
    """The field that a condition is about."""
    own = settings.fields.get(name)
    return column_value(register, settings, name) if own is None else register[own]


def _measured(value: Any, settings: RegisterSettings, name: str, condition: Condition) -> Any:
    """The field as the ends of a condition are: days where one of them is, else numbers."""
    value = without(value, settings.null)
    if any(end is not None and not isinstance(end, float) for end in (condition.first, condition.last)):
        return as_day(value)
    return as_number(value, marks_of(settings.thousands, settings.decimal, name))


def _kept(register: ir.Table, settings: RegisterSettings, name: str, condition: Condition) -> Any:
    """Whether a row meets a condition; a row whose field cannot be read does not."""
    value: Any = _of_condition(register, settings, name)
    if value is None:
        return ibis.literal(False)
    if condition.values:
        return as_text(value).isin(condition.values)
    field: Any = _measured(value, settings, name, condition)
    first, last = (
        end if end is None or isinstance(end, float) else end.year * 10_000 + end.month * 100 + end.day
        for end in (condition.first, condition.last)
    )
    kept: Any = ibis.literal(True)
    if first is not None:
        kept = kept & (field >= first)
    if last is not None:
        kept = kept & (field <= last)
    return kept

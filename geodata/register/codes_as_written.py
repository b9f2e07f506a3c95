"""What a register writes in its own way: totals among places, decimals on codes, unread conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from geodata.contract.problems import Problems
from geodata.contract.register_settings import RegisterSettings
from geodata.register.cells import Counts
from geodata.register.codes import PLACES, TOTAL
from geodata.register.engine import Engine
from geodata.register.expression import FILTERED, NAMES, counted_texts, examples_of, unread_of_conditions

if TYPE_CHECKING:
    import ibis.expr.types as ir

LOOKED_AT = 20_000
"""Rows in which decimals on codes are looked for: an export puts them on all."""

WORDS = 5
"""Texts that a problem names."""


def report_codes(
    engine: Engine,
    rows: ir.Table,
    counts: Counts,
    settings: RegisterSettings,
    known: Mapping[str, Sequence[str]],
    problems: Problems,
) -> None:
    """Warn of rows that are totals of others and not counted, and of 1401.0 that is read as 1401."""
    for key, column in NAMES.items():
        if column not in PLACES or f"text_{column}" not in rows.columns:
            continue
        if counts.totals[0]:
            which = rows[key] == TOTAL
            if "flaw" in rows.columns:
                which = which & (rows.flaw != FILTERED)
            found = engine.fetch(examples_of(rows, column, which, WORDS)).to_pylist()
            _warn(
                "total_rows_of_register",
                settings,
                column,
                [(each["text"], each["rows"]) for each in found],
                problems,
            )
        ours = set(known[column])
        first = rows.limit(LOOKED_AT)
        which = first[f"text_{column}"].re_search("^[0-9]+[.]0+$")
        found = engine.fetch(examples_of(first, column, which, WORDS)).to_pylist()
        decimals = [(each["text"], each["rows"]) for each in found if each["text"] not in ours]
        decimals = [(text, many) for text, many in decimals if text.split(".")[0] in ours]
        if decimals:
            expected = [text.split(".")[0] for text, _ in decimals[:1]]
            _warn("decimals_on_codes", settings, column, decimals[:1], problems, expected)


def report_conditions(
    engine: Engine, register: ir.Table, settings: RegisterSettings, problems: Problems
) -> None:
    """Warn of rows that a condition leaves out because their field cannot be read: `1,000` from 50."""
    for name, texts in unread_of_conditions(register, settings).items():
        found = engine.fetch(counted_texts(texts, WORDS)).to_pylist()
        if not found:
            continue
        problems.add(
            "condition_unread",
            settings.name,
            column=settings.fields.get(name, settings.columns.get(name, name)),
            value=", ".join(each["text"] for each in found),
            severity="warning",
            rows=int(engine.fetch(texts.count().as_table())[0][0].as_py()),
        )


def _warn(
    code: str,
    settings: RegisterSettings,
    column: str,
    texts: Sequence[tuple[str, int]],
    problems: Problems,
    expected: Sequence[str] = (),
) -> None:
    if not texts:
        return
    problems.add(
        code,
        settings.name,
        column=settings.columns.get(column, column),
        value=", ".join(text for text, _ in texts),
        expected=expected,
        severity="warning",
        rows=sum(many for _, many in texts) if code == "total_rows_of_register" else None,
        ours=column,
        words=[text for text, _ in texts],
    )

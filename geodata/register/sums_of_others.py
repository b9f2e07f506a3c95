"""Unknown codes of a register that are totals of known ones by their numbers, as tables have them too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis.expr.types as ir
from pandas import DataFrame

from geodata.register.cells import Counts
from geodata.register.codes import PLACES
from geodata.register.engine import Engine
from geodata.register.expression import NAMES, examples_of
from geodata.register.findings import STANDS_FOR

TEXTS_MOST = 50
"""Unknown texts, the commonest, whose numbers are looked at."""

CODES_FEWEST = 3
"""Known codes that a total is of, at least; of nothing but noughts, as in 00, two are enough."""

CLASS = ["period", "care_form", "age_group"]


def sums_of_others(engine: Engine, rows: ir.Table, counts: Counts) -> Mapping[str, tuple[str, ...]]:
    """Texts, by column, whose visits are those of all known codes together in every period and class.

    Only of a register that tells visits, a row for many: nobody writes a total among single visits.

    Parameters
    ----------
    engine : Engine
    rows : ibis Table
        Of `geodata.register.expression.rows_of`.
    counts : Counts
        Of these.
    """
    found: dict[str, tuple[str, ...]] = {}
    if "visits" not in rows.columns:
        return found
    for key, column in NAMES.items():
        if column not in PLACES or f"text_{column}" not in rows.columns:
            continue
        stranger = STANDS_FOR["unknown_area" if key == "area" else "unknown_unit"]
        if not (counts.keys[key] == stranger).any():
            continue
        texts = _texts(engine, rows, key, column, stranger)
        known = _known(counts, key)
        named = tuple(text for text, own in texts.items() if _is_total(text, own, known))
        if named:
            found[column] = named
    return found


def _texts(
    engine: Engine, rows: ir.Table, key: str, column: str, stranger: int
) -> dict[str, dict[tuple[int, ...], int]]:
    """Visits of each unknown text by period and class."""
    which: Any = rows[key] == stranger
    if "flaw" in rows.columns:
        which = which & (rows.flaw == 0)
    commonest = engine.fetch(examples_of(rows, column, which, TEXTS_MOST))["text"].to_pylist()
    named = [text for text in commonest if text]
    if not named:
        return {}
    some = rows.filter(which & rows[f"text_{column}"].isin(named))
    by = {name: some[name] for name in CLASS}
    sums = some.group_by(text=some[f"text_{column}"], **by).agg(visits=some.visits.sum().cast("int64"))
    texts: dict[str, dict[tuple[int, ...], int]] = {}
    for row in engine.fetch(sums).to_pylist():
        texts.setdefault(row["text"], {})[tuple(row[name] for name in CLASS)] = row["visits"] or 0
    return texts


def _known(counts: Counts, key: str) -> dict[tuple[int, ...], tuple[int, frozenset[int]]]:
    """Visits of known codes, and which these are, by period and class."""
    keep = (counts.keys[key] >= 0) & (counts.keys["flaw"] == 0) & (counts.visits > 0)
    frame = DataFrame({name: counts.keys[name][keep] for name in CLASS})
    frame = frame.assign(code=counts.keys[key][keep], visits=counts.visits[keep])
    found: dict[tuple[int, ...], tuple[int, frozenset[int]]] = {}
    for _, part in frame.groupby(CLASS):
        which = tuple(int(part[name].iloc[0]) for name in CLASS)
        found[which] = int(part["visits"].sum()), frozenset(part["code"].unique().tolist())
    return found


def _is_total(
    text: str,
    own: Mapping[tuple[int, ...], int],
    known: Mapping[tuple[int, ...], tuple[int, frozenset[int]]],
) -> bool:
    nobody: tuple[int, frozenset[int]] = (0, frozenset())
    if not sum(own.values()) or any(known.get(which, nobody)[0] != visits for which, visits in own.items()):
        return False
    codes = frozenset[int]().union(*(known[which][1] for which, visits in own.items() if visits))
    return len(codes) >= (CODES_FEWEST if text.strip("0") else 2)

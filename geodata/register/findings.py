"""Every problem of a register at once, each as what it says, on how many rows, with examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.contract.problems import Problems
from geodata.contract.register_settings import RegisterSettings
from geodata.contract.settings import RegionSettings
from geodata.register.cells import Counts
from geodata.register.doubtful_texts import DoubtfulTexts, split_line
from geodata.register.expression import FLAWS
from geodata.register.fields import MISSING, OTHER_YEAR, UNREADABLE, period_key
from geodata.register.visited import EMPTY, UNKNOWN
from geodata.sources.periods import LIKE_MONTHS, YEARS, all_like_months

EXAMPLES = 5
"""How many texts a problem or an account names."""

WORDS = 50
"""How many texts a problem lists as words to translate."""

STANDS_FOR = {
    "unknown_care_form": UNKNOWN,
    "unknown_age_group": UNKNOWN,
    "unknown_area": UNKNOWN,
    "unknown_unit": EMPTY,  # an unknown unit and none have one code
    "not_a_period": UNREADABLE,
    "bad_year": OTHER_YEAR,
}
"""Code that stands in a key where it has a problem."""

_LOOKED_THROUGH = 1000
"""Texts that are looked through for lost zeros, the commonest first."""

Texts = Callable[[str, str, int], Sequence[tuple[str, int]]]
"""Commonest texts of a column that have a problem, and their rows: column, code of problem, how many."""


@dataclass(frozen=True)
class ProblemSearch:
    """Settings, known codes and engine that a search for problems needs.

    Attributes
    ----------
    known : mapping
        The region's own codes by column.
    files : mapping
        Files that codes of areas and units stand in, by column.
    texts : function
        Asks the engine.
    """

    register: RegisterSettings
    settings: RegionSettings
    known: Mapping[str, Sequence[str]]
    files: Mapping[str, tuple[str, ...]]
    texts: Texts

    def report(
        self,
        problems: Problems,
        code: str,
        column: str,
        rows: int,
        texts: Sequence[str],
        expected: Sequence[str] = (),
    ) -> None:
        """Add one problem by the register's own name of the column."""
        name = ", ".join(self.register.columns.get(each, each) for each in column.split(", "))
        problems.add(
            code,
            self.register.name,
            column=name,
            rows=rows,
            value=", ".join(texts[:EXAMPLES]) or None,
            expected=expected,
            ours=column,
            words=texts,
        )


def find_problems(counts: Counts, search: ProblemSearch, problems: Problems) -> dict[str, tuple[str, ...]]:
    """Add every problem of a register.

    Returns
    -------
    dict
        Examples of areas and units that the region does not have, by column: those that are kept.
    """
    register, settings = search.register, search.settings

    def report(
        code: str, columns: str, rows: int, texts: Sequence[str], expected: Sequence[str] = ()
    ) -> None:
        search.report(problems, code, columns, rows, texts, expected)

    def like_months() -> Sequence[tuple[str, int]]:
        return search.texts("period", "split_year", len(LIKE_MONTHS))

    doubtful = DoubtfulTexts(register, report, like_months)

    def add(code: str, column: str, rows: int, expected: Sequence[str] = ()) -> None:
        """Add what is wrong with a column's texts, those that are only doubtful by themselves."""
        texts = [*search.texts(column, code, _LOOKED_THROUGH)] if code != "missing_value" else []
        texts, rows = doubtful.apart(code, column, texts, rows)
        if rows:
            report(code, column, rows, [text for text, _ in texts[:WORDS]], expected)

    for (column, code), bit in FLAWS.items():
        rows = _rows(counts, (counts.keys["flaw"] & bit) != 0)
        if rows and not (code == "missing_value" and register.incomplete == "set_aside"):
            add(code, column, rows)
    keys = counts.keys
    if register.incomplete == "error":
        for column, empty in (("care_form", EMPTY), ("period", MISSING)):
            if rows := _rows(counts, keys[column] == empty):
                add("missing_value", column, rows)
    for column, code, choices in (
        ("care_form", "unknown_care_form", tuple(settings.care_forms)),
        ("age_group", "unknown_age_group", tuple(settings.age_groups)),
        ("period", "not_a_period", ("2025", "2025Q3", "2025-07", "2025-07-14")),
        ("period", "bad_year", tuple(str(year) for year in YEARS)),
    ):
        if rows := _rows(counts, keys[column] == STANDS_FOR[code]):
            add(code, column, rows, choices)
    doubtful.report_null_words()
    _periods(counts, search, problems)
    return {
        "area_id": _codes(
            counts, search, problems, "area_id", keys["area"] == UNKNOWN, keys["area"] == EMPTY
        ),
        "unit_id": _codes(counts, search, problems, "unit_id", keys["unit"] == EMPTY, None),
    }


def incomplete(counts: Counts) -> NDArray[np.bool_]:
    """Which cells lack visits, a care form or a period."""
    keys = counts.keys
    missing: NDArray[np.bool_] = (
        (keys["flaw"] != 0) | (keys["care_form"] == EMPTY) | (keys["period"] == MISSING)
    )
    return missing


def _rows(counts: Counts, where: NDArray[np.bool_]) -> int:
    return int(counts.rows[where].sum())


def _codes(
    counts: Counts,
    search: ProblemSearch,
    problems: Problems,
    column: str,
    unknown: NDArray[np.bool_],
    empty: NDArray[np.bool_] | None,
) -> tuple[str, ...]:
    """Report codes that the region does not have, and codes that are not given, unless they are kept.

    A code that only lacks its zeros is reported whatever is kept: every visit would be a stranger's.
    """
    policy = search.register.unknown_area if column == "area_id" else search.register.unknown_unit
    strange = _rows(counts, unknown)
    problem = "unknown_area" if column == "area_id" else "unknown_unit"
    given = [*search.texts(column, problem, _LOOKED_THROUGH)] if strange else []
    nothing = sum(rows for text, rows in given if text == "") if empty is None else _rows(counts, empty)
    given = [(text, rows) for text, rows in given if text != ""]
    if empty is None:
        strange -= nothing
    full = {code.lstrip("0"): code for code in search.known[column] if code.startswith("0")}
    short = [(text, rows) for text, rows in given if text in full]
    if short:
        names = [text for text, _ in short[:EXAMPLES]]
        rows = sum(count for _, count in short)
        search.report(problems, "lost_zeros", column, rows, names, [full[name] for name in names])
        strange -= rows
    others = [text for text, _ in given if text not in full][:EXAMPLES]
    if policy == "error":
        if strange:
            search.report(problems, problem, column, strange, others, search.files[column])
        if nothing:
            search.report(problems, "missing_value", column, nothing, ())
    return tuple(others)


def _years_like_months(counts: Counts, search: ProblemSearch, problems: Problems) -> None:
    """Report split years that are written as months are, where a register has nothing else."""
    codes = counts.keys["period"]
    found = {period_key(int(code)) for code in np.unique(codes[codes >= 0])}
    counted = {(text, f"{text[:4]}Q{(int(text[-2:]) + 2) // 3}", text[:4]) for text in LIKE_MONTHS}
    others = (codes == STANDS_FOR["not_a_period"]).any()  # if they are split years, these are told with them
    if others or len(found) < 2 or not found <= {key for keys in counted for key in keys}:
        return  # no need to ask for the texts
    years = [*search.texts("period", "split_year", len(LIKE_MONTHS))]
    rows = sum(count for _, count in years)
    if all_like_months(text for text, _ in years) and rows == _rows(counts, codes >= 0):
        named = [text for text, _ in years]
        search.report(problems, "split_year", "period", rows, named, (split_line(years),))


def _periods(counts: Counts, search: ProblemSearch, problems: Problems) -> None:
    """Report periods that stand beside their own parts, which would count twice; and split years."""
    codes = counts.keys["period"]
    _years_like_months(counts, search, problems)
    years = codes // 100
    for year in np.unique(years[codes >= 0]).tolist():
        in_year = np.unique(codes[years == year])
        part = in_year % 100  # 0 a year, to 12 a month, above 20 a quarter
        whole, fourths, months = in_year[part == 0], in_year[part > 20], in_year[(part > 0) & (part <= 20)]
        coarse, finer = (whole, in_year[part > 0]) if len(whole) else (fourths, months)
        if len(coarse) and len(finer):
            rows = _rows(counts, np.isin(codes, coarse))
            beside, parts = ([period_key(int(code)) for code in some] for some in (coarse, finer[:4]))
            search.report(problems, "mixed_register_periods", "period", rows, beside, parts)

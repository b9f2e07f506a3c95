"""How residents are read: wide years and ages, breakdowns, totals beside their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Final

from geodata.guess.findings import Reason, Setting
from geodata.guess.names import plain
from geodata.guess.table_guess import Fit, Sight

_ALTERNATIVES: Final = {
    "variant", "projection", "scenario", "alternativ", "alternative", "version", "basis", "forecast",
    "edition", "framskrivning", "prognos", "run",
}  # fmt: skip
"""Words in the name of a column that tells alternatives apart, of which rows must not be added up."""


def people_settings(sight: Sight, fit: Fit) -> list[Setting]:
    """Lines for a table that counts people: wide columns, years ahead, and one of several alternatives."""
    return [*_wide(sight, fit), *_years_ahead(sight, fit), *_alternatives(sight, fit)]


def _wide(sight: Sight, fit: Fit) -> list[Setting]:
    """Lines that make rows of columns of ages, or of years: of residents the last year alone."""
    if not fit.wide:
        return []
    if sight.ages:
        reason = Reason("wide_ages", str(len(sight.ages)))
        settings = [Setting(("melt", name), ages, 0.93, reason) for name, ages in sight.ages.items()]
        year = _year_of(sight.peek.file)
        if year and "year" not in fit.columns:
            named = Reason("year_in_name", sight.peek.file)
            settings.append(Setting(("constants", "year"), year, 0.7, named))
        return settings
    if fit.table.name == "projections":
        reason = Reason("wide_years", str(len(sight.years)))
        return [Setting(("melt_like", r"((?:19|20)\d{2})$"), {"year": r"\1"}, 0.95, reason)]
    latest = _latest(sight.years)
    reason = Reason("latest_year", sight.years[latest])
    return [Setting(("melt", latest), {"year": sight.years[latest]}, 0.9, reason)]


def _latest(years: Mapping[str, str]) -> str:
    """The column of the last year that is not ahead; the first one where all are."""
    past = [name for name, year in years.items() if year <= _this_year()]
    return max(past, key=years.__getitem__) if past else min(years, key=years.__getitem__)


def years_ahead(sight: Sight, fit: Fit) -> bool:
    """Whether rows are of years to come too."""
    if "year" not in fit.columns:
        return False
    years = [text for text in sight.column(fit.columns["year"][0]).distinct if re.fullmatch(r"\d{4}", text)]
    return any(year > _this_year() for year in years) and any(year <= _this_year() for year in years)


def _years_ahead(sight: Sight, fit: Fit) -> list[Setting]:
    """A line that keeps one year of residents, where the file goes on into years to come."""
    if fit.table.name != "population" or not years_ahead(sight, fit):
        return []
    column = sight.column(fit.columns["year"][0])
    last = max(year for year in column.distinct if year <= _this_year())
    return [Setting(("where", column.name), last, 0.85, Reason("not_after_now", last))]


def _alternatives(sight: Sight, fit: Fit) -> list[Setting]:
    """A line that keeps one of several alternatives that a file holds, so that they are not added up."""
    read = {theirs for theirs, _guess in fit.columns.values()}
    for column in sight.columns:
        several = 1 < len(column.distinct) <= 20 and column.name not in read
        if several and _ALTERNATIVES & set(plain(column.name)):
            last = max(column.distinct)
            return [Setting(("where", column.name), last, 0.65, Reason("alternatives", column.name))]
    return []


def added_up(sight: Sight, fit: Fit, read: Iterable[str]) -> list[str]:
    """Columns that are not read and that alone tell rows apart: such rows are added up."""
    frame = sight.peek.frame
    used = set(read)
    rest = [column.name for column in sight.columns if column.name not in used]
    few = [name for name in rest if 1 < len(sight.column(name).distinct) <= 30]
    key = [theirs for ours, (theirs, _guess) in fit.columns.items() if ours != fit.table.measure]
    if not key or not few or not fit.table.people or not frame.duplicated(key).any():
        return []
    return few if not frame.duplicated([*key, *few]).any() else []


def residents_date(sight: Sight, fit: Fit) -> tuple[str, float]:
    """The day or year that residents are of, and how sure that is; "" where nothing says it."""
    if fit.wide and sight.years and not sight.ages:
        return sight.years[_latest(sight.years)], 0.9
    if "year" in fit.columns:
        years = [
            text for text in sight.column(fit.columns["year"][0]).distinct if re.fullmatch(r"\d{4}", text)
        ]
        past = [year for year in years if year <= _this_year()]
        return (max(past), 0.9) if past else (min(years, default=""), 0.6)
    return _year_of(sight.peek.file), 0.6


def _this_year() -> str:
    return str(datetime.now(UTC).year)


def _year_of(file: str) -> str:
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", file)
    return years[-1] if years else ""

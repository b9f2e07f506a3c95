"""How residents are read: wide years and ages, breakdowns, totals beside their parts."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from geodata.guess.findings import Reason, Setting
from geodata.guess.table_guess import Fit, Sight


def wide_settings(sight: Sight, fit: Fit) -> list[Setting]:
    """Lines that make rows of columns of ages, or of years: of residents the last year alone."""
    if not fit.wide:
        return []
    if sight.ages:
        reason = Reason("wide_ages", str(len(sight.ages)))
        year = _year_of(sight.peek.file)
        settings = [Setting(("melt", name), ages, 0.93, reason) for name, ages in sight.ages.items()]
        if year and "year" not in fit.columns:
            settings.append(
                Setting(("constants", "year"), year, 0.7, Reason("year_in_name", sight.peek.file))
            )
        return settings
    if fit.table.name == "projections":
        return [
            Setting(
                ("melt_like", r"((?:19|20)\d{2})$"),
                {"year": r"\1"},
                0.95,
                Reason("wide_years", str(len(sight.years))),
            )
        ]
    latest = max(sight.years, key=sight.years.__getitem__)
    if fit.table.name == "population":
        past = {name: year for name, year in sight.years.items() if int(year) <= datetime.now(UTC).year}
        latest = max(past or sight.years, key=sight.years.__getitem__)
    return [
        Setting(
            ("melt", latest), {"year": sight.years[latest]}, 0.9, Reason("latest_year", sight.years[latest])
        )
    ]


def residents_date(sight: Sight, fit: Fit) -> tuple[str, float]:
    """The day or year that residents are of, and how sure that is; "" where nothing says it."""
    if fit.wide and sight.years and not sight.ages:
        return max(sight.years.values()), 0.9
    if "year" in fit.columns:
        years = [
            text for text in sight.column(fit.columns["year"][0]).distinct if re.fullmatch(r"\d{4}", text)
        ]
        now = str(datetime.now(UTC).year)
        past = [year for year in years if year <= now]
        return (max(past), 0.9) if past else (min(years, default=""), 0.6)
    return _year_of(sight.peek.file), 0.6


def _year_of(file: str) -> str:
    years = re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", file)
    return years[-1] if years else ""

"""What must agree within a row or a table: dates, ages, years, periods, shares, ways of travelling."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems, Severity
from geodata.contract.settings import RegionSettings

_PERIODS_NAMED: Final = 4
_ROWS_NAMED: Final = 5


def checked_dates(units: Sheet, problems: Problems) -> None:
    """Report units that close before they open."""
    frame = units.frame
    if "opened" in frame and "closed" in frame:
        wrong = (frame["closed"] < frame["opened"]).to_numpy(dtype=bool)
        opened = [(day.date().isoformat(),) for day in frame["opened"][wrong]]
        closed = [day.date().isoformat() for day in frame["closed"][wrong]]
        units.report(problems, "dates_in_wrong_order", wrong, "closed", values=closed, expected=opened)


def checked_travel_times(times: Sheet, settings: RegionSettings, problems: Problems) -> None:
    """Warn of minutes by what nobody travels by here; an error where a way of travelling gets none."""
    ways = settings.travel_modes or (settings.travel,)
    known = {way.mode for way in ways if way.model in (None, "table")}
    modes = times.frame["mode"]
    strange = ((modes != "") & ~modes.isin(known)).to_numpy(dtype=bool)
    if not known:
        return  # the table is not used at all
    without = [] if (modes == "").any() else sorted(known - set(modes))
    severity: Severity = "error" if without else "warning"
    expected = tuple(sorted(known))
    times.report(problems, "mode_not_travelled", strange, "mode", expected=expected, severity=severity)
    if not strange.any():
        for mode in without:
            problems.add("mode_without_times", times.parts[0].settings.file, column="mode", value=mode)


def checked_ages(sheet: Sheet, problems: Problems) -> None:
    """Report age spans that end before they begin."""
    frame = sheet.frame
    if "age_from" in frame and "age_to" in frame:
        wrong = (frame["age_to"] < frame["age_from"]).to_numpy(dtype=bool)
        ages = zip(frame["age_from"][wrong], frame["age_to"][wrong], strict=True)
        spans = [f"{first:g}-{last:g}" for first, last in ages]
        sheet.report(problems, "ages_in_wrong_order", wrong, "age_to", values=spans)


def checked_years(population: Sheet, areas: Sheet | None, problems: Problems) -> None:
    """Report areas without residents for a year that others have, and years left out between others."""
    frame = population.frame
    if "year" in frame:
        frame = frame[frame["year"].notna()]
    frame = frame[frame["area_id"] != ""]
    if frame.empty:
        return
    file = population.parts[0].settings.file
    ids = sorted(set(areas.frame["area_id"]) - {""}) if areas is not None else sorted(set(frame["area_id"]))
    if "year" not in frame:
        for area in sorted(set(ids) - set(frame["area_id"])):
            problems.add("no_population", file, column="area_id", value=area, severity="warning")
        return
    years = sorted({int(year) for year in frame["year"]})
    for year in sorted(set(range(years[0], years[-1])) - set(years)):
        problems.add("year_left_out", file, column="year", value=str(year), severity="warning")
    everywhere = set(frame["area_id"])
    for area in sorted(set(ids) - everywhere):
        problems.add("no_population", file, column="area_id", value=area, severity="warning")
    pairs = set(zip(frame["area_id"], frame["year"].astype(int), strict=True))
    for area in sorted(everywhere & set(ids)):
        missing = tuple(str(year) for year in years if (area, year) not in pairs)
        if missing:
            problems.add("population_year_missing", file, column="year", value=area, expected=missing)


def checked_periods(sheet: Sheet, problems: Problems) -> None:
    """Report periods of different lengths within a year: they would count twice, or cannot be compared."""
    periods = sheet.frame.get("period")
    if periods is None or sheet.frame.empty:
        return
    lengths = periods.str.len()
    given = periods[lengths > 0]
    of_year = given.str.slice(0, 4)
    mixed = lengths[lengths > 0].groupby(of_year).nunique()
    for year in mixed.index[mixed > 1].tolist():
        grains = sorted(lengths[given.index][of_year == year].unique().tolist())
        kinds = [((periods.str.slice(0, 4) == year) & (lengths == grain)).to_numpy(bool) for grain in grains]
        beside = tuple(_with_rows(sheet, each) for each in kinds[1:])
        sheet.report(
            problems,
            "mixed_periods",
            kinds[0],
            "period",
            values=[_with_rows(sheet, kinds[0])],
            expected=beside,
            once=True,
        )


def _with_rows(sheet: Sheet, where: NDArray[np.bool_]) -> str:
    """Periods of some rows, each with its first rows in brackets: `2024Q1 (2, 3, 4, …)`."""
    periods, rows = sheet.frame["period"][where].to_numpy(), sheet.row[where]
    several = []
    for period in sorted(set(periods))[:_PERIODS_NAMED]:
        own = rows[periods == period]
        more = [] if len(own) <= _ROWS_NAMED else ["…"]
        several.append(f"{period} ({', '.join([*map(str, own[:_ROWS_NAMED]), *more])})")
    return ", ".join(several)


def checked_shares(indicators: Sheet, settings: RegionSettings, problems: Problems) -> None:
    """Report shares beyond 0 to 1, such as percent."""
    frame = indicators.frame
    shares = [key for key, each in settings.indicators.items() if each.unit == "share"]
    share = frame["indicator"].isin(shares)
    wrong = (share & ((frame["value"] < 0) | (frame["value"] > 1))).to_numpy(dtype=bool)
    indicators.report(problems, "not_a_share", wrong, "value", expected=("0", "1"))


def checked_themes(themes: Sheet, settings: RegionSettings, problems: Problems) -> None:
    """Report values that are none of their theme's categories."""
    for key, theme in settings.themes.items():
        of_theme = themes.frame["theme"] == key
        given = of_theme & (themes.frame["value"] != "")
        wrong = (given & ~themes.frame["value"].isin(list(theme.categories))).to_numpy(dtype=bool)
        themes.report(problems, "unknown_category", wrong, "value", expected=tuple(theme.categories))

"""What must agree within a row or a table: dates, ages, years, periods, shares."""

from __future__ import annotations

from pandas import Series

from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings


def checked_dates(units: Sheet, problems: Problems) -> None:
    """Report units that close before they open."""
    frame = units.frame
    if "opened" in frame and "closed" in frame:
        wrong = (frame["closed"] < frame["opened"]).to_numpy(dtype=bool)
        opened = [(day.date().isoformat(),) for day in frame["opened"][wrong]]
        closed = [day.date().isoformat() for day in frame["closed"][wrong]]
        units.report(problems, "dates_in_wrong_order", wrong, "closed", values=closed, expected=opened)


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
    """Report a year beside its own parts: they would be counted twice."""
    periods = sheet.frame.get("period")
    if periods is None or sheet.frame.empty:
        return
    lengths = periods.str.len()
    kinds = sorted(lengths.unique().tolist())
    for year in sorted(periods[lengths == 4].unique().tolist()):
        parts = sorted(set(periods[(lengths > 4) & periods.str.startswith(year)]))
        if parts:
            where, few = (periods == year).to_numpy(dtype=bool), tuple(parts[:4])
            sheet.report(problems, "mixed_periods", where, "period", values=[year], expected=few, once=True)
    quarters = Series(periods.unique())
    if 6 in kinds and 7 in kinds:
        both = set(quarters.str.slice(0, 4)[quarters.str.len() == 6]) & set(
            quarters.str.slice(0, 4)[quarters.str.len() == 7]
        )
        for year in sorted(both):
            where = (periods.str.startswith(year) & (lengths == 6)).to_numpy(dtype=bool)
            sheet.report(problems, "mixed_periods", where, "period", expected=(f"{year}-01",), once=True)


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

"""Whether a projection begins where the residents end: in place, in time, in number and in ages."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, Series

from geodata.checks.sheet import Sheet
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings
from geodata.region.residents import year_counted

MUNICIPALITY_OFF, AREA_OFF = 0.05, 0.20
"""How far, as a share, a projection may lie from the residents of the same year, or of the year before."""

FEWEST = 20
"""Persons; a difference of fewer is not worth a word."""


def checked_projections(
    projections: Sheet, population: Sheet, areas: Sheet, settings: RegionSettings, problems: Problems
) -> None:
    """Report what keeps a projection from going on from the residents there are.

    Parameters
    ----------
    projections, population, areas : Sheet
        Without totals beside their parts, and of places that are there.
    settings : RegionSettings
    problems : Problems
    """
    frame = projections.frame
    if frame.empty or population.frame.empty or areas.frame.empty:
        return
    main = (_texts(frame, "variant") == "").to_numpy(dtype=bool)
    if not main.any():
        names = tuple(sorted(set(_texts(frame, "variant"))))
        projections.report(problems, "no_main_variant", ~main, "variant", expected=names, once=True)
        return
    people = population.frame
    years = people["year"].dropna().astype(int).tolist() if "year" in people else []
    base = year_counted(years, settings.residents_date)
    if years:
        people = people[people["year"] == base]
    place = _texts(frame, "area_id").where(lambda code: code != "", _texts(frame, "municipality_id"))
    _report_places(projections, areas, place, problems)
    _report_ages(projections, frame[main], people, settings, problems)
    if base is not None:
        _report_years(projections, main, base, problems)
        _report_numbers(projections, place.where(main, ""), people, areas, base, problems)


def _report_years(projections: Sheet, main: np.ndarray, base: int, problems: Problems) -> None:
    """Report a projection that leaves out years after the residents', or that has come to its end."""
    years = projections.frame["year"].where(main)
    first, last = int(years.min()), int(years.max())
    for code, year, wrong in (
        ("projection_starts_late", first, first > base + 1),
        ("projection_over", last, last <= base),
    ):
        if wrong:
            projections.report(
                problems,
                code,
                (years == year).to_numpy(dtype=bool),
                "year",
                values=[str(year)],
                expected=(str(base),),
                severity="warning",
                once=True,
            )


def _report_places(projections: Sheet, areas: Sheet, place: Series[str], problems: Problems) -> None:
    """Report municipalities that some variant leaves out, and places that lack years which others have."""
    file = projections.parts[0].settings.file
    of_area = areas.frame.drop_duplicates("area_id").set_index("area_id")["municipality_id"]
    without: set[str] = set()
    missing: dict[str, set[int]] = {}
    for _, rows in place.groupby(_texts(projections.frame, "variant")):
        known = set(rows) | set(of_area[of_area.index.isin(rows)])
        without |= set(of_area) - known - {""}
        year = projections.frame["year"].loc[rows.index].dropna().astype(int)
        years, pairs = set(year), set(zip(rows, year, strict=False))
        for code in set(rows) - {""}:
            missing.setdefault(code, set()).update(each for each in years if (code, each) not in pairs)
    for code in sorted(without):
        problems.add("no_projection", file, column="municipality_id", value=code, severity="warning")
    for code, lacking in sorted(missing.items()):
        if lacking:
            problems.add(
                "projection_year_missing",
                file,
                column="year",
                value=code,
                expected=[str(each) for each in sorted(lacking)],
                severity="warning",
            )


def _report_numbers(
    projections: Sheet, place: Series[str], people: DataFrame, areas: Sheet, base: int, problems: Problems
) -> None:
    """Report places whose residents a projection of the same year, or of the next, does not know."""
    frame = projections.frame
    of_area = people.groupby("area_id")["persons"].sum().to_dict()
    home = areas.frame.drop_duplicates("area_id").set_index("area_id")["municipality_id"]
    of_municipality = people["persons"].groupby(people["area_id"].map(home)).sum().to_dict()
    first = base if (frame["year"] == base).any() else base + 1
    then = (frame["year"] == first) & (place != "")
    for code, persons in frame["persons"][then].groupby(place[then]).sum().to_dict().items():
        in_area = code in of_area
        residents = of_area[code] if in_area else of_municipality.get(code, np.nan)
        off = abs(persons - residents)
        if off > (AREA_OFF if in_area else MUNICIPALITY_OFF) * residents and off > FEWEST:
            projections.report(
                problems,
                "projection_disagrees",
                (then & (place == code)).to_numpy(dtype=bool),
                "persons",
                values=[f"{code}, {first}: {persons:.0f}"],
                expected=(f"{residents:.0f}",),
                severity="warning",
                once=True,
            )


def _report_ages(
    projections: Sheet, main: DataFrame, people: DataFrame, settings: RegionSettings, problems: Problems
) -> None:
    """Report ages where the residents, or the visits' age groups, are parted and the projection is not."""
    theirs, file = _borders(main), projections.parts[0].settings.file
    groups = {each.age_from for each in settings.age_groups.values()} - {0}
    for ours in (_borders(people), groups):
        apart = ours - theirs
        if apart and not theirs <= ours:  # one that is parted more coarsely all over is only coarser
            value = ", ".join(map(str, sorted(apart)))
            expected = tuple(map(str, sorted(theirs)))
            problems.add(
                "ages_do_not_meet",
                file,
                column="age_from",
                value=value,
                expected=expected,
                severity="warning",
            )


def _borders(frame: DataFrame) -> set[int]:
    """Ages at which a class of ages begins after another."""
    begin, end = (set(frame[name].dropna()) if name in frame else set() for name in ("age_from", "age_to"))
    return {int(age) for age in begin | {age + 1 for age in end}} - {0}


def _texts(frame: DataFrame, column: str) -> Series[str]:
    return frame[column] if column in frame else Series("", index=frame.index, dtype=str)

"""A region's own tables and published visits as what a look ahead is worked out from."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import UnknownNameError
from geodata.needs.errors import NeedsError
from geodata.needs.model import NeedModel, need_model
from geodata.needs.need import Need
from geodata.needs.outlook import Outlook
from geodata.needs.tables import CountedUse, NeedTables
from geodata.region.region import Region
from geodata.region.residents import year_counted
from geodata.region.visits import Visits

Floats = NDArray[np.float64]


@lru_cache(maxsize=32)
def need_model_of(region: Region, care_form: str) -> NeedModel:
    """A region's tables made ready for any outlook on the use of a care form.

    Use is that of the region's residents in the year that they are counted of, from the coarsest published
    cells that tell it: of municipalities by age group, of areas in all.

    Parameters
    ----------
    region : Region
    care_form : str

    Returns
    -------
    NeedModel

    Raises
    ------
    NeedsError
        If the region lacks what it takes; the message says what.
    """
    tables = need_tables_of(region)
    visits = region.visits
    if visits is None:
        raise NeedsError("the region has no visits, so that nobody knows how much people use")
    years = whole_years(visits)
    if tables.base_year not in years:
        listed = ", ".join(map(str, years)) or "none"
        raise NeedsError(
            f"residents are of {tables.base_year}, and visits of no such whole year but of {listed}"
        )
    return need_model(tables, counted_use(region, visits, care_form, tables.base_year))


def need_of(region: Region, care_form: str, outlook: Outlook) -> Need:
    """Use of each area in all years of the projection; takes and raises what `need_model_of` does.

    All horizons of an outlook are worked out once.

    Raises
    ------
    UnknownNameError
        If the region cannot answer the outlook.
    """
    last = at_last_horizon(region, care_form, outlook)
    return replace(_need_of(region, care_form, last), outlook=outlook)


def at_last_horizon(region: Region, care_form: str, outlook: Outlook) -> Outlook:
    """The same outlook at the last year: what holds all years is the same whichever of them is looked at.

    Raises
    ------
    NeedsError, UnknownNameError
        If the region cannot answer the outlook.
    """
    offer = need_model_of(region, care_form).offer
    return replace(offer.checked(outlook), horizon=offer.horizons[-1])


@lru_cache(maxsize=32)
def _need_of(region: Region, care_form: str, outlook: Outlook) -> Need:
    return need_model_of(region, care_form).need(outlook)


def counted_use(region: Region, visits: Visits, care_form: str, year: int) -> CountedUse:
    """Use in a year, with that of every whole year until then.

    Parameters
    ----------
    region : Region
    visits : Visits
        The region's.
    care_form : str
    year : int
        One of `whole_years`.
    """
    years = tuple(each for each in whole_years(visits) if each <= year)
    ages, by_group = _by_group(region, visits, care_form, str(year))
    by_year = np.stack([_by_area(region, visits, care_form, str(each)) for each in years])
    return CountedUse(ages, by_group, by_year[-1], years, by_year)


def need_tables_of(region: Region) -> NeedTables:
    """A region's tables of people and their health.

    Raises
    ------
    NeedsError
        If it has no projection, or its residents are of no year.
    """
    if region.projections is None:
        raise NeedsError("the region has no table `projections`, so that nobody knows how many there will be")
    year = year_counted(region.population["year"].unique().tolist(), region.settings.residents_date)
    if year is None:
        raise NeedsError(
            "nobody says of which year the residents are: give `population` a year, or a residents_date"
        )
    population = region.population
    if (population["year"] <= 0).all():
        population = population.assign(year=year)
    places = region.municipalities
    return NeedTables(
        year,
        population,
        region.projections,
        tuple(places.ids),
        places.of_area.astype(np.int64),
        region.life_expectancy,
        region.prevalence,
    )


def whole_years(visits: Visits) -> tuple[int, ...]:
    """Whole years that visits are published of, ascending."""
    found = {period[:4] for period in visits.periods}
    return tuple(int(year) for year in sorted(found) if _whole(visits, year))


def _whole(visits: Visits, year: str) -> bool:
    try:
        parts = visits.published_parts(year)
    except UnknownNameError:
        return False
    if parts == (year,):
        return True
    return len(parts) in (4, 12) and len({len(part) for part in parts}) == 1


def _by_group(
    region: Region, visits: Visits, care_form: str, year: str
) -> tuple[tuple[tuple[int, int], ...], Floats]:
    """Ages that use is known of, and how much each used."""
    groups = {key: region.settings.age_groups[key] for key in visits.age_groups}
    spans = sorted(
        (group.age_from, -1 if group.age_to is None else group.age_to, key) for key, group in groups.items()
    )
    ends = [end + 1 for _, end, _ in spans]
    if not spans or spans[0][0] != 0 or ends[-1] != 0 or ends[:-1] != [begin for begin, _, _ in spans[1:]]:
        return ((0, -1),), np.array([_of_residents(visits, care_form, year, "")])
    use = [_of_residents(visits, care_form, year, key) for _, _, key in spans]
    return tuple((begin, end) for begin, end, _ in spans), np.array(use)


def _of_residents(visits: Visits, care_form: str, year: str, age_group: str) -> float:
    cells = visits.cells("municipality", "region", visits.published_parts(year), care_form, age_group)
    return float(cells.visits[cells.residence >= 0].sum())


def _by_area(region: Region, visits: Visits, care_form: str, year: str) -> Floats:
    cells = visits.cells("area", "region", visits.published_parts(year), care_form)
    ours = cells.residence >= 0
    return np.bincount(cells.residence[ours], cells.visits[ours], len(region.areas)).astype(np.float64)

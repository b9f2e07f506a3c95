"""Tables made ready for any outlook: what there is to choose among, and the answer to a choice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geodata.needs.base import Base, base_of
from geodata.needs.classes import Classes
from geodata.needs.errors import NeedsError
from geodata.needs.health import gained_years
from geodata.needs.need import Ahead, Need, need
from geodata.needs.outlook import COHORTS, Offer, Outlook
from geodata.needs.people import (
    people_by_cohorts,
    people_by_shares,
    with_area_totals,
    with_own_projections,
)
from geodata.needs.people_tables import Projected, projected
from geodata.needs.prevalence import changing_conditions, prevalence_factors
from geodata.needs.tables import CountedUse, NeedTables, classes_of
from geodata.needs.trend import Trend, fitted_trend
from geodata.needs.use_rates import overdispersion

Floats = NDArray[np.float64]

FURTHEST = 40
"""Years ahead; of what people will use after that today's use per person tells nothing."""


@dataclass(frozen=True, eq=False)
class NeedModel:
    """Residents, their use, and what is known of the years ahead.

    Attributes
    ----------
    tables : NeedTables
    classes : Classes
    base : Base
    offer : Offer
    projected : Projected
    """

    tables: NeedTables
    classes: Classes
    base: Base
    offer: Offer
    projected: Projected

    def need(self, outlook: Outlook) -> Need:
        """Use of each area in all years of the projection under an outlook.

        Parameters
        ----------
        outlook : Outlook

        Returns
        -------
        Need
            Of all horizons, so that one can be moved to another without asking again.

        Raises
        ------
        UnknownNameError
            If the tables cannot answer it.
        NeedsError
            If the projection lacks a municipality, or its ages.
        """
        self.offer.checked(outlook)
        people = _people(self, outlook.variant, outlook.within)
        gains = _gains(self) if outlook.health != "none" else None
        prevalence = _prevalence(self, outlook.prevalence) if outlook.prevalence else None
        return need(self.base, Ahead(self.offer.horizons, people, gains, prevalence), outlook)


def need_model(tables: NeedTables, use: CountedUse) -> NeedModel:
    """Tables made ready.

    Parameters
    ----------
    tables : NeedTables
    use : CountedUse

    Returns
    -------
    NeedModel

    Raises
    ------
    NeedsError
        If ages do not meet, use is not known of all of them, or no variant of the projection has a year to
        come of every municipality.
    """
    classes, group = classes_of(tables, use)
    persons = tables.residents(tables.base_year, classes)
    base = base_of(tables.base_year, classes, persons, use.by_group, group, use.by_area)
    dispersion, trend = _over_the_years(tables, use, classes, base.rates)
    base = base_of(
        tables.base_year,
        classes,
        persons,
        use.by_group,
        group,
        use.by_area,
        dispersion=dispersion,
        trend=trend,
    )
    offer = _offer(tables, classes, trend)
    people = projected(
        tables.projections,
        offer.variants,
        offer.horizons,
        classes,
        tables.municipalities,
        len(tables.municipality),
    )
    complete = tuple(
        variant for variant in offer.variants if not people.lacking(variant, tables.municipality)
    )
    if not complete:
        people.of(offer.variants[0], tables.municipality)  # says what it lacks
    return NeedModel(tables, classes, base, replace(offer, variants=complete), people)


def _over_the_years(
    tables: NeedTables, use: CountedUse, classes: Classes, rates: Floats
) -> tuple[float, Trend | None]:
    """How much use varies beyond chance, and its trend: from the years whose residents are known too."""
    known = [at for at, year in enumerate(use.years) if tables.has_residents(year, classes)]
    if use.by_year is None or not known:
        return 1.0, None
    counts = use.by_year[known]
    expected = np.stack([tables.residents(use.years[at], classes) @ rates for at in known])
    years = np.array([use.years[at] for at in known], np.float64)
    return overdispersion(counts, expected), fitted_trend(years, counts.sum(axis=1), expected.sum(axis=1))


def _offer(tables: NeedTables, classes: Classes, trend: Trend | None) -> Offer:
    each = tables.projections[["variant", "year"]].drop_duplicates()
    variants = tuple(sorted(str(variant) for variant in each["variant"].unique()))
    in_all = each.groupby("year")["variant"].nunique() == len(variants)
    years = sorted(int(year) for year in in_all.index[in_all] if 0 < year - tables.base_year <= FURTHEST)
    if not years:
        raise NeedsError(f"the projection has no year after {tables.base_year} that all of its variants have")
    gains = tables.life_expectancy
    conditions = changing_conditions(tables.prevalence) if tables.prevalence is not None else ()
    width = {end - begin for begin, end in zip(classes.ages, classes.ages[1:], strict=False)}
    earlier = len(width) == 1 and tables.has_residents(tables.base_year - min(width), classes)
    return Offer(
        tables.base_year,
        tuple(years),
        variants,
        conditions,
        health=gains is not None and len(gains) > 0 and int(gains["year"].min()) <= tables.base_year,
        trend=trend is not None,
        cohorts=earlier,
    )


@lru_cache(maxsize=4)
def _people(model: NeedModel, variant: str, within: str) -> Floats:
    """People of each year, area and cell."""
    tables, classes, years = model.tables, model.classes, model.offer.horizons
    whole, own = model.projected.of(variant, tables.municipality)
    today, municipality = model.base.persons, tables.municipality
    if within == COHORTS:
        earlier = tables.residents(tables.base_year - classes.ages[1], classes)
        ahead = np.array(years, np.float64) - tables.base_year
        people = people_by_cohorts(earlier, today, municipality, whole, classes, ahead)
    else:
        people = people_by_shares(today, municipality, whole)
    if own is not None:
        people = with_own_projections(people, municipality, whole, own)
    totals = model.projected.totals_of(variant)
    return people if totals is None else with_area_totals(people, municipality, whole, totals)


@lru_cache(maxsize=4)
def _gains(model: NeedModel) -> Floats | None:
    table = model.tables.life_expectancy
    if table is None:
        return None
    return gained_years(table, model.classes, model.tables.base_year, model.offer.horizons)


@lru_cache(maxsize=16)
def _prevalence(model: NeedModel, conditions: tuple[str, ...]) -> Floats | None:
    table = model.tables.prevalence
    if table is None:
        return None
    return prevalence_factors(table, conditions, model.classes, model.tables.base_year, model.offer.horizons)

"""Use year by year: as it was counted, as it is projected, how surely, and what the method told before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.futures import futures_of, words_of_future
from geodata.measures.need import Words, need_ahead, outlook_of
from geodata.needs.back_test_of_region import back_test_of
from geodata.needs.intervals import LEVEL, PredictionInterval
from geodata.needs.need import Need
from geodata.needs.of_region import need_model_of, need_of, whole_years
from geodata.needs.outlook import Outlook

Floats = NDArray[np.float64]

HALF = 0.5
"""Share of outcomes within the inner band."""


@dataclass(frozen=True)
class EarlierLook:
    """What the method told of the base year from an earlier one; above 0 its error was too much."""

    year_from: int
    year_to: int
    base: float
    projected: float
    observed: float

    @property
    def error(self) -> float:
        """As a share of what came; NaN where nothing did."""
        return self.projected / self.observed - 1 if self.observed else float("nan")


@dataclass(frozen=True, eq=False)
class UseOverYears:
    """Use of one place, in whole numbers.

    Attributes
    ----------
    observed : mapping of int to float
        Counted, by whole year until the base year.
    years : tuple of int
        From the base year to the horizon.
    use : float64, shape (years,)
    half, most : PredictionInterval
        That five and eight outcomes in ten lie within, shape (years,).
    variants : mapping of str to float64, shape (years,)
        Of the projection's other variants, all else alike; "" is its main one. None where futures are chosen.
    futures : sequence of (Outlook, float64 of shape (years,))
        The futures that are chosen, in their order.
    earlier : EarlierLook or None
    lacking : str
        Why there is no earlier look: see `geodata.needs.back_test_of_region`.
    """

    observed: Mapping[int, float]
    years: tuple[int, ...]
    use: Floats
    half: PredictionInterval
    most: PredictionInterval
    variants: Mapping[str, Floats]
    futures: Sequence[tuple[Outlook, Floats]]
    earlier: EarlierLook | None
    lacking: str

    @property
    def smoothed(self) -> bool:
        """Whether the projection begins at another number than what was counted: see `begins_smoothed`."""
        return _differs(self.observed, self.years[0], float(self.use[0]))


def use_over_years(assessment: Assessment, place: Place, words: Words = ()) -> UseOverYears:
    """Use of one place in every year to the horizon of an outlook.

    Parameters
    ----------
    assessment : Assessment
        That tells of the years ahead: see `geodata.measures.need.why_none`.
    place : Place
        One.
    words : Words

    Returns
    -------
    UseOverYears
    """
    region, form = assessment.region, assessment.scenario.care_form
    outlook, offer = outlook_of(assessment, words), need_model_of(assessment.region, form).offer
    need, at = need_ahead(assessment, words)
    use = np.stack([place.over_areas(each) for each in need.use])
    base, residents = place.over_areas(need.base), place.over_areas(need.residents)

    def begun(values: Floats) -> Floats:
        return np.rint(np.concatenate([base, values[: at + 1, 0]]))

    def band(level: float) -> PredictionInterval:
        found = need.interval_of(base, use, residents, level=level)
        return PredictionInterval(begun(found.low), begun(found.high))

    def of_variant(variant: str) -> Floats:
        other: Need = need_of(region, form, replace(outlook, variant=variant))
        return begun(np.stack([place.over_areas(each) for each in other.use]))

    def of_future(future: Outlook) -> Floats:
        other, _ = need_ahead(assessment, words_of_future(words, future))
        return begun(np.stack([place.over_areas(each) for each in other.use]))

    futures = futures_of(assessment, words) if dict(words).get("futures") else ()
    others = [] if futures else [variant for variant in offer.variants if variant != outlook.variant]
    earlier, lacking = _earlier(assessment, place, outlook.within)
    return UseOverYears(
        _observed(assessment, place, offer.base_year),
        (offer.base_year, *need.years[: at + 1]),
        begun(use),
        band(HALF),
        band(LEVEL),
        {variant: of_variant(variant) for variant in others},
        [(future, of_future(future)) for future in futures],
        earlier,
        lacking,
    )


def begins_smoothed(assessment: Assessment, place: Place, need: Need) -> bool:
    """Whether the need of a place begins at another whole number than what was counted in the base year.

    An area's own counts vary by chance, so that its factor is drawn towards the region's: see
    `geodata.needs.use_rates.own_factors`.
    """
    year = int(need.years[0] - need.years_ahead[0])
    base = float(np.rint(place.over_areas(need.base)[0]))
    return _differs(_observed(assessment, place, year), year, base)


def _differs(observed: Mapping[int, float], year: int, base: float) -> bool:
    return year in observed and observed[year] != base


def _observed(assessment: Assessment, place: Place, until: int) -> dict[int, float]:
    """Counted use of each whole year, from the coarsest published cells that tell it."""
    region, visits = assessment.region, assessment.region.visits
    if visits is None:
        return {}
    level = place.residence_level
    homes = place.areas if level == "area" else place.municipalities(region)[1]
    found = {}
    for year in whole_years(visits):
        if year <= until:
            parts = visits.published_parts(str(year))
            cells = visits.cells(level, "region", parts, assessment.scenario.care_form)
            found[year] = float(cells.visits[np.isin(cells.residence, homes)].sum())
    return found


def _earlier(assessment: Assessment, place: Place, within: str) -> tuple[EarlierLook | None, str]:
    found = back_test_of(assessment.region, assessment.scenario.care_form, within)
    if found.tests is None:
        return None, found.lacking
    tests = found.tests
    base, projected, observed = (
        float(np.rint(place.over_areas(each)[0])) for each in (tests.base, tests.projected, tests.observed)
    )
    return EarlierLook(tests.use.year_from, tests.use.year_to, base, projected, observed), ""

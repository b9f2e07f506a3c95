"""Use in the years to come, of each area: persons x rates x health x trend x prevalence x its own factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import IndexMismatchError
from geodata.needs.base import Base
from geodata.needs.drivers import DRIVERS, HEALTH, PREVALENCE, TREND, shapley
from geodata.needs.errors import NeedsError
from geodata.needs.health import health_factors
from geodata.needs.intervals import PredictionInterval, lognormal, population_error, rate_error
from geodata.needs.outlook import HEALTH as HEALTH_SHARES
from geodata.needs.outlook import Outlook
from geodata.needs.trend import damped_years, trend_factors

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ahead:
    """What the years ahead bring, of which an outlook takes what it asks for.

    Attributes
    ----------
    years : tuple of int
        Ascending, after the base year.
    persons : float64, shape (years, areas, cells)
        See `geodata.needs.people`.
    gains : float64, shape (years, cells), or None
        Remaining years of life gained: `geodata.needs.health.gained_years`.
    prevalence : float64, shape (years, cells), or None
        Of the outlook's conditions: `geodata.needs.prevalence.prevalence_factors`.
    """

    years: tuple[int, ...]
    persons: Floats
    gains: Floats | None = None
    prevalence: Floats | None = None


@dataclass(frozen=True, eq=False)
class Need:
    """Use of each area in each year, what changed it, and how surely.

    Attributes
    ----------
    outlook : Outlook
    years : tuple of int
    base : float64, shape (areas,)
        Use of the base year.
    use : float64, shape (years, areas)
    persons : float64, shape (years, areas, cells)
    drivers : float64, shape (drivers, years, areas)
        Parts of use less base, in the order of `geodata.needs.drivers.DRIVERS`. Those of a place are the
        sums of its areas'.
    interval : PredictionInterval
        Of each area's use, shape (years, areas); they do not add up to a larger place's.
    slope_error : float64, shape (years,)
        Of the trend, standard deviation of the logarithm of use; 0 without one.
    residents : float64, shape (areas,)
        Today.
    dispersion : float
    years_ahead : float64, shape (years,)
    """

    outlook: Outlook
    years: tuple[int, ...]
    base: Floats
    use: Floats
    persons: Floats
    drivers: Floats
    interval: PredictionInterval
    slope_error: Floats
    residents: Floats
    dispersion: float
    years_ahead: Floats

    def interval_of(
        self, base: Floats, use: Floats, residents: Floats, years: slice = slice(None)
    ) -> PredictionInterval:
        """Between what use lies of other places than areas: units, municipalities, the region.

        Parameters
        ----------
        base : float64, shape (places,)
            Use today.
        use : float64, shape (years, places)
        residents : float64, shape (places,)
            Whose use that is, today.
        years : slice
            Those that `use` is of.
        """
        ahead, slope_error = self.years_ahead[years], self.slope_error[years]
        return _interval(base, use, residents, ahead, slope_error, self.dispersion)


def need(base: Base, ahead: Ahead, outlook: Outlook) -> Need:
    """Use of each area in each year under an outlook, in all years at once.

    Health and prevalence never change the same cell twice: where a chosen condition's share changes, what
    better health would do there is left out.

    Parameters
    ----------
    base : Base
    ahead : Ahead
        People by the outlook's variant and way to spread them.
    outlook : Outlook
        `geodata.needs.outlook.Offer.checked`; its horizon is one of the years.

    Returns
    -------
    Need

    Raises
    ------
    NeedsError
        If the outlook asks for better health or a trend and there is none to go by.
    IndexMismatchError
        If people are not of the same areas, classes and years.
    """
    if ahead.persons.shape != (len(ahead.years), *base.persons.shape):
        raise IndexMismatchError(
            f"people of {ahead.persons.shape}, not of {len(ahead.years)} years, areas and cells "
            f"{base.persons.shape}"
        )
    years_ahead = np.array(ahead.years, np.float64) - base.year
    factors = _factors(base, ahead, outlook, years_ahead)
    values = _outcomes(base, ahead.persons, list(factors.values()))
    changed = shapley(values)
    drivers = np.zeros((len(DRIVERS), *values.shape[1:]))
    drivers[[0, 1, *(DRIVERS.index(key) for key in factors)]] = changed
    slope_error = np.zeros(len(years_ahead))
    if outlook.trend and base.trend is not None:
        slope_error = base.trend.error * damped_years(years_ahead, outlook.damping)
    residents = base.persons.sum(axis=1)
    return Need(
        outlook,
        ahead.years,
        base.use,
        values[-1],
        ahead.persons,
        drivers,
        _interval(base.use, values[-1], residents, years_ahead, slope_error, base.dispersion),
        slope_error,
        residents,
        base.dispersion,
        years_ahead,
    )


def _factors(base: Base, ahead: Ahead, outlook: Outlook, years_ahead: Floats) -> dict[str, Floats]:
    """What changes use per person, by its key in `DRIVERS`: (years, cells), or (years, 1) of all alike."""
    found = {}
    prevalence = ahead.prevalence if outlook.prevalence else None
    if outlook.prevalence and prevalence is None:
        raise NeedsError(
            f"shares of people with {', '.join(outlook.prevalence)} are not given of these years"
        )
    if outlook.health != "none":
        if ahead.gains is None:
            raise NeedsError("remaining years of life are not given, so that better health has no measure")
        factor = health_factors(base.rates, base.classes, ahead.gains, HEALTH_SHARES[outlook.health])
        counted_already = (prevalence != 1).any(axis=0) if prevalence is not None else np.False_
        found[HEALTH] = np.where(counted_already, 1.0, factor)
    if prevalence is not None:
        found[PREVALENCE] = prevalence
    if outlook.trend:
        if base.trend is None:
            raise NeedsError("use is known of fewer than five years, so that it has no trend")
        found[TREND] = trend_factors(base.trend.slope, years_ahead, outlook.damping)[:, None]
    return found


def _outcomes(base: Base, persons: Floats, factors: Sequence[Floats]) -> Floats:
    """Use with some of the factors changed, shape (2 ** factors, years, areas): see `shapley`.

    The first two factors are how many live in an area, and how they divide into cells. Factors of all cells
    alike come last.
    """
    years, areas, _ = persons.shape
    rates = np.repeat(base.rates[None, None], years, axis=0)  # years, subsets of factors, cells
    by_cell = [factor for factor in factors if factor.shape[1] > 1]
    for factor in by_cell:
        rates = np.concatenate([rates, rates * factor[:, None]], axis=1)
    # Year by year: a larger product is shared among threads, and on a busy server waits for them.
    today = rates @ base.persons.T * base.own.factor
    then = rates @ persons.transpose(0, 2, 1) * base.own.factor
    for factor in factors[len(by_cell) :]:
        today, then = (np.concatenate([use, use * factor[:, None]], axis=1) for use in (today, then))
    size_today, size_then = base.persons.sum(axis=1), persons.sum(axis=2)[:, None]
    grown = np.divide(size_then, size_today, out=np.zeros_like(size_then), where=size_today > 0)
    # Nobody is of no age: who comes to where nobody lived, or leaves nobody behind, changes the size alone.
    only_size = np.where(size_today > 0, today * grown, then)
    only_structure = np.divide(then, grown, out=np.where(size_today > 0, today, 0.0), where=grown > 0)
    found = np.empty((today.shape[1], 2, 2, years, areas))  # subset, structure changed, size changed
    for at, outcome in enumerate((today, only_size, only_structure, then)):
        found[:, at // 2, at % 2] = outcome.transpose(1, 0, 2)
    return found.reshape(-1, years, areas)


def _interval(
    base: Floats, use: Floats, residents: Floats, years_ahead: Floats, slope_error: Floats, dispersion: float
) -> PredictionInterval:
    """Of use, shape (years, places), from the errors of people, of use per person and of the trend."""
    return lognormal(
        use,
        population_error(residents, years_ahead[:, None]),
        rate_error(base, dispersion),
        slope_error[:, None],
    )

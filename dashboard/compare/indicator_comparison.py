"""One indicator over all units of a care form, worked out once for every part of the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dashboard.compare.state import Band, ComparisonQuestion, units_compared
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.comparison import funnel, peers
from geodata.comparison.figures import FEWEST_COMPARED, Figures, among_only, base_periods, figures
from geodata.comparison.intervals import Interval, wilson
from geodata.comparison.peers import ALIKE, Better
from geodata.comparison.profiles import Profiles, profiles
from geodata.comparison.ranks import Ranks, rank_intervals
from geodata.comparison.rates import Rates, rates
from geodata.contract.settings import IndicatorSettings
from geodata.region import periods

MUCH = 2.0
"""Spread relative to chance above which limits of chance alone would put most large units outside."""
LISTED = 6
"""Better units that are told one by one."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class IndicatorComparison:
    """Comparison of a care form's units on one indicator; arrays are of all units of the region."""

    assessment: Assessment
    question: ComparisonQuestion

    @property
    def definition(self) -> IndicatorSettings:
        """Of the indicator."""
        return self.assessment.region.settings.indicators[self.question.indicator]

    @property
    def higher_is_better(self) -> bool:
        """Which way is better."""
        return self.definition.better == "higher"

    @cached_property
    def names(self) -> list[str]:
        """Of all units: one by one from the table they take a hundred times as long."""
        return [str(name) for name in self.assessment.units["name"]]

    def named(self, at: int, words: Words) -> str:
        """A unit's name, with a mark where it is closed."""
        closed = "" if self.assessment.supply.open[at] else f" ({words('ui.unit_closed')})"
        return f"{self.names[at]}{closed}"

    @cached_property
    def ids(self) -> list[str]:
        """Of all units."""
        return [str(id_) for id_ in self.assessment.units.index]

    @cached_property
    def operators(self) -> list[str]:
        """Of all units, "" unknown."""
        return [str(operator) for operator in self.assessment.units["operator"]]

    @cached_property
    def among(self) -> Ints:
        """Positions of the units compared, ascending."""
        return units_compared(self.assessment, beyond=self.question.beyond)

    @cached_property
    def figures(self) -> Figures:
        """Figures of the units compared; NaN of others."""
        return among_only(
            self.among, figures(self.assessment.region, self.question.indicator, self.question.period)
        )

    @cached_property
    def judged(self) -> Figures:
        """Those of the figures that are of enough cases to be compared; NaN of others.

        Only their units are points of the funnel, have ranks, and are told to be better. A value whose cases
        nothing tells is as it is.
        """
        few = self.figures.cases < FEWEST_COMPARED
        return among_only(np.flatnonzero(self.figures.known & ~few), self.figures)

    @cached_property
    def rates(self) -> Rates | None:
        """Where the indicator counts events by something; None of shares, and where that is not told."""
        return rates(self.assessment.region, self.question.indicator, self.question.period)

    @cached_property
    def cases(self) -> Floats:
        """How many cases each value is of; NaN unknown."""
        if self.rates is None:
            return self.figures.cases
        return np.where(self.figures.known, self.rates.cases, np.nan)

    @cached_property
    def interval(self) -> Interval:
        """95 % intervals: Wilson's of shares, exact ones of counted events; NaN where nothing tells."""
        if self.rates is None:
            return wilson(self.figures.events, self.figures.cases)
        low, high = (np.where(self.figures.known, end, np.nan) for end in self.rates.interval)
        return Interval(low, high)

    @property
    def has_interval(self) -> bool:
        """Whether it is known of any unit how sure its value is."""
        return bool(np.isfinite(self.interval.low).any())

    def why_no_interval(self, words: Words) -> str:
        """Why no unit's uncertainty is known, as a sentence."""
        unit = self.definition.unit
        key = unit if unit in ("share", "number") else "mean"
        return words(f"compare.no_interval_why.{key}")

    @cached_property
    def ranks(self) -> Ranks:
        """Places that each unit may have."""
        figures = self.judged
        return rank_intervals(figures.events, figures.cases, higher_is_better=self.higher_is_better)

    @cached_property
    def spread(self) -> funnel.Spread:
        """How much more the units differ than by chance."""
        return funnel.overdispersion(self.judged.mean, self.judged.value, self.judged.cases)

    @property
    def band(self) -> Band:
        """What the limits allow for: as asked, else spread too where that is much."""
        usual: Band = "spread" if self.spread.ratio > MUCH else "chance"
        return self.question.band or usual

    @property
    def between(self) -> float:
        """Standard deviation between units that the limits allow for."""
        return self.spread.between if self.band == "spread" else 0.0

    @cached_property
    def side(self) -> Ints:
        """Which side of the funnel each unit is on, see `geodata.comparison.funnel.funnel_side`."""
        if not self.judged.counted.any():
            return np.zeros(len(self.judged.value), np.int64)
        return funnel.funnel_side(self.judged.mean, self.judged.value, self.judged.cases, self.between)

    @cached_property
    def profiles(self) -> Profiles:
        """Whom each unit serves."""
        return profiles(self.assessment)

    @cached_property
    def unlike(self) -> Floats:
        """How unlike ours each unit is; NaN where there is no our unit, or it is not known."""
        if self.question.unit < 0:
            return np.full(len(self.figures.value), np.nan)
        return peers.unlikeness(self.profiles, self.among, self.question.unit, self.question.traits)

    @cached_property
    def better(self) -> list[Better]:
        """Comparable units that surely do better than ours, the nearest first."""
        if self.question.unit < 0:
            return []
        return peers.better_units(
            self.assessment.region,
            self.judged,
            self.unlike,
            self.question.unit,
            higher_is_better=self.higher_is_better,
        )

    @cached_property
    def surely_better(self) -> frozenset[int]:
        """Positions of the `better`."""
        return frozenset(peer.unit for peer in self.better)

    @property
    def nearest_better(self) -> list[Better]:
        """Those of the better that are told one by one."""
        return self.better[:LISTED]

    @cached_property
    def outstanding(self) -> list[int]:
        """Units beyond what chance alone puts on the better side, 998 times in 1,000; the surest first.

        Whatever the limits allow for: that units differ much makes none of them less surely better than all.
        """
        better = 2 if self.higher_is_better else -2
        judged = self.judged
        if not judged.counted.any():
            return []
        side = funnel.funnel_side(judged.mean, judged.value, judged.cases)
        low, high = self.interval
        sure = -low if self.higher_is_better else high
        found = [int(at) for at in self.among if side[at] == better]
        return sorted(found, key=lambda at: (float(sure[at]), at))

    @property
    def numbered(self) -> list[int]:
        """Units told one by one, numbered alike in list, plot, table and map."""
        if self.question.unit < 0:
            return self.outstanding[:LISTED]
        return [peer.unit for peer in self.nearest_better]

    @cached_property
    def alike(self) -> Ints:
        """Positions of the comparable units, without ours."""
        with np.errstate(invalid="ignore"):
            near = self.unlike[self.among] <= ALIKE
        found: Ints = self.among[near & (self.among != self.question.unit)]
        return found

    def period_of(self, indicator: str) -> str:
        """The period asked for, where another indicator has it; else its own usual one."""
        base = base_periods(self.assessment.region, indicator)
        return (
            self.question.period if self.question.period in periods.choices(base) else periods.default(base)
        )

    @cached_property
    def second(self) -> IndicatorComparison | None:
        """The same units on the other indicator of the scatter plot; None where there is none."""
        return self.on(self.question.second) if self.question.second else None

    def on(self, indicator: str) -> IndicatorComparison:
        """The same units on an indicator, in the same period where that has figures of it."""
        if indicator == self.question.indicator:
            return self
        period = self.period_of(indicator)
        return IndicatorComparison(
            self.assessment, replace(self.question, indicator=indicator, period=period)
        )

    @cached_property
    def shown(self) -> Ints:
        """Positions of the units in the table and on the map, ours and the chosen among them; ascending."""
        rows: dict[str, list[int]] = {
            "better": [peer.unit for peer in self.nearest_better],
            "alike": self.alike.tolist(),
            "all": self.among.tolist(),
            "picked": [],
        }
        ours = [self.question.unit] if self.question.unit >= 0 else []
        return np.unique(np.array([*rows[self.question.show], *ours, *self.question.picked], np.int64))

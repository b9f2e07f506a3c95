"""The goals of a year: which the region reaches, and how many units reach each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment, assess
from geodata.comparison.figures import among_only, base_periods, figures
from geodata.contract.follow_up_tables import GOAL_MEASURES
from geodata.focus.places import whole_region
from geodata.measures.measure import UnitOfMeasure
from geodata.measures.registry import measure_of
from geodata.region import periods

Bools = NDArray[np.bool_]
Side = Literal["higher", "lower"]


@dataclass(frozen=True)
class YearGoal:
    """One goal, and how it stands.

    Attributes
    ----------
    indicator, measure : str
        One of them is "".
    year : int
    target : float
        In the figure's unit.
    unit : str
        Of measure.
    better : {"higher", "lower"}
    value : float or None
        Of the region; None where `why` says why.
    why : str
        Catalogue key; "" where there is a value.
    units, reaching : int or None
        Units with a value, and those that reach the goal; None of what is no figure of units.
    """

    indicator: str
    measure: str
    year: int
    target: float
    unit: UnitOfMeasure
    better: Side
    value: float | None
    why: str
    units: int | None
    reaching: int | None

    @property
    def key(self) -> str:
        """What the goal is of."""
        return self.indicator or self.measure

    @property
    def reached(self) -> bool | None:
        """Whether the region reaches it, which it does on the very goal; None where that is not known."""
        return None if self.value is None else reaches(self.value, self.target, self.better)


def reaches(value: float, target: float, better: Side) -> bool:
    """Whether a value is on the better side of a target, or upon it."""
    return value >= target if better == "higher" else value <= target


def goal_years(assessment: Assessment) -> tuple[int, ...]:
    """Years that the care form has goals of, newest first."""
    table = assessment.region.goals
    if table is None:
        return ()
    ours = table["care_form"].isin(["", assessment.scenario.care_form])
    return tuple(sorted({int(year) for year in table["year"][ours]}, reverse=True))


def year_goals(assessment: Assessment, year: int, among: Bools) -> list[YearGoal]:
    """Goals of a year for the assessment's care form, in the order of the table.

    Parameters
    ----------
    assessment : Assessment
        A goal of the care form itself stands instead of one of every form.
    year : int
        The value is that of the year, of the last period of it that there is.
    among : bool, shape (units,)
        Units of which the figure of an indicator is made.
    """
    table = assessment.region.goals
    if table is None:
        return []
    form = assessment.scenario.care_form
    rows = table[(table["year"] == year) & table["care_form"].isin(["", form])]
    own = set(zip(*(rows[rows["care_form"] == form][name] for name in ("indicator", "measure")), strict=True))
    found = []
    columns = (rows[name].tolist() for name in ("indicator", "measure", "target", "care_form"))
    for indicator, measure, target, of_form in zip(*columns, strict=True):
        if of_form == "" and (indicator, measure) in own:
            continue
        if indicator:
            found.append(_of_indicator(assessment, indicator, year, target, among))
        else:
            found.append(_of_measure(assessment, measure, year, target))
    return found


def _of_indicator(assessment: Assessment, indicator: str, year: int, target: float, among: Bools) -> YearGoal:
    region = assessment.region
    definition = region.settings.indicators[indicator]
    base = base_periods(region, indicator)
    period = str(year) if periods.covered(str(year), base) else ""
    start = YearGoal(
        indicator, "", year, target, definition.unit, definition.better, None, "why.no_indicator", 0, 0
    )
    if not period:
        return start
    units = np.flatnonzero(among[: len(region.units)])
    of_units = among_only(units, figures(region, indicator, period))
    if not of_units.known.any():
        return start
    values = of_units.value[of_units.known].tolist()
    reaching = sum(reaches(value, target, definition.better) for value in values)
    return replace(start, value=of_units.mean, why="", units=len(values), reaching=reaching)


def _of_measure(assessment: Assessment, key: str, year: int, target: float) -> YearGoal:
    measure = measure_of(assessment, key)
    better: Side = "higher" if GOAL_MEASURES[key] == "higher" else "lower"
    start = YearGoal("", key, year, target, measure.unit, better, None, "why.missing", None, None)
    known = {period[:4] for period in _periods(assessment)}
    if "visits" in measure.tables and str(year) not in known:
        return replace(start, why="why.no_visits")
    scenario, region = assessment.scenario, assessment.region
    period = str(year) if str(year) in known else scenario.period
    then = assess(region, replace(scenario, region=region, period=period, operators=()))
    reading = measure.read(then, whole_region(then))
    return replace(start, value=reading.value, why=reading.why)


def _periods(assessment: Assessment) -> tuple[str, ...]:
    visits = assessment.region.visits
    return () if visits is None else tuple(visits.periods)

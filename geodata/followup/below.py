"""Units that are below a threshold of any indicator now: by how much, and for how many periods in a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.comparison.figures import base_periods
from geodata.contract.settings import IndicatorSettings
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.follow_ups import follow_ups_of
from geodata.region import periods

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Below:
    """A unit on the wrong side of the threshold of an indicator.

    Attributes
    ----------
    unit : int
        Position.
    indicator : str
    value, threshold : float
        In the indicator's unit.
    period : str
        Of the value, which is the latest.
    since : str
        First of the periods in a row.
    in_a_row : int
        How many of the periods that the indicator has figures of, ending with the latest: 1 or more.
    action : str
        The last that was decided of the unit; "" where there is none.
    """

    unit: int
    indicator: str
    value: float
    threshold: float
    period: str
    since: str
    in_a_row: int
    action: str


def units_below(assessment: Assessment, among: Bools) -> list[Below]:
    """Every threshold that a unit is on the wrong side of, those longest in a row first.

    The same units as the measure `below_threshold` counts: each by its latest value up to the period of the
    assessment.

    Parameters
    ----------
    assessment : Assessment
    among : bool, shape (units,)
        Units that are looked at.
    """
    actions = last_actions(assessment)
    found = []
    for key, definition in assessment.region.settings.indicators.items():
        if definition.threshold is None:
            continue
        latest = assessment.supply.indicator_values[key].to_numpy(np.float64)
        for unit in np.flatnonzero(among & wrong_side(latest, definition)).tolist():
            row = _in_a_row(assessment, key, unit, definition)
            found.append(
                Below(
                    unit,
                    key,
                    float(latest[unit]),
                    definition.threshold,
                    row[-1] if row else "",
                    row[0] if row else "",
                    max(len(row), 1),
                    actions.get(unit, ""),
                )
            )
    names = assessment.units["name"].to_numpy()
    return sorted(
        found, key=lambda each: (-each.in_a_row, -_gap(each), str(names[each.unit]), each.indicator)
    )


def wrong_side(values: NDArray[np.float64], definition: IndicatorSettings) -> Bools:
    """Which values are on the wrong side of a threshold; unknown ones are not, nor is one upon it."""
    if definition.threshold is None:
        return np.zeros(len(values), bool)
    with np.errstate(invalid="ignore"):
        found: Bools = (
            values < definition.threshold if definition.better == "higher" else values > definition.threshold
        )
    return found


def last_actions(assessment: Assessment) -> dict[int, str]:
    """The last action that was decided of each unit that has any, by its position."""
    table = follow_ups_of(assessment.region, follow_up_day(assessment.region))
    if not len(table):
        return {}
    done = table[(table["state"] == "done") & (table["action"] != "")].sort_values("done", kind="stable")
    return dict(zip(done["unit"].astype(int), done["action"], strict=True))


def _gap(each: Below) -> float:
    return abs(each.value - each.threshold) / (abs(each.threshold) or 1.0)


def _in_a_row(
    assessment: Assessment, indicator: str, unit: int, definition: IndicatorSettings
) -> tuple[str, ...]:
    """Periods in a row that end with the latest of the unit, in all of which it was on the wrong side."""
    table = assessment.region.indicators
    rows = table[(table["indicator"] == indicator) & (table["unit"] == unit)]
    values = dict(zip(rows["period"], rows["value"], strict=True))
    end = assessment.supply.as_of
    base = [key for key in base_periods(assessment.region, indicator) if periods.span(key)[0] <= end]
    while base and not np.isfinite(values.get(base[-1], np.nan)):
        base.pop()
    row: list[str] = []
    for key in reversed(base):
        if not wrong_side(np.array([values.get(key, np.nan)], np.float64), definition)[0]:
            break
        row.insert(0, key)
    return tuple(row)

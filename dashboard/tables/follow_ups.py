"""Tables of follow-up: thresholds, terms, goals, follow-ups, and how densely each operator is followed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Cells, Column, Phrase, RowKind, Table
from dashboard.layers.payment_table import municipalities_of
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.followup.done import Treatment
from geodata.followup.goals import YearGoal
from geodata.followup.overview import overview
from geodata.measures.contract_terms import NO, YES, term_answers
from geodata.measures.registry import measure_of
from geodata.measures.supply import operators_of

_ANSWER = {YES: Phrase("followup.answer.yes"), NO: Phrase("followup.answer.no")}
_UNKNOWN = Phrase("followup.answer.unknown")


def below_table(assessment: Assessment, focus: Place) -> Table:
    """Thresholds that units are on the wrong side of, those longest in a row first."""
    ours = set(focus.units.tolist())
    rows = [each for each in overview(assessment).below if each.unit in ours]
    indicators = assessment.region.settings.indicators
    return _of_units(
        assessment,
        "followup_below",
        [each.unit for each in rows],
        [
            (
                Column("indicator", "column.followup_indicator", "text"),
                [indicators[each.indicator].name for each in rows],
            ),
            (
                Column("value", "column.followup_value", "number"),
                np.array([each.value for each in rows], float),
            ),
            (
                Column("threshold", "column.followup_threshold", "number"),
                np.array([each.threshold for each in rows], float),
            ),
            (
                Column("measured_in", "column.followup_measured_in", "text"),
                [Phrase(f"followup.unit.{indicators[each.indicator].unit}") for each in rows],
            ),
            (Column("period", "column.followup_period", "text"), [each.period for each in rows]),
            (Column("since", "column.followup_since", "text"), [each.since for each in rows]),
            (
                Column("in_a_row", "column.followup_in_a_row", "count"),
                np.array([each.in_a_row for each in rows], float),
            ),
            (Column("action", "column.followup_action", "text"), [each.action for each in rows]),
        ],
    )


def terms_table(assessment: Assessment, focus: Place) -> Table:
    """Each unit's last answer to each term."""
    found = term_answers(assessment)
    units = [] if not found.terms else _in_focus(assessment, focus)
    names = assessment.region.settings.follow_up.terms
    return _of_units(
        assessment,
        "followup_terms",
        units,
        [
            (
                Column(f"term_{key}", names[key].name, "text"),
                [_ANSWER.get(int(found.answers[unit, at]), _UNKNOWN) for unit in units],
            )
            for at, key in enumerate(found.terms)
        ],
    )


def goals_table(assessment: Assessment, focus: Place) -> Table:  # noqa: ARG001  goals are the region's
    """Goals of the year, and how the region stands."""
    goals = overview(assessment).goals
    return Table(
        "table.followup_goals",
        "kpi",
        [each.key for each in goals],
        (
            Column("goal", "column.followup_goal", "text"),
            Column("year", "column.followup_year", "text"),
            Column("target", "column.followup_target", "number"),
            Column("value", "column.followup_value", "number"),
            Column("measured_in", "column.followup_measured_in", "text"),
            Column("reached", "column.followup_reached", "text"),
            Column("reaching", "column.followup_reaching", "count"),
            Column("units", "column.followup_units", "count"),
        ),
        {
            "goal": [goal_name(assessment, each) for each in goals],
            "year": [str(each.year) for each in goals],
            "target": np.array([each.target for each in goals], float),
            "value": _numbers([each.value for each in goals]),
            "measured_in": [Phrase(f"followup.unit.{each.unit}") for each in goals],
            "reached": [Phrase(f"followup.reached.{reached_key(each)}") for each in goals],
            "reaching": _numbers([each.reaching for each in goals]),
            "units": _numbers([each.units for each in goals]),
        },
        "followup.none.goals",
    )


def plan_table(assessment: Assessment, focus: Place) -> Table:
    """Follow-ups by the day they are due."""
    ours = set(focus.units.tolist())
    rows = [each for each in overview(assessment).follow_ups if each.unit in ours]
    return _of_units(
        assessment,
        "followup_plan",
        [each.unit for each in rows],
        [
            (
                Column("kind", "column.followup_kind", "text"),
                [Phrase(f"followup.kind.{each.kind}") for each in rows],
            ),
            (Column("due", "column.followup_due", "date"), [each.due.isoformat() for each in rows]),
            (
                Column("done", "column.followup_done", "date"),
                ["" if each.done is None else each.done.isoformat() for each in rows],
            ),
            (
                Column("state", "column.followup_state", "text"),
                [Phrase(f"followup.state.{each.state}") for each in rows],
            ),
            (Column("outcome", "column.followup_outcome", "text"), [each.outcome for each in rows]),
            (Column("action", "column.followup_action", "text"), [each.action for each in rows]),
        ],
    )


def equal_table(assessment: Assessment, focus: Place) -> Table:  # noqa: ARG001  of the whole region
    """How densely the units of each operator are followed up."""
    rows: Sequence[Treatment] = overview(assessment).treatment if _has_follow_ups(assessment) else []
    return Table(
        "table.followup_equal",
        "kpi",
        [each.operator for each in rows],
        (
            Column("operator", "column.operator", "operator"),
            Column("units", "column.followup_units", "count"),
            Column("done", "column.followup_done_year", "count"),
            Column("reached", "column.followup_units_done", "count"),
            Column("rate", "column.followup_rate", "number"),
        ),
        {
            "operator": [each.operator for each in rows],
            "units": np.array([each.units for each in rows], float),
            "done": np.array([each.done for each in rows], float),
            "reached": np.array([each.reached for each in rows], float),
            "rate": np.array([np.nan if each.rate is None else each.rate for each in rows]),
        },
        "followup.none.follow_ups",
    )


def goal_name(assessment: Assessment, goal: YearGoal) -> object:
    """What a goal is of, in both languages."""
    if goal.indicator:
        return assessment.region.settings.indicators[goal.indicator].name
    return Phrase(f"followup.measure.{measure_of(assessment, goal.measure).key}")


def reached_key(goal: YearGoal) -> str:
    """Whether a goal is reached, as the catalogue names it."""
    return {True: "yes", False: "no", None: "unknown"}[goal.reached]


def _has_follow_ups(assessment: Assessment) -> bool:
    return assessment.region.follow_ups is not None


def _in_focus(assessment: Assessment, focus: Place) -> list[int]:
    among = overview(assessment).among
    found: list[int] = focus.units[among[focus.units]].tolist()
    return found


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if each is None else each for each in values], float)


def _of_units(
    assessment: Assessment, key: str, units: list[int], more: Sequence[tuple[Column, Cells]]
) -> Table:
    """A table whose rows are of units: name, municipality and who runs it first."""
    kind: RowKind = "unit"
    runs = operators_of(assessment)
    first = (
        Column("unit", "column.unit", "text"),
        Column("municipality", "column.municipality", "text"),
        Column("operator", "column.operator", "operator"),
    )
    return Table(
        f"table.{key}",
        kind,
        assessment.units.index[units].tolist(),
        (*first, *(column for column, _ in more)),
        {
            "unit": unit_names(assessment, units),
            "municipality": municipalities_of(assessment, units),
            "operator": [str(runs[unit]) for unit in units],
            **{column.key: cells for column, cells in more},
        },
        f"followup.none.{key.removeprefix('followup_')}",
    )


FOLLOW_UP_TABLES: Mapping[str, Callable[[Assessment, Place], Table]] = {
    "followup_below": below_table,
    "followup_terms": terms_table,
    "followup_goals": goals_table,
    "followup_plan": plan_table,
    "followup_equal": equal_table,
}
"""By key, in the order of the page."""

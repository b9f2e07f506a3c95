"""Tables of units and of who runs them: market shares, units passed, operators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Cells, Column, RowKind, Table
from dashboard.layers.flows import in_focus
from dashboard.layers.shares import at_most_all, share_cells
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.flows import choice_measures, market
from geodata.flows.passed_units import passed_units
from geodata.flows.tally import Tally
from geodata.focus.focus import Focus
from geodata.focus.units_used import used_by_residents, used_in

Ints = NDArray[np.int64]


def markets(assessment: Assessment, focus: Focus) -> Table:
    """Units that the residents in focus use, with the shares of unit, organisation and operator."""
    columns = [
        *_unit_columns(),
        Column("visits", visits_name(assessment), "count"),
        Column("share", "column.unit_share", "share"),
        Column("organisation_share", "column.organisation_share", "share"),
        Column("operator_share", "column.operator_share", "share"),
        Column("chosen", "figure.active_choice.column", "share"),
        Column("minutes", "figure.travel_mean.column", "minutes"),
    ]
    flows, count = assessment.use.flows, len(assessment.supply.available)
    if flows is None:
        return no_rows("table.market", "unit", columns)
    shares = used_by_residents(assessment, focus)
    ours = np.isin(flows.area, focus.areas)
    known = assessment.supply.columns
    operator = np.unique(known.operator, return_inverse=True)[1].astype(np.int64)
    chosen = (
        choice_measures.actively_chosen(flows, assessment.access.nearest_min)
        .at(ours)
        .by(flows.unit[ours], count)
    )
    minutes = choice_measures.travelled(flows).at(ours).by(flows.unit[ours], count)
    at = np.flatnonzero(shares.part)
    at = at[np.argsort(-shares.part[at], kind="stable")]
    return _units(
        "table.market",
        assessment,
        at,
        columns,
        {
            "visits": shares.part[at],
            "share": share_cells(at_most_all(shares).at(at), assessment.region.protected),
            "organisation_share": share_cells(
                at_most_all(market.of_their_kind(shares, known.organisation)).at(at),
                assessment.region.protected,
            ),
            "operator_share": share_cells(
                at_most_all(market.of_their_kind(shares, operator)).at(at), assessment.region.protected
            ),
            "chosen": share_cells(chosen.at(at), assessment.region.protected),
            "minutes": share_cells(minutes.at(at), assessment.region.protected),
        },
    )


def passed(assessment: Assessment, focus: Focus) -> Table:
    """Nearer units that visits in focus pass: of an area's residents, or of a unit's visitors."""
    columns = [
        *_unit_columns(),
        Column("passing", "column.passing", "count"),
        Column("share", "column.passing_share", "share"),
        Column("visits", "column.visits_of_same", "count"),
    ]
    flows, count = assessment.use.flows, len(assessment.supply.available)
    if flows is None:
        return no_rows("table.passed", "unit", columns)
    rows = in_focus(flows, focus)
    passing = passed_units(flows, assessment.access.minutes, rows)
    could = choice_measures.bypassed(flows, assessment.access.nearest_min).at(rows).total()[1]
    homes = np.unique(flows.area[rows]) if focus.kind == "unit" else focus.areas
    use = market.market_shares(flows, homes[homes >= 0], count).part
    at = np.flatnonzero(passing)
    at = at[np.argsort(-passing[at], kind="stable")]
    share = Tally(passing[at].astype(np.float64), np.full(len(at), float(could)))
    return _units(
        "table.passed",
        assessment,
        at,
        columns,
        {"passing": passing[at], "share": share_cells(share, assessment.region.protected), "visits": use[at]},
    )


def by_operator(assessment: Assessment, focus: Focus) -> Table:
    """Who runs the units: their share of visits, how many chose them over a nearer, and how many leave."""
    columns = [
        Column("operator", "column.operator", "operator"),
        Column("units", "column.units", "count"),
        Column("visits", visits_name(assessment), "count"),
        Column("share", "column.operator_share", "share"),
        Column("chosen", "column.chosen_over", "share"),
        Column("nearest", "column.nearest_visits", "count"),
        Column("left", "column.left", "share"),
        Column("minutes", "figure.travel_mean.column", "minutes"),
    ]
    flows = assessment.use.flows
    operator = assessment.supply.columns.operator
    shown = [one for one in OPERATORS if (operator[assessment.supply.in_scope] == one).any()]
    if flows is None or not shown:
        return no_rows("table.operators", "kpi", columns, "why.no_visits" if shown else "why.no_operators")
    code = np.array([shown.index(one) if one in shown else -1 for one in operator.tolist()], np.int64)
    rows = in_focus(flows, focus)
    to = np.append(code, -1)[flows.unit[rows]]
    near = np.append(np.append(code, -1)[assessment.access.nearest_unit], -1)[flows.area[rows]]
    chosen = choice_measures.actively_chosen(flows, assessment.access.nearest_min).at(rows)
    used = used_in(assessment, focus)
    all_of_it = used.by(code, len(shown)).part
    won, left = chosen.by(to, len(shown)), chosen.by(near, len(shown))
    supply = (
        assessment.supply.available[focus.units]
        if focus.kind != "unit"
        else assessment.supply.in_scope[focus.units]
    )
    counted = np.bincount(code[focus.units][supply & (code[focus.units] >= 0)], minlength=len(shown))
    whole = np.full(len(shown), used.whole.max(initial=0.0))
    return Table(
        "table.operators",
        "kpi",
        shown,
        columns,
        {
            "operator": shown,
            "units": counted,
            "visits": all_of_it,
            "share": share_cells(at_most_all(Tally(all_of_it, whole)), assessment.region.protected),
            "chosen": share_cells(won, assessment.region.protected),
            "nearest": left.whole,
            "left": share_cells(left, assessment.region.protected),
            "minutes": share_cells(
                choice_measures.travelled(flows).at(rows).by(to, len(shown)), assessment.region.protected
            ),
        },
    )


def _unit_columns() -> tuple[Column, ...]:
    return (
        Column("unit", "column.unit", "text"),
        Column("organisation", "column.organisation", "text"),
        Column("operator", "column.operator", "operator"),
    )


def _units(
    title: str, assessment: Assessment, at: Ints, columns: Sequence[Column], values: Mapping[str, Cells]
) -> Table:
    """A table of units, with their names and who runs them first."""
    units = assessment.units
    return Table(
        title,
        "unit",
        units.index[at].tolist(),
        columns,
        {
            "unit": unit_names(assessment, at.tolist()),
            "organisation": units["organisation"].to_numpy(object)[at],
            "operator": units["operator"].to_numpy(object)[at],
            **values,
        },
        "empty.flows",
    )


def visits_name(assessment: Assessment) -> Mapping[str, str]:
    """What visits are called in the care form."""
    return assessment.region.settings.care_forms[assessment.scenario.care_form].visits_name


def no_rows(title: str, kind: RowKind, columns: Sequence[Column], why: str = "why.no_visits") -> Table:
    """A table that the region has nothing for, and why."""
    empty: list[object] = []
    return Table(title, kind, [], columns, {one.key: empty for one in columns}, why)

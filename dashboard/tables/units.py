"""Tables of units and of who runs them: market shares, units passed, operators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Cells, Column, RowKind, Table
from dashboard.layers.measured import tally_cells
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import OPERATORS
from geodata.flows.flows import Flows
from geodata.flows.passed_units import passed_units
from geodata.focus.place import Place, single
from geodata.focus.visits import flows_of, rows_of, unit_visits
from geodata.measures import market
from geodata.measures.choice import active_ratio, used_in
from geodata.measures.supply import UNITS_RUN_BY, operators_of
from geodata.measures.visits import VISITS

Ints = NDArray[np.int64]


def markets(assessment: Assessment, focus: Place) -> Table:
    """Units that the residents in focus use, with the shares of unit, organisation and operator."""
    columns = [
        *_unit_columns(),
        Column("visits", visits_name(assessment), "count"),
        Column("share", "column.unit_share", "share"),
        Column("organisation_share", "column.organisation_share", "share"),
        Column("operator_share", "column.operator_share", "share"),
        Column("chosen", "kpi.active_choice.column", "share"),
        Column("minutes", "kpi.travel_mean.column", "minutes"),
    ]
    if not VISITS.available(assessment):
        return no_rows("table.market", "unit", columns)
    known = assessment.supply.columns
    each = np.arange(assessment.changed.unit_count)
    operator = np.unique(known.operator, return_inverse=True)[1].astype(np.int64)
    rows = market.residents_rows(assessment, focus)
    unit = flows_of(assessment).unit[rows]
    shares = market.market_shares(assessment, focus, each)
    visits = unit_visits(assessment, focus).toarray()[0]
    at = np.flatnonzero(visits)
    at = at[np.argsort(-visits[at], kind="stable")]
    tallies = {
        "share": shares,
        "organisation_share": market.market_shares(assessment, focus, known.organisation),
        "operator_share": market.market_shares(assessment, focus, operator),
        "chosen": market.chosen_by(assessment, rows, unit, len(each)),
        "minutes": market.minutes_by(assessment, rows, unit, len(each)),
    }
    cells = {key: tally_cells(tally)[at] for key, tally in tallies.items()}
    return _units("table.market", assessment, at, columns, {"visits": visits[at], **cells})


def passed(assessment: Assessment, focus: Place) -> Table:
    """Nearer units that visits in focus pass: of an area's residents, or of a unit's visitors."""
    columns = [
        *_unit_columns(),
        Column("passing", "column.passing", "count"),
        Column("share", "column.passing_share", "share"),
        Column("visits", "column.visits_of_same", "count"),
    ]
    if not VISITS.available(assessment):
        return no_rows("table.passed", "unit", columns)
    flows = flows_of(assessment)
    share = market.passed_by(assessment, focus)
    passing = passed_units(flows, assessment.access.minutes, rows_of(focus, flows))
    use = unit_visits(assessment, _visitors(focus, flows)).toarray()[0]
    at = np.flatnonzero(passing)
    at = at[np.argsort(-passing[at], kind="stable")]
    values = {"passing": passing[at], "share": tally_cells(share)[at], "visits": use[at]}
    return _units("table.passed", assessment, at, columns, values)


def by_operator(assessment: Assessment, focus: Place) -> Table:
    """Who runs the units: their share of visits, how many chose them over a nearer, and how many leave."""
    columns = [
        Column("operator", "column.operator", "operator"),
        Column("units", "column.units", "count"),
        Column("visits", visits_name(assessment), "count"),
        Column("share", "column.operator_share", "share"),
        Column("chosen", "column.chosen_over", "share"),
        Column("nearest", "column.nearest_visits", "count"),
        Column("left", "column.left", "share"),
        Column("minutes", "kpi.travel_mean.column", "minutes"),
    ]
    operator = operators_of(assessment)
    shown = [key for key in OPERATORS if (operator[assessment.supply.in_scope] == key).any()]
    if not VISITS.available(assessment) or not shown:
        return no_rows("table.operators", "kpi", columns, "why.no_visits" if shown else "why.no_operators")
    flows, count = flows_of(assessment), len(shown)
    code = np.array(
        [shown.index(key) if key in shown else -1 for key in operator.tolist()],
        np.int64,
    )
    rows = rows_of(focus, flows)
    to = np.append(code, -1)[flows.unit[rows]]
    near = np.append(np.append(code, -1)[assessment.access.shortest_unit], -1)[flows.area[rows]]
    left = market.chosen_by(assessment, rows, near, count)
    shares = market.shares_of_groups(assessment, focus, code, count)
    visits = np.bincount(code[code >= 0], used_in(assessment, focus).toarray()[0][code >= 0], minlength=count)
    nearest = active_ratio(assessment).rows(rows).grouped_by(near, count).whole
    return Table(
        "table.operators",
        "kpi",
        shown,
        columns,
        {
            "operator": shown,
            "units": [int(UNITS_RUN_BY[key].read(assessment, focus).value or 0) for key in shown],
            "visits": visits,
            "share": tally_cells(shares),
            "chosen": tally_cells(market.chosen_by(assessment, rows, to, count)),
            "nearest": nearest,
            "left": tally_cells(left),
            "minutes": tally_cells(market.minutes_by(assessment, rows, to, count)),
        },
    )


def _visitors(focus: Place, flows: Flows) -> Place:
    """Whose visits pass units: of a unit, all who live where its visitors do."""
    if not focus.is_unit:
        return focus
    homes = np.unique(flows.area[rows_of(focus, flows)])
    return single("drawn", "", homes[homes >= 0], np.empty(0, np.int64))


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
    return Table(title, kind, [], columns, {column.key: empty for column in columns}, why)

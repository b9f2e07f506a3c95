"""The drawer's tables of flows: of what is in focus, and between municipalities."""

from __future__ import annotations

import numpy as np

from dashboard.layers.base import Column, Phrase, Table
from dashboard.layers.flow_rows import IN_FOCUS_ID, FlowRows, shares_said, standing, target
from geodata.assessment.assessment import Assessment
from geodata.focus.between_municipalities import exchanged, municipality_flows
from geodata.focus.place import Place
from geodata.focus.places import every

STANDING = Column("standing", "column.standing", "text")
"""How a flow stands on the map, or why it has no line there."""
EXCHANGE = "exchange"
"""The table's key in the address."""


def flow_table(assessment: Assessment, focus: Place, rows: FlowRows) -> Table:
    """Every row of what is in focus, those that are drawn first among them as on the map."""
    found = rows.ends
    areas = assessment.region.areas
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    municipality = areas["municipality"].to_numpy(object)
    home = (Column("from", "column.from", "text"), Column("municipality", "column.municipality", "text"))
    unit = (Column("to", "column.to", "text"),)
    return Table(
        title="layer.flows.table",
        row_kind="flow",
        ids=list(rows.ids),
        columns=(
            *(home + unit if rows.way == "to" else unit + home),  # first the end that a row leads to
            Column("visits", form.visits_name, "count"),
            Column("share", f"column.share_{rows.way}", "share"),
            Column("minutes", "column.minutes", "minutes", "lower"),
            Column("past", "column.past_share", "share", "lower"),
            STANDING,
        ),
        values={
            "from": list(rows.from_names),
            "municipality": [
                municipality[area] if area >= 0 else _of_focus(focus, municipality)
                for area in found.area.tolist()
            ],
            "to": list(rows.to_names),
            "visits": found.visits,
            "share": shares_said(found.share, assessment.region.protected),
            "minutes": found.minutes,
            "past": np.where(
                np.isnan(found.minutes), np.nan, shares_said(found.past, assessment.region.protected)
            ),
            "standing": standing(assessment, found.area, found.unit),
        },
        empty="empty.flows",
        targets=[target(rows, at, assessment) for at in range(len(rows.ids))],
        places={IN_FOCUS_ID: middle_of(assessment, focus)} if len(focus.areas) else {},
    )


def _of_focus(focus: Place, municipality: np.ndarray) -> object:
    """The municipality of all of what is in focus, where it is one."""
    found = set(municipality[focus.areas].tolist())
    return found.pop() if len(found) == 1 else Phrase("flow.several")


def middle_of(assessment: Assessment, focus: Place) -> tuple[float, float]:
    """Where the residents of what is in focus live on average, in the region's CRS."""
    weight = assessment.persons[focus.areas] + 1e-6
    x, y = (
        np.average(assessment.region.areas[axis].to_numpy(np.float64)[focus.areas], weights=weight)
        for axis in ("x", "y")
    )
    return float(x), float(y)


def exchange_table(assessment: Assessment, focus: Place) -> Table:
    """What each two municipalities exchange: visits there and back, and the net.

    Of what is in focus the exchanges that its municipalities have part in.
    """
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    columns = (
        Column("from", "column.from_municipality", "text"),
        Column("to", "column.to_municipality", "text"),
        Column("visits", form.visits_name, "count"),
        Column("back", "column.back", "count"),
        Column("net", "column.net", "count"),
    )
    flows = municipality_flows(assessment)
    if flows is None:
        return Table(
            "table.exchange", "flow", [], columns, {column.key: [] for column in columns}, "why.no_visits"
        )
    codes = assessment.region.areas["municipality_id"].to_numpy(str)
    among = np.flatnonzero(np.isin(np.array(flows.ids), np.unique(codes[focus.areas])))
    municipalities = every(assessment, "municipality")
    found = exchanged(flows, None if focus.is_whole_region else among)
    names, ids = np.array(flows.names, dtype=object), np.array(flows.ids, dtype=object)
    return Table(
        title="table.exchange",
        row_kind="flow",
        ids=[f"{ids[a]}>{ids[b]}" for a, b in zip(found.first, found.second, strict=True)],
        columns=columns,
        values={
            "from": names[found.first],
            "to": names[found.second],
            "visits": found.more,
            "back": found.less,
            "net": found.more - found.less,
        },
        empty="empty.exchange",
        targets=[("muni", str(ids[b])) for b in found.second],
        places={
            id_: middle_of(assessment, municipalities.only(municipalities.position[id_]))
            for id_ in (ids.tolist() if len(found.first) else [])
        },
    )

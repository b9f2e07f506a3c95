"""Travel flows: from where residents live to the units they use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.layers.base import Column, Figure, Legend, Said, Swatch, Table
from geodata.assessment import Assessment
from geodata.flows import Flows
from geodata.focus import Focus

DRAWN = 2000
"""At most so many flows are drawn: more is a hairball (and slower than the eye forgives)."""
IN_FOCUS = 9
"""Of what is in focus, at most so many at full strength."""

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class FlowLayer:
    """Ribbons from residence to unit, thick at home and thin at the unit, as wide as there are visits."""

    key: str = "flows"
    style: Literal["flows"] = "flows"

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: a region without visits says so in the legend."""
        return True

    def values(self, assessment: Assessment, focus: Focus) -> Mapping[str, object]:  # noqa: ARG002
        """Columns of the largest flows between areas and units, and between municipalities."""
        flows = assessment.flows
        if flows is None:
            return {}
        at = drawable(assessment, flows)[:DRAWN]
        return {
            "areas": columns(flows, at),
            "municipalities": between_municipalities(assessment, flows),
        }

    def legend(self, assessment: Assessment) -> Legend:
        """How a ribbon reads, and honestly how much of the visits is not drawn."""
        flows = assessment.flows
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        if flows is None or not len(flows.visits):
            return Legend("legend.flows", [], "why.no_visits", {"visits": form.visits_name})
        at = drawable(assessment, flows)
        total = int(flows.visits.sum())
        drawn = int(flows.visits[at[:DRAWN]].sum())
        fit = assessment.fit if assessment.scenario.changes else None
        note = "legend.flows_drawn" if len(at) > DRAWN else "legend.flows_all"
        model = {"a": Figure(fit.a, "number"), "b": Figure(fit.b, "number")} if fit else {}
        return Legend(
            "legend.flows",
            [
                Swatch("legend.flow", "", symbol="flow"),
                Swatch("legend.flow_past", "", symbol="past"),
            ],
            "legend.flows_expected" if fit else note,
            {
                **model,
                "fit": Figure(fit.pseudo_r2 if fit else 0.0, "number"),
                "overlap": Figure(fit.overlap if fit else 0.0, "share"),
                "drawn": min(len(at), DRAWN),
                "all": len(flows.visits),
                "share": Figure(drawn / total if total else 0.0, "share"),
                "left": Figure(1 - drawn / total if total else 0.0, "share"),
                "visits": form.visits_name,
            },
        )

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Flows from the areas, or to the unit, in focus, largest first, also those that cannot be drawn."""
        flows = assessment.flows
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        head = (
            Column("from", "column.from", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("to", "column.to", "text"),
            Column("visits", form.visits_name, "count"),
            Column("share", "column.share_of_area", "share"),
            Column("minutes", "column.minutes", "minutes", "lower"),
            Column("past", "column.past_nearest", "flag"),
        )
        if flows is None:
            empty: list[object] = []
            return Table(
                "layer.flows.table", "flow", [], head, {one.key: empty for one in head}, "why.no_visits"
            )
        at = in_focus(flows, focus)
        areas, units = assessment.region.areas, assessment.region.units
        home, unit = flows.area[at], flows.unit[at]
        return Table(
            title="layer.flows.table",
            row_kind="flow",
            ids=(_named(areas.index, home, "") + ">" + _named(units.index, unit, "")).tolist(),
            columns=head,
            values={
                "from": _named(areas["name"], home, Said("why.unknown_residence")),
                "municipality": _named(areas["municipality"], home, None),
                "to": _named(units["name"], unit, Said("why.unknown_unit")),
                "visits": flows.visits[at],
                "share": share_of_area(assessment, flows, at),
                "minutes": flows.minutes[at],
                "past": flows.past_nearest[at],
            },
            empty="empty.flows",
        )


def _named(names: pd.Series[str] | pd.Index[str], at: Positions, else_: object) -> NDArray[np.object_]:
    """Names by position; `else_` for -1, which is the last place of what has it put at its end."""
    with_else = np.empty(len(names) + 1, dtype=object)
    with_else[:-1], with_else[-1] = names, else_
    return with_else[at]


def drawable(assessment: Assessment, flows: Flows) -> Positions:
    """Rows whose residence and unit both have a place, largest first."""
    placed = np.append(assessment.placed, False)
    return np.flatnonzero((flows.area >= 0) & placed[flows.unit])


def in_focus(flows: Flows, focus: Focus) -> Positions:
    """Rows from the areas in focus, or to the one unit in focus; all of the region."""
    if focus.kind == "region":
        return np.arange(len(flows.visits))
    if focus.kind == "unit":
        return np.flatnonzero(np.isin(flows.unit, focus.units))
    return np.flatnonzero(np.isin(flows.area, focus.areas))


def share_of_area(assessment: Assessment, flows: Flows, at: Positions) -> NDArray[np.float64]:
    """Each flow's share, 0 to 1, of all visits from its residence; NaN for unknown residences."""
    totals = np.bincount(flows.area + 1, flows.visits, minlength=len(assessment.persons) + 1)
    share = flows.visits[at] / totals[flows.area[at] + 1]
    return np.where(flows.area[at] >= 0, share, np.nan)


def columns(flows: Flows, at: Positions) -> dict[str, list[int]]:
    """Flows as columns: residence, unit, visits, and whether they pass the nearest unit."""
    return {
        "from": flows.area[at].tolist(),
        "to": flows.unit[at].tolist(),
        "visits": np.rint(flows.visits[at]).astype(np.int64).tolist(),
        "past": flows.past_nearest[at].astype(int).tolist(),
    }


def between_municipalities(assessment: Assessment, flows: Flows) -> dict[str, list[int]]:
    """Visits that cross a municipality border, added up by residence and unit, largest first."""
    areas, units = assessment.region.areas, assessment.region.units
    names, home = np.unique(areas["municipality_id"].to_numpy(str), return_inverse=True)
    stands = units["area"].to_numpy(np.int64)
    placed = (flows.area >= 0) & (flows.unit >= 0)
    origin, unit, visits = flows.area[placed], flows.unit[placed], flows.visits[placed]
    inside = stands[unit] >= 0
    start, end = home[origin[inside]], home[stands[unit[inside]]]
    crosses = start != end
    pair = start[crosses] * len(names) + end[crosses]
    total = np.bincount(pair, visits[inside][crosses], minlength=0)
    found = np.flatnonzero(total)
    found = found[np.argsort(-total[found], kind="stable")][:DRAWN]
    return {
        "from": (found // len(names)).tolist(),
        "to": (found % len(names)).tolist(),
        "visits": total[found].astype(int).tolist(),
    }


def of_focus(assessment: Assessment, focus: Focus) -> dict[str, Sequence[float]] | None:
    """The largest flows of what is in focus, with each one's share of all of them."""
    flows = assessment.flows
    if flows is None or focus.kind == "region":
        return None
    at = in_focus(flows, focus)
    total = int(flows.visits[at].sum())
    placed = np.append(assessment.placed, False)
    at = at[(flows.area[at] >= 0) & placed[flows.unit[at]]]
    if focus.kind in ("municipality", "zone"):
        stands = np.append(assessment.region.units["area"].to_numpy(np.int64), -1)
        at = at[~np.isin(stands[flows.unit[at]], focus.areas)]
    at = at[:IN_FOCUS]
    share = flows.visits[at] / total if total else np.zeros(len(at))
    return {**columns(flows, at), "share": share.round(4).tolist()}

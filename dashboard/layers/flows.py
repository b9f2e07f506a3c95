"""Travel flows: from where residents live to the units they use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from dashboard.layers.base import Column, Figure, Legend, Phrase, Swatch, Table
from dashboard.layers.flow_rows import flow_rows, minutes_plain, shares_plain, shares_said, standing
from dashboard.layers.flow_table import STANDING, flow_table
from geodata.assessment.assessment import Assessment
from geodata.disclosure.shares import shares
from geodata.flows.flows import Flows
from geodata.focus.between_municipalities import municipality_flows
from geodata.focus.place import Place
from geodata.focus.places import whole_region
from geodata.focus.who_goes_where import OUTSIDE, residence, way_of
from geodata.measures.visits import VISITS_OF_REGION
from geodata.region.choice_model import ChoiceModel, Fit

Lines = Literal["largest", "all"]
LINES: tuple[Lines, ...] = ("largest", "all")
"""Which flows are drawn while the whole region is in focus, the usual first."""
DRAWN = 2000
"""At most so many flows are drawn: more is a hairball (and slower than the eye forgives)."""
LARGEST = 12
"""So few leave the colours of areas and all else to be seen."""

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class FlowLayer:
    """Ribbons from residence to unit, thick at home and thin at the unit, as wide as there are visits.

    Far out the visits between municipalities, each way as a half-arrow of its own. `way` is which way
    visits go, seen from what is in focus; "" is the usual one. `lines` is which are drawn of the region: the
    largest between municipalities, or where there are no such the largest of all; `drawn` how many, at most.
    """

    way: str = ""
    lines: Lines = "all"
    drawn: int = DRAWN
    key: str = "flows"
    style: Literal["flows"] = "flows"

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Always: a region without visits says so in the legend."""
        return True

    def values(self, assessment: Assessment, focus: Place) -> Mapping[str, object]:  # noqa: ARG002
        """Columns of the largest flows between areas and units, and between municipalities."""
        return _columns(assessment.at_published_rules, self.drawn, self.lines)

    def legend(self, assessment: Assessment) -> Legend:
        """How a ribbon reads, and honestly how much of the visits is not drawn, near and far."""
        flows = assessment.use.flows
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        if flows is None or not len(flows.visits):
            return Legend("legend.flows", [], "why.no_visits", {"visits": form.visits_name})
        at = drawable(assessment, flows)
        total = VISITS_OF_REGION.read(assessment, whole_region(assessment)).value or 0.0
        share = _share(assessment, flows.visits[at[:DRAWN]].sum(), total)
        far = _far(assessment, total)
        counts = {"drawn": min(len(at), DRAWN), "all": len(flows.visits)}
        note = _note(len(at), far.get("pairs", 0))
        if self.lines == "largest":
            pairs = int(far.get("pairs", 0))
            counts = {"drawn": min(pairs or len(at), LARGEST), "all": pairs or len(flows.visits)}
            note = "legend.flows_largest_between" if pairs else "legend.flows_largest"
        fit = assessment.use.fit if assessment.scenario.changes else None
        model = parameters(fit) if fit else {}
        return Legend(
            "legend.flows",
            [
                Swatch("legend.flow", "", symbol="flow"),
                Swatch("legend.flow_past", "", symbol="past"),
                *([Swatch("legend.flow_between", "", symbol="halves")] if _borders(assessment) else []),
            ],
            f"legend.flows_expected_{fit.decay}" if fit else note,
            {
                **model,
                **far,
                "fit": Figure(fit.pseudo_r2 if fit else 0.0, "number"),
                "overlap": Figure(fit.overlap if fit else 0.0, "share"),
                **counts,
                "share": Figure(share, "share"),
                "left": Figure(1 - share, "share"),
                "visits": form.visits_name,
            },
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """The rows of what is in focus, the way that is chosen; of the region every flow there is."""
        flows = assessment.use.flows
        rows = None if flows is None else flow_rows(assessment, focus, self.way)
        if flows is None or rows is None:
            return Table("layer.flows.table", "flow", [], (), {}, "why.no_visits")
        if focus.is_whole_region and way_of(focus, self.way) == "within":
            return every_flow(assessment, flows)
        return flow_table(assessment, focus, rows)


def parameters(of: Fit | ChoiceModel) -> dict[str, Figure | Phrase]:
    """Parameters of a choice model and their standard errors, as the catalogue's blanks name them."""
    figures = {key: Figure(getattr(of, key), "number") for key in ("a", "b", "b_error")}
    return {**figures, "a_error": Figure(of.a_error, "number") if of.a_error else Phrase("ui.choice.a_given")}


@lru_cache(maxsize=8)
def _columns(assessment: Assessment, drawn: int, lines: Lines) -> Mapping[str, object]:
    """Kept, as everyone who moves the limit or points at another place asks for the same."""
    flows = assessment.use.flows
    if flows is None:
        return {}
    few = lines == "largest"
    between = between_municipalities(assessment, LARGEST if few else DRAWN)
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    if few and between["from"]:
        return {"areas": None, "municipalities": between, "named": form.visits_name}
    at = drawable(assessment, flows)[: LARGEST if few else drawn]
    return {
        "areas": {
            "from": flows.area[at].tolist(),
            "to": flows.unit[at].tolist(),
            "visits": np.rint(flows.visits[at]).astype(np.int64).tolist(),
            "past": flows.past_nearest[at].astype(int).tolist(),
            "share": shares_plain(share_of_area(assessment, flows, at)),
            "minutes": minutes_plain(flows.minutes[at]),
        },
        "municipalities": between,
        "named": form.visits_name,
    }


def every_flow(assessment: Assessment, flows: Flows) -> Table:
    """All flows of a region by area and unit, also those that cannot be drawn."""
    areas, units = assessment.region.areas, assessment.units
    form = assessment.region.settings.care_forms[assessment.scenario.care_form]
    home, unit = residence(flows), flows.unit
    named = _named(areas["name"], np.maximum(home, -1), Phrase("why.unknown_residence"))
    named[home == OUTSIDE] = Phrase("why.residence_outside")
    sides = np.where(home == OUTSIDE, "(outside)", _named(areas.index, np.maximum(home, -1), ""))
    share = shares_said(
        share_of_area(assessment, flows, np.arange(len(flows.visits))), assessment.region.protected
    )
    share[home < 0] = np.nan
    return Table(
        title="layer.flows.table",
        row_kind="flow",
        ids=(sides.astype(object) + ">" + _named(units.index, unit, "")).tolist(),
        columns=(
            Column("from", "column.from", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("to", "column.to", "text"),
            Column("visits", form.visits_name, "count"),
            Column("share", "column.share_of_area", "share"),
            Column("minutes", "column.minutes", "minutes", "lower"),
            Column("past", "column.past_nearest", "flag"),
            STANDING,
        ),
        values={
            "from": named,
            "municipality": _named(areas["municipality"], np.maximum(home, -1), None),
            "to": _named(units["name"], unit, Phrase("why.unknown_unit")),
            "visits": flows.visits,
            "share": share,
            "minutes": flows.minutes,
            "past": flows.past_nearest,
            "standing": standing(assessment, home, unit),
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
    placed = np.append(assessment.supply.placed, False)
    return np.flatnonzero((flows.area >= 0) & placed[flows.unit])


def share_of_area(assessment: Assessment, flows: Flows, at: Positions) -> NDArray[np.float64]:
    """Each flow's share, 0 to 1, of all visits from its residence; NaN for unknown residences."""
    whole = np.append(
        np.zeros(0) if assessment.use.visits_by_area is None else assessment.use.visits_by_area, np.nan
    )
    return shares(flows.visits[at], whole[flows.area[at]], assessment.region.protected)


def between_municipalities(assessment: Assessment, most: int) -> dict[str, object]:
    """Visits that cross a municipality border, added up by residence and unit, largest first."""
    found = municipality_flows(assessment)
    if found is None:
        return {"from": [], "to": [], "visits": [], "share": [], "minutes": []}
    return {
        "from": found.origin[:most].tolist(),
        "to": found.destination[:most].tolist(),
        "visits": np.rint(found.visits[:most]).astype(np.int64).tolist(),
        "share": shares_plain(found.share[:most]),
        "minutes": minutes_plain(found.minutes[:most]),
    }


def _borders(assessment: Assessment) -> bool:
    found = municipality_flows(assessment.at_published_rules)
    return found is not None and len(found.visits) > 0


def _note(lines: int, pairs: int) -> str:
    near = "legend.flows_drawn" if lines > DRAWN else "legend.flows_all"
    if not pairs:
        return near
    return f"{near}_far" if pairs > DRAWN else f"{near}_far_all"


def _far(assessment: Assessment, total: float) -> dict[str, Any]:
    """Of flows between municipalities their share of all visits, where there is one; how many are drawn."""
    found = municipality_flows(assessment.at_published_rules)
    if found is None:
        return {}
    between = _share(assessment, found.total, total)
    if not between:
        return {}
    return {
        "pairs_drawn": min(len(found.visits), DRAWN),
        "pairs": len(found.visits),
        "between": Figure(between, "share"),
        "pairs_left": Figure(1 - _share(assessment, found.visits[:DRAWN].sum(), found.total), "share"),
    }


def _share(assessment: Assessment, part: ArrayLike, whole: float) -> float:
    """Share of some visits, 0 where there is none to tell."""
    return float(np.nan_to_num(shares(part, whole, assessment.region.protected)))

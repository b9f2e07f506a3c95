"""Tables that are no layer's: those of units, of municipalities, and of what service areas have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Column, Said, Table
from dashboard.layers.choices import FIGURES, tally
from dashboard.layers.flow_table import EXCHANGE, exchange_table
from dashboard.layers.shares import share_cells
from dashboard.unit_tables import by_operator, markets, no_rows, passed, visits_name
from geodata import market
from geodata.assessment import Assessment
from geodata.focus import Focus
from geodata.journey_minutes import journey_minutes
from geodata.service_kinds import known_kinds, members, overlap, visits_between


def municipalities(assessment: Assessment, focus: Focus) -> Table:
    """Municipalities of the areas in focus with every measure of which units their residents use."""
    areas = assessment.region.areas
    ids, first, code = np.unique(
        areas["municipality_id"].to_numpy(str), return_index=True, return_inverse=True
    )
    shown = np.unique(code[focus.areas]) if len(focus.areas) else np.empty(0, np.int64)
    columns = [
        Column("municipality", "column.municipality", "text"),
        Column("persons", "column.persons", "count"),
        Column("visits", visits_name(assessment), "count"),
        *(Column(key, f"figure.{key}.column", one.kind) for key, one in FIGURES.items()),
        Column("nearest_mean", "column.nearest_mean", "minutes", "lower"),
        Column("travel_p90", "column.travel_p90", "minutes"),
        Column("nearest_p90", "column.nearest_p90", "minutes", "lower"),
    ]
    flows = assessment.flows
    if flows is None:
        return no_rows("table.municipalities", "municipality", columns)
    home = np.append(code, -1)[flows.area]
    minutes = [journey_minutes(flows, assessment.nearest_min, home == one) for one in shown]
    tallies = {key: tally(assessment, key).by(code, len(ids)).at(shown) for key in FIGURES}
    together = {key: share_cells(one, assessment.protected) for key, one in tallies.items()}
    together["market_share"] = _largest(assessment, [np.flatnonzero(code == one) for one in shown.tolist()])
    visits = np.bincount(home[home >= 0], flows.visits[home >= 0], minlength=len(ids))
    return Table(
        "table.municipalities",
        "municipality",
        ids[shown].tolist(),
        columns,
        {
            "municipality": areas["municipality"].to_numpy(object)[first[shown]],
            "persons": np.bincount(code, assessment.persons, minlength=len(ids))[shown],
            "visits": visits[shown],
            **together,
            "nearest_mean": np.array([one.nearest_mean_min for one in minutes]),
            "travel_p90": np.array([one.p90_min for one in minutes]),
            "nearest_p90": np.array([one.nearest_p90_min for one in minutes]),
        },
        "empty.areas",
    )


def _largest(assessment: Assessment, places: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Share of the one unit that most visits by the residents of each place go to."""
    flows, count = assessment.flows, len(assessment.supply)
    if flows is None:
        return np.full(len(places), np.nan)
    shares = (market.market_shares(flows, areas, count).share for areas in places)
    return np.array([one.max(initial=0.0) for one in shares])


def overlaps(assessment: Assessment, focus: Focus) -> Table:
    """How much any two kinds of service areas have in common, of the unit or of the areas in focus."""
    columns = [
        Column("one", "column.kind_one", "text"),
        Column("other", "column.kind_other", "text"),
        Column("both", "column.both", "count"),
        Column("of_one", "column.of_one", "share"),
        Column("of_other", "column.of_other", "share"),
        Column("of_visits", "column.of_visits", "share"),
    ]
    rows = np.arange(len(assessment.persons)) if focus.kind == "unit" else focus.areas
    units = focus.units if focus.kind == "unit" else np.arange(len(assessment.supply))
    visits = visits_between(assessment)[rows][:, units]
    kinds = known_kinds(assessment)
    has = {kind: members(assessment, kind)[rows][:, units] for kind in kinds}
    pairs = list(combinations(kinds, 2))
    found = [overlap(has[one], has[other], assessment.persons[rows], visits) for one, other in pairs]
    return Table(
        "table.overlaps",
        "kpi",
        [f"{one}-{other}" for one, other in pairs],
        columns,
        {
            "one": [Said(f"ui.service.{one}") for one, _ in pairs],
            "other": [Said(f"ui.service.{other}") for _, other in pairs],
            "both": np.array([one.both for one in found]),
            "of_one": np.array([one.of_one for one in found]),
            "of_other": np.array([one.of_other for one in found]),
            "of_visits": np.array([one.of_visits for one in found]),
        },
    )


MEASURE_TABLES: Mapping[str, Callable[[Assessment, Focus], Table]] = {
    "municipalities": municipalities,
    "market": markets,
    "passed": passed,
    "operators": by_operator,
    "overlaps": overlaps,
    EXCHANGE: exchange_table,
}
"""By the key in the address; `table.<key>` in the catalogue is their name."""

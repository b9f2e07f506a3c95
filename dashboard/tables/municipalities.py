"""A table of municipalities with every measure of which units their residents use."""

from __future__ import annotations

import numpy as np

from dashboard.layers.base import Column, Table
from dashboard.layers.choices import FIGURES, tally
from dashboard.layers.shares import at_most_all, share_cells
from dashboard.tables.units import no_rows, visits_name
from geodata.assessment.assessment import Assessment
from geodata.flows.journey_minutes import journey_minutes
from geodata.flows.tally import Tally
from geodata.focus.focus import Focus
from geodata.focus.visits import committed


def municipalities(assessment: Assessment, focus: Focus) -> Table:
    """Municipalities of the areas in focus, each count from the coarsest cells that hold it."""
    columns = [
        Column("municipality", "column.municipality", "text"),
        Column("persons", "column.persons", "count"),
        Column("visits", visits_name(assessment), "count"),
        *(Column(key, f"figure.{key}.column", one.kind) for key, one in FIGURES.items()),
        Column("nearest_mean", "column.nearest_mean", "minutes", "lower"),
        Column("travel_p90", "column.travel_p90", "minutes"),
        Column("nearest_p90", "column.nearest_p90", "minutes", "lower"),
    ]
    flows, visits = assessment.use.flows, assessment.use.visits_by_municipality
    if flows is None or visits is None:
        return no_rows("table.municipalities", "municipality", columns)
    ids, names, code, _ = assessment.region.municipalities
    at = np.unique(code[focus.areas]).astype(np.int64)
    home = np.append(code, -1)[flows.area]
    minutes = [journey_minutes(flows, assessment.access.nearest_min, home == one) for one in at]
    tallies = {key: tally(assessment, key).by(code.astype(np.int64), len(ids)) for key in FIGURES}
    tallies |= _counted(assessment, visits.astype(np.float64), tallies["penetration"].whole)
    return Table(
        "table.municipalities",
        "municipality",
        [ids[one] for one in at],
        columns,
        {
            "municipality": [names[one] for one in at],
            "persons": np.bincount(code, assessment.persons, minlength=len(ids))[at],
            "visits": visits[at],
            **{key: share_cells(one.at(at), assessment.region.protected) for key, one in tallies.items()},
            "nearest_mean": np.array([one.nearest_mean_min for one in minutes]),
            "travel_p90": np.array([one.p90_min for one in minutes]),
            "nearest_p90": np.array([one.nearest_p90_min for one in minutes]),
        },
        "empty.areas",
    )


def _counted(assessment: Assessment, visits: np.ndarray, persons: np.ndarray) -> dict[str, Tally]:
    """Measures that cells of municipalities hold: what stays, the largest unit's share, use per resident."""
    between, to = assessment.use.municipality_flows, assessment.use.between("municipality", "unit")
    stays, most = np.zeros(len(visits)), np.zeros(len(visits))
    if between is not None and to is not None:
        own = (between.residence >= 0) & (between.residence == between.provider)
        stays = np.bincount(between.residence[own], between.visits[own], minlength=len(visits))
        known = (to.residence >= 0) & (to.provider >= 0)
        np.maximum.at(most, to.residence[known], to.visits[known].astype(np.float64))
    rate = visits.sum() / persons.sum() if persons.sum() else 0.0
    return {
        "stays": at_most_all(Tally(stays, visits)),
        "leakage": Tally(np.maximum(visits - stays, 0), visits),
        "commitment": committed(assessment),
        "market_share": at_most_all(Tally(most, visits)),
        "penetration": Tally(100 * visits / rate if rate else visits, persons),
    }

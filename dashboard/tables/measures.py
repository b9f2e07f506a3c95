"""Tables that are no layer's, by their keys, and that of what service areas have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from dashboard.layers.base import Column, Phrase, Table
from dashboard.layers.flow_table import EXCHANGE, exchange_table
from dashboard.layers.measured import tally_cells
from dashboard.tables.equity import EQUITY, equity_table
from dashboard.tables.municipalities import municipalities
from dashboard.tables.units import by_operator, markets, passed
from geodata.assessment.assessment import Assessment
from geodata.assessment.service_areas import known_kinds, members, overlap, visits_between
from geodata.focus.place import Place
from geodata.measures.tally import enough, share
from geodata.measures.visits import NONE_HERE


def overlaps(assessment: Assessment, focus: Place) -> Table:
    """How much any two kinds of service areas have in common, of the unit or of the areas in focus."""
    columns = [
        Column("one", "column.kind_one", "text"),
        Column("other", "column.kind_other", "text"),
        Column("both", "column.both", "count"),
        Column("of_one", "column.of_one", "share"),
        Column("of_other", "column.of_other", "share"),
        Column("of_visits", "column.of_visits", "share"),
    ]
    rows = np.arange(len(assessment.persons)) if focus.is_unit else focus.areas
    units = focus.units if focus.is_unit else np.arange(len(assessment.supply.available))
    visits = visits_between(assessment)[rows][:, units]
    kinds = known_kinds(assessment)
    has = {kind: members(assessment, kind)[rows][:, units] for kind in kinds}
    pairs = list(combinations(kinds, 2))
    found = [overlap(has[first], has[second], assessment.persons[rows], visits) for first, second in pairs]
    whole = np.array([pair.visits for pair in found])
    of_visits = share(np.array([pair.both_visits for pair in found]), whole, NONE_HERE)
    return Table(
        "table.overlaps",
        "kpi",
        [f"{first}-{second}" for first, second in pairs],
        columns,
        {
            "one": [Phrase(f"ui.service.{first}") for first, _ in pairs],
            "other": [Phrase(f"ui.service.{other}") for _, other in pairs],
            "both": np.array([pair.both for pair in found]),
            "of_one": np.array([pair.of_one for pair in found]),
            "of_other": np.array([pair.of_other for pair in found]),
            "of_visits": tally_cells(enough(of_visits, assessment.region.protected)),
        },
    )


MEASURE_TABLES: Mapping[str, Callable[[Assessment, Place], Table]] = {
    "municipalities": municipalities,
    "market": markets,
    "passed": passed,
    "operators": by_operator,
    "overlaps": overlaps,
    EXCHANGE: exchange_table,
    EQUITY: equity_table,
}
"""By the key in the address; `table.<key>` in the catalogue is their name."""

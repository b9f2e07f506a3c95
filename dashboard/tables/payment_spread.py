"""How many units move by more than two, five and ten per cent, up and down."""

from __future__ import annotations

import numpy as np

from dashboard.layers.base import Column, Table
from dashboard.words.both import in_both
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.payment import MOVES
from geodata.measures.reform_of_units import Words, unit_reform


def spread_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """A row a limit: units of a place that gain and lose more than it, and their share of those paid."""
    found = unit_reform(assessment, words)
    at = focus.units[found.paid[focus.units]]
    change, before = found.change[at] * 100, np.abs(found.before[at])
    gaining = np.array([int((change > before * limit).sum()) for limit in MOVES])
    losing = np.array([int((-change > before * limit).sum()) for limit in MOVES])
    return Table(
        "table.payment_spread",
        "kpi",
        [str(limit) for limit in MOVES],
        (
            Column("limit", "column.paid_limit", "text"),
            Column("gaining", "column.paid_gaining", "count"),
            Column("losing", "column.paid_losing", "count"),
            Column("moving", "column.paid_moving", "count"),
            Column("moving_share", "column.paid_moving_share", "share"),
        ),
        {
            "limit": [in_both("payment_panel.moves_more", limit=limit) for limit in MOVES],
            "gaining": gaining,
            "losing": losing,
            "moving": gaining + losing,
            "moving_share": (gaining + losing) / max(len(at), 1),
        },
        "empty.units",
    )

"""What a look at a region's own published lists and production gains, above a guess by who has not looked."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, MultiIndex

from geodata.disclosure.finding import Finding, judged
from geodata.disclosure.joint_inference import SMALL
from geodata.disclosure.listed import CLASS, PRODUCED, shown_lists, shown_production
from geodata.disclosure.protection import Protection
from geodata.region.payment_tables import PaymentTables


def audited_lists(tables: PaymentTables, protection: Protection) -> list[Finding]:
    """One look at each small cell of lists, and of production; none of those that are not there.

    Parameters
    ----------
    tables : PaymentTables
        Exact.
    protection : Protection
    """
    secret, units = protection.secret, protection.unit_ids
    found = []
    if tables.lists is not None:
        shown = shown_lists(tables.lists, secret, units, protection.area_ids)
        found += _look("lists", tables.lists, shown, ["unit", "period", "area", *CLASS], "persons")
    if tables.production is not None:
        shown = shown_production(tables.production, secret, units)
        found += _look("production", tables.production, shown, ["unit", *PRODUCED], "quantity")
    return found


def _look(attack: str, exact: DataFrame, shown: DataFrame, key: list[str], figure: str) -> list[Finding]:
    truth: NDArray[np.int64] = np.rint(exact[figure].to_numpy(np.float64)).astype(np.int64)
    small = (truth > 0) & (truth < SMALL)
    if not small.any():
        return []
    index = MultiIndex.from_frame(exact[key])
    published = shown.set_index(key)[figure].reindex(index).fillna(0).to_numpy(np.float64).astype(np.int64)
    return [judged(attack, published[small], truth[small])]

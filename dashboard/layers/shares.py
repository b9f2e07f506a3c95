"""Shares in tables and on the map: those of too few visits are said to be that, and not shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.base import Cells, Said
from geodata.disclosure.shares import may_be_shown
from geodata.flows.tally import Tally

TOO_FEW = Said("why.too_few")


def too_few(tally: Tally, protected: bool) -> NDArray[np.bool_]:
    """Where there are visits, but too few for a share of protected counts to be shown."""
    whole = np.asarray(tally.whole)
    return (whole > 0) & ~may_be_shown(whole) if protected else np.zeros(whole.shape, bool)


def shown(tally: Tally, protected: bool) -> NDArray[np.float64]:
    """Shares, or means, with NaN where there is nothing to share or too little to show."""
    return np.where(too_few(tally, protected), np.nan, tally.share)


def share_cells(tally: Tally, protected: bool) -> Cells:
    """The same for a table, which says where there are too few."""
    share, few = shown(tally, protected), too_few(tally, protected)
    if not few.any():
        return share
    cells = share.astype(object)
    cells[few] = TOO_FEW
    return cells


def at_most_all(tally: Tally) -> Tally:
    """The same, with parts that noise has made larger than their whole as all of it."""
    return Tally(np.minimum(tally.part, tally.whole), tally.whole)

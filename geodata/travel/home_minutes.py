"""Minutes from every home to every unit, as a version keeps them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, get_index_dtype, vstack

from geodata.access.nearest_organisations import in_order
from geodata.region.region import Region
from geodata.travel.model import home_travel_of
from geodata.travel.straight_line import StraightLine

BLOCK = 8_192
"""Homes whose minutes are worked out at once: what is needed meanwhile is a part of what is kept."""


def home_minutes(region: Region) -> csr_array:
    """Minutes from every population point to every unit within reach.

    Parameters
    ----------
    region : Region
        With points.

    Returns
    -------
    csr_array of float32, shape (points, units)
        The nearest first in each row, the lower of units equally near.
    """
    travel = home_travel_of(region)
    if not isinstance(travel, StraightLine):
        return _short(in_order(travel.pairs().astype(np.float32)))
    parts = []
    for begin in range(0, len(travel.origins), BLOCK):
        rows = slice(begin, begin + BLOCK)
        density = None if travel.density is None else travel.density[rows]
        block = replace(travel, origins=travel.origins[rows], density=density)
        parts.append(in_order(block.pairs().astype(np.float32)))
    return _short(csr_array(vstack(parts, format="csr")))


def _short(minutes: csr_array) -> csr_array:
    """The same with positions in as few bytes as hold them."""
    kind = get_index_dtype(maxval=max(minutes.nnz, minutes.shape[1]))
    parts = (minutes.data, minutes.indices.astype(kind), minutes.indptr.astype(kind))
    return csr_array(parts, shape=minutes.shape)

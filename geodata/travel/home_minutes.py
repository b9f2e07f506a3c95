"""Minutes from every home to every unit, as a version keeps them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, get_index_dtype, hstack, vstack

from geodata.access.nearest_organisations import in_order
from geodata.contract.errors import RegionError
from geodata.region.region import Region
from geodata.travel import PublicTransport, RoadNetwork, StraightLine, Travel
from geodata.travel.model import home_travel_of

BLOCK = 8_192
"""Homes whose minutes are worked out at once: what is needed meanwhile is a part of what is kept."""

MOST_PAIRS = 100_000_000
"""Pairs of a home and a unit within the longest journey that a version keeps, 8 bytes each; a worker that
goes through all of them needs about as much again for a moment."""

PAIRS_AT_ONCE = 25_000_000
"""Pairs that may be found along roads before they are counted."""


def home_minutes(region: Region) -> csr_array:
    """The first of `home_minutes_by`: as the region says."""
    return home_minutes_by(region, ())[0]


def home_minutes_by(region: Region, percentiles: tuple[float, ...]) -> list[csr_array]:
    """Minutes from every population point to every unit within reach.

    Parameters
    ----------
    region : Region
        With points.
    percentiles : tuple of float
        Of journeys by public transport, an answer each; where there are none one answer, as the region says.

    Returns
    -------
    list of csr_array of float32, shape (points, units)
        The nearest first in each row, the lower of units equally near.

    Raises
    ------
    RegionError
        Where they are more than `MOST_PAIRS`: on a straight line before any is worked out, along roads as
        soon as so many are found.
    """
    travel = home_travel_of(region)
    if isinstance(travel, StraightLine):
        return [_short(_on_a_line(travel))]
    if isinstance(travel, RoadNetwork | PublicTransport):
        return [_short(each) for each in _some_units_at_once(travel, percentiles)]
    raise RegionError.of("table_without_points")


def _on_a_line(travel: StraightLine) -> csr_array:
    if len(travel.origins) * len(travel.units) > MOST_PAIRS:
        _refuse_too_many(travel, travel.pair_count())
    parts = []
    for begin in range(0, len(travel.origins), BLOCK):
        rows = slice(begin, begin + BLOCK)
        density = None if travel.density is None else travel.density[rows]
        block = replace(travel, origins=travel.origins[rows], density=density)
        parts.append(in_order(block.pairs().astype(np.float32)))
    return csr_array(vstack(parts, format="csr"))


def _some_units_at_once(
    travel: RoadNetwork | PublicTransport, percentiles: tuple[float, ...]
) -> list[csr_array]:
    units = max(1, PAIRS_AT_ONCE // max(1, len(travel.origins) * max(1, len(percentiles))))
    parts, count = [], 0
    for begin in range(0, max(1, len(travel.units)), units):
        part = minutes_by(travel.towards(travel.units[begin : begin + units]), percentiles)
        count += max(each.nnz for each in part)
        _refuse_too_many(travel, count)
        parts.append([each.astype(np.float32) for each in part])
    return [_nearest_first(csr_array(hstack(each, format="csr"))) for each in zip(*parts, strict=True)]


def minutes_by(travel: Travel, percentiles: tuple[float, ...]) -> list[csr_array]:
    """Minutes of every pair, at each of some percentiles; one answer where there are none."""
    if percentiles and isinstance(travel, PublicTransport):
        return travel.pairs_by(percentiles)
    return [travel.pairs()]


def _nearest_first(found: csr_array) -> csr_array:
    blocks = [in_order(found[begin : begin + BLOCK]) for begin in range(0, found.shape[0], BLOCK)]
    return csr_array(vstack(blocks, format="csr"))


def _refuse_too_many(travel: StraightLine | RoadNetwork | PublicTransport, count: int) -> None:
    if count > MOST_PAIRS:
        raise RegionError.of(
            "too_many_pairs",
            points=len(travel.origins),
            units=len(travel.units),
            pairs=count,
            minutes=f"{travel.settings.longest_min:g}",
            most=MOST_PAIRS,
        )


def _short(minutes: csr_array) -> csr_array:
    """The same with positions in as few bytes as hold them."""
    kind = get_index_dtype(maxval=max(minutes.nnz, minutes.shape[1]))
    parts = (minutes.data, minutes.indices.astype(kind), minutes.indptr.astype(kind))
    return csr_array(parts, shape=minutes.shape)

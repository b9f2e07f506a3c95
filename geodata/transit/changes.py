"""Changes between stops that a feed times or forbids: `transfers.txt`, and `pathways.txt` within stations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pandas import Index
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from geodata.transit.feed import NOT_POSSIBLE
from geodata.transit.feed_table import FeedTable

Ints = NDArray[np.int64]
Links = dict[tuple[int, int], int]
"""Seconds from one stop to another."""

TIMED, FORBIDDEN, OF_TRIPS = 2, 3, (4, 5)
LONGEST_S = 86_400
WALKING_M_S = 5.1 / 3.6
DEFAULT_S = 60
"""A pathway of which neither time nor length is told."""


def changes(transfers: FeedTable, pathways: FeedTable, stops: Index, parent: Ints, used: Ints) -> Links:
    """Changes between stops that trips call at.

    A change between stations is one between all of their stops, except where something is said of the two
    stops themselves. What `transfers.txt` says goes before the pathways. Changes that only hold for some
    trips or lines are named and left out.

    Parameters
    ----------
    transfers, pathways : FeedTable
    stops : Index
        Ids of all stops.
    parent : int64, shape (stops,)
        Position of the station of each, -1 where it has none.
    used : int64
        Positions of the stops that trips call at.
    """
    links = _within_stations(pathways, stops, used)
    columns = ("from_route_id", "to_route_id", "from_trip_id", "to_trip_id")
    kind = transfers.numbers("transfer_type", 0, 5, 0.0)
    special = np.isin(kind, OF_TRIPS)
    for column in columns:
        special |= (transfers.frame[column] != "").to_numpy(bool)
    transfers.report("change_of_trips", special, "from_stop_id", severity="warning")
    general = transfers.where(~special)
    kind = kind[~special]
    seconds = general.numbers("min_transfer_time", 0, LONGEST_S)
    begin = general.codes("from_stop_id", stops, "stops.txt")
    end = general.codes("to_stop_id", stops, "stops.txt")
    children: dict[int, list[int]] = {}
    for stop in used.tolist():
        children.setdefault(stop, []).append(stop)
        if parent[stop] >= 0:
            children.setdefault(int(parent[stop]), []).append(stop)
    precise = np.isin(begin, used).astype(np.int64) + np.isin(end, used)
    listed: Links = {}
    for row in np.argsort(precise, kind="stable").tolist():  # of stations first, then of stops
        how, s = kind[row], seconds[row]
        timed = round(float(s)) if how == TIMED and np.isfinite(s) else None
        for one_end in children.get(int(begin[row]), ()):
            for other_end in children.get(int(end[row]), ()):
                if how == FORBIDDEN:
                    listed[one_end, other_end] = NOT_POSSIBLE
                elif timed is not None:
                    listed[one_end, other_end] = timed
                elif listed.get((one_end, other_end)) == NOT_POSSIBLE:  # possible, in a time that is not said
                    del listed[one_end, other_end]
    return links | listed


def _within_stations(pathways: FeedTable, stops: Index, used: Ints) -> Links:
    """Shortest ways along pathways between stops that trips call at."""
    begin = pathways.codes("from_stop_id", stops, "stops.txt")
    end = pathways.codes("to_stop_id", stops, "stops.txt")
    time = pathways.numbers("traversal_time", 0, LONGEST_S)
    length = pathways.numbers("length", 0, 100_000)
    both = pathways.numbers("is_bidirectional", 0, 1, 0.0) == 1
    s = np.where(np.isfinite(time), time, np.where(np.isfinite(length), length / WALKING_M_S, DEFAULT_S))
    there = (begin >= 0) & (end >= 0)
    back = there & both
    row, column = np.concatenate((begin[there], end[back])), np.concatenate((end[there], begin[back]))
    if not len(row):
        return {}
    nodes, numbered = np.unique(np.concatenate((row, column)), return_inverse=True)
    row, column = numbered.reshape(2, -1)
    weight = np.maximum(np.concatenate((s[there], s[back])), 1e-3)  # a zero would be no pathway
    order = np.lexsort((weight, column, row))
    first = np.unique(np.column_stack((row, column))[order], axis=0, return_index=True)[1]
    keep = order[first]
    shape = (len(nodes), len(nodes))
    graph = csr_array(coo_array((weight[keep], (row[keep], column[keep])), shape=shape))
    platforms = np.flatnonzero(np.isin(nodes, used))
    links: Links = {}
    for platform in platforms.tolist():
        reached = dijkstra(graph, indices=platform, limit=LONGEST_S)
        for other in platforms.tolist():
            if other != platform and np.isfinite(reached[other]):
                links[int(nodes[platform]), int(nodes[other])] = round(float(reached[other]))
    return links

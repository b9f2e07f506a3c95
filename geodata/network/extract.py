"""An OpenStreetMap extract, read with `osmium`: its roads, paths and ferries as arrays."""

from __future__ import annotations

from array import array
from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy as np
import osmium

from geodata.contract.errors import RegionError
from geodata.contract.travel_modes import MODES
from geodata.network.lengths import metres_between
from geodata.network.profiles import Profile, profile_of
from geodata.network.restrictions import CONDITIONAL, KEYS, READ, Restriction, restriction_of
from geodata.network.rights import is_ferry, passes
from geodata.network.signals import signal_of
from geodata.network.speeds import crossing_min
from geodata.network.ways import Ways

CREDIT = "© OpenStreetMap contributors"
LICENCE = "ODbL 1.0"


def read_extract(path: Path) -> Ways:
    """Every way of an extract that car, bicycle or foot may use, and every ferry line.

    A way whose nodes are partly outside the extract is kept in the pieces that are inside.

    Parameters
    ----------
    path : Path
        `.osm.pbf`, or `.osm` (XML), plain or compressed.

    Returns
    -------
    Ways

    Raises
    ------
    RegionError
        If there is no such file, or it is no OpenStreetMap extract.
    """
    if not path.is_file():
        raise RegionError.of("no_extract", file=path)
    try:
        return _read(path)
    except RuntimeError as error:  # what osmium raises, whatever is wrong
        raise RegionError.of("extract_unreadable", file=path, why=str(error).rstrip(".")) from error


def _read(path: Path) -> Ways:
    start, kinds, node, place, ids = array("q", [0]), array("q"), array("q"), array("i"), array("q")
    profiles: dict[tuple[Profile, Profile], int] = {}
    barriers: dict[int, tuple[bool, ...]] = {}
    signals: dict[int, tuple[bool, bool]] = {}
    restrictions: list[Restriction] = []
    turns: Counter[str] = Counter()
    cut_off, newest = 0, ""
    wanted = osmium.filter.KeyFilter("highway", "route", "barrier", *KEYS, *CONDITIONAL)
    every = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
    for each in osmium.FileProcessor(str(path), every).with_locations().with_filter(wanted):
        tags = {tag.k: tag.v for tag in each.tags}
        if isinstance(each, osmium.osm.Node):
            open_to = tuple(passes(tags, mode) for mode in MODES)
            if not all(open_to):
                barriers[each.id] = open_to
            if (signal := signal_of(tags)) is not None:
                signals[each.id] = signal
            continue
        if isinstance(each, osmium.osm.Relation):
            became, restriction = restriction_of(tags, [(m.type, m.ref, m.role) for m in each.members])
            turns[became] += 1
            if restriction is not None:
                restrictions.append(restriction)
            continue
        if not isinstance(each, osmium.osm.Way) or ("highway" not in tags and not is_ferry(tags)):
            continue
        pieces = pieces_of(each)
        ferry_kmh = _ferry_kmh(tags, pieces)
        profile, dense = profile_of(tags, ferry_kmh), profile_of(tags, ferry_kmh, dense=True)
        if profile is None or dense is None:
            continue
        newest = max(newest, day_of(each.timestamp))
        cut_off += not pieces
        for piece in pieces:
            for ref, x, y in piece:
                node.append(ref)
                place.append(x)
                place.append(y)
            start.append(len(node))
            ids.append(each.id)
            kinds.append(profiles.setdefault((profile, dense), len(profiles)))
    if not kinds:
        raise RegionError.of("extract_without_roads", file=path)
    return Ways(
        np.frombuffer(start, np.int64),
        np.frombuffer(kinds, np.int64),
        np.frombuffer(node, np.int64),
        np.frombuffer(place, np.int32).reshape(-1, 2),
        tuple(profiles),
        barriers,
        cut_off,
        newest,
        np.frombuffer(ids, np.int64),
        signals,
        tuple(restrictions),
        {became: count for became, count in turns.items() if became and became != READ},
    )


def pieces_of(way: osmium.osm.Way) -> list[list[tuple[int, int, int]]]:
    """Runs of at least two nodes that the extract has places for."""
    pieces: list[list[tuple[int, int, int]]] = [[]]
    for node in way.nodes:
        place = node.location
        if place.valid():
            pieces[-1].append((node.ref, place.x, place.y))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if len(piece) > 1]


def _ferry_kmh(tags: dict[str, str], pieces: list[list[tuple[int, int, int]]]) -> float | None:
    minutes = crossing_min(tags.get("duration", "")) if is_ferry(tags) else None
    if not minutes or not pieces:
        return None
    drawn = np.concatenate([np.array(piece, np.int64)[:, 1:] for piece in pieces])
    return max(0.1, metres_between(drawn[:-1], drawn[1:]).sum() / 1000 / (minutes / 60))


def day_of(moment: datetime) -> str:
    """ISO 8601 day of a change; "" where the extract does not say."""
    return moment.date().isoformat() if moment.year > 1970 else ""

"""An extract by hand of what lies on the toy region: all lengths and areas can be counted by eye.

Metres east and north of the toy's corner; its areas are three squares of 10 km in a row. A main road goes
straight through all three, 28 km, and on 20 km to the east; beside it are 2 km of street, 1 km of railway and
1 km of tunnel, and a lake of 2 km x 2 km with an island of 1 km x 1 km. Two stops "Torget" lie 40 m apart on
either side of the main road, "Skövde C" is a station. A driveway, a tram, a siding and a pond of 10 m x 10 m
are too little to be drawn.
"""

from __future__ import annotations

from pathlib import Path

from tests.geodata.network.osm import Place, write_extract

PLACES: dict[str, Place] = {
    "a": (1_000, 5_000), "b": (29_000, 5_000), "b2": (49_000, 5_000),
    "t1": (15_000, 5_000), "t2": (15_040, 5_000),
    "s1": (5_000, 5_000), "s2": (5_000, 7_000), "r1": (2_000, 1_000), "r2": (3_000, 1_000),
    "r3": (4_000, 1_000),
    "l1": (20_500, 1_000), "l2": (22_500, 1_000), "l3": (22_500, 3_000), "l4": (20_500, 3_000),
    "i1": (21_000, 1_500), "i2": (22_000, 1_500), "i3": (22_000, 2_500), "i4": (21_000, 2_500),
    "p1": (8_000, 8_000), "p2": (8_010, 8_000), "p3": (8_010, 8_010), "p4": (8_000, 8_010),
}  # fmt: skip
WAYS = [
    (["a", "s1", "t1", "t2", "b", "b2"], {"highway": "primary"}),
    (["s1", "s2"], {"highway": "residential", "name": "Storgatan"}),
    (["s2", "a"], {"highway": "service", "service": "driveway"}),
    (["r1", "r2"], {"railway": "rail"}),
    (["r2", "r3"], {"railway": "rail", "tunnel": "yes"}),
    (["r3", "a"], {"railway": "rail", "service": "siding"}),
    (["a", "r1"], {"railway": "tram"}),
    (["l1", "l2", "l3", "l4", "l1"], {}),
    (["i1", "i2", "i3", "i4", "i1"], {}),
    (["p1", "p2", "p3", "p4", "p1"], {"natural": "water"}),
]
AREAS = [({8: "outer", 9: "inner"}, {"natural": "water"})]
TAGS = {
    "t1": {"highway": "bus_stop", "name": "Torget"},
    "t2": {"highway": "bus_stop", "name": "Torget"},
    "s1": {"highway": "bus_stop"},
    "r1": {"railway": "station", "name": "Skövde C"},
    "b2": {"highway": "bus_stop", "name": "Långt bort"},
}


def write_ground(file: Path) -> Path:
    """The extract, as a file."""
    return write_extract(file, PLACES, WAYS, TAGS, AREAS)

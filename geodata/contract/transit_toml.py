"""Reading `[travel.transit]`: the day and window of a timetable, and how far one walks."""

from __future__ import annotations

import re
from itertools import pairwise

from geodata.contract.toml_reader import TomlReader
from geodata.contract.transit_settings import StopSettings, TransitSettings

_CLOCK = re.compile(r"([0-2]?\d):([0-5]\d)$")
LONGEST_MIN = 240
"""Of a window: each of its minutes is a search."""


PERCENTILES_MOST = 4
"""Beside each other: each is all minutes once more."""


def read_transit(reader: TomlReader) -> tuple[TransitSettings, ...]:
    """Settings of public transport, `[travel.transit]`, one a percentile, the usual first.

    None where any that they need is missing or wrong.
    """
    day = reader.day("date")
    if day is None and "date" not in reader.content:
        reader.problem("missing_key", "date")
    begin, end = (_minutes(reader, key) for key in ("from", "to"))
    percentiles = _percentiles(reader)
    walk = reader.number("longest_walk_min", 15.0, 1, 60)
    when = reader.choice("when", ("arrive", "depart"), "arrive")
    stops = _stops(reader.table("stops"))
    reader.finish()
    if begin is not None and end is not None and not 0 < end - begin <= LONGEST_MIN:
        reader.problem("bad_window", "to", reader.content["to"], str(reader.content["from"]))
        return ()
    if day is None or begin is None or end is None:
        return ()
    return tuple(TransitSettings(day, begin, end, each, walk, when, stops) for each in percentiles)


def _stops(reader: TomlReader) -> StopSettings:
    """What stops are told apart by, `[travel.transit.stops]`."""
    usual = StopSettings()
    begin, end = (_minutes(reader, key) if key in reader.content else None for key in ("from", "to"))
    begin, end = usual.from_min if begin is None else begin, usual.to_min if end is None else end
    if begin >= end:
        reader.problem("bad_window", "to", reader.content.get("to"), str(reader.content.get("from")))
        begin, end = usual.from_min, usual.to_min
    headways = _ascending(reader, "headways_min", usual.headways_min, 1440)
    distances = _ascending(reader, "distances_m", usual.distances_m, 10_000)
    reader.finish()
    return StopSettings(begin, end, headways, distances)


def _ascending(reader: TomlReader, key: str, usual: tuple[float, ...], most: float) -> tuple[float, ...]:
    """As many numbers as usual, each above the one before."""
    given = reader.get(key)
    if given is None:
        return usual
    numbers = given if isinstance(given, list) else []
    plain = all(isinstance(each, int | float) and not isinstance(each, bool) for each in numbers)
    ends = [0.0, *numbers] if plain else []
    if len(ends) != len(usual) + 1 or not all(a < b <= most for a, b in pairwise(ends)):
        reader.problem("wrong_type", key, given, str([int(each) for each in usual]))
        return usual
    return tuple(float(each) for each in numbers)


def _percentiles(reader: TomlReader) -> tuple[float, ...]:
    """One number, or several whole ones, each once."""
    several = reader.get("percentile")
    if not isinstance(several, list):
        return (reader.number("percentile", 50.0, 1, 100),)
    found = [
        TomlReader({str(at): each}, reader.problems, reader.file, reader.dotted("percentile")).number(
            str(at), None, 1, 100, whole=True
        )
        for at, each in enumerate(several[: PERCENTILES_MOST + 1], start=1)
    ]
    if not 0 < len(several) <= PERCENTILES_MOST:
        reader.problem("impossible_number", "percentile", len(several), "1", str(PERCENTILES_MOST))
    known = tuple(dict.fromkeys(float(each) for each in found if each is not None))
    return known or (50.0,)


def _minutes(reader: TomlReader, key: str) -> int | None:
    value = reader.get(key, required=True)
    if value is None:
        return None
    clock = _CLOCK.match(str(value)[:5])  # TOML has times of its own, with seconds
    if clock is None:
        reader.problem("wrong_type", key, value, '"07:00"')
        return None
    return int(clock[1]) * 60 + int(clock[2])

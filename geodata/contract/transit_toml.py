"""Reading `[travel.transit]`: the day and window of a timetable, and how far one walks."""

from __future__ import annotations

import re

from geodata.contract.toml_reader import TomlReader
from geodata.contract.transit_settings import TransitSettings

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
    reader.finish()
    if begin is not None and end is not None and not 0 < end - begin <= LONGEST_MIN:
        reader.problem("bad_window", "to", reader.content["to"], str(reader.content["from"]))
        return ()
    if day is None or begin is None or end is None:
        return ()
    return tuple(TransitSettings(day, begin, end, each, walk, when) for each in percentiles)


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

"""Reading `[travel.transit]`: the day and window of a timetable, and how far one walks."""

from __future__ import annotations

import re

from geodata.contract.toml_reader import TomlReader
from geodata.contract.transit_settings import TransitSettings

_CLOCK = re.compile(r"([0-2]?\d):([0-5]\d)$")
LONGEST_MIN = 240
"""Of a window: each of its minutes is a search."""


def read_transit(reader: TomlReader) -> TransitSettings | None:
    """Settings of public transport, `[travel.transit]`; None where any that they need is missing or wrong."""
    day = reader.day("date")
    if day is None and "date" not in reader.content:
        reader.problem("missing_key", "date")
    begin, end = (_minutes(reader, key) for key in ("from", "to"))
    percentile = reader.number("percentile", 50.0, 1, 100)
    walk = reader.number("longest_walk_min", 15.0, 1, 60)
    when = reader.choice("when", ("arrive", "depart"), "arrive")
    reader.finish()
    if begin is not None and end is not None and not 0 < end - begin <= LONGEST_MIN:
        reader.problem("bad_window", "to", reader.content["to"], str(reader.content["from"]))
        return None
    if day is None or begin is None or end is None:
        return None
    return TransitSettings(day, begin, end, percentile, walk, when)


def _minutes(reader: TomlReader, key: str) -> int | None:
    value = reader.get(key, required=True)
    if value is None:
        return None
    clock = _CLOCK.match(str(value)[:5])  # TOML has times of its own, with seconds
    if clock is None:
        reader.problem("wrong_type", key, value, '"07:00"')
        return None
    return int(clock[1]) * 60 + int(clock[2])

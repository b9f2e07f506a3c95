"""What `[opening]` in `region.toml` says: the clock of opening hours, and days when units are closed."""

from __future__ import annotations

from zoneinfo import available_timezones

from geodata.contract.settings import TIME_ZONE, OpeningSettings
from geodata.contract.toml_reader import TomlReader

DAYS_MOST = 400


def read_opening(reader: TomlReader) -> OpeningSettings:
    """Settings of opening hours, `[opening]`; all are optional."""
    zone = reader.string("time_zone", TIME_ZONE)
    if zone not in available_timezones():
        reader.problem("unknown_time_zone", "time_zone", zone, TIME_ZONE)
    days = reader.days("closed_days")
    if len(days) > DAYS_MOST:
        reader.problem("impossible_number", "closed_days", len(days), "0", str(DAYS_MOST))
    reader.finish()
    return OpeningSettings(zone, days[:DAYS_MOST])

"""Whether anything runs on the day that a region asks for: without service all would walk, in disguise."""

from __future__ import annotations

from geodata.contract.problems import Problems
from geodata.contract.region_toml import FILE_NAME
from geodata.contract.settings import TravelSettings
from geodata.transit.feed import Feed


def checked_timetable(feed: Feed | None, travel: TravelSettings, problems: Problems) -> None:
    """Add what is wrong with a timetable for the day of `[travel.transit]`.

    Parameters
    ----------
    feed : Feed or None
        That of the network; None where it was built without.
    travel : TravelSettings
        With `transit`.
    problems : Problems
        An error where nothing runs that day; a warning for each file of several in which nothing does.
    """
    assert travel.transit is not None  # who calls has it
    if feed is None:
        problems.add("network_without_timetable", travel.network or "")
        return
    day = travel.transit.date
    running = feed.running(day)
    idle = [number for number in range(len(feed.names)) if not running[feed.services_of(number)].any()]
    for number in idle:
        span = feed.span(number)
        days = [each.isoformat() for each in span] if span else ["-", "-"]
        problems.add(
            "no_service",
            FILE_NAME,
            column="travel.transit.date",
            value=day.isoformat(),
            expected=(f"{feed.names[number]}: {days[0]} – {days[1]}",),
            severity="error" if len(idle) == len(feed.names) else "warning",
        )

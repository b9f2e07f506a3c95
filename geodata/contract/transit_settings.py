"""What `[travel.transit]` in `region.toml` says: the day and window of a timetable, and how far one walks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class StopSettings:
    """When departures of stops are counted, and what their categories and classes are told apart by.

    Attributes
    ----------
    from_min, to_min : int
        Minutes since midnight.
    headways_min : tuple of float
        Five, ascending: minutes between departures at which one category ends; the last is in the last.
    distances_m : tuple of float
        Four, ascending: how far each ring around a stop reaches, straight.
    """

    from_min: int = 360
    to_min: int = 1200
    headways_min: tuple[float, ...] = (5.0, 10.0, 20.0, 40.0, 60.0)
    distances_m: tuple[float, ...] = (300.0, 500.0, 750.0, 1000.0)


@dataclass(frozen=True)
class TransitSettings:
    """When one wants to be there, and what a journey may be.

    Attributes
    ----------
    date : date
        Whose timetable holds.
    from_min, to_min : int
        Minutes since midnight: there is a journey for each minute from the first on, before the last.
    percentile : float
        How many of a hundred of those journeys take so many minutes or fewer: 50 is every other.
    longest_walk_min : float
        Longest walk to a stop, from it, and between two stops.
    when : {"arrive", "depart"}
        Whether one wants to be there in the window, or sets out in it.
    stops : StopSettings
        Of the quality of stops.
    """

    date: date
    from_min: int
    to_min: int
    percentile: float = 50.0
    longest_walk_min: float = 15.0
    when: Literal["arrive", "depart"] = "arrive"
    stops: StopSettings = StopSettings()

    @property
    def moments_s(self) -> range:
        """The moments that there is a journey for, seconds since midnight."""
        return range(self.from_min * 60, self.to_min * 60, 60)

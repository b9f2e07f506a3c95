"""The days that trips run, by `calendar.txt`, `calendar_dates.txt` or both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import Index

from geodata.transit.feed_table import FeedTable
from geodata.transit.gtfs import DAYS

Ints32 = NDArray[np.int32]

ADDED, REMOVED = 1, 2


@dataclass(frozen=True, eq=False)
class Services:
    """Services of a feed; the arrays are those of `geodata.transit.feed.Feed`."""

    ids: Index
    weekdays: NDArray[np.bool_]
    days: Ints32
    exception_service: Ints32
    exception_day: Ints32
    exception_added: NDArray[np.bool_]


def services(weekly: Index, calendar: FeedTable, dates: FeedTable) -> Services:
    """The days of every service; those of `calendar_dates` alone have no week.

    Parameters
    ----------
    weekly : Index
        Ids of `calendar`, none of them twice.
    calendar, dates : FeedTable
        Of which either may be empty.
    """
    alone = pd.Index(dates.frame["service_id"]).unique().difference(weekly, sort=False)
    ids = pd.Index(weekly.append(alone))
    weekdays = np.zeros((len(ids), len(DAYS)), bool)
    for number, day in enumerate(DAYS):
        weekdays[: len(weekly), number] = calendar.numbers(day, 0, 1, 0.0) == 1
    days = np.zeros((len(ids), 2), np.int32)
    days[len(weekly) :, 1] = -1
    for side, column in enumerate(("start_date", "end_date")):
        days[: len(weekly), side] = calendar.days(column)
    kind = dates.numbers("exception_type", ADDED, REMOVED)
    return Services(
        ids=ids,
        weekdays=weekdays,
        days=days,
        exception_service=ids.get_indexer(pd.Index(dates.frame["service_id"])).astype(np.int32),
        exception_day=dates.days("date").astype(np.int32),
        exception_added=kind == ADDED,
    )

"""Tables of follow-up: whether they agree within themselves, and what they are in a `Region`."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandas import DataFrame, Index, Series

from geodata.checks.people_tables import texts_of
from geodata.checks.sheet import Sheet, positions
from geodata.contract.follow_up_tables import SHARE_MEASURES
from geodata.contract.problems import Problems
from geodata.contract.settings import RegionSettings


def checked_goals(goals: Sheet, settings: RegionSettings, problems: Problems) -> None:
    """Report goals of two things at once, and shares beyond 0 to 1, such as per cent."""
    frame = goals.frame
    indicator, measure = texts_of(frame, "indicator"), texts_of(frame, "measure")
    both = ((indicator != "") & (measure != "")).to_numpy(dtype=bool)
    goals.report(problems, "two_goals", both, "measure")
    shares = [key for key, each in settings.indicators.items() if each.unit == "share"]
    share = indicator.isin(shares) | measure.isin(SHARE_MEASURES)
    wrong = (share & ((frame["target"] < 0) | (frame["target"] > 1))).to_numpy(dtype=bool)
    goals.report(problems, "not_a_share", wrong, "target", expected=("0", "1"))


def checked_follow_ups(follow_ups: Sheet, problems: Problems) -> None:
    """Report outcomes of what has not been done."""
    frame = follow_ups.frame
    wrong = ((texts_of(frame, "outcome") != "") & _days(frame, "done").isna()).to_numpy(dtype=bool)
    follow_ups.report(problems, "outcome_before_done", wrong, "outcome", severity="warning")


def terms_table(sheet: Sheet | None, units: Index) -> DataFrame | None:
    """What units have been found to fulfil, and when."""
    if sheet is None:
        return None
    frame = sheet.frame
    table = DataFrame(
        {
            "unit": positions(frame["unit_id"], units),
            "term": texts_of(frame, "term"),
            "fulfilled": texts_of(frame, "fulfilled"),
            "date": _days(frame, "date"),
        }
    )
    return table.sort_values(["unit", "term", "date"], kind="stable", ignore_index=True, na_position="first")


def goals_table(sheet: Sheet | None) -> DataFrame | None:
    """What the region aims at in a year."""
    if sheet is None:
        return None
    frame = sheet.frame
    return DataFrame(
        {
            **{name: texts_of(frame, name) for name in ("indicator", "measure")},
            "year": frame["year"].astype(np.int32),
            "target": frame["target"].astype(np.float64),
            "care_form": texts_of(frame, "care_form"),
        }
    )


def follow_ups_table(sheet: Sheet | None, units: Index) -> DataFrame | None:
    """Follow-ups of units, those first that are due first."""
    if sheet is None:
        return None
    frame = sheet.frame
    table = DataFrame(
        {
            "unit": positions(frame["unit_id"], units),
            "kind": texts_of(frame, "kind"),
            **{name: _days(frame, name) for name in ("due", "done")},
            **{name: texts_of(frame, name) for name in ("outcome", "action", "open")},
        }
    )
    return table.sort_values(["due", "unit", "kind"], kind="stable", ignore_index=True)


def _days(frame: DataFrame, name: str) -> Series:
    never = Series(pd.NaT, index=frame.index, dtype="datetime64[ns]")
    return frame.get(name, never).astype("datetime64[ns]")

"""Follow-ups written in a form, beside those of the region's folder: one table, each counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from pandas import DataFrame

from geodata.measures.contract_terms import follow_up_day
from geodata.region.region import Region

FROM_FOLDER = 0
"""Record of a follow-up that the region's folder has."""


@dataclass(frozen=True)
class WrittenFollowUp:
    """One follow-up as it was written.

    Attributes
    ----------
    record : int
        Its number where it is kept; more than `FROM_FOLDER`.
    unit : str
        Id.
    kind : str
        Out of `FOLLOW_UP_KINDS`.
    due : date
    done : date or None
    outcome, action : str
    open : bool
        Whether residents may read of it.
    """

    record: int
    unit: str
    kind: str
    due: date
    done: date | None = None
    outcome: str = ""
    action: str = ""
    open: bool = False


def with_follow_ups(region: Region, written: Sequence[WrittenFollowUp]) -> Region:
    """The region with what is written in its table of follow-ups; the very same where nothing is.

    The folder's row stands where both have one of the same unit, kind and day. What is of a unit that the
    region does not have is left out. What was done later than the day that follow-up is judged on moves that
    day: it is done, and not late until the next build.

    Parameters
    ----------
    region : Region
        As it is published.
    written : sequence of WrittenFollowUp
        No two of the same unit, kind and day.

    Returns
    -------
    Region
        Whose `follow_ups` has a column `record` besides: `FROM_FOLDER`, or that of what is written.
    """
    positions = {unit: at for at, unit in enumerate(region.units.index)}
    folder = region.follow_ups
    taken = set() if folder is None else set(zip(folder["unit"], folder["kind"], folder["due"], strict=True))
    rows = [
        each
        for each in written
        if each.unit in positions and (positions[each.unit], each.kind, pd.Timestamp(each.due)) not in taken
    ]
    if not rows:
        return region
    ours = DataFrame(
        {
            "unit": np.array([positions[each.unit] for each in rows], np.int32),
            "kind": [each.kind for each in rows],
            **{
                name: pd.to_datetime([getattr(each, name) for each in rows]).astype("datetime64[ns]")
                for name in ("due", "done")
            },
            **{name: [getattr(each, name) for each in rows] for name in ("outcome", "action")},
            "open": ["yes" if each.open else "no" for each in rows],
            "record": np.array([each.record for each in rows], np.int64),
        }
    )
    both = [ours] if folder is None else [folder.assign(record=FROM_FOLDER), ours]
    table = pd.concat(both, ignore_index=True)
    day = max([follow_up_day(region), *(each.done for each in rows if each.done is not None)])
    settings = region.settings
    judged = replace(settings, follow_up=replace(settings.follow_up, as_of=day))
    ordered = table.sort_values(["due", "unit", "kind"], kind="stable", ignore_index=True)
    return replace(region, follow_ups=ordered, settings=judged)


def records_counted(region: Region) -> frozenset[int]:
    """Records of what is written and counted in a region that `with_follow_ups` has given."""
    table = region.follow_ups
    if table is None or "record" not in table:
        return frozenset()
    return frozenset(table["record"].tolist()) - {FROM_FOLDER}

"""Flows of what is in focus as rows: the same for arrows, list and table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.layers.base import Phrase
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.focus.who_goes_where import IN_FOCUS, OUTSIDE, UNKNOWN, Ends, Way, ends, way_of

Positions = NDArray[np.int64]
Name = str | Mapping[str, str]
"""What a place is called; `Phrase`, or words from the region's settings, where that is no name of data."""

SHOWN = 9
"""Of what is in focus, at most so many flows are drawn and listed."""
IN_FOCUS_ID, OUTSIDE_ID = "(here)", "(outside)"


@dataclass(frozen=True, eq=False)
class FlowRows:
    """Visits one way from, to or within what is in focus, most first.

    Attributes
    ----------
    ends : Ends
    lines : int64
        Rows that run between two places, most first.
    apart : int64
        Rows that have no line, because an end is not known or has no place.
    stays : int64
        The row of what happens within several areas, if there is one.
    from_names, to_names : list of str or mapping
    ids : list of str
    """

    ends: Ends
    lines: Positions
    apart: Positions
    stays: Positions
    from_names: Sequence[Name]
    to_names: Sequence[Name]
    ids: Sequence[str]

    @property
    def way(self) -> Way:
        """Which way the visits go, seen from what is in focus."""
        return self.ends.way

    @property
    def drawn(self) -> Positions:
        """Rows that are drawn: the largest lines, and all that have none as an arrow at the edge."""
        return np.concatenate((self.lines[:SHOWN], self.apart))


@lru_cache(maxsize=8)
def flow_rows(assessment: Assessment, focus: Place, wanted: str = "") -> FlowRows | None:
    """Rows of what is in focus, the way asked for; None where the region has no visits.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    wanted : {"from", "to", "within", ""}
        "", and what means nothing for the focus, is the usual one.
    """
    found = ends(assessment, focus, way_of(focus, wanted))
    if found is None:
        return None
    areas, units = assessment.region.areas, assessment.units
    line = found.lines(assessment.supply.placed)
    in_focus = focus_name(assessment, focus)
    return FlowRows(
        found,
        np.flatnonzero(line),
        np.flatnonzero(~line & ~found.stays),
        np.flatnonzero(found.stays),
        [_residence(code, areas["name"], in_focus) for code in found.area.tolist()],
        [_provider(code, units["name"], in_focus) for code in found.unit.tolist()],
        [
            f"{_id(area, areas.index)}>{_id(unit, units.index)}"
            for area, unit in zip(found.area.tolist(), found.unit.tolist(), strict=True)
        ],
    )


def focus_name(assessment: Assessment, focus: Place) -> Name:
    """What is in focus, by name."""
    region = assessment.region
    if focus.is_whole_region:
        return region.settings.name
    if focus.name:
        return focus.name
    if focus.is_drawn or focus.is_several:
        return Phrase("flow.drawn" if focus.is_drawn else "flow.areas")
    if focus.is_zone:
        return assessment.zone(focus.id).name
    if focus.is_unit:
        return str(assessment.units["name"].iloc[focus.units[0]])
    column = "municipality" if focus.is_municipality else "name"
    return str(region.areas[column].iloc[focus.areas[0]])


def target(rows: FlowRows, at: int, assessment: Assessment) -> tuple[str, str]:
    """Address key and id of the end that a row leads to, "" where there is none to go to."""
    area, unit = int(rows.ends.area[at]), int(rows.ends.unit[at])
    if rows.way != "to" and unit >= 0:
        return "unit", str(assessment.units.index[unit])
    if rows.way == "to" and area >= 0:
        return "area", str(assessment.region.areas.index[area])
    return "", ""


def standing(assessment: Assessment, area: Positions, unit: Positions) -> list[Phrase]:
    """How flows stand on the map, or why they have no line there.

    Parameters
    ----------
    assessment : Assessment
    area, unit : int64, shape (flows,)
        Positions, or `UNKNOWN`, `OUTSIDE`, `IN_FOCUS`.
    """
    units = assessment.units["area"].to_numpy(np.int64)
    in_focus, known = unit == IN_FOCUS, unit >= 0
    # The last that holds is said: what is not known before what is.
    holds = {
        "line": np.ones(len(unit), dtype=bool),
        "unit_outside": known & (np.append(units, 0)[np.maximum(unit, -1)] < 0),
        "closed": known & ~np.append(assessment.supply.open, True)[np.maximum(unit, -1)],
        "placeless": known & ~np.append(assessment.supply.placed, True)[np.maximum(unit, -1)],
        "within": in_focus & (area == IN_FOCUS),
        "unknown_unit": unit == UNKNOWN,
        "residence_outside": area == OUTSIDE,
        "unknown_residence": area == UNKNOWN,
    }
    reasons = [Phrase(f"flow.{reason}") for reason in holds]
    code = np.zeros(len(unit), np.int64)
    for number, which in enumerate(holds.values()):
        code[which] = number
    return [reasons[number] for number in code.tolist()]


def payload(rows: FlowRows, focus: Place) -> dict[str, object]:
    """What the map needs to draw and tell the rows: columns of equal length, and the way they go.

    `from` and `to` are positions, or `UNKNOWN`, `OUTSIDE`, `IN_FOCUS`; `line` says which have one; minutes
    are None where not known, "inf" out of reach.
    """
    found, at = rows.ends, rows.drawn
    return {
        "way": found.way,
        "whole": focus.is_whole_region,
        "from": found.area[at].tolist(),
        "to": found.unit[at].tolist(),
        "visits": np.rint(found.visits[at]).astype(np.int64).tolist(),
        "share": shares_plain(found.share[at]),
        "minutes": minutes_plain(found.minutes[at]),
        "past": (np.nan_to_num(found.past[at]) > 0.5).astype(int).tolist(),  # most of them
        "line": np.isin(at, rows.lines).astype(int).tolist(),
    }


def shares_said(share: NDArray[np.float64], protected: bool) -> NDArray[np.object_]:
    """Shares as a table's cells: where counts are protected, one that is missing was of too few visits."""
    found = share.astype(object)
    if protected:
        found[np.isnan(share)] = Phrase("why.too_few")
    return found


def shares_plain(share: NDArray[np.float64]) -> list[float | None]:
    """Shares as JSON takes them; None where there is none to show."""
    return [None if np.isnan(value) else round(value, 4) for value in share.tolist()]


def minutes_plain(minutes: NDArray[np.float64]) -> list[float | str | None]:
    """Minutes as JSON takes them."""
    return [
        None if np.isnan(value) else "inf" if np.isinf(value) else round(value, 1)
        for value in minutes.tolist()
    ]


def _residence(code: int, names: pd.Series[str], in_focus: Name) -> Name:
    if code == IN_FOCUS:
        return in_focus
    if code < 0:
        return Phrase("why.residence_outside" if code == OUTSIDE else "why.unknown_residence")
    return str(names.iloc[code])


def _provider(code: int, names: pd.Series[str], in_focus: Name) -> Name:
    if code == IN_FOCUS:
        return in_focus
    return str(names.iloc[code]) if code >= 0 else Phrase("why.unknown_unit")


def _id(code: int, ids: pd.Index[str]) -> str:
    if code >= 0:
        return str(ids[code])
    return {IN_FOCUS: IN_FOCUS_ID, OUTSIDE: OUTSIDE_ID}.get(code, "")

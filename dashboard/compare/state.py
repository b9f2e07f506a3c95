"""What Jämför is asked: indicator and period, our unit, whom it is like, and which units are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.question.misread import Misread, unless
from geodata.assessment.assessment import Assessment
from geodata.comparison.figures import base_periods
from geodata.comparison.peers import TRAITS, Trait
from geodata.contract.errors import UnknownNameError
from geodata.focus.drawn_selection import corners, units_inside
from geodata.measures.supply import stands_in_region
from geodata.region import periods

Show = Literal["better", "alike", "all", "picked"]
Band = Literal["chance", "spread"]
KEYS = ("ind", "when", "unit", "like", "band", "show", "picked", "sort", "with", "muni", "drawn", "beyond")
"""Address keys of the page itself; those of the question are `STORES["scenario"]`."""
LIKE: tuple[tuple[Trait, ...], ...] = (TRAITS, ("size", "mix"), ("size",), ("mix",), ("rural",), ())
"""Ways of being comparable, in the order of the list."""
SORTS = ("unit", "size", "cases", "value", "place")
"""Columns that the table can be sorted by."""
PICKED_MOST = 400
"""Units that an address may name: more than any region of the examples has of a care form."""


@dataclass(frozen=True, eq=False)
class ComparisonQuestion:
    """One question to the page; units are positions in the region's."""

    indicator: str
    period: str
    unit: int  # -1 where none is ours
    traits: tuple[Trait, ...]
    band: Band | None  # None: as the units differ
    show: Show
    picked: tuple[int, ...]  # chosen one by one, or by drawing around them on a map
    sort: str
    second: str  # the other indicator of the scatter plot; "" where there is none
    municipality: str
    beyond: bool  # whether units that are in no part of the region are compared too
    misread: tuple[Misread, ...]  # what the address says that the region does not have


def units_compared(assessment: Assessment, *, beyond: bool) -> NDArray[np.int64]:
    """Positions of the open units of the question: closed ones are told where they stand.

    Parameters
    ----------
    assessment : Assessment
    beyond : bool
        Whether units outside the region, or without a place, are among them.

    Returns
    -------
    int64, shape (compared,)
        Ascending.
    """
    there = assessment.supply.in_scope & assessment.supply.open
    found: NDArray[np.int64] = np.flatnonzero(there if beyond else there & stands_in_region(assessment))
    return found


def indicators_of(assessment: Assessment) -> tuple[str, ...]:
    """Keys of the indicators that some unit of the care form has a figure of; all where none has.

    Parameters
    ----------
    assessment : Assessment

    Returns
    -------
    tuple of str
        In the order of `region.toml`.
    """
    region = assessment.region
    ours = np.flatnonzero(assessment.supply.in_scope)
    table = region.indicators
    rows = table[table["unit"].isin(ours) & (table["value"].notna() | table["few"])]
    judged = set(rows["indicator"])
    defined = tuple(region.settings.indicators)
    return tuple(key for key in defined if key in judged) or defined


def read_comparison_question(assessment: Assessment, record: Mapping[str, str]) -> ComparisonQuestion | None:
    """The question of a record; None where the region has no indicators at all.

    Parameters
    ----------
    assessment : Assessment
    record : mapping
        Of `KEYS`. What the region does not have is replaced by the usual and told in `misread`.
    """
    region = assessment.region
    keys = indicators_of(assessment)
    if not keys:
        return None
    misread: list[Misread] = []

    def known(key: str, among: Collection[str], default: str) -> str:
        value = record.get(key, "")
        misread.extend(unless(value in among, key, value))
        return value if value in among else default

    indicator = known("ind", keys, keys[0])
    base = base_periods(region, indicator)
    position = {id_: at for at, id_ in enumerate(region.units.index)}
    unit = known("unit", tuple(position), "")
    picked = [id_ for id_ in record.get("picked", "").split(",") if id_][:PICKED_MOST]
    misread += [Misread("picked", id_, "rest") for id_ in dict.fromkeys(picked) if id_ not in position]
    inside = stands_in_region(assessment)
    named = [position[id_] for id_ in (unit, *picked) if id_ in position]
    misread += unless(record.get("beyond") == "yes", "beyond", record.get("beyond", ""))
    beyond = record.get("beyond") == "yes" or not all(inside[at] for at in named)
    drawn, wrong = _inside(assessment, record.get("drawn", ""), units_compared(assessment, beyond=beyond))
    misread += wrong
    traits = record.get("like", ",".join(TRAITS)).split(",")
    like = tuple(trait for trait in TRAITS if trait in traits)
    every = {*traits} <= {*TRAITS} or traits == ["none"]
    misread += unless(every and like in LIKE, "like", record.get("like", ""))
    chosen = tuple(dict.fromkeys([*(position[id_] for id_ in picked if id_ in position), *drawn]))
    default: Show = "picked" if chosen else "better" if unit else "all"
    column, _, way = record.get("sort", "").partition(".")
    misread += unless(column in SORTS and way in ("", "up", "down"), "sort", record.get("sort", ""))
    shows: dict[str, Show] = {"better": "better", "alike": "alike", "all": "all", "picked": "picked"}
    bands: dict[str, Band] = {"chance": "chance", "spread": "spread"}
    show = shows.get(known("show", shows, default), default)
    if (show == "picked" and not chosen) or (show in ("better", "alike") and not unit):
        show = default
    return ComparisonQuestion(
        indicator=indicator,
        period=known("when", periods.choices(base), periods.default(base)),
        unit=position[unit] if unit else -1,
        traits=like if like in LIKE else TRAITS,
        band=bands.get(known("band", bands, "")),
        show=show,
        picked=chosen,
        sort=record.get("sort", ""),
        second=known("with", keys, next((key for key in keys if key != indicator), "")),
        municipality=known("muni", tuple(region.areas["municipality_id"].unique()), ""),
        beyond=beyond,
        misread=tuple(misread),
    )


def _inside(
    assessment: Assessment, text: str, compared: NDArray[np.int64]
) -> tuple[list[int], list[Misread]]:
    """Units compared that stand inside what is drawn; what is misread where it is no drawing."""
    if not text:
        return [], []
    try:
        found = units_inside(assessment.region, corners(text))
    except UnknownNameError:
        return [], [Misread("drawn", text)]
    return [int(at) for at in np.intersect1d(found, compared)], []

"""A region by one of its ways of travelling: the same in everything but minutes and what rests on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from scipy.sparse import csr_array

from geodata.contract.errors import UnknownNameError
from geodata.network.roads import Roads
from geodata.region.choice_model import ChoiceModel
from geodata.transit.timetable import Timetable

if TYPE_CHECKING:
    from geodata.region.region import Account, Region

OF_TRAVEL: Final = ("no_road", "cut_off", "roads_end")
"""Reasons of accounts that the road network gives rise to."""


@dataclass(frozen=True, eq=False)
class ModeTravel:
    """What rests on one way of travelling; the fields are those of `Region`.

    Attributes
    ----------
    minutes : csr_array, shape (areas, units)
    point_minutes : csr_array or None, shape (points, units)
    roads : Roads or None
    timetable : Timetable or None
    choice_models : tuple of ChoiceModel
    accounts : tuple of Account
        Of what this way could not place.
    """

    minutes: csr_array
    point_minutes: csr_array | None
    roads: Roads | None
    timetable: Timetable | None
    choice_models: tuple[ChoiceModel, ...]
    accounts: tuple[Account, ...]


def modes_of(region: Region) -> tuple[str, ...]:
    """Keys of the ways that a region can be travelled in, the usual first; ("",) where there is one."""
    return tuple(each.key for each in region.settings.travel_modes) or ("",)


def percentiles_of(region: Region, mode: str) -> tuple[str, ...]:
    """Keys of a way at each of its percentiles, from the lowest on; its own alone where it has one."""
    ways = {each.key: each for each in region.settings.travel_modes}
    if mode not in ways:
        return (mode,)
    own = ways[mode].variant_of or mode
    family = [each for each in ways.values() if own in (each.key, each.variant_of)]
    family.sort(key=lambda each: each.transit.percentile if each.transit else 0.0)
    return tuple(each.key for each in family)


def ways_of(region: Region) -> tuple[str, ...]:
    """As `modes_of`, each way once, whatever percentiles it has."""
    return tuple(each.key for each in region.settings.travel_modes if not each.variant_of) or ("",)


def usual_mode(region: Region) -> str:
    """Key of the way that holds where none is named."""
    return modes_of(region)[0]


def in_mode(region: Region, mode: str) -> Region:
    """The region travelled in another way, the same object each time; the very same in its own.

    Parameters
    ----------
    region : Region
        Computed, in any of its ways.
    mode : str
        One of `modes_of(region)`; "" is the usual.

    Raises
    ------
    UnknownNameError
        If the region has no such way.
    """
    usual = region.usual or region
    if mode in ("", usual_mode(usual)):
        return usual
    if mode not in usual.other_modes:
        raise UnknownNameError(f"{mode!r} is not a mode of this region; it has {', '.join(modes_of(region))}")
    return _in_other_mode(usual, mode)


@lru_cache(maxsize=48)  # six ways of four percentiles, for two audiences
def _in_other_mode(usual: Region, mode: str) -> Region:
    found = usual.other_modes[mode]
    return replace(
        usual,
        settings=usual.settings.in_mode(mode),
        minutes=found.minutes,
        point_minutes=found.point_minutes,
        roads=found.roads,
        timetable=found.timetable,
        choice_models=found.choice_models,
        accounts=(*not_of_travel(usual), *found.accounts),
        usual=usual,
    )


def mode_travel(region: Region) -> ModeTravel:
    """What rests on the way that a computed region is travelled in."""
    if region.minutes is None:
        raise ValueError("minutes must be computed first")
    own = tuple(each for each in region.accounts if each.reason in OF_TRAVEL)
    return ModeTravel(
        region.minutes, region.point_minutes, region.roads, region.timetable, region.choice_models, own
    )


def not_of_travel(region: Region) -> tuple[Account, ...]:
    """Accounts that hold in every way of travelling."""
    return tuple(each for each in region.accounts if each.reason not in OF_TRAVEL)

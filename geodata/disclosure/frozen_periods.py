"""Periods that are published stay as they are, until they have so many corrections that these may show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.corrections import differences, enough
from geodata.disclosure.ended_labels import parts_of, without_ended
from geodata.disclosure.level_rows import columns_of, groups_of, level_of, names_of, relabelled
from geodata.disclosure.published_before import recoded
from geodata.disclosure.release import refuse_another_draw
from geodata.region.region import Region
from geodata.region.visits import LEVELS, Visits

Bools = NDArray[np.bool_]
Name = tuple[str, str, str]


@dataclass(frozen=True)
class Frozen:
    """What became of what was published.

    Attributes
    ----------
    waiting : tuple of (period, care form)
        Those that stay, wholly or in some ages, as they are published although they have corrections.
    corrected : tuple of (period, care form)
        Those that are published anew, with their corrections.
    unchanged : bool
        Whether every cell stays, and none is added.
    ended_release : str
        Label of the release that is published, where another begins: then nothing of it stays.
    """

    waiting: tuple[tuple[str, str], ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unchanged: bool = False
    ended_release: str = ""


def frozen(before: Region, after: Region) -> tuple[Visits, Frozen]:
    """The cells of a region, those that a version has published as they are published.

    A slice - a period or year, a care form, and all ages or one - is taken as a whole, at all six levels:
    from `before` until so many of its counts differ that none is seen (`enough`), then from `after`. A year
    that has got more periods, or lost some, has other visits in it, and is taken from `after` as soon as
    no corrections of its periods are waiting.

    Parameters
    ----------
    before, after : Region
        Of one release, with protected visits.

    Returns
    -------
    (Visits, Frozen)
        By the positions of `after`.

    Raises
    ------
    DisclosureError
        If areas or units of published visits are gone or have moved; or if `before` names no key, and is of
        another draw by its numbers.
    """
    assert before.visits is not None
    assert after.visits is not None
    new, old = after.visits, recoded(without_ended(before.visits, after), before, after)
    both = _of_both(old, new)
    names = names_of(both)
    was, is_ = relabelled(old, both), relabelled(new, both)
    found = {name: differences(was[name], is_[name]) for name in LEVELS}
    published, counted = (np.isin(np.arange(len(names)), _places(names, each)) for each in (old, new))
    if before.visits.release is None:
        of_both = found["area", "unit"].counts, found["area", "unit"].cells
        refuse_another_draw(*(int(counts[published & counted].sum()) for counts in of_both))
    differs: Bools = np.logical_or.reduce([each.differing > 0 for each in found.values()])
    many = enough(found["area", "unit"]) & counted
    waiting = published & differs & ~many
    years = _years_of_other_periods(before.visits, new)
    other_year = np.array([period in years for period, _, _ in names], bool)
    stays = published & ~many & (~other_year | _waits_for_parts(names, waiting))
    levels = {
        name: level_of(
            [
                (np.where(stays[group] == earlier, group, -1), columns_of(level))
                for level, earlier in ((was[name], True), (is_[name], False))
                for group in (groups_of(level),)
            ],
            len(names),
        )
        for name in LEVELS
    }
    anything = np.logical_or.reduce([each.cells > 0 for each in found.values()])
    return replace(both, levels=levels), Frozen(
        _periods_and_forms(names, stays & differs),
        _periods_and_forms(names, published & many & differs & ~other_year),
        bool((stays | ~anything).all()) and names_of(old) == names_of(before.visits),
    )


def _of_both(old: Visits, new: Visits) -> Visits:
    """The later visits under the labels of both; a year is one where the later data count by parts of it."""
    return replace(
        new,
        periods=tuple(sorted({*new.periods, *old.periods} - {*new.years})),
        years=tuple(sorted({*new.years, *old.years} - {*new.periods})),
        care_forms=tuple(sorted({*new.care_forms, *old.care_forms})),
        age_groups=tuple(sorted({*new.age_groups, *old.age_groups})),
    )


def _places(names: list[Name], visits: Visits) -> list[int]:
    """Which of some slices visits have."""
    theirs = set(names_of(visits))
    return [at for at, each in enumerate(names) if each in theirs]


def _years_of_other_periods(old: Visits, new: Visits) -> set[str]:
    """Years that have more or fewer periods than when they were published."""
    both = set(old.years) & set(new.years)
    return {year for year in both if parts_of(year, old.periods) != parts_of(year, new.periods)}


def _waits_for_parts(names: list[Name], waiting: Bools) -> Bools:
    """Slices of years in which a period waits, in their age or in all."""
    waits = {name for name, waits in zip(names, waiting, strict=True) if waits}
    periods = tuple(dict.fromkeys(period for period, _, _ in names))
    return np.array(
        [
            any((part, form, each) in waits for part in parts_of(period, periods) for each in ("", age))
            for period, form, age in names
        ],
        bool,
    )


def _periods_and_forms(names: list[Name], chosen: Iterable[np.bool_]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(name[:2] for name, is_chosen in zip(names, chosen, strict=True) if is_chosen))

"""Periods, care forms and ages that are published and that the data have no longer: which of them end.

A register that keeps its last two years has no more of the year before, and that ends as a whole. A
single visit that is taken away may also be the last of its age group or quarter; that must not be seen.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geodata.disclosure.corrections import FEWEST
from geodata.disclosure.level_rows import relabelled
from geodata.region.region import Region
from geodata.region.visits import Visits


def parts_of(year: str, periods: tuple[str, ...]) -> tuple[str, ...]:
    """Periods that lie in a year."""
    return tuple(period for period in periods if period[:4] == year and period != year)


def without_ended(visits: Visits, after: Region) -> Visits:
    """Published visits without the periods, care forms and ages that have ended.

    One that the later data have no visits of ends when at least `FEWEST` cells were published of it, or
    when `region.toml` has it no longer; a year when fewer than two of its periods are left.

    Parameters
    ----------
    visits : Visits
        As a version has published them.
    after : Region
        Of the later data.
    """
    new = after.visits
    assert new is not None
    shape = len(visits.published), len(visits.care_forms), 1 + len(visits.age_groups)
    cells = np.diff(visits.levels["area", "unit"].slices).reshape(shape)
    of_period, of_form, of_age = cells[:, :, 0].sum(1), cells[:, :, 0].sum(0), cells.sum((0, 1))[1:]

    def left(names: tuple[str, ...], there: tuple[str, ...], counts: np.ndarray) -> tuple[str, ...]:
        few = counts < FEWEST
        return tuple(name for name, is_few in zip(names, few, strict=True) if name in there or is_few)

    periods = left(visits.periods, new.published, of_period[: len(visits.periods)])
    years = tuple(year for year in visits.years if year in new.published or len(parts_of(year, periods)) > 1)
    forms = left(visits.care_forms, new.care_forms, of_form)
    ages = left(visits.age_groups, new.age_groups, of_age)
    rest = replace(
        visits,
        periods=periods,
        years=years,
        care_forms=tuple(form for form in forms if form in after.settings.care_forms),
        age_groups=tuple(age for age in ages if age in after.settings.age_groups),
    )
    return replace(rest, levels=relabelled(visits, rest))

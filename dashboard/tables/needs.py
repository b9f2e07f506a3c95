"""Tables of the need to come, each the twin of a view: what drives it, how sure it is, ages, units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from dashboard.layers.areas import unit_names
from dashboard.layers.base import Cells, Column, Phrase, RowKind, Table
from dashboard.layers.need import Need as NeedLayer
from dashboard.layers.need import OutlookWords
from dashboard.tables.need_years import years_table
from dashboard.tables.units import visits_name
from dashboard.words.both import in_both
from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place, single
from geodata.measures.need import Words, need_ahead, need_measures, outlook_of, why_none
from geodata.measures.need_ages import pyramid
from geodata.measures.need_units import units_ahead
from geodata.measures.need_years import begins_smoothed
from geodata.needs.drivers import DRIVERS
from geodata.needs.errors import NeedsError
from geodata.needs.outlook import Outlook

SEXES = {"1": "men", "2": "women", "": "all"}
"""Names in the catalogue and in columns."""


def drivers_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Use today, what each driver adds, use at the horizon, and between what it lies.

    Shares are of today's use before it is rounded, as those of the map and the key figures are.
    """
    measures = need_measures(words)
    outlook = outlook_of(assessment, words)
    shown = [f"{key}_ahead" for key in drivers_in(outlook)]
    need, _ = need_ahead(assessment, words)
    visits, base_year = visits_name(assessment), int(need.years[0] - need.years_ahead[0])
    first = "needs.in_year_smoothed" if begins_smoothed(assessment, focus, need) else "needs.in_year"
    use = measures["use_ahead"].counts(assessment, focus)
    change = measures["use_change_ahead"].counts(assessment, focus)
    whole = change.whole[0]
    ends = np.array([measures[key].counts(assessment, focus).value[0] for key in ENDS])
    parts = np.array([measures[key].counts(assessment, focus).value[0] for key in shown])
    shares = [[0.0], parts / whole, change.value, ends / whole - 1] if whole else []
    rows = [BASE, *shown, AHEAD, *ENDS]
    return Table(
        "table.need_drivers",
        "kpi",
        rows,
        (
            Column("part", "column.need_part", "text"),
            Column("visits", visits, "count"),
            Column("share", "column.share_of_today", "share"),
        ),
        {
            "part": [
                in_both(first, visits=visits, year=str(base_year)),
                *(Phrase(f"column.{key}") for key in shown),
                in_both("needs.in_year", visits=visits, year=str(outlook.horizon)),
                *(Phrase(f"column.{key}") for key in ENDS),
            ],
            "visits": np.array([use.whole[0], *parts, use.value[0], *np.rint(ends)]),
            "share": np.concatenate(shares) if shares else np.full(len(rows), np.nan),
        },
    )


BASE, AHEAD, ENDS = "use_now", "use_ahead", ("use_ahead_low", "use_ahead_high")
"""Rows of the table of drivers, beside the drivers."""


def drivers_in(outlook: Outlook) -> list[str]:
    """Drivers that an outlook has: size and ageing always, the others where it asks for them."""
    there = {
        "health": outlook.health != "none",
        "trend": outlook.trend,
        "prevalence": bool(outlook.prevalence),
    }
    return [key for key in DRIVERS if there.get(key, True)]


def ages_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Residents by age and sex, today and at the horizon."""
    found = pyramid(assessment, focus, words)
    columns, values = [Column("age", "column.age", "text")], {}
    for at, sex in reversed(list(enumerate(found.sexes))):  # women first, as they stand in a pyramid
        for key, year, persons in (("now", found.years[0], found.now), ("then", found.years[1], found.then)):
            name = f"{SEXES[sex]}_{key}"
            columns.append(Column(name, in_both(f"column.{SEXES[sex]}_in", year=str(year)), "count"))
            values[name] = persons[at]
    names: Cells = [found.name(at) for at in range(len(found.ages))]
    return Table(
        "table.need_ages", "kpi", [str(age) for age in found.ages], columns, {"age": names, **values}
    )


def units_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Units with use now and then, what they carry, what is free and what is missing, most missing first."""
    try:
        found = units_ahead(assessment, focus, words)
    except NeedsError:
        return _nothing("need_units", "why.no_flows_ahead")
    except UnknownNameError:
        return _nothing("need_units", "why.no_standard")
    units, at = assessment.units, found.units
    visits = visits_name(assessment)
    return Table(
        "table.need_units",
        "unit",
        units.index[at].tolist(),
        (
            Column("unit", "column.unit", "text"),
            Column("municipality", "column.municipality", "text"),
            Column("use_now", in_both("needs.in_year", visits=visits, year=str(found.years[0])), "count"),
            Column("carried", "column.carried", "count"),
            Column("use_ahead", in_both("needs.in_year", visits=visits, year=str(found.years[1])), "count"),
            Column("free", "column.free_now", "count", folded=True),
            Column("lacking", "column.lacking", "count"),
        ),
        {
            "unit": unit_names(assessment, at.tolist()),
            "municipality": _municipalities(assessment, at.tolist()),
            "use_now": found.now,
            "carried": found.carried,
            "use_ahead": found.then,
            "free": found.free,
            "lacking": found.lacking,
        },
        "empty.need_units",
    )


def _municipalities(assessment: Assessment, positions: Sequence[int]) -> list[object]:
    """Where units stand; in words where that is nowhere, or in none of the region's areas."""
    names = assessment.region.areas["municipality"].to_numpy(object)
    area, placed = assessment.units["area"].to_numpy(np.int64), assessment.supply.placed
    elsewhere = (Phrase("needs.placeless"), Phrase("needs.outside"))
    return [names[area[at]] if area[at] >= 0 else elsewhere[int(placed[at])] for at in positions]


NEED_TABLES: Mapping[str, Callable[[Assessment, Place, Words], Table]] = {
    "need_drivers": drivers_table,
    "need_years": years_table,
    "need_ages": ages_table,
    "need_units": units_table,
}
"""By the key in the address; `table.<key>` in the catalogue is their name."""


def need_table(assessment: Assessment, focus: Place, key: str, outlook: OutlookWords) -> Table:
    """One of `NEED_TABLES` under an outlook; without rows, and with why, where nothing can be told."""
    if why := why_none(assessment):
        return _nothing(key, why)
    if key != "need_units":
        focus = residents_of(focus)
        if not len(focus.areas):
            return _nothing(key, "why.nobody_lives_here")
    return NEED_TABLES[key](assessment, focus, NeedLayer(outlook).words)


def residents_of(focus: Place) -> Place:
    """Whose need it is: of a unit, that of all who live in its areas."""
    return single("several", "", focus.areas, focus.units) if focus.is_unit else focus


def _nothing(key: str, why: str) -> Table:
    kinds: dict[str, RowKind] = {"need_units": "unit"}
    return Table(f"table.{key}", kinds.get(key, "kpi"), [], (), {}, why)

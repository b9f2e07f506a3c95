"""The table of use year by year: counted, projected, between what it lies, and by other variants."""

from __future__ import annotations

from dashboard.layers.base import Cells, Column, Phrase, Table
from dashboard.tables.futures import future_headings
from dashboard.words.both import in_both
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.need import Words
from geodata.measures.need_years import UseOverYears, use_over_years
from geodata.needs.outlook import MAIN

COUNTED, TO_COME, NOT_THEN = Phrase("needs.counted"), Phrase("needs.to_come"), Phrase("needs.not_then")
"""Cells of a year that a column tells nothing of."""
BANDS = ("half_low", "half_high", "most_low", "most_high")


def years_table(assessment: Assessment, focus: Place, words: Words) -> Table:
    """Use in every year: counted until the base year, projected from there to the horizon.

    Beside it by the projection's other variants, or in the futures that are chosen.
    """
    found = use_over_years(assessment, focus, words)
    every = sorted({*found.observed, *found.years, *([found.earlier.year_from] if found.earlier else [])})
    ahead = {"use": found.use}
    ahead |= dict(zip(BANDS, (*found.half, *found.most), strict=True))
    variants = {f"variant_{variant or MAIN}": use for variant, use in found.variants.items()}
    futures = {f"future_{at}": use for at, (_, use) in enumerate(found.futures, start=1)}
    names = future_headings(assessment.region, [future for future, _ in found.futures], "column.by_variant")
    columns = [
        Column("year", "column.year", "text"),
        Column("observed", "column.observed", "count"),
        Column("use", _use(found), "count"),
        *(Column(key, f"column.{key}", "count") for key in BANDS),
        *(
            Column(
                f"variant_{variant or MAIN}",
                in_both("column.by_variant", name=_name(assessment, variant)),
                "count",
            )
            for variant in found.variants
        ),
        *(Column(key, name, "count") for key, name in zip(futures, names, strict=True)),
    ]
    values: dict[str, Cells] = {
        "year": [str(year) for year in every],
        "observed": [found.observed.get(year, TO_COME) for year in every],
    }
    for key, numbers in (ahead | variants | futures).items():
        by_year = dict(zip(found.years, numbers.tolist(), strict=True))
        values[key] = [by_year.get(year, COUNTED) for year in every]
    if found.earlier is not None:
        heading = in_both("column.earlier_look", year=str(found.earlier.year_from))
        columns.append(Column("earlier", heading, "count"))
        values["earlier"] = _earlier(found, every)
    return Table("table.need_years", "kpi", [str(year) for year in every], columns, values)


def _use(found: UseOverYears) -> str | dict[str, str]:
    """What the projection's column is called: it says where it does not begin at what was counted."""
    return in_both("column.use_smoothed", year=str(found.years[0])) if found.smoothed else "column.use"


def _earlier(found: UseOverYears, every: list[int]) -> list[object]:
    look = found.earlier
    ends = {look.year_from: look.base, look.year_to: look.projected} if look else {}
    return [ends.get(year, NOT_THEN) for year in every]


def _name(assessment: Assessment, variant: str) -> object:
    """What the region calls a variant of its projection; "" is the main one."""
    names = assessment.region.settings.projection_variants
    return names.get(variant, variant) if variant else in_both("ui.outlook.main")

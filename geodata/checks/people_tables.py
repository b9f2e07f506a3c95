"""From checked tables of people, and of what they will need, to those of a `Region`."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, Index, Series

from geodata.checks.sheet import Sheet, positions

OPEN = -1
"""Stands for an age that is open at its end."""


def population_table(sheet: Sheet, areas: Index) -> DataFrame:
    """Residents of each area by year, sex and age."""
    frame = sheet.frame
    return DataFrame(
        {
            "area": positions(frame["area_id"], areas),
            "year": _numbers(frame, "year").fillna(-1).astype(np.int32),
            "sex": _texts(frame, "sex"),
            **_ages(frame),
            "persons": frame["persons"].astype(np.int64),
        }
    )


def projections_table(sheet: Sheet | None, areas: Index) -> DataFrame | None:
    """Residents to come; a row that names its area is of the area, whatever municipality it names too."""
    if sheet is None:
        return None
    frame = sheet.frame
    area = positions(_texts(frame, "area_id"), areas)
    table = DataFrame(
        {
            "municipality_id": _texts(frame, "municipality_id").mask(area >= 0, ""),
            "area": area,
            "year": frame["year"].astype(np.int32),
            "sex": _texts(frame, "sex"),
            **_ages(frame),
            "variant": _texts(frame, "variant"),
            "persons": frame["persons"].astype(np.float64),
        }
    )
    order = ["variant", "municipality_id", "area", "year", "sex", "age_from"]
    return table.sort_values(order, kind="stable", ignore_index=True)


def life_expectancy_table(sheet: Sheet | None) -> DataFrame | None:
    """Remaining years of life by year, sex and age."""
    if sheet is None:
        return None
    frame = sheet.frame
    return DataFrame(
        {
            "year": frame["year"].astype(np.int32),
            "sex": _texts(frame, "sex"),
            "age": frame["age"].astype(np.int32),
            "years": frame["years"].astype(np.float64),
        }
    )


def prevalence_table(sheet: Sheet | None) -> DataFrame | None:
    """Share of people who have a condition, by sex and age."""
    if sheet is None:
        return None
    frame = sheet.frame
    return DataFrame(
        {
            "condition": frame["condition"],
            "sex": _texts(frame, "sex"),
            **_ages(frame),
            "share": frame["share"].astype(np.float64),
            "year": _numbers(frame, "year").fillna(0).astype(np.int32),
            "excess_use": _numbers(frame, "excess_use"),
        }
    )


def need_variables_table(sheet: Sheet | None, areas: Index) -> DataFrame | None:
    """What composite indices are made of, by area."""
    if sheet is None:
        return None
    frame = sheet.frame
    return DataFrame(
        {
            "variable": frame["variable"],
            "area": positions(frame["area_id"], areas),
            "value": frame["value"].astype(np.float64),
            "denominator": _numbers(frame, "denominator"),
        }
    )


def _ages(frame: DataFrame) -> dict[str, Series]:
    return {
        "age_from": _numbers(frame, "age_from").fillna(0).astype(np.int32),
        "age_to": _numbers(frame, "age_to").fillna(OPEN).astype(np.int32),
    }


def _numbers(frame: DataFrame, column: str) -> Series:
    return frame.get(column, Series(np.nan, index=frame.index)).astype(np.float64)


def _texts(frame: DataFrame, column: str) -> Series:
    return frame.get(column, Series("", index=frame.index)).fillna("").astype(str)

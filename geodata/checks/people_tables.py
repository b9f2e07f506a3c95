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
            "year": numbers_of(frame, "year").fillna(-1).astype(np.int32),
            "sex": texts_of(frame, "sex"),
            **ages_of(frame),
            "persons": frame["persons"].astype(np.int64),
        }
    )


def projections_table(sheet: Sheet | None, areas: Index) -> DataFrame | None:
    """Residents to come; a row that names its area is of the area, whatever municipality it names too."""
    if sheet is None:
        return None
    frame = sheet.frame
    area = positions(texts_of(frame, "area_id"), areas)
    table = DataFrame(
        {
            "municipality_id": texts_of(frame, "municipality_id").mask(area >= 0, ""),
            "area": area,
            "year": frame["year"].astype(np.int32),
            "sex": texts_of(frame, "sex"),
            **ages_of(frame),
            "variant": texts_of(frame, "variant"),
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
            "sex": texts_of(frame, "sex"),
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
            "sex": texts_of(frame, "sex"),
            **ages_of(frame),
            "share": frame["share"].astype(np.float64),
            "year": numbers_of(frame, "year").fillna(0).astype(np.int32),
            "excess_use": numbers_of(frame, "excess_use"),
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
            "denominator": numbers_of(frame, "denominator"),
        }
    )


def ages_of(frame: DataFrame) -> dict[str, Series]:
    """First and last ages, from 0 and to `OPEN` where nothing is said."""
    return {
        "age_from": numbers_of(frame, "age_from").fillna(0).astype(np.int32),
        "age_to": numbers_of(frame, "age_to").fillna(OPEN).astype(np.int32),
    }


def numbers_of(frame: DataFrame, column: str) -> Series:
    """A column of numbers, NaN where it is empty or not there."""
    return frame.get(column, Series(np.nan, index=frame.index)).astype(np.float64)


def texts_of(frame: DataFrame, column: str) -> Series:
    """A column of texts, "" where it is empty or not there."""
    return frame.get(column, Series("", index=frame.index)).fillna("").astype(str)

"""Lists of units and what they produced, as they may be published: counts by the cell key method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.disclosure.keys import cell_keys, scrambled
from geodata.disclosure.table import PARTS, PERSON_PARTS, noise_of
from geodata.region.payment_tables import EVERY_AREA

CLASS = ["sex", "age_from", "age_to"]
PRODUCED = ["period", "output", "of", "area_kind", "time", "basis"]

Ints = NDArray[np.int64]


def shown_lists(
    lists: DataFrame, secret: bytes, unit_ids: Sequence[str], area_ids: Sequence[str]
) -> DataFrame:
    """Lists whose every count has noise, by sex and age and by area alike; counts that become 0 are left out.

    The key of a cell is not of its period: lists of twelve months are the same people, and twelve draws of
    noise for one count would be none when they are averaged. So the same count of a cell is always the same
    number, and another count another.

    Parameters
    ----------
    lists : DataFrame
        As `geodata.region.payment_tables.PaymentTables.lists`; means of a year are rounded to whole people.
    secret : bytes
    unit_ids, area_ids : sequence of str
        By position.

    Returns
    -------
    DataFrame
        The same columns; `persons` is 0 or at least 8 where it is told, and whole.
    """
    persons = _whole(lists, "persons")
    classes, of_class = _names("list", lists, CLASS)
    areas = [("every",), *(("area", id_) for id_ in area_ids)]
    keys = cell_keys(
        secret,
        ([("unit", id_) for id_ in unit_ids], lists["unit"].to_numpy(np.int64)),
        (areas, lists["area"].to_numpy(np.int64) - EVERY_AREA),
        (classes, of_class),
    )
    by_area = np.asarray(lists["area"] != EVERY_AREA, np.int64)
    draws = scrambled(secret, "lists", keys, persons, by_area)
    return _shown(lists, "persons", persons + noise_of(persons, draws, PERSON_PARTS))


def shown_production(production: DataFrame, secret: bytes, unit_ids: Sequence[str]) -> DataFrame:
    """What was produced with noise in every count, whole; counts that become 0 are left out.

    Parameters
    ----------
    production : DataFrame
        As `geodata.region.payment_tables.PaymentTables.production`.
    secret : bytes
    unit_ids : sequence of str
        By position.

    Returns
    -------
    DataFrame
        The same columns; `quantity` is at least 5 where it is told.
    """
    counts = _whole(production, "quantity")
    cells, of_cell = _names("production", production, PRODUCED)
    keys = cell_keys(
        secret,
        ([("unit", id_) for id_ in unit_ids], production["unit"].to_numpy(np.int64)),
        (cells, of_cell),
    )
    draws = scrambled(secret, "production", keys, counts)
    return _shown(production, "quantity", counts + noise_of(counts, draws, PARTS))


def _names(table: str, frame: DataFrame, columns: list[str]) -> tuple[list[tuple[str, ...]], Ints]:
    """The different cells by the words of some columns, and which of them each row is of."""
    grouped = frame.groupby(columns, sort=True)
    names = [(table, *map(str, words)) for words in grouped.size().index]
    return names, np.asarray(grouped.ngroup(), np.int64)


def _whole(frame: DataFrame, column: str) -> Ints:
    return np.rint(frame[column].to_numpy(np.float64)).astype(np.int64)


def _shown(frame: DataFrame, column: str, counts: Ints) -> DataFrame:
    there = counts > 0
    return frame[there].assign(**{column: counts[there].astype(np.float64)}).reset_index(drop=True)

"""Visits that stand apart: of people from elsewhere or nobody knows where, to units out of sight or time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.region.periods import span
from geodata.region.region import Account
from geodata.register.visited import EMPTY, UNKNOWN

EXAMPLES = 5
"""How many codes an account names."""

Bools = NDArray[np.bool_]


def visit_accounts(
    cells: DataFrame, units: GeoDataFrame, strangers: Mapping[str, Sequence[str]]
) -> list[Account]:
    """Accounts of visits that are kept but counted separately, by reason; a visit may be in several.

    Parameters
    ----------
    cells : DataFrame
        Of `geodata.register.cells.frame_of`.
    units : GeoDataFrame
        The region's.
    strangers : mapping
        Examples of areas and units that the region does not have, by column; under "" places of rows
        without a residence.

    Returns
    -------
    list of Account
        With exact numbers of rows and visits: they are counts like any other, to be protected before
        they are published.
    """
    area, unit = cells["area"].to_numpy(), cells["unit"].to_numpy()
    placeless = units.geometry.isna().to_numpy()
    outside = (units["area"] < 0).to_numpy() & ~placeless
    before, after = _out_of_time(cells, units)
    ids = np.asarray(units.index)
    accounts = []
    for reason, where, names in (
        ("no_residence", area == EMPTY, strangers.get("", ())),
        ("residence_outside", area == UNKNOWN, strangers.get("area_id", ())),
        ("unknown_unit", unit < 0, strangers.get("unit_id", ())),
        ("unit_outside", _of_unit(unit, outside), None),
        ("unit_without_place", _of_unit(unit, placeless), None),
        ("before_opening", before, None),
        ("after_closing", after, None),
    ):
        if where.any():
            examples = ids[np.unique(unit[where])[:EXAMPLES]].tolist() if names is None else names
            rows, visits = (int(cells[name].to_numpy()[where].sum()) for name in ("rows", "visits"))
            accounts.append(Account("visits", reason, "kept", rows, visits, tuple(examples)))
    return accounts


def _of_unit(unit: NDArray[np.int32], some: Bools) -> Bools:
    """Which visits are to some of the units."""
    found: Bools = np.append(some, False)[unit]  # the last place is that of an unknown unit, -1
    return found


def _out_of_time(cells: DataFrame, units: GeoDataFrame) -> tuple[Bools, Bools]:
    """Visits of periods that end before their unit opens, and that begin when it has closed."""
    keys = cells["period"].cat.categories
    code = cells["period"].cat.codes.to_numpy()
    unit = cells["unit"].to_numpy()
    first, last = (np.array([span(key)[i] for key in keys], dtype="datetime64[D]") for i in (0, 1))
    opened, closed = (units[name].to_numpy("datetime64[D]") for name in ("opened", "closed"))
    early = last[:, None] < opened[None, :]  # periods by units; a day that is not known is neither
    late = first[:, None] >= closed[None, :]
    nobody = np.zeros((len(keys), 1), dtype=bool)
    tables = (np.hstack([table, nobody]) for table in (early, late))
    before, after = (table[code, unit] if len(keys) else np.zeros(0, dtype=bool) for table in tables)
    return before, after

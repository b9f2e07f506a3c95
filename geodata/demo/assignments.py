"""What each unit of the demo is paid by: its contract, the kind of area where it stands, and since when."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from geodata.demo.lists import payable

KINDS = ("town", "villa", "country")
VILLA_FROM, COUNTRY_FROM = 0.12, 0.5  # of an area's countryside, 0 to 1
SCREEN = "screen"


def kinds_of_area(people: gpd.GeoDataFrame) -> NDArray[np.str_]:
    """Kind of each area, by how much of it is countryside: one of `KINDS`."""
    rural = people["rural"].to_numpy(float)
    kind = (rural >= VILLA_FROM).astype(int) + (rural >= COUNTRY_FROM)
    return np.asarray(np.array(KINDS)[kind])


def assignments(people: gpd.GeoDataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Contracts: `unit_id`, `contract`, `unit_kind`, `valid_from`, `valid_to` ("" still) of those paid.

    The contract is "procured" where the unit is contracted out, else "choice": those that the region or a
    municipality runs itself are paid by the same list. `unit_kind` is that of the nearest area, or "screen".
    """
    ours = units[payable(units)]
    placed = ours["x"].notna().to_numpy()
    spots = ours.loc[placed, ["x", "y"]].to_numpy(float)
    nearest = cKDTree(people[["x", "y"]].to_numpy(float)).query(spots)[1]
    kind = np.full(len(ours), SCREEN, dtype=object)
    kind[placed] = kinds_of_area(people)[nearest]
    return pd.DataFrame(
        {
            "unit_id": ours["unit_id"].to_numpy(),
            "contract": np.where(ours["operator"] == "contract", "procured", "choice"),
            "unit_kind": kind,
            "valid_from": ours["opened"].to_numpy(),
            "valid_to": ours["closed"].to_numpy(),
        }
    )

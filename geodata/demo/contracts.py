"""Which areas each home care unit is contracted for."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

NEAR_M = 14_000.0  # a private provider takes on areas this near to its office


def contracted(people: gpd.GeoDataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Contracted areas: `unit_id`, `area_id`.

    A municipality's own units serve all of it; contracted and chosen providers serve the areas of
    the municipality near their office. Nobody is left without: the municipality's own first unit is
    always run by itself.
    """
    care = units[units["care_form"] == "hemtjanst"]
    rows = care[["unit_id", "municipality_id", "operator", "x", "y"]].merge(
        people[["area_id", "municipality_id", "x", "y"]], on="municipality_id", suffixes=("", "_home")
    )
    away = np.hypot(rows["x"] - rows["x_home"], rows["y"] - rows["y_home"])
    kept = (rows["operator"] == "own") | (away <= NEAR_M)
    return rows.loc[kept, ["unit_id", "area_id"]].sort_values(["unit_id", "area_id"], ignore_index=True)

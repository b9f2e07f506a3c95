"""What the demo's Care Need Index is made of: invented shares of residents, larger where life is harder."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

# Share of all residents in Sweden, about; how much more common where life is harder, and in towns. Invented.
VARIABLES = {
    "alone_65": (0.072, 0.10, 0.0),
    "born_abroad": (0.130, 0.55, 0.6),
    "unemployed": (0.042, 0.45, 0.1),
    "single_parent": (0.045, 0.25, 0.1),
    "moved_in": (0.120, 0.20, 0.3),
    "low_education": (0.070, 0.35, -0.2),
    "under_5": (0.054, 0.05, 0.1),
}


def need_variables(county: str, people: gpd.GeoDataFrame) -> pd.DataFrame:
    """Residents of each area by variable: `variable`, `area_id`, `value`, `denominator` (all residents)."""
    rng = np.random.default_rng([int(county), *b"variables"])
    persons = people["persons"].to_numpy(float)
    hard = rng.normal(0.0, 1.0, len(people))
    town = 1.0 - people["rural"].to_numpy(float)
    parts = []
    for variable, (share, harder, towns) in VARIABLES.items():
        lean = np.exp(harder * hard + towns * (town - 0.5) + rng.normal(0.0, 0.08, len(people)))
        shares = np.minimum(share * lean * persons.sum() / (lean * persons).sum(), 0.8)
        table = {"area_id": people["area_id"], "value": np.rint(shares * persons).astype(int)}
        parts.append(pd.DataFrame({"variable": variable, **table, "denominator": people["persons"]}))
    return pd.concat(parts, ignore_index=True)

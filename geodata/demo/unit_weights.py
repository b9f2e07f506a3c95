"""Unit weights of the demo: burden of disease, the Care Need Index of the listed, points of geography."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.demo.geography import Geography
from geodata.demo.lists import YEAR, open_at_year_end
from geodata.demo.points_of_geography import points_of_geography

AGE_BURDEN = {0: 0.52, 20: 0.82, 65: 1.72, 80: 2.35}  # care by age, of which 1 is the mean; invented
CNI_BURDEN, BURDEN_SPREAD = 0.18, 0.045  # more with a harder life; what nothing explains
SORTING = 0.11  # the listed of a unit are not as all who live around it
Floats = NDArray[np.float64]


def unit_weights(
    geo: Geography,
    people: gpd.GeoDataFrame,
    units: pd.DataFrame,
    lists: pd.DataFrame,
    need_variables: pd.DataFrame,
    weights: Mapping[str, float],
) -> pd.DataFrame:
    """Weights of the units with a list: `unit_id`, `weight`, `period`, `value`.

    Parameters
    ----------
    geo : Geography
    people : GeoDataFrame
    units, lists, need_variables : DataFrame
    weights : mapping of float
        Of the variables of the Care Need Index.

    Returns
    -------
    DataFrame
        `cni` is raw: the sum of weights times shares, about 2.5. `acg`, of health centres, has a mean of 1
        over all who are listed. `geography`, of health centres and rehabilitation, is from 0 to 22 points: 6
        by the way to a hospital's town, 6 to a town, 6 where few live, and 4 on an island.
    """
    rng = np.random.default_rng([int(geo.county), *b"weights"])
    there = units[open_at_year_end(units)].reset_index(drop=True)
    persons = lists.groupby("unit_id")["persons"].sum().reindex(there["unit_id"]).fillna(0).to_numpy(float)
    cni = _cni(people, there, lists, need_variables, weights) * np.exp(rng.normal(0.0, SORTING, len(there)))
    acg = _burden(there, lists) * (cni / cni.mean()) ** CNI_BURDEN
    acg *= np.exp(rng.normal(0.0, BURDEN_SPREAD, len(there)))
    centre, care = (
        (there["care_form"] == "vardcentral").to_numpy(),
        there["care_form"] != "hemtjanst",
    )
    acg /= np.average(acg[centre], weights=persons[centre])
    parts = [
        _rows(there, "acg", acg, centre),
        _rows(there, "cni", cni, care.to_numpy()),
        _rows(there, "geography", points_of_geography(geo.places, people, there), care.to_numpy()),
    ]
    return pd.concat(parts, ignore_index=True)


def _rows(units: pd.DataFrame, weight: str, value: Floats, where: NDArray[np.bool_]) -> pd.DataFrame:
    return pd.DataFrame(
        {"unit_id": units["unit_id"], "weight": weight, "period": YEAR, "value": value.round(4)}
    )[where]


def _cni(
    people: gpd.GeoDataFrame,
    units: pd.DataFrame,
    lists: pd.DataFrame,
    need_variables: pd.DataFrame,
    weights: Mapping[str, float],
) -> Floats:
    """Mean over the listed of the index of where they live; that of all where nobody's area is known."""
    weighed = need_variables["value"] * need_variables["variable"].map(weights)
    index = weighed.groupby(need_variables["area_id"]).sum().reindex(people["area_id"]) / (
        people["persons"].to_numpy()
    )
    known = lists[lists["area_id"].isin(index.index)]
    total = known["persons"] * known["area_id"].map(index)
    by_unit = total.groupby(known["unit_id"]).sum() / known.groupby("unit_id")["persons"].sum()
    mean = float(np.average(index, weights=people["persons"]))
    return by_unit.reindex(units["unit_id"]).fillna(mean).to_numpy(float)


def _burden(units: pd.DataFrame, lists: pd.DataFrame) -> Floats:
    """Mean over the listed of what their ages need."""
    total = (lists["persons"] * lists["age_from"].map(AGE_BURDEN)).groupby(lists["unit_id"]).sum()
    mean = total / lists.groupby("unit_id")["persons"].sum()
    return mean.reindex(units["unit_id"]).fillna(1.0).to_numpy(float)

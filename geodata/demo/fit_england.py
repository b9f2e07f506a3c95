"""Fit the demo's choice of unit on real English registrations.

    python -m geodata.demo.fit_england DIR

The exponents are those under which the registrations of July 2022 are likeliest
(`geodata.choice.huff`). Every practice stands in every area's choice set, however far: leaving out
the far ones biases the exponent of minutes. Minutes are the demo's own (straight line x 1.35 at
60 km/h), so that the exponents may be carried over.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geodata.choice.huff import calibrate
from geodata.demo.choice import DETOUR, SPEED_KMH

METRES = "EPSG:27700"


def england(
    folder: Path,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Flows, sizes and minutes of one English region: (areas, units), (units,), (areas, units).

    Size is the practice's staff. Practices that are closed or lack staff or place are left out
    with their patients.
    """
    areas = gpd.read_file(folder / "areas.geojson").set_index("LSOA11CD").to_crs(METRES)
    practices = pd.read_csv(folder / "practices.csv").set_index("OrganisationCode")
    practices = practices[
        (practices["currentStaff"] > 0) & practices["Lat"].between(49, 61) & (practices["Status"] == "Active")
    ]
    registered = pd.read_csv(folder / "registrations_2022_07.csv")
    registered = registered[
        registered["LSOA11CD"].isin(areas.index) & registered["OrganisationCode"].isin(practices.index)
    ]
    flows = np.zeros((len(areas), len(practices)))
    np.add.at(
        flows,
        (
            areas.index.get_indexer(pd.Index(registered["LSOA11CD"])),
            practices.index.get_indexer(pd.Index(registered["OrganisationCode"])),
        ),
        registered["Patient"].to_numpy(float),
    )
    home = areas.geometry.centroid.to_numpy()
    place = gpd.GeoSeries.from_xy(practices["Long"], practices["Lat"], crs="EPSG:4326").to_crs(METRES)
    metres = shapely.distance(home[:, None], place.to_numpy()[None, :])
    minutes = metres * DETOUR / 1000 / SPEED_KMH * 60
    return flows, practices["currentStaff"].to_numpy(float), minutes


def main(folder: Path) -> None:
    """Print the fit of each region."""
    for name in ("leeds", "devon"):
        print(name, calibrate(*england(folder / name)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Dalarna on real residents, areas and places: for what differs between one point an area and its cells.

By stated rule, so that it is the same everywhere:

- Areas are the county's 119 RegSO areas as the program ships them; residents SCB's of 2023, 287,253.
- Population points are the middles of 1 km cells, by the rule of `geodata.demo.cells`: a quarter of an area's
  residents evenly over its cells, the rest around GeoNames places nearby; 16,265 cells where somebody lives.
- Units are health centres, one in the middle of each of the 16 places of at least `TOWN` residents. The list
  harvested from 1177.se has eight rows of the county, all without id and coordinates and three of them
  pharmacies: it places none.
- Travel is the straight line times 1.3 at 55 km/h, at most an hour; the limit is 15 minutes.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geodata.checks.open_region import open_region
from geodata.demo.cells import spread
from geodata.demo.geography import DEGREES, METRES, geography
from geodata.region.region import Region

COUNTY = "20"
TOWN = 2000
CELL_M = 1000.0

REGION_TOML = """\
id = "dalarna"
name = "Dalarna"
crs = "EPSG:3006"
residents_date = "2023-12-31"
as_of = 2023-12-31

[care_forms.vardcentral]
name = "Vårdcentral"
plural = "vårdcentraler"
limit_min = 15

[rules.too_far]
source = "-"

[travel]
detour = 1.3
speed_kmh = 55
longest_min = 60

[tables.areas]
file = "areas.parquet"
ignore = ["county"]

[tables.population]
file = "population.csv"

[tables.units]
file = "units.csv"
"""

POINTS_TOML = """
[tables.population_points]
file = "population_points.csv"
"""


def write_dalarna(folder: Path, shared: Path, *, points: bool = True) -> Path:
    """Folder of data of the county.

    Parameters
    ----------
    folder : Path
        Made if need be.
    shared : Path
        Where the real data lies: the fixture `shared`.
    points : bool
        Whether it has a table of population points; without, an area is one point, at its centroid.
    """
    folder.mkdir(parents=True, exist_ok=True)
    geo = geography(COUNTY)
    geo.areas.to_parquet(folder / "areas.parquet")
    persons = _residents(geo.areas["area_id"], shared)
    persons.to_csv(folder / "population.csv", index=False)
    areas = geo.areas.to_crs(METRES).geometry.to_numpy()
    places = gpd.GeoDataFrame(
        geo.places, geometry=gpd.points_from_xy(geo.places["longitude"], geo.places["latitude"], crs=DEGREES)
    ).to_crs(METRES)
    spots, size = shapely.get_coordinates(places.geometry.to_numpy()), places["persons"].to_numpy(float)
    if points:
        homes = shapely.get_coordinates(shapely.point_on_surface(areas))
        cells = spread(areas, homes, persons[["persons"]], spots, size, [CELL_M])
        cells[["x", "y", "persons"]].to_csv(folder / "population_points.csv", index=False)
    towns = places[(size >= TOWN) & shapely.intersects(shapely.union_all(areas), places.geometry.to_numpy())]
    units = pd.DataFrame(
        {
            "unit_id": [f"{COUNTY}-{number:02}" for number in range(1, len(towns) + 1)],
            "name": towns["name"] + " vårdcentral",
            "care_form": "vardcentral",
            "longitude": towns["longitude"],
            "latitude": towns["latitude"],
            "operator": "own",
            "organisation": "Region Dalarna",
            "capacity": 1,
        }
    )
    units.to_csv(folder / "units.csv", index=False)
    toml = REGION_TOML + (POINTS_TOML if points else "")
    (folder / "region.toml").write_text(toml, encoding="utf-8")
    return folder


def open_dalarna(folder: Path, shared: Path, *, points: bool = True) -> Region:
    """The region of that folder, checked; its minutes are not computed yet."""
    return open_region(write_dalarna(folder, shared, points=points))


def _residents(areas: pd.Series[str], shared: Path) -> pd.DataFrame:
    """Residents of 2023, in the order of the areas."""
    table = pd.read_csv(shared / "sweden" / "population_regso_2020_2023.csv", dtype={"regsokod": str})
    counted = table.dropna(subset="regsokod").set_index("regsokod")["2023"].reindex(areas)
    assert counted.notna().all(), "every area of the county has residents in the table"
    return pd.DataFrame({"area_id": areas.to_numpy(), "persons": counted.to_numpy(int)})

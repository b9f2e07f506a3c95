"""County Durham, Darlington and Hartlepool: real people, as ONS projected them from 2016, and no visits.

The files are those of `shared/needs/england`. The statistics have no borders: each district is a square of 20
km in a row, and has a unit in its middle that stands for all of its care.
"""

from __future__ import annotations

import json
from pathlib import Path

import shapely

DISTRICTS = {"E06000001": "Hartlepool", "E06000005": "Darlington", "E06000047": "County Durham"}
EAST, NORTH, SIDE = 400_000, 520_000, 20_000
PEOPLE, LIFE = "ons_snpp_three_districts.csv", "ons_life_expectancy_uk.csv"

REGION_TOML = f"""\
id = "durham"
name = "County Durham, Darlington and Hartlepool"
crs = "EPSG:27700"
language = "en"
currency = "GBP"
area_kind = {{ sv = "distrikt", en = "district" }}
residents_date = "2016"
lov = false

[care_forms.gp]
name = {{ sv = "Läkarmottagning", en = "GP practice" }}
plural = {{ sv = "läkarmottagningar", en = "GP practices" }}
limit_min = 15

[tables.areas]
file = "areas.geojson"

[tables.population]
file = "{PEOPLE}"
columns = {{ area_id = "municipality_id" }}
where = {{ projection = "2016-based", year = "2016" }}

[tables.projections]
file = "{PEOPLE}"
where = {{ projection = "2016-based" }}

[tables.life_expectancy]
file = "{LIFE}"
columns = {{ years = "ex" }}

[tables.units]
file = "units.csv"

[[sources]]
title = "2016-based subnational population projections; life expectancy 2020-based"
publisher = "ONS"
licence = "Open Government Licence v3.0"
date = "2016"
covers = {{ sv = "invånare och framskrivning", en = "residents and projection" }}
tables = ["population", "projections", "life_expectancy"]
"""


def write_durham(folder: Path, shared: Path) -> Path:
    """Folder, made if need be, with the region above; its people are links to the shared files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.toml").write_text(REGION_TOML, encoding="utf-8")
    for name in (PEOPLE, LIFE):
        (folder / name).symlink_to(shared / "needs" / "england" / name)
    features, units = [], ["unit_id,name,care_form,x,y"]
    for number, (code, district) in enumerate(DISTRICTS.items()):
        west = EAST + number * SIDE
        square = shapely.box(west, NORTH, west + SIDE, NORTH + SIDE)
        properties = {"area_id": code, "name": district, "municipality_id": code, "municipality": district}
        shape = json.loads(shapely.to_geojson(square))
        features.append({"type": "Feature", "properties": properties, "geometry": shape})
        units.append(f"gp-{number},{district} practices,gp,{west + SIDE / 2},{NORTH + SIDE / 2}")
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    areas = {"type": "FeatureCollection", "crs": crs, "features": features}
    (folder / "areas.geojson").write_text(json.dumps(areas), encoding="utf-8")
    (folder / "units.csv").write_text("\n".join(units) + "\n", encoding="utf-8")
    return folder

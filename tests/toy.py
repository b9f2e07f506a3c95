"""A region folder of three areas and two units whose sums one can do by eye.

Areas, 10 km squares in a row from west to east near Skövde (EPSG:3006); residents and visits, "2025":

    area  municipality      residents  of them 0-19   visits to v1  to v2
    0101  1401 Västbyn           1000           200             80     20
    0102  1401 Västbyn           2000           500             30    170
    0201  1402 Östbyn             500           100              5     45
    unknown residence                                           10      0

Unit v1 (own, capacity 10) stands in the middle of 0101, v2 (choice, capacity 5) in that of 0102.
So 3,500 residents, 800 of them young, and 360 visits, 350 of known residence: 125 to v1, 235 to v2.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer

DEGREES = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)
CORNER = (420_000, 6_470_000)
SIDE = 10_000

REGION_TOML = """\
id = "toy"
name = { sv = "Leksak", en = "Toy" }
crs = "EPSG:3006"
language = "sv"
residents_date = "2025"
as_of = 2025-12-31

[disclosure]
visits = "public"
reason = { sv = "Påhittade.", en = "Made up." }

[care_forms.vc]
name = { sv = "Vårdcentral", en = "Health centre" }
plural = { sv = "vårdcentraler", en = "health centres" }
limit_min = 15
capacity_name = { sv = "läkare", en = "doctors" }

[age_groups.0-19]
age_from = 0
age_to = 19
name = { sv = "0-19 år", en = "0-19 years" }

[indicators.nojd]
name = { sv = "Nöjda", en = "Satisfied" }
unit = "share"
better = "higher"
target = 0.9
threshold = 0.5
source = "Påhittad"
date = "2025"
description = { sv = "Andel nöjda.", en = "Share satisfied." }

[rules.too_far]
source = { sv = "Påhittad.", en = "Made up." }

[travel]
detour = 1.3
speed_kmh = 60

[tables.areas]
file = "areas.geojson"

[tables.population]
file = "population.csv"

[tables.units]
file = "units.csv"

[tables.visits]
file = "visits.csv"
unknown_area = "keep"

[tables.indicators]
file = "indicators.csv"
"""

TABLES = {
    "population.csv": """\
area_id,year,age_from,age_to,persons
0101,2025,0,19,200
0101,2025,20,,800
0102,2025,0,19,500
0102,2025,20,,1500
0201,2025,0,19,100
0201,2025,20,,400
""",
    "visits.csv": """\
area_id,unit_id,care_form,period,visits,cost
0101,v1,vc,2025,80,8000
0101,v2,vc,2025,20,2000
0102,v1,vc,2025,30,3000
0102,v2,vc,2025,170,17000
0201,v1,vc,2025,5,500
0201,v2,vc,2025,45,4500
,v1,vc,2025,10,1000
""",
    "indicators.csv": """\
indicator,unit_id,period,value
nojd,v1,2025,0.8
nojd,v2,2025,0.4
""",
}
AREAS = (
    ("0101", "Alby", "1401", "Västbyn"),
    ("0102", "Berga", "1401", "Västbyn"),
    ("0201", "Ceby", "1402", "Östbyn"),
)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a point in metres."""
    longitude, latitude = DEGREES.transform(x, y)
    return round(longitude, 7), round(latitude, 7)


def squares() -> list[shapely.Polygon]:
    """The areas, in degrees: neighbours share their corners exactly."""
    x, y = CORNER
    corners = [(to_degrees(x + i * SIDE, y), to_degrees(x + i * SIDE, y + SIDE)) for i in range(4)]
    return [
        shapely.Polygon([corners[i][0], corners[i + 1][0], corners[i + 1][1], corners[i][1]])
        for i in range(3)
    ]


def areas_geojson() -> dict[str, object]:
    """The areas as a FeatureCollection."""
    names = ("area_id", "name", "municipality_id", "municipality")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": dict(zip(names, row, strict=True)),
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
            for row, shape in zip(AREAS, squares(), strict=True)
        ],
    }


def units_csv() -> str:
    """The units, each in the middle of its area."""
    x, y = CORNER[0] + SIDE / 2, CORNER[1] + SIDE / 2
    west, middle = to_degrees(x, y), to_degrees(x + SIDE, y)
    return (
        "unit_id,name,care_form,longitude,latitude,operator,organisation,capacity,opened,closed,url\n"
        f"v1,Norra vårdcentralen,vc,{west[0]},{west[1]},own,Regionen,10,2001-01-01,,https://example.org/1\n"
        f"v2,Södra vårdcentralen,vc,{middle[0]},{middle[1]},choice,Omsorg AB,5,2011-05-01,,\n"
    )


def write_toy_region(folder: Path) -> Path:
    """Folder, made if need be, with `region.toml` and every table of the region above."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.toml").write_text(REGION_TOML, encoding="utf-8")
    (folder / "areas.geojson").write_text(json.dumps(areas_geojson()), encoding="utf-8")
    (folder / "units.csv").write_text(units_csv(), encoding="utf-8")
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def large_visits(rows: int, seed: int = 1) -> tuple[list[str], np.random.Generator]:
    """Good rows of visits for the toy region, and the generator to spoil some with."""
    rng = np.random.default_rng(seed)
    areas, units = rng.choice(["0101", "0102", "0201"], rows), rng.choice(["v1", "v2"], rows)
    counts = rng.integers(1, 99, rows)
    lines = [f"{a},{u},vc,2025,{n},{n}.5" for a, u, n in zip(areas, units, counts, strict=True)]
    return lines, rng

"""The toy region with a few good rows in any table that a region may have, all of them as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from tests.toy import AREAS, CORNER, REGION_TOML, TABLES, squares, to_degrees, units_csv
from tests.toy_followup import FOLLOW_UP
from tests.toy_followup import SETTINGS as FOLLOW_UP_TOML
from tests.toy_payment import PAYMENT_TABLES, REIMBURSEMENT_TOML

type Rows = list[dict[str, str]]
"""Of one table: a value for each column that it has."""

THEME_TOML = """
[themes.lov]
name = "LOV"
description = "LOV"
date = "2010"
source = "Påhittad"
categories = { yes = "Ja", no = "Nej" }
colours = { yes = "#00614f", no = "#aa0000" }
"""
INDEX_TOML = """
[need_index.own]
name = { sv = "Eget", en = "Own" }
scale = "mean_one"
source = { sv = "Påhittat", en = "Made up" }
weights = { alone = 1 }
"""
PLACE = "{},{}".format(*to_degrees(CORNER[0] + 5_000, CORNER[1] + 5_000))
WATER = "POLYGON ((13.6 58.4, 13.7 58.4, 13.7 58.5, 13.6 58.4))"
OTHERS = {
    "service_areas": "unit_id,area_id\nv1,0101\nv2,0102\n",
    "travel_times": "area_id,unit_id,mode,minutes\n0101,v1,car,4\n0102,v2,car,5\n0201,v2,car,13\n",
    "projections": """\
municipality_id,year,age_from,age_to,persons
1401,2025,0,19,700
1401,2025,20,,2300
1402,2025,0,19,100
1402,2025,20,,400
1401,2030,0,19,800
1401,2030,20,,2500
1402,2030,0,19,75
1402,2030,20,,325
""",
    "life_expectancy": "year,sex,age,years\n2025,1,65,19.4\n2025,2,65,21\n2030,1,65,20\n2030,2,65,22\n",
    "prevalence": "condition,sex,ages,share,excess_use\ndiabetes,,-64,0.04,1.8\ndiabetes,,65+,0.2,2\n",
    "need_variables": "variable,area_id,value,denominator\nalone,0101,1,4\nalone,0102,1,2\nalone,0201,3,3\n",
    "themes": "theme,municipality_id,value\nlov,1401,yes\nlov,1402,no\n",
    "background": f'kind,geometry,name\nwater,"{WATER}",Sjön\n',
    "places": f"name,longitude,latitude,persons\nTorp,{PLACE},150\nBy,{PLACE},20\n",
    "population_points": f"longitude,latitude,persons\n{PLACE},1000\n{PLACE},5\n",
    "addresses": f"street,number,postcode,locality,longitude,latitude\nGatan,1,541 00,By,{PLACE}\n",
}
MORE = {"visits": 'unknown_area = "keep"\n'} | dict.fromkeys(("areas", "background"), 'crs = "EPSG:4326"\n')


def rows_of(*names: str) -> dict[str, Rows]:
    """Good rows of the tables of `tests.toy`, and of some others, by the table's name."""
    texts = {name.removesuffix(".csv"): text for name, text in TABLES.items()} | {"units": units_csv()}
    others = PAYMENT_TABLES | FOLLOW_UP | OTHERS
    texts |= {name: others[name] for name in names if name not in ("areas", *texts)}
    columns = ("area_id", "name", "municipality_id", "municipality")
    areas = [
        dict(zip(columns, words, strict=True)) | {"geometry": shape.wkt}
        for words, shape in zip(AREAS, squares(), strict=True)
    ]
    return {"areas": areas} | {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def write_toy_of(folder: Path, tables: Mapping[str, Rows]) -> Path:
    """Folder, made if need be, with the settings of the toy region and some tables as given."""
    folder.mkdir(parents=True, exist_ok=True)
    text = REGION_TOML.partition("[tables.areas]")[0]
    text += THEME_TOML if "themes" in tables else ""
    text += INDEX_TOML if "need_variables" in tables else ""
    text += FOLLOW_UP_TOML if tables.keys() & FOLLOW_UP else ""
    text += REIMBURSEMENT_TOML if tables.keys() & PAYMENT_TABLES else ""
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_bytes(_as_csv(rows))
        text += f'\n[tables.{name}]\nfile = "{name}.csv"\n{MORE.get(name, "")}'
    (folder / "region.toml").write_text(text, encoding="utf-8")
    return folder


def _as_csv(rows: Rows) -> bytes:
    """A file of all the columns that any row has."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()

"""Files as a city's open data has them: 77 community areas, clinics, and residents by age wide.

Areas are squares in rows of eleven, numbered from the south-west corner, 1 to 77, without leading zeros. In
each live its number times a hundred people, in five classes of age; the city's own total stands last. Clinics
stand in the middle of every seventh area; one has no place.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import shapely

WEST, SOUTH, STEP = -87.9, 41.65, 0.035
ROWS, ACROSS = 7, 11
AGES = {"Population - Age 0-17": 20, "Population - Age 18-29": 20, "Population - Age 30-49": 30}
AGES |= {"Population - Age 50-64": 20, "Population - Age 65+": 10}
OTHERS = {"Population - Age 5-11": 8, "Population - Age 12+": 86, "Population - Female": 51}
"""Classes that overlap those above, and a part of another kind: per cent of the residents."""
PEOPLE = sum(number * 100 for number in range(1, 78))


def write_chicago(folder: Path) -> Path:
    """Three files in a folder, made if need be, without a `region.toml`."""
    folder.mkdir(parents=True, exist_ok=True)
    features = [
        {
            "type": "Feature",
            "properties": {
                "community": f"AREA {number}", "area": "0", "perimeter": "0", "area_num_1": str(number),
                "area_numbe": str(number), "comarea": "0", "shape_len": "31027.05", "shape_area": "46004621",
            },
            "geometry": json.loads(shapely.to_geojson(square(number))),
        }
        for number in range(1, 78)
    ]  # fmt: skip
    (folder / "Boundaries - Community Areas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    with (folder / "Population_by_Community_Area_2021.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Community Area", "Community Area Name", "Population - Total", *AGES, *OTHERS])
        for number in range(1, 78):
            parts = [number * per_cent for per_cent in (*AGES.values(), *OTHERS.values())]
            rows.writerow([number, f"Area {number}", number * 100, *parts])
        every = [PEOPLE * per_cent // 100 for per_cent in (*AGES.values(), *OTHERS.values())]
        rows.writerow(["Citywide", "Chicago", PEOPLE, *every])
    with (folder / "Clinic_Locations.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(
            [
                "Site Name",
                "Clinic Type",
                "Ownership",
                "Hours of Operation",
                "Street Address",
                "Phone 1",
                "Location",
            ]
        )
        for number in range(1, 78, 7):
            point = square(number).centroid
            kind = "WIC" if number % 2 else "Mental Health"
            owner = "CDPH" if number % 3 else "Delegate"
            place = f"{number} W Main St\nChicago, IL\n({point.y:.6f}, {point.x:.6f})"
            rows.writerow(
                [
                    f"Clinic {number}",
                    kind,
                    owner,
                    "M-F: 8am-4pm",
                    f"{number} W Main St",
                    "(312) 555-0100",
                    place,
                ]
            )
        rows.writerow(["Clinic by phone", "Mental Health", "CDPH", "", "", "(312) 555-0199", ""])
    return folder


def square(number: int) -> shapely.Polygon:
    """A community area, in degrees."""
    row, column = divmod(number - 1, ACROSS)
    west, south = WEST + column * STEP, SOUTH + row * STEP
    return shapely.box(round(west, 6), round(south, 6), round(west + STEP, 6), round(south + STEP, 6))

"""A country in small areas, as large as England: seconds and memory from its folder to a published version.

python -m tests.bench.bench_england [--areas 33000]

The region is made by rule, for its real files are no part of the project: squares of 2 km in a grid
(EPSG:27700), a practice in every fifth, and from each area visits to the 26 practices nearest, fewer the
further off they are: 858,000 flows. `build` runs in a process of its own, as a user would start it.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import KDTree

ROOT = Path(__file__).parents[2]
BUDGET_S, BUDGET_GIB = 90, 2
SIDE_M = 2_000
CORNER = (300_000, 100_000)
EVERY, NEAREST, MOST = 5, 26, 400
"""Areas to a practice; practices that an area goes to; visits to the nearest of them."""

REGION_TOML = """\
id = "country"
name = { sv = "Ett land", en = "A country" }
crs = "EPSG:27700"
language = "en"
residents_date = "2022"
as_of = 2022-07-01

[disclosure]
visits = "public"
reason = { sv = "Påhittade.", en = "Made up." }

[care_forms.gp]
name = { sv = "Mottagning", en = "General practice" }
plural = { sv = "mottagningar", en = "general practices" }
limit_min = 15

[rules.too_far]
source = { sv = "Påhittad.", en = "Made up." }

[tables.areas]
file = "areas.parquet"

[tables.population]
file = "population.csv"

[tables.units]
file = "units.csv"
constants = { care_form = "gp" }

[tables.visits]
file = "visits.csv"
constants = { care_form = "gp", period = "2022" }
"""


def made(areas: int, folder: Path) -> int:
    """Write the region to a folder; how many flows it has."""
    wide = int(np.ceil(np.sqrt(areas)))
    at = np.arange(areas)
    x, y = (corner + SIDE_M * axis for corner, axis in zip(CORNER, (at % wide, at // wide), strict=True))
    ids = np.array([f"E{each:08d}" for each in at])
    towns = (at // 100).astype(str)
    shapes = shapely.box(x, y, x + SIDE_M, y + SIDE_M)
    columns = {"area_id": ids, "name": ids, "municipality_id": towns, "municipality": towns}
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:27700").to_parquet(folder / "areas.parquet")
    ages = [(0, 17), (18, 64), (65, 79), (80, 120)]
    people = [
        pd.DataFrame(
            {"area_id": ids, "year": 2022, "age_from": first, "age_to": last, "persons": 300 + at % 97}
        )
        for first, last in ages
    ]
    pd.concat(people).to_csv(folder / "population.csv", index=False)
    practices = at[::EVERY]
    places = np.column_stack((x, y))[practices] + SIDE_M // 2 - 7  # in no corner and on no border
    units = {
        "unit_id": [f"P{each}" for each in practices],
        "name": [f"Practice {each}" for each in practices],
    }
    pd.DataFrame({**units, "x": places[:, 0], "y": places[:, 1]}).to_csv(folder / "units.csv", index=False)
    middles = np.column_stack((x, y)) + SIDE_M // 2
    count = min(NEAREST, len(practices))
    _, near = KDTree(places).query(middles, k=count)
    visits = {
        "area_id": np.repeat(ids, count),
        "unit_id": np.array(units["unit_id"])[near.ravel()],
        "visits": np.tile(MOST // np.arange(1, count + 1), areas),
    }
    pd.DataFrame(visits).to_csv(folder / "visits.csv", index=False)
    (folder / "region.toml").write_text(REGION_TOML, encoding="utf-8")
    return areas * count


def main() -> int:
    """Build it once; 1 where it is refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--areas", type=int, default=33_000)
    areas = parser.parse_args().areas
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "country"
        folder.mkdir()
        flows = made(areas, folder)
        begin = time.perf_counter()
        command = [sys.executable, "-m", "dashboard", "build", str(folder), "--out", f"{temporary}/out"]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        took_s = time.perf_counter() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{areas:,} areas, {flows:,} flows: {took_s:.0f} s (budget {BUDGET_S}), "
        f"{used.ru_utime + used.ru_stime:.0f} s of processor, "
        f"{used.ru_maxrss / 2**20:.2f} GiB (budget {BUDGET_GIB})"
    )
    return code


if __name__ == "__main__":
    sys.exit(main())

"""From a register of visits in Parquet to base cells and to a published version: seconds and peak memory.

python -m tests.bench.bench_register [--rows 50e6]

The register is made once and kept under var/bench: contacts of all of Sweden's residents over two years,
with units near them mostly, one in a hundred without a residence or from elsewhere. Each task runs in a
process of its own. Peers read the same files with what a skilled hand would write in them: only the
columns that are needed, codes as categories, groups that occur. All must find the same cells.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
BENCH = ROOT / "var" / "bench"
FILES = 10
BUDGET_S, BUDGET_GIB = 60, 3
KEYS = ["area", "unit", "form", "period", "age"]


def made(rows: int) -> Path:
    """A folder with the region and its register, made if need be."""
    folder = BENCH / f"register-{rows}"
    if (folder / "region.toml").is_file():
        return folder
    for old in BENCH.glob("register-*"):  # one at a time: it is large
        shutil.rmtree(old)
    began = time.perf_counter()
    _make_region(folder)
    _make_register(folder, rows)
    size = sum(file.stat().st_size for file in (folder / "register").iterdir())
    print(f"made in {time.perf_counter() - began:.0f} s: {rows:,} rows in {FILES} files, {size / 1e6:.0f} MB")
    return folder


def _make_region(folder: Path) -> None:
    from geodata.demo.folder import write
    from geodata.disclosure.secret import make_secret

    write("00", folder)
    file = folder / "region.toml"
    text = re.sub(r"\[tables\.visits\]\n(?:[^\[\n].*\n|\n)*", "", file.read_text(encoding="utf-8"))
    text = re.sub(r"\[disclosure\]\n(?:[^\[\n].*\n|\n)*", "", text)
    make_secret(folder / "secret.key")
    file.write_text(
        f"""{text}
[disclosure]
visits = "protected"
key_file = "secret.key"

[visits]
file = "register"
columns = {{ area_id = "regso", unit_id = "hsaid", care_form = "vardform", period = "dag", \
age_group = "alder", cost = "kostnad" }}
constants = {{ visits = "1" }}
unknown_area = "keep"
unknown_unit = "keep"
memory = "1GB"
""",
        encoding="utf-8",
    )


def _make_register(folder: Path, rows: int) -> None:
    import duckdb
    import numpy as np
    import pandas as pd
    from scipy.spatial import cKDTree

    from geodata.checks import check

    (folder / "register").mkdir()
    region = _without_visits(folder, check)
    placed = region.units[region.units.geometry.notna()]
    tree = cKDTree(np.column_stack([placed.geometry.x, placed.geometry.y]))
    nearest = tree.query(region.areas[["x", "y"]].to_numpy(), k=40)[1]
    persons = np.bincount(
        region.population["area"], region.population["persons"], minlength=len(region.areas)
    )
    # a hundred thousand people by area: a row's residence is a draw among them
    homes = np.repeat(np.arange(len(persons)), np.ceil(persons / persons.sum() * 100_000).astype(int))
    tables = {
        "homes": pd.DataFrame({"home": np.arange(len(homes)), "area": homes}),
        "areas": pd.DataFrame({"area": np.arange(len(region.areas)), "regso": region.areas.index}),
        "near": pd.DataFrame(
            {
                "area": np.repeat(np.arange(len(nearest)), nearest.shape[1]),
                "rank": np.tile(np.arange(nearest.shape[1]), len(nearest)),
                "hsaid": placed.index.to_numpy()[nearest.ravel()],
                "vardform": placed["care_form"].to_numpy()[nearest.ravel()],
            }
        ),
    }
    ages = list(region.settings.age_groups)
    with duckdb.connect(config={"memory_limit": "2GB"}) as database:
        database.execute("set enable_progress_bar = false")
        for name, table in tables.items():
            database.register(name, table)
        for number in range(FILES):
            first, last = (rows * each // FILES for each in (number, number + 1))
            database.execute(f"""
                copy (
                    select case when hash(i, 7) % 200 = 0 then '' when hash(i, 7) % 200 = 1 then '9999R001'
                        else regso end as regso,
                        hsaid, vardform, date '2024-01-01' + (hash(i, 2) % 731)::int as dag,
                        {ages}[(hash(i, 3) % {len(ages)})::int + 1] as alder,
                        round(200 + (hash(i, 4) % 300000) / 100.0, 2) as kostnad
                    from (
                        select i, (hash(i, 5) % {len(homes)})::int as home, case hash(i, 8) % 20 when 0
                            then (hash(i, 6) % 40)::int
                            else least(39, floor(-2.5 * ln(1 - (hash(i, 6) % 1000003) / 1000003.0)))::int
                            end as rank
                        from range({first}, {last}) as numbers(i)
                    ) join homes using (home) join areas using (area) join near using (area, rank)
                ) to '{folder}/register/{number:02d}.parquet' (format parquet, compression zstd)""")


def _without_visits(folder: Path, check: Any) -> Any:
    """The region alone, for its areas and units."""
    alone = folder / "alone.toml"
    text = (folder / "region.toml").read_text(encoding="utf-8")
    alone.write_text(text.split("[disclosure]")[0], encoding="utf-8")
    region = check(alone, folder).region
    alone.unlink()
    if region is None:
        raise SystemExit("the region has errors")
    return region


def by_duckdb(folder: Path) -> Any:
    """Base cells as the program makes them."""
    from geodata.contract.problems import Problems
    from geodata.contract.region_toml import read_settings
    from geodata.register.reading import read_register

    settings = read_settings(folder, Problems())
    assert settings is not None
    assert settings.register is not None
    codes = json.loads((folder / "codes.json").read_text())
    known = {column: (ids, ()) for column, ids in codes.items()}
    problems = Problems()
    visited = read_register(settings.register, settings, folder, known, problems)
    assert visited is not None, problems.found
    return visited.cells.rename(columns={"care_form": "form", "age_group": "age"})


def by_pandas(folder: Path) -> Any:
    """Base cells by pandas."""
    import pandas as pd
    import pyarrow.parquet as pq

    codes = json.loads((folder / "codes.json").read_text())
    table = pq.read_table(folder / "register", read_dictionary=["regso", "hsaid", "vardform", "alder"])
    frame = table.to_pandas(split_blocks=True, self_destruct=True)
    del table
    cells = pd.DataFrame(
        {
            "area": _positions(frame["regso"], codes["area_id"]),
            "unit": _positions(frame["hsaid"], codes["unit_id"]),
            "form": frame["vardform"],
            "period": pd.PeriodIndex(pd.to_datetime(frame["dag"]), freq="Q").year * 10,
            "age": frame["alder"],
            "cost": (frame["kostnad"] * 100 + 0.5).astype("int64"),
        }
    )
    cells["period"] += pd.to_datetime(frame["dag"]).dt.quarter.to_numpy()
    del frame
    found = cells.groupby(KEYS, observed=True, sort=False)["cost"].agg(["size", "sum"]).reset_index()
    found["period"] = [f"{code // 10}Q{code % 10}" for code in found["period"]]
    return found.assign(visits=found["size"], cost=found["sum"] / 100)


def _positions(column: Any, ids: list[str]) -> Any:
    """Positions of codes; -1 where there is none, -2 where it is another region's."""
    import numpy as np
    import pandas as pd

    labels = pd.Index(column.cat.categories)
    places = pd.Index(ids).get_indexer(labels)
    places = np.where((places < 0) & (labels != ""), -2, places)
    return places[column.cat.codes.to_numpy()].astype("int32")


def by_polars(folder: Path) -> Any:
    """Base cells by polars, lazily and streaming."""
    import polars as pl

    codes = json.loads((folder / "codes.json").read_text())
    tables = {
        column: pl.LazyFrame({theirs: ids, ours: range(len(ids))}, schema={theirs: pl.String, ours: pl.Int32})
        for (column, ids), theirs, ours in zip(
            codes.items(), ("regso", "hsaid"), ("area", "unit"), strict=True
        )
    }
    rows = pl.scan_parquet(folder / "register" / "*.parquet")
    rows = rows.join(tables["area_id"], on="regso", how="left").join(
        tables["unit_id"], on="hsaid", how="left"
    )
    rows = rows.select(
        area=pl.when(pl.col("regso") == "").then(-1).otherwise(pl.col("area").fill_null(-2)).cast(pl.Int32),
        unit=pl.col("unit").fill_null(-1),
        form=pl.col("vardform"),
        period=pl.col("dag").dt.year().cast(pl.Int32) * 10 + pl.col("dag").dt.quarter().cast(pl.Int32),
        age=pl.col("alder"),
        cost=(pl.col("kostnad") * 100 + 0.5).floor().cast(pl.Int64),
    )
    found = rows.group_by(KEYS).agg(visits=pl.len().cast(pl.Int64), cost=pl.col("cost").sum() / 100)
    period = pl.format("{}Q{}", pl.col("period") // 10, pl.col("period") % 10)
    return found.with_columns(period=period).collect(engine="streaming")


def published(folder: Path) -> Any:
    """The whole way: checked, counted, protected, computed, published."""
    from geodata.publishing import publish_folder

    shutil.rmtree(folder / "published", ignore_errors=True)
    if publish_folder(folder, None, folder / "published", "en"):
        raise SystemExit("nothing was published")


TASKS = {"duckdb": by_duckdb, "pandas": by_pandas, "polars": by_polars, "published": published}


def run_alone(task: str, folder: Path, keep: Path | None) -> None:
    """Run one task in this process and say what it took, as JSON."""
    began, busy = time.perf_counter(), time.process_time()
    found = TASKS[task](folder)
    took, cpu = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    if keep is not None:
        rows = found if hasattr(found, "assign") else found.to_arrow().to_pandas()
        texts = {name: rows[name].astype(str) for name in ("form", "period", "age")}
        # whole hundredths: polars divides by a hundred another way than IEEE 754 says
        rows = rows.assign(**texts, cost=(rows["cost"] * 100).round().astype("int64"))[
            [*KEYS, "visits", "cost"]
        ].sort_values(KEYS, ignore_index=True)
        rows.to_parquet(keep)
    print("TOOK", json.dumps({"s": took, "cpu": cpu, "gib": peak}))


def measured(task: str, folder: Path, keep: Path | None = None) -> dict[str, float]:
    """Seconds and peak memory of a task in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.bench.bench_register", "--task", task]
    arguments = ["--folder", folder, *(["--keep", keep] if keep else [])]
    done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{task} failed: {done.stderr[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.split("TOOK ")[1])
    return told


def same_cells(folder: Path) -> int:
    """How many cells all three found; stops where they differ."""
    import pandas as pd

    ours = pd.read_parquet(folder / "duckdb.cells")
    for peer in ("pandas", "polars"):
        theirs = pd.read_parquet(folder / f"{peer}.cells")
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, check_exact=True)
    return len(ours)


def main() -> None:
    """Measure, or run one task for that."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=float, default=50e6)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if asked.task:
        run_alone(asked.task, asked.folder, asked.keep)
        return
    names = ("duckdb", "ibis-framework", "pandas", "polars", "pyarrow")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")
    rows = int(asked.rows)
    folder = made(rows)
    if not (folder / "codes.json").is_file():
        from geodata.checks import check

        region = _without_visits(folder, check)
        codes = {"area_id": region.areas.index.to_list(), "unit_id": region.units.index.to_list()}
        (folder / "codes.json").write_text(json.dumps(codes))
    took = {task: measured(task, folder, folder / f"{task}.cells") for task in ("duckdb", "pandas", "polars")}
    cells = same_cells(folder)
    print(f"{rows:,} rows to {cells:,} base cells, the same to the last digit from all three:")
    ours = took["duckdb"]
    for task, said in took.items():
        ratio = f"   {said['s'] / ours['s']:.1f} x the time, {said['gib'] / ours['gib']:.1f} x the memory"
        rate = rows / said["s"]
        print(
            f"  {task:10} {said['s']:6.1f} s ({said['cpu']:6.1f} s of work)  {said['gib']:5.2f} GiB"
            f"  {rate:12,.0f} rows/s"
            f"{ratio if task != 'duckdb' else ''}"
        )
    whole = measured("published", folder)
    kept = whole["s"] < BUDGET_S and whole["gib"] < BUDGET_GIB
    print(
        f"  to a published version of protected flows: {whole['s']:.1f} s ({whole['cpu']:.1f} s of work), "
        f"{whole['gib']:.2f} GiB "
        f"(budget {BUDGET_S} s, {BUDGET_GIB} GiB: {'kept' if kept else 'NOT kept'})"
    )


if __name__ == "__main__":
    main()

"""A filter on nine million cells: slices of mapped arrays and bincount, beside DuckDB read-only on the same.

First the answers are compared, then the times of both are told, and their ratio.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from geodata.region.visits import Level, Visits

AREAS, UNITS, FORMS, AGES = 6_160, 1_200, 3, 4
PERIODS = tuple(f"{year}Q{quarter}" for year in range(2023, 2026) for quarter in range(1, 5))
CELLS = 9_000_000
RUNS = 30
Ints = NDArray[np.int64]


def visits() -> tuple[Visits, Ints]:
    """Nine million cells of areas by units, and the number of the group that each is in."""
    rng = np.random.default_rng(1)
    groups = len(PERIODS) * FORMS * (1 + AGES)
    each = CELLS // groups
    group = np.repeat(np.arange(groups), each)
    pair = np.sort(rng.integers(0, AREAS * UNITS, (groups, each)), axis=1).ravel()
    level = Level(
        np.arange(groups + 1, dtype=np.int64) * each,
        (pair // UNITS).astype(np.int32),
        (pair % UNITS).astype(np.int32),
        5 + rng.geometric(0.05, len(pair)),
        np.empty(0),
    )
    forms, ages = (
        tuple(f"{name}{one}" for one in range(count)) for name, count in (("f", FORMS), ("a", AGES))
    )
    return Visits(PERIODS, (), forms, ages, {("area", "unit"): level}), group


def mapped(found: Visits, folder: Path) -> Visits:
    """The same with its columns mapped from files, as workers have them."""
    level = found.levels["area", "unit"]
    names = ("slices", "residence", "provider", "visits")
    for name in names:
        np.save(folder / f"{name}.npy", getattr(level, name))
    columns = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in names]
    return Visits(
        PERIODS, (), found.care_forms, found.age_groups, {("area", "unit"): Level(*columns, np.empty(0))}
    )


def database(found: Visits, group: Ints, file: Path) -> duckdb.DuckDBPyConnection:
    """The same cells in a DuckDB file, in the same order, opened read-only."""
    level = found.levels["area", "unit"]
    columns = {
        "period": (group // (FORMS * (1 + AGES))).astype(np.uint8),
        "form": (group // (1 + AGES) % FORMS).astype(np.uint8),
        "age": (group % (1 + AGES)).astype(np.uint8),
        "area": level.residence.astype(np.uint16),
        "unit": level.provider.astype(np.uint16),
        "visits": level.visits.astype(np.int32),
    }
    with duckdb.connect(file) as made:
        made.register("columns", columns)
        made.execute("CREATE TABLE cells AS SELECT * FROM columns")
    return duckdb.connect(file, read_only=True)


def by_slices(found: Visits, periods: tuple[str, ...], form: str, age: str) -> Ints:
    """Visits by area."""
    cells = found.select(periods, form, age)
    return np.bincount(cells.residence, cells.visits, minlength=AREAS).astype(np.int64)


def by_duckdb(peer: duckdb.DuckDBPyConnection, periods: tuple[str, ...], form: int, age: int) -> Ints:
    """The same."""
    told = [PERIODS.index(period) for period in periods]
    rows = peer.execute(
        "SELECT area, sum(visits)::BIGINT AS visits FROM cells "
        "WHERE list_contains(?, period) AND form = ? AND age = ? GROUP BY area",
        [told, form, age],
    ).fetchnumpy()
    by_area = np.zeros(AREAS, np.int64)
    by_area[rows["area"]] = rows["visits"]
    return by_area


def best_ms(task: Callable[[], object]) -> float:
    """Shortest of some runs, milliseconds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        task()
        times.append(time.perf_counter() - begin)
    return 1e3 * min(times)


def main() -> None:
    """Print one line a question."""
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, ", end="")
    print(f"numpy {np.__version__}, duckdb {importlib.metadata.version('duckdb')}, {CELLS:,} cells")
    with tempfile.TemporaryDirectory() as temporary:
        held, group = visits()
        found = mapped(held, Path(temporary))
        peer = database(held, group, Path(temporary) / "cells.db")
        for name, periods, age in (
            ("a quarter, all ages", PERIODS[-1:], 0),
            ("a quarter, one age", PERIODS[-1:], 2),
            ("four quarters", PERIODS[-4:], 0),
            ("all twelve quarters", PERIODS, 0),
        ):
            group_name = found.age_groups[age - 1] if age else ""
            ours, theirs = by_slices(found, periods, "f1", group_name), by_duckdb(peer, periods, 1, age)
            if not np.array_equal(ours, theirs):
                raise SystemExit(f"{name}: the answers differ")
            fast = best_ms(lambda p=periods, a=group_name: by_slices(found, p, "f1", a))
            slow = best_ms(lambda p=periods, a=age: by_duckdb(peer, p, 1, a))
            rows = len(found.select(periods, "f1", group_name).visits)
            print(
                f"{name:20} {rows:9,} cells   slices {fast:7.2f} ms   DuckDB {slow:7.2f} ms   "
                f"{slow / fast:5.1f} x"
            )
        peer.close()


if __name__ == "__main__":
    main()

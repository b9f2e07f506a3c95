"""Seconds from a folder of data to a published version, and bytes of what the map fetches of it.

python -m tests.bench.bench_build
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import tempfile
import time
from pathlib import Path

from geodata.checks import check
from geodata.publish.build import computed
from geodata.publish.manifest import folder_of
from geodata.publish.publish import publish
from geodata.publish.snapshot import open_snapshot
from tests.demo_region import protected_demo

ROOT = Path(__file__).parents[2]
ENGLAND = ROOT.parent / "shared" / "data" / "england"


def measure(name: str, path: Path, data: Path | None, out: Path) -> None:
    """Print one line a region."""
    begin = time.perf_counter()
    region = check(path, data).region
    if region is None:
        raise SystemExit(f"{name} has errors")
    read = time.perf_counter()
    region = computed(region)
    worked_out = time.perf_counter()
    version = publish(region, out)
    published = time.perf_counter()
    open_snapshot(out)
    opened = time.perf_counter()
    folder = folder_of(out, version)
    shapes, units = ((folder / f"{document}.json.br").stat().st_size for document in ("shapes", "units"))
    print(
        f"{name:16} {len(region.areas):5} areas {len(region.units):5} units   "
        f"read and checked {read - begin:6.2f} s   "
        f"computed {worked_out - read:5.2f} s   published {published - worked_out:5.2f} s   "
        f"together {published - begin:6.2f} s   opened {opened - published:5.2f} s   "
        f"shapes {shapes / 1024:4.0f} KB, units {units / 1024:3.0f} KB (brotli)"
    )


def main() -> None:
    """Build each region once."""
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("geopandas", "shapely", "pyarrow")
    )
    print(f"load {os.getloadavg()[0]:.2f}, Python {platform.python_version()}, {versions}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for county, name in (("14", "Västra Götaland"), ("00", "Sweden")):
            measure(name, protected_demo(county, folder / county), None, folder / f"{county}-published")
        for name in ("leeds", "devon"):
            if ENGLAND.is_dir():
                example = ROOT / "examples" / "england" / name
                measure(name.title(), example, ENGLAND / name, folder / f"{name}-published")
            else:
                print(f"{name.title():16} not measured: its data are not at {ENGLAND}")


if __name__ == "__main__":
    main()

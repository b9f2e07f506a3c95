"""The search of a hundred thousand addresses beside a plain scan of them, in the same run.

    python -m tests.bench.bench_search [rows]

Prints bytes over the wire, and for each text typed the frames of 1/60 s that it takes and the ratio of the
two times; asserts only that what is there is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import brotli
import numpy as np
from pandas import DataFrame

from geodata.publish.map_documents import compact_json
from geodata.publish.search_documents import address_documents
from tests.small_region import small_region

TYPED = (
    "sto", "stor", "storgatan", "storgatan 12", "41234", "412", "strogatan 12", "västra", "hamngatan 4",
    "qqxzqw 3",
)  # fmt: skip
FRAME_MS = 1000 / 60


def register(rows: int) -> DataFrame:
    """Streets of two hundred towns, most of them of a few houses, all named of the same syllables."""
    rng = np.random.default_rng(7)
    syllables = [
        "stor",
        "lill",
        "västra ",
        "hamn",
        "kyrk",
        "sko",
        "berg",
        "lind",
        "ö",
        "å",
        "sand",
        "torp",
        "ek",
    ]
    ends = ["gatan", "vägen", "stigen", "backen", "gränd"]
    streets = rows // 12
    names = [
        f"{''.join(rng.choice(syllables, rng.integers(1, 4)))}{rng.choice(ends)}" for _ in range(streets)
    ]
    towns = rng.integers(0, 200, streets)
    street = rng.integers(0, streets, rows)
    return DataFrame(
        {
            "street": [names[at].capitalize() for at in street],
            "number": rng.integers(1, 90, rows).astype(str),
            "postcode": [f"{411 + towns[at] % 90} {at % 60:02d}" for at in street],
            "locality": [f"Ort{towns[at]}" for at in street],
            "x": rng.uniform(4e5, 5e5, rows),
            "y": rng.uniform(64e5, 65e5, rows),
        }
    )


def main(rows: int = 100_000) -> None:
    """Write the parts as a build does, and let Node ask them as a browser does."""
    region = replace(small_region(), addresses=register(rows))
    parts = list(address_documents(region))
    sizes = [len(brotli.compress(compact_json(part), quality=11)) for part in parts]
    kib = [size / 1024 for size in sizes]
    print(f"load {os.getloadavg()[0]:.2f}; {len(parts)} parts, {sum(kib):.0f} KiB, largest {max(kib):.0f}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "parts.json"
        file.write_text(json.dumps(parts), encoding="utf-8")
        script = Path(__file__).with_name("search.mjs")
        ran = subprocess.run(
            ["node", script, file, json.dumps(TYPED)], capture_output=True, text=True, check=True
        )
    found = json.loads(ran.stdout)
    print(f"Node {found['node']}: {found['rows']} addresses made ready in {found['made_ms']:.0f} ms")
    for answer in found["answers"]:
        frames, ratio = answer["ms"] / FRAME_MS, answer["scan_ms"] / answer["ms"]
        print(f"{answer['text']:16} {answer['hits']:4} hits {frames:5.2f} frames, {ratio:6.0f} times a scan")
    assert all(answer["hits"] for answer in found["answers"][:-1])


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))

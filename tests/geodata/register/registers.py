"""Registers of visits for the toy region of `tests.toy`, whose sums one can do by eye."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.toy import REGION_TOML, write_toy_region

CONTACTS = [
    # residence, unit, day, cost
    ("0101", "v1", date(2025, 1, 31), 100.0),
    ("0101", "v1", date(2025, 3, 31), 300.0),
    ("0101", "v2", date(2025, 4, 1), 50.5),
    ("0201", "v2", date(2025, 12, 31), None),
    ("", "v1", date(2025, 2, 1), 10.0),
    ("9999", "v1", date(2025, 2, 2), 10.0),
    ("9998", "v1", date(2025, 2, 2), 10.0),
    ("0102", "v9", date(2025, 2, 3), 10.0),
]
"""Eight contacts: two of 0101 with v1 in the first quarter; two from elsewhere, and so on."""

COLUMNS = 'columns = { area_id = "regso", unit_id = "hsa", period = "dag", cost = "kostnad" }\n'
CONSTANTS = 'constants = { visits = "1", care_form = "vc" }\n'
KEEP = 'unknown_area = "keep"\nunknown_unit = "keep"\n'


def contacts_table() -> pa.Table:
    """`CONTACTS` under a register's own names."""
    columns = zip(*CONTACTS, strict=True)
    return pa.table(dict(zip(("regso", "hsa", "dag", "kostnad"), map(list, columns), strict=True)))


def register_region(folder: Path, said: str) -> Path:
    """The toy region whose visits come from a register."""
    write_toy_region(folder)
    toml = REGION_TOML.replace('[tables.visits]\nfile = "visits.csv"\nunknown_area = "keep"\n', "")
    (folder / "region.toml").write_text(f"{toml}\n[visits]\n{said}", encoding="utf-8")
    return folder


def contacts_region(folder: Path, more: str = KEEP) -> Path:
    """The toy region with `CONTACTS` in a folder of two Parquet files."""
    register_region(folder, f'file = "register"\n{COLUMNS}{CONSTANTS}{more}')
    table = contacts_table()
    (folder / "register").mkdir()
    pq.write_table(table.slice(0, 3), folder / "register" / "a.parquet")
    pq.write_table(table.slice(3), folder / "register" / "b.parquet")
    return folder


def odd_register(rows: int, seed: int) -> dict[str, list[Any]]:
    """Random contacts as text and dates, with everything odd that a register may hold but be kept."""
    rng = np.random.default_rng(seed)

    def pick(*choices: Any) -> list[Any]:
        return [choices[i] for i in rng.integers(0, len(choices), rows)]

    days = [date.fromordinal(int(day)) for day in rng.integers(date(2024, 1, 1).toordinal(), 739_600, rows)]
    return {
        "regso": pick("0101", "0102", " 0201 ", "", None, "9999", "Ö'\\"),
        "hsa": pick("v1", "v2", "v9", "", None),
        "form": pick("vc", "VÅRD"),
        "dag": days,
        "tid": [
            datetime.combine(day, time(hour))
            for day, hour in zip(days, rng.integers(0, 24, rows), strict=True)
        ],
        "text": pick(
            *("2025-07-14", "2024-02-29", "2025-07-14 10:30", "2025-07", "2024-12-31T23:59:59"),
            *("20250714", "202507", "2025M07", "jul-25", "Juli 2025", "oct 2024", "20241231T235959Z"),
        ),
        "alder": pick("0-19", "", None),
        "antal": pick(1, 2, 3, 40),
        "antal_text": pick("1", " 2", "1 204", "3,0", "7.0", "1'204"),
        "kronor": pick(Decimal("0.00"), Decimal("10.55"), Decimal("1234567.89"), None),
        "kostnad": pick(0.0, 0.125, 10.5, 99.995, 1234567.89, None),
    }


def odd_table(rows: int = 2000, seed: int = 1) -> pa.Table:
    """The same as a table."""
    kinds: Mapping[str, pa.DataType] = {
        "antal": pa.int32(),
        "kostnad": pa.float64(),
        "kronor": pa.decimal128(12, 2),
        "dag": pa.date32(),
        "tid": pa.timestamp("us"),
    }
    columns = odd_register(rows, seed)
    return pa.table(
        {name: pa.array(values, kinds.get(name, pa.string())) for name, values in columns.items()}
    )

"""Hours of the HSA catalogue in a table of units are read in words, and wrong ones are told by their rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.checks import check
from tests.toy import units_csv, write_toy_region


def with_hours(folder: Path, hours: list[str]) -> Path:
    toy = write_toy_region(folder / "toy")
    (toy / "units.csv").write_text(units_csv(), encoding="utf-8")
    units = pd.read_csv(toy / "units.csv", dtype=str, keep_default_na=False)
    units.assign(opening=hours).to_csv(toy / "units.csv", index=False)
    return toy


def test_coded_hours_become_words_and_others_stay(tmp_path: Path) -> None:
    region = check(with_hours(tmp_path, ["1-5#08:00#16:30;6#10:00#14:00", "Ring #3"])).region
    assert region is not None
    assert region.units["opening"].tolist() == ["Måndag–fredag 8–16.30, lördag 10–14", "Ring #3"]


def test_wrong_coded_hours_are_refused_with_their_row_and_what_is_right(tmp_path: Path) -> None:
    checked = check(with_hours(tmp_path, ["1-5#08:00#16:30", "1-8#08:00#16:30"]))
    assert [(each.code, each.file, each.row, each.column, each.value) for each in checked.errors] == [
        ("not_hours", "units.csv", 3, "opening", "1-8#08:00#16:30")
    ]
    assert checked.errors[0].expected == ("1-5#08:00#16:30; 6#10:00#14:00",)

"""The files of inputs that went wrong once, without the `region.toml` that somebody wrote for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from geodata.checks import check
from geodata.contract.region_toml import FILE_NAME
from geodata.guess.looked import looked_at
from geodata.guess.written import written
from tests.geodata.cases.shared_case import CASES

ACCEPTED = (
    "crash_closed_9999_12_31",
    "docs_period_yyyymmdd",
    "false_lost_zeros",
    "misleading_all_rows_outside",
    "misleading_title_rows",
    "silent_thousand_comma",
    "silent_wrong_sweref_zone",
)
"""Cases of which nothing is wrong but what `init` finds out and writes down."""


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_can_be_found_out_is_written_so_that_the_check_accepts_it(name: str, tmp_path: Path) -> None:
    if not CASES.is_dir():
        pytest.skip(f"the inputs that went wrong are not at {CASES}")
    folder = Path(shutil.copytree(CASES / name, tmp_path / name))
    (folder / FILE_NAME).unlink()
    (folder / FILE_NAME).write_text(written(looked_at(folder)), encoding="utf-8")
    assert [problem.code for problem in check(folder).errors] == []

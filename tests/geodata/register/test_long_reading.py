"""A long reading says how far it has come, and leaves nothing behind when it is killed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from geodata.checks import check
from geodata.checks.words import progress_words, report_text
from geodata.publish.build import computed
from geodata.publish.manifest import current_version
from geodata.publish.publish import publish
from geodata.register.progress import ProgressLine
from geodata.register.visited import ReadingProgress
from tests.geodata.register.registers import CONSTANTS, KEEP, contacts_region, register_region

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
MANY = 3_000_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register whose cells are as many as its rows, nearly: every day and unknown codes galore."""
    file = tmp_path_factory.mktemp("many") / "visits.parquet"
    duckdb.sql(
        f"""copy (select '01' || lpad((i % 997)::text, 4, '0') as regso, 'v' || (i % 2 + 1) as hsa,
        date '1990-01-01' + (hash(i) % 12000)::int as dag, (hash(i, 1) % 100000) / 100 as kostnad
        from range({MANY}) r(i)) to '{file}' (format parquet)"""
    )
    return file


def many_region(folder: Path, many: Path, memory: str) -> Path:
    columns = 'columns = { area_id = "regso", unit_id = "hsa", period = "dag", cost = "kostnad" }\n'
    rest = f'{CONSTANTS}count_by = "month"\nmemory = "{memory}"\nthreads = 2\n'
    return register_region(folder, f'file = "{many}"\n{columns}{rest}{KEEP}')


def test_what_is_read_is_told_to_the_last_row(many: Path, tmp_path: Path) -> None:
    told: list[ReadingProgress] = []
    checked = check(many_region(tmp_path, many, "500MB"), tell=told.append)
    assert checked.region is not None, report_text(checked, "en")
    assert (told[-1].rows, told[-1].finished) == (MANY, True)
    assert all(each.total == MANY for each in told)
    assert checked.region.visits is not None
    assert checked.region.visits.total() == MANY


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (
            ReadingProgress(1000, 4000, 2.0, False),
            "Reading the register of visits: 25 %, 1\u202f000 rows, 500 rows/s",
        ),
        (ReadingProgress(float("nan"), float("nan"), 3.4, False), "Reading the register of visits: 3 s"),
        (
            ReadingProgress(4000, 4000, 2.5, True),
            "Read the register of visits: 4\u202f000 rows in 2.5 s, 1\u202f600 rows/s",
        ),
    ],
)
def test_the_line_on_the_terminal_is_written_over_itself(progress: ReadingProgress, line: str) -> None:
    stream = io.StringIO()
    ProgressLine(progress_words("en"), stream)(progress)
    assert stream.getvalue().startswith("\r")
    assert stream.getvalue().strip() == line
    assert stream.getvalue().endswith("\n") == progress.finished


@pytest.mark.parametrize("moment", ["reading begins", "reading goes on", "files are written"])
def test_a_build_that_is_killed_publishes_nothing_and_leaves_no_rows_on_the_disk(
    moment: str, many: Path, tmp_path: Path
) -> None:
    before = check(contacts_region(tmp_path / "before")).region
    assert before is not None
    out, temporary = tmp_path / "published", tmp_path / "temporary"
    served = publish(computed(before), out)
    temporary.mkdir()

    def spill() -> list[Path]:
        return list(temporary.glob("utbudskarta-register-*"))

    folder = many_region(tmp_path / "many", many, "100MB")
    program = "import sys; from dashboard.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "build", folder, "--out", out, "--progress"]
    environment = os.environ | {"TMPDIR": str(temporary)}
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env=environment) as build:
        assert build.stderr is not None
        if moment == "reading begins":
            while not spill():
                time.sleep(0.001)
            assert all(each.stat().st_mode & 0o077 == 0 for each in spill())  # nobody else may look
        elif moment == "reading goes on":
            assert build.stderr.read(1) == b"\r"
        else:
            while not list((out / "versions").glob(".building-*")):
                assert build.poll() is None
        os.kill(build.pid, signal.SIGKILL)
    assert build.returncode == -signal.SIGKILL
    assert current_version(out) == served
    until = time.monotonic() + 30
    while spill() and time.monotonic() < until:
        time.sleep(0.01)
    assert not spill()
    publish(computed(before), out)  # what the killed build left does not stand in the way
    assert [each.name for each in (out / "versions").iterdir()] == [served]

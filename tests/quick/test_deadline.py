"""Tests that are not begun in time are told of, and fail nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("seconds", "told"), [("0", "not begun in time: 2 tests"), ("600", "2 passed")])
def test_what_is_not_begun_in_time_is_listed(tmp_path: Path, seconds: str, told: str) -> None:
    (tmp_path / "test_two.py").write_text("def test_a(): pass\ndef test_b(): pass\n", encoding="utf-8")
    options = (
        "-c",
        "/dev/null",
        "--rootdir",
        str(tmp_path),
        "-p",
        "no:cacheprovider",
        "--begin-within",
        seconds,
    )
    plugins = (
        "-p",
        "tests.quick.deadline",
        "-p",
        "no:dash",
        "-p",
        "no:schemathesis",
        "-p",
        "no:hypothesispytest",
    )
    command = [sys.executable, "-m", "pytest", *plugins, *options, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert told in done.stdout
    assert ("test_two.py: 2" in done.stdout) == (seconds == "0")

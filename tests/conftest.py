"""What every test may lean on: where the real data lies, and a clear reason where it does not."""

from __future__ import annotations

import gc
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real data for tests; no part of the project, so a test that reads it asks for it first."""

# Compiled code is kept, whatever the surroundings say: reading the tests in would else take 47 processor
# seconds instead of 9, in each of the processes that share the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# What is read in stays, so that looking through it for garbage, while it grows and in every test, finds none.
gc.disable()

# The same examples at every run, however busy the machine: a failure is a change in the program.
# Look for new ones now and then: pytest --hypothesis-profile thorough
settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.register_profile("thorough", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, or a skip that says what is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data for tests is not at {SHARED}")
    return SHARED


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Modules that take long are not read in either, where they would not be run."""
    if config.option.markexpr != "not long" or not collection_path.name.startswith("test_"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    return True if re.search(r"^pytestmark = pytest\.mark\.long$", text, re.MULTILINE) else None


def pytest_collection_finish() -> None:
    """From here on only what the tests themselves make is looked through for garbage."""
    gc.freeze()
    gc.enable()

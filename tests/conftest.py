"""What every test may lean on: where the real data lies, and a clear reason where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real data for tests; no part of the project, so a test that reads it asks for it first."""

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

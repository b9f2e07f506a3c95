"""What every test may lean on: where the real data lies, and a clear reason where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "data"
"""Real data for tests; no part of the project, so a test that reads it asks for it first."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, or a skip that says what is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"the real data for tests is not at {SHARED}")
    return SHARED

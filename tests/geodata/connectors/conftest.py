"""One server for all tests of connectors, empty when each begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.geodata.connectors.loopback import Loopback, serving


@pytest.fixture(scope="session")
def _serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loopback]:
    with serving(tmp_path_factory.mktemp("loopback")) as loopback:
        yield loopback


@pytest.fixture
def loopback(_serving: Loopback) -> Loopback:
    _serving.clear()
    return _serving

"""Regions that the dashboard's tests look at, small enough to count by eye; real ones are every test's."""

from __future__ import annotations

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region
from tests.toy_region import toy_region


@pytest.fixture(scope="session")
def toy() -> Assessment:
    region: Region = toy_region()
    return assess(region, default_scenario(region))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of the small region."""
    return site_of(computed_small_region(), tmp_path_factory.mktemp("site"))

"""Regions that the dashboard's tests look at: one countable by eye, three real."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.checks.open_region import open_region
from geodata.publish.build import computed
from geodata.region.region import Region
from geodata.scenario.scenario import default_scenario
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region
from tests.toy_region import toy_region

EXAMPLES = Path(__file__).parents[2] / "examples"


def opened(name: str, data: Path) -> Assessment:
    region = computed(open_region(EXAMPLES / name, data))
    return assess(region, default_scenario(region))


@pytest.fixture(scope="session")
def toy() -> Assessment:
    region: Region = toy_region()
    return assess(region, default_scenario(region))


@pytest.fixture(scope="session")
def leeds(shared: Path) -> Assessment:
    return opened("england/leeds", shared / "england" / "leeds")


@pytest.fixture(scope="session")
def devon(shared: Path) -> Assessment:
    return opened("england/devon", shared / "england" / "devon")


@pytest.fixture(scope="session")
def vastra_gotaland(shared: Path) -> Assessment:
    return opened("vastra-gotaland", shared / "sweden")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of the small region."""
    return site_of(computed_small_region(), tmp_path_factory.mktemp("site"))

"""The toy with follow-up, opened once."""

from __future__ import annotations

import pytest

from geodata.assessment.assessment import Assessment, assess
from geodata.library.regions import open_folder
from geodata.scenario.scenario import parse
from tests.toy_followup import write_toy_followup
from tests.toy_region import toy_region


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    """Follow-up of the health centres of the toy."""
    region = open_folder(write_toy_followup(tmp_path_factory.mktemp("followed") / "toy"))
    return assess(region, parse(region, {"care_form": "vc"}))


@pytest.fixture(scope="session")
def toy_assessment() -> Assessment:
    """The toy without any follow-up."""
    region = toy_region()
    return assess(region, parse(region, {"care_form": "gp"}))

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from geodata.checks.open_region import open_region
from geodata.publish.build import computed
from geodata.region.audience import Audience
from tests.accounts import SECRET, add_people
from tests.dashboard.login_page.pages import browsers_of, gate_of_site
from tests.dashboard.site import Site, site_of
from tests.dashboard.submissions.conftest import NOW
from tests.toy import write_toy_region

PEOPLE = {
    "chief": Audience("unit_manager", units=("v1",)),
    "other": Audience("unit_manager", units=("v2",)),
    "officer": Audience("officer"),
    "second": Audience("officer"),
    "analyst": Audience("analyst"),
}


@pytest.fixture(scope="session")
def toy_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_region(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def shared_case_site(toy_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The toy region with a login, and everybody of `PEOPLE`."""
    site = site_of(computed(open_region(toy_sources)), tmp_path_factory.mktemp("cases"), login="local")
    gate = gate_of_site(site)
    object.__setattr__(gate, "now", lambda: NOW)
    add_people(gate.database, PEOPLE, NOW)
    yield site
    gate.database.engine.dispose()


@pytest.fixture
def case_site(shared_case_site: Site) -> Site:
    """The same without any case."""
    with gate_of_site(shared_case_site).database.write() as connection:
        for table in ("submission_files", "submission_events", "submissions"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    return shared_case_site


@pytest.fixture(scope="session")
def browsers(shared_case_site: Site) -> Callable[[str], FlaskClient]:
    """A browser in which somebody of `PEOPLE` is logged in; the same each time."""
    return browsers_of(shared_case_site, SECRET)

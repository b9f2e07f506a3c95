from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dashboard.login.accounts import add_account, change_password, find_account, give_role
from geodata.region.audience import Audience
from tests.dashboard.login_page.pages import gate_of_site
from tests.dashboard.login_page.providers import MockProvider, mock_provider, providers_file
from tests.dashboard.records.databases import NOW
from tests.dashboard.site import Site, site_of
from tests.small_region import computed_small_region

GOOD = "sju gula kajor äter"


@pytest.fixture(scope="session")
def shared_local_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of the small region with local accounts, on loopback."""
    return site_of(computed_small_region(), tmp_path_factory.mktemp("login"), login="local")


@pytest.fixture
def local_site(shared_local_site: Site) -> Site:
    """The same with nobody in it, and a clock that stands still until it is set."""
    emptied(shared_local_site)
    object.__setattr__(gate_of_site(shared_local_site), "now", lambda: NOW)
    return shared_local_site


@pytest.fixture
def anna(local_site: Site) -> Callable[..., str]:
    """Adds an account with roles and a password of its own, `GOOD`."""

    def add(name: str = "anna", *roles: Audience) -> str:
        first, *others = roles or (Audience("officer"),)
        with gate_of_site(local_site).database.write() as connection:
            add_account(connection, name, "Anna Berg", first, NOW)
            for role in others:
                found = find_account(connection, name)
                assert found is not None
                give_role(connection, found, role, NOW)
            found = find_account(connection, name)
            assert found is not None
            change_password(connection, found, GOOD, NOW)
        return GOOD

    return add


@pytest.fixture(scope="session")
def mock_providers() -> Iterator[tuple[MockProvider, MockProvider]]:
    """Two providers."""
    with mock_provider() as first, mock_provider() as second:
        yield first, second


@pytest.fixture(scope="session")
def shared_oidc_site(
    mock_providers: tuple[MockProvider, MockProvider], tmp_path_factory: pytest.TempPathFactory
) -> Site:
    """A site of the small region where one logs in through either of two providers."""
    folder = tmp_path_factory.mktemp("oidc")
    file = providers_file(folder, region=mock_providers[0].issuer, other=mock_providers[1].issuer)
    return site_of(
        computed_small_region(), folder / "out", login="oidc", oidc_file=file, public_url="http://localhost"
    )


@pytest.fixture
def oidc_site(shared_oidc_site: Site, mock_providers: tuple[MockProvider, MockProvider]) -> Site:
    """The same with nobody in it, and providers that tell the truth."""
    emptied(shared_oidc_site)
    for provider in mock_providers:
        provider.reset()
    return shared_oidc_site


def emptied(site: Site) -> None:
    with gate_of_site(site).database.write() as connection:
        for table in ("sessions", "account_roles", "accounts", "login_attempts", "login_states"):
            connection.exec_driver_sql(f"DELETE FROM {table}")

"""The demo in another's role: offered on this very machine alone, and where all that is shown is invented."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from dashboard.login.accounts import Account, keep_provided
from dashboard.login.cookies import comes_from_this_machine
from dashboard.serve.loopback import is_on_loopback
from dashboard.serve.settings import Settings
from geodata.contract.access_settings import PUBLIC, ROLES
from geodata.publish.manifest import DEMO
from geodata.region.audience import Audience
from geodata.region.region import Region

ISSUER: Final = "demo:"
"""What vouches for accounts of the demo: no address, so that no provider can be called so."""
TO_TRY: Final = tuple(role for role in ROLES if role != PUBLIC)


def may_try(settings: Settings, region: Region | None) -> bool:
    """Whether the request may log in without anybody vouching for it.

    The server must listen on loopback and have no address besides, the request come from this machine to an
    address of this machine without word of a proxy, and what is published be the demo.
    """
    is_demo = region is not None and region.settings.id.startswith(DEMO)
    return is_demo and is_on_loopback(settings) and comes_from_this_machine()


def account_to_try(connection: Connection, role: str, called: str, region: Region, now: datetime) -> Account:
    """The demo's account of a role; a unit's manager has the region's first unit.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    role : str
        Of `TO_TRY`.
    called : str
        What it is called on the page.
    region : Region
    now : datetime
    """
    unit = (str(region.units.index[0]),) if role == "unit_manager" else ()
    roles = [Audience(role, units=unit)]
    return keep_provided(connection, ISSUER, role, f"{ISSUER}{role}", called, roles, now)

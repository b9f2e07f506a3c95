"""People who may log in where tests look on, all by one secret."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dashboard.login.accounts import add_account, change_password, find_account
from dashboard.records.database import Database
from geodata.region.audience import Audience

SECRET = "sju gula kajor äter"


def add_people(database: Database, people: Mapping[str, Audience], now: datetime) -> None:
    """Give each an account in a role, with `SECRET`."""
    with database.write() as connection:
        for name, audience in people.items():
            add_account(connection, name, name.title(), audience, now)
            account = find_account(connection, name)
            assert account is not None
            change_password(connection, account, SECRET, now)

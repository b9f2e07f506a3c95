"""Logins under way at a provider: one for each tab, good once, and only in the browser that began them."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from dashboard.login.errors import LoginRefusedError
from dashboard.login.oidc import PendingLogin
from dashboard.records.schema import login_states

GOOD_FOR: Final = timedelta(minutes=15)
KEPT_MOST: Final = 5_000
"""Under way at once; beyond that the oldest are forgotten, so that beginning and leaving fills no disk."""


def remember(connection: Connection, state: str, visit: str, pending: PendingLogin, now: datetime) -> None:
    """Remember a login by its state.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    state : str
        That goes through the provider.
    visit : str
        What the browser's cookie holds.
    pending : PendingLogin
    now : datetime
    """
    table = login_states
    connection.execute(delete(table).where(table.c.expires_at <= now))
    kept = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if kept >= KEPT_MOST:
        oldest = select(table.c.state_hash).order_by(table.c.expires_at).limit(kept - KEPT_MOST + 1)
        connection.execute(delete(table).where(table.c.state_hash.in_(oldest)))
    connection.execute(
        insert(table).values(
            state_hash=_hash(state),
            visit_hash=_hash(visit),
            details=asdict(pending),
            expires_at=now + GOOD_FOR,
        )
    )


def recall(connection: Connection, state: str, visit: str, now: datetime) -> PendingLogin:
    """The login of a state, which is then forgotten: whoever comes with it again is not let in.

    Raises
    ------
    LoginRefusedError
        "state", if there is none, it is too old, or another browser began it.
    """
    table = login_states
    found = connection.execute(select(table).where(table.c.state_hash == _hash(state))).one_or_none()
    connection.execute(delete(table).where(table.c.state_hash == _hash(state)))
    if found is None or found.expires_at <= now or not visit or found.visit_hash != _hash(visit):
        raise LoginRefusedError("state", "unknown, too old, or of another browser")
    return PendingLogin(**found.details)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

"""Sessions: kept here, found by a random number that the browser alone has, and ended when we say so."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.login.sealed import sealed, unsealed
from dashboard.records.schema import accounts, sessions

BYTES: Final = 32
"""Of a session's number: 256 bits."""
IDLE: Final = timedelta(hours=1)
"""Without a request, a session ends."""
LONGEST: Final = timedelta(hours=12)
"""With however many requests, it ends: a working day."""
TO_CHANGE: Final = timedelta(minutes=30)
"""For choosing a password in place of a first one."""
ID_TOKEN_MOST: Final = 6_000
"""Characters: what is longer fits in no address that it could be handed back in."""
SEEN_EVERY: Final = timedelta(minutes=1)
"""A request is written down as the last one no oftener than this."""


@dataclass(frozen=True)
class Session:
    """A login that holds.

    Attributes
    ----------
    account : int
        Its id.
    role : str
        The one that was chosen.
    provider : str
        Key of the provider; "" of a local account.
    to_change : bool
        Whether all it is good for is choosing a password.
    seen_at : datetime
    """

    account: int
    role: str
    provider: str
    to_change: bool
    seen_at: datetime


def begin_session(
    connection: Connection,
    account: int,
    role: str,
    now: datetime,
    *,
    provider: str = "",
    provider_session: str = "",
    id_token: str = "",
    to_change: bool = False,
) -> str:
    """Begin a session under a new number, which is given to the browser and kept as its hash.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    account : int
    role : str
    now : datetime
    provider, provider_session : str
        Who vouched, and what they call their own session.
    id_token : str
        What they vouched with, to be shown to them at the logout; kept so that only the browser opens it.
    to_change : bool
        Whether it is only for choosing a password.
    """
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
    number = secrets.token_urlsafe(BYTES)
    kept = {"id_token": sealed(id_token, number)} if 0 < len(id_token) <= ID_TOKEN_MOST else {}
    connection.execute(
        insert(sessions).values(
            id_hash=_hash(number),
            account=account,
            provider_session=provider_session or None,
            details={"role": role, "provider": provider, "to_change": to_change, **kept},
            created_at=now,
            seen_at=now,
            expires_at=now + (TO_CHANGE if to_change else LONGEST),
        )
    )
    return number


def find_session(connection: Connection, number: str, now: datetime) -> Session | None:
    """The session of a number; None where there is none, or it has ended."""
    found = connection.execute(select(sessions).where(sessions.c.id_hash == _hash(number))).one_or_none()
    if found is None or found.expires_at <= now or now - found.seen_at > IDLE:
        return None
    return Session(
        found.account,
        str(found.details.get("role", "")),
        str(found.details.get("provider", "")),
        bool(found.details.get("to_change")),
        found.seen_at,
    )


def keep_seen(connection: Connection, number: str, now: datetime) -> None:
    """Write down that a session was used."""
    connection.execute(update(sessions).where(sessions.c.id_hash == _hash(number)).values(seen_at=now))


def change_role(connection: Connection, number: str, role: str) -> str:
    """Put a session into another role, under a new number; the old one opens nothing any more."""
    row = connection.execute(select(sessions).where(sessions.c.id_hash == _hash(number))).one()
    new = secrets.token_urlsafe(BYTES)
    id_token = unsealed(row.details.get("id_token", ""), number)
    kept = {"id_token": sealed(id_token, new)} if id_token else {}
    connection.execute(
        update(sessions)
        .where(sessions.c.id_hash == _hash(number))
        .values(id_hash=_hash(new), details={**row.details, "role": role, **kept})
    )
    return new


def id_token_of(connection: Connection, number: str) -> str:
    """What the provider of a session vouched with; "" where it has none."""
    details = connection.execute(
        select(sessions.c.details).where(sessions.c.id_hash == _hash(number))
    ).scalar()
    return unsealed(details.get("id_token", ""), number) if details else ""


def end_session(connection: Connection, number: str) -> None:
    """End one session."""
    connection.execute(delete(sessions).where(sessions.c.id_hash == _hash(number)))


def end_all(connection: Connection, account: int) -> int:
    """End every session of an account, in whichever browser; how many there were."""
    return connection.execute(delete(sessions).where(sessions.c.account == account)).rowcount


def end_provided(connection: Connection, issuer: str, subject: str, provider_session: str) -> int:
    """End the sessions that a provider says have ended; how many there were.

    Parameters
    ----------
    connection : Connection
    issuer : str
    subject, provider_session : str
        As the provider calls them; all of a subject's where it names no session.
    """
    theirs = select(accounts.c.id).where(accounts.c.issuer == issuer)
    if subject:
        theirs = theirs.where(accounts.c.subject == subject)
    ended = delete(sessions).where(sessions.c.account.in_(theirs))
    if provider_session:
        ended = ended.where(sessions.c.provider_session == provider_session)
    return connection.execute(ended).rowcount


def _hash(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()

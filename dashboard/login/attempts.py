"""Guessing of passwords, slowed down: failures are counted by name, of an account or of none."""

from __future__ import annotations

import hashlib
import math
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from dashboard.records.schema import login_attempts

FREE: Final = 5
"""Tries before anybody waits: people mistype."""
FIRST_S: Final = 30
LONGEST_S: Final = 15 * 60
"""Seconds of waiting after the last free try, doubled by each that follows, up to the longest: whoever keeps
guessing slows down to four an hour, and keeps nobody out of their account for longer than that."""
FORGOTTEN: Final = timedelta(days=1)
KEPT_MOST: Final = 10_000
"""Names whose failures are kept; beyond that the oldest are forgotten: inventing names fills no disk."""


def begin_attempt(connection: Connection, name: str, now: datetime) -> int:
    """Seconds that a name has to wait; 0 where its password is to be looked at, which counts as a failure.

    Counted before it is looked at, so that a hundred guesses at once are a hundred failures.
    `forget_attempts` takes it back where the password was right.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    name : str
        As it was typed.
    now : datetime
    """
    key = _key(name)
    found = connection.execute(select(login_attempts).where(login_attempts.c.name_hash == key)).one_or_none()
    if found is not None and found.locked_until > now:
        wait: timedelta = found.locked_until - now
        return math.ceil(wait.total_seconds())
    failures = 1 if found is None or now - found.at > FORGOTTEN else found.failures + 1
    values = {"failures": failures, "locked_until": now + delay(failures), "at": now}
    if found is None:
        _make_room(connection, now)
        connection.execute(login_attempts.insert().values(name_hash=key, **values))
    else:
        connection.execute(update(login_attempts).where(login_attempts.c.name_hash == key).values(**values))
    return 0


def forget_attempts(connection: Connection, name: str) -> None:
    """Let a name begin anew: its password was right, or an administrator gave it another."""
    connection.execute(delete(login_attempts).where(login_attempts.c.name_hash == _key(name)))


def delay(failures: int) -> timedelta:
    """How long the next try waits after so many failures.

    Examples
    --------
    >>> [delay(failures).total_seconds() for failures in (4, 5, 6, 9, 10, 10_000)]
    [0.0, 30.0, 60.0, 480.0, 900.0, 900.0]
    """
    beyond = failures - FREE
    return timedelta(seconds=0 if beyond < 0 else min(FIRST_S * 2 ** min(beyond, 10), LONGEST_S))


def _make_room(connection: Connection, now: datetime) -> None:
    table = login_attempts
    connection.execute(delete(table).where(table.c.at < now - FORGOTTEN))
    kept = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if kept >= KEPT_MOST:
        oldest = select(table.c.name_hash).order_by(table.c.at).limit(kept - KEPT_MOST + 1)
        connection.execute(delete(table).where(table.c.name_hash.in_(oldest)))


def _key(name: str) -> str:
    """What a name is kept as: people type their password there by mistake."""
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()

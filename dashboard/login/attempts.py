"""Guessing of passwords, slowed down: failures are counted by name, an account's or not, and by address."""

from __future__ import annotations

import hashlib
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Connection, Table, delete, func, insert, select, update

from dashboard.records.schema import login_addresses, login_attempts, login_salts

FREE: Final = 5
"""Tries of a name before anybody waits: people mistype."""
FREE_OF_ADDRESS: Final = 30
"""Failures from an address before it waits: a whole office may be behind one."""
FIRST_S: Final = 30
LONGEST_S: Final = 15 * 60
"""Seconds of waiting after the last free try, doubled by each that follows, up to the longest: whoever keeps
guessing slows down to four an hour, and keeps nobody out of their account for longer than that."""
FORGOTTEN: Final = timedelta(days=1)
KEPT_MOST: Final = 10_000
"""Names whose failures are kept, and addresses; beyond that the oldest are forgotten: inventing them fills no
disk."""


@dataclass(frozen=True)
class _Counted:
    """Where failures of a kind are counted, and how many are free."""

    table: Table
    key: Column[str]
    free: int


_BY_NAME: Final = _Counted(login_attempts, login_attempts.c.name_hash, FREE)
_BY_ADDRESS: Final = _Counted(login_addresses, login_addresses.c.address_hash, FREE_OF_ADDRESS)


def begin_attempt(connection: Connection, name: str, now: datetime, address: str = "") -> int:
    """Seconds that a name or an address has to wait; 0 where the password is to be looked at.

    That counts as a failure before it is looked at, so that a hundred guesses at once are a hundred failures.
    `forget_attempts` takes it back where the password was right.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    name : str
        As it was typed.
    now : datetime
    address : str
        Of whoever asks; "" where that is not known, and only the name counts.
    """
    counted = [(_BY_NAME, _name_key(name))]
    if address:
        counted.append((_BY_ADDRESS, _address_key(connection, address, now)))
    waits = [_wait_s(connection, what, key, now) for what, key in counted]
    if any(waits):
        return max(waits)
    for what, key in counted:
        _count(connection, what, key, now)
    return 0


def forget_attempts(connection: Connection, name: str) -> None:
    """Let a name begin anew: its password was right, or an administrator gave it another."""
    connection.execute(delete(login_attempts).where(login_attempts.c.name_hash == _name_key(name)))


def take_back_attempt(connection: Connection, address: str, now: datetime) -> None:
    """Take back the one failure that a right password was counted as, and no more.

    Whoever has an account of their own does not wipe out by it what they have guessed of others'.
    """
    if not address:
        return
    key = _address_key(connection, address, now)
    row = _BY_ADDRESS.key == key
    failures = connection.execute(select(login_addresses.c.failures).where(row)).scalar()
    if failures is not None:
        one_less = {"failures": max(0, failures - 1), "locked_until": now}
        connection.execute(update(login_addresses).where(row).values(**one_less))


def delay(failures: int, free: int = FREE) -> timedelta:
    """How long the next try waits after so many failures.

    Examples
    --------
    >>> [delay(failures).total_seconds() for failures in (4, 5, 6, 9, 10, 10_000)]
    [0.0, 30.0, 60.0, 480.0, 900.0, 900.0]
    """
    beyond = failures - free
    return timedelta(seconds=0 if beyond < 0 else min(FIRST_S * 2 ** min(beyond, 10), LONGEST_S))


def _wait_s(connection: Connection, what: _Counted, key: str, now: datetime) -> int:
    until = connection.execute(select(what.table.c.locked_until).where(what.key == key)).scalar()
    if until is None or until <= now:
        return 0
    wait: timedelta = until - now
    return math.ceil(wait.total_seconds())


def _count(connection: Connection, what: _Counted, key: str, now: datetime) -> None:
    table = what.table
    found = connection.execute(select(table.c.failures, table.c.at).where(what.key == key)).one_or_none()
    failures = 1 if found is None or now - found.at > FORGOTTEN else found.failures + 1
    values = {"failures": failures, "locked_until": now + delay(failures, what.free), "at": now}
    if found is None:
        _make_room(connection, what, now)
        connection.execute(insert(table).values({what.key.name: key, **values}))
    else:
        connection.execute(update(table).where(what.key == key).values(**values))


def _make_room(connection: Connection, what: _Counted, now: datetime) -> None:
    table = what.table
    connection.execute(delete(table).where(table.c.at < now - FORGOTTEN))
    kept = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if kept >= KEPT_MOST:
        oldest = select(what.key).order_by(table.c.at).limit(kept - KEPT_MOST + 1)
        connection.execute(delete(table).where(what.key.in_(oldest)))


def _name_key(name: str) -> str:
    """What a name is kept as: people type their password there by mistake."""
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()


def _address_key(connection: Connection, address: str, now: datetime) -> str:
    """What an address is kept as: there are few enough to try them all, but for the salt of the day.

    When the day is over its salt is forgotten, and with it whose the failures were.
    """
    day = now.date().isoformat()
    salt = connection.execute(select(login_salts.c.salt).where(login_salts.c.day == day)).scalar()
    if salt is None:
        salt = secrets.token_hex(32)
        connection.execute(delete(login_salts))
        connection.execute(delete(login_addresses))
        connection.execute(insert(login_salts).values(day=day, salt=salt))
    return hashlib.sha256(f"{salt} {address}".encode()).hexdigest()

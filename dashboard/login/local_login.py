"""Logging in with a password that is kept here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select, update

from dashboard.login.accounts import Account, find_account
from dashboard.login.attempts import begin_attempt, forget_attempts, take_back_attempt
from dashboard.login.errors import LoginRefusedError
from dashboard.login.passwords import LONGEST, fits, hash_of, hash_of_nobody, is_outdated
from dashboard.records.database import Database
from dashboard.records.schema import accounts

FIRST_IS_GOOD_FOR: Final = timedelta(days=7)


def log_in(database: Database, name: str, password: str, now: datetime, address: str = "") -> Account:
    """The account that a name and a password are of.

    The same is done whether there is such an account or not: what is asked of the database, and one hash.

    Parameters
    ----------
    database : Database
    name, password : str
        As they were typed.
    now : datetime
    address : str
        Of whoever asks; "" where that is not known.

    Raises
    ------
    LoginRefusedError
        "wait" with the seconds, "disabled" for who has the right password, otherwise "wrong".
    """
    with database.write() as connection:
        if wait_s := begin_attempt(connection, name, now, address):
            raise LoginRefusedError("wait", wait_s=wait_s)
        account = find_account(connection, name)
        kept = _kept_hash(connection, account, now)
    right = fits(kept, password) and len(password) <= LONGEST
    if account is None or not right:
        raise LoginRefusedError("wrong")
    if account.is_disabled:
        raise LoginRefusedError("disabled", account.name)
    with database.write() as connection:
        forget_attempts(connection, name)
        take_back_attempt(connection, address, now)
        values: dict[str, object] = {"seen_at": now}
        if account.must_change:
            values["password_hash"] = None  # a first password is used once
        elif is_outdated(kept):
            values["password_hash"] = hash_of(password)
        changed = connection.execute(
            update(accounts)
            .where(accounts.c.id == account.id, accounts.c.password_hash == kept)
            .values(**values)
        )
        if not changed.rowcount:  # it was used, changed or renewed in the meantime
            raise LoginRefusedError("wrong")
    return account


def _kept_hash(connection: Connection, account: Account | None, now: datetime) -> str:
    """What the password is compared with; nobody's where the account has none, or a first one too old."""
    row = connection.execute(
        select(accounts.c.password_hash, accounts.c.must_change, accounts.c.changed_at).where(
            accounts.c.id == (account.id if account else 0)
        )
    ).one_or_none()
    if row is None or row.password_hash is None:
        return hash_of_nobody()
    if row.must_change and now - row.changed_at > FIRST_IS_GOOD_FOR:
        return hash_of_nobody()
    return str(row.password_hash)

"""Accounts that are one person's: nobody decides their own case by way of another account."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dashboard.records.schema import accounts


def accounts_of_person(connection: Connection, account: int | None) -> frozenset[int]:
    """Ids of all accounts of whoever has an account: that one alone where it names no person.

    Parameters
    ----------
    connection : Connection
    account : int or None
        None of the timer, which has none.
    """
    if account is None:
        return frozenset()
    person = select(accounts.c.person).where(accounts.c.id == account).scalar_subquery()
    same = select(accounts.c.id).where(accounts.c.person == person, accounts.c.person != "")
    return frozenset({account, *connection.execute(same).scalars()})

"""Accounts: who there is, in which roles, and with what limits."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.login.attempts import forget_attempts
from dashboard.login.errors import LoginRefusedError
from dashboard.login.passwords import fault_of, first_password, hash_of
from dashboard.login.sessions import end_all
from dashboard.records.person_numbers import has_person_number
from dashboard.records.schema import NAME, account_roles, accounts
from geodata.contract.access_settings import SCOPES
from geodata.region.audience import Audience

LOCAL_NAME: Final = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü._@+-]{1,79}")
"""What a local account is called; those of providers have a colon besides."""


HASHED: Final = "sha256:"


class AccountError(ValueError):
    """An account cannot be so; `reason` is the last part of `login.account.*`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Account:
    """Somebody who may log in.

    Attributes
    ----------
    id : int
    name : str
        In lower case; what the audit calls them.
    display_name : str
    roles : tuple of Audience
        At least one; the first is the one they begin in.
    is_local : bool
        Whether a password is kept, rather than a provider vouching.
    must_change : bool
        Whether the password is a first one.
    is_disabled : bool
    seen_at : datetime or None
        Last login.
    person : str
        The same in all accounts of one person, who decides nothing that another of them wrote; "" unknown.
    """

    id: int
    name: str
    display_name: str
    roles: tuple[Audience, ...]
    is_local: bool
    must_change: bool
    is_disabled: bool
    seen_at: datetime | None
    person: str = ""

    def in_role(self, role: str) -> Audience:
        """The account in one of its roles; in its first where it does not have that one any more."""
        return next((held for held in self.roles if held.role == role), self.roles[0])


def find_account(connection: Connection, name: str) -> Account | None:
    """The account of a name, however it is spelt; None where there is none."""
    found = connection.execute(select(accounts).where(accounts.c.name == plain_name(name))).one_or_none()
    return None if found is None else _account(connection, found)


def account_of(connection: Connection, id_: int) -> Account | None:
    """The account of an id."""
    found = connection.execute(select(accounts).where(accounts.c.id == id_)).one_or_none()
    return None if found is None else _account(connection, found)


def all_accounts(connection: Connection) -> list[Account]:
    """Every account, by name."""
    return [
        _account(connection, row) for row in connection.execute(select(accounts).order_by(accounts.c.name))
    ]


def add_account(
    connection: Connection, name: str, display_name: str, role: Audience, now: datetime, person: str = ""
) -> str:
    """Add a local account, and give its first password, which is kept nowhere but as a hash.

    `person` is as of `set_person`.

    Raises
    ------
    AccountError
        "name" if nobody can be called so, "taken" if somebody is.
    """
    name = plain_name(name)
    if not LOCAL_NAME.fullmatch(name):
        raise AccountError("name")
    if find_account(connection, name) is not None:
        raise AccountError("taken")
    password = first_password()
    values = {"password_hash": hash_of(password), "must_change": True, "display_name": display_name[:NAME]}
    _insert(connection, name, role, now, values | {"person": kept_person(person)})
    return password


def set_person(connection: Connection, account: Account, person: str, now: datetime) -> None:
    """Say whose an account is.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    account : Account
    person : str
        The same in each account of theirs: an address of e-mail, a provider's subject; "" for nobody said.
    now : datetime
    """
    connection.execute(
        update(accounts).where(accounts.c.id == account.id).values(person=kept_person(person), changed_at=now)
    )


def give_role(connection: Connection, account: Account, role: Audience, now: datetime) -> None:
    """Give an account a role, or other limits of one it has. Its sessions end: they were of another."""
    others = [held for held in account.roles if held.role != role.role]
    first = account.roles[0].role == role.role
    set_roles(connection, account, [role, *others] if first else [*others, role], now)
    end_all(connection, account.id)


def take_role(connection: Connection, account: Account, role: str, now: datetime) -> None:
    """Take a role from an account, and end its sessions.

    Raises
    ------
    AccountError
        "not_held", or "last": whoever is to have no role at all is disabled.
    """
    left = [held for held in account.roles if held.role != role]
    if len(left) == len(account.roles):
        raise AccountError("not_held")
    if not left:
        raise AccountError("last")
    set_roles(connection, account, left, now)
    end_all(connection, account.id)


def set_roles(connection: Connection, account: Account, roles: Sequence[Audience], now: datetime) -> None:
    """Give an account these roles and no others; at least one."""
    first, *others = roles
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account.id)
        .values(role=first.role, scope=_scope(first), changed_at=now)
    )
    connection.execute(delete(account_roles).where(account_roles.c.account == account.id))
    for place, held in enumerate(others):
        connection.execute(
            insert(account_roles).values(account=account.id, role=held.role, scope=_scope(held), place=place)
        )


def disable(connection: Connection, account: Account, now: datetime) -> None:
    """Let an account in no more, and end its sessions. It stays, for what it wrote refers to it."""
    connection.execute(
        update(accounts).where(accounts.c.id == account.id).values(disabled_at=now, changed_at=now)
    )
    end_all(connection, account.id)


def enable(connection: Connection, account: Account, now: datetime) -> None:
    """Let a disabled account in again."""
    connection.execute(
        update(accounts).where(accounts.c.id == account.id).values(disabled_at=None, changed_at=now)
    )


def renew_password(connection: Connection, account: Account, now: datetime) -> str:
    """Give an account a first password anew; its sessions end, and it need not wait any more.

    Raises
    ------
    AccountError
        "provider", if it has no password of ours.
    """
    if not account.is_local:
        raise AccountError("provider")
    password = first_password()
    _keep_password(connection, account, hash_of(password), now, must_change=True)
    forget_attempts(connection, account.name)
    return password


def change_password(connection: Connection, account: Account, password: str, now: datetime) -> None:
    """Keep the password that an account's owner chose; all its sessions end.

    Raises
    ------
    AccountError
        With what is wrong with the password, of `passwords.fault_of`.
    """
    if fault := fault_of(password, account.name):
        raise AccountError(fault)
    _keep_password(connection, account, hash_of(password), now, must_change=False)


def keep_provided(
    connection: Connection,
    issuer: str,
    subject: str,
    name: str,
    display_name: str,
    roles: Sequence[Audience],
    now: datetime,
    person: str = "",
) -> Account:
    """The account of somebody whom a provider vouches for, with the roles that it gives them today.

    Parameters
    ----------
    connection : Connection
        Of `Database.write`.
    issuer, subject : str
        Who it is, for ever; a name may be given to somebody else one day.
    name, display_name : str
    roles : sequence of Audience
        At least one.
    now : datetime
    person : str
        As of `set_person`; "" leaves what is known.

    Raises
    ------
    LoginRefusedError
        "disabled".
    """
    if has_person_number(name):  # some providers know people by nothing else; we keep it nowhere
        name = f"{name.partition(':')[0]}:{kept_subject(name).removeprefix(HASHED)[:16]}"
    subject = kept_subject(subject)
    theirs = (accounts.c.issuer == issuer) & (accounts.c.subject == subject)
    found = connection.execute(select(accounts).where(theirs)).one_or_none()
    if found is None:
        name = plain_name(name)[: NAME - 10]
        if find_account(connection, name) is not None:
            name = f"{name}#{hashlib.sha256(f'{issuer} {subject}'.encode()).hexdigest()[:8]}"
        values = {"issuer": issuer, "subject": subject, "display_name": display_name[:NAME]}
        _insert(connection, name, roles[0], now, values)
        found = connection.execute(select(accounts).where(theirs)).one()
    if found.disabled_at is not None:
        raise LoginRefusedError("disabled", found.name)
    account = _account(connection, found)
    if account.roles != tuple(roles):
        set_roles(connection, account, roles, now)
    connection.execute(
        update(accounts)
        .where(theirs)
        .values(
            seen_at=now,
            display_name=display_name[:NAME] or found.display_name,
            person=kept_person(person) or found.person,
        )
    )
    kept = account_of(connection, account.id)
    assert kept is not None
    return kept


def kept_subject(subject: str) -> str:
    """What a provider's subject is kept as: its hash, where it holds a person number."""
    return _hashed(subject) if has_person_number(subject) else subject


def _hashed(text: str) -> str:
    return HASHED + hashlib.sha256(text.encode()).hexdigest()


def kept_person(person: str) -> str:
    """What is kept of whose an account is: the same however it is spelt, and never a person number."""
    plain = person.strip().casefold()
    return kept_subject(plain) if has_person_number(plain) or len(plain) <= NAME else _hashed(plain)


def plain_name(name: str) -> str:
    """A name as it is kept: without blanks around it, in lower case."""
    return name.strip().casefold()[:NAME]


def _insert(connection: Connection, name: str, role: Audience, now: datetime, values: dict[str, Any]) -> None:
    connection.execute(
        insert(accounts).values(
            name=name, role=role.role, scope=_scope(role), created_at=now, changed_at=now, **values
        )
    )


def _keep_password(
    connection: Connection, account: Account, kept: str, now: datetime, *, must_change: bool
) -> None:
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account.id)
        .values(password_hash=kept, must_change=must_change, changed_at=now)
    )
    end_all(connection, account.id)


def _account(connection: Connection, row: Any) -> Account:
    others = connection.execute(
        select(account_roles).where(account_roles.c.account == row.id).order_by(account_roles.c.place)
    )
    return Account(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        roles=(_audience(row), *(_audience(other) for other in others)),
        is_local=row.issuer is None,
        must_change=row.must_change,
        is_disabled=row.disabled_at is not None,
        seen_at=row.seen_at,
        person=row.person,
    )


def _audience(row: Any) -> Audience:
    return Audience(row.role, **{key: tuple(row.scope.get(key, ())) for key in SCOPES})


def _scope(role: Audience) -> dict[str, list[str]]:
    return {key: list(getattr(role, key)) for key in SCOPES}

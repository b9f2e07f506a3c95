"""What `utbudskarta user` does, and says that it did; each act is in the audit with what it changed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from dashboard.login.accounts import (
    Account,
    AccountError,
    add_account,
    all_accounts,
    disable,
    enable,
    find_account,
    give_role,
    plain_name,
    renew_password,
    set_person,
    take_role,
)
from dashboard.records.audit import append
from dashboard.texts.catalogue import catalogue
from geodata.contract.access_settings import SCOPES
from geodata.region.audience import Audience

OPERATOR: Final = "command"
"""Who the audit says did it: whoever may run commands where the program is."""
ADMINISTRATOR: Final = "administrator"
Act = Callable[[Connection, argparse.Namespace, datetime], list[str]]


def _add(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    texts, role = catalogue(arguments.lang), _audience(arguments)
    password = add_account(connection, arguments.name, arguments.display_name, role, now, arguments.person)
    name = plain_name(arguments.name)
    details = {"role": _plain(role), **({"person": True} if arguments.person else {})}
    _write_down(connection, "account-add", name, details, now)
    added = texts["login.did.added"].format(name=name, role=_role_words(role, arguments.lang))
    return [added, *_password_words(password, arguments.lang)]


def _role(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, arguments)
    if arguments.take:
        take_role(connection, account, arguments.take, now)
        _write_down(connection, "account-role", account.name, {"taken": arguments.take}, now)
    else:
        give_role(connection, account, _audience(arguments), now)
        _write_down(connection, "account-role", account.name, {"role": _plain(_audience(arguments))}, now)
    roles = ", ".join(_role_words(role, arguments.lang) for role in _found(connection, arguments).roles)
    return [catalogue(arguments.lang)["login.did.role"].format(name=account.name, roles=roles)]


def _person(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, arguments)
    set_person(connection, account, arguments.person, now)
    _write_down(connection, "account-person", account.name, {"known": bool(arguments.person.strip())}, now)
    same = _others_of(connection, account)
    texts = catalogue(arguments.lang)
    key = "person" if same else "person_alone" if arguments.person.strip() else "person_unknown"
    return [texts[f"login.did.{key}"].format(name=account.name, others=", ".join(same))]


def _others_of(connection: Connection, account: Account) -> list[str]:
    """Names of the other accounts of an account's person."""
    known = all_accounts(connection)
    person = next(each.person for each in known if each.id == account.id)
    return [each.name for each in known if person and each.person == person and each.id != account.id]


def _password(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, arguments)
    password = renew_password(connection, account, now)
    _write_down(connection, "account-password", account.name, {}, now)
    return _password_words(password, arguments.lang)


def _disable(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, arguments)
    disable(connection, account, now)
    _write_down(connection, "account-disable", account.name, {}, now)
    return [catalogue(arguments.lang)["login.did.disabled"].format(name=account.name)]


def _enable(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, arguments)
    enable(connection, account, now)
    _write_down(connection, "account-enable", account.name, {}, now)
    return [catalogue(arguments.lang)["login.did.enabled"].format(name=account.name)]


def _list(connection: Connection, arguments: argparse.Namespace, now: datetime) -> list[str]:  # noqa: ARG001
    lines = [_line(account, arguments.lang) for account in all_accounts(connection)]
    return lines or [catalogue(arguments.lang)["login.did.nobody"]]


ACTS: Final[Mapping[str, Act]] = {
    "add": _add,
    "role": _role,
    "person": _person,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
    "list": _list,
}
"""By what the command calls them."""


def _found(connection: Connection, arguments: argparse.Namespace) -> Account:
    account = find_account(connection, arguments.name)
    if account is None:
        raise AccountError("none")
    return account


def _audience(arguments: argparse.Namespace) -> Audience:
    return Audience(arguments.role, **{scope: tuple(getattr(arguments, scope)) for scope in SCOPES})


def _plain(role: Audience) -> dict[str, object]:
    return {"role": role.role, **{scope: list(getattr(role, scope)) for scope in SCOPES}}


def _role_words(role: Audience, language: str) -> str:
    limits = [code for scope in SCOPES for code in getattr(role, scope)]
    name = catalogue(language)[f"role.{role.role}"]
    return f"{name} ({', '.join(limits)})" if limits else name


def _password_words(password: str, language: str) -> list[str]:
    texts = catalogue(language)
    return [texts["login.did.password"].format(password=password), texts["login.did.once"]]


def _line(account: Account, language: str) -> str:
    texts = catalogue(language)
    last_login = account.seen_at
    parts = [
        account.name,
        ", ".join(_role_words(role, language) for role in account.roles),
        texts["login.did.by_password" if account.is_local else "login.did.by_provider"],
        texts["login.did.seen"].format(date=f"{last_login:%Y-%m-%d}")
        if last_login
        else texts["login.did.never"],
        *([texts["login.did.first_password"]] if account.must_change else []),
        *([texts["login.did.off"]] if account.is_disabled else []),
    ]
    return " · ".join(parts)


def _write_down(
    connection: Connection, action: str, name: str, details: Mapping[str, object], now: datetime
) -> None:
    append(connection, OPERATOR, ADMINISTRATOR, action, name, details, now)

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


def _add(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:
    texts, role = catalogue(asked.lang), _audience(asked)
    password = add_account(connection, asked.name, asked.display_name, role, now)
    name = plain_name(asked.name)
    _write_down(connection, "account-add", name, {"role": _plain(role)}, now)
    added = texts["login.did.added"].format(name=name, role=_role_words(role, asked.lang))
    return [added, *_password_words(password, asked.lang)]


def _role(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, asked)
    if asked.take:
        take_role(connection, account, asked.take, now)
        _write_down(connection, "account-role", account.name, {"taken": asked.take}, now)
    else:
        give_role(connection, account, _audience(asked), now)
        _write_down(connection, "account-role", account.name, {"role": _plain(_audience(asked))}, now)
    roles = ", ".join(_role_words(role, asked.lang) for role in _found(connection, asked).roles)
    return [catalogue(asked.lang)["login.did.role"].format(name=account.name, roles=roles)]


def _password(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, asked)
    password = renew_password(connection, account, now)
    _write_down(connection, "account-password", account.name, {}, now)
    return _password_words(password, asked.lang)


def _disable(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, asked)
    disable(connection, account, now)
    _write_down(connection, "account-disable", account.name, {}, now)
    return [catalogue(asked.lang)["login.did.disabled"].format(name=account.name)]


def _enable(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:
    account = _found(connection, asked)
    enable(connection, account, now)
    _write_down(connection, "account-enable", account.name, {}, now)
    return [catalogue(asked.lang)["login.did.enabled"].format(name=account.name)]


def _list(connection: Connection, asked: argparse.Namespace, now: datetime) -> list[str]:  # noqa: ARG001
    lines = [_line(account, asked.lang) for account in all_accounts(connection)]
    return lines or [catalogue(asked.lang)["login.did.nobody"]]


ACTS: Final[Mapping[str, Act]] = {
    "add": _add,
    "role": _role,
    "password": _password,
    "disable": _disable,
    "enable": _enable,
    "list": _list,
}
"""By what the command calls them."""


def _found(connection: Connection, asked: argparse.Namespace) -> Account:
    account = find_account(connection, asked.name)
    if account is None:
        raise AccountError("none")
    return account


def _audience(asked: argparse.Namespace) -> Audience:
    return Audience(asked.role, **{scope: tuple(getattr(asked, scope)) for scope in SCOPES})


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
    seen = account.seen_at
    told = [
        account.name,
        ", ".join(_role_words(role, language) for role in account.roles),
        texts["login.did.by_password" if account.is_local else "login.did.by_provider"],
        texts["login.did.seen"].format(date=f"{seen:%Y-%m-%d}") if seen else texts["login.did.never"],
        *([texts["login.did.first_password"]] if account.must_change else []),
        *([texts["login.did.off"]] if account.is_disabled else []),
    ]
    return " · ".join(told)


def _write_down(
    connection: Connection, action: str, name: str, details: Mapping[str, object], now: datetime
) -> None:
    append(connection, OPERATOR, ADMINISTRATOR, action, name, details, now)

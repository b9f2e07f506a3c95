"""Providers of OpenID Connect, and what their claims mean: a file of settings in TOML."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.login.bounded_http import is_safe
from dashboard.texts.catalogue import catalogue
from geodata.contract.access_settings import ROLES
from geodata.contract.errors import SettingsError

KEY: Final = re.compile(r"[a-z][a-z0-9-]{0,29}")
SIGNED_WITH: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)
"""Algorithms that a token may be signed with: with a key that the provider alone has, never none, never a
secret that both have."""
SCOPES: Final = ("care_forms", "organisations", "units")


@dataclass(frozen=True)
class RoleRule:
    """What gives somebody a role: a claim that has a value, and where the role is valid.

    Attributes
    ----------
    role : str
        Of `ROLES`.
    claim, value : str
        Whoever has that value in that claim has the role. `value` "*" is any.
    scope : mapping of str to tuple of str
        By "care_forms", "organisations" and "units": those it is valid for; empty is all.
    scope_claims : mapping of str to str
        The same, taken from claims. A claim that is absent or empty then gives no role.
    """

    role: str
    claim: str
    value: str
    scope: Mapping[str, tuple[str, ...]]
    scope_claims: Mapping[str, str]


@dataclass(frozen=True)
class Provider:
    """One provider of OpenID Connect, as the deployment declares it.

    Attributes
    ----------
    key : str
        In its addresses.
    names : mapping of str to str
        What its button says, by language.
    issuer : str
        Exactly as its tokens say it; its metadata lie below.
    client_id, client_secret : str
        "" where the client is a public one.
    scope : str
    acr : tuple of str
        One of these must have been the login's; empty asks for none.
    account_claim, name_claim : str
        What somebody is called, in the audit and on the page.
    person_claim : str
        What is the same in all accounts of theirs, here and at other providers; "" where nothing is.
    id_token_claims : tuple of str
        Claims that are asked for one by one.
    userinfo : bool
        Whether claims are also to be fetched from the provider's `userinfo_endpoint`.
    algorithms : tuple of str
    rules : tuple of RoleRule
    """

    key: str
    names: Mapping[str, str]
    issuer: str
    client_id: str
    client_secret: str
    scope: str
    acr: tuple[str, ...]
    account_claim: str
    name_claim: str
    id_token_claims: tuple[str, ...]
    userinfo: bool
    algorithms: tuple[str, ...]
    rules: tuple[RoleRule, ...]
    person_claim: str = ""


def read_providers(file: Path, language: str = "en") -> dict[str, Provider]:
    """Providers by key, in the order of the file.

    Parameters
    ----------
    file : Path
    language : {"sv", "en"}
        Of what is wrong with it.

    Raises
    ------
    SettingsError
        With a sentence for everything that is wrong.
    """
    texts = catalogue(language)
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(texts["settings.file.unread"].format(file=file, why=error.strerror)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(texts["login.file.no_toml"].format(file=file, why=error)) from error
    problems: list[str] = []

    def wrong(where: str, key: str, **values: object) -> None:
        problems.append(texts[f"login.file.{key}"].format(file=file, where=where, **values))

    found = content.get("providers")
    if not isinstance(found, dict) or not found or set(content) != {"providers"}:
        wrong("providers", "no_providers")
        found = {}
    providers = {}
    for key, table in found.items():
        where = f"providers.{key}"
        if not KEY.fullmatch(key) or not isinstance(table, dict):
            wrong(where, "key")
            continue
        read = _Table(table, where, wrong)
        providers[key] = Provider(
            key=key,
            names=read.names(),
            issuer=read.issuer(),
            client_id=read.text("client_id"),
            client_secret=_secret(read, file),
            scope=read.text("scope", "openid profile"),
            acr=read.texts("acr"),
            account_claim=read.text("account_claim", "sub"),
            name_claim=read.text("name_claim", "name"),
            id_token_claims=read.texts("id_token_claims"),
            userinfo=read.yes_or_no("userinfo"),
            algorithms=read.texts("algorithms", ("RS256", "PS256", "ES256")),
            rules=tuple(_rules(table.get("roles"), where, wrong)),
            person_claim=read.text("person_claim") if "person_claim" in table else "",
        )
        read.finish({"roles", "client_secret_file", "person_claim"})
        if "openid" not in providers[key].scope.split():
            wrong(f"{where}.scope", "openid")
        for name in set(providers[key].algorithms) - set(SIGNED_WITH):
            wrong(f"{where}.algorithms", "algorithm", name=name, known=", ".join(SIGNED_WITH))
    if problems:
        raise SettingsError("\n".join(problems))
    return providers


class _Table:
    """Reads a table key by key, and says what is wrong or unknown in it."""

    def __init__(self, table: Mapping[str, Any], where: str, wrong: Any) -> None:
        self._table, self._where, self._wrong = table, where, wrong
        self._known: set[str] = set()

    def _value(self, key: str, usual: Any) -> Any:
        self._known.add(key)
        return self._table.get(key, usual)

    def text(self, key: str, usual: str | None = None) -> str:
        value = self._value(key, usual)
        if not isinstance(value, str) or not value.strip():
            self._wrong(f"{self._where}.{key}", "text")
            return ""
        return value

    def texts(self, key: str, usual: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self._value(key, list(usual))
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            self._wrong(f"{self._where}.{key}", "texts")
            return ()
        return tuple(value)

    def yes_or_no(self, key: str) -> bool:
        value = self._value(key, False)
        if not isinstance(value, bool):
            self._wrong(f"{self._where}.{key}", "yes_or_no")
        return value is True

    def issuer(self) -> str:
        issuer = self.text("issuer")
        if issuer and not is_safe(issuer):
            self._wrong(f"{self._where}.issuer", "https")
        return issuer

    def names(self) -> Mapping[str, str]:
        value = self._value("name", None)
        if isinstance(value, str) and value.strip():
            return {"sv": value, "en": value}
        if isinstance(value, dict) and {"sv", "en"} == set(value):
            return {language: str(name) for language, name in value.items()}
        self._wrong(f"{self._where}.name", "name")
        return {"sv": "", "en": ""}

    def finish(self, others: set[str]) -> None:
        for key in self._table:
            if key not in self._known | others:
                self._wrong(f"{self._where}.{key}", "unknown", known=", ".join(sorted(self._known | others)))


def _secret(read: _Table, file: Path) -> str:
    """The client's secret, in a file of its own: settings can then be shown to anybody."""
    named = read._table.get("client_secret_file", "")
    if not named:
        return ""
    try:
        return (file.parent / str(named)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        read._wrong(f"{read._where}.client_secret_file", "no_secret", secret=file.parent / str(named))
        return ""


def _rules(found: object, where: str, wrong: Any) -> list[RoleRule]:
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        wrong(f"{where}.roles", "no_roles")
        return []
    rules = []
    for at, table in enumerate(found, start=1):
        read = _Table(table, f"{where}.roles[{at}]", wrong)
        role = read.text("role")
        if role and role not in ROLES:
            wrong(f"{where}.roles[{at}].role", "role", name=role, known=", ".join(ROLES))
        scope = {key: read.texts(key) for key in SCOPES}
        from_claims = {key: read.text(f"{key}_claim", "-") for key in SCOPES}
        rules.append(
            RoleRule(
                role,
                read.text("claim"),
                read.text("value"),
                scope,
                {key: claim for key, claim in from_claims.items() if claim != "-"},
            )
        )
        read.finish(set())
    return rules

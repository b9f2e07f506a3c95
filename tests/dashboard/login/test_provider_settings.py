"""The file of providers is read whole, or every fault in it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.login.claims import roles_of, texts_of
from dashboard.login.provider_settings import read_providers
from geodata.contract.errors import SettingsError
from geodata.region.audience import Audience

GOOD = """
[providers.region]
name = { sv = "Regionen", en = "The region" }
issuer = "https://login.example"
client_id = "karta"
client_secret_file = "secret"
acr = ["loa3"]
id_token_claims = ["groups"]

[[providers.region.roles]]
role = "unit_manager"
claim = "groups"
value = "chef"
units_claim = "units"

[[providers.region.roles]]
role = "unit_manager"
claim = "groups"
value = "chef"

[[providers.region.roles]]
role = "analyst"
claim = "realm_access.roles"
value = "*"
care_forms = ["gp"]
"""


def read(tmp_path: Path, text: str, language: str = "en") -> object:
    (tmp_path / "secret").write_text("hemlig\n", encoding="utf-8")
    file = tmp_path / "oidc.toml"
    file.write_text(text, encoding="utf-8")
    return read_providers(file, language)


def test_what_is_declared_is_read_and_the_rest_is_as_usual(tmp_path: Path) -> None:
    provider = read(tmp_path, GOOD)["region"]  # type: ignore[index]
    assert (provider.client_secret, provider.scope) == ("hemlig", "openid profile")
    assert (provider.account_claim, provider.name_claim, provider.userinfo) == ("sub", "name", False)
    assert provider.algorithms == ("RS256", "PS256", "ES256")
    assert [rule.role for rule in provider.rules] == ["unit_manager", "unit_manager", "analyst"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[providers.region]", "[provider]", "providers"),
        ("[providers.region]", '[providers."Region 1"]', "Region 1"),
        ('"https://login.example"', '"http://login.example"', "https://"),
        ('"https://login.example"', '""', "issuer"),
        ('client_id = "karta"', "", "client_id"),
        ('"secret"', '"nowhere"', "nowhere"),
        ('acr = ["loa3"]', 'acr = "loa3"', "acr"),
        ('acr = ["loa3"]', 'acrs = ["loa3"]', "acrs"),
        ('acr = ["loa3"]', 'scope = "profile"', "openid"),
        ('acr = ["loa3"]', 'algorithms = ["none"]', "none"),
        ('acr = ["loa3"]', 'algorithms = ["HS256"]', "HS256"),
        ('acr = ["loa3"]', 'userinfo = "yes"', "userinfo"),
        ('{ sv = "Regionen", en = "The region" }', '{ sv = "Regionen" }', "name"),
        ('"unit_manager"', '"boss"', "boss"),
        ('claim = "groups"', "", "claim"),
        ('units_claim = "units"', 'unit_claim = "units"', "unit_claim"),
        ('value = "chef"', "value = true", "value"),
        ("acr", "acr =", "TOML"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_whatever_is_wrong_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, said: str, language: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, GOOD.replace(before, after, 1), language)
    assert said in str(raised.value)
    assert "oidc.toml" in str(raised.value)
    assert "hemlig" not in str(raised.value)


def test_no_role_is_given_where_no_rule_stands(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="roles"):
        read(tmp_path, GOOD.partition("[[")[0])


def test_claims_give_roles_by_the_first_rule_that_fits_and_a_limit_that_is_absent_gives_none(
    tmp_path: Path,
) -> None:
    provider = read(tmp_path, GOOD)["region"]  # type: ignore[index]
    manager = {"groups": ["chef", "x"], "units": ["u1", "u2"]}
    assert roles_of(manager, provider) == [Audience("unit_manager", units=("u1", "u2"))]
    assert roles_of({"groups": "chef", "units": "u1"}, provider) == [Audience("unit_manager", units=("u1",))]
    assert roles_of({"groups": ["Chef"]}, provider) == []
    assert roles_of({"realm_access": {"roles": ["any"]}}, provider) == [
        Audience("analyst", care_forms=("gp",))
    ]
    assert roles_of({"realm_access": {"roles": []}}, provider) == []
    strict = GOOD.replace(
        '[[providers.region.roles]]\nrole = "unit_manager"\nclaim = "groups"\nvalue = "chef"\n\n', ""
    )
    provider = read(tmp_path, strict)["region"]  # type: ignore[index]
    for units in ({}, {"units": []}, {"units": ""}, {"units": None}, {"units": {"a": 1}}):
        assert roles_of({"groups": ["chef"], **units}, provider) == [], units


@pytest.mark.parametrize(
    ("claims", "name", "texts"),
    [
        ({"a": "x"}, "a", ("x",)),
        ({"a": ["x", 1, True, None, "", {}]}, "a", ("x", "1", "true")),
        ({"https://a.b/c.d": "x"}, "https://a.b/c.d", ("x",)),
        ({"a": {"b": {"c": ["x"]}}}, "a.b.c", ("x",)),
        ({"a": "x"}, "a.b", ()),
        ({}, "a", ()),
    ],
)
def test_a_claim_is_found_as_it_stands_or_inside_others(
    claims: dict[str, object], name: str, texts: tuple[str, ...]
) -> None:
    assert texts_of(claims, name) == texts

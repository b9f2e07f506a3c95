"""Passwords are long, kept as Argon2id alone, and the first one is good once."""

from __future__ import annotations

import pytest

from dashboard.login.passwords import (
    SIGNS,
    fault_of,
    first_password,
    fits,
    hash_of,
    hash_of_nobody,
    is_outdated,
)

GOOD = "sju gula kajor äter"


def test_a_password_is_kept_as_argon2id_with_its_own_salt() -> None:
    kept = hash_of(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_of(GOOD)
    assert fits(kept, GOOD)
    assert not fits(kept, f"{GOOD}x")
    assert not is_outdated(kept)


def test_what_is_no_hash_fits_nothing() -> None:
    assert not fits("", GOOD)
    assert not fits("plain", "plain")


def test_nobodys_hash_fits_nothing_and_costs_the_same() -> None:
    assert hash_of_nobody().rsplit("$", 2)[0] == hash_of(GOOD).rsplit("$", 2)[0]
    assert not fits(hash_of_nobody(), "")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        (GOOD, ""),
        ("elva tecken", "short"),
        ("x" * 129, "long"),
        ("abababababababab", "common"),
        ("password1234", "common"),
        ("Sommar202627", "common"),
        ("utbudskarta!1", "common"),
        ("anna.berg1234", "own_name"),
        ("anna.berg tycker om fisk", ""),
    ],
)
def test_length_is_asked_for_and_nothing_easily_guessed_is_taken(password: str, fault: str) -> None:
    assert fault_of(password, "anna.berg@region.example") == fault


def test_a_first_password_is_read_out_without_doubt_and_is_never_the_same() -> None:
    found = {first_password() for _ in range(100)}
    assert len(found) == 100
    for password in found:
        assert [len(group) for group in password.split("-")] == [4] * 5
        assert set(password) <= set(SIGNS) | {"-"}
        assert fault_of(password, "anna") == ""
    assert not set(SIGNS) & set("01ilo")

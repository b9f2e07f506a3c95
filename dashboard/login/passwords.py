"""Passwords: which will do, how they are kept, and first ones that are used once."""

from __future__ import annotations

import secrets
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST: Final = 12
LONGEST: Final = 128
"""Characters. Nothing is asked of which ones they are: length is what makes a password hard to find."""
DIFFERENT_LEAST: Final = 5
"""Characters that differ from each other, so that twelve of one sign will not do."""
COMMON: Final = (
    *("password", "passw0rd", "lösenord", "losenord", "qwerty", "asdfgh", "zxcvbn", "1234567", "7654321"),
    *("abcdefg", "sommar", "vinter", "hemligt", "welcome", "letmein", "administrator", "utbudskarta"),
)
"""What guessing begins with: no password is one of these with signs added until it is long enough."""
SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of a first password: none that can be read as another."""
GROUPS, SIGNS_PER_GROUP = 5, 4  # 99 bits

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id as OWASP's storage guide has it for servers that many ask at once: 19 MiB, two passes."""


def hash_of(password: str) -> str:
    """Argon2id hash of a password, with its own salt and costs, as it is kept."""
    return _HASHER.hash(password)


@cache
def hash_of_nobody() -> str:
    """A hash that no password fits: what is compared with where there is no such account.

    It costs what any other does, so that an answer tells nothing of which accounts there are.
    """
    return hash_of(secrets.token_urlsafe(32))


def fits(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept."""
    try:
        return _HASHER.verify(kept, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with lower costs than those of today, and is to be made again."""
    return _HASHER.check_needs_rehash(kept)


def first_password() -> str:
    """A password for one login alone, easy to read out: `abcd-efgh-...`."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(SIGNS_PER_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def fault_of(password: str, account: str) -> str:
    """Why a password will not do, as the last part of `login.account.*`; "" if it will.

    Parameters
    ----------
    password : str
    account : str
        What its owner logs in as.
    """
    plain = password.casefold()
    name = account.casefold().partition("@")[0]
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    if len(set(plain)) < DIFFERENT_LEAST or any(len(plain.replace(one, "")) < 7 for one in COMMON):
        return "common"
    return "own_name" if len(name) > 3 and len(plain.replace(name, "")) < 6 else ""

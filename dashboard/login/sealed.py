"""A text kept in the database so that only the browser whose session it is of can have it opened."""

from __future__ import annotations

import hashlib
from typing import Final

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

HEADER: Final = {"alg": "dir", "enc": "A256GCM"}


def sealed(text: str, number: str) -> str:
    """A text under a session's number, of which the database has the hash alone."""
    return jwe.encrypt_compact(HEADER, text.encode(), _key(number))


def unsealed(text: str, number: str) -> str:
    """What was sealed; "" where it was under another number."""
    try:
        found = jwe.decrypt_compact(text, _key(number)).plaintext
    except (JoseError, ValueError):
        return ""
    return found.decode() if found else ""


def _key(number: str) -> OctKey:
    """Of the number, but not the hash that the session is found by."""
    return OctKey.import_key(hashlib.sha256(f"sealed {number}".encode()).digest())

"""The secret that noise is drawn by: a file that the build alone reads."""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from pathlib import Path

from geodata.contract.errors import DisclosureError

KEY_FILE_VARIABLE = "UTBUDSKARTA_KEY_FILE"
"""Names the file instead of `region.toml`."""

SECRET_BYTES = 32
_FEWEST_KINDS = 12
"""Of 32 random bytes some 30 differ: fewer than this many were typed, not drawn."""


def make_secret(file: Path) -> None:
    """Write a new secret that only the owner may read.

    Raises
    ------
    DisclosureError
        If the file is there already: another secret would draw other noise, and two draws of the same
        cells tell more than one.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise DisclosureError.of("key_there", file=file) from None
    with os.fdopen(handle, "w", encoding="ascii") as written:
        os.fchmod(handle, 0o600)
        written.write(secrets.token_hex(SECRET_BYTES) + "\n")


def read_secret(file: Path | str | None) -> bytes:
    """The secret in a file, or in the one that the environment names.

    Parameters
    ----------
    file : path, optional
        As `[disclosure] key_file` of `region.toml` says; `UTBUDSKARTA_KEY_FILE` comes before it.

    Returns
    -------
    bytes
        Thirty-two.

    Raises
    ------
    DisclosureError
        If there is none, others may read it, or it is none that `utbudskarta key new` has made.
    """
    named = os.environ.get(KEY_FILE_VARIABLE)
    if not (named or file):
        raise DisclosureError.of("no_key", variable=KEY_FILE_VARIABLE)
    file = Path(named or file or "")
    try:
        with file.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            content = opened.read(4096)
    except OSError as error:
        raise DisclosureError.of("key_unreadable", file=file, why=error.strerror) from error
    if not stat.S_ISREG(mode) or mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise DisclosureError.of("key_open", file=file)
    try:
        secret = bytes.fromhex(content.decode("ascii"))
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES or len(set(secret)) < _FEWEST_KINDS:
        raise DisclosureError.of("no_such_key", file=file, digits=2 * SECRET_BYTES)
    return secret


def derived(secret: bytes, *words: str) -> bytes:
    """HMAC-SHA256 of some words under the secret, 32 bytes; different words never run together."""
    message = "".join(f"{len(word)}:{word}," for word in words)
    return hmac.digest(secret, message.encode(), "sha256")

"""SipHash-2-4 of many short messages at once: a keyed function whose output looks random without the key.

Aumasson & Bernstein 2012, "SipHash: a fast short-input PRF", INDOCRYPT 2012, LNCS 7668, 489-508,
doi 10.1007/978-3-642-34931-7_28. Messages here are whole 64-bit words.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

KEY_BYTES = 16
_AT_A_TIME = 1 << 14
"""Messages hashed together: their state stays in the processor's cache."""


def siphash(key: bytes, words: Sequence[Words]) -> Words:
    """SipHash-2-4 of messages, 64 bits each.

    Parameters
    ----------
    key : bytes
        Sixteen.
    words : sequence of uint64 arrays, shape (messages,) each
        The first word of every message, the second, and so on; little-endian.

    Returns
    -------
    uint64, shape (messages,)
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of SipHash has {KEY_BYTES} bytes, not {len(key)}")
    found = np.empty(len(words[0]), np.uint64)
    for begin in range(0, len(found), _AT_A_TIME):
        part = slice(begin, begin + _AT_A_TIME)
        found[part] = _hashed(key, [word[part] for word in words])
    return found


def _hashed(key: bytes, words: Sequence[Words]) -> Words:
    k0, k1 = (int.from_bytes(key[at : at + 8], "little") for at in (0, 8))
    initial = (
        k0 ^ 0x736F6D6570736575,
        k1 ^ 0x646F72616E646F6D,
        k0 ^ 0x6C7967656E657261,
        k1 ^ 0x7465646279746573,
    )
    state = [np.full(len(words[0]), word, np.uint64) for word in initial]
    last = np.full(len(words[0]), (8 * len(words) % 256) << 56, np.uint64)  # the message's length
    for word in (*words, last):
        state[3] ^= word
        _round(state)
        _round(state)
        state[0] ^= word
    state[2] ^= np.uint64(0xFF)
    for _ in range(4):
        _round(state)
    found: Words = state[0] ^ state[1] ^ state[2] ^ state[3]
    return found


def _round(v: list[Words]) -> None:
    v[0] += v[1]
    v[1] = _turned(v[1], 13) ^ v[0]
    v[0] = _turned(v[0], 32)
    v[2] += v[3]
    v[3] = _turned(v[3], 16) ^ v[2]
    v[0] += v[3]
    v[3] = _turned(v[3], 21) ^ v[0]
    v[2] += v[1]
    v[1] = _turned(v[1], 17) ^ v[2]
    v[2] = _turned(v[2], 32)


def _turned(word: Words, bits: int) -> Words:
    turned: Words = (word << np.uint64(bits)) | (word >> np.uint64(64 - bits))
    return turned

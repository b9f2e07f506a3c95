"""A key for every base cell, which keys of larger cells are sums of: the cell key method.

Fraser & Wooton 2005, "A proposed method for confidentialising tabular output to protect against
differencing", UNECE/Eurostat work session on statistical data confidentiality, Geneva; Marley & Leaver
2011, "A method for confidentialising user-defined tables", 58th World Statistics Congress, Dublin.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geodata.disclosure.secret import derived
from geodata.disclosure.siphash import KEY_BYTES, siphash

Keys = NDArray[np.uint64]
Ints = NDArray[np.int64]


Part = tuple[Sequence[tuple[str, ...]], Ints]
"""Names, each of some words, and which of them every cell has."""

_AT_A_TIME = 1 << 16
"""Cells whose names are put together at once: they are longer than the keys."""


def cell_keys(secret: bytes, *parts: Part) -> Keys:
    """The key of each base cell, 64 bits: the same for the same cell in every build.

    A cell is told by a name for each of its parts, such as its area, its unit, and its period, care form
    and age group: few beside the millions of cells. Each name's HMAC-SHA256 under the secret, cut to 128
    bits, stands for it without collisions in practice; SipHash-2-4, itself a pseudorandom function,
    takes these to the key. So a key tells nothing of another, as if HMAC had made each.

    Parameters
    ----------
    secret : bytes
    *parts : (sequence of tuple of str, int64 array of shape (cells,))
        Names in any order, and positions in them.

    Returns
    -------
    uint64, shape (cells,)
        The key of a sum of cells is the sum of their keys modulo 2^64, which is how unsigned 64-bit
        numbers add.
    """
    key = derived(secret, "cell")[:KEY_BYTES]
    named = [(_named(secret, str(number), names), code) for number, (names, code) in enumerate(parts)]
    found = np.empty(len(parts[0][1]), np.uint64)
    for begin in range(0, len(found), _AT_A_TIME):
        some = slice(begin, begin + _AT_A_TIME)
        words = [word for digests, code in named for word in digests[:, code[some]]]
        found[some] = siphash(key, words)
    return found


def scrambled(secret: bytes, what: str, keys: Keys, *words: Keys | Ints) -> Keys:
    """Key and counts of each cell, scrambled: the number that noise is looked up by.

    Sums of keys are related as the cells are; scrambled they are not, so that the noise of a total
    tells nothing of its parts'. With the counts in it, a cell whose count is corrected draws new noise:
    otherwise the published change would be the true one.

    Parameters
    ----------
    secret : bytes
    what : str
        What the numbers are for: those of different names have nothing to do with each other.
    keys : uint64, shape (cells,)
    *words : int64 or uint64, shape (cells,)
        Counts, and which kind of sum it is.

    Returns
    -------
    uint64, shape (cells,)
    """
    return siphash(derived(secret, what)[:KEY_BYTES], (keys, *(word.astype(np.uint64) for word in words)))


def _named(secret: bytes, part: str, names: Sequence[tuple[str, ...]]) -> Keys:
    """128 bits for each name, as two words; shape (2, names)."""
    digests = b"".join(derived(secret, part, *name)[:16] for name in names)
    return np.frombuffer(digests, "<u8").astype(np.uint64).reshape(-1, 2).T.copy()

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


def cell_keys(
    secret: bytes,
    who: Sequence[tuple[str, ...]],
    when: Sequence[tuple[str, ...]],
    who_code: Ints,
    when_code: Ints,
) -> Keys:
    """The key of each base cell, 64 bits: the same for the same cell in every build.

    A cell is told by words in two parts, such as (area, unit, care form) and (period, age group), of
    which there are few beside the millions of cells. Each part's HMAC-SHA256 under the secret, cut to
    128 bits, names it without collisions in practice; SipHash-2-4, itself a pseudorandom function,
    takes the two names to the key. So a key tells nothing of another, as if HMAC had made each.

    Parameters
    ----------
    secret : bytes
    who, when : sequence of tuple of str
        Words of each part, in any order.
    who_code, when_code : int64, shape (cells,)
        Positions in `who` and `when`.

    Returns
    -------
    uint64, shape (cells,)
        The key of a sum of cells is the sum of their keys modulo 2^64, which is how unsigned 64-bit
        numbers add.
    """
    first = _named(secret, "who", who)
    second = _named(secret, "when", when)
    words = (*first[:, who_code], *second[:, when_code])
    return siphash(derived(secret, "cell")[:KEY_BYTES], words)


def scrambled(secret: bytes, keys: Keys, counts: Ints) -> Keys:
    """What noise is looked up by: the key and the count of a cell, scrambled.

    Sums of keys are related as the cells are; scrambled they are not, so that the noise of a total
    tells nothing of its parts'. With the count in it, a cell whose count is corrected draws new noise:
    otherwise the published change would be the true one.

    Parameters
    ----------
    secret : bytes
    keys : uint64, shape (cells,)
    counts : int64, shape (cells,)

    Returns
    -------
    uint64, shape (cells,)
    """
    return siphash(derived(secret, "noise")[:KEY_BYTES], (keys, counts.astype(np.uint64)))


def _named(secret: bytes, part: str, names: Sequence[tuple[str, ...]]) -> Keys:
    """128 bits for each name, as two words; shape (2, names)."""
    digests = b"".join(derived(secret, part, *name)[:16] for name in names)
    return np.frombuffer(digests, "<u8").astype(np.uint64).reshape(-1, 2).T

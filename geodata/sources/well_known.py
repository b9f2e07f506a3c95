"""Shapes written as WKT and WKB, read so that no text or bytes end the program.

The library goes into collections within collections by calling itself: some ten thousand of them, in a file
of a few kilobytes, end the whole process. Curves it does not know at all.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

DEEPEST: Final = 500
"""Shapes within each other; those of maps are two or three."""
UNREADABLE: Final = (NotImplementedError, TypeError, ValueError, UnicodeError)
"""What the library raises over what is no shape, or one of curves, which it does not know."""
_HEADER_BYTES: Final = 9
_SRID: Final = 0x20000000
_M: Final = 0x40000000
_Z: Final = 0x80000000
_MORE: Final = (0, 1, 1, 2)
"""Numbers beside x and y, by the thousands of the kind."""


def from_wkt(texts: Sequence[str] | NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes of texts; None where one is no shape, has curves, or lies too deep."""
    return _read(texts, shapely.from_wkt, _deep_text)


def from_wkb(values: Sequence[bytes | None] | NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes of bytes; None where they are no shape, have curves, or lie too deep."""
    return _read(values, shapely.from_wkb, _deep_bytes)


def _read(
    values: Sequence[Any] | NDArray[np.object_], read: Callable[..., Any], deep: Callable[[Any], bool]
) -> NDArray[np.object_]:
    safe = np.array([None if deep(value) else value for value in values] or [None], dtype=object)[
        : len(values)
    ]
    try:
        return np.asarray(read(safe, on_invalid="ignore"), dtype=object)
    except UNREADABLE:  # of one of them: which?
        shapes: NDArray[np.object_] = np.empty(len(safe), dtype=object)
        for at, value in enumerate(safe):
            try:
                shapes[at] = read(value, on_invalid="ignore")
            except UNREADABLE:
                shapes[at] = None
        return shapes


def _deep_text(text: object) -> bool:
    if not isinstance(text, str) or text.count("(") <= DEEPEST:
        return False
    signs = np.frombuffer(text.encode(errors="replace"), dtype=np.uint8)
    opened = (signs == ord("(")).astype(np.int64) - (signs == ord(")"))
    return bool(np.cumsum(opened).max(initial=0) > DEEPEST)


def _deep_bytes(value: object) -> bool:
    """Go through the parts of a shape, without calling oneself."""
    if not isinstance(value, bytes) or len(value) < _HEADER_BYTES * DEEPEST:
        return False
    at, left = 0, [1]
    try:
        while left:
            if not left[-1]:
                left.pop()
                continue
            left[-1] -= 1
            order = "<" if value[at] == 1 else ">"
            (kind,) = struct.unpack_from(f"{order}I", value, at + 1)
            at += 9 if kind & _SRID else 5
            flat = kind & 0x0FFFFFFF
            place = 8 * (2 + _MORE[flat // 1000 % 4] + bool(kind & _Z) + bool(kind & _M))
            if flat % 1000 == 1:
                at += place
                continue
            (count,) = struct.unpack_from(f"{order}I", value, at)
            at += 4
            if flat % 1000 == 2:
                at += count * place
            elif flat % 1000 == 3:
                for _ in range(count):
                    (points,) = struct.unpack_from(f"{order}I", value, at)
                    at += 4 + points * place
            else:
                left.append(count)
                if len(left) > DEEPEST:
                    return True
    except (struct.error, IndexError):  # cut off: the library says so too
        return False
    return False

"""Squares of ground in three files of a published version, so that one is read without the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from geodata.ground.ground import Ground, Square

SQUARES, KEYS, STARTS = "ground.squares", "ground.keys.npy", "ground.starts.npy"
MOST = 1 << 24
"""Columns or rows of squares, and more than any zoom that is used has."""


def save_ground(ground: Ground, folder: Path) -> None:
    """Write all squares, one after another, and where each begins."""
    ordered = sorted(ground.squares.items(), key=lambda item: _key(item[0]))
    (folder / SQUARES).write_bytes(b"".join(content for _, content in ordered))
    np.save(folder / KEYS, np.array([_key(square) for square, _ in ordered], np.int64))
    np.save(folder / STARTS, np.cumsum([0, *(len(content) for _, content in ordered)], dtype=np.int64))


def square_content(folder: Path, square: Square) -> bytes | None:
    """Document of a square, gzipped; None where the version has none, or its files do not hold it whole."""
    try:
        keys, starts = (np.load(folder / name, allow_pickle=False) for name in (KEYS, STARTS))
        key = _key(square)
        at = int(np.searchsorted(keys, key))
        if at == len(keys) or keys[at] != key:
            return None
        begins, ends = int(starts[at]), int(starts[at + 1])
        with (folder / SQUARES).open("rb") as squares:
            squares.seek(begins)
            content = squares.read(ends - begins)
    except (OSError, EOFError, ValueError, IndexError, TypeError):
        return None
    return content if len(content) == ends - begins else None


def _key(square: Square) -> int:
    zoom, column, row = square
    return (zoom * MOST + column) * MOST + row

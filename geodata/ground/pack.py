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
    """Document of a square, gzipped; None where the version has none."""
    try:
        keys = np.load(folder / KEYS, mmap_mode="r", allow_pickle=False)
        starts = np.load(folder / STARTS, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        return None
    key = _key(square)
    at = int(np.searchsorted(keys, key))
    if at == len(keys) or keys[at] != key:
        return None
    with (folder / SQUARES).open("rb") as content:
        content.seek(int(starts[at]))
        return content.read(int(starts[at + 1] - starts[at]))


def _key(square: Square) -> int:
    zoom, column, row = square
    return (zoom * MOST + column) * MOST + row

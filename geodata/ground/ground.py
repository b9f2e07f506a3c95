"""The ground of a region: squares as they are served, and which there are."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from geodata.contract.settings import Source
from geodata.ground.squares import LEVELS, STEPS

Square = tuple[int, int, int]
"""Zoom, column and row."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Squares of ground, compressed, and where they come from.

    Attributes
    ----------
    source : Source
    squares : dict of (zoom, column, row) to bytes
        Documents as of `geodata.ground.documents`, gzipped; ascending.
    """

    source: Source
    squares: Mapping[Square, bytes]

    def index(self) -> dict[str, Any]:
        """What a browser must know to ask for squares, and for no others.

        Returns
        -------
        dict
            `steps` (across a square), and `levels`: from which zoom of the map (`start`), `zoom`, `column`,
            `row`, `columns` and `rows` of the squares' box, and `has`, a bit for each, row by row, as base64.
        """
        levels = []
        for level in LEVELS:
            own = np.array([key[1:] for key in self.squares if key[0] == level.zoom], int).reshape(-1, 2)
            if not len(own):
                continue
            first, last = own.min(axis=0), own.max(axis=0)
            columns, rows = (last - first + 1).tolist()
            has = np.zeros((rows, columns), bool)
            has[tuple((own - first).T[::-1])] = True
            bits = base64.b64encode(np.packbits(has, bitorder="little").tobytes()).decode()
            column, row = first.tolist()
            levels.append(
                {"start": level.start, "zoom": level.zoom, "column": column, "row": row,
                 "columns": columns, "rows": rows, "has": bits}
            )  # fmt: skip
        return {"steps": STEPS, "levels": levels}

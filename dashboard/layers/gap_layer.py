"""What layers of a difference share, of two scenarios or of two versions: steps, colours and table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Cells, Column, Fill, Phrase, Table
from dashboard.layers.gap_scale import SCALES, GapScale
from dashboard.layers.measured import kind_of
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Text
from geodata.focus.place import Place, single
from geodata.measures.coverage import NEAREST
from geodata.measures.gap import better_side
from geodata.measures.measure import Measure
from geodata.measures.tally import Floats

Side = tuple[str, str | Text, Cells]
"""Key of a column, its heading, and the measure of every area on that side."""
Ints = NDArray[np.int64]
NOBODY: Mapping[str, Ints] = MappingProxyType({})


@dataclass(frozen=True)
class GapLayer(ABC):
    """Areas by how much better or worse they have it on one side than on another, by one measure."""

    by: str = NEAREST.key
    style: Literal["fill"] = "fill"

    @property
    def scale(self) -> GapScale:
        """The steps of the measure that is compared."""
        return SCALES[self.by]

    @property
    def shows(self) -> Measure:
        """What is compared."""
        return self.scale.measure

    @abstractmethod
    def gaps(self, assessment: Assessment) -> Floats:
        """One side less the other, of every area."""

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by the steps of the measure, from much better to much worse; hatched where unknown."""
        return self.scale.fill(self.gaps(assessment))

    def table_of(
        self,
        assessment: Assessment,
        focus: Place,
        sides: tuple[Side, Side],
        words: Mapping[str, str],
        persons: Mapping[str, Ints] = NOBODY,
    ) -> Table:
        """Areas in focus where the two sides differ so that it shows, by residents and how much.

        Parameters
        ----------
        assessment : Assessment
        focus : Place
        sides : tuple of two
        words : mapping of str to str
            Catalogue keys: `title`, `gap` and `side` of columns; `first`, `second`, `no`: which is better;
            `only_first` and `only_second` where a unit is within reach on one side only, `empty`.
        persons : mapping of str to int64, shape (areas,)
            Residents whose own way differs, by the key of their column; an area with any has a row.
        """
        kind, gaps, better = kind_of(self.shows), self.gaps(assessment), self.shows.better
        reached = {-np.inf: Phrase(words["only_first"]), np.inf: Phrase(words["only_second"])}
        differs = np.logical_or.reduce([self.scale.differs(gaps), *(each > 0 for each in persons.values())])
        at = focus.areas[differs[focus.areas]]
        size = np.abs(gaps[at])
        most = size[np.isfinite(size)].max(initial=1.0)
        at = at[np.argsort(-assessment.persons[at] * np.minimum(size, 2 * most), kind="stable")]
        of_gap = [better_side(gap, better) for gap in np.nan_to_num(gaps, nan=0.0).tolist()]
        values: dict[str, Cells] = {
            **{key: cells for key, _, cells in sides},
            "gap": np.array([reached.get(gap, gap) for gap in gaps.tolist()], object),
            "side": np.array([Phrase(words[side or "no"]) for side in of_gap], object),
            **persons,
        }
        return table_of_areas(
            assessment,
            single(focus.kind, focus.id, at, focus.units),
            words["title"],
            [
                *(Column(key, heading, kind, better) for key, heading, _ in sides),
                Column("gap", words["gap"], "change" if kind == "minutes" else "number"),
                Column("side", words["side"], "text"),
                *(Column(key, f"column.{key}", "count") for key in persons),
            ],
            values,
            empty=words["empty"],
        )

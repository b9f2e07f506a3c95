"""Themes: a status per municipality or area that a region brings along, such as decisions under LOV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.layers.base import Column, Fill, Legend, Swatch, Table
from dashboard.layers.colours import NOTHING_KNOWN
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import Theme
from geodata.focus.place import Place
from geodata.measures.themes import categories, of_municipalities
from geodata.region.region import Region


@dataclass(frozen=True)
class ThemeLayer:
    """Areas by the category they have in one theme of the region's settings."""

    theme: Theme
    style: Literal["fill"] = "fill"

    @property
    def key(self) -> str:
        """The theme's own key."""
        return self.theme.key

    def available(self, assessment: Assessment) -> bool:
        """Whether any area has a category."""
        return bool((categories(assessment.region, self.theme) >= 0).any())

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class = place of the category in the legend; the last class is not known."""
        unknown = len(self.theme.categories)
        found = categories(assessment.region, self.theme)
        colours = [self.theme.colours[key] for key in self.theme.categories]
        return Fill(
            np.where(found < 0, unknown, found).astype(np.uint8), [*colours, NOTHING_KNOWN], (unknown,)
        )

    def legend(self, assessment: Assessment) -> Legend:
        """Categories with how many municipalities have each."""
        table = by_municipality(assessment.region, self.theme)
        counts = np.bincount(
            [category for _, _, category in table if category >= 0], minlength=len(self.theme.categories)
        )
        swatches = [
            Swatch(words, self.theme.colours[key], int(counts[at]))
            for at, (key, words) in enumerate(self.theme.categories.items())
        ]
        if any(category < 0 for _, _, category in table):
            swatches.append(Swatch("legend.unknown", NOTHING_KNOWN))
        return Legend("legend.theme", swatches, values={"theme": self.theme.name})

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """One row a municipality in focus."""
        inside = set(assessment.region.areas["municipality_id"].to_numpy(object)[focus.areas])
        rows = [row for row in by_municipality(assessment.region, self.theme) if row[0] in inside]
        names = list(self.theme.categories.values())
        return Table(
            title="layer.theme.table",
            row_kind="municipality",
            ids=[row[0] for row in rows],
            columns=(
                Column("municipality", "column.municipality", "text"),
                Column("status", self.theme.name, "text"),
            ),
            values={
                "municipality": [row[1] for row in rows],
                "status": [names[row[2]] if row[2] >= 0 else None for row in rows],
            },
            empty="empty.areas",
        )


def by_municipality(region: Region, theme: Theme) -> tuple[tuple[str, str, int], ...]:
    """Id, name and category place of each municipality."""
    places = region.municipalities
    stands = of_municipalities(region, theme).tolist()
    return tuple(zip(places.ids, places.names, stands, strict=True))

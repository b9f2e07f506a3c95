"""What a scenario changes: minutes to the nearest unit against today, in steps either way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.amounts import edge_of
from dashboard.layers.base import Column, Fill, Legend, Phrase, Swatch, Table
from dashboard.layers.colours import DIVERGING
from dashboard.layers.gap_scale import SCALES
from dashboard.layers.measured import area_values
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.change import DIFFERENCE
from geodata.measures.coverage import NEAREST
from geodata.measures.measure import Measure

SCALE = SCALES[NEAREST.key]


@dataclass(frozen=True)
class Change:
    """Areas by how much shorter or longer the way becomes.

    `as_today` draws them beside a scenario that changes units: in its classes, where nothing is changed yet.
    """

    as_today: bool = False
    key: str = "change"
    style: Literal["fill"] = "fill"
    shows: Measure = DIFFERENCE

    def available(self, assessment: Assessment) -> bool:
        """Where the scenario changes anything."""
        return self.as_today or bool(assessment.scenario.changes)

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `SCALE`, from much shorter to much longer."""
        return Fill(classes(assessment), list(DIVERGING))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each."""
        counts = np.bincount(classes(assessment), minlength=len(DIVERGING))
        same, some, much = SCALE.ends
        ends = (-much, -some, -same, same, some, much)
        labels: list[tuple[str, dict[str, float]]] = [
            ("legend.shorter", {"high": much}),
            ("legend.shorter_between", {"low": some, "high": much}),
            ("legend.shorter_between", {"low": same, "high": some}),
            ("legend.unchanged", {}),
            ("legend.longer_between", {"low": same, "high": some}),
            ("legend.longer_between", {"low": some, "high": much}),
            ("legend.longer", {"high": much}),
        ]
        return Legend(
            "legend.change",
            [
                Swatch(label, DIVERGING[at], int(counts[at]), values, edge=edge_of(ends, at, "number"))
                for at, (label, values) in enumerate(labels)
            ],
        )

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas in focus that get a shorter or longer way, by residents x minutes."""
        gap = area_values(assessment, DIFFERENCE)
        before, after = (area_values(each, NEAREST) for each in (assessment.without_changes, assessment))
        at = focus.areas[np.isin(focus.areas, assessment.affected)]
        lost = 2 * assessment.region.settings.travel.longest_min  # more than any journey
        weight = assessment.persons[at] * np.clip(np.abs(gap[at]), 0, lost)
        at = at[np.argsort(-weight, kind="stable")]
        areas = assessment.region.areas.iloc[at]
        spread = {} if assessment.access.homes.single else _spread(assessment)
        limit = assessment.scenario.limit_min
        near, far = (
            before[at] <= limit,
            after[at] <= limit,
        )
        passes = [Phrase(f"change.{_word(was)}_{_word(is_)}") for was, is_ in zip(near, far, strict=True)]
        return Table(
            title="layer.change.table",
            row_kind="area",
            ids=areas.index.tolist(),
            columns=(
                Column("area", "column.area", "text"),
                Column("municipality", "column.municipality", "text"),
                Column("persons", "column.persons", "count"),
                Column("today", "column.today", "minutes", "lower"),
                Column("scenario", "column.in_scenario", "minutes", "lower"),
                Column("difference", "column.difference", "change", "lower"),
                *(Column(key, f"column.{key}", "count") for key in spread),
                Column("limit", "column.within_limit", "text"),
            ),
            values={
                "area": areas["name"].to_numpy(object),
                "municipality": areas["municipality"].to_numpy(object),
                "persons": assessment.persons[at],
                "today": before[at],
                "scenario": after[at],
                "difference": gap[at],
                **{key: persons[at] for key, persons in spread.items()},
                "limit": passes,
            },
            empty="empty.change",
        )


def classes(assessment: Assessment) -> NDArray[np.uint8]:
    """Step of each area, 0 to 6: see `GapScale`."""
    return SCALE.classes(area_values(assessment, DIFFERENCE))


def _spread(assessment: Assessment) -> dict[str, NDArray[np.int64]]:
    """Residents of each area by what the changes do to their own way, where not all of them live together."""
    return {"longer": assessment.persons_with("longer"), "shorter": assessment.persons_with("shorter")}


def _word(within: bool) -> str:
    return "yes" if within else "no"

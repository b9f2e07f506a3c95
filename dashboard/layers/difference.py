"""Two scenarios: where one of them is better than the other, and by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Cells, Column, Fill, Legend, Phrase, Table
from dashboard.layers.gap_scale import SCALES, GapScale
from dashboard.layers.measured import area_cells, area_values, kind_of
from dashboard.texts.catalogue import LANGUAGES
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Text
from geodata.focus.place import Place, single
from geodata.measures.coverage import NEAREST
from geodata.measures.gap import Side, area_gaps, better_side
from geodata.measures.measure import Measure
from geodata.measures.tally import Floats
from geodata.region.changes import Change
from geodata.scenario.rule_changes import RuleChange


@dataclass(frozen=True)
class ComparedScenario:
    """What a scenario is compared with: another of the same question, and what the two are called.

    Attributes
    ----------
    changes : tuple of Change
    rules : tuple of RuleChange
    name, other_name : str
        Of the one shown, and of the other; "" where they were given none.
    """

    changes: tuple[Change, ...] = ()
    rules: tuple[RuleChange, ...] = ()
    name: str = ""
    other_name: str = ""

    def __bool__(self) -> bool:
        """Whether anything is compared with."""
        return bool(self.changes or self.rules)

    def other(self, assessment: Assessment) -> Assessment:
        """The answer to the other scenario, by the same question."""
        region = assessment.region
        question = replace(assessment.scenario, region=region, changes=self.changes, rules=self.rules)
        return assess(region, question)

    @property
    def heading(self) -> str | Text:
        """What the one shown is called in a table."""
        return _named("A", self.name) or "gap.first"

    @property
    def other_heading(self) -> str | Text:
        """What the other is called in a table."""
        return _named("B", self.other_name) or "gap.second"


ALONE = ComparedScenario()


@dataclass(frozen=True)
class Difference:
    """Areas by how much better or worse they have it in one scenario than in another."""

    versus: ComparedScenario = ALONE
    by: str = NEAREST.key
    key: str = "difference"
    style: Literal["fill"] = "fill"

    @property
    def scale(self) -> GapScale:
        """The steps of the measure that is compared."""
        return SCALES[self.by]

    @property
    def shows(self) -> Measure:
        """What is compared."""
        return self.scale.measure

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Where there is a scenario to compare with."""
        return bool(self.versus)

    def values(self, assessment: Assessment, focus: Place) -> Fill:  # noqa: ARG002  the protocol's
        """Class by the steps of the measure, from where the one shown is better to where the other is."""
        return self.scale.fill(self.gaps(assessment))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, under the names of the two."""
        if not self.versus:
            return Legend("layer.difference.name", [], "gap.alone")
        blanks = {
            "measure": Phrase(f"gap.measure.{self.by}"),
            "first": self.versus.name or Phrase("gap.first"),
            "second": self.versus.other_name or Phrase("gap.second"),
        }
        swatches = self.scale.swatches(self.gaps(assessment), "scenario")
        return Legend("legend.difference", swatches, "gap.names", blanks)

    def table(self, assessment: Assessment, focus: Place) -> Table:
        """Areas in focus where the two differ, by residents and how much."""
        measure, versus = self.shows, self.versus
        gaps = self.gaps(assessment)
        at = focus.areas[self.scale.differs(gaps)[focus.areas]]
        size = np.abs(gaps[at])
        most = size[np.isfinite(size)].max(initial=1.0)
        at = at[np.argsort(-assessment.persons[at] * np.minimum(size, 2 * most), kind="stable")]
        kind = kind_of(measure)
        values: dict[str, Cells] = {
            "first": area_cells(assessment, measure),
            "second": area_cells(versus.other(assessment), measure),
            "gap": _cells(gaps),
            "side": np.array(
                [Phrase(f"gap.better_{side or 'no'}") for side in _sides(gaps, measure)], object
            ),
        }
        return table_of_areas(
            assessment,
            single(focus.kind, focus.id, at, focus.units),
            "layer.difference.table",
            [
                Column("first", versus.heading, kind, measure.better),
                Column("second", versus.other_heading, kind, measure.better),
                Column("gap", "gap.column", "change" if kind == "minutes" else "number"),
                Column("side", "gap.side", "text"),
            ],
            values,
            empty="empty.difference",
        )

    def sides(self, assessment: Assessment) -> tuple[tuple[str | Text, Floats], tuple[str | Text, Floats]]:
        """What the two are called, and the measure of every area in each."""
        other = area_values(self.versus.other(assessment), self.shows)
        shown = area_values(assessment, self.shows)
        return (self.versus.heading, shown), (self.versus.other_heading, other)

    def gaps(self, assessment: Assessment) -> Floats:
        """The one shown less the other, of every area."""
        return area_gaps(self.shows, assessment, self.versus.other(assessment))


def _sides(gaps: Floats, measure: Measure) -> list[Side]:
    return [better_side(gap, measure.better) for gap in np.nan_to_num(gaps, nan=0.0).tolist()]


def _cells(gaps: Floats) -> Cells:
    """Gaps in a table; in words where only one of the two reaches a unit."""
    reached = {-np.inf: Phrase("gap.only_first"), np.inf: Phrase("gap.only_second")}
    return np.array([reached.get(gap, gap) for gap in gaps.tolist()], object)


def _named(letter: str, name: str) -> Text | None:
    return dict.fromkeys(LANGUAGES, f"{letter}: {name}") if name else None

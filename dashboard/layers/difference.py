"""Two scenarios: where one of them is better than the other, and by how much."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.layers.base import Legend, Phrase, Table
from dashboard.layers.gap_layer import GapLayer, Ints
from dashboard.layers.measured import area_cells, area_values
from dashboard.texts.catalogue import LANGUAGES
from geodata.assessment.assessment import Assessment, assess
from geodata.contract.settings import Text
from geodata.focus.place import Place
from geodata.measures.coverage import NEAREST
from geodata.measures.gap import area_gaps
from geodata.measures.tally import Floats
from geodata.region.changes import Change
from geodata.scenario.rule_changes import RuleChange
from geodata.scenario.valid_changes import possible_changes


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
        """The answer to the other scenario, by the same question, with the changes its care form allows."""
        region = assessment.region
        changes = possible_changes(region, self.changes, assessment.scenario.care_form)
        question = replace(assessment.scenario, region=region, changes=changes, rules=self.rules)
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
WORDS = {
    "title": "layer.difference.table", "gap": "gap.column", "side": "gap.side",
    "first": "gap.better_first", "second": "gap.better_second", "no": "gap.better_no",
    "only_first": "gap.only_first", "only_second": "gap.only_second", "empty": "empty.difference",
}  # fmt: skip
"""Catalogue keys of the table."""


@dataclass(frozen=True)
class Difference(GapLayer):
    """Areas by how much better or worse they have it in one scenario than in another."""

    versus: ComparedScenario = ALONE
    key: str = "difference"

    def available(self, assessment: Assessment) -> bool:  # noqa: ARG002  the protocol's
        """Where there is a scenario to compare with."""
        return bool(self.versus)

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
        """Areas in focus where the two differ."""
        other = self.versus.other(assessment)
        sides = (
            ("first", self.versus.heading, area_cells(assessment, self.shows)),
            ("second", self.versus.other_heading, area_cells(other, self.shows)),
        )
        return self.table_of(assessment, focus, sides, WORDS, self._nearer(assessment, other))

    def _nearer(self, assessment: Assessment, other: Assessment) -> dict[str, Ints]:
        """Residents with a shorter way in each, where those of an area do not all live together."""
        if self.shows is not NEAREST or assessment.access.homes.single:
            return {}
        return {
            "nearer_first": assessment.persons_with("shorter", other),
            "nearer_second": assessment.persons_with("longer", other),
        }

    def sides(self, assessment: Assessment) -> tuple[tuple[str | Text, Floats], tuple[str | Text, Floats]]:
        """What the two are called, and the measure of every area in each."""
        other = area_values(self.versus.other(assessment), self.shows)
        shown = area_values(assessment, self.shows)
        return (self.versus.heading, shown), (self.versus.other_heading, other)

    def gaps(self, assessment: Assessment) -> Floats:
        """The one shown less the other, of every area."""
        return area_gaps(self.shows, assessment, self.versus.other(assessment))


def _named(letter: str, name: str) -> Text | None:
    return dict.fromkeys(LANGUAGES, f"{letter}: {name}") if name else None

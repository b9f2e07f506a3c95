"""How use has changed: visits by residents of each area against another period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dashboard.layers.areas import table_of_areas
from dashboard.layers.base import Column, Figure, Fill, Legend, Said, Swatch, Table
from dashboard.layers.colours import MORE_OR_LESS, NOTHING_KNOWN
from geodata.assessment.assessment import Assessment, assess
from geodata.disclosure.shares import may_be_shown
from geodata.focus.focus import Focus
from geodata.region import periods

BREAKS = (-0.3, -0.15, -0.05, 0.05, 0.15, 0.3)
"""Shares: seven classes, the middle one as good as unchanged."""
UNKNOWN = len(BREAKS) + 1
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class UseChange:
    """Areas by how many more or fewer visits their residents make than in another period.

    `since` is that period; "", and one that is not as long as the scenario's, is the usual one.
    """

    since: str = ""
    key: str = "use_change"
    style: Literal["fill"] = "fill"

    def available(self, assessment: Assessment) -> bool:
        """Whether the visits have another period as long as the scenario's."""
        return assessment.use.flows is not None and bool(comparable(assessment))

    def values(self, assessment: Assessment, focus: Focus) -> Fill:  # noqa: ARG002  the protocol's
        """Class by `BREAKS`, from many fewer to many more; hatched where there were too few."""
        return Fill(self._classes(assessment), [*MORE_OR_LESS, NOTHING_KNOWN], (UNKNOWN,))

    def legend(self, assessment: Assessment) -> Legend:
        """The steps, with how many areas stand in each, and which periods are compared."""
        if not self.available(assessment):
            return Legend("layer.use_change.name", [], "why.one_period")
        counts = np.bincount(self._classes(assessment), minlength=UNKNOWN + 1)
        ends = [Figure(abs(one), "share") for one in BREAKS]
        labels: list[tuple[str, dict[str, Figure]]] = [
            ("legend.fewer", {"high": ends[0]}),
            ("legend.fewer_between", {"low": ends[1], "high": ends[0]}),
            ("legend.fewer_between", {"low": ends[2], "high": ends[1]}),
            ("legend.use_unchanged", {"high": ends[3]}),
            ("legend.more_between", {"low": ends[3], "high": ends[4]}),
            ("legend.more_between", {"low": ends[4], "high": ends[5]}),
            ("legend.more", {"high": ends[5]}),
        ]
        swatches = [
            Swatch(label, MORE_OR_LESS[at], int(counts[at]), values)
            for at, (label, values) in enumerate(labels)
        ]
        if counts[UNKNOWN]:
            swatches.append(Swatch("legend.use_too_few", NOTHING_KNOWN, int(counts[UNKNOWN])))
        form = assessment.region.settings.care_forms[assessment.scenario.care_form]
        return Legend("legend.use_change", swatches, values={"visits": form.visits_name})

    def table(self, assessment: Assessment, focus: Focus) -> Table:
        """Areas with visits in both periods, the difference, and its share."""
        before = self._before(assessment)
        now = assessment.use.visits_by_area
        if before is None or now is None:
            why = "why.no_visits" if now is None else "why.one_period"
            return Table("layer.use_change.table", "area", [], (), {}, why)
        change = self.change(assessment)
        said = change.astype(object)
        said[np.isnan(change)] = Said("why.too_few")
        then = periods_said(compared(assessment, self.since))
        return table_of_areas(
            assessment,
            focus,
            "layer.use_change.table",
            (
                Column("now", periods_said(assessment.scenario.period), "count"),
                Column("before", then, "count"),
                Column("difference", "column.use_difference", "count"),
                Column("change", "column.use_change", "share"),
            ),
            {"now": now, "before": before, "difference": now - before, "change": said},
        )

    def _before(self, assessment: Assessment) -> NDArray[np.int64] | None:
        period = compared(assessment, self.since)
        if not period:
            return None
        region = assessment.region
        past = replace(assessment.scenario, region=region, changes=(), rules=(), period=period)
        return assess(region, past).use.visits_by_area

    def change(self, assessment: Assessment) -> Floats:
        """Visits more or fewer, as a share of those before; NaN where those were too few."""
        before, now = self._before(assessment), assessment.use.visits_by_area
        none = np.full(len(assessment.persons), np.nan)
        if before is None or now is None:
            return none
        share: Floats = np.divide(now - before, before, out=none, where=may_be_shown(before))
        return share

    def _classes(self, assessment: Assessment) -> NDArray[np.uint8]:
        """Step of each area by `BREAKS`: a break itself belongs to the step nearer the middle."""
        change = self.change(assessment)
        down = np.searchsorted(BREAKS[:3], change, side="right")
        up = 3 + np.searchsorted(BREAKS[3:], change, side="left")
        found = np.where(change < 0, down, up)
        return np.where(np.isnan(change), UNKNOWN, found).astype(np.uint8)


def comparable(assessment: Assessment) -> Sequence[str]:
    """Periods as long as the scenario's, other than it, newest first."""
    visits, period = assessment.region.visits, assessment.scenario.period
    if visits is None:
        return ()
    parts = len(periods.covered(period, visits.periods))
    return [
        one
        for one in periods.choices(visits.periods)
        if one != period and len(one) == len(period) and len(periods.covered(one, visits.periods)) == parts
    ]


def compared(assessment: Assessment, asked: str = "") -> str:
    """The period compared with: the one asked for, else the same of the year before, else the one before.

    Returns
    -------
    str
        "" where there is none.
    """
    among = comparable(assessment)
    if asked in among:
        return asked
    period = assessment.scenario.period
    before = [one for one in among if one < period]
    year_before = f"{int(period[:4]) - 1}{period[4:]}" if period else ""
    return year_before if year_before in before else next(iter([*before, *among]), "")


def periods_said(key: str) -> dict[str, str]:
    """A period as a heading: its key, which reads the same in every language."""
    return {"sv": key, "en": key}

"""What a KPI is: one figure of any part of a region, and what shows it on the map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from geodata.assessment.assessment import Assessment
from geodata.focus.focus import Focus

UnitOfMeasure = Literal["count", "number", "share", "minutes", "currency", "per_10000", "index"]
Family = Literal["coverage", "supply", "flows", "quality", "economy", "themes"]
Better = Literal["higher", "lower", ""]


@dataclass(frozen=True)
class Measure:
    """A value and what it is made of; `value` is None where nothing is known.

    `why` is the catalogue key of the reason where `value` is None (no visits, no capacity ...).
    Infinite minutes mean that nothing is within reach.
    """

    value: float | None
    unit: UnitOfMeasure
    numerator: float | None = None
    denominator: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Meta:
    """Where a figure comes from, for its information mark."""

    source: str  # who published it; "" where nobody is named
    date: str  # a day, a period's key, or words; "" where there is none
    values: Mapping[str, object] = field(default_factory=dict)  # for the description's blanks


class Kpi(Protocol):
    """One figure. The catalogue holds `kpi.<key>.name` and `kpi.<key>.about`."""

    @property
    def key(self) -> str:
        """In addresses, reports and the catalogue."""

    @property
    def family(self) -> Family:
        """Which heading it stands under."""

    @property
    def layer(self) -> str:
        """Key of the layer that shows it on the map."""

    @property
    def better(self) -> Better:
        """Which way is better; "" where more is neither."""

    def measure(self, assessment: Assessment, focus: Focus) -> Measure:
        """The figure for the areas and units in focus."""

    def meta(self, assessment: Assessment) -> Meta:
        """Its source and date."""

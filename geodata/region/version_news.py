"""What a version has that the one before it had not: counts first, then bounded lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

LISTED = 200
"""Things listed of a kind: the count tells of them all."""

UnitChange = Literal["new", "gone", "closed", "moved", "renamed", "changed"]
AreaChange = Literal["new", "gone", "changed"]


@dataclass(frozen=True)
class UnitNews:
    """A unit that came, went, moved, changed its name or other facts.

    `before` is the old name of one that is renamed; `columns` those of the table of units that differ;
    `distance_m` how far one has moved; `lon` and `lat` where one that moved or is gone stood before.
    """

    kind: UnitChange
    id: str
    name: str
    care_form: str
    operator: str = ""
    before: str = ""
    columns: tuple[str, ...] = ()
    distance_m: float | None = None
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class AreaNews:
    """An area that came, went, or has another name, municipality or border."""

    kind: AreaChange
    id: str
    name: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResidentNews:
    """An area with other residents than before."""

    id: str
    name: str
    before: int
    after: int


@dataclass(frozen=True)
class VisitNews:
    """Published visits of a period in both versions; None where a version has no such period."""

    period: str
    before: int | None
    after: int | None


@dataclass(frozen=True)
class IndicatorNews:
    """How many values of an indicator came, went or differ; `kind` is of the indicator itself."""

    key: str
    kind: Literal["new", "gone", "kept"]
    added: int
    removed: int
    changed: int


@dataclass(frozen=True)
class SettingNews:
    """A setting that differs: where it stands in `region.toml`, and its two values as text; "" for none."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class FigureNews:
    """A key figure of the whole region, by a care form's own question; None where there is none."""

    care_form: str
    key: str
    unit: str
    better: str
    before: float | None
    after: float | None


@dataclass(frozen=True, eq=False)
class VersionNews:
    """The news of one version.

    Attributes
    ----------
    previous, previous_built : str
        The version before, and when it was built, ISO 8601.
    counts : dict of str to int
        How many there are of each kind, `units_new` and so on, listed or not.
    care_forms, measures : tuple of str
        What `before_values` is of.
    before_values : float64, shape (care forms, measures, areas)
        The measures in the version before, by each care form's own question, for the areas of this one: NaN
        where that had no such area or value, inf where no unit was within reach.
    """

    previous: str
    previous_built: str
    counts: dict[str, int]
    units: tuple[UnitNews, ...]
    areas: tuple[AreaNews, ...]
    residents: tuple[ResidentNews, ...]
    persons_before: int
    persons_after: int
    visits: tuple[VisitNews, ...]
    protected: bool
    indicators: tuple[IndicatorNews, ...]
    settings: tuple[SettingNews, ...]
    figures: tuple[FigureNews, ...]
    care_forms: tuple[str, ...]
    measures: tuple[str, ...]
    before_values: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0, 0)))

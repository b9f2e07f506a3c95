"""Five kinds of service areas side by side, and how much any two of them have in common.

Nearest and observed give every area one unit. Contracted areas, those within reach and recruitment
basins may overlap, so each kind is told in two ways: which areas each unit has (`members`), and which one
unit stands for each area where the map has room for one alone (`serving`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import RegionError
from geodata.flows.flows import matrix, plurality
from geodata.flows.past_nearest import Disagreement, disagreement
from geodata.flows.recruitment_basins import basins
from geodata.travel import kept

Ints = NDArray[np.int64]
ServiceKind = Literal["nearest", "observed", "basin", "reachable", "contracted"]
KINDS: tuple[ServiceKind, ...] = ("nearest", "observed", "basin", "reachable", "contracted")
ONE_EACH: tuple[ServiceKind, ...] = ("nearest", "observed")
"""Kinds that give every area one unit; those of the rest may overlap."""


@dataclass(frozen=True)
class Overlap:
    """What two kinds of service areas have in common, added up over some units and areas.

    An area that two units both have counts once for each.
    """

    both: float  # residents of areas that a unit has in both kinds
    first: float  # in the first
    second: float  # in the second
    both_visits: float  # to the unit from areas that it has in both
    visits: float  # to the units, from the areas asked about

    @property
    def of_one(self) -> float:
        """Share of the first kind's residents that the second has too; NaN where it has none."""
        return self.both / self.first if self.first else float("nan")

    @property
    def of_other(self) -> float:
        """Share of the second kind's residents that the first has too; NaN where it has none."""
        return self.both / self.second if self.second else float("nan")


def known_kinds(assessment: Assessment) -> tuple[ServiceKind, ...]:
    """The kinds that a region has what it takes for: contracts, or visits, may be missing."""
    missing = set()
    if assessment.use.flows is None:
        missing |= {"observed", "basin"}
    if not _contracts(assessment).nnz:
        missing.add("contracted")
    return tuple(kind for kind in KINDS if kind not in missing)


def members(assessment: Assessment, kind: ServiceKind) -> csr_array:
    """Which areas each unit has.

    Parameters
    ----------
    assessment : Assessment
    kind : {"nearest", "observed", "basin", "reachable", "contracted"}

    Returns
    -------
    csr_array of bool, shape (areas, units)
        Empty where the region lacks what the kind is made of.
    """
    if kind == "contracted":
        return _contracts(assessment)
    if kind == "reachable":
        near = kept(
            assessment.access.minutes, assessment.access.minutes.data <= assessment.scenario.limit_min
        )
        return csr_array((np.ones(near.nnz, bool), near.indices, near.indptr), shape=near.shape)
    if kind == "basin":
        return basins(visits_between(assessment), assessment.persons)
    unit = assessment.access.nearest_unit if kind == "nearest" else assessment.use.observed_unit
    area = np.flatnonzero(unit >= 0) if unit is not None else np.empty(0, np.int64)
    own = unit[area] if unit is not None else area
    return csr_array((np.ones(len(area), bool), (area, own)), shape=_shape(assessment))


def serving(assessment: Assessment, kind: ServiceKind) -> Ints:
    """The one unit that stands for each area, shape (areas,); -1 where none has it or it is not known.

    Of several units that have an area: of the basins the one that most of its visits go to; of those
    within the limit the nearest; of those with a contract the lowest.
    """
    if kind == "nearest":
        return assessment.access.nearest_unit
    if kind == "reachable":
        access = assessment.access
        return np.where(access.shortest_min <= assessment.scenario.limit_min, access.shortest_unit, -1)
    if kind == "observed":
        unit = assessment.use.observed_unit
        return unit if unit is not None else np.full(len(assessment.persons), -1, np.int64)
    has = members(assessment, kind)
    weight = has * visits_between(assessment) if kind == "basin" else has.astype(np.int64)
    return plurality(csr_array(weight))


def overlap(first: csr_array, second: csr_array, persons: Ints, visits: csr_array) -> Overlap:
    """Residents and visits that two kinds of service areas have in common.

    Parameters
    ----------
    first, second : csr_array of bool, shape (areas, units)
    persons : int64, shape (areas,)
    visits : csr_array, shape (areas, units)

    Returns
    -------
    Overlap
        Over all the rows and columns given: pass one column for one unit, some rows for some areas.
    """
    both = csr_array(first.multiply(second))

    def residents(has: csr_array) -> float:
        return float(np.diff(has.indptr) @ persons)

    return Overlap(
        residents(both),
        residents(first),
        residents(second),
        float(both.multiply(visits).sum()),
        float(visits.sum()),
    )


def beyond_nearest(assessment: Assessment) -> Disagreement:
    """Areas whose main unit is further off than the nearest one, as observed."""
    minutes = assessment.changed.minutes
    if minutes is None:
        raise RegionError("the region has no travel minutes yet: build it first")
    return disagreement(visits_between(assessment), minutes, assessment.access.shortest_min)


def visits_between(assessment: Assessment) -> csr_array:
    """Visits of known residence to known units, shape (areas, units); empty without visits."""
    shape = _shape(assessment)
    return csr_array(shape) if assessment.use.flows is None else matrix(assessment.use.flows, *shape)


def _contracts(assessment: Assessment) -> csr_array:
    table = assessment.region.contracted
    unit, area = (table[name].to_numpy(np.int64) for name in ("unit", "area"))
    ours = assessment.supply.in_scope[unit]
    pairs = np.unique(np.column_stack((area[ours], unit[ours])), axis=0)
    return csr_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=_shape(assessment))


def _shape(assessment: Assessment) -> tuple[int, int]:
    return len(assessment.persons), len(assessment.supply.available)

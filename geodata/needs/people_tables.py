"""Residents and projections as tables have them, counted in classes of age and sex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame

from geodata.needs.classes import Classes, counted, positions
from geodata.needs.errors import IncompleteProjectionError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ALL_AGES = Classes((0,))


def residents(population: DataFrame, year: int, classes: Classes, areas: int) -> Floats:
    """Residents of one year.

    Parameters
    ----------
    population : DataFrame
        `area` (position), `year`, `age_from`, `age_to`, `persons`, and `sex` where known.
    year : int
    classes : Classes
    areas : int

    Returns
    -------
    float64, shape (areas, cells)
        0 of a cell that no row counts: nobody lives there.
    """
    rows = population[population["year"] == year]
    return np.nan_to_num(counted(rows, rows["area"].to_numpy(np.int64), areas, classes))


@dataclass(frozen=True, eq=False)
class Projected:
    """What a projection says of municipalities, and of areas that have one of their own.

    Attributes
    ----------
    municipalities : tuple of str
    variants : tuple of str
    years : tuple of int
    whole : float64, shape (variants, years, municipalities, cells)
        NaN where the projection says nothing.
    own : float64, shape (variants, years, areas, cells), or None
        Of areas; None where none has one of its own.
    totals : float64, shape (variants, years, areas), or None
        Of areas as wholes, without ages.
    """

    municipalities: tuple[str, ...]
    variants: tuple[str, ...]
    years: tuple[int, ...]
    whole: Floats
    own: Floats | None
    totals: Floats | None

    def of(self, variant: str, municipality: Ints) -> tuple[Floats, Floats | None]:
        """One variant, which must say how many live in every area.

        Parameters
        ----------
        variant : str
        municipality : int64, shape (areas,)
            Position of each area's.

        Returns
        -------
        whole : float64, shape (years, municipalities, cells)
            NaN of one that the projection lacks, all of whose areas have their own.
        own : float64, shape (years, areas, cells), or None
            NaN where an area has none of its own.

        Raises
        ------
        IncompleteProjectionError
            If neither a municipality nor all of its areas are projected for each year and class.
        """
        without = self.lacking(variant, municipality)
        if without:
            raise IncompleteProjectionError(
                f"the projection {variant or 'main'!r} lacks {len(without)} municipalities in some year of "
                f"{self.years[0]} to {self.years[-1]}, or class of age: {', '.join(without[:20])}; give them "
                "a row of each, or all of their areas"
            )
        return self._of(variant)

    def lacking(self, variant: str, municipality: Ints) -> list[str]:
        """Municipalities of which a variant lacks a year or an age, with an area that has none of its own."""
        whole, own = self._of(variant)
        alone = np.ones(len(municipality), bool) if own is None else np.isnan(own[0, :, 0])
        without = np.unique(municipality[alone & np.isnan(whole[0, :, 0])[municipality]])
        return [self.municipalities[place] for place in without]

    def _of(self, variant: str) -> tuple[Floats, Floats | None]:
        at = self.variants.index(variant)
        own = None if self.own is None else _complete(self.own[at])
        return _complete(self.whole[at]), own

    def totals_of(self, variant: str) -> Floats | None:
        """Areas as wholes in one variant, shape (years, areas); NaN where an area has no such total."""
        return None if self.totals is None else self.totals[self.variants.index(variant)]


def projected(
    projections: DataFrame,
    variants: Sequence[str],
    years: Sequence[int],
    classes: Classes,
    municipalities: Sequence[str],
    areas: int,
) -> Projected:
    """A table of projections counted in classes, all of its variants at once.

    Parameters
    ----------
    projections : DataFrame
        `municipality_id` ("" in an area's row), `area` (-1 in a municipality's), `year`, `sex`, `age_from`,
        `age_to`, `variant`, `persons`.
    variants : sequence of str
    years : sequence of int
        Ascending; those of other years are left out.
    classes : Classes
    municipalities : sequence of str
        Their ids.
    areas : int

    Returns
    -------
    Projected
    """
    known = np.array(years, np.int64)
    year = projections["year"].to_numpy(np.int64)
    at = np.minimum(np.searchsorted(known, year), len(known) - 1)
    variant = positions(projections["variant"], variants)
    frame = np.where((known[at] == year) & (variant >= 0), variant * len(known) + at, -1)
    ages = ~without_ages(projections)

    def of(place: Ints, places: int, which: Bools, cells: Classes) -> Floats | None:
        rows = which & (place >= 0) & (frame >= 0)
        if not rows.any():
            return None
        found = counted(
            projections[rows], frame[rows] * places + place[rows], len(variants) * len(known) * places, cells
        )
        return found.reshape(len(variants), len(known), places, cells.count)

    area = projections["area"].to_numpy(np.int64)
    whole = of(positions(projections["municipality_id"], municipalities), len(municipalities), ages, classes)
    if whole is None:
        whole = np.full((len(variants), len(known), len(municipalities), classes.count), np.nan)
    totals = of(area, areas, ~ages, ALL_AGES)
    return Projected(
        tuple(municipalities),
        tuple(variants),
        tuple(years),
        whole,
        of(area, areas, ages, classes),
        None if totals is None else totals[..., 0],
    )


def without_ages(rows: DataFrame) -> Bools:
    """Rows that count people of all ages together."""
    return np.asarray((rows["age_from"] <= 0) & (rows["age_to"] < 0))


def _complete(people: Floats) -> Floats:
    """The same, with NaN in all of a place that is not known in some year or class."""
    partly = np.isnan(people).any(axis=(0, 2))
    return np.where(partly[:, None], np.nan, people) if partly.any() else people

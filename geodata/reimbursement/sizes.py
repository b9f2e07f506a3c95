"""Persons listed with each unit, weighed by age and sex."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from geodata.contract.reimbursement_settings import AgeWeight, Part
from geodata.reimbursement.basis import Basis, ListClass
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import Exact, added, exact

OPEN_AGE = 1_000
"""Older than anybody: an open class ends there."""


def size(part: Part, basis: Basis, *, by_age: bool = True) -> Exact:
    """Persons listed with each unit, each counted as its age weight.

    Persons whose list is protected count as none.

    Parameters
    ----------
    part : Part
    basis : Basis
    by_age : bool
        Whether the part's weights of age count; else everybody is one.

    Raises
    ------
    ReimbursementError
        If a class of the lists is partly inside a class of weights.
    """
    weights = part.age_weights if by_age else ()
    terms = []
    for column, of in enumerate(basis.classes):
        weight = class_weight(of, weights, part.key)
        if weight:
            persons = np.nan_to_num(basis.lists[:, column], nan=0.0)
            terms.append(exact(persons).times(weight))
    return added(terms, len(basis.units))


def class_weight(of: ListClass, weights: Iterable[AgeWeight], key: str) -> Fraction:
    """What each person of a class counts as: 1 where nothing is weighed, 0 where a class has no weight.

    Raises
    ------
    ReimbursementError
        If it is partly inside a class of weights, or inside several.
    """
    weights = tuple(weights)
    if not weights:
        return Fraction(1)
    found = [weight for weight in weights if _meets(of, weight)]
    if any(not _holds(weight, of) for weight in found):
        ages = f"{of.age_from}-" if of.age_to < 0 else f"{of.age_from}-{of.age_to}"
        raise ReimbursementError.of("class_not_weighed", part=key, ages=ages)
    if len(found) > 1:
        raise ReimbursementError.of("age_weighed_twice", part=key, age=of.age_from)
    return Fraction(found[0].weight) if found else Fraction(0)


def _meets(of: ListClass, weight: AgeWeight) -> bool:
    ages = weight.age_from <= _last(of) and of.age_from <= _end(weight)
    return ages and (not weight.sex or not of.sex or weight.sex == of.sex)


def _holds(weight: AgeWeight, of: ListClass) -> bool:
    ages = weight.age_from <= of.age_from and _last(of) <= _end(weight)
    return ages and (not weight.sex or weight.sex == of.sex)


def _last(of: ListClass) -> int:
    return OPEN_AGE if of.age_to < 0 else of.age_to


def _end(weight: AgeWeight) -> int:
    return OPEN_AGE if weight.age_to is None else weight.age_to

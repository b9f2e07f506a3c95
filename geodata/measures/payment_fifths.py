"""What units are paid by fifths of a weight of theirs, such as CNI: each fifth has as many listed.

Units stand in a row from the lowest weight to the highest, and a fifth is a fifth of all who are listed at
those of the question: so groups are alike in people, and money per listed can be held against each other. A
unit is in the fifth that the middle of all listed at units of its weight falls in. Units without the weight
are told beside.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geodata.assessment.assessment import Assessment
from geodata.contract.errors import UnknownNameError
from geodata.focus.place import Place
from geodata.measures.payment_groups import PaidGroups, grouped
from geodata.measures.reform_of_units import Words, tariff_of, unit_reform
from geodata.reimbursement.of_region import tariff_offer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FIFTHS = 5
USUAL = "cni"
"""Care Need Index: what fifths are of where units have it, else of the first weight that follows people."""
WITHOUT = ""
"""Key of units that the weight is not known of."""


def fifth_weights(assessment: Assessment) -> tuple[str, ...]:
    """Keys of unit weights that follow people and that some unit has, the usual first; none without lists."""
    region = assessment.region
    if region.unit_weights is None:
        return ()
    known = set(region.unit_weights["weight"].unique())
    weights = region.settings.reimbursement.weights.values()
    found = [weight.key for weight in weights if weight.follows == "people" and weight.key in known]
    return tuple(sorted(found, key=lambda key: key != USUAL))


def paid_by_fifth(
    assessment: Assessment, place: Place, words: Words = (), weight: str = ""
) -> PaidGroups | None:
    """Payment by fifth, "1" the lowest weight to "5" the highest, then units without it where there are any.

    Parameters
    ----------
    assessment : Assessment
    place : Place
        One, whose units are told; fifths are of all units.
    words : tuple of pairs of str
        Of the tariff.
    weight : str
        One of `fifth_weights`; "" is the first of them.

    Returns
    -------
    PaidGroups or None
        None where units have no such weight.

    Raises
    ------
    UnknownNameError
        If the weight is none of those.
    ReimbursementError
        If the care form has no model, or the words' tariff cannot be worked out.
    """
    offered = fifth_weights(assessment)
    if weight and weight not in offered:
        raise UnknownNameError(f"{weight!r} is no weight of units; there is {', '.join(offered) or 'none'}")
    if not offered:
        return None
    units = unit_reform(assessment, words)
    value = unit_weight(assessment, weight or offered[0], words)
    value[~units.paid] = np.nan
    fifth = fifth_of_units(value, units.persons)
    keys = [*(str(at + 1) for at in range(FIFTHS)), WITHOUT]
    found = grouped(keys, np.where(fifth < 0, FIFTHS, fifth), place, units)
    if found.units[FIFTHS]:
        return found
    return PaidGroups(
        found.keys[:-1], found.units[:-1], found.persons[:-1], found.before[:-1], found.after[:-1]
    )


def unit_weight(assessment: Assessment, weight: str, words: Words = ()) -> NDArray[np.float64]:
    """A weight of every unit in the period of the model compared with; NaN unknown. Shape (units,)."""
    found = np.full(len(assessment.units), np.nan)
    rows = assessment.region.unit_weights
    if rows is None:
        return found
    offer = tariff_offer(assessment.region, assessment.scenario.care_form)
    period = offer.models[tariff_of(assessment, words).against].period
    ours = rows[rows["weight"] == weight]
    for when in ("", period):  # of no period is of all, where there is none of its own
        of_then = ours[ours["period"].fillna("") == when]
        found[of_then["unit"].to_numpy(np.int64)] = of_then["value"].to_numpy(np.float64)
    return found


def fifth_of_units(values: Floats, persons: Floats) -> Ints:
    """Which fifth of the listed each unit is in, 0 the lowest to 4; -1 where its value is not known.

    Parameters
    ----------
    values : float64, shape (units,)
        Units with the same are in the same fifth: that which the middle of all their listed falls in.
    persons : float64, shape (units,)
        Listed.
    """
    found = np.full(len(values), -1, np.int64)
    known = np.isfinite(values) & (persons > 0)
    each, at = np.unique(values[known], return_inverse=True)
    if len(each):
        listed = np.bincount(at, persons[known])
        middle = (np.cumsum(listed) - listed / 2) / listed.sum()
        found[known] = np.minimum(np.floor(middle * FIFTHS).astype(np.int64), FIFTHS - 1)[at]
    return found

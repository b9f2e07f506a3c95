"""The choice model of one region: chosen and calibrated on its own flows, over its whole choice set."""

from __future__ import annotations

import math
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from geodata.choice.bands import EDGES_MIN, bands, in_bands
from geodata.choice.choice_set import ChoiceSet, choice_set
from geodata.choice.decay import DECAYS
from geodata.choice.held_out import chosen, held_out
from geodata.choice.huff import calibrate, fitted, free_of, likeliest_of
from geodata.choice.load_spread import load_spread
from geodata.choice.shares import Floats, within_areas
from geodata.flows.flows import Flows, matrix
from geodata.region.choice_model import ChoiceModel, Decay, Fit
from geodata.region.region import Region
from geodata.travel.all_minutes import minutes_to_all_units

EQUAL_UNITS_EXPONENT = 1.0
"""Of supply where no capacity is known: a unit twice as large would draw twice as many."""


def calibrated(region: Region, flows: Flows, supply: Floats, published: ChoiceModel | None = None) -> Fit:
    """Huff's model of some flows.

    Minutes are those of the region's travel model without its longest journey, so that the choice
    set is whole; where the region brings its own table, or travels along roads, they end where
    those do, and `Fit.visits_beyond` says how many visits that leaves out.

    Parameters
    ----------
    region : Region
    flows : Flows
    supply : float64, shape (units,)
        Capacity of the units that people choose among, 0 for others and where unknown.
    published : ChoiceModel, optional
        The version's own of this care form: its function of distance is taken, and its fit if that is of
        these very flows and this supply.

    Returns
    -------
    Fit

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the parameters.
    """
    if published and published.fit and published.fitted_on == fitted_on(flows, supply):
        return published.fit
    observed = matrix(flows, len(region.areas), len(region.units))
    decay = published.decay if published else DECAYS[0]
    return calibrate(observed, supply, minutes_to_all_units(region), a=_given(supply), decay=decay)


def fitted_on(flows: Flows, supply: Floats) -> str:
    """A name of the flows and the supply that a model is fitted on: another one where anything differs."""
    digest = blake2b(digest_size=16)
    for each, kind in ((flows.area, "<i8"), (flows.unit, "<i8"), (flows.visits, "<f8"), (supply, "<f8")):
        digest.update(np.ascontiguousarray(each, kind).tobytes())
    return digest.hexdigest()


def choice_model(
    region: Region, care_form: str, period: str, flows: Flows, supply: Floats, inside: NDArray[np.bool_]
) -> ChoiceModel:
    """The model of a care form: its function of distance, its parameters, and how far to trust them.

    Parameters
    ----------
    region : Region
    care_form, period : str
        Of the flows.
    flows : Flows
    supply : float64, shape (units,)
        As `calibrated` takes it.
    inside : bool, shape (units,)
        Units that stand in the region.

    Returns
    -------
    ChoiceModel

    Raises
    ------
    ChoiceModelError
        If the flows cannot tell the parameters.
    """
    observed = matrix(flows, len(region.areas), len(region.units))
    choices, a = choice_set(observed, supply, minutes_to_all_units(region)), _given(supply)
    judged = held_out(choices, a)
    decay = chosen(judged)
    whole = judged[decay].whole if judged else likeliest_of(choices, a, decay)
    fit = fitted(choices, whole, free_of(a), decay)
    lengths, total_min = _lengths(choices, whole.parameters, decay)
    observed_min, predicted_min = total_min / fit.visits
    return ChoiceModel(
        care_form,
        period,
        decay,
        fit.a,
        fit.b,
        fit.a_error,
        fit.b_error,
        fit.pseudo_r2 if math.isfinite(fit.pseudo_r2) else 0.0,
        fit.overlap,
        fit.visits,
        tuple(each.tried for each in judged.values()),
        bands(*lengths),
        float(observed_min),
        float(predicted_min),
        load_spread(choices, judged[decay], inside) if judged else None,
        fit,
        fitted_on(flows, supply),
    )


def _lengths(choices: ChoiceSet, parameters: Floats, decay: Decay) -> tuple[Floats, Floats]:
    """Visits by minutes, shape (2, bands), and minutes of all visits, shape (2,): observed, predicted."""
    lengths, total_min = np.zeros((2, len(EDGES_MIN))), np.zeros(2)
    for block in choices.blocks():
        share = within_areas(parameters @ block.pull(decay), block.first)[0]
        for at, visits in enumerate((block.visits, block.to_pairs(block.leaving) * share)):
            lengths[at] += in_bands(block.minutes, visits)
            total_min[at] += visits @ block.minutes
    return lengths, total_min


def _given(supply: Floats) -> float | None:
    """The exponent of supply where units of one size cannot tell it."""
    return EQUAL_UNITS_EXPONENT if len(np.unique(supply[supply > 0])) < 2 else None

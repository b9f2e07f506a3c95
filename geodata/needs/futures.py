"""Several outlooks beside each other: in how many of them use rises, and where they all agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import UnknownNameError
from geodata.needs.model import NeedModel
from geodata.needs.outlook import MAIN, Outlook, parse_outlook

Floats = NDArray[np.float64]

MOST = 4
"""Outlooks that can be told apart beside each other."""
RISES = (0, 1, 2, 5, 10, 15)
"""Per cent more than which a rise may be said to begin at."""
RISE = 5
SAME = 1e-9
"""Share of today's use by which two uses may differ in their last decimals and still be as much."""
BETWEEN, PARTS_BETWEEN = ";", "/"
PARTS = ("variant", "health", "trend")
"""What futures differ in, in the order that an address has it: all are of one horizon."""


def usual_futures(model: NeedModel) -> tuple[Outlook, ...]:
    """Those that lie furthest apart, and the usual one between them.

    Most is the variant with most people in its last year, with no gain in health and no trend; least that
    with fewest people, with the whole gain.

    Parameters
    ----------
    model : NeedModel

    Returns
    -------
    tuple of Outlook
        From one to three, the least first.
    """
    offer = model.offer
    usual = offer.default()

    def people(variant: str) -> float:
        return float(np.nansum(model.projected.of(variant, model.tables.municipality)[0][-1]))

    variants = sorted(offer.variants, key=people)
    most = replace(usual, variant=variants[-1], health="none", trend=False)
    least = replace(usual, variant=variants[0], health="whole" if offer.health else "none")
    return tuple(dict.fromkeys((least, usual, most)))


def parse_futures(model: NeedModel, text: str, horizon: str = "") -> tuple[Outlook, ...]:
    """The outlooks that an address lists, each once.

    Parameters
    ----------
    model : NeedModel
    text : str
        "low/whole/damped;main/half/none": variant, health and trend of each; what is empty is usual. "" is
        `usual_futures`.
    horizon : str
        The year of all of them; "" is the usual one.

    Raises
    ------
    UnknownNameError
        If one has other parts, or what the region cannot answer, or there are more than `MOST`.
    """
    offer, year = model.offer, {"horizon": horizon}
    if not text:
        at = parse_outlook(offer, year).horizon
        return tuple(replace(outlook, horizon=at) for outlook in usual_futures(model))
    written = text.split(BETWEEN)
    if len(written) > MOST:
        raise UnknownNameError(f"{len(written)} futures beside each other: at most {MOST} can be told apart")
    found = []
    for future in written:
        words = future.split(PARTS_BETWEEN)
        if len(words) != len(PARTS):
            raise UnknownNameError(f"{future!r} is not a future: it is {PARTS_BETWEEN.join(PARTS)}")
        found.append(parse_outlook(offer, dict(zip(PARTS, words, strict=True)) | year))
    return tuple(dict.fromkeys(found))


def written_future(outlook: Outlook) -> str:
    """One outlook as `parse_futures` reads it: all but its year."""
    return PARTS_BETWEEN.join(
        (outlook.variant or MAIN, outlook.health, "damped" if outlook.trend else "none")
    )


def rising(base: Floats, uses: Sequence[Floats], rise: float) -> NDArray[np.int64]:
    """In how many futures use rises by more than a share of today's.

    Parameters
    ----------
    base : float64, shape (places,)
    uses : sequence of float64, shape (places,)
        Use of each future.
    rise : float
        Share of today's use.

    Returns
    -------
    int64, shape (places,)
        0 where there is no use today.
    """
    return np.sum([use > base * (1 + rise + SAME) for use in uses], axis=0) * (base > 0)


def falls_in_all(base: Floats, uses: Sequence[Floats]) -> NDArray[np.bool_]:
    """Whether use falls in every future, shape (places,)."""
    return np.all([use < base * (1 - SAME) for use in uses], axis=0)


def parse_rise(word: str) -> float:
    """Share that a rise begins at; the usual one for "".

    Raises
    ------
    UnknownNameError
        If it is none of `RISES`.
    """
    if not word:
        return RISE / 100
    if word not in {str(rise) for rise in RISES}:
        raise UnknownNameError(f"{word!r} is not where a rise begins: {', '.join(map(str, RISES))} per cent")
    return int(word) / 100

"""An outlook: what changes the need, and nothing else; frozen, hashable, and as an address has it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from geodata.contract.errors import UnknownNameError

HEALTH: Final[Mapping[str, float]] = {"none": 0.0, "half": 0.5, "whole": 1.0}
"""How much of the years of life that are gained are years in health."""
MAIN: Final = "main"
"""What an address calls the main variant of a projection."""
SHARES, COHORTS = "shares", "cohorts"
"""People of an area: its share of each class of its municipality stays, or they grow older there."""
REGIONAL, OWN = "regional", "own"
"""Use that a unit of capacity carries: that of all units together, or each unit's own today."""
DAMPING: Final = 0.9
"""Share of a year's growth that the next year keeps, where nothing else is chosen."""
LEAST, MOST = 0.01, 1e6
"""Use that a unit of capacity may be said to carry."""
_TRENDS: Final = {"none": False, "damped": True}


@dataclass(frozen=True, slots=True)
class Outlook:
    """One view of the years to come; equal ones are equal, however they were written.

    Attributes
    ----------
    horizon : int
        The year that is looked at.
    variant : str
        Of the projection; "" is its main one.
    health : {"none", "half", "whole"}
        How much of the gain in remaining years is spent in health.
    damping : float
        Above 0 and at most 1, two decimals; 1 lets a trend go on undamped.
    trend : bool
        Whether the change in use per person goes on.
    prevalence : tuple of str
        Conditions whose share of people changes, sorted.
    within : {"shares", "cohorts"}
        How a municipality's people are spread over its areas.
    standard : str or float
        "regional", "own", or the use that one unit of capacity carries, from `LEAST` to `MOST`.

    Raises
    ------
    UnknownNameError
        If a value is none that an outlook can have.
    """

    horizon: int
    variant: str = ""
    health: str = "none"
    damping: float = DAMPING
    trend: bool = False
    prevalence: tuple[str, ...] = ()
    within: str = SHARES
    standard: str | float = REGIONAL

    def __post_init__(self) -> None:
        _among("health", self.health, HEALTH)
        _among("way to spread people over areas", self.within, (SHARES, COHORTS))
        if isinstance(self.standard, str):
            _among("standard", self.standard, (REGIONAL, OWN))
        elif not LEAST <= self.standard <= MOST:
            raise UnknownNameError(
                f"a standard of {self.standard:g} is not from {LEAST:g} to {MOST:,.0f} visits"
            )
        damping = round(float(self.damping), 2)
        if not 0 < damping <= 1:
            raise UnknownNameError(f"a damping of {self.damping:g} is not above 0 and at most 1")
        object.__setattr__(self, "damping", damping if self.trend else DAMPING)
        object.__setattr__(self, "prevalence", tuple(sorted(set(self.prevalence))))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a region's tables let an outlook choose among.

    Attributes
    ----------
    base_year : int
        Of the residents and the use that everything is compared with.
    horizons : tuple of int
        Years of the projection after that, ascending.
    variants : tuple of str
        "" is the main one.
    conditions : tuple of str
        With a prevalence that changes over the years.
    health, trend, cohorts : bool
        Whether there are remaining years of life, use in enough years, and residents of an earlier year.
    """

    base_year: int
    horizons: tuple[int, ...]
    variants: tuple[str, ...] = ("",)
    conditions: tuple[str, ...] = ()
    health: bool = False
    trend: bool = False
    cohorts: bool = False

    def default(self) -> Outlook:
        """Ten years ahead or as far as there is, half of the health gain and a damped trend where known.

        Raises
        ------
        UnknownNameError
            If there is no year to look ahead to.
        """
        ten_years = self.base_year + 10
        if not self.horizons:
            raise UnknownNameError(f"the projection has no year after {self.base_year}")
        horizon = ten_years if ten_years in self.horizons else self.horizons[-1]
        variant = "" if "" in self.variants else self.variants[0]
        return Outlook(horizon, variant, health="half" if self.health else "none", trend=self.trend)

    def checked(self, outlook: Outlook) -> Outlook:
        """The same outlook, which this region can answer.

        Raises
        ------
        UnknownNameError
            If it asks for what there is not; the message says what there is.
        """
        _among("horizon", outlook.horizon, self.horizons)
        _among("variant", outlook.variant, self.variants)
        for condition in outlook.prevalence:
            _among("condition", condition, self.conditions)
        lacking = {
            "better health without remaining years of life": outlook.health != "none" and not self.health,
            "a trend without five years of use": outlook.trend and not self.trend,
            "cohorts without residents of an earlier year": outlook.within == COHORTS and not self.cohorts,
        }
        for what, missing in lacking.items():
            if missing:
                raise UnknownNameError(f"this region cannot answer {what}")
        return outlook


def parse_outlook(offer: Offer, values: Mapping[str, str]) -> Outlook:
    """The outlook that the words of an address or a command line stand for.

    What is left out or empty is as in `Offer.default`; other keys are none of an outlook's business.

    Parameters
    ----------
    offer : Offer
    values : mapping
        Some of `horizon`, `variant` ("main" or a name), `health`, `trend` ("none" or "damped"), `damping`,
        `prevalence` (conditions, joined by commas), `people` ("shares" or "cohorts"), `standard`.

    Raises
    ------
    UnknownNameError
        If a word is not understood or the region cannot answer it; the message says what it has.
    """
    words = _words(offer.default()) | {key: value for key, value in values.items() if value}
    trend, variant = _among("trend", words["trend"], _TRENDS), words["variant"]
    return offer.checked(
        Outlook(
            int(_number("horizon", words["horizon"], whole=True)),
            "" if variant == MAIN else variant,
            words["health"],
            _number("damping", words["damping"]),
            _TRENDS[trend],
            tuple(key for key in words["prevalence"].split(",") if key),
            words["people"],
            _standard(words["standard"]),
        )
    )


def address_values(outlook: Outlook, default: Outlook) -> dict[str, str]:
    """What an address says of an outlook: `parse_outlook` reads it back as the same.

    Parameters
    ----------
    outlook : Outlook
    default : Outlook
        What is as in this one is left out.
    """
    words, usual = _words(outlook), _words(default)
    return {key: word for key, word in words.items() if word != usual[key]}


def _words(outlook: Outlook) -> dict[str, str]:
    """Every key of the address with its word."""
    standard = outlook.standard
    return {
        "horizon": str(outlook.horizon),
        "variant": outlook.variant or MAIN,
        "health": outlook.health,
        "trend": _trend(outlook),
        "damping": f"{outlook.damping:g}",
        "prevalence": ",".join(outlook.prevalence),
        "people": outlook.within,
        "standard": standard if isinstance(standard, str) else repr(float(standard)).removesuffix(".0"),
    }


def _trend(outlook: Outlook) -> str:
    return next(word for word, on in _TRENDS.items() if on == outlook.trend)


def _standard(word: str) -> str | float:
    return word if word in (REGIONAL, OWN) else _number("standard", word)


def _number(what: str, word: str, *, whole: bool = False) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or (whole and number != int(number)):
        raise UnknownNameError(f"{word!r} is not a number for {what}")
    return number


def _among[T](what: str, value: T, allowed: Iterable[T]) -> T:
    every = tuple(allowed)
    if value not in every:
        names = ", ".join(str(name) or '""' for name in every) or "none"
        raise UnknownNameError(f"{value!r} is not a {what} of this region; it has {names}")
    return value

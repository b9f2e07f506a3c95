"""The choice model of a care form as a version keeps it: how it was chosen and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Decay = Literal["power", "exponential", "square_root"]


@dataclass(frozen=True)
class Fit:
    """Parameters of Huff's model, how sure they are and how well the model fits.

    Attributes
    ----------
    a, b : float
        Of supply, `S^a`, and of minutes, `exp(-b g(t))`.
    a_error, b_error : float
        Standard errors, clustered by area and by unit (`geodata.choice.two_way`); 0 for one that was given.
    log_likelihood, null_log_likelihood : float
        Natural logarithms, without the multinomial constant: of the model, and of equal shares among
        all units within reach.
    overlap : float
        Share of visits that the model sends where they go, 0 to 1: the common part of commuters,
        `sum min(F, E) / sum F` (Lenormand et al. 2016, doi 10.1016/j.jtrangeo.2015.12.008).
    iterations : int
    flows : int
        Pairs of area and unit with visits that the fit stands on.
    visits : float
        On those pairs.
    visits_beyond : float
        Set aside: to units of supply that the minutes say cannot be reached. They would have
        probability 0. Where they are many, calibrate on minutes without a longest journey.
    visits_elsewhere : float
        Set aside: to units whose supply is 0 or unknown.
    decay : {"power", "exponential", "square_root"}
        How the draw falls with minutes: see `geodata.choice.decay`.
    """

    a: float
    b: float
    a_error: float
    b_error: float
    log_likelihood: float
    null_log_likelihood: float
    overlap: float
    iterations: int
    flows: int
    visits: float
    visits_beyond: float
    visits_elsewhere: float
    decay: Decay = "power"

    @property
    def pseudo_r2(self) -> float:
        """`1 - log_likelihood / null_log_likelihood` (McFadden 1974), 0 to 1; NaN without a choice."""
        null = self.null_log_likelihood
        return 1 - self.log_likelihood / null if null else float("nan")


@dataclass(frozen=True)
class Tried:
    """A function of distance, judged on units that it was not fitted on.

    `deviance` is the sum over all folds, at least 0; `explained` the share of the deviance of equal shares
    that is gone, at most 1.
    """

    decay: Decay
    deviance: float
    explained: float


@dataclass(frozen=True)
class Band:
    """Journeys from `from_min` up to, not including, `to_min` minutes (None: no end); shares of all."""

    from_min: float
    to_min: float | None
    observed: float
    predicted: float


@dataclass(frozen=True)
class LoadGroup:
    """Units of like size, by what the model expects of them unseen: mean visits, and how many are covered."""

    units: int
    predicted: float
    observed: float
    covered: int


@dataclass(frozen=True)
class LoadSpread:
    """How loads of units lie around what the model expects of them unseen, in natural logarithms.

    Attributes
    ----------
    units : int
        Inside the region, with visits, each predicted by a model that was fitted without it.
    centre, level : float
        Mean logarithm of predicted visits, and what is usual of observed ones there.
    slope : float
        Of observed on predicted: below 1 a unit that is expected to be large is less so, and the other way.
    low, high : float
        Between what four of five units lie around that line.
    least, most : float
        Logarithms between which the units' predicted visits lie.
    covered : float
        Share of them within the 80 % interval that the other folds' units say, 0 to 1.
    groups : tuple of LoadGroup
        From the smallest.
    """

    units: int
    centre: float
    level: float
    slope: float
    low: float
    high: float
    least: float
    most: float
    covered: float
    groups: tuple[LoadGroup, ...]


@dataclass(frozen=True)
class ChoiceModel:
    """How people choose among the units of one care form, by the region's own visits.

    Attributes
    ----------
    care_form, period : str
        Whose visits it is fitted on.
    decay : {"power", "exponential", "square_root"}
        See `geodata.choice.decay`.
    a, b, a_error, b_error, pseudo_r2, overlap : float
        See `Fit`.
    visits : float
        That the fit stands on.
    tried : tuple of Tried
        Empty where there are too few units to hold some out.
    bands : tuple of Band
        Those that have visits, observed or predicted.
    observed_min, predicted_min : float
        Mean minutes of a visit.
    loads : LoadSpread or None
        None where too few units tell it.
    fit : Fit or None
        The same parameters with all that is told of them; None in versions that did not keep it.
    fitted_on : str
        See `geodata.choice.calibration.fitted_on`.
    """

    care_form: str
    period: str
    decay: Decay
    a: float
    b: float
    a_error: float
    b_error: float
    pseudo_r2: float
    overlap: float
    visits: float
    tried: tuple[Tried, ...]
    bands: tuple[Band, ...]
    observed_min: float
    predicted_min: float
    loads: LoadSpread | None = None
    fit: Fit | None = None
    fitted_on: str = ""

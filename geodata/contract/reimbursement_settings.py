"""Models of reimbursement as `region.toml` says them: ordered parts, each with its price and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Text = Mapping[str, str]

SCALES: Final = ("raw", "mean_one", "points", "per_cent")
"""Of unit weights: as measured, the same by a mean where 1 is usual, points, shares of a hundred."""

Kind = Literal[
    "per_person",  # price x sum of age weights x listed x unit weights
    "per_output",  # price x what was produced, by bands, up to a ceiling
    "above",  # price x size x what a unit weight is above a threshold (or x size alone, where it is above)
    "pot",  # a fixed sum, shared by points (or their excess) x size; without a weight by size
    "target",  # price x size x points reached, linear between two limits of each indicator
    "coverage",  # price x size x percentage points of coverage above one limit, up to another
    "fixed",  # the same to each unit
    "responsibility",  # minus price x what a unit's own listed had elsewhere
    "supplement",  # per cent of other parts as they are before rounding, for some units
    "floor",  # what other parts lack of a least sum, per unit or per person
]
KINDS: Final[tuple[Kind, ...]] = (
    "per_person", "per_output", "above", "pot", "target", "coverage", "fixed", "responsibility",
    "supplement", "floor",
)  # fmt: skip
OF: Final = ("own", "other", "none", "elsewhere")
"""Whose a production is: of a unit's own listed, of those listed at others, of nobody's; and what its own
listed had at other units."""
TIMES: Final = ("day", "evening", "night", "weekend")
BASES: Final = ("performed", "granted")
"""Hours of home care that were given, or that were decided."""
FOLLOWS: Final = ("people", "unit")
"""What a unit weight is of: of its listed, who take it along when they move, or of the unit where it is."""


@dataclass(frozen=True, slots=True)
class UnitWeight:
    """One weight of units, `[unit_weights.KEY]`, such as ACG, CNI or points of geography.

    Attributes
    ----------
    scale : {"raw", "mean_one", "points", "per_cent"}
        Mixing raw and mean one is refused: a part says which it is made for.
    follows : {"people", "unit"}
    """

    key: str
    name: Text
    scale: str
    follows: str
    source: Text


@dataclass(frozen=True, slots=True)
class Output:
    """What units produce, `[outputs.KEY]`: what it is called, and one of it, as a price is paid per."""

    key: str
    name: Text
    unit: Text


@dataclass(frozen=True, slots=True)
class AgeWeight:
    """What one person of some ages, both inclusive, counts as; `age_to` None is open, `sex` "" is both.

    Without any weight everybody is one person; with some, ages that have none count as nobody.
    """

    age_from: int
    age_to: int | None
    sex: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """Output above `above` is paid by `price`, until the next band begins.

    What is below the first band is paid by the price of the part.
    """

    above: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Goal:
    """An indicator of a `target`: no points at `lower`, all at `upper`, linear between.

    Where `lower` is above `upper`, less is better. A unit without a value reaches no points.
    """

    indicator: str
    lower: Decimal
    upper: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a model: its kind says which of the attributes count.

    Attributes
    ----------
    price : Decimal
        The figure that an editor changes: money a unit of size or output, the whole of a pot, per cent of a
        supplement, the least sum of a floor.
    months : int
        How many times the price is paid in the model's period: 12 of a price a month in a model of a year.
    size : str
        What is multiplied where a kind says size: "" persons listed, or the key of an earlier `per_person`
        part whose weighed persons are meant.
    weights : tuple of str
        Unit weights that are multiplied, of `per_person`.
    weight : str
        The one unit weight of `above`, `pot` and `coverage`, the last in per cent; "" of `coverage` is own
        output of all output to a unit's own listed, in per cent to 6 decimals.
    scale : str
        The scale that `weight` and `weights` must have; "" is any.
    threshold, upto : Decimal or None
        Above which, and up to which.
    by_excess : bool
        Whether `above` and `pot` count what exceeds the threshold; else a `pot` counts all the points of
        units above it, and `above` just that they are.
    output, of, area_kinds, times, basis
        Which rows of `production` count; an empty tuple or "" is all. Unsaid, `responsibility` is of what its
        own listed had elsewhere.
    produced : Output or None
        What `output` is called, where the region says.
    bands, ceiling
        Of `per_output`; `price` holds below the first band, and for all without bands. A ceiling is output a
        unit: what is above is not paid.
    parts_of : tuple of str
        Earlier parts that a `supplement` or a `floor` is of; empty is all earlier ones.
    operators, contracts, unit_kinds : tuple of str
        Only units of these operators, contracts and kinds of area (table `contracts`); empty is all.
    per_person : bool
        Whether the least sum of a `floor` is per listed.
    """

    key: str
    kind: Kind
    name: Text
    price: Decimal
    source: Text
    months: int = 1
    age_weights: tuple[AgeWeight, ...] = ()
    size: str = ""
    weights: tuple[str, ...] = ()
    weight: str = ""
    scale: str = ""
    threshold: Decimal | None = None
    upto: Decimal | None = None
    by_excess: bool = True
    output: str = ""
    of: tuple[str, ...] = ()
    area_kinds: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    basis: str = ""
    bands: tuple[Band, ...] = ()
    ceiling: Decimal | None = None
    goals: tuple[Goal, ...] = ()
    parts_of: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    per_person: bool = False
    produced: Output | None = None


@dataclass(frozen=True, slots=True)
class JourneyCost:
    """What journeys of people out of reach cost: `share` of their `visits` a year each is paid by `price`."""

    visits: Decimal
    share: Decimal
    price: Decimal
    source: Text


@dataclass(frozen=True)
class PaymentModel:
    """A model of reimbursement, `[reimbursement.KEY]`.

    Attributes
    ----------
    period : str
        Of the lists, weights, production and payments that it is worked out on: a year, a quarter or a month.
    begins, ends : date or None
        When it holds; the one that holds today is the current one of its care form.
    contracts, unit_kinds : tuple of str
        Only units of these; empty is all of the care form.
    scaled : tuple of str
        Parts that a given budget scales where nothing else is chosen.
    compared_from : Decimal
        Listed or output below which a unit is not held against what was paid.
    paid : tuple of str
        Parts of `payments` that the model stands for; empty is all rows.
    """

    key: str
    name: Text
    care_form: str
    period: str
    begins: date | None
    ends: date | None
    source: Text
    parts: tuple[Part, ...]
    contracts: tuple[str, ...] = ()
    unit_kinds: tuple[str, ...] = ()
    scaled: tuple[str, ...] = ()
    compared_from: Decimal = Decimal(0)
    paid: tuple[str, ...] = ()
    journey: JourneyCost | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its parts."""
        return tuple(part.key for part in self.parts)


@dataclass(frozen=True)
class Reimbursement:
    """Models, unit weights and outputs of a region, by key; whether anybody may see what units are paid."""

    models: Mapping[str, PaymentModel] = field(default_factory=dict)
    weights: Mapping[str, UnitWeight] = field(default_factory=dict)
    public: bool = True
    outputs: Mapping[str, Output] = field(default_factory=dict)

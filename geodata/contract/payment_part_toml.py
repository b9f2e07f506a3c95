"""One part of a model of reimbursement, `[[reimbursement.KEY.parts]]`, as `region.toml` says it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

from geodata.contract.parts import keyed
from geodata.contract.reimbursement_settings import (
    BASES,
    KINDS,
    OF,
    SCALES,
    TIMES,
    AgeWeight,
    Band,
    Goal,
    Kind,
    Output,
    Part,
    Text,
    UnitWeight,
)
from geodata.contract.settings import OPERATORS
from geodata.contract.toml_reader import TomlReader

PRICE_MOST: Final = Decimal("1e12")
AGE_WEIGHTS_MOST, BANDS_MOST, GOALS_MOST = 200, 40, 100
OLDEST_AGE = 130
RESERVED = "tariff_floor"
"""Key of the part that a floor of a whole model becomes."""

_NOUGHT = Decimal(0)
_PRODUCED = ("output", "of", "area_kinds", "times", "basis")
_MEASURED = ("size", "weight", "scale", "threshold")
_EVERY_KIND = ("key", "kind", "name", "price", "source", "operators", "contracts", "unit_kinds")
_OF_KIND: Final[Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "per_person": ((), ("months", "age_weights", "weights", "scale")),
    "per_output": (("output",), ("months", *_PRODUCED, "bands", "ceiling")),
    "above": (("weight", "threshold"), ("months", *_MEASURED, "upto", "by_excess")),
    "pot": (("weight",), ("months", *_MEASURED, "by_excess")),
    "target": (("goals",), ("months", "size", "goals")),
    "coverage": (("threshold",), ("months", *_MEASURED, "upto", *_PRODUCED)),
    "fixed": ((), ("months",)),
    "responsibility": (("output",), ("months", *_PRODUCED, "ceiling")),
    "supplement": ((), ("parts_of",)),
    "floor": ((), ("months", "parts_of", "per_person")),
}
"""What each kind must say, and what else it may say, beside what every part says."""


@dataclass(frozen=True)
class Surroundings:
    """What a part may refer to: unit weights, indicators, the parts before it, and names of outputs."""

    weights: Mapping[str, UnitWeight]
    indicators: Collection[str]
    before: Mapping[str, Part]
    source: Text
    outputs: Mapping[str, Output]


def read_part(reader: TomlReader, around: Surroundings) -> Part:
    """A part; what its kind has no use for is a problem, like what it lacks.

    Parameters
    ----------
    reader : TomlReader
        Of the one table.
    around : Surroundings
        Where the part names no source of its own, `source` is the model's.

    Returns
    -------
    Part
    """
    kind = cast(Kind, reader.choice("kind", KINDS, "fixed", required=True))
    must, may = _OF_KIND[kind]
    for key in must:
        if key not in reader.content:
            reader.problem("missing_key", key)
    for key in reader.content:
        if key not in (*_EVERY_KIND, *may) and key in Part.__dataclass_fields__:
            reader.get(key)
            reader.problem("not_of_kind", key, kind, *_EVERY_KIND, *may)
    bands = _bands(reader) if "bands" in may else ()
    part = Part(
        key=keyed(reader.string("key", required=True), reader),
        kind=kind,
        name=reader.words("name", required=True),
        price=_amount(reader, "price", bands[0].price if bands else _NOUGHT, required=not bands),
        source=reader.words("source", around.source),
        months=reader.number("months", 1, 1, 12, whole=True),
        age_weights=_age_weights(reader) if "age_weights" in may else (),
        size=_among(reader, "size", [each.key for each in around.before.values() if _weighs(each)]),
        weights=tuple(reader.strings("weights")),
        weight=reader.string("weight"),
        scale=reader.choice("scale", SCALES, ""),
        threshold=_amount(reader, "threshold", None),
        upto=_amount(reader, "upto", None),
        by_excess=reader.flag("by_excess", default=True),
        output=reader.string("output"),
        of=_several(reader, "of", OF) or (("elsewhere",) if kind == "responsibility" else ()),
        area_kinds=reader.strings("area_kinds"),
        times=_several(reader, "times", TIMES),
        basis=reader.choice("basis", BASES, ""),
        bands=bands,
        ceiling=_amount(reader, "ceiling", None, low=_NOUGHT),
        goals=_goals(reader, around.indicators) if "goals" in may else (),
        parts_of=_several(reader, "parts_of", list(around.before)),
        operators=_several(reader, "operators", OPERATORS),
        contracts=reader.strings("contracts"),
        unit_kinds=reader.strings("unit_kinds"),
        per_person=reader.flag("per_person", default=False),
        produced=around.outputs.get(reader.string("output")),
    )
    _right(part, reader, around)
    reader.finish()
    return part


def _weighs(part: Part) -> bool:
    return part.kind == "per_person"


def _right(part: Part, reader: TomlReader, around: Surroundings) -> None:
    """Add what does not fit within the part, or with what it refers to."""
    if part.key == RESERVED or part.key in around.before:
        reader.problem("part_key_taken", "key", part.key)
    if part.threshold is not None and part.upto is not None and part.upto <= part.threshold:
        reader.problem("limits_in_wrong_order", "upto", part.upto, str(part.threshold))
    if part.kind == "coverage" and not part.weight and not part.output:
        reader.problem("missing_key", "weight")
    if part.kind == "coverage" and part.weight and part.output:
        reader.problem("not_of_kind", "output", "weight", "weight")
    for at, key in (*(("weights", each) for each in part.weights), ("weight", part.weight)):
        if not key:
            continue
        weight = around.weights.get(key)
        if weight is None:
            reader.problem("unknown_choice", at, key, *around.weights)
        elif part.scale and weight.scale != part.scale:
            reader.problem("wrong_scale", "scale", part.scale, weight.scale)


def _age_weights(reader: TomlReader) -> tuple[AgeWeight, ...]:
    """Weights of ages, of which nobody has two."""
    found: list[AgeWeight] = []
    for each in reader.array("age_weights", AGE_WEIGHTS_MOST):
        begin = each.number("age_from", 0, 0, OLDEST_AGE, whole=True)
        end = each.number("age_to", None, 0, OLDEST_AGE, whole=True)
        weight = AgeWeight(
            begin, end, each.choice("sex", ("1", "2"), ""), _amount(each, "weight", Decimal(1), required=True)
        )
        each.finish()
        if end is not None and end < begin:
            each.problem("ages_in_wrong_order", "age_to", end, str(begin))
        elif any(_both(weight, other) for other in found):
            each.problem("ages_overlap", "age_from", _ages(weight), *_beside(weight, found))
        found.append(weight)
    return tuple(found)


def _both(first: AgeWeight, other: AgeWeight) -> bool:
    """Whether some people are of both."""
    apart = first.sex and other.sex and first.sex != other.sex
    below = first.age_to is not None and first.age_to < other.age_from
    above = other.age_to is not None and other.age_to < first.age_from
    return not (apart or below or above)


def _beside(weight: AgeWeight, others: Collection[AgeWeight]) -> tuple[str, ...]:
    return tuple(_ages(other) for other in others if _both(weight, other))[:1]


def _ages(weight: AgeWeight) -> str:
    return f"{weight.age_from}-{weight.age_to}" if weight.age_to is not None else f"{weight.age_from}+"


def _bands(reader: TomlReader) -> tuple[Band, ...]:
    """Bands of output, each beginning above the one before."""
    found: list[Band] = []
    for each in reader.array("bands", BANDS_MOST):
        band = Band(
            _amount(each, "above", _NOUGHT, low=_NOUGHT, required=True),
            _amount(each, "price", _NOUGHT, required=True),
        )
        each.finish()
        if found and band.above <= found[-1].above:
            each.problem("limits_in_wrong_order", "above", band.above, str(found[-1].above))
        found.append(band)
    return tuple(found)


def _goals(reader: TomlReader, indicators: Collection[str]) -> tuple[Goal, ...]:
    """Goals, whose two limits say which way is better."""
    found = []
    for each in reader.array("goals", GOALS_MOST):
        goal = Goal(
            _among(each, "indicator", list(indicators), required=True),
            _amount(each, "lower", _NOUGHT, required=True),
            _amount(each, "upper", Decimal(1), required=True),
            _amount(each, "points", Decimal(1), low=_NOUGHT, required=True),
        )
        each.finish()
        if goal.lower == goal.upper and {"lower", "upper"} <= set(each.content):
            each.problem("limits_in_wrong_order", "upper", goal.upper, str(goal.lower))
        found.append(goal)
    return tuple(found)


def _amount(
    reader: TomlReader,
    key: str,
    default: Decimal | None,
    *,
    low: Decimal = -PRICE_MOST,
    required: bool = False,
) -> Decimal:
    return cast(Decimal, reader.decimal(key, default, low, PRICE_MOST, required=required))


def _among(reader: TomlReader, key: str, allowed: Collection[str], *, required: bool = False) -> str:
    word: str = reader.string(key, required=required)
    if word and word not in allowed:
        reader.problem("unknown_choice", key, word, *allowed)
    return word


def _several(reader: TomlReader, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    words = reader.strings(key)
    for word in words:
        if word not in allowed:
            reader.problem("unknown_choice", key, word, *allowed)
    return words

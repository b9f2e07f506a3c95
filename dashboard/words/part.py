"""What a part of a model of reimbursement pays for, in plain words."""

from __future__ import annotations

from decimal import Decimal

from dashboard.words.words import Words
from geodata.contract.reimbursement_settings import Part


def part_about(part: Part, words: Words) -> list[str]:
    """How its kind is paid, and the limits and conditions that it has, a sentence each."""
    found = [words(f"tariff.kind.{part.kind}")]
    if part.produced:
        found.append(words("tariff.limit.output", output=words.of(part.produced.name)))
    limits = {
        "threshold": part.threshold,
        "upto": part.upto,
        "ceiling": part.ceiling,
    }
    found += [
        words(f"tariff.limit.{key}", value=words.exact(value))
        for key, value in limits.items()
        if isinstance(value, Decimal)
    ]
    if part.age_weights:
        found.append(words("tariff.limit.ages", count=len(part.age_weights)))
    if part.bands:
        found.append(words("tariff.limit.bands", count=len(part.bands)))
    if part.goals:
        found.append(words("tariff.limit.goals", count=len(part.goals)))
    if part.months > 1:
        found.append(words("tariff.limit.months", count=part.months))
    if part.operators:
        names = ", ".join(words(f"operator.{key}") for key in part.operators)
        found.append(words("tariff.limit.operators", names=names))
    return found

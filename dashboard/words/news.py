"""What is new in a version, in words: the name plates of units that differ from the version before."""

from __future__ import annotations

from dashboard.layers.version_change import MARKED, units_of
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment


def news_plates(assessment: Assessment, words: Words) -> list[dict[str, object]]:
    """Name plates of the units that are marked, as those of a scenario's changes.

    Parameters
    ----------
    assessment : Assessment
        Without changes.
    words : Words
    """
    return [
        {"id": each.id, "kind": "news", "label": words(f"news.plate.{each.kind}", unit=each.name)}
        for each in units_of(assessment)[:MARKED]
    ]

"""Units that a case leaves below the floor, in sentences."""

from __future__ import annotations

from dashboard.submissions.viability import Viability
from dashboard.words.words import Words
from geodata.region.region import Region


def below_sentences(found: Viability | None, region: Region, words: Words) -> list[str]:
    """The sentence of a draft decision about units that fall below; none where no floor is stated.

    Parameters
    ----------
    found : Viability or None
    region : Region
    words : Words
    """
    if found is None or found.floor is None:
        return []
    blanks = {"floor": found.floor, "what": counted_in(found.care_form, region, words)}
    if not found.below:
        return [words("changes.others.decision_none", **blanks)]
    units = "; ".join(
        words("changes.others.one", name=each.name, before=each.before, after=each.after)
        for each in found.below
    )
    return [words("changes.others.decision", units=units, **blanks)]


def counted_in(form: str, region: Region, words: Words) -> str:
    """What the visits of a care form are called inside a sentence."""
    return words.inside(words.of(region.settings.care_forms[form].visits_name))

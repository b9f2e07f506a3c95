"""What is said of a line between two places: how far it is, how long it takes, and by which model."""

from __future__ import annotations

import math

from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.region.region import Region
from geodata.travel.minutes_between import Spot, minutes_between
from geodata.travel.model import model_of

KILOMETRE = 1000


def ruler_answer(region: Region, ends: tuple[Spot, Spot], words: Words) -> dict[str, str | list[str]]:
    """Texts of a line.

    Parameters
    ----------
    region : Region
    ends : tuple of tuple of float
        Metres, as `dashboard.question.line.read_line` reads them.
    words : Words

    Returns
    -------
    dict
        `distance` as the crow flies; `minutes`, one text where both ways take as long, else two;
        `model` that they come from.
    """
    metres = math.dist(*ends)
    long = metres >= KILOMETRE
    distance = words.number(metres / KILOMETRE, 1) if long else words.number(metres)
    return {
        "distance": words("ruler.kilometres" if long else "ruler.metres", length=distance),
        "minutes": _minutes(region, ends, words),
        "model": travel_sentence(region, words),
    }


def ruler_sentence(region: Region, ends: tuple[Spot, Spot], words: Words) -> str:
    """The same in one sentence, without the model: for a file that says that elsewhere."""
    answer = ruler_answer(region, ends, words)
    return ". ".join([str(answer["distance"]), *answer["minutes"]])


def _minutes(region: Region, ends: tuple[Spot, Spot], words: Words) -> list[str]:
    model = model_of(region)
    if model == "table":
        return [words("ruler.unknown")]
    there, back = minutes_between(region, *ends), minutes_between(region, *reversed(ends))
    if there != back:
        return [
            words("ruler.there", minutes=words.minutes(there)),
            words("ruler.back", minutes=words.minutes(back)),
        ]
    if math.isinf(there):
        longest = words.number(region.settings.travel.longest_min)
        return [words(f"ruler.far_{model}", minutes=words.minutes(there), longest=longest)]
    return [words("ruler.same", minutes=words.minutes(there))]

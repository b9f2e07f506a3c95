"""From where a place is reached: who lives there, and which units stand there, by the map's own keys."""

from __future__ import annotations

from dashboard.api.call import Call
from dashboard.api.figures import figure_parameters
from dashboard.api.parameters import Parameter, text_parameter
from dashboard.api.refusal import RefusedError
from dashboard.layers.reach_words import ReachWords
from dashboard.question.state import STORES, read_scenario
from dashboard.reached.answer import reach_features
from dashboard.words.reach import hidden_from
from geodata.assessment.assessment import assess
from geodata.contract.errors import RegionError
from geodata.region.region import Region


def reach_parameters(region: Region) -> list[Parameter]:
    """Parameters that it can be asked with: the place, its minutes, and those of a scenario."""
    scenario = [each for each in figure_parameters(region) if each.name in STORES["scenario"]]
    return [text_parameter("reach", "reach"), text_parameter("reach_min", "reach_min"), *scenario]


def reach(call: Call) -> dict[str, object]:
    """The outlines, the place and its units as features, and what is counted within each of the minutes.

    Raises
    ------
    RefusedError
        404, if the region does not have what is named, or there is no such place.
    """
    query = {key: call.query[key] for key in STORES["scenario"] if call.query.get(key)}
    scenario, misread = read_scenario(call.region, query)
    if misread:
        raise RefusedError(404, "no_such_name", names=", ".join(each.value[:80] for each in misread))
    assessment = assess(call.region, scenario)
    if hidden_from(assessment):
        raise RefusedError(404, "no_such_address", path="/api/reach")
    words = ReachWords(*(call.query.get(key, "") for key in ReachWords._fields))
    try:
        return reach_features(words, assessment, call.words, call.root)
    except RegionError as error:
        raise RefusedError(404, "no_reach", why=error.sentence(call.words.language)) from error

"""A view of Planera as a presentation of one step: the same files, whatever is taken along."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.presentation.step_content import StepContent, layers_on, step_content
from dashboard.presentation.steps import HEADING_MOST, Presentation, Step, view_of
from dashboard.question.display import read_display
from dashboard.question.request import request_of
from dashboard.words.layers import layer_words
from dashboard.words.words import Words
from geodata.region.region import Region


def told_view(region: Region, words: Words, query: Mapping[str, str]) -> StepContent:
    """What an address of Planera shows, told as a step; its heading is the name of the layer.

    Parameters
    ----------
    region : Region
    words : Words
    query : mapping
        The address's keys and values.
    """
    wanted = request_of(region, words, query, query)
    fill, over = layers_on(wanted, read_display(query))
    asked_about = fill or (over[0] if over else None)
    heading = layer_words(asked_about, "name", words) if asked_about else words("ui.labels")
    step = Step(heading[:HEADING_MOST].replace("{", ""), "", view_of(query))
    name = words.of(region.settings.name)
    view = Presentation(name, (step,), region.version, words.language, "view", region.settings.id)
    return step_content(view, 1, region, words, as_seen=True)

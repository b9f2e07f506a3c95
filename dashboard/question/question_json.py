"""What was asked, as JSON: each part of the question in words, and an address that puts it again."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.question.address import question_path
from dashboard.question.display import read_display
from dashboard.question.versus import other_of
from dashboard.words.question import question_parts
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place


def question_json(
    assessment: Assessment,
    focus: Place,
    words: Words,
    site: str,
    shown: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """`question`, its parts in words by their keys, and `link`.

    Parameters
    ----------
    assessment : Assessment
    focus : Place
    words : Words
    site : str
        The site's own address without a slash at its end; "" leaves that out of the link.
    shown : mapping, optional
        Address keys: how the map shows it, and the scenario's `name`.
    """
    display = read_display(shown or {})
    other = other_of(assessment, display.versus)
    parts = question_parts(assessment, focus, words, display.name, other)
    return {
        "question": {part.kind: part.text for part in parts},
        "link": site + question_path(assessment, focus, words.language, shown),
    }

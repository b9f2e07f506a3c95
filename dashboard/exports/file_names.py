"""What a file is called: what it holds, of what question, and signs that no other question's file has."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from dashboard.question.address import question_record
from dashboard.question.request import Request
from geodata.focus.place import Place

NAME_MOST = 60
"""Letters of a name that is written by people."""
PART_MOST = 28
"""Letters of each part of a name that is made."""
SIGNS = 6


def file_name(text: str, most: int = NAME_MOST) -> str:
    """A name that every system takes: letters without marks, digits and hyphens; "" where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def _place_parts(focus: Place) -> tuple[str, ...]:
    """Kind and id of a place; of what has no short id the name that it was given, or how many areas."""
    if focus.is_whole_region:
        return ()
    if focus.is_drawn or focus.is_several:
        return focus.kind, focus.name or ("" if focus.is_drawn else str(len(focus.areas)))
    return focus.kind, focus.id


def question_name(request: Request, what: str, more: str = "") -> str:
    """Name of a file of one question: region, what it holds, care form, period, place, and six signs.

    Parameters
    ----------
    request : Request
    what : str
        Key of the table or the layer.
    more : str
        What else tells it from other files of the same question: how a layer is shown, a day.

    Returns
    -------
    str
        Without its ending. The signs are of the whole question, the data version and the language.
    """
    region, scenario, focus = request.region, request.assessment.scenario, request.focus
    in_question = sorted(question_record(request.assessment, focus).items())
    signs = hashlib.sha256(repr((in_question, what, more, request.words.language)).encode()).hexdigest()[
        :SIGNS
    ]
    parts = [
        region.settings.id,
        what,
        scenario.care_form,
        scenario.period,
        *_place_parts(focus),
        "scenario" if scenario.changes else "",
        region.version[:6],
        signs,
    ]
    return "-".join(part for part in (file_name(part, PART_MOST) for part in parts) if part)

"""The map of a case: whose way becomes shorter or longer, drawn as Planera draws its what-if."""

from __future__ import annotations

from functools import lru_cache

from dashboard.drawing.picture import draw_map
from dashboard.drawing.svg import document, element
from dashboard.drawing.tokens import palette
from dashboard.drawing.window import change_box, window
from dashboard.drawing.world import fitted
from dashboard.question.display import read_display
from dashboard.submissions.case import Draft
from dashboard.submissions.effect import changed_assessment
from dashboard.words.words import words_of
from geodata.focus.places import whole_region
from geodata.region.region import Region

WIDE, HIGH = 760.0, 540.0
LAYERS = {"layers": "change,units,labels"}
CLOSEST = 12.5


def change_map(region: Region, draft: Draft, language: str) -> str | None:
    """The map as an SVG document; None where the case changes no supply.

    Parameters
    ----------
    region : Region
    draft : Draft
    language : {"sv", "en"}
    """
    care_form = draft.after.get("care_form") or draft.care_form
    return _drawn(region, draft.kind, draft.unit, care_form, tuple(sorted(draft.after.items())), language)


@lru_cache(maxsize=16)
def _drawn(
    region: Region, kind: str, unit: str, care_form: str, after: tuple[tuple[str, str], ...], language: str
) -> str | None:
    draft = Draft(kind, region.settings.id, unit, care_form, "", {}, dict(after), None)  # type: ignore[arg-type]
    assessment = changed_assessment(region, draft)
    if assessment is None:
        return None
    words, light, focus = words_of(region.settings, language), palette("light"), whole_region(assessment)
    box = change_box(assessment)
    frame = window(assessment, focus, WIDE, HIGH) if box is None else fitted(box, WIDE, HIGH, most=CLOSEST)
    drawn = draw_map(assessment, focus, read_display(LAYERS), words, light, frame)
    title = words("changes.map")
    return document(
        element("defs", drawn.definitions) + drawn.content, WIDE, HIGH,
        title=title, about=title, language=language, ground=light.of("map-water"),
    )  # fmt: skip

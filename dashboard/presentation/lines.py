"""What every page and file of a presentation says of itself: sources, definitions, version, protection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.layers.base import Layer
from dashboard.presentation.figures import StepFigure
from dashboard.question.address import question_path
from dashboard.question.display import Display, read_display
from dashboard.question.line import read_line
from dashboard.question.request import Request
from dashboard.question.versus import other_of
from dashboard.texts.travel_names import travel_name
from dashboard.words.disclosure import disclosure_sentence, noise_sentence
from dashboard.words.layers import layer_words
from dashboard.words.pin import pin_name, pin_nearest, pin_where
from dashboard.words.question import Part, question_parts
from dashboard.words.reach import hidden_from, reach_sentence
from dashboard.words.ruler import ruler_sentence
from dashboard.words.source_line import source_line
from dashboard.words.travel import travel_sentence
from dashboard.words.words import Words
from geodata.assessment.nearest_from_place import area_of_place
from geodata.region.region import Region

Kind = (
    Part
    | Literal[
        "example",
        "region",
        "pin",
        "line",
        "reach",
        "tariff",
        "link",
        "source",
        "travel",
        "layer",
        "definition",
        "disclosure",
        "noise",
        "version",
        "unknown",
    ]
)


@dataclass(frozen=True)
class Line:
    """One sentence of small print, and what kind it is."""

    kind: Kind
    text: str


def lines_of(
    request: Request,
    figures: Iterable[StepFigure],
    layers: Iterable[Layer],
    unknown: Iterable[str],
    shown: Mapping[str, str],
) -> tuple[Line, ...]:
    """Small print of one step: the question and its address, definitions, layers, sources, version and notes.

    Parameters
    ----------
    request : Request
    figures : iterable of StepFigure
        Those that are told.
    layers : iterable of Layer
        On the map.
    unknown : iterable of str
        Names that the region does not have.
    shown : mapping
        Address keys: those of the display say how the map shows it.

    Returns
    -------
    tuple of Line
        That of kind "link" is Planera's address without the site's own.
    """
    region, words = request.region, request.words
    display = read_display(shown)
    other = other_of(request.assessment, display.versus)
    in_question = question_parts(request.assessment, request.focus, words, display.name, other)
    lines = [
        *([Line("example", words.of(region.settings.notice))] if region.settings.notice else []),
        Line("region", words.of(region.settings.name)),
        *(Line(part.kind, part.text) for part in in_question),
        *(Line(kind, text) for kind, text in pointed_at(request, display)),
        Line("link", question_path(request.assessment, request.focus, words.language, shown)),
        *(Line("definition", figure.definition) for figure in figures),
        *(
            Line("layer", f"{layer_words(layer, 'name', words)}: {layer_words(layer, 'about', words)}")
            for layer in layers
        ),
        Line("travel", travel_sentence(region, words)),
        *(Line("source", source_line(source, words)) for source in region.settings.sources),
        Line("disclosure", disclosure_sentence(region, words)),
        Line("noise", noise_sentence(region, words)),
        Line("version", version_line(region, words)),
        *(Line("unknown", words("presentation.unknown", name=name)) for name in unknown),
    ]
    return tuple(line for line in lines if line.text)


def pointed_at(request: Request, display: Display) -> Iterator[tuple[Literal["pin", "line", "reach"], str]]:
    """What somebody has put on the map, in words: the pin, the line that was measured, what is reached."""
    region, words, pin = request.region, request.words, display.pin
    if pin is not None:
        area = area_of_place(request.assessment, pin.lon, pin.lat)
        where = pin_where(request.assessment, area, words)
        nearest = pin_nearest(request.assessment, pin.lon, pin.lat, words)
        yield (
            "pin",
            words("pin.told", name=pin_name(pin.name, words), where=where.rstrip("."), nearest=nearest),
        )
    if (ends := read_line(region, display.line)) is not None:
        yield "line", ruler_sentence(region, ends, words)
    if display.reach.reach and not hidden_from(request.assessment):
        yield "reach", reach_sentence(display.reach, request.assessment, words)


def version_line(region: Region, words: Words) -> str:
    """Data version and the day it was published."""
    if not region.version:
        return words("ui.data_of", date=words.date(region.built[:10]))
    return words("presentation.version", version=region.version[:6], date=words.date(region.built[:10]))


def footer_of(region: Region, words: Words) -> str:
    """Sources, travel model, data version and date, in one line."""
    dates = {"population": "", "units": "", "visits": ""}
    for source in region.settings.sources:
        for table in dates.keys() & set(source.tables):
            dates[table] = source.publisher
    publishers = ", ".join(dict.fromkeys(date for date in dates.values() if date))
    if not publishers:
        publishers = ", ".join(dict.fromkeys(source.publisher for source in region.settings.sources))
    parts = (
        words("presentation.source", source=publishers) if publishers else "",
        words("presentation.travel", travel=travel_name(region)),
        version_line(region, words),
    )
    return " · ".join(part for part in parts if part)

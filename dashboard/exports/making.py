"""A presentation, or one step of it, in every format it can be taken along in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.drawing.tokens import palette
from dashboard.exports.about import about_steps, labelled
from dashboard.exports.file_names import question_name
from dashboard.exports.geo_files import gpkg_bytes, parquet_bytes
from dashboard.exports.key_figures import figures_table
from dashboard.exports.pages import pdf_bytes
from dashboard.exports.picture_text import with_words
from dashboard.exports.sheet import sheet_svg
from dashboard.exports.slides import pptx_bytes
from dashboard.exports.step_map import described, layers_of
from dashboard.exports.table_files import XLSX, table_file
from dashboard.exports.typeset import png
from dashboard.exports.workbook import Sheet, xlsx_bytes
from dashboard.presentation.step_content import StepContent
from dashboard.presentation.steps import view_of
from dashboard.question.address import SHOWN
from dashboard.question.address_checks import LABELS

SHARP = 2.0
"""Pixels of a picture a pixel of its drawing: some 3,000 across, which fills a page at 300 an inch."""


@dataclass(frozen=True)
class Format:
    """One format: its media type, what makes it of steps, and whether it holds several."""

    mime: str
    make: Callable[[Sequence[StepContent]], bytes]
    several: bool = True


def _svg(steps: Sequence[StepContent]) -> bytes:
    return sheet_svg(steps[0], palette("light")).encode()


def _png(steps: Sequence[StepContent]) -> bytes:
    content = steps[0]
    lines = labelled(content.lines, content.request.words)
    picture = png(sheet_svg(content, palette("light")), scale=SHARP)
    text_lines = "\n".join(f"{what}: {text}" for what, text in lines)
    return with_words(
        picture, {"Title": content.heading, "Description": f"{described(content)}\n{text_lines}"}
    )


def _xlsx(steps: Sequence[StepContent]) -> bytes:
    """The figures of all steps, then every layer's table, and what it all is."""
    words = steps[0].request.words
    sheets = [Sheet(words("export.figures.sheet"), steps[0].presentation, figures_table(steps))]
    for content in steps:
        for layer in layers_of(content):
            file = table_file(content.request, layer.key, content.step.query)
            name = f"{content.at} {file.heading}" if len(steps) > 1 else file.heading
            sheets.append(Sheet(name, content.heading or content.kicker, file.table))
    return xlsx_bytes(sheets, about_steps(steps), steps[0].presentation or steps[0].heading, words)


def _gpkg(steps: Sequence[StepContent]) -> bytes:
    return _layer(steps[0], gpkg_bytes)


def _parquet(steps: Sequence[StepContent]) -> bytes:
    return _layer(steps[0], parquet_bytes)


def _layer(content: StepContent, write: Callable[..., bytes]) -> bytes:
    """The layer that a step asks about: what colours the map, else what lies over it."""
    on = layers_of(content)
    file = table_file(content.request, on[0].key if on else "units", content.step.query)
    about = [
        (content.request.words("export.about.heading"), content.heading),
        *labelled(content.lines, content.request.words),
    ]
    return write(
        file.table,
        content.request.assessment,
        content.request.words,
        about,
        file.layer,
        content.request.focus,
    )


FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", pdf_bytes),
    "pptx": Format("application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx_bytes),
    "png": Format("image/png", _png, several=False),
    "svg": Format("image/svg+xml", _svg, several=False),
    "xlsx": Format(XLSX, _xlsx),
    "gpkg": Format("application/geopackage+sqlite3", _gpkg, several=False),
    "parquet": Format("application/vnd.apache.parquet", _parquet, several=False),
}
"""Every format by its ending."""
ZIP = "application/zip"


def file_of(kind: str, steps: Sequence[StepContent]) -> tuple[bytes, str, str]:
    """The file of some steps: its content, media type and ending.

    Parameters
    ----------
    kind : str
        A key of `FORMATS`.
    steps : sequence of StepContent
        Of one presentation; of several, a format that holds only one becomes an archive of them.
    """
    how = FORMATS[kind]
    if how.several or len(steps) == 1:
        return how.make(steps), how.mime, kind
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for content in steps:
            archive.writestr(f"{content.at:02d}-{step_name(content)}.{kind}", how.make([content]))
    return out.getvalue(), ZIP, "zip"


def step_name(content: StepContent) -> str:
    """Name of a file of one step, after what its map asks about."""
    on = layers_of(content)
    shown = view_of({key: value for key, value in content.step.query.items() if key in SHOWN})
    return question_name(content.request, on[0].key if on else LABELS, shown)

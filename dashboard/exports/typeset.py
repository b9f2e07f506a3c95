"""Setting pages and pictures with Typst, which needs nothing of the system: no fonts, no libraries."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from dashboard.drawing import fonts
from geodata.contract.errors import RegionError

PICTURE = '#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.svg")\n'
POINTS_AN_INCH = 72


@cache
def _typefaces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[fonts.folder()])


def pdf(
    source: str, data: Mapping[str, object], files: Mapping[str, str], created: str, language: str
) -> bytes:
    """A tagged PDF (PDF/UA-1) of a Typst source.

    Parameters
    ----------
    source : str
    data : mapping
        What the source reads from `data.json`: words never stand in the source itself.
    files : mapping of str to str
        Pictures by name.
    created : str
        When, ISO 8601; "" is now.
    language : str
        For the message should it fail.

    Raises
    ------
    RegionError
        Where the pages cannot be set, with what Typst says of it.
    """
    settable_files = {name: fonts.settable(content) for name, content in files.items()}
    settable_files["data.json"] = fonts.settable(json.dumps(data, ensure_ascii=False))
    return _compiled(
        source, settable_files, "pdf", standards=["ua-1"], created=_moment(created), language=language
    )


def png(svg: str, *, scale: float) -> bytes:
    """A picture of an SVG document.

    Parameters
    ----------
    svg : str
    scale : float
        Pixels of the picture a pixel of the document.
    """
    return _compiled(PICTURE, {"picture.svg": svg}, "png", ppi=POINTS_AN_INCH * scale * 4 / 3)


def _compiled(
    source: str,
    files: Mapping[str, str],
    kind: Literal["pdf", "png"],
    *,
    standards: list[typst.PDFStandard] | None = None,
    ppi: float | None = None,
    created: datetime | None = None,
    language: str = "",
) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_text(content, "utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(source, "utf-8")
        try:
            found = typst.compile(
                str(main),
                root=folder,
                font_paths=_typefaces(),
                ignore_system_fonts=True,
                format=kind,
                ppi=ppi,
                pdf_standards=standards or [],
                timestamp=created,
            )
        except typst.TypstError as error:
            raise RegionError(f"the {language} {kind} cannot be set: {error.message}") from error
    pages = [found] if isinstance(found, bytes) else found
    assert pages  # no output file was asked for
    return pages[0]


def _moment(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return datetime.now(UTC).replace(microsecond=0)
    return when if when.tzinfo else when.replace(tzinfo=UTC)

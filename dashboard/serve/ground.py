"""The route of the map's ground: a square of roads, water, railways and stops."""

from __future__ import annotations

import gzip
import zlib
from typing import Final

from flask import Flask, Response, abort, request

from dashboard.serve.publication import Publication
from dashboard.serve.version_document import document_of_version
from geodata.contract.errors import SnapshotError
from geodata.ground.pack import square_content
from geodata.publish.manifest import folder_of

PLACE: Final = "int(max=9999999)"
"""A column or row."""


def add_ground_route(server: Flask, publication: Publication) -> None:
    """Add `/geo/<version>/ground/<zoom>-<column>-<row>.json`; 404 for squares that the version has not.

    Parameters
    ----------
    server : Flask
        Before its first request.
    publication : Publication
    """

    @server.get(f"/geo/<version>/ground/<int(max=30):zoom>-<{PLACE}:column>-<{PLACE}:row>.json")
    def ground(version: str, zoom: int, column: int, row: int) -> Response:
        try:
            content = square_content(folder_of(publication.out, version), (zoom, column, row))
            document = None if content is None else gzip.decompress(content)  # whose sum is in it
        except (SnapshotError, OSError, EOFError, zlib.error):
            content = document = None
        if content is None or document is None or publication.is_refused(version):
            abort(404)
        packed = request.accept_encodings["gzip"] > 0
        return document_of_version(
            content if packed else document,
            "gzip" if packed else "",
            f"{version}-{zoom}-{column}-{row}{'.gz' if packed else ''}",
        )

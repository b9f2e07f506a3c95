"""A document of a version: it never changes, so a browser keeps it."""

from __future__ import annotations

from flask import Response, request

from dashboard.serve.modules import FOR_EVER


def document_of_version(content: bytes, encoding: str, tag: str) -> Response:
    """Answer with a document that is there, or that it is unchanged.

    Parameters
    ----------
    content : bytes
        JSON, compressed as `encoding` says.
    encoding : {"", "br", "gzip"}
    tag : str
        Of this very content: another encoding has another.
    """
    answer = Response(content, mimetype="application/json")
    answer.headers["Cache-Control"] = FOR_EVER
    answer.headers["Vary"] = "Accept-Encoding"
    answer.set_etag(tag)
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    answer.make_conditional(request)
    return answer

"""What the open interface says of itself: made once a version and question, sent again as it was packed."""

from __future__ import annotations

import hashlib
import json
import weakref
from typing import Final

from flask import Flask, Response, g, request

from dashboard.api.call import BASE
from dashboard.login.current import current
from dashboard.pages.failures import has_failed
from dashboard.pages.kept_answers import Kept, KeptAnswers
from dashboard.serve.audience import audience_of_request
from dashboard.serve.compression import AHEAD, accepted_encoding
from dashboard.serve.publication import Publication
from dashboard.serve.site_address import site_address
from geodata.region.audience import EVERYBODY

ENDPOINTS: Final = (
    "api_landing", "api_conformance", "api_openapi", "api_collections", "api_collection", "dcat",
)  # fmt: skip
"""Documents that say nothing of the moment: a version and a question decide all of them."""
KEPT_MOST: Final = 8 * 2**20
"""Bytes of all documents that a worker keeps, packed."""
AHEAD_AREAS: Final = 10_000
"""Areas of a region up to which these are made before anybody asks; they take a second or some."""
MADE_AHEAD: Final = (f"{BASE}/collections", "/dcat")
OWN: Final = {"Date", "Set-Cookie", "Content-Length"}
"""Headers that belong to one answer alone."""


def keep_documents(server: Flask, publication: Publication) -> KeptAnswers:
    """Answer with a document that has been made before, or that it is unchanged.

    Nothing of somebody who has logged in is kept.

    Parameters
    ----------
    server : Flask
        Whose answers are packed after.
    publication : Publication
    """
    documents = KeptAnswers(KEPT_MOST)

    @server.before_request
    def answer_again() -> Response | None:
        if request.endpoint not in ENDPOINTS or request.method not in ("GET", "HEAD") or "v" in request.args:
            return None
        region = publication.current()
        if region is None or current().is_logged_in or audience_of_request() != EVERYBODY:
            return None
        question = [request.path, sorted(request.args.items(multi=True)), str(request.accept_mimetypes)]
        about = [*question, region.version, accepted_encoding(), site_address()]
        key = hashlib.sha256(json.dumps(about).encode()).hexdigest()
        kept = documents.find(key, region)
        if kept is None:
            g.document_to_keep = key, region
            return None
        answer = Response(kept.content)
        answer.headers.clear()
        answer.headers.extend(kept.headers)
        return answer.make_conditional(request)  # type: ignore[return-value]  # itself

    @server.after_request
    def keep(answer: Response) -> Response:
        key, region = g.pop("document_to_keep", ("", None))
        if region is not None and request.method == "GET" and answer.status_code == 200 and not has_failed():
            headers = tuple((name, text) for name, text in answer.headers if name not in OWN)
            content = answer.get_data()
            kept = Kept(weakref.ref(region), content, answer.mimetype or "", answer.content_encoding, headers)
            documents.keep(key, kept)
        return answer

    return documents


def make_documents_ahead(server: Flask, publication: Publication) -> None:
    """Make the tables that documents tell of before the workers part, so that they share them.

    Of a very large region whoever asks first waits for that.

    Parameters
    ----------
    server : Flask
        Ready to answer.
    publication : Publication
    """
    region = publication.current()
    if region is None or len(region.areas) > AHEAD_AREAS:
        return
    client = server.test_client()
    for path in MADE_AHEAD:
        client.get(path, environ_overrides={AHEAD: True}, buffered=True)

"""The catalogue's address, `/dcat`, in the form of RDF that whoever harvests it takes."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, request

from dashboard.api.refusal import RefusedError
from dashboard.api.routes import OPEN, refused, spoken
from dashboard.dcat.catalogue import Catalogue
from dashboard.dcat.writers import WRITERS
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from dashboard.serve.site_address import site_address
from geodata.contract.errors import SnapshotError

PATH = "/dcat"


def register_dcat(server: Flask, publication: Publication, settings: Settings) -> None:
    """Serve `/dcat`; `?f=ttl`, `rdf` or `jsonld` chooses the form, else the header `Accept`."""

    @server.get(PATH)
    def dcat() -> Response:
        region = publication.current()
        if region is None:
            raise SnapshotError("nothing is published")
        try:
            form = _form()
        except RefusedError as refusal:
            return refused(refusal, spoken(publication, settings))
        write, media = WRITERS[form]
        content = write(Catalogue(region, site_address()).statements())
        answer = Response(content, content_type=f"{media}; charset=utf-8")
        answer.set_etag(f"{region.version}-{hashlib.sha256(content.encode()).hexdigest()[:16]}")
        answer.headers.update(OPEN)
        answer.vary.add("Accept")
        answer.make_conditional(request)
        return answer


def _form() -> str:
    types = {media: form for form, (_, media) in WRITERS.items()}
    wanted = request.args.get("f")
    if wanted is not None:
        if wanted not in WRITERS:
            raise RefusedError(400, "bad_value", name="f", value=wanted[:80], expected=", ".join(WRITERS))
        return wanted
    if not request.accept_mimetypes:
        return next(iter(WRITERS))
    best = request.accept_mimetypes.best_match(list(types))
    if best is None:
        raise RefusedError(406, "no_such_type", types=", ".join(types))
    return types[best]

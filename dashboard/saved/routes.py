"""`/scenarios...`, and of each saved thing its versions, its link and whom it is shared with: as JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Flask, Response, abort, jsonify, request

from dashboard.present.refusal import refused
from dashboard.presentation.shelf import Shelf
from dashboard.records import document_sharing
from dashboard.records.author import Author
from dashboard.records.column_types import moment_text
from dashboard.records.document_access import Document, Kind, NotKeptError
from dashboard.records.documents import BYTES_MOST
from dashboard.saved.scenarios import Store, kept_document
from dashboard.serve.own_page import body_of_page
from dashboard.serve.publication import Publication
from dashboard.words.words import Words, words_of
from geodata.region.region import Region

KINDS: Final[dict[str, Kind]] = {"presentations": "presentation", "scenarios": "scenario"}
"""What a kind is called in an address."""
BODY_MOST: Final = 2 * BYTES_MOST["scenario"]
PAIR_MOST: Final = 4_000


def register_saved(server: Flask, publication: Publication, shelf: Shelf) -> None:
    """Serve what is saved beside presentations themselves, where `shelf` says, by whom it lets."""
    store = Store(shelf)

    @server.get("/scenarios.json")
    def saved_scenarios() -> Response:
        found, who = store.listed(_region(publication)), shelf.author()
        return _fresh(jsonify(scenarios=[_line(each, who) for each in found]))

    @server.get("/scenarios/<key>.json")
    def saved_scenario(key: str) -> Response:
        found = store.find(key, request.args.get("word", ""))
        if found is None:
            abort(404)
        answer = Response(found.content, mimetype="application/json")
        answer.headers["Content-Disposition"] = f'attachment; filename="{found.key}.json"'
        return _fresh(answer)

    @server.post("/scenarios")
    def add_scenario() -> Response:
        body = body_of_page(BODY_MOST)
        region = _region(publication)
        try:
            kept, word = store.add(body.get("scenario"), region)
        except NotKeptError as error:
            return refused("scenario", error, _words(region, body))
        return jsonify(key=kept.key, number=kept.number, word=word)

    @server.put("/scenarios/<key>")
    @server.delete("/scenarios/<key>")
    def change_scenario(key: str) -> Response:
        body = body_of_page(BODY_MOST)
        region, word, number = _region(publication), str(body.get("word", "")), body.get("number")
        try:
            if request.method == "DELETE":
                store.remove(key, word)
                return jsonify(removed=key)
            made_from = number if isinstance(number, int) else None
            kept = store.change(key, body.get("scenario"), region, word, made_from)
        except NotKeptError as error:
            return refused("scenario", error, _words(region, body))
        return jsonify(key=kept.key, number=kept.number)

    @server.get("/<any(presentations, scenarios):kind>/<key>/versions.json")
    @server.get("/<any(presentations, scenarios):kind>/<key>/versions/<int:number>.json")
    def saved_versions(kind: str, key: str, number: int = 0) -> Response:
        if shelf.database is None:
            abort(404)
        who = shelf.asker(request.args.get("word", ""))
        try:
            with shelf.database.read() as connection:
                kept = kept_document(connection, KINDS[kind], key)
                if number:
                    content = document_sharing.content_of(connection, kept, number, who)
                    return _fresh(jsonify(json.loads(content)))
                found = document_sharing.versions(connection, kept, who)
        except NotKeptError:
            abort(404)
        return _fresh(jsonify(versions=[{**vars(each), "at": moment_text(each.at)} for each in found]))

    @server.put("/<any(presentations, scenarios):kind>/<key>/link")
    @server.put("/<any(presentations, scenarios):kind>/<key>/share")
    def share_saved(kind: str, key: str) -> Response:
        body = body_of_page(PAIR_MOST)
        who, given = shelf.asker(str(body.get("word", ""))), body.get("access")
        if given not in ("read", "write", None):
            abort(400)
        try:
            with shelf.keeping().write() as connection:
                kept, now = kept_document(connection, KINDS[kind], key), shelf.clock()
                if request.path.endswith("/link"):
                    return jsonify(word=document_sharing.link(connection, kept, given, who, now))
                account = str(body.get("account", ""))
                document_sharing.share(connection, kept, account, given, who, now)
                return jsonify(shares=document_sharing.shares(connection, kept, who))
        except NotKeptError as error:
            return refused(KINDS[kind], error, _words(_region(publication), body))


def _line(document: Document, who: Author) -> dict[str, Any]:
    """What the list says of a scenario; `own` of one that the account owns."""
    return {
        "key": document.key,
        "name": document.name,
        "number": document.number,
        "changed": moment_text(document.changed_at),
        "own": document.owner is not None and document.owner == who.account,
    }


def _fresh(answer: Response) -> Response:
    """Never kept by a cache: it is of whoever asks, and of the moment."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _region(publication: Publication) -> Region:
    region = publication.current()
    if region is None:
        abort(503)
    return region


def _words(region: Region, body: dict[str, object]) -> Words:
    return words_of(region.settings, str(body.get("language")))

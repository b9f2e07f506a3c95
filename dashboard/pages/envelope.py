"""The envelope of a page's question to Dash: opened only where it is one that the page itself would send."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import Dash
from flask import Flask, Response, request

from dashboard.components import ids
from dashboard.question.state import STORES
from dashboard.serve.own_page import json_sent
from dashboard.serve.publication import Publication
from dashboard.words.words import words

ADDRESS = "_dash-update-component"
RECORDS = {*STORES, ids.VERSION}
"""Components that hold texts by key; others hold a text."""
HALF_SIGN: Final = re.compile("[\ud800-\udfff]")
Callbacks = Mapping[str, Mapping[str, Any]]


def refuse_malformed(app: Dash, publication: Publication, language: str) -> None:
    """Answer 400, in words, to a question that no callback of the app is asked with.

    Dash looks into what it is sent before any callback runs, and fails on what it does not expect.

    Parameters
    ----------
    app : Dash
        With every callback.
    publication : Publication
    language : {"sv", "en", ""}
        The deployment's; "" is the region's own.
    """
    server: Flask = app.server
    path = f"/{ADDRESS}"

    @server.before_request
    def refuse() -> Response | None:
        if request.path != path or request.method != "POST":
            return None
        if is_question(json_sent(), app.callback_map):
            return None
        region = publication.current()
        text = words(language or (region.settings.language if region else "sv"))
        return Response(text("ui.malformed"), 400, mimetype="text/plain")


def is_question(body: object, callbacks: Callbacks) -> bool:
    """Whether a body asks one of the callbacks for its answer, with values of the types that pages send.

    Parameters
    ----------
    body : object
        Read from JSON.
    callbacks : mapping
        As Dash keeps them: by output what each reads. Those of the browser have no `callback`.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"], {})
    changed = body.get("changedPropIds", [])
    id_, _, its_property = body["output"].rpartition(".")
    return (
        "callback" in callback
        and body.get("outputs") == {"id": id_, "property": its_property}
        and isinstance(changed, list)
        and all(isinstance(name, str) for name in changed)
        and _are_values(body.get("inputs"), callback["inputs"])
        and _are_values(body.get("state", []), callback["state"])
    )


def _are_values(sent: object, read: Sequence[Mapping[str, str]]) -> bool:
    """Whether there is a value of each property that is read, in order."""
    return (
        isinstance(sent, list)
        and len(sent) == len(read)
        and all(
            isinstance(part, dict)
            and (part.get("id"), part.get("property")) == (wanted["id"], wanted["property"])
            and _is_value(part.get("value"), record=wanted["id"] in RECORDS)
            for part, wanted in zip(sent, read, strict=True)
        )
    )


def _is_value(value: object, *, record: bool) -> bool:
    """Whether it is nothing, a text, or, where a record is held, texts by key."""
    if not record or value is None:
        return value is None or _is_text(value)
    return isinstance(value, dict) and all(_is_text(text) for pair in value.items() for text in pair)


def _is_text(value: object) -> bool:
    """Whether it is a text that can be sent: JSON may hold half a sign, and no browser makes one."""
    return isinstance(value, str) and HALF_SIGN.search(value) is None

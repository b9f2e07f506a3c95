"""Why something is not kept, as an answer."""

from __future__ import annotations

from typing import Final

from flask import Response, jsonify

from dashboard.records.document_access import Kind, NotKeptError
from dashboard.words.words import Words

STATUS: Final = {
    "off": 403,
    "others": 403,
    "unknown": 404,
    "changed": 409,
    "too_large": 413,
    "no_account": 422,
    "confirm": 422,
    "name": 422,
    "not_read": 422,
    "quota": 429,
    "full": 507,
}


def refused(kind: Kind, error: NotKeptError, words: Words) -> Response:
    """The answer that says why, in a sentence."""
    reason = error.reason
    key = f"presentation.not_kept.{reason}" if kind == "presentation" else f"scenario.not_kept.{reason}"
    answer = jsonify(problems=[words(key)])
    answer.status_code = STATUS[reason]
    return answer

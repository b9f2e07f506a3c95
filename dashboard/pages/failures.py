"""What a person sees when an answer could not be made: a sentence and a way on, never a traceback."""

from __future__ import annotations

import logging

from dash import ctx, html, no_update, set_props
from flask import g

from dashboard.components import ids
from dashboard.components.messages import message, try_again
from dashboard.words.words import LANGUAGES, words
from geodata.contract.errors import SnapshotError

LOG = logging.getLogger(__name__)


def answer(error: Exception) -> object:
    """Log the failure whole, and say on the page what failed and what still holds.

    Returns
    -------
    component or no_update
        The sentence itself where the whole page failed; else nothing changes but the messages.
    """
    if isinstance(error, SnapshotError):  # a page that was open while its data were replaced
        LOG.warning("an answer could not be made: %s", error)
    else:
        LOG.error("an answer could not be made", exc_info=error)
    g.has_failed = True
    page: dict[str, str] = next((state["value"] for state in ctx.states_list or [] if _is_version(state)), {})
    language = page.get("language", "")
    text = words(language if language in LANGUAGES else "sv")
    key = "ui.failed_version" if isinstance(error, SnapshotError) else "ui.failed"
    sentence = message([html.Strong(text("ui.error")), " ", text(key), " ", try_again(text)], error=True)
    if not page:
        return html.Main(sentence, className="page-text")
    set_props(ids.FAILURES, {"children": [sentence]})
    return no_update


def has_failed() -> bool:
    """Whether the answer to the request at hand could not be made."""
    return bool(g.get("has_failed", False))


def _is_version(state: object) -> bool:
    return isinstance(state, dict) and state.get("id") == ids.VERSION and isinstance(state.get("value"), dict)

"""Sentences over the map: an older version, a link to something that does not exist, a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.words.words import Words


def message(parts: Sequence[object], *, error: bool = False) -> html.Div:
    """Sentence in a box, announced at once by screen readers."""
    return html.Div(
        list(parts),
        className="message is-error" if error else "message",
        role="alert" if error else "status",
    )


def close(words: Words) -> html.Button:
    """Button that takes its message off the page."""
    return html.Button(words("ui.close"), className="link", **{"data-action": "dismiss"})


def try_again(words: Words) -> html.Button:
    """Button that loads the page's address again after a failure."""
    return html.Button(words("ui.again"), className="link", **{"data-action": "reload"})


def version_message(page: Mapping[str, str], newest: str, words: Words) -> html.Div | None:
    """Message that the page shows other data than its link or the newest, with a button for the newest.

    Parameters
    ----------
    page : mapping
        `version` that is shown, and `linked`: the version in the address, "" for none.
    newest : str
        The version published now.
    words : Words
    """
    if page["version"] != newest:
        button = html.Button(words("ui.version_newest"), className="link", **{"data-action": "newest"})
        return message([words("ui.version_older", version=page["version"][:6]), " ", button])
    if page.get("linked", "") not in ("", newest):
        return message([words("ui.version_linked", version=page["linked"][:6])])
    return None

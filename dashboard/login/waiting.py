"""What waits for whoever is logged in, counted by those who know of it: one number wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, has_app_context, has_request_context

from dashboard.login.current import current
from dashboard.login.gate import current_gate
from dashboard.login.identity import Identity

EXTENSION: Final = "utbudskarta-waiting"


@dataclass(frozen=True)
class Waiting:
    """Something that waits.

    Attributes
    ----------
    page : str
        Key of the page where it is dealt with.
    key : str
        Of its name in the catalogue.
    count : int
    href : str
        Where it is dealt with.
    """

    page: str
    key: str
    count: int
    href: str


Counts = Callable[[Identity], Sequence[Waiting]]


def add_waiting(server: Flask, counts: Counts) -> None:
    """Have something counted for everybody who is logged in, in the order it is added."""
    server.extensions.setdefault(EXTENSION, []).append(counts)


def waiting_for(identity: Identity) -> list[Waiting]:
    """All that waits for somebody."""
    counted: list[Counts] = current_app.extensions.get(EXTENSION, [])
    return [each for counts in counted for each in counts(identity)]


def waiting_by_page() -> dict[str, int]:
    """How many things wait for whoever asks, by page; nothing where nobody can log in or has."""
    if not (has_app_context() and has_request_context()) or current_gate() is None:
        return {}
    identity = current()
    found = waiting_for(identity) if identity.is_logged_in else []
    return {page: sum(each.count for each in found if each.page == page) for page in {e.page for e in found}}

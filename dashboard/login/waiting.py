"""What waits for whoever is logged in, counted by those who know of it and shown in the menu of roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app

from dashboard.login.identity import Identity

EXTENSION: Final = "utbudskarta-waiting"


@dataclass(frozen=True)
class Waiting:
    """Something that waits.

    Attributes
    ----------
    key : str
        Of its name in the catalogue.
    count : int
    href : str
        Where it is dealt with.
    """

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
    return [one for counts in counted for one in counts(identity)]

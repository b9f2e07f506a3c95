"""What waits for somebody is counted by those who know of it, in the order they were added."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask

from dashboard.login.identity import Identity
from dashboard.login.waiting import Waiting, add_waiting, waiting_for
from geodata.region.audience import Audience

ANNA = Identity("anna", "Anna", "officer", Audience("officer"), ("officer",), 1)


def test_counts_are_of_who_is_logged_in_and_nothing_waits_where_nobody_counts() -> None:
    server = Flask("waiting")

    def cases(identity: Identity) -> Sequence[Waiting]:
        return [Waiting("changes", "login.leave", 7, "/andringar")] if identity.role == "officer" else []

    with server.app_context():
        assert waiting_for(ANNA) == []
    add_waiting(server, cases)
    add_waiting(server, lambda identity: [Waiting("unit", "login.enter", len(identity.account), "/x")])
    with server.app_context():
        assert [(each.count, each.href) for each in waiting_for(ANNA)] == [(7, "/andringar"), (4, "/x")]

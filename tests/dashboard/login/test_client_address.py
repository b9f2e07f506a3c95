"""Whose address a request is of: what our own proxies say, and nothing that a client says itself."""

from __future__ import annotations

import pytest
from flask import Flask

from dashboard.login.client_address import client_address

FORGED = "203.0.113.1, 198.51.100.4, 192.0.2.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        ("", FORGED, ""),
        ("0", FORGED, "10.0.0.5"),
        ("1", FORGED, "192.0.2.7"),
        ("2", FORGED, "198.51.100.4"),
        ("1", "", ""),
        ("5", FORGED, ""),
        ("1", "unknown", ""),
        ("1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_it_is_what_as_many_proxies_as_there_are_say(proxies: str, forwarded: str, address: str) -> None:
    sent = {"X-Forwarded-For": forwarded} if forwarded else {}
    with Flask("test").test_request_context(headers=sent, environ_base={"REMOTE_ADDR": "10.0.0.5"}):
        assert client_address(proxies) == address

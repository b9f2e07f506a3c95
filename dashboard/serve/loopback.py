"""Whether a server, or who asks it, is this very machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from dashboard.serve.settings import Settings


def is_on_loopback(settings: Settings) -> bool:
    """Whether the server is this machine's own: it listens on loopback and has no address besides."""
    public = urlsplit(settings.public_url).hostname
    return is_loopback(settings.host) and (public is None or is_loopback(public))


def is_loopback(host: str) -> bool:
    """Whether an address is this machine, of itself: 127.0.0.1, ::1 or `localhost`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

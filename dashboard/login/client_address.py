"""Where a request comes from, by what can be believed: the connection, or the proxies that are our own."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from flask import request

FORWARDED_FOR: Final = "X-Forwarded-For"
NETWORK_BITS: Final = 64
"""Of an address of IPv6: whoever has one has all that begin alike."""


def client_address(proxies: str) -> str:
    """The address that the request which is being answered comes from; "" where that is not known.

    Parameters
    ----------
    proxies : str
        How many proxies of our own stand in front, each adding to `X-Forwarded-For` whom it was asked by;
        "" where nobody has said so, and the connection may be a proxy's that everybody is behind.
    """
    if not proxies:
        return ""
    if proxies == "0":
        return one_client(request.remote_addr or "")
    given = ",".join(request.headers.getlist(FORWARDED_FOR)).split(",")
    at = len(given) - int(proxies)
    return one_client(given[at]) if at >= 0 else ""


def one_client(text: str) -> str:
    """An address as failures are counted by; "" where it is none.

    Examples
    --------
    >>> one_client(" 192.0.2.7"), one_client("::ffff:192.0.2.7"), one_client("2001:db8::1:2:3:4")
    ('192.0.2.7', '192.0.2.7', '2001:db8::/64')
    >>> one_client("unknown")
    ''
    """
    try:
        found = ip_address(text.strip())
    except ValueError:
        return ""
    if not isinstance(found, IPv6Address):
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ip_network(f"{found.compressed.partition('%')[0]}/{NETWORK_BITS}", strict=False))

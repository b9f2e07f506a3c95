"""Which machines may be connected to: a name is looked up once, and what was judged is connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

Lookup = Callable[[str, int], Sequence[str]]
"""From the name and port of a machine to its numeric addresses."""

TRANSLATED: Final = ip_network("64:ff9b::/96")
"""IPv6 that a network translates to the IPv4 in its last four bytes (RFC 6052)."""
ADDRESSES_MOST: Final = 20
"""Of one name; no more of them are judged or tried."""


class FencedOffError(Exception):
    """A machine may not be connected to, since its address is no public one."""


def is_public(address: str) -> bool:
    """Whether a numeric address is of a machine on the public net, whatever it is wrapped in."""
    try:
        number: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(number, IPv6Address):
        if number in TRANSLATED:
            number = IPv4Address(int(number) & 0xFFFF_FFFF)
        elif number.ipv4_mapped is not None:
            number = number.ipv4_mapped
        elif number.sixtofour is not None or number.teredo is not None:  # tunnels to anywhere
            return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def look_up(host: str, port: int) -> Sequence[str]:
    """Numeric addresses of a machine, by the system's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Fence:
    """What judges machines before they are connected to.

    Attributes
    ----------
    lookup : function
        From a name to addresses.
    allowed : function
        Whether one may be connected to. Tests give another; nothing that a user writes can.
    """

    lookup: Lookup = look_up
    allowed: Callable[[str], bool] = is_public

    def connect(self, host: str, port: int, timeout_s: float | None) -> socket.socket:
        """Connection to a machine by an address that has been judged, without looking its name up again.

        Raises
        ------
        FencedOffError
            If any of its addresses is not allowed: who mixes them means no good.
        OSError
            If it has no address, or none answers.
        """
        addresses = list(self.lookup(host.strip("[]"), port))[:ADDRESSES_MOST]
        if not all(map(self.allowed, addresses)):
            raise FencedOffError(host)
        failure: OSError = OSError(f"no address of {host}")
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout_s)
            except OSError as error:
                failure = error
        raise failure

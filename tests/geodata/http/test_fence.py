"""Only machines on the public net may be connected to, however their addresses are written."""

from __future__ import annotations

import pytest

from geodata.http.fence import Fence, FencedOffError, is_public


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.0.1", "127.0.0.1", "0.0.0.0", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1",
        "2001:0:1:2:3:4:5:6", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_addresses_on_the_net_are(address: str) -> None:
    assert is_public(address)


def test_one_address_inside_among_others_is_enough_to_refuse() -> None:
    fence = Fence(lookup=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])
    with pytest.raises(FencedOffError):
        fence.connect("mixed.example", 443, 1.0)


def test_a_machine_without_an_address_is_not_connected_to() -> None:
    with pytest.raises(OSError, match="no address"):
        Fence(lookup=lambda _host, _port: []).connect("nowhere.example", 443, 1.0)

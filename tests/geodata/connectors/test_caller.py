"""One service is asked, in its pace, within bounds, and nobody else is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from geodata.connectors import limits
from geodata.connectors.caller import Caller, Web
from geodata.connectors.errors import FetchError, Remark
from geodata.connectors.pace import Pace
from geodata.connectors.words import remark_sentence
from geodata.http.bounded import Limits
from geodata.http.fence import Fence
from tests.geodata.connectors.loopback import NOW, Given, Loopback, as_json

SMALL = Limits(bytes_most=1000, connect_s=2.0, piece_s=2.0, whole_s=5.0)


def code_of(caller: Caller, address: str) -> str:
    with pytest.raises(FetchError) as caught:
        caller.json(address)
    caller.close()
    return caught.value.remark.code


def test_an_answer_comes_over_tls_with_a_certificate_that_is_believed(loopback: Loopback) -> None:
    loopback.paths["/a"] = lambda _: as_json({"å": 1.50})
    caller = Caller(loopback.web(), loopback.address)
    assert caller.json(f"{loopback.address}/a") == {"å": 1.5}
    caller.close()
    stranger = Caller(loopback.web(trusted=True), loopback.address)
    assert code_of(stranger, f"{loopback.address}/a") == "not_trusted"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(b"x", 500), "answers_otherwise"),
        (Given(b"<html>"), "not_json"),
        (Given(b"[" * 900), "not_json"),
        (Given(b'{"a": NaN}'), "not_json"),
        (Given(b'{"a": 1', cut=True), "cut_off"),
        (Given(b" " * 2000), "too_long"),
        (Given(b"", 302, {"Location": "http://register.example/b"}), "not_https"),
        (Given(b"", 302, {"Location": "https://elsewhere.example/b"}), "sent_elsewhere"),
        (Given(b"", 302, {"Location": "https://[::1"}), "no_answer"),
        (Given(b"", 302, {"Location": "/a"}), "too_many_redirects"),
        (Given(b"", 429, {"Retry-After": "86400"}), "busy"),
        (Given(b"", 503), "busy"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_goes_wrong_is_called_what_it_is(loopback: Loopback, given: Given, code: str) -> None:
    loopback.paths["/a"] = lambda _: given
    assert code_of(Caller(loopback.web(), loopback.address, SMALL), f"{loopback.address}/a") == code


def test_half_a_letter_is_a_lost_one_and_what_a_machine_says_is_not_obeyed(loopback: Loopback) -> None:
    loopback.paths["/a"] = lambda _: Given(b'{"a\\ud83d": ["\\ud83d x"]}')
    caller = Caller(loopback.web(), loopback.address)
    assert caller.json(f"{loopback.address}/a") == {"a\ufffd": ["\ufffd x"]}
    caller.close()
    remark = Remark("wrong_kind", "a.csv", ("\x1b[2J<html>",))
    assert "\\u001B[2J<html>" in remark_sentence(remark, "sv")


def test_a_busy_service_is_asked_again_when_it_has_said(loopback: Loopback) -> None:
    until = format_datetime(datetime(2026, 11, 30, 12, 0, 9, tzinfo=UTC), usegmt=True)
    waits = iter([{"Retry-After": "7"}, {"Retry-After": until}, {}, None])

    def answer(_: object) -> Given:
        wait = next(waits)
        return as_json([1]) if wait is None else Given(b"", 429, wait)

    loopback.paths["/a"] = answer
    caller = Caller(loopback.web(), loopback.address)
    assert caller.json(f"{loopback.address}/a") == [1]
    caller.close()
    assert loopback.slept_s == [7.0, 9.0, 4 * limits.WAIT_S]
    assert NOW.second == 0


def test_no_window_of_time_holds_more_calls_than_it_may() -> None:
    moment = [0.0]
    moments = []

    def sleep(seconds: float) -> None:
        moment[0] += seconds

    pace = Pace(3, 1.0, lambda: moment[0], sleep)
    for _ in range(8):
        pace.wait()
        moments.append(moment[0])
        moment[0] += 0.1
    assert all(later - earlier >= 1.0 for earlier, later in zip(moments, moments[3:], strict=False))


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "127.0.0.1", "::1", "fd00::1"])
def test_a_name_that_leads_inside_is_refused_before_anything_is_sent(
    loopback: Loopback, address: str
) -> None:
    web = loopback.web(fence=Fence(lookup=lambda _host, _port: ["93.184.216.34", address]))
    assert code_of(Caller(web, loopback.address), f"{loopback.address}/a") == "private_address"
    assert loopback.received == []


def test_what_is_judged_is_what_is_connected_to_whatever_the_name_says_next(loopback: Loopback) -> None:
    looked_up = []

    def lookup(_host: str, _port: int) -> Sequence[str]:  # another answer every time
        looked_up.append(1)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    allowed = loopback.web().fence.allowed
    loopback.paths["/a"] = lambda _: Given(b"1", headers={"Connection": "close"})
    caller = Caller(loopback.web(fence=Fence(lookup, allowed)), loopback.address)
    assert caller.json(f"{loopback.address}/a") == 1
    assert len(looked_up) == 1
    assert code_of(caller, f"{loopback.address}/a") == "private_address"


def test_a_name_without_an_address_and_one_that_is_no_name_do_not_answer(loopback: Loopback) -> None:
    for lookup in (lambda _host, _port: [], lambda host, _port: host.encode("idna") and []):
        web = loopback.web(fence=Fence(lookup, lambda _: True))
        address = "https://" + "a" * 70 + ".example"
        assert code_of(Caller(web, address), address) == "no_answer"


def test_no_proxy_and_no_password_of_the_surroundings_is_used(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    loopback.paths["/a"] = lambda _: as_json(1)
    caller = Caller(loopback.web(), loopback.address)
    assert caller.json(f"{loopback.address}/a") == 1
    caller.close()


def test_a_connector_ends_when_its_time_or_its_calls_are_out(
    loopback: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    loopback.paths["/a"] = lambda _: as_json(1)
    moment = [0.0]
    caller = Caller(loopback.web(clock=lambda: moment[0]), loopback.address)
    moment[0] = limits.ALL_S + 1
    assert code_of(caller, f"{loopback.address}/a") == "too_slow"
    monkeypatch.setattr(limits, "CALLS_MOST", 0)
    assert code_of(Caller(loopback.web(), loopback.address), f"{loopback.address}/a") == "too_many_calls"


def test_by_default_the_net_is_the_public_one() -> None:
    assert Web() == replace(Web(), fence=Fence(), trusted=True)

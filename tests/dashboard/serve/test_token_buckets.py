from __future__ import annotations

from dashboard.serve.token_buckets import KNOWN_MOST, TokenBuckets


def test_a_client_asks_as_often_as_a_minute_has_tokens_and_others_are_not_touched() -> None:
    now = [0.0]
    buckets = TokenBuckets(6, lambda: now[0])
    assert [buckets.wait_s("a") for _ in range(8)] == [0] * 6 + [10, 10]
    assert buckets.wait_s("b") == 0
    now[0] = 10.0
    assert [buckets.wait_s("a") for _ in range(2)] == [0, 10]
    now[0] = 1_000.0
    assert [buckets.wait_s("a") for _ in range(7)] == [0] * 6 + [10]


def test_who_is_not_known_is_not_counted_and_nobody_is_where_there_is_no_bound() -> None:
    assert {TokenBuckets(1, lambda: 0.0).wait_s("") for _ in range(100)} == {0}
    free = TokenBuckets(0, lambda: 0.0)
    assert {free.wait_s("a") for _ in range(100)} == {0}


def test_made_up_clients_fill_no_memory() -> None:
    buckets = TokenBuckets(1, lambda: 0.0)
    for at in range(KNOWN_MOST + 5):
        buckets.wait_s(str(at))
    assert buckets.wait_s(str(KNOWN_MOST + 4)) > 0
    assert buckets.wait_s("0") == 0, "forgotten"

"""Keys: the same cell has the same one in every build, and those of sums are sums of keys."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.disclosure.exact_sums import Sums
from geodata.disclosure.keys import cell_keys, scrambled
from geodata.disclosure.secret import derived
from geodata.disclosure.siphash import siphash

pytestmark = pytest.mark.long

SECRET = bytes(range(32))
thousand = settings(max_examples=1000, deadline=None, derandomize=True)
key_lists = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=20)


def test_siphash_is_that_of_its_authors() -> None:
    key = bytes(range(16))  # the reference vectors: messages 00, 00 01, ... under the key 00 ... 0f
    for words, expected in ((1, 0x93F5F5799A932462), (2, 0x3F2ACC7F57C29BDB), (4, 0x7127512F72F27CCE)):
        message = np.frombuffer(bytes(range(8 * words)), "<u8")
        assert siphash(key, [message[at : at + 1] for at in range(words)])[0] == expected


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        siphash(b"short", [np.zeros(1, np.uint64)])


def test_many_messages_are_hashed_as_each_alone() -> None:
    words = np.arange(40_000, dtype=np.uint64), np.arange(40_000, dtype=np.uint64) ** 2
    every = siphash(SECRET[:16], words)
    for at in (0, 1, 16_383, 16_384, 39_999):
        assert siphash(SECRET[:16], [word[at : at + 1] for word in words])[0] == every[at]
    assert len(np.unique(every)) == 40_000


def test_keys_are_spread_evenly() -> None:
    who = [("area", str(one)) for one in range(300)]
    when = [("2025Q1", str(one)) for one in range(300)]
    codes = np.divmod(np.arange(90_000), 300)
    keys = cell_keys(SECRET, (who, codes[0]), (when, codes[1]))
    share = np.bincount((keys >> np.uint64(60)).astype(int), minlength=16) / len(keys)
    assert abs(share - 1 / 16).max() < 5 * np.sqrt(1 / 16 / len(keys))


@thousand
@given(st.permutations(range(6)), st.text(max_size=3))
def test_a_cells_key_is_its_own_whatever_stands_beside_it(order: list[int], word: str) -> None:
    who = [("area", word, "unit", str(one)) for one in range(6)]
    codes = np.arange(6)
    usual = cell_keys(SECRET, (who, codes), ([("2025",)], np.zeros(6, int)))
    among = [("2024",), ("2025",)]
    shuffled = cell_keys(SECRET, ([who[at] for at in order], codes), (among, np.ones(6, int)))
    assert (shuffled == usual[order]).all()


@thousand
@given(key_lists, st.data())
def test_sums_of_keys_are_keys_of_sums(keys: list[int], data: st.DataObject) -> None:
    group = np.array(data.draw(st.lists(st.integers(0, 3), min_size=len(keys), max_size=len(keys))))
    ones = np.ones(len(keys), np.int64)
    none, whole = np.empty(0), np.empty(0, np.int64)
    cells = Sums(group, ones, ones, ones, whole, whole, none, none, np.array(keys, np.uint64), whole, whole)
    added = cells.added()
    expected = {
        one: sum(key for key, at in zip(keys, group, strict=True) if at == one) % 2**64 for one in group
    }
    assert dict(zip(added.group.tolist(), added.keys.tolist(), strict=True)) == expected
    together = added.coded(group=np.zeros_like(added.group))
    assert together.keys.tolist() == [sum(keys) % 2**64]


def test_words_never_run_together() -> None:
    assert derived(SECRET, "ab", "c") != derived(SECRET, "a", "bc")
    assert derived(SECRET, "a,1:b") != derived(SECRET, "a", "b")


def test_another_secret_another_key_and_another_count_another_draw() -> None:
    part = ([("a",)], np.zeros(1, int))
    assert cell_keys(SECRET, part, part) != cell_keys(SECRET[::-1], part, part)
    assert cell_keys(SECRET, part, ([("b",)], part[1])) != cell_keys(SECRET, ([("b",)], part[1]), part)
    key = np.array([7], np.uint64)
    assert scrambled(SECRET, "noise", key, np.array([12])) != scrambled(SECRET, "noise", key, np.array([13]))

"""How noisy counts are, by the table and by what is drawn from it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from geodata.disclosure.keys import scrambled
from geodata.disclosure.protection import OWN_NOISE_FROM
from geodata.disclosure.table import PARTS, noise_of
from geodata.disclosure.variance import noise_variance, variance_of

DRAWS = 200_000


@pytest.mark.parametrize("count", [*PARTS, 50])
def test_the_variance_stated_is_that_of_the_noise_drawn(count: int) -> None:
    counts = np.full(DRAWS, count, np.int64)
    noise = noise_of(counts, scrambled(bytes(32), "noise", np.arange(DRAWS, dtype=np.uint64), counts))
    fourth = float(((noise - noise.mean()) ** 4).mean())
    error = np.sqrt((fourth - noise.var() ** 2) / DRAWS)  # of a sample's variance
    assert abs(noise.var() - variance_of(count)) < 5 * error


def test_nothing_has_no_noise() -> None:
    assert variance_of([0, 1]).tolist() == [0.0, pytest.approx(4.462)]


def test_from_some_count_on_the_variance_is_exactly_what_is_stated_and_below_never_more() -> None:
    stated = noise_variance()
    rows = [(count + noise, count) for count, row in PARTS.items() for noise in row]
    reached = {published for published, count in rows if count != max(PARTS)}
    assert stated.exact_from == OWN_NOISE_FROM["visits"] > max(reached)
    assert stated.variance == variance_of(1_000)
    assert stated.at_most == max(variance_of(sorted(PARTS)))


def test_the_sum_of_cells_has_the_sum_of_their_variances() -> None:
    counts = np.tile(np.array([1, 4, 7, 30], np.int64), (20_000, 1))
    draws = scrambled(bytes(32), "noise", np.arange(counts.size, dtype=np.uint64), counts.ravel())
    sums = noise_of(counts.ravel(), draws).reshape(counts.shape).sum(axis=1)
    assert sums.var() == pytest.approx(variance_of(counts[0]).sum(), rel=0.05)


def test_the_page_on_protection_says_the_variances_that_files_state() -> None:
    text = (Path(__file__).parents[3] / "docs" / "disclosure.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+)(?: or more)? \|(?:[^|]*\|){11} ([\d.]+) \|$", text, re.MULTILINE)
    assert [(count, float(variance)) for count, variance in rows] == [
        (count, pytest.approx(float(variance_of(int(count))), abs=0.005)) for count, _ in rows
    ]
    assert len(rows) == 10
    stated = noise_variance()
    plain = " ".join(text.split())
    assert f"variance {stated.variance:.0f} for a published count of {stated.exact_from} or more" in plain
    assert f"at most {stated.at_most:.1f} for a smaller base cell" in plain

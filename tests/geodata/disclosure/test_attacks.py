"""Attacks on published counts, each with a witness that it succeeds where counts are badly protected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pandas import DataFrame, Series

from geodata.checks import check
from geodata.disclosure.keys import scrambled
from geodata.disclosure.protection import Protection
from geodata.disclosure.published_cells import by_quarter, published
from geodata.disclosure.table import noise_of
from tests.demo_region import SECRET, protected_demo
from tests.geodata.disclosure.attacks import (
    CELL,
    guessed,
    judged,
    published_sums,
    table_of,
    through_every_sum,
)

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
KEY = bytes.fromhex(SECRET)
GAIN = 0.05
"""More often right than a blind guess: at most this."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Register:
    """Exact cells, and what is published of them."""

    exact: DataFrame
    parts: Series
    sums: dict[str, Series]

    @cached_property
    def truth(self) -> Ints:
        """Every exact count."""
        return self.exact["visits"].to_numpy()

    @cached_property
    def shown(self) -> Ints:
        """The same cells as published, 0 where none is."""
        index = self.exact.set_index(CELL).index
        return self.parts.reindex(index).fillna(0).to_numpy().astype(np.int64)


def register(folder: Path, data: Path | None = None) -> Register:
    region = check(folder, data).region
    assert region is not None
    assert region.base is not None
    places = region.municipalities
    protection = Protection(KEY, region.areas.index.to_list(), region.units.index.to_list())
    whole = published(region.base.assign(period=by_quarter(region.base)), places)
    shown = published(region.base, places, protection)
    exact = table_of(whole, "area", "unit", bool(whole.age_groups), False)
    exact["home"] = np.append(places.of_area, (-3, -2, -1))[exact["area"]]
    exact["town"] = places.of_unit[exact["unit"]]
    parts = table_of(shown, "area", "unit", bool(shown.age_groups), False)
    return Register(exact, parts.set_index(CELL)["visits"], published_sums(shown))


@pytest.fixture(scope="module", params=["leeds", "devon"])
def real(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Real patients by practice and area: half the cells are below 5."""
    folder = tmp_path_factory.mktemp(request.param)
    toml = (ROOT / "examples" / "england" / request.param / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(toml.replace('visits = "public"', 'visits = "protected"'))
    return register(folder, shared / "england" / request.param)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Invented visits by quarter and age, so that every small cell is in four sums."""
    return register(protected_demo("14", tmp_path_factory.mktemp("demo")))


def suppressed(answer: Floats) -> Floats:
    """What a map answers that withholds small counts query by query."""
    return np.where((answer > 0) & (answer < 5), np.nan, answer)


def others(found: Register) -> Ints:
    """For each small cell another cell, taken at random: what a filter is widened by."""
    rng = np.random.default_rng(3)
    return rng.integers(0, len(found.exact), int((found.truth <= 4).sum()))


def test_subtracting_two_filters_tells_naive_suppression_and_no_protected_count(real: Register) -> None:
    small = np.flatnonzero(real.truth <= 4)
    truth = real.truth[small]
    beside = [others(real)]
    rng = np.random.default_rng(4)
    for _ in range(4):  # an intruder whose second filter is withheld too tries another
        beside.append(rng.integers(0, len(real.exact), len(small)))
    naive = np.full(len(small), np.nan)
    for other in beside:
        whole, rest = real.truth[small] + real.truth[other], real.truth[other]
        naive = np.where(np.isnan(naive), suppressed(whole) - suppressed(rest), naive)
    assert judged(guessed(naive, truth), truth).attack > 0.8
    ours = (real.shown[small] + real.shown[beside[0]] - real.shown[beside[0]]).astype(float)
    assert judged(guessed(ours, truth), truth).gain <= GAIN


def test_averaging_a_thousand_unions_tells_fresh_noise_and_no_protected_count(real: Register) -> None:
    small = np.flatnonzero(real.truth <= 4)[:400]
    truth = real.truth[small]
    rng = np.random.default_rng(5)
    fresh, ours = np.zeros(len(small)), np.zeros(len(small))
    for union in range(1_000):
        other = rng.integers(0, len(real.exact), len(small))
        ours += (real.shown[small] + real.shown[other]) - real.shown[other]
        whole, rest = truth + real.truth[other], real.truth[other]
        fresh += _with_fresh_noise(whole, 2 * union) - _with_fresh_noise(rest, 2 * union + 1)
    assert judged(guessed(fresh / 1_000, truth), truth).attack > 0.8
    np.testing.assert_array_equal(ours / 1_000, real.shown[small])  # nothing to average: one number for ever
    assert judged(guessed(ours / 1_000, truth), truth).gain <= GAIN


def _with_fresh_noise(counts: Ints, query: int) -> Ints:
    keys = np.arange(len(counts), dtype=np.uint64) + np.uint64(query << 32)
    return counts + noise_of(counts, scrambled(KEY, "noise", keys, counts))


def routes(found: Register) -> Iterator[dict[str, Series]]:
    """No sum, each sum alone, all of them."""
    yield {}
    yield from ({route: sums} for route, sums in found.sums.items())
    yield found.sums


def test_the_likeliest_count_by_everything_published_is_hardly_better_than_a_guess(real: Register) -> None:
    for sums in routes(real):
        assert through_every_sum(real.exact, real.parts, sums).gain <= GAIN, list(sums)


def test_the_same_by_quarter_and_age_where_counts_are_invented(demo: Register) -> None:
    assert set(demo.sums) == {"units", "areas", "ages", "quarters"}
    for sums in routes(demo):
        assert through_every_sum(demo.exact, demo.parts, sums).gain <= GAIN, list(sums)

"""A choice set in blocks of areas tells what it tells in one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.sparse import csr_array

from geodata.choice import choice_set as sizes
from geodata.choice.choice_set import ChoiceSet, choice_set
from geodata.choice.decay import DECAYS
from geodata.choice.held_out import held_out
from geodata.choice.huff import fitted, free_of, likeliest_of
from geodata.choice.likeliest import Optimum, Question, likeliest
from geodata.choice.load_spread import load_spread
from geodata.choice.shares import Minutes, probabilities

AREAS, UNITS = 240, 30
AT_ONCE = 2 * UNITS
"""Pairs: two areas a block."""


def country(sparse: bool) -> ChoiceSet:
    """Visits drawn from a model; every tenth area has none, and the last unit has no supply."""
    rng = np.random.default_rng(5)
    minutes, supply = rng.uniform(1, 40, (AREAS, UNITS)), rng.uniform(2, 12, UNITS)
    flows = rng.poisson(300 * probabilities(1.0, 0.1, supply, minutes, decay="exponential").toarray())
    flows[::10] = 0
    supply[-1] = np.nan
    near: Minutes = csr_array(np.where(minutes < 35, minutes, 0.0)) if sparse else minutes
    return choice_set(flows, supply, near)


@pytest.fixture
def in_blocks(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    def small() -> None:
        monkeypatch.setattr(sizes, "KEPT_PAIRS", 1)
        monkeypatch.setattr(sizes, "BLOCK_PAIRS", AT_ONCE)

    return small


@pytest.mark.parametrize("sparse", [False, True])
def test_in_blocks_the_model_is_the_same(sparse: bool, in_blocks: Callable[[], None]) -> None:
    whole = country(sparse)
    in_blocks()
    parts = country(sparse)
    assert len(list(whole.blocks())) == 1
    assert len(list(parts.blocks())) >= sizes.FEWEST_BLOCKS  # so that a start is sought in some of them
    assert max(len(block.unit) for block in parts.blocks()) <= 3 * AT_ONCE
    at_once, in_parts = (held_out(each, None) for each in (whole, parts))
    assert list(at_once) == list(in_parts) == list(DECAYS)
    for decay in DECAYS:
        assert in_parts[decay].deviance == pytest.approx(at_once[decay].deviance, rel=1e-9)
        assert in_parts[decay].equal == pytest.approx(at_once[decay].equal, rel=1e-12)
        assert in_parts[decay].loads == pytest.approx(at_once[decay].loads, rel=1e-9)
        fits = [
            fitted(choices, found[decay].whole, free_of(None), decay)
            for choices, found in ((whole, at_once), (parts, in_parts))
        ]
        for name in ("a", "b", "log_likelihood", "null_log_likelihood", "overlap"):
            assert getattr(fits[1], name) == pytest.approx(getattr(fits[0], name), rel=1e-9), name
        for name in ("a_error", "b_error"):  # the information matrix is that before the last step
            assert getattr(fits[1], name) == pytest.approx(getattr(fits[0], name), rel=1e-6), name
        assert (fits[0].flows, fits[0].visits) == (fits[1].flows, fits[1].visits)
    inside = np.ones(UNITS, bool)
    spreads = [
        load_spread(choices, found["exponential"], inside)
        for choices, found in ((whole, at_once), (parts, in_parts))
    ]
    assert spreads[0] is not None
    assert spreads[1] is not None
    assert spreads[1].slope == pytest.approx(spreads[0].slope, rel=1e-9)


def test_blocks_of_areas_that_nobody_visits_from_change_nothing(in_blocks: Callable[[], None]) -> None:
    whole = country(False)
    minutes, flows = whole._minutes.rows(0, AREAS), whole.flows.toarray()
    flows[: AREAS // 4] = 0
    fits = []
    for _ in range(2):
        choices = choice_set(flows, whole.supply, minutes)
        fits.append(fitted(choices, likeliest_of(choices, None, "power"), free_of(None), "power"))
        in_blocks()
    assert all(len(block.first) for block in choices.blocks())
    assert fits[1].b_error == pytest.approx(fits[0].b_error, rel=1e-6)
    assert (fits[1].flows, fits[1].visits) == (fits[0].flows, fits[0].visits)


def test_every_pair_stands_in_one_block_and_areas_without_visits_in_none(
    in_blocks: Callable[[], None],
) -> None:
    (whole,) = country(False).blocks()
    in_blocks()
    blocks = list(country(False).blocks())
    assert sum(len(block.first) for block in blocks) == AREAS * 9 // 10
    for name in ("unit", "visits", "minutes", "supply", "leaving"):
        assert (
            np.concatenate([getattr(block, name) for block in blocks]).tolist()
            == getattr(whole, name).tolist()
        )


def test_a_given_exponent_of_supply_is_kept_in_blocks_too(in_blocks: Callable[[], None]) -> None:
    alone = likeliest_of(country(False), 1.0, "power")
    in_blocks()
    found = likeliest_of(country(False), 1.0, "power")
    assert found.parameters[0] == 1.0
    assert found.parameters == pytest.approx(alone.parameters, rel=1e-9)
    assert found.log_likelihood == pytest.approx(alone.log_likelihood, rel=1e-12)


def test_questions_that_are_asked_together_are_answered_as_one_by_one() -> None:
    choices, start = country(False), np.zeros(2)
    together = likeliest(choices, {Question(decay): start for decay in DECAYS}, [0, 1])
    for decay in DECAYS:
        alone, beside = likeliest_of(choices, None, decay), together[Question(decay)]
        assert isinstance(beside, Optimum)
        assert (beside.parameters.tolist(), beside.steps) == (alone.parameters.tolist(), alone.steps)

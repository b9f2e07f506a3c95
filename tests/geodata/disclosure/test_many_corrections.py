"""How many corrections hide each other: what an intruder tells of one whom she knows to be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from pandas import DataFrame, MultiIndex, Series

from geodata.checks import check
from geodata.disclosure.corrections import FEWEST, LEAST_SHARE
from geodata.disclosure.protection import Protection
from geodata.disclosure.published_cells import published
from geodata.disclosure.table import noise_of
from geodata.region.region import Region
from geodata.region.visits import Visits
from tests.demo_region import SECRET, protected_demo
from tests.geodata.disclosure.attacks import SMALL, Success, judged, prior_of, told_by_the_cell

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
GAIN = 0.05
"""More often right than a blind guess: at most this."""
LEFT = (1e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
"""Shares of all visits that are taken away."""
OTHER = {"area": "unit", "unit": "area"}


class Batch(NamedTuple):
    """One slice, before and after a share of its visits were taken away."""

    name: str
    cells: int
    differing: int
    knows_area: Success
    knows_unit: Success

    @property
    def may_show(self) -> bool:
        """Whether a build would publish these corrections."""
        return self.differing >= max(FEWEST, LEAST_SHARE * self.cells)


def guesses(cells: DataFrame, gone: DataFrame, known: str) -> Success:
    """How often the largest cell that differs is right, where one end is known, and the largest at all."""
    other, weight = OTHER[known], gone["visits"].to_numpy()
    largest = cells.sort_values("shown").groupby(known)[other]
    blind = gone[known].map(largest.last())
    of_changed = cells[cells["differs"]].sort_values("shown").groupby(known)[other]
    attack = gone[known].map(of_changed.last()).fillna(blind)
    right = ((guess == gone[other]).to_numpy() @ weight / weight.sum() for guess in (attack, blind))
    return Success(*(float(share) for share in right))


def slices(visits: Visits) -> dict[tuple[str, str, str], Series]:
    """Published visits from areas to units, by period, care form and age."""
    return {
        (period, form, age): Series(cells.visits, MultiIndex.from_arrays([cells.residence, cells.provider]))
        for period in visits.periods
        for form in visits.care_forms
        for age in ("", *visits.age_groups)
        for cells in (visits.cells("area", "unit", [period], form, age),)
    }


def batches(region: Region) -> Iterator[Batch]:
    """Every slice of the first quarter, with each of the shares taken away at random."""
    assert region.base is not None
    secret = bytes.fromhex(SECRET)
    protection = Protection(secret, region.areas.index.to_list(), region.units.index.to_list())
    named = region.base.astype({"period": str, "care_form": str, "age_group": str})
    exact = named[named["period"] == named["period"].min()]
    before = slices(published(exact, region.municipalities, protection))
    rng = np.random.default_rng(1)
    for share in LEFT:
        gone = exact.assign(visits=rng.binomial(exact["visits"], share))
        left = exact.assign(visits=exact["visits"] - gone["visits"])
        after = slices(published(left, region.municipalities, protection))
        gone = gone[(gone["visits"] > 0) & (gone["area"] >= 0) & (gone["unit"] >= 0)]
        for (period, form, age), was in before.items():
            both = DataFrame({"was": was, "is": after[period, form, age]}).fillna(0)
            cells = both.rename_axis(index=["area", "unit"]).reset_index()
            cells = cells.assign(differs=cells["was"] != cells["is"], shown=cells[["was", "is"]].max(axis=1))
            own = gone[(gone["care_form"] == form) & ((gone["age_group"] == age) | (age == ""))]
            if len(own):
                yield Batch(
                    f"{share:.2%} {form} {age}",
                    len(cells),
                    int(cells["differs"].sum()),
                    guesses(cells, own, "area"),
                    guesses(cells, own, "unit"),
                )


def real(name: str, shared: Path, folder: Path) -> Region:
    toml = (ROOT / "examples" / "england" / name / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(toml.replace('visits = "public"', 'visits = "protected"'))
    region = check(folder, shared / "england" / name).region
    assert region is not None
    return region


@pytest.mark.parametrize("name", ["leeds", "devon", "10"])
def test_corrections_that_may_show_tell_of_nobody_where_fewer_would(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if name == "10":
        region = check(protected_demo(name, tmp_path)).region
        assert region is not None
    else:
        region = real(name, request.getfixturevalue("shared"), tmp_path)
    found = list(batches(region))
    for batch in found:  # the table of docs/disclosure.md: pytest -s
        gains = f"{100 * batch.knows_area.gain:.1f} {100 * batch.knows_unit.gain:.1f}"
        print(name, batch.name, f"{batch.differing} of {batch.cells}:", gains, "shown" * batch.may_show)
    shown = [batch for batch in found if batch.may_show]
    assert shown
    for batch in shown:
        assert max(batch.knows_area.gain, batch.knows_unit.gain) <= GAIN, batch.name
    first = [batch for batch in found if batch.differing < 100 and batch.name.startswith("0.01%")]
    assert first
    assert all(max(batch.knows_area.gain, batch.knows_unit.gain) > 4 * GAIN for batch in first)


@pytest.mark.parametrize("name", ["leeds", "devon"])
def test_each_new_release_is_another_look_at_every_count(name: str, shared: Path, tmp_path: Path) -> None:
    base = real(name, shared, tmp_path).base
    assert base is not None
    counts = base.groupby(["area", "unit"])["visits"].sum().to_numpy()
    truth = counts[(counts > 0) & (counts <= SMALL.max())]
    rng = np.random.default_rng(2)
    told, gains = np.log(prior_of(truth)), []
    for _ in range(3):
        draws = rng.integers(0, 1 << 64, len(truth), np.uint64)  # as keys under secrets that nobody knows
        told = told + told_by_the_cell(truth + noise_of(truth, draws))
        gains.append(judged(SMALL[told.argmax(axis=1)], truth).gain)
    print(name, [f"{100 * gain:.1f}" for gain in gains])  # of docs/disclosure.md
    assert gains[0] <= GAIN < gains[1] < gains[2]

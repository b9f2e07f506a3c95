"""What attacks on a region's own published visits gain, above a guess by one who has not looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from geodata.contract.errors import DisclosureError
from geodata.disclosure.audit_lists import audited_lists
from geodata.disclosure.audit_together import audited_together
from geodata.disclosure.finding import Finding, judged
from geodata.disclosure.joint_inference import SMALL, Block, Kind, Table, block_of, likely_counts
from geodata.disclosure.payments import protected_tables
from geodata.disclosure.protection import OWN_NOISE_FROM, Protection
from geodata.disclosure.published_cells import by_quarter, published
from geodata.disclosure.table import PARTS, PERSON_PARTS
from geodata.region.payment_tables import PaymentTables
from geodata.region.region import Region
from geodata.region.visits import Visits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CELLS = 500
"""Small cells that the joint sampler is tried on, at least, where there are so many."""

LARGEST_BLOCK = 6_000
"""Base cells of a municipality, care form and year that are drawn together, at most."""

BLOCKS = 12


def audited(region: Region, secret: bytes, cells: int = CELLS, seed: int = 1) -> list[Finding]:
    """What attacks on a region gain, each on published cells alone and then judged by the exact ones.

    Parameters
    ----------
    region : Region
        With exact base cells, as `geodata.checks.check` makes it.
    secret : bytes
        Its key.
    cells : int
        Small cells that the slow attacks are tried on.
    seed : int
        Of what is drawn.

    Returns
    -------
    list of Finding
        One look at each cell; the same where a cost stands, or is absent, beside it; every published cell
        and sum together, of base cells and of sums. Then one look at each cell of lists and production, and
        all that is told of their units together.

    Raises
    ------
    DisclosureError
        If the region has nothing to protect, or no count of fewer than five.
    """
    ids = region.areas.index.to_list(), region.units.index.to_list()
    protection = Protection(secret, *ids)
    paid = region.exact_payments
    of_lists = [] if paid is None else _of_paid(paid, protection, region)
    if region.base is None and not of_lists:
        raise DisclosureError("The region has no protected visits: there is nothing to audit")
    if region.base is None:
        return of_lists
    base = region.base.assign(period=by_quarter(region.base))
    if "persons" in base:  # what is protected are persons
        base = base.assign(visits=base["persons"], most_visits=1)
    elif "person" in base:
        base = base.assign(visits=1)
    table: Table = PERSON_PARTS if {"persons", "person"} & set(base) else PARTS
    exact = published(base.drop(columns=["persons", "person"], errors="ignore"), region.municipalities)
    shown = published(base, region.municipalities, protection)
    found = [*_looks(exact, shown)]
    if not found and not of_lists:
        raise DisclosureError("No cell of the region is of fewer than five visits: there is nothing to audit")
    return (found + _joint(region, exact, shown, table, cells, seed) if found else []) + of_lists


def _of_paid(exact: PaymentTables, protection: Protection, region: Region) -> list[Finding]:
    models = region.settings.reimbursement.models
    shown = protected_tables(exact, protection, models)
    return [*audited_lists(exact, shown), *audited_together(exact, shown, models)]


def _looks(exact: Visits, shown: Visits) -> Iterator[Finding]:
    """Guesses by one cell, and by it and whether it has a cost."""
    truths, values, costs = [], [], []
    for period in exact.periods:
        for form in exact.care_forms:
            for age in exact.age_groups or ("",):
                true, noisy = (each.select([period], form, age) for each in (exact, shown))
                width = int(max(true.provider.max(initial=0), noisy.provider.max(initial=0))) + 8
                at, among = (
                    (each.residence.astype(np.int64) + 3) * width + each.provider + 3
                    for each in (true, noisy)
                )
                place = np.searchsorted(among, at).clip(0, max(len(among) - 1, 0))
                there = among[place] == at if len(among) else np.zeros(len(at), bool)
                truths.append(true.visits)
                values.append(np.where(there, noisy.visits[place] if len(among) else 0, 0))
                has = np.isfinite(noisy.cost[place]) if len(noisy.cost) and len(among) else there
                costs.append(there & has)
    truth, value, cost = (np.concatenate(each) for each in (truths, values, costs))
    small = truth < SMALL
    if small.any():
        truth, value, cost = truth[small], value[small], cost[small]
        yield judged("look", value, truth)
        yield judged("cost", _with_costs(truth, value, cost), truth)


def _with_costs(_: Ints, value: Ints, cost: NDArray[np.bool_]) -> Ints:
    """What is seen of each cell by one who looks at its count and whether it has a cost."""
    return 2 * value + cost


def _joint(
    region: Region, exact: Visits, shown: Visits, table: Table, cells: int, seed: int
) -> list[Finding]:
    places = region.municipalities
    rng = np.random.default_rng(seed)
    years = sorted({period[:4] for period in exact.periods})
    choices = [(m, form, year) for m in range(len(places.ids)) for form in exact.care_forms for year in years]
    rng.shuffle(choices)
    blocks: list[tuple[Block, Block]] = []
    small = 0
    for municipality, form, year in choices:
        if small >= cells or len(blocks) == BLOCKS:
            break
        to = shown.cells("municipality", "unit", _parts(shown, year), form)
        units = np.unique(to.provider[(to.residence == municipality) & (to.provider >= 0)]).astype(np.int64)
        if not len(units):
            continue
        each = [block_of(visits, places, int(municipality), form, year, units) for visits in (exact, shown)]
        few = int(((each[0].base > 0) & (each[0].base < SMALL)).sum())
        if few and each[0].base.size <= LARGEST_BLOCK:
            blocks.append((each[0], each[1]))
            small += few
    if not blocks:
        return []
    counts = np.concatenate([true.base.ravel() for true, _ in blocks])
    prior = np.bincount(counts.clip(0, 60), minlength=61) / len(counts) + 1e-6
    own = OWN_NOISE_FROM["persons" if table is PERSON_PARTS else "visits"]
    likely = [likely_counts(noisy, table, prior, own, seed) for _, noisy in blocks]
    base = Kind(0, 0, 0, 0)
    sums = [kind for kind in blocks[0][0].counts if kind != base]
    truths = [true.counts for true, _ in blocks]
    return [
        _guessed("joint", [base], truths, likely),
        _guessed("joint_sums", sums, truths, likely),
    ]


def _guessed(
    attack: str, kinds: list[Kind], truths: list[Mapping[Kind, Ints]], likely: list[dict[Kind, Floats]]
) -> Finding:
    """The likeliest of 1 to 4, each kind of cell weighed by how often they come in it."""
    right = blind = cells = 0.0
    for kind in kinds:
        pairs = [
            (exact[kind], chances[kind])
            for exact, chances in zip(truths, likely, strict=True)
            if kind in exact
        ]
        truth = np.concatenate([exact.ravel() for exact, _ in pairs])
        chance = np.concatenate([chances.reshape(-1, SMALL) for _, chances in pairs])
        small = (truth > 0) & (truth < SMALL)
        if not small.any():
            continue
        truth, chance = truth[small], chance[small, 1:] + 1e-4
        often = np.bincount(truth, minlength=SMALL)[1:] / len(truth)
        weight = np.ones(SMALL - 1)
        for _ in range(100):  # so that on the whole each count is as likely as it is common
            weighed = chance * weight
            weighed /= weighed.sum(axis=1, keepdims=True)
            weight *= often / np.maximum(weighed.mean(axis=0), 1e-9)
        right += float((weighed.argmax(axis=1) + 1 == truth).sum())
        blind += often.max() * len(truth)
        cells += len(truth)
    return Finding(attack, int(cells), float(blind / max(cells, 1)), float(right / max(cells, 1)))


def _parts(visits: Visits, year: str) -> list[str]:
    return [year] if year in visits.years else [each for each in visits.periods if each.startswith(year)]

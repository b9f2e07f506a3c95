"""What a look at a region's own published lists and production gains, above a guess by who has not looked."""

from __future__ import annotations

import numpy as np
from pandas import DataFrame, MultiIndex

from geodata.disclosure.finding import Finding
from geodata.disclosure.joint_inference import SMALL
from geodata.disclosure.listed import CLASS, PRODUCED
from geodata.disclosure.look import Ints, Parts, commonness, small_chances
from geodata.disclosure.table import PARTS, PERSON_PARTS
from geodata.region.payment_tables import PaymentTables


def audited_lists(exact: PaymentTables, shown: PaymentTables) -> list[Finding]:
    """One look at each small cell of lists, and of production; none of those that are not there.

    The guess is the likeliest count by the table of noise and by how common each is. What goes with what in
    the very cells is not used: of few cells that tells of chance.

    Parameters
    ----------
    exact, shown : PaymentTables
        As they are, and as they are published.
    """
    list_key, made_key = ["unit", "period", "area", *CLASS], ["unit", *PRODUCED]
    return [
        *_look("lists", exact.lists, shown.lists, list_key, "persons", PERSON_PARTS),
        *_look("production", exact.production, shown.production, made_key, "quantity", PARTS),
    ]


def _look(
    attack: str,
    exact: DataFrame | None,
    shown: DataFrame | None,
    key: list[str],
    figure: str,
    parts: Parts,
) -> list[Finding]:
    if exact is None or shown is None:
        return []
    truth: Ints = np.rint(exact[figure].to_numpy(np.float64)).astype(np.int64)
    small = (truth > 0) & (truth < SMALL)
    if not small.any():
        return []
    index = MultiIndex.from_frame(exact[key])
    published = shown.set_index(key)[figure].reindex(index).fillna(0).to_numpy(np.float64).astype(np.int64)
    common = commonness(truth[small])
    guess = (small_chances(published[small], parts) * common).argmax(axis=1) + 1
    right = float((guess == truth[small]).mean())
    return [Finding(attack, int(small.sum()), float(common.max()), right)]

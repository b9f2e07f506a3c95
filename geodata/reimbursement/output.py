"""Output of each unit that a part counts: visits, hours, points."""

from __future__ import annotations

import numpy as np

from geodata.contract.reimbursement_settings import Part
from geodata.reimbursement.basis import Basis
from geodata.reimbursement.errors import ReimbursementError
from geodata.reimbursement.exact import FITS, Exact, exact


def output(part: Part, basis: Basis) -> Exact:
    """Output of each unit that a part counts.

    Parameters
    ----------
    part : Part
        `output`, `of`, `area_kinds`, `times` and `basis` say which rows count; empty is all.
    basis : Basis

    Raises
    ------
    ReimbursementError
        If rows of both performed and granted hours count: they are the same hours twice.
    """
    rows = basis.production
    keep = np.ones(len(rows), dtype=bool)
    chosen = (
        ("output", (part.output,) if part.output else ()),
        ("of", part.of),
        ("area_kind", part.area_kinds),
        ("time", part.times),
        ("basis", (part.basis,) if part.basis else ()),
    )
    for column, words in chosen:
        if words:
            keep &= rows[column].isin(words).to_numpy()
    bases = sorted(set(rows["basis"].to_numpy()[keep]) - {""})
    if len(bases) > 1:
        raise ReimbursementError.of("both_bases", part=part.key)
    numbers = exact(rows["quantity"].to_numpy()[keep])
    fits = numbers.largest * max(len(numbers.numerators), 1) < FITS
    sums = np.zeros(len(basis.units), dtype=np.int64 if fits else object)
    np.add.at(sums, rows["unit"].to_numpy()[keep], numbers.numerators)
    return Exact(sums, numbers.denominator)

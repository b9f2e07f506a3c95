"""What a unit was really paid, by the parts that payments are told by."""

from __future__ import annotations

import numpy as np

from geodata.assessment.assessment import Assessment
from geodata.measures.reform_of_units import Words, tariff_of
from geodata.reimbursement.of_region import tariff_offer


def paid_by_key(assessment: Assessment, unit: int, words: Words = ()) -> dict[str, int]:
    """Payments in the period of the model compared with, of the parts that it stands for.

    Parameters
    ----------
    assessment : Assessment
    unit : int
        Position.
    words : tuple of pairs of str
        Of the tariff.

    Returns
    -------
    dict of str to int
        By part, "" of all together; hundredths of the currency. Empty where nothing is known.

    Raises
    ------
    ReimbursementError
        If the care form has no model.
    """
    region = assessment.region
    if region.payments is None:
        return {}
    model = tariff_offer(region, assessment.scenario.care_form).models[tariff_of(assessment, words).against]
    rows = region.payments
    rows = rows[(rows["unit"] == unit) & (rows["period"] == model.period)]
    if model.paid:
        rows = rows[rows["part"].isin(model.paid)]
    found: dict[str, int] = {}
    for part, amount in zip(rows["part"].tolist(), np.rint(rows["amount"] * 100).tolist(), strict=True):
        found[part] = found.get(part, 0) + int(amount)
    return found

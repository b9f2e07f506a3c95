"""What an address says of a model of reimbursement, against those that the care form has."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.layers.tariff_words import PAY_BY, PAY_MOVES, TariffWords
from dashboard.question.misread import Misread, unless
from dashboard.question.questions import PAYMENT
from dashboard.question.tariffs import offered_forms
from geodata.region.region import Region
from geodata.reimbursement.answered import LISTS
from geodata.reimbursement.of_region import tariff_offer
from geodata.scenario.scenario import care_forms, default_scenario


def misread_tariff(region: Region, record: Mapping[str, str]) -> list[Misread]:
    """What is said of a tariff that the record's care form has not, each edit by itself.

    Parameters
    ----------
    region : Region
    record : mapping
        Of the store or the address.
    """
    told = [
        *unless(record.get("pay_by") in PAY_BY, "pay_by", record.get("pay_by", "")),
        *unless(record.get("pay_moves") in PAY_MOVES, "pay_moves", record.get("pay_moves", "")),
    ]
    if record.get("question") == PAYMENT and not offered_forms(region):
        told.append(Misread("question", PAYMENT, "none"))
    words = {key: record[key] for key in TariffWords._fields if record.get(key)}
    if not words:
        return told  # most addresses: nothing has to be worked out to read them
    form = record.get("form", "")
    form = form if form in care_forms(region) else default_scenario(region).care_form
    if form not in offered_forms(region):
        return [*told, *(Misread(key, word) for key, word in words.items())]
    refused = TariffWords(**words).answered(tariff_offer(region, form)).refused
    return [*told, *(Misread(key, word, "rest" if key in LISTS else "usual") for key, word in refused)]

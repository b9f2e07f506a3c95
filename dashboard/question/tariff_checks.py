"""What an address says of a model of reimbursement, against those that the care form has."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.layers.tariff_words import PAY_BY, PAY_MOVES, TariffWords
from dashboard.question.misread import Misread, unless
from dashboard.question.questions import PAYMENT
from dashboard.question.tariffs import offered_forms
from geodata.measures.need import why_no_need
from geodata.measures.reform_of_units import MOVES
from geodata.needs.of_region import need_model_of
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
    found = [
        *unless(record.get("pay_by") in PAY_BY, "pay_by", record.get("pay_by", "")),
        *unless(record.get("pay_moves") in PAY_MOVES, "pay_moves", record.get("pay_moves", "")),
    ]
    if record.get("question") == PAYMENT and not offered_forms(region):
        found.append(Misread("question", PAYMENT, "none"))
    words = {key: record[key] for key in TariffWords._fields if record.get(key)}
    if not words:
        return found  # most addresses: nothing has to be worked out to read them
    form = record.get("form", "")
    form = form if form in care_forms(region) else default_scenario(region).care_form
    if form not in offered_forms(region):
        return [*found, *(Misread(key, word) for key, word in words.items())]
    if words.get("effect", MOVES) not in (MOVES, *_years(region, form)):
        found.append(Misread("effect", words["effect"]))
    refused = TariffWords(**words).answered(tariff_offer(region, form)).refused
    return [*found, *(Misread(key, word, "rest" if key in LISTS else "usual") for key, word in refused)]


def _years(region: Region, care_form: str) -> tuple[str, ...]:
    """Years to come that payments can be told of, as an address says them."""
    if why_no_need(region, care_form):
        return ()
    return tuple(str(year) for year in need_model_of(region, care_form).offer.horizons)

"""Where figures come from and when they were true, for the information marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.layers.base import Figure
from dashboard.texts.travel_names import mode_name, travel_name
from geodata.assessment.assessment import Assessment
from geodata.assessment.without_car import limit_min_by
from geodata.contract.settings import RegionSettings
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.measure import Measure
from geodata.reimbursement.of_region import tariff_offer, why_no_payment


@dataclass(frozen=True)
class Meta:
    """Where a figure comes from, for its information mark."""

    source: str  # who published it; "" where nobody is named
    date: str  # a day, a period's key, or words; "" where there is none
    values: Mapping[str, object] = field(default_factory=dict)  # for the description's blanks


def meta_of(measure: Measure, assessment: Assessment) -> Meta:
    """Who published the tables that a figure rests on, and the date of the first of them."""
    if measure.theme is not None:
        return Meta(measure.theme.source, measure.theme.date)
    if measure.indicator is not None:
        return Meta(measure.indicator.source, measure.indicator.date, blanks(assessment))
    if measure.need_index is not None:
        return Meta(publishers(assessment.region.settings, *measure.tables), "", blanks(assessment))
    settings = assessment.region.settings
    if measure.family == "payment":
        return Meta(publishers(settings, *measure.tables), paid_period(assessment), blanks(assessment))
    if measure.family == "followup":
        judged = follow_up_day(assessment.region)
        dated_on = judged.isoformat() if judged != date.max else ""
        return Meta(publishers(settings, *measure.tables), dated_on, blanks(assessment))
    day = assessment.supply.as_of
    dated = {
        "population": settings.residents_date,
        "units": day.isoformat() if day != date.max else "",
        "visits": assessment.scenario.period,
        "projections": settings.residents_date,
    }
    values = blanks(assessment)
    if measure.mode:
        values |= {
            "mode": mode_name(assessment.region.in_mode(measure.mode)),
            "travel": travel_name(assessment.region.in_mode(measure.mode)),
            "limit": limit_min_by(assessment, measure.mode),
        }
    return Meta(publishers(settings, *measure.tables), dated[measure.tables[0]], values)


def paid_period(assessment: Assessment) -> str:
    """Period of the lists and payments that today's model is worked out on; "" where there is none."""
    region, care_form = assessment.region, assessment.scenario.care_form
    if why_no_payment(region, care_form):
        return ""
    offer = tariff_offer(region, care_form)
    return offer.models[offer.current].period


def publishers(settings: RegionSettings, *tables: str) -> str:
    """Who published some tables, each once; everyone where the settings do not say who did what."""
    named = [source for source in settings.sources if set(source.tables) & set(tables)]
    return "; ".join(dict.fromkeys(source.publisher for source in named or settings.sources))


def blanks(assessment: Assessment) -> dict[str, object]:
    """What names and descriptions of figures may mention."""
    settings = assessment.region.settings
    form = settings.care_forms[assessment.scenario.care_form]
    return {
        "limit": assessment.scenario.limit_min,
        "form": form.name,
        "forms": form.plural,
        "visits": form.visits_name,
        "capacity": form.capacity_name,
        "short": settings.short,
        "from": settings.underserved_from,
        "share": Figure(assessment.lacking.too_little, "share"),
        "travel": travel_name(assessment.region),
    }

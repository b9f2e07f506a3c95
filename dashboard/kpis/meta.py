"""Where figures come from and when they were true, for the information marks."""

from __future__ import annotations

from datetime import date

from dashboard.kpis.base import Meta
from dashboard.layers.base import Figure
from dashboard.texts.travel_names import travel_name
from geodata.assessment.assessment import Assessment
from geodata.contract.settings import RegionSettings


def of_residents(assessment: Assessment, *others: str) -> Meta:
    """Source of the residents, and of other tables the figure rests on; the residents' date."""
    settings = assessment.region.settings
    return Meta(publishers(settings, "population", *others), settings.residents_date, blanks(assessment))


def of_units(assessment: Assessment, *others: str) -> Meta:
    """Source of the units, and of other tables the figure rests on; the day they are open on."""
    known = assessment.supply.as_of != date.max
    day = assessment.supply.as_of.isoformat() if known else ""
    return Meta(publishers(assessment.region.settings, "units", *others), day, blanks(assessment))


def of_visits(assessment: Assessment, *others: str) -> Meta:
    """Source of the visits, and of other tables the figure rests on; the period."""
    settings = assessment.region.settings
    period = assessment.scenario.period
    return Meta(publishers(settings, "visits", *others), period, blanks(assessment))


def publishers(settings: RegionSettings, *tables: str) -> str:
    """Who published some tables, each once; everyone where the settings do not say who did what."""
    named = [source for source in settings.sources if set(source.tables) & set(tables)]
    return "; ".join(dict.fromkeys(source.publisher for source in named or settings.sources))


def blanks(assessment: Assessment) -> dict[str, object]:
    """What names and descriptions of KPIs may mention."""
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

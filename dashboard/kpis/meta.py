"""Where figures come from and when they were true, for the information marks."""

from __future__ import annotations

from dashboard.kpis.base import Meta
from geodata.assessment import Assessment


def of_residents(assessment: Assessment) -> Meta:
    """Source of residents and units, the residents' date, and the blanks of names and descriptions."""
    settings = assessment.region.settings
    return Meta(settings.sources[0].publisher if settings.sources else "", settings.residents_date, blanks(assessment))


def of_visits(assessment: Assessment) -> Meta:
    """Source of visits and units, and the period."""
    settings = assessment.region.settings
    return Meta(_publisher(assessment), assessment.scenario.period or settings.residents_date, blanks(assessment))


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
    }


def _publisher(assessment: Assessment) -> str:
    sources = assessment.region.settings.sources
    return sources[-1].publisher if sources else ""

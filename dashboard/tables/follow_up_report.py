"""Follow-up as plain data: its key figures, and the rows of each of its tables."""

from __future__ import annotations

from dashboard.tables.figure_lines import figure_line, table_records
from dashboard.tables.follow_ups import FOLLOW_UP_TABLES
from dashboard.words.words import Words
from geodata.assessment.assessment import Assessment
from geodata.focus.place import Place
from geodata.measures.contract_terms import follow_up_day
from geodata.measures.registry import FOLLOW_UP


def follow_up_report(assessment: Assessment, focus: Place, words: Words) -> dict[str, object] | None:
    """Follow-up of what is in focus; None where the region has nothing to follow up."""
    if not assessment.region.has_follow_up:
        return None
    return {
        "day": follow_up_day(assessment.region).isoformat(),
        "kpis": [figure_line(each, assessment, focus, words) for each in FOLLOW_UP],
        **{
            key.removeprefix("followup_"): table_records(make(assessment, focus), assessment, words)["rows"]
            for key, make in FOLLOW_UP_TABLES.items()
        },
    }

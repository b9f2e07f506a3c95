"""Public transport by the stops around homes: residents of each class, whatever there is to go to."""

from __future__ import annotations

from typing import Final

from geodata.assessment.assessment import Assessment
from geodata.assessment.stop_classes import stop_classes
from geodata.focus.place import Place
from geodata.measures.coverage import of_all
from geodata.measures.measure import AREAL, Better, Counts, Measure
from geodata.measures.tally import Tally
from geodata.region.region import Region
from geodata.transit.stop_quality import CLASSES

SOURCE: Final = "ARE, ÖV-Güteklassen: Berechnungsmethodik, 2011"
_BETTER: Final[dict[str, Better]] = {"a": "higher", "none": "lower"}


def _in_class(number: int) -> Counts:
    def of(assessment: Assessment, place: Place) -> Tally:
        persons = assessment.access.living(stop_classes(assessment.region) == number)
        return of_all(assessment, place, persons)

    return of


STOPS = {
    key: Measure(
        f"stops_{key}", "coverage", "share", _BETTER.get(key, ""), "stops", _in_class(number),
        ("population",), SOURCE, AREAL,
    )
    for number, key in enumerate((*CLASSES, "none"))
}  # fmt: skip


def stop_measures(region: Region) -> tuple[Measure, ...]:
    """Those of a region whose timetable is known; none of others."""
    return () if region.stops is None else tuple(STOPS.values())

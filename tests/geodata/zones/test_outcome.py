"""What became of a zone: its own residents, whatever the zones of the scenario are called."""

from __future__ import annotations

from dataclasses import replace

from geodata.assessment.assessment import Assessment, assess
from geodata.region.changes import written
from geodata.scenario.scenario import parse
from geodata.zones.outcome import outcome
from geodata.zones.remedies import remedies_of


def test_every_remedy_leaves_as_many_as_it_says(devon: Assessment) -> None:
    tried = 0
    for zone in devon.lacking.zones[:4]:
        for remedy in remedies_of(devon, zone):
            question = replace(devon.scenario, region=devon.region, changes=remedy.changes)
            after = assess(devon.region, question)
            for id_ in (zone.id, *devon.region.areas.index[zone.areas[:2]]):
                found = outcome(after, str(id_))
                assert found is not None
                assert (found.persons, found.areas) == (zone.persons, len(zone.areas))
                assert found.persons_left == remedy.left
                assert (found.areas_left == 0) == remedy.lifts
            tried += 1
    assert tried


def test_nothing_became_of_what_is_not_changed_or_was_no_zone(devon: Assessment) -> None:
    zone = devon.lacking.zones[0]
    assert outcome(devon, zone.id) is None
    kept = next(
        id_
        for id_, lacks in zip(devon.region.areas.index, devon.lacking.underserved, strict=True)
        if not lacks
    )
    changes = written(remedies_of(devon, zone)[0].changes)
    after = assess(devon.region, parse(devon.region, {"changes": changes}))
    assert outcome(after, str(kept)) is None

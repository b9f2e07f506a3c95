"""The news of a region that is about to be published, beside the version that is served."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from geodata.contract.errors import RegionError
from geodata.publish.manifest import current_version
from geodata.publish.snapshot import open_snapshot
from geodata.region.region import Region
from geodata.region.residents import persons
from geodata.region.version_news import LISTED, VersionNews
from geodata.scenario.scenario import care_forms
from geodata.versions.figures import COMPARED, figure_news, values_before
from geodata.versions.tables import area_news, indicator_news, resident_news, setting_news, visit_news
from geodata.versions.units import unit_news


def news_of(region: Region, out: Path) -> VersionNews | None:
    """What a computed region has that the served version has not; None where there is none to compare with.

    Parameters
    ----------
    region : Region
        With minutes, its visits protected: as it will be published.
    out : Path
        Folder of published versions.

    Returns
    -------
    VersionNews or None
        None also where the served version is another region's, or cannot be read: nothing may stand in the
        way of a new version.
    """
    version = current_version(out)
    if version is None:
        return None
    try:
        before = open_snapshot(out, version)
        return None if before.settings.id != region.settings.id else news_between(before, region)
    except RegionError:
        return None


def news_between(before: Region, after: Region) -> VersionNews:
    """What differs between two versions of a region.

    Parameters
    ----------
    before, after : Region
        With minutes; `before` as it was published.
    """
    units, areas = unit_news(before, after), area_news(before, after)
    residents, settings = resident_news(before, after), setting_news(before.settings, after.settings)
    counts = Counter(f"units_{each.kind}" for each in units)
    counts.update(f"areas_{each.kind}" for each in areas)
    counts.update(residents=len(residents), settings=len(settings))
    return VersionNews(
        previous=before.version,
        previous_built=before.built,
        counts=dict(counts),
        units=_listed(units),
        areas=_listed(areas),
        residents=tuple(residents[:LISTED]),
        persons_before=int(persons(before).sum()),
        persons_after=int(persons(after).sum()),
        visits=tuple(visit_news(before.visits, after.visits)),
        protected=before.protected or after.protected,
        indicators=tuple(indicator_news(before, after)),
        settings=tuple(settings[:LISTED]),
        figures=tuple(figure_news(before, after)),
        care_forms=care_forms(after),
        measures=tuple(measure.key for measure in COMPARED),
        before_values=values_before(before, after),
    )


def _listed(news: list[Any]) -> tuple[Any, ...]:
    """At most `LISTED` of each kind, in their order."""
    counted: Counter[str] = Counter()
    kept = []
    for each in news:
        counted[each.kind] += 1
        if counted[each.kind] <= LISTED:
            kept.append(each)
    return tuple(kept)

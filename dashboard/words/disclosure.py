"""Why visits may be shown as they are, in a sentence that stands beside the map and on every page."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.region.region import Region


def disclosure_sentence(region: Region, words: Words) -> str:
    """Why the visits may be shown as they are, or that there are none."""
    reason = region.settings.disclosure_reason
    if region.visits is None:
        return words("ui.no_visits")
    if region.visits.protected:
        return words("ui.protected")
    return words.of(reason) if reason else ""


def release_sentence(region: Region, words: Words) -> str:
    """Which draw of noise protected visits are of; "" where there is none, or an older program drew it."""
    release = None if region.visits is None else region.visits.release
    return words("ui.protection.release", label=release.label, digits=release.key) if release else ""

"""Why visits may be shown as they are, beside the map and on every page; and how noisy, in every file."""

from __future__ import annotations

from dataclasses import asdict

from dashboard.words.words import Words
from geodata.disclosure.variance import OF, noise_variance
from geodata.region.region import Region


def disclosure_sentence(region: Region, words: Words) -> str:
    """Why the visits may be shown as they are, or that there are none."""
    reason = region.settings.disclosure_reason
    if region.visits is None:
        return words("ui.no_visits")
    if region.visits.protected:
        return words("ui.protected_persons" if region.visits.by_persons else "ui.protected")
    return words.of(reason) if reason else ""


def noise_sentence(region: Region, words: Words) -> str:
    """How noisy a published count is, and a sum of them; "" where counts carry no noise."""
    if not region.protected:
        return ""
    noise = noise_variance(by_persons(region))
    variance, at_most = words.number(noise.variance, 1), words.number(noise.at_most, 1)
    key = "ui.noise_persons" if by_persons(region) else "ui.noise_variance"
    return words(key, variance=variance, exact_from=noise.exact_from, at_most=at_most)


def noise_json(region: Region) -> dict[str, float | str] | None:
    """The numbers of `noise_sentence`, and what they are of; None where counts carry no noise."""
    persons = by_persons(region)
    return {"of": OF[persons], **asdict(noise_variance(persons))} if region.protected else None


def by_persons(region: Region) -> bool:
    """Whether the noise of a region's visits is of the persons whose they are."""
    return region.visits is not None and region.visits.by_persons


def release_sentence(region: Region, words: Words) -> str:
    """Which draw of noise protected visits are of; "" where there is none, or an older program drew it."""
    release = None if region.visits is None else region.visits.release
    return words("ui.protection.release", label=release.label, digits=release.key) if release else ""

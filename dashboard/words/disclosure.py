"""Why visits may be shown as they are, beside the map and on every page; and how noisy, in every file."""

from __future__ import annotations

from dataclasses import asdict

from dashboard.words.words import Words
from geodata.disclosure.variance import noise_variance
from geodata.region.region import Region


def disclosure_sentence(region: Region, words: Words) -> str:
    """Why the visits may be shown as they are, or that there are none."""
    reason = region.settings.disclosure_reason
    if region.visits is None:
        return words("ui.no_visits")
    if region.visits.protected:
        return words("ui.protected")
    return words.of(reason) if reason else ""


def noise_sentence(region: Region, words: Words) -> str:
    """How noisy a published count is, and a sum of them; "" where counts carry no noise."""
    if not region.protected:
        return ""
    noise = noise_variance()
    variance, at_most = words.number(noise.variance, 1), words.number(noise.at_most, 1)
    return words("ui.noise_variance", variance=variance, exact_from=noise.exact_from, at_most=at_most)


def noise_json(region: Region) -> dict[str, float] | None:
    """The numbers of `noise_sentence`; None where counts carry no noise."""
    return asdict(noise_variance()) if region.protected else None


def release_sentence(region: Region, words: Words) -> str:
    """Which draw of noise protected visits are of; "" where there is none, or an older program drew it."""
    release = None if region.visits is None else region.visits.release
    return words("ui.protection.release", label=release.label, digits=release.key) if release else ""

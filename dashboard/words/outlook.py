"""An outlook in words: which people, how healthy, and whether habits go on changing."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.words.words import Words
from geodata.needs.outlook import SHARES, Outlook
from geodata.region.region import Region


def variant_name(region: Region, variant: str, words: Words) -> str:
    """What a variant of the projection is called: as the region names it, else as its table does."""
    names = region.settings.projection_variants
    if variant in names:
        return words.of(names[variant])
    return variant or words("ui.outlook.main")


def outlook_words(region: Region, outlook: Outlook, words: Words) -> str:
    """An outlook but for its year: "Huvudalternativ · Halva hälsovinsten · Dämpad trend".

    What is as in every outlook of a region that knows no better is left out.
    """
    parts = [variant_name(region, outlook.variant, words)]
    if outlook.health != "none" or region.life_expectancy is not None:
        parts.append(words(f"ui.outlook.health_{outlook.health}"))
    if outlook.trend:
        parts.append(words("ui.outlook.trend_damped"))
    parts += [words("ui.outlook.prevalence_of", condition=condition) for condition in outlook.prevalence]
    if outlook.within != SHARES:
        parts.append(words(f"ui.outlook.people_{outlook.within}"))
    return " · ".join(parts)


def future_names(region: Region, futures: Sequence[Outlook], words: Words) -> list[str]:
    """Names of outlooks beside each other: what tells them apart, and no more than that."""
    parts = [
        (
            variant_name(region, future.variant, words),
            words(f"ui.outlook.health_{future.health}"),
            words(f"ui.outlook.trend_{'damped' if future.trend else 'none'}"),
        )
        for future in futures
    ]
    if len(futures) == 1:
        return [outlook_words(region, futures[0], words)]
    differs = [at for at in range(len(parts[0])) if len({each[at] for each in parts}) > 1]
    alone = next((at for at in differs if len({each[at] for each in parts}) == len(parts)), None)
    shown = differs if alone is None else [alone]
    return [" · ".join(each[at] for at in shown) or words("ui.outlook.main") for each in parts]

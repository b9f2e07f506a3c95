"""What is said of an outlook on the years to come."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.region.region import Region


def variant_name(region: Region, variant: str, words: Words) -> str:
    """What a variant of the projection is called: as the region names it, else as its table does."""
    names = region.settings.projection_variants
    if variant in names:
        return words.of(names[variant])
    return variant or words("ui.outlook.main")

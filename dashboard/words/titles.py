"""What a page is called where browsers list it: its own name first, then whose map it is."""

from __future__ import annotations

from dashboard.words.words import Words
from geodata.region.region import Region


def site_title(region: Region, words: Words) -> str:
    """The region and the product: how the title of every page ends."""
    return f"{words.of(region.settings.name)} – {words('ui.product')}"


def page_title(name: str, region: Region, words: Words) -> str:
    """Title of a page.

    Parameters
    ----------
    name : str
        Of the page, in the language of `words`.
    region : Region
    words : Words
    """
    return f"{name} – {site_title(region, words)}"

"""What differs between a version and the one that it replaced, as the page of it tells it."""

from __future__ import annotations

from dashboard.api.call import Call
from geodata.publish.plain_json import to_plain_json
from geodata.region.version_news import LISTED

PARTS = ("counts", "figures", "units", "areas", "residents", "visits", "indicators", "settings")
"""Of `geodata.region.version_news.VersionNews`; residents of the whole region stand beside them."""


def news(call: Call) -> dict[str, object]:
    """The news of a version: counts of all, lists of at most `listed_most` of each kind.

    Where visits are protected each version's own published numbers stand there; what their difference may
    tell of single persons nobody works out here either.
    """
    found, region = call.region.news, call.region
    this = {"version": region.version, "built": region.built, "listed_most": LISTED}
    if found is None:
        return this | {"previous": None, "about": call.words("news.none")}
    return this | {
        "previous": {"version": found.previous, "built": found.previous_built},
        "about": call.words("news.visits_protected" if found.protected else "news.visits_public"),
        "protected": found.protected,
        "persons": {"before": found.persons_before, "after": found.persons_after},
        **{part: to_plain_json(getattr(found, part)) for part in PARTS},
    }

"""Features as GeoJSON: a page of a collection with links to the next and the one before, or one by its id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dashboard.api.call import Call, Link
from dashboard.api.collections import Collection
from dashboard.api.crs import CRS84
from dashboard.api.documents import asked_of, title_of
from dashboard.api.features import Features, features_of
from dashboard.api.query import Page, page_of
from dashboard.api.refusal import RefusedError


@dataclass(frozen=True, eq=False)
class Items:
    """Some features of a collection, in one reference system."""

    collection: Collection
    features: Features
    page: Page
    crs: str
    links: list[Link]
    question: Mapping[str, object]

    def json(self, now: datetime) -> str:
        """All of them as one GeoJSON text, made at a moment."""
        head = {
            "type": "FeatureCollection",
            "links": self.links,
            "timeStamp": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "numberMatched": self.page.matched,
            "numberReturned": len(self.page.at),
            **self.question,
        }
        features = ",\n".join(self.features.geojson(at) for at in self.page.at)
        return json.dumps(head, ensure_ascii=False)[:-1] + f',"features":[{features}]}}'


@dataclass(frozen=True, eq=False)
class Item:
    """One feature of a collection."""

    collection: Collection
    features: Features
    at: int
    crs: str
    links: list[Link]
    question: Mapping[str, object]

    def json(self) -> str:
        """It as GeoJSON text."""
        more = json.dumps({"links": self.links, **self.question}, ensure_ascii=False)
        return f"{self.features.geojson(self.at)[:-1]},{more[1:]}"


def items(call: Call, collection: Collection) -> Items:
    """The page of features that a query asks for.

    The links to other pages name the data version, so that all pages are of one and the same.
    """
    crs = call.query.get("crs", CRS84)
    features = features_of(collection, call.words, crs)
    page = page_of(collection, features.rows, call.query)
    title = title_of(collection, call.words)
    links = [*call.selves(title), _home(call, collection)]
    for rel, offset in (("next", page.offset + page.limit), ("prev", max(0, page.offset - page.limit))):
        if offset < page.matched if rel == "next" else page.offset > 0:
            same = {key: value for key, value in call.query.items() if key != "lang"}
            query = same | {"offset": str(offset), "limit": str(page.limit), "v": call.region.version}
            links.append(
                call.link(rel, call.words(f"api.link.{rel}"), call.path, call.types[call.form], **query)
            )
    return Items(collection, features, page, crs, links, asked_of(collection, call))


def item(call: Call, collection: Collection, id_: str) -> Item:
    """The feature of an id.

    Raises
    ------
    RefusedError
        404, if the collection has no such feature.
    """
    crs = call.query.get("crs", CRS84)
    features = features_of(collection, call.words, crs)
    try:
        at = list(features.ids).index(id_)
    except ValueError:
        raise RefusedError(404, "no_feature", id=id_[:80], collection=collection.id) from None
    links = [*call.selves(id_), _home(call, collection)]
    return Item(collection, features, at, crs, links, asked_of(collection, call))


def _home(call: Call, collection: Collection) -> Link:
    return call.link("collection", title_of(collection, call.words), f"/collections/{collection.id}")

"""OGC API - Features: a collection becomes a GeoJSON file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from geodata.connectors import limits
from geodata.connectors.caller import Answer, Caller
from geodata.connectors.errors import FetchError
from geodata.connectors.fetched import Fetched, records
from geodata.connectors.pages import pages
from geodata.connectors.sidecar import Sidecar
from geodata.contract.connector_settings import ConnectorSettings

ACCEPT: Final = "application/geo+json, application/json;q=0.8"


def fetch_ogc_features(
    connector: ConnectorSettings, caller: Caller, _before: Sidecar | None
) -> Fetched | None:
    """Features of a collection. The standard has no sign of a change: they are compared when they have come.

    Raises
    ------
    FetchError
        If the service does not give them.
    """
    query = urlencode({"limit": limits.PAGE_ROWS, **connector.query})
    features: list[Mapping[str, Any]] = []
    total: int | None = None
    for content, _ in pages(caller, f"{connector.address}?{query}", _next, ACCEPT):
        if not isinstance(content, Mapping) or content.get("type") != "FeatureCollection":
            raise FetchError("other_shape", "FeatureCollection")
        matched = content.get("numberMatched")
        if total is None and isinstance(matched, int) and not isinstance(matched, bool):
            total = matched
        features += records(content, "features")
        if len(features) > limits.ROWS_MOST:
            raise FetchError("too_many_rows", limits.ROWS_MOST)
    if any(each.get("type") != "Feature" or "geometry" not in each for each in features):
        raise FetchError("other_shape", "Feature")
    if total is not None and len(features) != total:
        raise FetchError("incomplete", len(features), total)
    if not features:
        raise FetchError("nothing_there", connector.address)
    names = {name for each in features for name in _properties(each)}
    whole = {"type": "FeatureCollection", "features": features}
    out = json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()
    return Fetched(content=out, columns=tuple(sorted(names)), rows=len(features))


def _properties(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _next(content: Any, _: Answer) -> str | None:
    links = content.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping) and link.get("rel") == "next" and isinstance(link.get("href"), str):
            return str(link["href"])
    return None

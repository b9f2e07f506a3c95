"""What a map draws and a search finds, for those who may not see all that was published."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from itertools import islice
from pathlib import Path

from flask import Response, request

from geodata.contract.access_settings import EVERYTHING
from geodata.contract.errors import SnapshotError
from geodata.publish.manifest import file_content
from geodata.publish.map_documents import compact_json, units
from geodata.publish.search_documents import address_documents, search_document
from geodata.region.region import Region


def is_reduced(region: Region) -> bool:
    """Whether the documents of its version hold more than a region does."""
    return region.hidden != EVERYTHING


def reduced_answer(region: Region, folder: Path, name: str) -> Response | None:
    """A document of a version as those may see it for whom the region is; None where there is none.

    It is asked for anew each time: what somebody may see changes before the version does.
    """
    content = reduced_document(region, folder, name)
    if content is None:
        return None
    answer = Response(content, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(content).hexdigest()[:16])
    answer.make_conditional(request)
    return answer


@lru_cache(maxsize=32)
def reduced_document(region: Region, folder: Path, name: str) -> bytes | None:
    """The document worked out of what the region holds, and nothing of what it is without.

    Parameters
    ----------
    region : Region
    folder : Path
        Of the version: outlines of areas are everybody's, and are read there.
    name : str
        "units.json", "search.json", "shapes.json", "addresses-0.json".
    """
    stem = name.removesuffix(".json")
    if stem == "units":
        return compact_json(units(region))
    if stem == "search":
        return compact_json(search_document(region))
    if stem.startswith("addresses-"):
        part = next(islice(address_documents(region), int(stem.removeprefix("addresses-")), None), None)
        return None if part is None else compact_json(part)
    try:
        content = file_content(folder, name)
    except SnapshotError:
        return None
    if len(region.places):
        return content
    return compact_json({**json.loads(content), "places": []})

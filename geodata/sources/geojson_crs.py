"""The coordinate system that an older GeoJSON states in its `crs`, in the many ways that it is written."""

from __future__ import annotations

import json
import re
from typing import Any

_EPSG = re.compile(r"\bepsg\b(?:\.xml)?[^0-9a-z]*(?:(?:\d+\.)+\d+[:/]+|0[:/]+)?(\d{3,6})\b", re.IGNORECASE)
_LON_LAT = re.compile(r"\bcrs:?84\b", re.IGNORECASE)


def stated_crs(content: Any) -> tuple[bool, str | None]:
    """Whether a file says anything of its system, and what: `EPSG:3006`, or the text as it stands.

    `urn:ogc:def:crs:EPSG::3006`, `EPSG:3006`, `http://www.opengis.net/def/crs/EPSG/0/3006`, the code alone
    and the address of a description all name one; an address is never fetched. A `crs` that is null says
    that nothing is known.
    """
    if not isinstance(content, dict) or "crs" not in content:
        return False, None
    crs = content["crs"]
    if crs is None:
        return True, None
    text = crs if isinstance(crs, str) else _named(crs)
    if text is None:
        text = json.dumps(crs)
    if found := _EPSG.search(text):
        return True, f"EPSG:{found[1]}"
    if _LON_LAT.search(text):
        return True, "OGC:CRS84"
    return True, text[:200]


def _named(crs: Any) -> str | None:
    """The name, code or address within a `crs`."""
    if not isinstance(crs, dict):
        return f"EPSG:{crs}" if isinstance(crs, int) and not isinstance(crs, bool) else None
    properties = crs.get("properties")
    inner = properties if isinstance(properties, dict) else {"name": properties}
    for key in ("name", "code", "href", "urn"):
        value = inner.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return f"EPSG:{value}"
        if isinstance(value, str) and value.strip():
            code = value.strip()
            return f"EPSG:{code}" if code.isdecimal() else code
    name = crs.get("name")
    return name if isinstance(name, str) else None

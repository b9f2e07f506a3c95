"""One request to the interface: of which version, in which language and form, at which address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from dashboard.words.words import Words
from geodata.region.region import Region

Link = dict[str, str]
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
BASE = "/api"
"""Where the interface begins on a server."""


@dataclass(frozen=True, eq=False)
class Call:
    """What a request asks for, read and checked.

    Attributes
    ----------
    root : str
        Address of the whole site, "https://map.example", without a slash at its end.
    path : str
        Of the resource, below `BASE`: "/collections".
    query : mapping
        The query's values by name.
    form : str
        "json" or "html".
    types : mapping
        Media type of each form that the resource has.
    """

    region: Region
    words: Words
    root: str
    path: str
    query: Mapping[str, str]
    form: str
    types: Mapping[str, str] = field(default_factory=dict)

    def href(self, path: str = "", **query: str) -> str:
        """Address of a resource, in the language that was asked for."""
        keys = {**({"lang": self.query["lang"]} if "lang" in self.query else {}), **query}
        return f"{self.root}{BASE}{quote(path)}" + (f"?{urlencode(keys)}" if keys else "")

    def link(self, rel: str, title: str, path: str, type_: str = JSON, **query: str) -> Link:
        """A link to a resource; `title` is a text, not a key."""
        return {
            "href": self.href(path, **query),
            "rel": rel,
            "type": type_,
            "title": title,
            "hreflang": self.words.language,
        }

    def selves(self, title: str) -> list[Link]:
        """Links to this very answer, and to its other form."""
        others = {key: value for key, value in self.query.items() if key not in ("f", "lang")}
        return [
            self.link("self" if form == self.form else "alternate", title, self.path, type_, **others, f=form)
            for form, type_ in self.types.items()
        ]

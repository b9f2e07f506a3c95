"""A request whose address has no sign that a document cannot hold: it stands in sheets and slides."""

from __future__ import annotations

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from dashboard.serve.links import whole_text


class PlainRequest(Request):
    """Flask's, with such signs replaced wherever an address is read."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What the address says, key by key."""
        pairs = super().args.items(multi=True)
        return ImmutableMultiDict([(whole_text(key), whole_text(value)) for key, value in pairs])

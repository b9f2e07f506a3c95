"""A request without any sign that a document cannot hold: what it says stands in sheets and slides."""

from __future__ import annotations

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from dashboard.serve.links import whole_text


class PlainRequest(Request):
    """Flask's, with such signs replaced wherever an address or a form is read."""

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What the address says, key by key."""
        return _whole(super().args)

    def _load_form_data(self) -> None:
        """Read the form, however it is asked for first; lines end in one way, whatever the browser's."""
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = _whole(self.__dict__["form"])


def _whole(pairs: MultiDict[str, str]) -> MultiDict[str, str]:
    plain = [
        (whole_text(key), whole_text(value.replace("\r\n", "\n"))) for key, value in pairs.items(multi=True)
    ]
    return ImmutableMultiDict(plain)

"""A request without any sign that a document cannot hold: what it says stands in sheets and slides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter, Map
from werkzeug.utils import cached_property

from dashboard.serve.links import whole_text

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

NUMBER_MOST: Final = 2**31 - 1


class PlainRequest(Request):
    """Flask's, with such signs replaced wherever an address or a form is read."""

    def __init__(self, environ: WSGIEnvironment, *args: Any, **more: Any) -> None:
        super().__init__(environ, *args, **more)
        self.query_string = self.query_string.decode(errors="replace").encode()  # any bytes may be sent

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """What the address says, key by key."""
        return _whole(super().args)

    def _load_form_data(self) -> None:
        """Read the form, however it is asked for first; lines end in one way, whatever the browser's."""
        if "form" not in self.__dict__:
            super()._load_form_data()
            self.__dict__["form"] = _whole(self.__dict__["form"])


class WholeNumber(IntegerConverter):
    """A number in an address, as large as a database takes: what is larger is no address of ours."""

    def __init__(self, map: Map, *args: Any, **more: Any) -> None:
        super().__init__(map, *args, **{"max": NUMBER_MOST, **more})


def _whole(pairs: MultiDict[str, str]) -> MultiDict[str, str]:
    plain = [
        (whole_text(key), whole_text(value.replace("\r\n", "\n"))) for key, value in pairs.items(multi=True)
    ]
    return ImmutableMultiDict(plain)

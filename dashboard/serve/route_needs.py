"""What each address and callback is part of: who may not see that, is not answered there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from geodata.contract.access_settings import EXPORTS, LAYERS, MEASURES, PAGES, QUESTIONS, RoleAccess


class UndeclaredError(RuntimeError):
    """Something that is served, and of which nobody has said who may see it: the program does not start."""


@dataclass(frozen=True)
class Needs:
    """What one must be allowed to see.

    Attributes
    ----------
    pages : tuple of str
        Pages of which one suffices; empty is none: everybody is answered.
    export : str
        Which kind of file it is; "*" is that of the address's ending or of what is asked for.
    """

    pages: tuple[str, ...] = ()
    export: str = ""

    def refused_to(self, hidden: RoleAccess, kind: str = "") -> bool:
        """Whether an address is not for those from whom something is hidden.

        Parameters
        ----------
        hidden : RoleAccess
        kind : str
            Of the file that is asked for.
        """
        no_page = bool(self.pages) and set(self.pages) <= set(hidden.hide_pages)
        return no_page or (kind if self.export == "*" else self.export) in hidden.hide_exports


EVERYBODY: Final = Needs()
BY_ADDRESS: Final = Needs()
"""A page: the page itself says what it is, see `page_hidden`."""
API: Final = Needs(("data",), "api")
ON_MAP: Final = Needs(("plan", "present", "embed"))

SUPPLY: Final = "supply"
"""The question that stands wherever the map does."""
UNITS: Final = "units"
"""The layer that does: where units lie is everybody's."""

ROUTES: Final[Mapping[str, Needs]] = {
    "static": EVERYBODY,
    "_dash_assets.static": EVERYBODY,
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": EVERYBODY,
    "/_dash-layout": EVERYBODY,
    "/_dash-dependencies": EVERYBODY,
    "/_dash-update-component": BY_ADDRESS,  # see CALLBACKS
    "/_reload-hash": EVERYBODY,
    "/_favicon.ico": EVERYBODY,
    "/": BY_ADDRESS,
    "/<path:path>": BY_ADDRESS,
    "module": EVERYBODY,
    "library": EVERYBODY,
    "health": EVERYBODY,
    "readiness": EVERYBODY,
    "metrics": EVERYBODY,  # off as a rule, and says nothing of what is published
    "geometry": EVERYBODY,
    "ground": EVERYBODY,
    "find": EVERYBODY,
    "find_form": EVERYBODY,
    "download": Needs(("plan", "compare", "data"), "*"),
    "view": Needs(("plan", "present"), "*"),
    "presentation": Needs(("present",), "*"),
    "scenario": Needs(("plan",), "json"),
    "thumbnail": Needs(("plan", "present"), "svg"),
    "compare": Needs(("compare",)),
    "compare_csv": Needs(("compare",), "csv"),
    "compare_txt": Needs(("compare",), "csv"),
    "siting": Needs(("plan",)),
    "development_of": Needs(("plan",)),
    "ruler_of": Needs(("plan",)),
    "reach_of": Needs(("plan",)),
    "reach_file": Needs(("plan",), "*"),
    "carry": Needs(("plan",)),
    "api_landing": API,
    "api_conformance": API,
    "api_openapi": API,
    "api_collections": API,
    "api_collection": API,
    "api_items": API,
    "api_item": API,
    "api_kpis": API,
    "api_report": API,
    "api_news": API,
    "api_reach": API,
    "api_nothing": API,
    "dcat": API,
    "tell": Needs(("present",)),
    "read": Needs(("present",)),
    "file": Needs(("present",), "json"),
    "add": Needs(("plan", "present")),
    "change": Needs(("plan", "present")),
    "saved_scenarios": Needs(("plan",)),
    "saved_scenario": Needs(("plan",), "json"),
    "saved_versions": Needs(("plan", "present"), "json"),
    "add_scenario": Needs(("plan",)),
    "change_scenario": Needs(("plan",)),
    "share_saved": Needs(("plan", "present")),
    "followup": Needs(("followup",)),
    "followup_ground": Needs(("followup",)),
    "unit": EVERYBODY,  # these look after themselves
    "unit_file": EVERYBODY,
    "unit_map": EVERYBODY,
    "changes": EVERYBODY,
    "changes_file": EVERYBODY,
    "changes_map": EVERYBODY,
    "saved": EVERYBODY,
    "save_view": EVERYBODY,
    "open_saved": EVERYBODY,
    "planning": EVERYBODY,
    "upload": EVERYBODY,
    "upload_problems": EVERYBODY,
    "upload_state": EVERYBODY,
    "login": EVERYBODY,
    "login_enter": EVERYBODY,
    "login_demo": EVERYBODY,
    "login_password": EVERYBODY,
    "login_role": EVERYBODY,
    "login_oidc": EVERYBODY,
    "login_callback": EVERYBODY,
    "login_backchannel": EVERYBODY,
    "logout": EVERYBODY,
    "logged_out": EVERYBODY,
}
"""By the name of the route."""
CALLBACKS: Final[Mapping[str, Needs]] = {
    "page": BY_ADDRESS,
    "answer": ON_MAP,
    "table": Needs(("plan",)),
    "trends": Needs(("plan",)),
}
"""By the component that they write; those that the browser runs by itself ask nobody."""
ALWAYS_SHOWN: Final = ("find", "method", "help", "accessibility")
"""Pages of everybody in every setting: what a resident is owed, and how it was made."""

DECLARED: Final[Mapping[str, Container[str]]] = {
    "route": ROUTES,
    "callback": CALLBACKS,
    "page": (*PAGES, *ALWAYS_SHOWN),
    "question": (SUPPLY, *QUESTIONS),
    "layer": (*LAYERS, UNITS),
    "measure": MEASURES,
    "export": EXPORTS,
}
"""Names of all that is said, by kind."""


def page_hidden(page: str, hidden: RoleAccess) -> bool:
    """Whether a page is not for those from whom something is hidden."""
    return page in hidden.hide_pages


def shown_pages(pages: Iterable[str], hidden: RoleAccess) -> tuple[str, ...]:
    """Those of some pages that may be seen, in their order."""
    return tuple(page for page in pages if not page_hidden(page, hidden))


def require_declared(served: Mapping[str, Iterable[str]]) -> None:
    """Refuse to start with anything that nobody has said who may see.

    Parameters
    ----------
    served : mapping of str to iterable of str
        By kind, out of `DECLARED`: the names of all there are.

    Raises
    ------
    UndeclaredError
        Naming all that are not declared.
    """
    missing = [
        f"{kind} {name}" for kind, names in served.items() for name in names if name not in DECLARED[kind]
    ]
    if missing:
        raise UndeclaredError(f"nobody has said who may see {', '.join(missing)}")

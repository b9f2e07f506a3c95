"""What holds of every route of the whole app, whatever it serves."""

from __future__ import annotations

import pytest

from tests.dashboard.site import Site

ADDRESSES = {
    "static": "/static/none",
    "_dash_assets.static": "/assets/favicon.svg",
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": (
        "/_dash-component-suites/dash/deps/none.js"
    ),
    "/_dash-layout": "/_dash-layout",
    "/_dash-dependencies": "/_dash-dependencies",
    "/_reload-hash": "/_reload-hash",
    "/_favicon.ico": "/_favicon.ico",
    "/": "/",
    "/<path:path>": "/find",
    "module": "/assets/modules/{version}/none.js",
    "download": "/download/{version}/nearest.csv",
    "view": "/ta-med/{version}.csv?layers=nearest",
    "table": "/compare/{version}/sv.csv",
    "compare": "/compare/{version}/sv",
    "library": "/chart/6.9.0/plotly.min.js",
    "find": "/find/{version}/sv.json",
    "find_form": "/find/{version}/sv/gp.json",
    "siting": "/siting/{version}?objective=coverage&sites=1",
    "api_landing": "/api",
    "api_conformance": "/api/conformance",
    "api_openapi": "/api/openapi?f=json",
    "api_collections": "/api/collections",
    "api_collection": "/api/collections/areas",
    "api_items": "/api/collections/areas/items",
    "api_item": "/api/collections/areas/items/A1",
    "api_kpis": "/api/kpis",
    "api_report": "/api/report",
    "api_nothing": "/api/none",
    "file": "/presentations/utbudet.json",
    "dcat": "/dcat",
    "health": "/healthz",
    "readiness": "/readyz",
    "geometry": "/geo/{version}/shapes.json",
}
"""An address of every endpoint that is read."""
NEVER_THE_SAME = {"/", "/<path:path>", "readiness", "siting"}
"""Those that tell of the moment or the work as well."""


def test_the_addresses_are_of_every_endpoint(site: Site) -> None:
    read = {rule.endpoint for rule in site.server.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert read == set(ADDRESSES)


@pytest.mark.parametrize("endpoint", ADDRESSES)
def test_who_asks_for_the_head_alone_takes_nothing_from_who_asks_next(site: Site, endpoint: str) -> None:
    address = ADDRESSES[endpoint].format(version=site.region.version)
    client = site.client
    before = client.get(address, buffered=True)
    head = client.head(address)
    head.close()
    after = client.get(address, buffered=True)
    assert (head.status_code, head.mimetype) == (before.status_code, before.mimetype)
    assert head.data == b""
    assert after.status_code == before.status_code
    if endpoint not in NEVER_THE_SAME:
        assert after.data == before.data
    assert (b"problem" in after.data) == (b"problem" in before.data)

"""Whatever `[access]` hides, alone or all of its kind: no page, file or question fails."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from dashboard.serve.links import PAGES
from geodata.contract.access_settings import (
    HIDEABLE_COLUMNS,
    HIDEABLE_TABLES,
    LAYERS,
    MEASURES,
    QUESTIONS,
    AccessSettings,
    RoleAccess,
)
from geodata.publish.publish import publish
from tests.dashboard.serve.canaries import canary_region
from tests.dashboard.serve.test_every_route import asked
from tests.dashboard.site import Site, site_of

WHOLE = replace(canary_region(), settings=replace(canary_region().settings, access=AccessSettings()))
OWN = ("indicator_wait", "indicator_kanariekod", "need_index_kanarieindex", "kanarietema_a")
CASES = {
    "layers": RoleAccess(hide_layers=(*LAYERS, "kanarietema")),
    "fills": RoleAccess(hide_layers=("underserved", "nearest")),
    "flows": RoleAccess(hide_layers=("flows", "service_areas")),
    "measures": RoleAccess(hide_measures=(*MEASURES, *OWN)),
    "first measures": RoleAccess(hide_measures=("underserved", "units_per_10000", "visits_per_resident")),
    "indicators": RoleAccess(hide_indicators=("wait", "kanariekod")),
    "an indicator": RoleAccess(hide_indicators=("wait",)),
    "columns": RoleAccess(hide_columns=HIDEABLE_COLUMNS),
    "tables": RoleAccess(hide_tables=HIDEABLE_TABLES),
    "visits": RoleAccess(hide_tables=("visits",)),
    "lists": RoleAccess(hide_tables=("lists",)),
    "paid": RoleAccess(hide_tables=("payments", "contracts")),
    "projections": RoleAccess(hide_tables=("projections",)),
    "questions": RoleAccess(hide_questions=QUESTIONS),
    "a care form": RoleAccess(hide_care_forms=("gp",)),
    "two care forms": RoleAccess(hide_care_forms=("rehab", "kanarieform")),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(WHOLE, tmp_path_factory.mktemp("hidden"))


@pytest.mark.parametrize("case", CASES)
def test_nothing_fails_where_something_is_hidden(
    opened: Site, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    access = AccessSettings({"resident": CASES[case]})
    version = publish(replace(WHOLE, settings=replace(WHOLE.settings, access=access)), opened.out)
    page = {"version.data": {"version": version, "language": "sv", "linked": ""}}
    with caplog.at_level(logging.ERROR):
        for path in (*PAGES.values(), "/inbadda/nearest"):
            body = asked("page.children", {"address.pathname": path}, {"address.search": "?lang=sv"})
            answer = opened.client.post("/_dash-update-component", json=body, buffered=True)
            assert answer.status_code == 200
            assert "error" not in json.dumps(answer.get_json())[:40]
        for place in ({}, {"unit": "u-north"}, {"area": "A1"}, {"muni": "M1"}):
            on = {"scenario.data": {}, "selection.data": place}
            for display in (
                {},
                {"question": "need"},
                {"question": "payment"},
                {"layers": "units," + ",".join(LAYERS)},
            ):
                shown = {**on, "display.data": display}
                opened.client.post("/_dash-update-component", json=asked("answer.data", shown, page))
                trends = asked("trends.data", {"painted.data": "[]"}, {**shown, **page})
                opened.client.post("/_dash-update-component", json=trends)
        for table in (
            *LAYERS,
            "units",
            "equity",
            "kpis",
            "municipalities",
            "need_years",
            "payments",
            "payment_units",
        ):
            body = asked("table.data", {**on, "listing.data": {"table": table}}, page)
            opened.client.post("/_dash-update-component", json=body)
            assert opened.get(f"/download/{version}/{table}.csv").status_code in (200, 404)
        for address in (
            "/api/kpis", "/api/report", "/api/collections", "/api/collections/units/items", "/dcat",
            "/api/collections/areas/items", "/api/openapi", "/api/news", "/geo/{v}/units.json",
            "/geo/{v}/shapes.json", "/geo/{v}/search.json", "/find/{v}/sv.json", "/find/{v}/sv/gp.json",
            "/compare/{v}/sv", "/compare/{v}/sv?muni=M1&form=rehab", "/compare/{v}/sv.csv",
            "/ta-med/{v}.svg", "/ta-med/{v}.xlsx?unit=u-north", "/ta-med/{v}.svg?question=need",
            "/ta-med/{v}.gpkg?question=payment", "/thumbnail/{v}.svg", "/development/{v}/covered",
            "/reach/{v}?reach=area:A1", "/reach/{v}.csv?reach=u-north", "/api/reach?reach=area:A1",
            "/scenario/{v}.json", "/ruler/{v}?line=0,10.5;0.1,10.5", "/siting/{v}?objective=coverage&sites=1",
        ):  # fmt: skip
            answer = opened.get(address.format(v=version))
            assert answer.status_code < 500, (address, answer.text[:200])
    assert caplog.text == ""

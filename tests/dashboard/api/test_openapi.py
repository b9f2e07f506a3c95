"""The interface's own description is true: what it allows is answered so, and what it does not is refused."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from dashboard.api.moments import span
from tests.dashboard.site import Site

pytestmark = pytest.mark.long

EXAMPLES = 12
"""Of each address, both of what is allowed and of what is not."""
PATHS = ("/", "/conformance", "/collections", "/kpis", "/report", "/reach", "/news", *(
    f"/collections/{kind}-gp{rest}"
    for kind in ("areas", "municipalities", "zones", "units", "flows", "service_areas", "equity")
    for rest in ("", "/items", "/items/{featureId}")
))  # fmt: skip


def the_right_way_round(query: dict[str, Any]) -> dict[str, Any]:
    """What no schema of OpenAPI can say: a box's south lies below its north, a span begins before it ends.

    That these are refused is seen to in `test_query.py`.
    """
    box, time = query.get("bbox"), query.get("datetime")
    if isinstance(box, str) and len(sides := box.split(",")) in (4, 6):
        half = len(sides) // 2
        try:
            pairs = [sorted(pair, key=float) for pair in zip(sides[:half], sides[half:], strict=True)]
        except ValueError:
            return query
        query["bbox"] = ",".join([low for low, _ in pairs] + [high for _, high in pairs])
    if isinstance(time, str) and time.count("/") == 1 and span(time) is None:
        query["datetime"] = "/".join(reversed(time.split("/")))
    return query


@pytest.fixture(scope="module")
def schema(site: Site) -> schemathesis.BaseSchema:
    found = schemathesis.openapi.from_wsgi("/api/openapi", site.server)
    found.hook("map_query")(lambda context, query: the_right_way_round(query) if query else query)  # noqa: ARG005
    return found


def test_every_address_of_the_small_region_is_described(site: Site) -> None:
    described = set(site.json("/api/openapi")["paths"])
    assert set(PATHS) | {"/openapi"} == {path for path in described if "-rehab" not in path}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.lower())
def test_the_description_is_true(schema: schemathesis.BaseSchema, path: str, mode: GenerationMode) -> None:
    operation = schema[path]["GET"]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def try_it(case: schemathesis.Case) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"})

    try_it()


def test_the_description_says_what_each_property_is(site: Site) -> None:
    schemas = site.json("/api/openapi?lang=sv")["components"]["schemas"]
    properties = schemas["areas-gp.feature"]["properties"]["properties"]["properties"]
    assert properties["persons"] == {"type": "number", "nullable": True, "title": "Invånare"}
    assert properties["nearest_unreachable"]["type"] == "boolean"
    assert list(properties) == list(site.features("areas-gp")[0]["properties"])

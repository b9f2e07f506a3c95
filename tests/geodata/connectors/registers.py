"""What registers answer: PxWeb as recorded where the recording is, the others as their pages say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from tests.geodata.connectors.loopback import Given, Loopback, Received, as_json

CONFIG: Mapping[str, Any] = {
    "languages": [{"id": "en", "label": "English"}, {"id": "sv", "label": "Svenska"}],
    "defaultLanguage": "sv",
    "maxDataCells": 8,
    "maxCallsPerTimeWindow": 3,
    "timeWindow": 1,
    "license": "https://creativecommons.org/share-your-work/public-domain/cc0/",
}
CODES: Mapping[str, Sequence[str]] = {
    "Region": ["01", "0114", "0115", "03"],
    "Kon": ["1", "2"],
    "ContentsCode": ["N1"],
    "Tid": ["2023", "2024", "2025"],
}
"""A table of 24 figures: the sexes may be left out, and there is one kind of figure."""


def dataset(codes: Mapping[str, Sequence[str]], *, values: bool = True, **more: Any) -> dict[str, Any]:
    """A JSON-stat dataset whose every figure tells its position in the whole table."""
    whole = {cell: at for at, cell in enumerate(product(*CODES.values()))}
    cells = product(*(codes.get(key, ["total"]) for key in CODES))
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd  efter region",
        "source": "SCB",
        "updated": "2026-06-08T06:00:00Z",
        "note": ["Summor stämmer inte alltid.\r\n \r\n Brus.", "Annat."],
        "role": {"time": ["Tid"]},
        "id": list(codes),
        "size": [len(each) for each in codes.values()],
        "dimension": {
            key: {
                "label": key.lower(),
                "category": {
                    "index": {code: at for at, code in enumerate(each)},
                    "label": {code: f"{key} {code}" for code in each},
                },
                "extension": {
                    "elimination": key == "Kon",
                    "codelists": [{"id": "vs_Lan"}] if key == "Region" else [],
                },
            }
            for key, each in codes.items()
        },
        "extension": {"noteMandatory": {"0": True}},
        "value": [whole.get(cell, 1000 + at) for at, cell in enumerate(cells)] if values else [],
        **more,
    }


def pxweb(loopback: Loopback, **more: Any) -> None:
    """Let the server be a PxWeb with one table, `T1`; `more` changes every dataset it gives."""

    def data(received: Received) -> Given:
        codes = {each["variableCode"]: each["valueCodes"] for each in received.body["selection"]}
        assert prod(map(len, codes.values())) <= CONFIG["maxDataCells"]
        return as_json(dataset(codes, **more))

    loopback.paths.update(
        {
            "/api/config": lambda _: as_json(CONFIG),
            "/api/tables/T1/metadata": lambda _: as_json(dataset(CODES, values=False, **more)),
            "/api/tables/T1/data": data,
            "/api/codeLists/vs_Lan": lambda _: as_json({"id": "vs_Lan", "values": [{"code": "01"}]}),
        }
    )


def kolada(loopback: Loopback, changed: Callable[[], bool] = lambda: True) -> None:
    """Let the server be Kolada: two figures of a municipality on two pages, one of a unit."""

    def figures(received: Received) -> Given:
        if "from_date" in received.query and not changed():
            return as_json({"values": []})
        page = received.query.get("page", "1")
        year = {"1": 2023, "2": 2024}[page]
        figure = {"gender": "T", "status": "", "value": 36.5, "count": 1, "isdeleted": False}
        gone = {**figure, "gender": "K", "isdeleted": True}
        record = {"kpi": "N1", "municipality": "0180", "period": year, "values": [figure, gone]}
        port = loopback.address.rpartition(":")[2]
        following = f"{loopback.address}/v3{'/data/kpi/N1/municipality/0180'}?per_page=1000&page=2"
        assert port in following
        return as_json({"values": [record], "next_url": following if page == "1" else None})

    def of_unit(_: Received) -> Given:
        figure = {"gender": "T", "status": "Missing", "value": None}
        return as_json({"values": [{"kpi": "N1", "ou": "V11E1", "period": 2024, "values": [figure]}]})

    kpi = {"id": "N1", "title": "Nöjda", "description": "Andel nöjda.", "publication_date": "2026-02-01"}
    loopback.paths.update(
        {
            "/v3/kpi/N1": lambda _: as_json({"values": [kpi]}),
            "/v3/municipality": lambda _: as_json(
                {"values": [{"id": "0180", "title": "Stockholm"}, {"id": "0114", "title": "Upplands Väsby"}]}
            ),
            "/v3/ou": lambda _: as_json({"values": [{"id": "V11E1", "title": "Hemtjänst ett"}]}),
            "/v3/data/kpi/N1/municipality/0180": figures,
            "/v3/oudata/kpi/N1/ou/V11E1": of_unit,
        }
    )


def nhs_ods(loopback: Loopback, changes: Callable[[], list[Any]] = list, total: str = "3") -> None:
    """Let the server be the register of the NHS: three practices on two pages."""

    def search(received: Received) -> Given:
        if "LastChangeDate" in received.query:
            return as_json({"Organisations": changes()})
        offset = int(received.query.get("Offset", "0"))
        every = [
            {
                "OrgId": f"A8100{n}",
                "Name": f"Practice {n}",
                "Status": "Active",
                "LastChangeDate": "2026-05-01",
            }
            for n in range(3)
        ]
        headers = {"X_Total_Count": total}
        if offset == 0:
            headers["Next_Page"] = f"{loopback.address}/ORD/2-0-0/organisations?Offset=2&Limit=1000"
        return as_json({"Organisations": every[offset : offset + 2]}, 200, **headers)

    loopback.paths["/ORD/2-0-0/organisations"] = search


def ogc_features(loopback: Loopback, **more: Any) -> None:
    """Let the server be an OGC API with two areas on two pages, which thinks that it is asked without TLS."""

    def items(received: Received) -> Given:
        at = int(received.query.get("offset", "0"))
        point = {"type": "Point", "coordinates": [18.0, 59.0 + at]}
        feature = {"type": "Feature", "id": at, "geometry": point, "properties": {"kod": f"0{at}"}}
        links = [{"rel": "self", "href": "x"}]
        if at == 0:
            links.append({"rel": "next", "href": "http://register.example/collections/a/items?offset=1"})
        content = {"type": "FeatureCollection", "numberMatched": 2, "features": [feature], "links": links}
        return as_json({**content, **more})

    loopback.paths["/collections/a/items"] = items

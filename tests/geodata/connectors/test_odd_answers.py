"""Whatever shape an answer has, what comes of it is a table or a refusal, never a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pytest

from geodata.connectors.caller import Answer, Caller, Web
from geodata.connectors.errors import FetchError
from geodata.connectors.fetch import FETCHES
from geodata.connectors.fetched import Fetched
from geodata.contract.connector_settings import ConnectorSettings
from tests.geodata.connectors.registers import CODES, CONFIG, dataset

ODD: tuple[Any, ...] = (
    None, True, 3, "x", [], {}, [[]], [{}], {"id": 3}, {"id": {}}, {"values": 3}, {"values": [3]},
    {"links": [3, {"rel": "next", "href": 3}], "features": []}, {"next_url": 3, "values": []},
)  # fmt: skip
"""What may stand in the place of anything."""
GOOD: Mapping[str, Mapping[str, Any]] = {
    "pxweb": {
        "config": dict(CONFIG),
        "tables/T1/metadata": dataset(CODES, values=False),
        "tables/T1/data": dataset({**CODES, "Region": ["01"]}),
        "codeLists/vs_Lan": {"values": [{"code": "01"}]},
    },
    "kolada": {
        "kpi/N1": {"values": [{"id": "N1", "title": "T", "description": "D", "publication_date": "2026"}]},
        "municipality": {"values": [{"id": "0180", "title": "S"}]},
        "data/kpi/N1/municipality/0180": {
            "values": [{"kpi": "N1", "municipality": "0180", "period": 2023, "values": [{"value": 1}]}],
            "next_url": None,
        },
    },
    "nhs_ods": {"": {"Organisations": [{"OrgId": "A", "Name": "N"}]}},
    "ogc_features": {
        "": {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": None, "properties": {"a": 1}}],
            "numberMatched": 1,
            "links": [],
        }
    },
}
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "pxweb": {
        "table": "T1",
        "codes": {"Kon": ("*",), "Tid": ("*",)},
        "codelists": {"Region": "vs_Lan"},
    },
    "kolada": {"kpis": ("N1",), "municipalities": ("0180",)},
    "nhs_ods": {},
    "ogc_features": {},
}


class Told:
    """Stands for the net: an answer by the path that is asked."""

    web = Web()

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers

    def keep_pace(self, _calls: int, _window_s: float) -> None:
        pass

    def json(self, address: str, *, exact: bool = False) -> Any:
        assert exact in (True, False)
        path = address.removeprefix("https://a.example").partition("?")[0].strip("/")
        if path not in self.answers:
            raise FetchError("answers_otherwise", 404, address)
        return self.answers[path]

    def posted(self, address: str, _content: object) -> Any:
        return self.json(address)

    def json_page(self, address: str, _accept: str = "") -> tuple[Any, Answer]:
        return self.json(address), Answer(200, {}, b"", address)


def fetched(kind: str, answers: Mapping[str, Any]) -> Fetched | None:
    settings = ConnectorSettings("k", cast(Any, kind), "https://a.example", "a.csv", **SETTINGS[kind])
    return FETCHES[kind](settings, cast(Caller, Told(answers)), None)


def spoiled(content: Any) -> Iterator[Any]:
    """The content with each of its parts in turn made odd or taken away."""
    yield from ODD
    parts = content.items() if isinstance(content, dict) else enumerate(content)
    for key, part in parts if isinstance(content, dict | list) else ():
        copy = dict(content) if isinstance(content, dict) else list(content)
        if isinstance(part, dict | list) and part:
            for each in spoiled(part):
                copy[key] = each
                yield copy
        else:
            for each in ODD:
                copy[key] = each
                yield copy
        if isinstance(content, dict):
            yield {name: value for name, value in content.items() if name != key}


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_answer_spoiled_anywhere_is_a_table_or_a_refusal(kind: str) -> None:
    good = fetched(kind, GOOD[kind])
    assert good is not None
    assert good.rows
    refused = 0
    for path, content in GOOD[kind].items():
        for odd in spoiled(content):
            try:
                fetched(kind, {**GOOD[kind], path: odd})
            except FetchError:
                refused += 1
    assert refused > len(ODD) / 2

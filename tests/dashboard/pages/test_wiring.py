"""The app as a browser meets it: every callback answers for every kind of focus, in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.components.ids import kpi_label, kpi_press, kpi_value
from dashboard.factory import create_app
from dashboard.kpis import kpis_of
from dashboard.question.state import STORES
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from dashboard.words.words import LANGUAGES
from geodata.publish.publish import publish
from geodata.region.unit_places import unit_places
from tests.small_region import computed_small_region

FOCUSES = {
    "region": {},
    "municipality": {"muni": "M2"},
    "area": {"area": "A3"},
    "nobody": {"area": "A4"},
    "unit": {"unit": "U1"},
    "placeless": {"unit": "U3"},
    "zone": {"zone": "A3"},
    "several": {"areas": "A1,A3", "called": "Vår del"},
    "unknown": {"area": "A9"},
}


class Browser:
    """One page that has been opened, and the state in its stores."""

    def __init__(self, client: FlaskClient, version: str, language: str = "sv", path: str = "/") -> None:
        self.client = client
        self.dependencies = json.loads(client.get("/_dash-dependencies").data)
        self.version, self.language = version, language
        page = self.ask("page", {"address": {"pathname": path, "search": f"?lang={language}"}})
        self.tree = page["page"]["children"]
        self.ids = list(_ids(self.tree))

    def callbacks(self) -> list[dict[str, Any]]:
        """Those that the server answers."""
        return [one for one in self.dependencies if not one["clientside_function"]]

    def stores(self, **values: Mapping[str, str]) -> dict[str, dict[str, object]]:
        """The stores with some of them set."""
        page = {"version": self.version, "language": self.language, "linked": ""}
        held = {store: {"data": values.get(store)} for store in STORES}
        return {**held, "version": {"data": page}, "painted": {"data": "[]"}}

    def ask(self, component: str, values: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
        """Answer of the callback that writes to a component."""
        (callback,) = [
            one for one in self.callbacks() if any(id_ == component for id_, _ in _outputs(one["output"]))
        ]
        return self.answer(callback, values)

    def answer(
        self, callback: Mapping[str, Any], values: Mapping[str, Mapping[str, object]]
    ) -> dict[str, Any]:
        """What a callback answers, by component and property."""

        def sent(id_: str, name: str) -> object:
            return {"id": id_, "property": name, "value": values[id_].get(name)}

        outputs = [{"id": id_, "property": name} for id_, name in _outputs(callback["output"])]
        body = {
            "output": callback["output"],
            "outputs": outputs if callback["output"].startswith("..") else outputs[0],
            "inputs": [sent(one["id"], one["property"]) for one in callback["inputs"]],
            "state": [sent(one["id"], one["property"]) for one in callback.get("state", [])],
            "changedPropIds": [f"{callback['inputs'][0]['id']}.{callback['inputs'][0]['property']}"],
        }
        answered = self.client.post("/_dash-update-component", json=body)
        assert answered.status_code == 200, answered.data[:2000]
        return json.loads(answered.data)["response"]  # type: ignore[no-any-return]


def _outputs(output: str) -> list[tuple[str, str]]:
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    return [(id_, name) for id_, _, name in (each.rpartition(".") for each in names)]


def _ids(tree: object) -> Iterator[object]:
    """Ids of components, and of the elements in the markup of the page's places."""
    if isinstance(tree, list):
        if len(tree) > 1 and isinstance(tree[1], dict) and "id" in tree[1]:
            yield tree[1]["id"]
        for one in tree:
            yield from _ids(one)
    elif isinstance(tree, dict) and "props" in tree:
        if "id" in tree["props"]:
            yield tree["props"]["id"]
        held = tree["props"]["data"] if tree["props"].get("id") == "places" else {}
        for value in (*tree["props"].values(), *held.values()):
            yield from _ids(value)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, str]:
    out = tmp_path_factory.mktemp("published")
    version = publish(computed_small_region(), out)
    return _client(out), version


@pytest.fixture(scope="module")
def unused(tmp_path_factory: pytest.TempPathFactory) -> tuple[FlaskClient, str]:
    """The same region without visits."""
    out = tmp_path_factory.mktemp("published")
    version = publish(replace(computed_small_region(), visits=None), out)
    return _client(out), version


def _client(out: Path) -> FlaskClient:
    return create_app(Publication(out, 0), Settings(data_dir=out)).server.test_client()


def test_the_page_and_what_depends_on_what_are_there(published: tuple[FlaskClient, str]) -> None:
    client, _ = published
    for path in ("/", "/metod", "/_dash-layout", "/_dash-dependencies"):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_line_of_the_page_says_its_language(
    published: tuple[FlaskClient, str], language: str
) -> None:
    assert f'<html lang="{language}">' in published[0].get(f"/?lang={language}").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/metod"])
def test_every_page_opens_with_each_id_once(
    published: tuple[FlaskClient, str], language: str, path: str
) -> None:
    browser = Browser(*published, language, path)
    ids = [json.dumps(id_, sort_keys=True) for id_ in browser.ids]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("focus", FOCUSES)
@pytest.mark.parametrize("region", ["published", "unused"])
def test_every_callback_answers_every_focus(
    region: str,
    focus: str,
    language: str,
    request: pytest.FixtureRequest,
    caplog: pytest.LogCaptureFixture,
) -> None:
    browser = Browser(*request.getfixturevalue(region), language)
    layers = [id_.removeprefix("legend-") for id_ in browser.ids if id_.startswith("legend-")]
    display = {"layers": ",".join(layers), "service": "observed"}
    values = browser.stores(selection=FOCUSES[focus], display=display)
    asked = [one for one in browser.callbacks() if one["output"] != "page.children"]
    assert len(asked) == 3
    for callback in asked:
        answered = browser.answer(callback, values)
        assert answered, callback["output"]
        assert not caplog.records, "an answer that could not be made is still an answer"


def hrefs(markup: list[Any]) -> list[str]:
    """Every link in some markup, in its order."""
    found = []
    for part in markup:
        if isinstance(part, list):
            found += [one["href"] for one in part if isinstance(one, dict) and "href" in one]
            found += hrefs(part)
    return found


@pytest.mark.parametrize("table", ["underserved", "nearest", "flows", "units", "service_areas", "lov"])
def test_every_table_is_answered_with_links_to_its_files(
    published: tuple[FlaskClient, str], table: str
) -> None:
    browser = Browser(*published)
    answered = browser.ask("table", browser.stores(listing={"table": table}))["table"]["data"]
    links = hrefs(answered["table-files"])
    names = [link.partition("?")[0].rpartition("/")[2] for link in links]
    assert names[-4:] == [f"{table}.{kind}" for kind in ("zip", "xlsx", "gpkg", "parquet")]
    assert [name.rpartition(".")[2] for name in names[:-4]] == ["pdf", "pptx", "png", "svg", "xlsx"]
    for link in links:
        assert published[0].get(link).status_code == 200


def test_every_answer_has_its_place_on_the_page(published: tuple[FlaskClient, str]) -> None:
    browser = Browser(*published)
    values = browser.stores(selection={"unit": "U1"})
    answer = browser.ask("answer", values)["answer"]["data"]["places"]
    table, trends = (browser.ask(one, values)[one]["data"] for one in ("table", "trends"))
    assert {*answer, *table, *trends} <= set(browser.ids)
    for kpi in kpis_of(computed_small_region()):
        assert answer[kpi_press(kpi.key)]
        assert answer[kpi_label(kpi.key)]
        assert answer[kpi_value(kpi.key)]


def test_the_figures_are_those_of_the_area(published: tuple[FlaskClient, str]) -> None:
    answered = answer_of(Browser(*published), selection={"area": "A3"})
    assert answered["kpi-value-residents"] == ["300"]


def test_a_name_that_does_not_exist_is_told_on_the_page(published: tuple[FlaskClient, str]) -> None:
    browser = Browser(*published)
    values = browser.stores(selection={"area": "A9"}, scenario={"form": "dentist"})
    said = json.dumps(
        browser.ask("answer", values)["answer"]["data"]["places"]["messages"], ensure_ascii=False
    )
    assert "”A9”" in said
    assert "”dentist”" in said


def test_a_table_that_does_not_exist_is_replaced_by_the_usual(published: tuple[FlaskClient, str]) -> None:
    browser = Browser(*published)
    usual = browser.ask("table", browser.stores())
    assert browser.ask("table", browser.stores(listing={"table": "nothing"})) == usual


def test_a_version_that_is_gone_is_answered_with_a_way_on(
    published: tuple[FlaskClient, str], caplog: pytest.LogCaptureFixture
) -> None:
    browser = Browser(*published)
    browser.version = "0" * 12
    for component in ("answer", "table", "trends"):
        assert set(browser.ask(component, browser.stores())) <= {"messages"}
    assert {(one.levelname, one.exc_info) for one in caplog.records} == {("WARNING", None)}


def test_the_names_of_the_figures_follow_the_limit(published: tuple[FlaskClient, str]) -> None:
    answered = answer_of(Browser(*published), scenario={"form": "rehab", "limit": "12"})
    assert "inom 12 min" in json.dumps(answered["kpi-label-covered"])
    assert "inom 12 min" in json.dumps(answered["kpi-press-covered"])


def answer_of(browser: Browser, **values: Mapping[str, str]) -> dict[str, Any]:
    answered: dict[str, Any] = browser.ask("answer", browser.stores(**values))["answer"]["data"]["places"]
    return answered


def test_every_callback_answers_a_scenario_with_its_new_unit_in_focus(
    published: tuple[FlaskClient, str], caplog: pytest.LogCaptureFixture
) -> None:
    browser = Browser(*published)
    region = computed_small_region()
    lon, lat = (values[0] for values in unit_places(region.units, region.settings.crs))
    changes = f"close:U2;add:n1@{lat + 0.02:.5f},{lon:.5f}*3"
    values = browser.stores(
        scenario={"changes": changes, "rules": "too_far:5"},
        selection={"unit": "n1"},
        display={"layers": "change,units,flows", "name": "Nytt i norr"},
        listing={"table": "compare", "versus": "close:U1", "versus_name": "Stängt"},
    )
    answers = {store: browser.ask(store, values)[store]["data"] for store in ("answer", "table", "trends")}
    assert not caplog.records
    view = answers["answer"]["map"]
    assert [one["id"] for one in view["units"]["added"]] == ["n1"]
    assert view["units"]["closed"] == [1]
    assert [one["kind"] for one in view["changes"]] == ["close", "add"]
    assert view["fill"]["key"] == "change"
    said = json.dumps(answers["table"]["table-body"], ensure_ascii=False)
    assert "Stängt" in said
    assert "Idag" in said

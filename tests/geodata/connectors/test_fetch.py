"""Each register fills an ordinary file with a sidecar; what goes wrong leaves the file of before."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from geodata.connectors import limits
from geodata.connectors.fetch import Outcome, fetch_all
from geodata.connectors.placing import PART
from geodata.connectors.sidecar import intact, read_sidecar, sidecar_path
from geodata.connectors.words import fetch_report
from geodata.contract.connector_settings import ConnectorSettings
from tests.geodata.connectors.loopback import NOW, Given, Loopback, Received, as_json
from tests.geodata.connectors.registers import CODES, CONFIG, dataset, kolada, nhs_ods, ogc_features, pxweb

EVERYTHING = {"Region": ("*",), "Kon": ("*",), "Tid": ("*",)}


def connector(loopback: Loopback, kind: Any, path: str, file: str, **more: Any) -> ConnectorSettings:
    return ConnectorSettings(
        "k", kind, loopback.address + path, file, title=more.pop("title", "T"), publisher="P", **more
    )


def table(loopback: Loopback, **more: Any) -> ConnectorSettings:
    settings = connector(loopback, "pxweb", "/api", "people.csv", table="T1", codes=EVERYTHING, title="")
    return replace(settings, **more)


def outcome(settings: ConnectorSettings, folder: Path, loopback: Loopback, **more: Any) -> Outcome:
    web = loopback.web(**more.pop("web", {}))
    [found] = fetch_all([settings], folder, web, **more)
    assert not list(folder.rglob(f"{PART}*"))
    return found


def failure(settings: ConnectorSettings, folder: Path, loopback: Loopback) -> str:
    found = outcome(settings, folder, loopback)
    assert found.state == "failed"
    assert found.failure is not None
    for language in ("sv", "en"):
        assert "{" not in fetch_report([found], language)
    return found.failure.code


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))


def test_a_table_comes_whole_in_calls_as_small_as_the_service_says(
    loopback: Loopback, tmp_path: Path
) -> None:
    pxweb(loopback)
    found = outcome(table(loopback), tmp_path, loopback)
    assert found.state == "fetched", found.failure
    rows = rows_of(tmp_path / "people.csv")
    assert [row["value"] for row in rows] == [str(at) for at in range(24)]
    assert rows[1] == {
        "Region": "01", "Region_label": "Region 01", "Kon": "1", "Kon_label": "Kon 1", "ContentsCode": "N1",
        "ContentsCode_label": "ContentsCode N1", "Tid": "2024", "Tid_label": "Tid 2024", "value": "1",
        "status": "",
    }  # fmt: skip
    assert [each.method for each in loopback.received].count("POST") == 4  # of 6, of at most 8
    assert loopback.slept_s  # three calls a second


def _always(given: Given, _: Received) -> Given:
    return given


def test_a_recorded_table_of_statistics_sweden_is_fetched_as_it_is(
    loopback: Loopback, tmp_path: Path, shared: Path
) -> None:
    folder = shared / "pxweb"
    if not folder.is_dir():
        pytest.skip(f"no recordings at {folder}")
    recorded = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*.json")}
    data, described = recorded["TAB6471_data"], recorded["TAB6471_metadata"]
    codes = {key: tuple(data["dimension"][key]["category"]["index"]) for key in data["id"]}
    loopback.paths["/api/config"] = lambda _: as_json(recorded["config"])
    loopback.paths["/api/tables/TAB6471/metadata"] = lambda _: as_json(described)
    loopback.paths["/api/tables/TAB6471/data"] = lambda _: as_json(data)
    for key in ("Region", "Alder"):
        listed = [each["id"] for each in described["dimension"][key]["extension"]["codelists"]]
        values = {"values": [{"code": code} for code in codes[key]]}
        loopback.paths[f"/api/codeLists/{quote(listed[1])}"] = partial(_always, as_json(values))
    settings = table(
        loopback,
        table="TAB6471",
        codes={"Kon": codes["Kon"], "Tid": ("TOP(4)",)},
        codelists={"Region": "vs_CKM02Län", "Alder": "vs_CKM021år"},
    )
    found = outcome(settings, tmp_path, loopback)
    assert found.state == "fetched", found.failure
    assert found.now is not None
    assert (found.now.rows, found.now.updated) == (2772, "2026-06-08T06:00:00Z")
    assert (found.now.publisher, found.now.licence) == ("SCB", "CC0 1.0")
    assert sum(note.mandatory for note in found.now.notes) == 5
    first = rows_of(tmp_path / "people.csv")[0]
    assert (first["Region"], first["Region_label"], first["value"]) == ("01", "Stockholms län", "245284")


def test_the_sidecar_keeps_where_from_when_and_what_must_be_read_with_it(
    loopback: Loopback, tmp_path: Path
) -> None:
    pxweb(loopback)
    outcome(table(loopback), tmp_path, loopback)
    sidecar = read_sidecar(tmp_path / "people.csv")
    assert sidecar is not None
    assert sidecar.fetched == NOW.isoformat()
    assert (sidecar.updated, sidecar.publisher, sidecar.licence) == ("2026-06-08T06:00:00Z", "SCB", "CC0 1.0")
    assert sidecar.title == "Folkmängd efter region (T1)"
    assert [(note.text, note.mandatory) for note in sidecar.notes] == [
        ("Summor stämmer inte alltid. Brus.", True),
        ("Annat.", False),
    ]
    assert sidecar.sha256 == hashlib.sha256((tmp_path / "people.csv").read_bytes()).hexdigest()
    assert (sidecar.rows, sidecar.columns[0]) == (24, "Region")


def test_what_may_be_left_out_is_and_lists_of_codes_and_the_latest_can_be_chosen(
    loopback: Loopback, tmp_path: Path
) -> None:
    pxweb(loopback)
    settings = table(loopback, codes={"Tid": ("TOP(1)",)}, codelists={"Region": "vs_Lan"}, dropped=("x",))
    found = outcome(settings, tmp_path, loopback)
    [row] = rows_of(tmp_path / "people.csv")
    assert (row["Region"], row["Tid"], "Kon" in row) == ("01", "2025", False)
    [asked] = [each.body["selection"] for each in loopback.received if each.method == "POST"]
    assert asked[0] == {"variableCode": "Region", "valueCodes": ["01"], "codelist": "vs_Lan"}
    assert [each.code for each in found.remarks] == ["sort_dropped"]
    assert "x" in fetch_report([found], "sv")


def test_what_has_not_been_updated_is_not_fetched_again(loopback: Loopback, tmp_path: Path) -> None:
    pxweb(loopback)
    outcome(table(loopback), tmp_path, loopback)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.suffix != ".lock"}
    loopback.received.clear()
    assert outcome(table(loopback), tmp_path, loopback).state == "unchanged"
    assert [each.path for each in loopback.received] == ["/api/config", "/api/tables/T1/metadata"]
    assert before == {name: (tmp_path / name).stat().st_mtime_ns for name in before}
    assert outcome(table(loopback), tmp_path, loopback, anew=True).state == "unchanged"  # the same came
    pxweb(loopback, updated="2026-07-01T06:00:00Z")
    assert outcome(table(loopback), tmp_path, loopback).state == "fetched"
    assert outcome(
        table(loopback, codes={"Tid": ("2023",), "Region": ("01",)}), tmp_path, loopback
    ).state == ("fetched")


def test_what_was_fetched_lately_is_not_even_asked_for(loopback: Loopback, tmp_path: Path) -> None:
    pxweb(loopback)
    settings = table(loopback, every_days=7)
    outcome(settings, tmp_path, loopback)
    loopback.received.clear()
    assert outcome(settings, tmp_path, loopback).state == "recent"
    assert loopback.received == []
    file = tmp_path / "people.csv"
    file.write_text(file.read_text(encoding="utf-8") + "x", encoding="utf-8")  # by somebody
    assert outcome(settings, tmp_path, loopback).state == "fetched"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"table": "T2"}, "answers_otherwise"),
        ({"codes": {"Region": ("*",)}}, "choose_codes"),
        ({"codes": {**EVERYTHING, "Ort": ("*",)}}, "unknown_variable"),
        ({"codes": {**EVERYTHING, "Tid": ("1999", "TOP(0)")}}, "unknown_codes"),
        ({"codelists": {"Region": "vs_Annan"}}, "unknown_codelist"),
    ],
)
def test_a_choice_that_the_table_does_not_have_is_said_before_any_figure_is_asked_for(
    loopback: Loopback, tmp_path: Path, more: dict[str, Any], code: str
) -> None:
    pxweb(loopback)
    assert failure(table(loopback, **more), tmp_path, loopback) == code
    assert not [each for each in loopback.received if each.method == "POST"]
    assert not (tmp_path / "people.csv").exists()


def test_too_many_figures_are_refused_before_any_is_asked_for(
    loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pxweb(loopback)
    monkeypatch.setattr(limits, "ROWS_MOST", 23)
    assert failure(table(loopback), tmp_path, loopback) == "too_many_cells"
    monkeypatch.setattr(limits, "ROWS_MOST", 24)
    monkeypatch.setattr(limits, "CALLS_MOST", 3)
    assert failure(table(loopback), tmp_path, loopback) == "too_many_calls"
    assert not [each for each in loopback.received if each.method == "POST"]


def _other(path: str, content: Any) -> tuple[str, Any]:
    return path, lambda _: as_json(content)


@pytest.mark.parametrize(
    ("path", "given"),
    [
        _other("/api/config", {**CONFIG, "maxDataCells": 0}),
        _other("/api/tables/T1/metadata", {"id": []}),
        _other("/api/tables/T1/data", dataset({**CODES, "Region": ["99"]})),
        _other("/api/tables/T1/data", None),
    ],
)
def test_a_service_that_has_changed_its_form_leaves_the_file_of_before(
    loopback: Loopback, tmp_path: Path, path: str, given: Any
) -> None:
    pxweb(loopback, updated="2026-01-01")
    outcome(table(loopback), tmp_path, loopback)
    before = (tmp_path / "people.csv").read_bytes()
    pxweb(loopback)
    loopback.paths[path] = given
    assert failure(table(loopback), tmp_path, loopback) == "other_shape"
    assert (tmp_path / "people.csv").read_bytes() == before
    assert intact(tmp_path / "people.csv") is not None


def test_a_table_that_is_updated_between_two_calls_is_not_half_of_each(
    loopback: Loopback, tmp_path: Path
) -> None:
    pxweb(loopback)
    usual, moments = loopback.paths["/api/tables/T1/data"], iter("abcdefgh")

    def answer(received: Received) -> Given:
        return as_json({**json.loads(usual(received).content), "updated": next(moments)})

    loopback.paths["/api/tables/T1/data"] = answer
    assert failure(table(loopback), tmp_path, loopback) == "updated_meanwhile"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(b"", 429, {"Retry-After": "3600"}), "busy"),
        (Given(b'{"version"', cut=True), "cut_off"),
        (Given(b"<html>error</html>"), "not_json"),
        (Given(b"", 500), "answers_otherwise"),
    ],
)
def test_a_source_that_is_down_leaves_the_old_with_its_date(
    loopback: Loopback, tmp_path: Path, given: Given, code: str
) -> None:
    pxweb(loopback, updated="2026-01-01")
    outcome(table(loopback), tmp_path, loopback)
    pxweb(loopback)
    loopback.paths["/api/tables/T1/data"] = lambda _: given
    assert failure(table(loopback), tmp_path, loopback) == code
    found = outcome(table(loopback), tmp_path, loopback)
    report = fetch_report([found], "sv")
    assert "står kvar   people.csv: 24 rader, uppdaterad 2026-01-01, hämtad 2026-11-30" in report
    assert report.endswith("Gick inte att hämta: 1 av 1.")


def test_columns_that_a_mapping_may_name_do_not_disappear_unnoticed(
    loopback: Loopback, tmp_path: Path
) -> None:
    loopback.paths["/a.csv"] = lambda _: Given(b"id;name\n1;a\n")
    settings = connector(loopback, "file", "/a.csv", "a.csv")
    assert outcome(settings, tmp_path, loopback).state == "fetched"
    loopback.paths["/a.csv"] = lambda _: Given(b"id;label\n1;a\n")
    assert failure(settings, tmp_path, loopback) == "other_columns"
    assert (tmp_path / "a.csv").read_bytes() == b"id;name\n1;a\n"
    assert outcome(settings, tmp_path, loopback, anew=True).state == "fetched"
    loopback.paths["/a.csv"] = lambda _: Given(b"id;label;more\n1;a;b\n")
    assert outcome(settings, tmp_path, loopback).state == "fetched"


def test_key_figures_of_municipalities_come_on_several_pages(loopback: Loopback, tmp_path: Path) -> None:
    kolada(loopback)
    settings = connector(loopback, "kolada", "/v3", "k.csv", kpis=("N1",), municipalities=("0180",), years=())
    found = outcome(settings, tmp_path, loopback)
    assert found.state == "fetched", found.failure
    assert [
        (row["period"], row["value"], row["municipality_title"]) for row in rows_of(tmp_path / "k.csv")
    ] == [
        ("2023", "36.5", "Stockholm"),
        ("2024", "36.5", "Stockholm"),
    ]
    assert [(each.code, each.value) for each in found.remarks] == [("deleted_left_out", "2")]
    kolada(loopback, changed=lambda: False)
    assert outcome(settings, tmp_path, loopback).state == "unchanged"
    assert loopback.received[-1].query["from_date"] == "2026-11-30"
    assert failure(replace(settings, kpis=("N2",)), tmp_path, loopback) == "answers_otherwise"
    assert failure(replace(settings, municipalities=("9999",)), tmp_path, loopback) == "unknown_codes"


def test_key_figures_of_the_units_of_a_municipality_and_what_is_missing_stays_so(
    loopback: Loopback, tmp_path: Path
) -> None:
    kolada(loopback)
    settings = connector(
        loopback, "kolada", "/v3", "u.csv", of="units", kpis=("N1",), municipalities=("0180",)
    )
    outcome(settings, tmp_path, loopback)
    [row] = rows_of(tmp_path / "u.csv")
    assert (row["ou"], row["ou_title"], row["value"], row["status"]) == (
        "V11E1",
        "Hemtjänst ett",
        "",
        "Missing",
    )


@pytest.mark.parametrize(
    ("following", "code"),
    [
        ("https://elsewhere.example/v3/data?page=2", "sent_elsewhere"),
        ("{own}/v3/data/kpi/N1/municipality/0180?page=1", "page_again"),
        ("ftp://register.example/x", "not_https"),
    ],
)
def test_the_next_page_is_of_the_same_machine_and_another_page(
    loopback: Loopback, tmp_path: Path, following: str, code: str
) -> None:
    kolada(loopback)
    record = {"kpi": "N1", "municipality": "0180", "period": 2023, "values": []}
    content = {"values": [record], "next_url": following.replace("{own}", loopback.address)}
    loopback.paths["/v3/data/kpi/N1/municipality/0180"] = lambda _: as_json(content)
    settings = connector(loopback, "kolada", "/v3", "k.csv", kpis=("N1",), municipalities=("0180",))
    assert failure(settings, tmp_path, loopback) == code


def test_organisations_come_page_by_page_until_all_are_there(loopback: Loopback, tmp_path: Path) -> None:
    nhs_ods(loopback)
    settings = connector(
        loopback, "nhs_ods", "/ORD/2-0-0/organisations", "o.csv", query={"PrimaryRoleId": "RO177"}
    )
    assert outcome(settings, tmp_path, loopback).state == "fetched"
    assert [row["OrgId"] for row in rows_of(tmp_path / "o.csv")] == ["A81000", "A81001", "A81002"]
    assert loopback.received[0].query["PrimaryRoleId"] == "RO177"
    assert outcome(settings, tmp_path, loopback).state == "unchanged"
    asked = loopback.received[-2:]
    assert [each.query.get("LastChangeDate") for each in asked] == ["2026-11-30", None]
    nhs_ods(loopback, changes=lambda: [{"OrgId": "A81000"}])
    loopback.received.clear()
    assert outcome(settings, tmp_path, loopback).state == "unchanged"  # asked for whole, and the same
    assert len(loopback.received) == 3
    nhs_ods(loopback, total="4")
    assert failure(settings, tmp_path, loopback) == "incomplete"


def test_features_come_page_by_page_over_tls_whatever_the_service_calls_itself(
    loopback: Loopback, tmp_path: Path
) -> None:
    ogc_features(loopback)
    settings = connector(loopback, "ogc_features", "/collections/a/items", "b/a.geojson", query={"f": "json"})
    found = outcome(settings, tmp_path, loopback)
    assert found.state == "fetched", found.failure
    content = json.loads((tmp_path / "b" / "a.geojson").read_text(encoding="utf-8"))
    assert [each["properties"]["kod"] for each in content["features"]] == ["00", "01"]
    assert loopback.received[0].query == {"limit": "1000", "f": "json"}
    assert outcome(settings, tmp_path, loopback).state == "unchanged"
    ogc_features(loopback, numberMatched=3)
    assert failure(settings, tmp_path, loopback) == "incomplete"
    ogc_features(loopback, type="Collection")
    assert failure(settings, tmp_path, loopback) == "other_shape"
    ogc_features(loopback, features=[{"type": "Feature"}], numberMatched=None)
    assert failure(settings, tmp_path, loopback) == "other_shape"


def test_a_file_is_asked_for_by_its_mark_and_comes_from_where_it_has_moved(
    loopback: Loopback, tmp_path: Path
) -> None:
    def answer(received: Received) -> Given:
        if received.headers.get("If-None-Match") == '"1"':
            return Given(b"", 304)
        return Given(b"a,b\n1,2\n", 200, {"ETag": '"1"', "Last-Modified": "Mon, 01 Jun 2026 08:00:00 GMT"})

    loopback.paths["/now.csv"] = answer
    moved = loopback.address.replace("register.example", "127.0.0.1")
    loopback.paths["/a.csv"] = lambda _: Given(b"", 302, {"Location": f"{moved}/now.csv"})
    settings = connector(loopback, "file", "/a.csv", "a.csv")
    found = outcome(settings, tmp_path, loopback)
    assert found.state == "fetched", found.failure
    assert found.now is not None
    assert found.now.updated == "2026-06-01"
    assert outcome(settings, tmp_path, loopback).state == "unchanged"
    right = hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert outcome(replace(settings, sha256=right), tmp_path, loopback).state == "fetched"
    assert failure(replace(settings, sha256="0" * 64), tmp_path, loopback) == "sha256_differs"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("a.csv", b"\xef\xbb\xbf <!DOCTYPE html>"),
        ("a.xlsx", b"<html>"),
        ("a.gpkg", b"PK\x03\x04"),
        ("a.geojson", b"a,b"),
        ("a.pbf", b"<HTML>"),
        ("a.csv", b"PK\x03\x04\x00\x00"),
    ],
)
def test_a_page_under_the_name_of_a_file_is_not_taken_for_one(
    loopback: Loopback, tmp_path: Path, file: str, content: bytes
) -> None:
    loopback.paths["/x"] = lambda _: Given(content)
    assert failure(connector(loopback, "file", "/x", file), tmp_path, loopback) == "wrong_kind"
    loopback.paths["/x"] = lambda _: Given(b" \n")
    assert failure(connector(loopback, "file", "/x", file), tmp_path, loopback) == "empty_file"


def test_nothing_is_written_outside_the_folder_by_a_link(loopback: Loopback, tmp_path: Path) -> None:
    folder, outside = tmp_path / "region", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    loopback.paths["/a.csv"] = lambda _: Given(b"a\n")
    assert failure(connector(loopback, "file", "/a.csv", "link/a.csv"), folder, loopback) == "outside_folder"
    assert list(outside.iterdir()) == []
    assert loopback.received == []


def test_one_failure_is_told_once_for_all_that_it_is_true_of_and_stops_no_other(
    loopback: Loopback, tmp_path: Path
) -> None:
    loopback.paths["/a.csv"] = lambda _: Given(b"a\n1\n")
    good = replace(connector(loopback, "file", "/a.csv", "a.csv"), key="good")
    down = replace(good, address="https://127.0.0.2:1/x")
    settings = [replace(down, key=key, file=f"{key}.csv") for key in ("x", "y")]
    outcomes = fetch_all(
        [*settings, good], tmp_path, loopback.web(fence=replace(loopback.web().fence, lookup=_down))
    )
    assert [each.state for each in outcomes] == ["failed", "failed", "fetched"]
    report = fetch_report(outcomes, "en")
    assert "error    [connectors.x], [connectors.y]: 127.0.0.2 does not answer." in report
    assert "Could not be fetched: 2 of 3." in report


def _down(host: str, _port: int) -> list[str]:
    if host == "127.0.0.2":
        raise OSError("down")
    return ["127.0.0.1"]


def test_what_is_written_is_the_old_file_or_the_new_whenever_the_disk_fails(
    loopback: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loopback.paths["/a.csv"] = lambda _: Given(b"a\n1\n")
    settings = connector(loopback, "file", "/a.csv", "a.csv")
    outcome(settings, tmp_path, loopback)
    loopback.paths["/a.csv"] = lambda _: Given(b"a\n2\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("geodata.connectors.placing.os.fsync", full)
        assert failure(settings, tmp_path, loopback) == "disk"
    assert (tmp_path / "a.csv").read_bytes() == b"a\n1\n"
    assert sidecar_path(tmp_path / "a.csv").exists()
    assert outcome(settings, tmp_path, loopback).state == "fetched"

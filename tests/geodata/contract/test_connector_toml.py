"""What `[connectors]` says is read whole, and every problem of it is found before anything is asked for."""

from __future__ import annotations

import tomllib

import pytest

from geodata.contract.connector_settings import ConnectorSettings
from geodata.contract.connector_toml import read_connectors
from geodata.contract.problems import Problems
from geodata.contract.saved_address import read_saved_address
from geodata.contract.toml_reader import TomlReader

GOOD = """
[connectors.people]
kind = "pxweb"
address = "https://statistik.example/api/v2/"
table = "TAB6471"
file = "fetched/people.csv"
codes = { Region = ["01", "03"], Tid = "TOP(4)" }
codelists = { Region = "vs_CKM02Län" }
every_days = 7
[connectors.quality]
kind = "kolada"
address = "https://api.kolada.example/v3"
file = "quality.csv"
kpis = ["N00945"]
units = ["V15E144001101"]
years = [2023, 2024]
title = "T"
publisher = "P"
licence = "L"
covers = { sv = "kvalitet", en = "quality" }
[connectors.borders]
kind = "ogc_features"
address = "https://karta.example/collections/deso/items"
file = "deso.geojson"
query = { bbox = "10,55,24,69" }
title = "T"
publisher = "P"
licence = "L"
[connectors.list]
kind = "file"
address = "https://filer.example/a.xlsx?version=2"
file = "a.xlsx"
title = "T"
publisher = "P"
licence = "L"
"""


def read(text: str) -> tuple[dict[str, ConnectorSettings], list[tuple[str, str | None]]]:
    problems = Problems()
    top = TomlReader(tomllib.loads(text), problems, "region.toml")
    found = read_connectors(top)
    return found, [(each.code, each.column) for each in problems.found]


def test_every_kind_is_read() -> None:
    found, problems = read(GOOD)
    assert problems == []
    people = found["people"]
    assert people.address == "https://statistik.example/api/v2"
    assert people.codes == {"Region": ("01", "03"), "Tid": ("TOP(4)",)}
    assert (found["quality"].of, found["quality"].years) == ("units", ("2023", "2024"))
    assert found["borders"].query == {"bbox": "10,55,24,69"}


@pytest.mark.parametrize(
    ("before", "after", "code", "key"),
    [
        ("https://statistik", "http://statistik", "not_fetchable", "people.address"),
        ("https://statistik", "https://me:secret@statistik", "not_fetchable", "people.address"),
        ("https://statistik.example", "https://[::1", "not_fetchable", "people.address"),
        ("https://statistik.example", "file:///etc", "not_fetchable", "people.address"),
        ("https://statistik.example", "https://statistik.example:0", "not_fetchable", "people.address"),
        ("https://filer.example/a", "https://filer.example/ a", "not_fetchable", "list.address"),
        ("api.kolada.example/v3", "api.kolada.example/v3?a=1", "not_fetchable", "quality.address"),
        ('"fetched/people.csv"', '"../people.csv"', "not_in_folder", "people.file"),
        ('"fetched/people.csv"', '"/tmp/people.csv"', "not_in_folder", "people.file"),
        ('"fetched/people.csv"', '".hidden/people.csv"', "not_in_folder", "people.file"),
        ('"fetched/people.csv"', '"a//people.csv"', "not_in_folder", "people.file"),
        ('"fetched/people.csv"', '"region.toml"', "unknown_kind_of_file", "people.file"),
        ('"quality.csv"', '"fetched/people.csv"', "file_fetched_twice", "quality.file"),
        ('"pxweb"', '"odata"', "unknown_choice", "people.kind"),
        ('"TAB6471"', '"../secret"', "bad_key", "people.table"),
        ('"N00945"', '"N 1"', "bad_key", "quality.kpis"),
        ("2023", "23", "wrong_type", "quality.years"),
        ('kpis = ["N00945"]', "", "missing_key", "quality.kpis"),
        ("every_days = 7", "every_days = -1", "impossible_number", "people.every_days"),
        ("every_days = 7", "verify = false", "unknown_key", "people.verify"),
        ("bbox", '"b&x"', "bad_key", "borders.query"),
        ("version=2", 'version=2"\nsha256 = "12', "wrong_type", "list.sha256"),
    ],
)
def test_a_problem_is_named_where_it_stands(before: str, after: str, code: str, key: str) -> None:
    assert before in GOOD
    _, problems = read(GOOD.replace(before, after, 1))
    assert (code, f"connectors.{key}") in problems


def test_many_connectors_and_many_codes_are_refused_before_they_are_read() -> None:
    each = '[connectors.c{n}]\nkind = "file"\naddress = "https://a.example/x"\nfile = "{n}.csv"\n'
    each += 'title = "T"\npublisher = "P"\nlicence = "L"\n'
    found, problems = read("".join(each.replace("{n}", str(n)) for n in range(61)))
    assert problems == [("impossible_number", "connectors")]
    assert len(found) == 60
    codes = ", ".join(f'"{n}"' for n in range(10_001))
    _, problems = read(GOOD.replace('["01", "03"]', f"[{codes}]"))
    assert problems == [("impossible_number", "connectors.people.codes")]


SAVED = (
    "https://statistik.example/api/v2/tables/TAB1/data?lang=en&valueCodes[Region]=01,03"
    "&valuecodes[Tid]=RANGE(2020,2024),2010&valueCodes[$$SORT]=1&codelist[Region]=vs_L&heading=Tid,$$SORT"
    "&outputValues[Region]=aggregated&outputFormat=json-stat2"
)


def test_a_saved_address_is_what_it_chooses_and_its_sorting_is_dropped_with_a_word() -> None:
    text = GOOD.replace("https://statistik.example/api/v2/", SAVED).replace('table = "TAB6471"\n', "")
    text = text.replace('codes = { Region = ["01", "03"], Tid = "TOP(4)" }\n', "")
    text = text.replace('codelists = { Region = "vs_CKM02Län" }\n', "")
    found, problems = read(text)
    assert problems == []
    people = found["people"]
    assert (people.address, people.table, people.language) == (
        "https://statistik.example/api/v2",
        "TAB1",
        "en",
    )
    assert people.codes == {"Region": ("01", "03"), "Tid": ("RANGE(2020,2024)", "2010")}
    assert people.codelists == {"Region": "vs_L"}
    assert people.dropped == ("valueCodes[$$SORT]", "heading")


def test_what_a_saved_address_says_that_is_not_understood_is_a_problem() -> None:
    saved = read_saved_address(SAVED + "&outputValues[Tid]=single&secret=1")
    assert saved is not None
    assert saved.refused == ("outputValues[Tid]", "secret")
    assert read_saved_address("https://statistik.example/api/v2/tables/TAB1?x=1") is None
    text = GOOD.replace("https://statistik.example/api/v2/", SAVED + "&secret=1")
    assert ("unknown_parameter", "connectors.people.address") in read(text)[1]

"""XML of records is read as a table; what names other files or is no table is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.contract.problems import Problem, Problems
from geodata.sources import Raw, read

HSA = """<?xml version="1.0" encoding="{encoding}"?>
<hsa:export xmlns:hsa="urn:hsa" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="urn:hsa http://127.0.0.1:9/hsa.xsd">
  <hsa:about><hsa:date>2025-12-31</hsa:date></hsa:about>
  <hsa:units>
    <hsa:unit status="open"><hsa:hsaIdentity>SE2321000131-E000000000001</hsa:hsaIdentity>
      <hsa:name>Vårdcentralen  Öster</hsa:name>
      <hsa:address code="1490"><hsa:city>Borås</hsa:city></hsa:address>
      <hsa:surgeryHours>1-4#08:00#17:00</hsa:surgeryHours>
      <hsa:surgeryHours>5#08:00#15:00</hsa:surgeryHours></hsa:unit>
    <hsa:unit><hsa:hsaIdentity>SE2321000131-E000000000002</hsa:hsaIdentity>
      <hsa:name><![CDATA[A & B]]></hsa:name></hsa:unit>
  </hsa:units>
</hsa:export>"""


def table(
    folder: Path, text: str, layer: str | None = None, encoding: str = "utf-8"
) -> tuple[Raw | None, list[Problem]]:
    path = folder / "a.xml"
    path.write_bytes(text.encode(encoding))
    problems = Problems()
    return read(path, "a.xml", layer, problems), problems.found


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_an_element_that_comes_again_is_a_row_and_what_is_in_it_columns(
    tmp_path: Path, encoding: str
) -> None:
    found, problems = table(tmp_path, HSA.format(encoding=encoding), encoding=encoding)
    assert found is not None, problems
    assert problems == []
    assert found.rows.tolist() == [1, 2]
    assert found.frame.to_dict("records") == [
        {
            "status": "open",
            "hsaIdentity": "SE2321000131-E000000000001",
            "name": "Vårdcentralen Öster",
            "address.code": "1490",
            "address.city": "Borås",
            "surgeryHours": "1-4#08:00#17:00; 5#08:00#15:00",
        },
        {
            "status": "",
            "hsaIdentity": "SE2321000131-E000000000002",
            "name": "A & B",
            "address.code": "",
            "address.city": "",
            "surgeryHours": "",
        },
    ]


def test_rows_of_attributes_alone_and_one_record_alone_are_read(tmp_path: Path) -> None:
    found, _ = table(tmp_path, '<r><u id="0114" n="7"/><u id="0115"/></r>')
    assert found is not None
    assert found.frame["id"].tolist() == ["0114", "0115"]
    found, _ = table(tmp_path, "<r><us><u><id>0114</id></u></us></r>")
    assert found is not None
    assert found.frame["id"].tolist() == ["0114"]


def test_of_several_kinds_of_record_the_most_numerous_is_read_and_said(tmp_path: Path) -> None:
    text = '<r><p n="1"/><p n="2"/><u id="a"/><u id="b"/><u id="c"/></r>'
    found, problems = table(tmp_path, text)
    assert found is not None
    assert found.frame["id"].tolist() == ["a", "b", "c"]
    assert [(each.code, each.value, each.expected) for each in problems] == [
        ("first_layer", "u", ('layer = "u"', 'layer = "p"'))
    ]
    found, problems = table(tmp_path, text, "p")
    assert found is not None
    assert (found.frame["n"].tolist(), problems) == (["1", "2"], [])
    assert [each.code for each in table(tmp_path, text, "q")[1]] == ["missing_layer"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><u><n>&e;</n></u></r>',
            "xml_with_entities",
        ),
        ('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><r><u><n>1</n></u></r>', "xml_with_entities"),
        ("<r>" + "<u>" * 200_000, "xml_too_deep"),
        ("<r/>", "no_records"),
        ("<r>text</r>", "no_records"),
        ("<r><u><n>1</n></u>", "unreadable_file"),
        ("<r><u>" + "".join(f"<a{at}/>" for at in range(9000)) + "</u></r>", "too_many_columns"),
        ("", "unreadable_file"),
    ],
    ids=lambda each: each[:20],
)
def test_xml_that_is_no_table_or_reaches_out_is_refused_in_words(
    tmp_path: Path, text: str, code: str
) -> None:
    found, problems = table(tmp_path, text)
    assert found is None
    assert [each.code for each in problems] == [code]

"""Which sheet of a workbook is read, and what a screen hides of it."""

from __future__ import annotations

import base64
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from geopandas import GeoDataFrame
from shapely import Point

from tests.geodata.sources.sheets import codes, layout, ods, ods_rows, outcome, texts

TABLE = [["kod", "antal"], ["A1", 10], ["A2", 20]]
OTHER = [["år", "n"], [2024, 1], [2025, 2]]
KNOWN = layout("kod", "antal")
HIDDEN_STYLE = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def workbook(path: Path, hidden: tuple[str, ...] = (), **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.active = next(at for at, name in enumerate(sheets) if name not in hidden)
    book.save(path)
    return path


def test_a_hidden_sheet_is_left_out_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", hidden=("Gammal",), Gammal=OTHER, Ny=TABLE)
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.value, each.expected) for each in found] == [
        ("hidden_sheets", "warning", "Ny", ("Gammal",))
    ]
    assert texts(raw) == [["A1", "10"], ["A2", "20"]]
    raw, found = outcome(path, layout("år", "n", layer="Gammal"))
    assert found == []
    assert texts(raw)[0] == ["2024", "1"]


def test_a_hidden_sheet_of_libreoffice_is_left_out_too(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    sheets = {"Gammal": ods_rows(OTHER), "Ny": ods_rows(TABLE)}  # type: ignore[arg-type]
    ods(path, sheets, HIDDEN_STYLE, 'table:style-name="ta2"')
    raw, found = outcome(path, KNOWN)
    assert codes(found) == ["hidden_sheets"]
    assert texts(raw) == [["A1", "10"], ["A2", "20"]]


def test_of_several_tables_the_one_with_our_columns_is_read_and_the_others_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Annat=OTHER, Vårt=TABLE, Tomt=[["Läs mig"]])
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.value, each.expected) for each in found] == [
        ("other_sheets", "Vårt", ("Annat",))
    ]
    assert texts(raw)[0] == ["A1", "10"]


@pytest.mark.parametrize("known", [KNOWN, layout("x", "y")])
def test_where_several_tables_would_do_the_region_must_say_which(known: object, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Norr=TABLE, Syd=TABLE)
    raw, found = outcome(path, known)  # type: ignore[arg-type]
    assert raw is None
    assert [(each.code, each.expected) for each in found] == [
        ("several_layers", ('layer = "Norr"', 'layer = "Syd"'))
    ]


def test_a_pattern_finds_the_latest_of_sheets_that_differ_in_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", **{"2023": OTHER, "2025": TABLE, "2024": OTHER, "Om": [["x"]]})
    raw, found = outcome(path, layout("kod", "antal", layer="20*"))
    assert [(each.code, each.severity, each.value) for each in found] == [("latest_layer", "warning", "2025")]
    assert texts(raw)[0] == ["A1", "10"]
    raw, found = outcome(path, layout("kod", "antal", layer="2025*"))
    assert found == []
    _raw, found = outcome(path, layout("kod", "antal", layer="*"))
    assert codes(found) == ["several_layers"]
    _raw, found = outcome(path, layout("kod", "antal", layer="19*"))
    assert [(each.code, each.value) for each in found] == [("missing_layer", "19*")]


def test_a_formula_whose_value_is_an_empty_text_has_a_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Ett=[["kod", "antal"], ["A1", "=B9"], ["A2", 2]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b'<c r="B2">' in parts[sheet]
    parts[sheet] = parts[sheet].replace(b'<c r="B2">', b'<c r="B2" t="str">')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    raw, found = outcome(path, KNOWN)
    assert found == []
    assert texts(raw) == [["A1", ""], ["A2", "2"]]


def test_a_remark_beside_the_table_is_said_and_refuses_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Ett=TABLE)
    book = openpyxl.load_workbook(path)
    book["Ett"]["H2"], book["Ett"]["H9"] = "OBS", "Se bilaga"
    book.save(path)
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.expected) for each in found] == [
        ("cells_beyond_header", "warning", ("H2", "H9"))
    ]
    assert texts(raw) == [["A1", "10"], ["A2", "20"]]


def test_a_note_in_merged_cells_is_a_note_and_nothing_else(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Ett=[*TABLE, [], ["Källa: vi"]])
    book = openpyxl.load_workbook(path)
    book["Ett"].merge_cells("A5:B5")
    book.save(path)
    _raw, found = outcome(path, KNOWN)
    assert codes(found) == ["notes_below"]


def test_a_pattern_finds_a_layer_of_shapes_too(tmp_path: Path) -> None:
    frame = GeoDataFrame({"kod": ["A1"]}, geometry=[Point(1, 2)], crs="EPSG:3006")
    for name in ("omr_2023", "omr_2024", "annat"):
        frame.to_file(tmp_path / "a.gpkg", layer=name)
    raw, found = outcome(tmp_path / "a.gpkg", layout("kod", layer="omr_*"))
    assert [(each.code, each.value) for each in found] == [("latest_layer", "omr_2024")]
    assert texts(raw) == [["A1"]]


def test_cells_merged_across_are_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Ett=[["kod", "namn", "antal"], ["A1", None, 1], ["A2", "Två", 2]])
    book = openpyxl.load_workbook(path)
    book["Ett"].merge_cells("A2:B2")
    book.save(path)
    _raw, found = outcome(path, layout("kod", "namn", "antal"))
    assert [(each.code, each.severity, each.expected) for each in found] == [
        ("merged_across", "warning", ("A2:B2",))
    ]


def test_cells_of_libreoffice_read_as_they_look(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="float" office:value="114"><text:p>0114</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2025-07-01"><text:p>1/7</text:p>'
        "</table:table-cell>"
        '<table:table-cell office:value-type="string"><office:annotation><text:p>not</text:p>'
        '</office:annotation><text:p>a<text:s text:c="2"/>b</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:formula="of:=[.A1]+1"/>'
    )
    header = ods_rows([["kod", "dag", "text", "andel", "summa"]])
    path = tmp_path / "a.ods"
    ods(path, {"Ett": f"{header}<table:table-row>{cells}</table:table-row>"})
    raw, found = outcome(path, layout("kod", "dag", "text", "andel"))
    assert texts(raw) == [["0114", "2025-07-01", "a  b", "0.5", ""]]
    assert [(each.code, each.column, each.value) for each in found] == [("percent_cells", "andel", "50 %")]
    raw, found = outcome(path, layout("kod", "summa"))
    assert raw is None
    assert [(each.code, each.column, each.value) for each in found] == [
        ("formula_without_value", "summa", "=[.A1]+1")
    ]


def test_hidden_and_merged_cells_of_libreoffice_are_said(tmp_path: Path) -> None:
    rows = (
        ods_rows([["kod", "antal"]])
        + '<table:table-row><table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        '<text:p>A1</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1"/>'
        '</table:table-row><table:table-row table:visibility="filter"><table:covered-table-cell/>'
        '<table:table-cell office:value-type="float" office:value="2"/></table:table-row>'
    )
    path = tmp_path / "a.ods"
    ods(path, {"Ett": rows})
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.row, each.expected) for each in found] == [
        ("hidden_rows", 3, ("3",)),
        ("merged_cells", None, ("A2:A3",)),
    ]
    assert texts(raw) == [["A1", "1"], ["A1", "2"]]


def test_repeated_rows_and_cells_of_libreoffice_are_bounded(tmp_path: Path) -> None:
    cell = '<table:table-cell {} office:value-type="float" office:value="1"/>'
    wide = cell.format('table:number-columns-repeated="16384"')
    path = tmp_path / "a.ods"
    bomb = f'<table:table-row table:number-rows-repeated="1048576">{wide}</table:table-row>'
    ods(path, {"Ett": ods_rows([["kod", "antal"]]) + bomb})
    raw, found = outcome(path, KNOWN)
    assert raw is None
    assert codes(found) == ["too_many_cells"]
    few = f'<table:table-row table:number-rows-repeated="3">{cell.format("")}</table:table-row>'
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    ods(path, {"Ett": ods_rows([["kod"]]) + few + blank})
    raw, found = outcome(path, layout("kod"))
    assert found == []
    assert texts(raw) == [["1"], ["1"], ["1"]]


def test_a_workbook_of_older_excel_is_read_with_a_word_of_what_it_does_not_tell(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(zlib.decompress(base64.b85decode(OLDER)))
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.expected) for each in found] == [
        ("hidden_sheets", "warning", ("Dold",)),
        ("older_workbook", "warning", ("libreoffice --headless --convert-to xlsx a.xls",)),
        ("merged_cells", "warning", ("A3:A4",)),
    ]
    assert texts(raw) == [["A1", "10"], ["A2", "20"], ["A2", "30"]]


def test_a_sheet_is_found_by_how_its_name_looks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", **{"Blad 1 ": TABLE, "Annat": OTHER})
    raw, found = outcome(path, layout("kod", "antal", layer="Blad\u00a01"))
    assert found == []
    assert texts(raw)[0] == ["A1", "10"]


OLDER = (
    r"c-rk)O=uHA6#iy^njh0Nsj1KkB^0e%d#PT$)U{&m$x?e!M9|daAPI?t9JB|m)*J=Flj5b&i<hbwe^5kk9)yY>EP{|Io;(Q_JhWNg"
    r"yv%A^b7(+=k@=Q+^Y+a*J1_Iz%ue?8Vze}Ozo(3K*bfsGH-NSpo1hZ#ZX%#|*OjVQ`>D7ZEro!e0@-HcN&73GjG>Ho83yiIFGvC("
    r"shq?)jOVhccoT7ueMkuD!?3U@_YB;o5=J-s)yeV<%grqBGWRLV18lj*a+tU!aRQ6Z_`p7u$H$F6ZVQtXc*uR;vt<Zfcq#Mv(sfbg"
    r"+8D{7O=SMfhF&X#c~IoWQrT2KktrcYA)Lpu8wb95YxQ|t+nZ|_Ap7^Vc3&O)4Z{Lv;GPyT5sTP_B~!MT7%dcv2w};V(YA0Xmr1T*"
    r"8^s-5h?UMINlRo4i40}#$dD9!C_T;x<vz{pI<jV6w{y0KNG8$2dX#fMLOb`$ov&|>Oieha*fPU=d3DF%E?tC+%d!V`4s(meQgR1a"
    r"?q+#~pSqRx9+olkmg@eAE~OlvWzJP@?Wb|}GTu5nYV@6?7rz{R)LZ=I>>_<(tUMiCc<0QakKRB@>MyTZ42nT<>!!qG$E$_f8$Ph?"
    r"{%xP|8xiHZt6pmzSVfT4D9h@doE@R~q7Gj$Uq11o5oCX&G#6FAQHO6Z-&FkS>`yAbxsLygezU3kk!+LM({%TlM>e>X-qJ=V9>@pN"
    r"j`s`Ah`;zLTQ&ZoZu~88R#9(OH8eCdG&D3cS|384;!Sm?x7AtEr@rf~QmN?AB>ycYk)x|Xe@jP^r8<ub4du@k*us03*kB*;d!fWJ"
    r"8a<CRrr3{k!}&{ReNp>+Hrz4t=ax{T<5wE-^DmG81FuN*{Q"
)
"""An XLS: `kod` and `antal` of A1 10, A2 20 and, in a cell merged with it, 30; and a hidden sheet `Dold`."""

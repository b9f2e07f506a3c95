"""Titles above a table, notes below it, further tables: the same in text and in workbooks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.geodata.sources.sheets import KINDS, Rows, codes, layout, outcome, texts, written

HEADER = ["kod", "namn", "antal"]
BODY: Rows = [["A1", "Ett", 10], ["A2", "Två", 20], ["A3", "Tre", 30]]
CELLS = [["A1", "Ett", "10"], ["A2", "Två", "20"], ["A3", "Tre", "30"]]
KNOWN = layout("kod", "namn", "antal")


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_table_from_the_first_row_is_read_without_a_word(kind: str, tmp_path: Path) -> None:
    raw, found = outcome(written(tmp_path, kind, [HEADER, *BODY]), KNOWN)
    assert found == []
    assert texts(raw) == CELLS
    assert raw is not None
    assert raw.rows.tolist() == [2, 3, 4]


def test_titles_are_left_out_where_a_header_below_names_the_columns(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, [["Folkmängd, 2024"], [], ["Källa: vi"], HEADER, *BODY])
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.row, each.value, each.expected) for each in found] == [
        ("title_rows", "warning", 4, "Folkmängd, 2024", ("header_row = 4",))
    ]
    assert texts(raw) == CELLS
    assert raw is not None
    assert raw.rows.tolist() == [5, 6, 7]


def test_blank_rows_above_a_header_are_said_as_well(kind: str, tmp_path: Path) -> None:
    raw, found = outcome(written(tmp_path, kind, [[], [], HEADER, *BODY]), KNOWN)
    assert texts(raw) == CELLS
    assert raw is not None
    assert raw.rows.tolist() == [4, 5, 6]
    assert found == []


def test_a_header_that_names_no_column_we_know_is_asked_for(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, [["Folkmängd 2024"], [], HEADER, *BODY])
    raw, found = outcome(path, layout("area_id", "persons"))
    assert raw is None
    assert [(each.code, each.row, each.value, each.expected) for each in found] == [
        ("header_below", 1, "Folkmängd 2024", ("header_row = 3",))
    ]


def test_the_region_says_in_which_row_the_header_stands(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, [["Titel"], ["x", "y", "z"], HEADER, *BODY])
    raw, found = outcome(path, layout("kod", header_row=(3,)))
    assert found == []
    assert texts(raw) == CELLS
    raw, found = outcome(path, layout("kod", header_row=(40,)))
    assert [(each.code, each.row) for each in found] == [("no_header", 40)]


def test_a_header_of_several_rows_is_joined_from_above(kind: str, tmp_path: Path) -> None:
    rows = [["Tabell"], [None, "2024", None, "2025"], ["kod", "män", "kvinnor", "män"], ["A1", 1, 2, 3]]
    raw, found = outcome(written(tmp_path, kind, rows), layout("kod", header_row=(2, 3)))
    assert found == []
    assert raw is not None
    assert list(raw.frame.columns) == ["kod", "2024 män", "2024 kvinnor", "2025 män"]
    assert raw.rows.tolist() == [4]


def test_a_file_without_a_header_has_the_names_that_the_region_gives(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, BODY)
    raw, found = outcome(path, layout("kod", header=("kod", "namn", "antal")))
    assert found == []
    assert texts(raw) == CELLS
    assert raw is not None
    assert raw.rows.tolist() == [1, 2, 3]
    raw, found = outcome(path, layout("kod", header=("kod", "namn")))
    assert [(each.code, each.row, each.value, each.expected) for each in found] == [
        ("header_too_short", 1, "2", ("3",))
    ]


def test_a_first_row_that_looks_like_values_is_said(kind: str, tmp_path: Path) -> None:
    rows = [["A81001", "Ett", "19740401"], ["A81002", "Två", "19740401"]]
    _raw, found = outcome(written(tmp_path, kind, rows), KNOWN)
    assert [(each.code, each.severity, each.row, each.value) for each in found] == [
        ("first_row_of_values", "warning", 1, "19740401")
    ]


def test_names_that_come_again_below_a_row_that_tells_them_apart_are_two_rows(
    kind: str, tmp_path: Path
) -> None:
    rows = [[None, "2024", None, "2025"], ["kod", "antal", "x", "antal"], ["A1", 1, 2, 3]]
    _raw, found = outcome(written(tmp_path, kind, rows), KNOWN)
    assert [(each.code, each.expected) for each in found] == [
        ("header_of_several_rows", ("header_row = [1, 2]",))
    ]


@pytest.mark.parametrize("note", ["Källa: SCB", "Source: NHS Digital", "* preliminärt", "1) avrundat"])
def test_notes_below_a_table_are_left_out_and_quoted(kind: str, note: str, tmp_path: Path) -> None:
    raw, found = outcome(written(tmp_path, kind, [HEADER, *BODY, [], [note], ["Mer om det"]]), KNOWN)
    [problem] = found
    assert (problem.code, problem.severity, problem.row, problem.rows) == ("notes_below", "warning", 6, 2)
    assert problem.value == note
    assert problem.expected[0].startswith("skip_after = ")
    assert texts(raw) == CELLS


def test_the_setting_that_a_note_proposes_is_one_that_ends_the_table(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, [HEADER, *BODY, [], ['Källa "SCB": befolkning efter ålder'], ["Se x"]])
    _raw, [problem] = outcome(path, KNOWN)
    setting = problem.expected[0].removeprefix('skip_after = "').removesuffix('"').replace('\\"', '"')
    raw, found = outcome(path, layout("kod", "namn", "antal", skip_after=setting))
    assert found == []
    assert texts(raw) == CELLS


def test_rows_below_a_table_are_left_out_by_their_beginning_or_number(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, kind, [HEADER, *BODY, ["Summa", None, 60], ["Källa: vi"]])
    for end in ("Summa", "summa", 2):
        raw, found = outcome(path, layout("kod", "namn", "antal", skip_after=end))
        assert found == []
        assert texts(raw) == CELLS
    raw, found = outcome(path, layout("kod", "namn", "antal", skip_after="Slut"))
    assert codes(found) == ["skip_after_unfound", "notes_below"]


def test_a_row_of_the_table_that_begins_like_the_notes_is_not_dropped_unseen(
    kind: str, tmp_path: Path
) -> None:
    rows = [HEADER, ["Källa", "Vårdcentral", 5], *BODY, ["Källa: vi"]]
    _raw, found = outcome(written(tmp_path, kind, rows), layout("kod", "namn", "antal", skip_after="Källa"))
    assert [(each.code, each.row) for each in found] == [("skip_after_rows", 2), ("notes_below", 6)]


def test_a_last_row_with_little_in_it_stays_in_the_table(kind: str, tmp_path: Path) -> None:
    raw, found = outcome(written(tmp_path, kind, [HEADER, *BODY, ["A4"]]), KNOWN)
    assert found == []
    assert texts(raw)[-1] == ["A4", "", ""]


def test_another_table_below_is_an_error_that_names_its_row(kind: str, tmp_path: Path) -> None:
    rows = [HEADER, *BODY, [], ["Per län"], ["län", "benämning", "antal"], ["14", "VG", 60], ["13", "Hal", 5]]
    raw, found = outcome(written(tmp_path, kind, rows), KNOWN)
    assert [(each.code, each.severity, each.row) for each in found] == [("several_tables", "error", 6)]
    assert texts(raw) == CELLS
    raw, found = outcome(tmp_path / f"a.{kind}", layout("kod", "namn", "antal", skip_after="Per län"))
    assert found == []
    assert texts(raw) == CELLS


def test_a_header_that_comes_again_is_an_error(kind: str, tmp_path: Path) -> None:
    _raw, found = outcome(written(tmp_path, kind, [HEADER, *BODY, HEADER, *BODY]), KNOWN)
    assert [(each.code, each.row) for each in found] == [("several_tables", 5)]


def test_rows_below_a_blank_one_belong_to_the_table(kind: str, tmp_path: Path) -> None:
    raw, found = outcome(written(tmp_path, kind, [HEADER, *BODY, [], ["A4", "Fyra", 40]]), KNOWN)
    assert found == []
    assert len(texts(raw)) == 4
    assert raw is not None
    assert raw.rows.tolist() == [2, 3, 4, 6]


def test_another_table_beside_is_an_error_where_it_is_longer(kind: str, tmp_path: Path) -> None:
    beside = [
        [*row, None, *other] for row, other in zip([HEADER, *BODY], [["år", "n"], *[[1, 2]] * 3], strict=True)
    ]
    raw, found = outcome(written(tmp_path, kind, beside), KNOWN)
    assert found == []
    assert texts(raw)[0] == ["A1", "Ett", "10", "1", "2"]
    longer = [*beside, [None, None, None, None, 7, 8]]
    _raw, found = outcome(written(tmp_path, kind, longer), KNOWN)
    assert [(each.code, each.row, each.column) for each in found] == [("table_beside", 5, "år")]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#SAKNAS!", "#DIVISION/0!", "######"])
def test_an_error_of_a_spreadsheet_is_an_error_where_the_column_is_read(
    kind: str, error: str, tmp_path: Path
) -> None:
    path = written(tmp_path, kind, [[*HEADER, "övrigt"], ["A1", error, 1, error], ["A2", error, 2, ""]])
    _raw, found = outcome(path, KNOWN)
    assert [(each.code, each.row, each.column, each.value, each.rows) for each in found] == [
        ("error_in_cell", 2, "namn", error, 2)
    ]


def test_cells_merged_downwards_are_filled_with_words_but_never_with_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [HEADER, ["A1", "Ett", 10], ["A2", None, None], ["A3", None, 30]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B2:B4")  # type: ignore[union-attr]
    book.save(path)
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.column, each.expected) for each in found] == [
        ("merged_cells", "warning", "namn", ("B2:B4",))
    ]
    assert [row[1] for row in texts(raw)] == ["Ett", "Ett", "Ett"]
    book.active.merge_cells("C2:C3")  # type: ignore[union-attr]
    book.save(path)
    _raw, found = outcome(path, KNOWN)
    assert [(each.code, each.row, each.value) for each in found if each.severity == "error"] == [
        ("merged_numbers", 2, "10")
    ]


def test_a_header_of_merged_cells_is_asked_to_be_joined(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [["kod", "antal", None], [None, "män", "kvinnor"], ["A1", 1, 2]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B1:C1")  # type: ignore[union-attr]
    book.active.merge_cells("A1:A2")  # type: ignore[union-attr]
    book.save(path)
    _raw, found = outcome(path, layout("kod", "antal"))
    assert [(each.code, each.expected) for each in found] == [
        ("header_of_several_rows", ("header_row = [1, 2]",))
    ]
    raw, found = outcome(path, layout("kod", header_row=(1, 2)))
    assert found == []
    assert raw is not None
    assert list(raw.frame.columns) == ["kod", "antal män", "antal kvinnor"]


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [HEADER, *BODY])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True  # type: ignore[union-attr]
    book.active.column_dimensions["B"].hidden = True  # type: ignore[union-attr]
    book.save(path)
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.severity, each.row, each.expected, each.rows) for each in found] == [
        ("hidden_rows", "warning", 3, ("3",), 1),
        ("hidden_columns", "warning", None, ("namn",), None),
    ]
    assert texts(raw) == CELLS


def test_shares_shown_as_percent_are_read_as_stored_and_said(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [HEADER, ["A1", "Ett", 0.451]])
    book = openpyxl.load_workbook(path)
    book.active["C2"].number_format = "0.0%"  # type: ignore[union-attr,index]
    book.save(path)
    raw, found = outcome(path, KNOWN)
    assert [(each.code, each.value, each.expected) for each in found] == [
        ("percent_cells", "45.1%", ("0.451",))
    ]
    assert texts(raw) == [["A1", "Ett", "0.451"]]


def test_a_formula_without_a_value_in_a_column_nobody_reads_is_no_error(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", [[*HEADER, "extra"], ["A1", "=B9", 1, "=1+1"], ["A2", "=B9", 2, "=1+1"]])
    _raw, found = outcome(path, KNOWN)
    assert [(each.code, each.row, each.column, each.value, each.rows) for each in found] == [
        ("formula_without_value", 2, "namn", "=B9", 2)
    ]

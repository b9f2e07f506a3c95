"""Shared inputs that went wrong: which rows and columns there are, and how problems are told."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest

from geodata.checks import check
from tests.geodata.cases.shared_case import Outcome, outcome_of_case
from tests.toy import TABLES, write_toy_region


def toy(folder: Path, **changes: tuple[str, str]) -> Outcome:
    """What becomes of the toy region when texts in its files are replaced: `visits=(old, new)`.

    `region` stands for `region.toml`, the others for tables of text.
    """
    write_toy_region(folder)
    for name, (old, new) in changes.items():
        file = folder / ("region.toml" if name == "region" else f"{name}.csv")
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file.name}"
        file.write_text(text.replace(old, new), encoding="utf-8")
    return checked(folder)


def checked(folder: Path) -> Outcome:
    """What `check` says of a folder."""
    found = check(folder)
    return Outcome(found.problems, found.region)


def as_register(folder: Path) -> None:
    """Let `region.toml` read the visits as a register."""
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    assert "[tables.visits]" in text
    path.write_text(text.replace("[tables.visits]", "[visits]"), encoding="utf-8")


def counted(found: Outcome) -> int:
    """Visits of a region, by residence known and unknown."""
    assert found.region is not None, found.words()
    assert found.region.visits is not None
    return int(found.region.visits.cells("municipality", "region", ["2025"], "vc").visits.sum())


@pytest.mark.parametrize("name", ["misleading_nfd_column", "misleading_header_newline"])
def test_a_column_is_found_by_how_its_name_looks(name: str, tmp_path: Path) -> None:
    found = outcome_of_case(name, tmp_path)
    assert found.problems == ()
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 5012


@pytest.mark.parametrize(
    "written",
    [
        unicodedata.normalize("NFD", "Antal män och kvinnor"),
        "Antal\u00a0män  och\u202fkvinnor",
        '"Antal män\noch kvinnor"',
        "Antal män och kvin\u00adnor",
        "\u200bAntal män och kvinnor\ufeff",
    ],
    ids=["decomposed", "hard blanks", "two lines", "soft hyphen", "nothing seen"],
)
@pytest.mark.parametrize("in_settings", [False, True], ids=["in the file", "in both"])
def test_names_that_look_alike_are_one_name(written: str, in_settings: bool, tmp_path: Path) -> None:
    name = written.strip('"').replace("\n", "\\n") if in_settings else "Antal män och kvinnor"
    found = toy(
        tmp_path / "toy",
        population=("persons", written),
        region=('file = "population.csv"', f'file = "population.csv"\ncolumns = {{ persons = "{name}" }}'),
    )
    assert found.problems == ()
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500


def test_two_columns_that_look_alike_are_told_apart_with_a_word(tmp_path: Path) -> None:
    header, rest = TABLES["population.csv"].split("\n", 1)
    rows = [f"{row},9" for row in rest.splitlines()]
    text = "\n".join([f"{header},per\u00adsons", *rows])
    found = toy(tmp_path / "toy", population=(TABLES["population.csv"], text))
    assert [each.column for each in found.of("warning")["repeated_column"]] == ["persons"]
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500


@pytest.mark.parametrize("limit", [10, 131_072, 2**31 - 1])
def test_a_header_of_any_length_is_a_sentence_whatever_the_process_has_set(
    limit: int, tmp_path: Path
) -> None:
    before = csv.field_size_limit(limit)
    try:
        found = outcome_of_case("crash_header_field_limit", tmp_path)
    finally:
        csv.field_size_limit(before)
    [problem] = found.of("error")["long_header"]
    assert (problem.file, problem.row) == ("pop.csv", 1)


def test_short_codes_are_no_lost_zeros_by_themselves(tmp_path: Path) -> None:
    found = outcome_of_case("false_lost_zeros", tmp_path)
    assert found.problems == ()
    assert found.region is not None
    assert found.region.areas.index.tolist() == ["10", "11", "12", "9"]


def test_codes_that_other_rows_fill_with_zeros_have_lost_them(tmp_path: Path) -> None:
    found = toy(tmp_path / "toy", population=("0101,", "101,"))
    assert [(each.value, each.expected) for each in found.of("error")["lost_zeros"]] == [
        ("101", ("0101",)),
        ("101", ("0101",)),
    ]


def test_decimals_on_the_codes_of_a_table_are_read_away_with_a_word(tmp_path: Path) -> None:
    found = outcome_of_case("misleading_float_ids", tmp_path)
    [problem] = found.problems
    assert (problem.severity, problem.code, problem.file, problem.row, problem.rows) == (
        "warning",
        "decimals_on_codes",
        "units.csv",
        2,
        3,
    )
    assert found.region is not None
    assert found.region.units.index.tolist() == ["1401", "1402", "1403"]


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
@pytest.mark.parametrize("swapped", [False, True], ids=["in visits", "in units"])
def test_decimals_are_read_away_wherever_codes_meet(swapped: bool, register: bool, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    for name in ("visits.csv", "units.csv", "indicators.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        decimal = ".0" if (name == "units.csv") is swapped else ""
        text = text.replace("v1,", f"1401{decimal},").replace("v2,", f"1402{decimal},")
        (folder / name).write_text(text, encoding="utf-8")
    if register:
        as_register(folder)
    found = checked(folder)
    assert set(found.of("warning")) == {"decimals_on_codes"}
    assert found.of("error") == {}
    assert found.region is not None
    assert found.region.units.index.tolist() == ["1401", "1402"]
    assert counted(found) == 360


def test_a_row_of_totals_is_named_and_never_counted(tmp_path: Path) -> None:
    found = outcome_of_case("doubled_by_totals_row", tmp_path)
    [problem] = found.of("warning")["total_row"]
    assert (problem.file, problem.row, problem.value) == ("visits.csv", 7, "Totalt")
    assert counted(found) == 285


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
@pytest.mark.parametrize("word", ["Totalt", "SUMMA", "Hela länet", "alla"])
def test_a_total_is_known_by_its_word(word: str, register: bool, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"keep"', '"keep"\nunknown_unit = "keep"'), encoding="utf-8")
    rows = TABLES["visits.csv"] + f"{word},{word},vc,2025,360,36000\n0101,{word},vc,2025,100,10000\n"
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    if register:
        as_register(folder)
    found = checked(folder)
    assert set(found.of("warning")) == {"total_rows_of_register" if register else "total_row"}
    assert word in found.words()
    assert counted(found) == 360
    assert [(each.reason, each.rows) for each in found.region.accounts if each.reason == "total"] == [
        ("total", 2)
    ]


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
@pytest.mark.parametrize("code", ["00", "14"])
def test_a_total_is_known_by_its_number(code: str, register: bool, tmp_path: Path) -> None:
    total = f"{code},v1,vc,2025,125,1\n{code},v2,vc,2025,235,1\n"
    rows = TABLES["visits.csv"].replace(",v1,vc,2025,10,1000\n", "0201,v1,vc,2025,10,1000\n") + total
    folder = write_toy_region(tmp_path / "toy")
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    if register:
        as_register(folder)
    found = checked(folder)
    assert {each.value for each in found.problems} == {code}
    assert [each.row for each in found.problems] == ([None] if register else [9, 10])
    assert counted(found) == 360


@pytest.mark.parametrize("code", ["00", "Totalt", "", "1401"])
def test_totals_of_residents_are_set_aside(code: str, tmp_path: Path) -> None:
    total = f"{code},2025,0,19,800\n{code},2025,20,,2700\n"
    if code == "1401":
        total = "1401,2025,0,19,700\n1401,2025,20,,2300\n"
    found = toy(tmp_path / "toy", population=("0201,2025,20,,400\n", f"0201,2025,20,,400\n{total}"))
    if code == "":
        assert {each.row for each in found.of("error")["missing_value"]} == {8, 9}
        return
    assert [each.row for each in found.of("warning")["total_row"]] == [8, 9]
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 3500


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
def test_an_unknown_area_that_is_no_total_stays(register: bool, tmp_path: Path) -> None:
    folder = write_toy_region(tmp_path / "toy")
    rows = TABLES["visits.csv"] + "1480,v1,vc,2025,124,1\n1480,v2,vc,2025,235,1\n"
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    if register:
        as_register(folder)
    found = checked(folder)
    assert found.problems == ()
    assert counted(found) == 360 + 359


def test_visits_by_unit_alone_are_no_totals_of_others(tmp_path: Path) -> None:
    rows = "area_id,unit_id,care_form,period,visits\nTotalt,v1,vc,2025,125\nTotalt,v2,vc,2025,235\n"
    found = toy(tmp_path / "toy", visits=(TABLES["visits.csv"], rows))
    assert found.problems == ()
    assert counted(found) == 360


@pytest.mark.parametrize(("number", "code"), [(160, "total_row"), (161, "total_among_parts")])
def test_totals_in_a_column_that_nothing_reads_are_told(number: int, code: str, tmp_path: Path) -> None:
    lines = TABLES["visits.csv"].splitlines()
    rows = ["area_id,unit_id,care_form,period,visits,cost,kon"]
    rows += [f"{line},{'män' if at % 2 else 'kvinnor'}" for at, line in enumerate(lines[1:])]
    rows += [f"0101,v1,vc,2025,{number + 200},1,Totalt"]
    found = toy(
        tmp_path / "toy",
        visits=(TABLES["visits.csv"], "\n".join(rows)),
        region=('unknown_area = "keep"', 'unknown_area = "keep"\nignore = ["kon"]'),
    )
    assert [each.row for each in found.of("warning")[code]] == [9]
    assert counted(found) == (360 if code == "total_row" else 360 + 361)


@pytest.mark.parametrize(
    ("spoiled", "expected"),
    [
        ("Norra vÃ¥rdcentralen", "Norra vårdcentralen"),
        ("Ã…sens vÃ¥rdcentral", "Åsens vårdcentral"),
        ("Ã–stra", "Östra"),
        ("VÃƒÂ¥rd", "Vård"),
        ("Cafâ€™e", "Caf’e"),
        ("V├Ñrd", "Vård"),
        ("V√•rd", "Vård"),
    ],
)
def test_a_text_in_the_wrong_letters_is_told_with_what_it_was(
    spoiled: str, expected: str, tmp_path: Path
) -> None:
    found = toy(tmp_path / "toy", units=("Norra vårdcentralen", spoiled))
    [problem] = found.of("warning")["mojibake"]
    assert (problem.file, problem.row, problem.column) == ("units.csv", 2, "name")
    assert (problem.value, problem.expected) == (spoiled, (expected,))


@pytest.mark.parametrize("name", ["Château d’Åre – Öst", "São Paulo", "Ã", "Åkerö…", "ÄÖÅ", "5 € / ½"])
def test_letters_that_are_as_they_should_be_are_not_told(name: str, tmp_path: Path) -> None:
    assert toy(tmp_path / "toy", units=("Norra vårdcentralen", name)).problems == ()


def test_mojibake_is_told_of_the_shared_case_and_of_letters_that_are_lost(tmp_path: Path) -> None:
    found = outcome_of_case("silent_mojibake", tmp_path)
    assert {each.expected for each in found.of("warning")["mojibake"]} == {
        ("Vårdcentralen Ett",),
        ("Vårdcentralen Två",),
        ("Vårdcentralen Tre",),
    }
    lost = toy(tmp_path / "toy", units=("Norra vårdcentralen", "Norra v�rdcentralen"))
    assert [each.row for each in lost.of("warning")["lost_letters"]] == [2]


def test_a_register_without_rows_is_told(tmp_path: Path) -> None:
    found = outcome_of_case("register_empty_csv", tmp_path)
    assert [(each.code, each.file) for each in found.problems] == [("empty_table", "v.csv")]


def test_a_register_in_another_encoding_is_read_as_a_table_is(tmp_path: Path) -> None:
    found = outcome_of_case("register_latin1_csv", tmp_path)
    assert [(each.code, each.severity, each.file, each.row) for each in found.problems] == [
        ("not_utf8", "warning", "v.csv", 2)
    ]
    assert found.region is not None


def test_a_unit_of_two_care_forms_is_a_unit_in_each(tmp_path: Path) -> None:
    found = outcome_of_case("docs_one_care_form_a_row", tmp_path)
    assert found.problems == ()
    assert found.region is not None
    units = found.region.units
    assert units["care_form"].to_dict() == {"u1": "vc", "u1-bvc": "bvc", "u2": "vc", "u3": "vc"}
    assert units.geometry["u1"].equals(units.geometry["u1-bvc"])


TWO_FORMS = (
    "[care_forms.vc]",
    '[care_forms.bvc]\nname = "BVC"\nplural = "bvc"\nlimit_min = 20\n\n[care_forms.vc]',
)


def with_two_forms(folder: Path, further: str) -> Path:
    """The toy region with a further row of units, and six visits to v1 in its other care form."""
    write_toy_region(folder)
    path = folder / "region.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(*TWO_FORMS), encoding="utf-8")
    units = (folder / "units.csv").read_text(encoding="utf-8")
    (folder / "units.csv").write_text(units + further, encoding="utf-8")
    rows = TABLES["visits.csv"] + "0101,v1,bvc,2025,6,600\n0102,v2,vc,2025,1,100\n"
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    return folder


@pytest.mark.parametrize("register", [False, True], ids=["a table", "a register"])
def test_visits_are_to_the_unit_of_their_care_form(register: bool, tmp_path: Path) -> None:
    folder = with_two_forms(tmp_path / "toy", "v1,Norra BVC,bvc,,,own,Regionen,,,,\n")
    if register:
        as_register(folder)
    found = checked(folder)
    assert found.problems == ()
    assert found.region is not None
    assert found.region.visits is not None
    assert found.region.units.index.tolist() == ["v1", "v1-bvc", "v2"]
    by_form = {
        form: found.region.visits.cells("municipality", "unit", ["2025"], form) for form in ("vc", "bvc")
    }
    totals = {
        form: {unit: int(cells.visits[cells.provider == unit].sum()) for unit in range(3)}
        for form, cells in by_form.items()
    }
    assert totals == {"vc": {0: 125, 1: 0, 2: 236}, "bvc": {0: 0, 1: 6, 2: 0}}


def test_one_unit_in_two_places_is_an_error_that_names_both_rows(tmp_path: Path) -> None:
    folder = with_two_forms(tmp_path / "toy", "v1,Norra BVC,bvc,13.9,58.4,own,Regionen,,,,\n")
    [problem] = checked(folder).of("error")["unit_in_two_places"]
    assert (problem.file, problem.row, problem.expected) == ("units.csv", 4, ("2",))


def with_positions(folder: Path) -> Path:
    """The same region, its places as one text."""
    file = folder / "units.csv"
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    with file.open("w", encoding="utf-8", newline="") as stream:
        kept = [name for name in rows[0] if name not in ("longitude", "latitude")]
        out = csv.DictWriter(stream, [*kept, "position"])
        out.writeheader()
        for row in rows:
            east, north = row.pop("longitude"), row.pop("latitude")
            out.writerow({**row, "position": f"{north} {east}" if east else ""})
    return folder


def test_a_place_as_one_text_is_that_of_the_unit_in_each_of_its_care_forms(tmp_path: Path) -> None:
    nowhere = with_two_forms(tmp_path / "nowhere", "v1,Norra BVC,bvc,,,own,Regionen,,,,\n")
    found = checked(with_positions(nowhere))
    assert found.problems == ()
    assert found.region is not None
    assert found.region.units.geometry["v1"].equals(found.region.units.geometry["v1-bvc"])
    elsewhere = with_two_forms(tmp_path / "elsewhere", "v1,Norra BVC,bvc,13.9,58.4,own,Regionen,,,,\n")
    [problem] = checked(with_positions(elsewhere)).of("error")["unit_in_two_places"]
    assert (problem.row, problem.expected) == (4, ("2",))


def test_two_rows_of_one_care_form_are_still_one_too_many(tmp_path: Path) -> None:
    folder = with_two_forms(tmp_path / "toy", "v1,Norra,vc,,,own,Regionen,,,,\n")
    assert [each.row for each in checked(folder).of("error")["duplicate"]] == [4]


@pytest.mark.parametrize("meant", [False, True], ids=["not ignored", "ignored"])
def test_residents_by_what_nothing_reads_are_added_up_and_it_is_named(meant: bool, tmp_path: Path) -> None:
    lines = TABLES["population.csv"].splitlines()
    rows = [f"{lines[0]},kon", *(f"{line},{kon}" for line in lines[1:] for kon in ("män", "kvinnor"))]
    ignore = '\nignore = ["kon"]' if meant else ""
    found = toy(
        tmp_path / "toy",
        population=(TABLES["population.csv"], "\n".join(rows)),
        region=('file = "population.csv"', f'file = "population.csv"{ignore}'),
    )
    assert set(found.of("warning")) == (set() if meant else {"unknown_column"})
    assert found.region is not None
    assert int(found.region.population["persons"].sum()) == 2 * 3500
    [account] = [each for each in found.region.accounts if each.reason == "parts"]
    assert (account.rows, account.examples) == (12, ("kon",))


def test_a_row_that_stands_there_twice_in_everything_is_still_a_duplicate(tmp_path: Path) -> None:
    lines = TABLES["population.csv"].splitlines()
    rows = [f"{lines[0]},kon", *(f"{line},{kon}" for line in lines[1:] for kon in ("män", "kvinnor"))]
    found = toy(tmp_path / "toy", population=(TABLES["population.csv"], "\n".join([*rows, rows[1]])))
    assert [each.row for each in found.of("error")["duplicate"]] == [3, 14]


def test_the_shared_residents_by_sex_are_added_up(tmp_path: Path) -> None:
    found = outcome_of_case("refused_population_by_sex", tmp_path)
    assert found.problems == ()
    assert found.region is not None
    assert found.region.population["persons"].tolist() == [210, 210, 210, 210]


@pytest.mark.parametrize("column", ["area_id", "Län och kommun"])
def test_the_line_that_is_offered_leaves_the_totals_out_without_a_word(column: str, tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    rows = TABLES["population.csv"].replace("area_id", column, 1) + "Totalt (3),2025,0,19,800\n"
    named = f'\ncolumns = {{ area_id = "{column}" }}'
    found = toy(
        folder,
        population=(TABLES["population.csv"], rows),
        region=('file = "population.csv"', f'file = "population.csv"{named}'),
    )
    [problem] = found.of("warning")["total_row"]
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8").replace(named, f"{named}\n{problem.expected[0]}")
    path.write_text(text, encoding="utf-8")
    assert checked(folder).problems == ()


def test_a_total_is_named_by_the_word_in_another_column(tmp_path: Path) -> None:
    lines = TABLES["visits.csv"].splitlines()
    rows = [f"namn,{lines[0]}", *(f"x,{line}" for line in lines[1:]), "Summa,,,vc,2025,360,36000"]
    found = toy(tmp_path / "toy", visits=(TABLES["visits.csv"], "\n".join(rows)))
    [problem] = found.of("warning")["total_row"]
    assert (problem.row, problem.column, problem.value) == (9, "namn", "Summa")
    assert counted(found) == 360


def test_the_first_row_of_a_unit_counts_where_the_table_says_so(tmp_path: Path) -> None:
    folder = with_two_forms(tmp_path / "toy", "v1,Norra BVC,bvc,,,own,Regionen,,,,\n")
    path = folder / "region.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"units.csv"', '"units.csv"\nduplicates = "first"'), encoding="utf-8")
    found = checked(folder)
    assert found.problems == ()
    assert found.region is not None
    assert found.region.units.index.tolist() == ["v1", "v2"]

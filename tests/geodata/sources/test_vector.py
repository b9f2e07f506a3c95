"""Files of shapes of every kind read the same, and those that are damaged or hostile are refused in words."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

from geodata.contract.problems import Problem, Problems
from geodata.sources import Raw, read, vector
from tests.toy import squares

CODES = ["0114", "0115"]
NAMES = ["Väsby", "Östra Ön"]
DRIVERS = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".fgb": "FlatGeobuf",
    ".kml": "KML",
    ".gml": "GML",
    ".gpx": "GPX",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
}


def frame() -> GeoDataFrame:
    columns = {"code": CODES, "count": [7, 12], "name": NAMES}
    return GeoDataFrame(columns, geometry=squares()[:2], crs="EPSG:4326")


def topology() -> str:
    """Two squares that share a border, as quantised steps."""
    objects = {
        "areas": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "arcs": [[0, 1]],
                    "properties": {"code": "0114", "count": 7, "name": NAMES[0]},
                },
                {
                    "type": "Polygon",
                    "arcs": [[-1, 2]],
                    "properties": {"code": "0115", "count": 12, "name": NAMES[1]},
                },
            ],
        }
    }
    arcs = [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
    ]
    transform = {"scale": [0.1, 0.1], "translate": [13, 58]}
    return json.dumps({"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs})


def written(folder: Path, ending: str) -> Path:
    path = folder / f"a{ending}"
    if ending == ".topojson":
        path.write_text(topology(), encoding="utf-8")
    elif ending == ".gpx":
        places = "".join(f'<wpt lat="58" lon="13"><name>{code}</name></wpt>' for code in CODES)
        path.write_text(f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{places}</gpx>')
    else:
        options = {"SPATIAL_INDEX": "NO"} if ending == ".fgb" else {}  # which sorts the rows
        encoding = "UTF-8" if ending == ".shp" else None
        frame().to_file(path, driver=DRIVERS[ending], encoding=encoding, **options)
    return path


def called(path: Path, name: str) -> Path:
    """A file and what belongs to it under another name."""
    for each in path.parent.glob(f"{path.stem}.*"):
        each.rename(each.with_name(f"{name}{each.suffix}"))
    return path.with_name(f"{name}{path.suffix}")


def tables(path: Path, layer: str | None = None) -> tuple[Raw | None, list[Problem]]:
    problems = Problems()
    return read(path, path.name, layer, problems), problems.found


@pytest.mark.parametrize("ending", sorted(vector.KINDS))
@pytest.mark.parametrize("name", ["a", "å ä#ö?&%20 '\"!", "http:", "x.zip"])
def test_every_kind_reads_the_same_whatever_it_is_called(tmp_path: Path, ending: str, name: str) -> None:
    table, problems = tables(called(written(tmp_path, ending), name))
    assert table is not None
    assert problems == []
    assert table.rows.tolist() == [1, 2]
    assert table.geometry is not None
    if ending == ".gpx":
        assert table.frame["name"].tolist() == CODES
        assert shapely.get_coordinates(table.geometry).tolist() == [[13, 58], [13, 58]]
        return
    lower = {column.lower(): column for column in table.frame.columns}
    assert table.frame[lower["code"]].tolist() == CODES
    assert table.frame[lower["count"]].tolist() == ["7", "12"]
    assert table.frame[lower["name"]].tolist() == NAMES
    assert str(table.crs) in ("EPSG:4326", "OGC:CRS84") or "WGS" in str(table.crs)
    if ending == ".topojson":
        assert shapely.area(table.geometry).round(6).tolist() == [1, 1]
        assert table.assumed
    else:
        assert shapely.equals_exact(
            shapely.normalize(table.geometry), shapely.normalize(squares()[:2]), tolerance=1e-6
        ).all()


@pytest.mark.parametrize(
    ("ending", "lost"), [(".shp", ".dbf"), (".shp", ".shx"), (".tab", ".dat"), (".mif", ".mid")]
)
def test_a_file_without_its_companions_says_which_are_missing(tmp_path: Path, ending: str, lost: str) -> None:
    path = written(tmp_path, ending)
    path.with_suffix(lost).unlink()
    table, problems = tables(path)
    assert table is None
    assert [(each.code, each.expected) for each in problems] == [("missing_companion", (f"a{lost}",))]


def test_companions_are_found_in_letters_of_any_size(tmp_path: Path) -> None:
    path = written(tmp_path, ".shp")
    for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        (tmp_path / f"a{ending}").rename(tmp_path / f"A{ending.upper()}")
    (tmp_path / "A.SHP").rename(tmp_path / "a.SHP")
    table, _ = tables(path.with_name("a.SHP"))
    assert table is not None
    assert table.frame["name"].tolist() == NAMES
    assert table.crs == "EPSG:4326"


@pytest.mark.parametrize(
    ("letters", "cpg", "warned"),
    [
        ("UTF-8", "UTF-8", False),
        ("UTF-8", None, False),
        ("UTF-8", "ISO-8859-1", False),
        ("CP1252", "1252", False),
        ("CP1252", "ANSI 1252", False),
        ("ISO-8859-1", "88591", False),
        ("CP1252", None, True),
        ("CP1252", "UTF-8", True),
        ("CP1252", "no such", True),
        ("CP850", "OEM 850", False),
    ],
)
def test_letters_of_a_shapefile_are_read_whatever_its_cpg_says(
    tmp_path: Path, letters: str, cpg: str | None, warned: bool
) -> None:
    path = tmp_path / "a.shp"
    frame().to_file(path, encoding=letters)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    table, problems = tables(path)
    assert table is not None
    assert table.frame["name"].tolist() == NAMES
    assert [each.code for each in problems] == ["not_utf8"] * warned


def test_of_several_layers_the_first_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="ett")
    frame().iloc[:1].to_file(path, layer="två")
    table, problems = tables(path)
    assert table is not None
    assert len(table.rows) == 2
    assert [(each.code, each.severity, each.value, each.expected) for each in problems] == [
        ("first_layer", "warning", "ett", ('layer = "ett"', 'layer = "två"'))
    ]
    table, problems = tables(path, "två")
    assert table is not None
    assert (len(table.rows), problems) == (1, [])
    table, problems = tables(path, "tre")
    assert table is None
    assert [(each.code, each.expected) for each in problems] == [("missing_layer", ("ett", "två"))]


def test_folders_of_a_kml_that_hold_nothing_are_no_layers(tmp_path: Path) -> None:
    place = (
        '<Placemark><name>Ett</name><ExtendedData><Data name="code"><value>0114</value></Data></ExtendedData>'
    )
    place += "<Point><coordinates>13,58,7</coordinates></Point></Placemark>"
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/</href></Link></NetworkLink>"
    text = f"<kml xmlns='http://www.opengis.net/kml/2.2'><Document><name>d</name>{link}<Folder><name>M</name>{place}</Folder></Document></kml>"
    (tmp_path / "a.kml").write_text(text)
    table, problems = tables(tmp_path / "a.kml")
    assert table is not None
    assert problems == []
    assert table.frame.loc[0, ["Name", "code"]].tolist() == ["Ett", "0114"]
    assert table.geometry is not None
    assert table.geometry[0] == shapely.Point(13, 58)


ARCS = """<c xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:t="t"><gml:featureMember><t:area gml:id="a">
<t:code>0114</t:code><t:geom><gml:Polygon srsName="urn:ogc:def:crs:EPSG::3006" gml:id="p"><gml:exterior>
<gml:Ring><gml:curveMember><gml:Curve gml:id="c"><gml:segments>
<gml:Arc><gml:posList>6400000 370000 6402500 372500 6400000 375000</gml:posList></gml:Arc>
<gml:LineStringSegment><gml:posList>6400000 375000 6400000 370000</gml:posList></gml:LineStringSegment>
</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon></t:geom></t:area></gml:featureMember></c>"""


def test_arcs_of_a_gml_become_lines_with_the_east_first(tmp_path: Path) -> None:
    (tmp_path / "a.gml").write_text(ARCS)
    table, problems = tables(tmp_path / "a.gml")
    assert table is not None
    assert problems == []
    assert table.crs == "EPSG:3006"
    assert table.geometry is not None
    half_disc = np.pi * 2500**2 / 2
    assert shapely.area(table.geometry[0]) == pytest.approx(half_disc, rel=0.01)
    assert table.geometry[0].bounds[0] == 370000
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.gml"], "nothing is written beside it"


@pytest.mark.parametrize("ending", [".kml", ".gml", ".gpx"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, ending: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemligt")
    text = written(tmp_path, ending).read_text(encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    (tmp_path / f"b{ending}").write_text(head + body.replace("0114", "&e;"), encoding="utf-8")
    table, problems = tables(tmp_path / f"b{ending}")
    assert table is None
    assert [each.code for each in problems] == ["xml_with_entities"]


@pytest.mark.parametrize("ending", sorted(vector.KINDS))
def test_a_file_must_be_of_the_kind_that_its_name_says(tmp_path: Path, ending: str) -> None:
    inner = '<OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    trap = f"<OGRVRTDataSource>{inner}</OGRVRTDataSource>"
    path = written(tmp_path, ending)
    for text in (trap, "", "http://127.0.0.1:9/x", "\0" * 200, "PK\x03\x04", "<x>"):
        path.write_text(text)
        table, problems = tables(path)
        assert table is None or table.frame.empty
        assert {each.code for each in problems} <= {"unreadable_file", "missing_layer", "empty_table"}
        assert problems


def test_integers_larger_than_a_float_can_hold_stay_as_they_are_beside_empty_ones(tmp_path: Path) -> None:
    large = frame().assign(large=pd.array([2**60 + 1, None], dtype="Int64"))
    large.to_file(tmp_path / "a.gpkg")
    table, _ = tables(tmp_path / "a.gpkg")
    assert table is not None
    assert table.frame["large"].tolist() == [str(2**60 + 1), ""]


def test_the_same_file_is_read_where_nobody_may_write(tmp_path: Path) -> None:
    path = written(tmp_path, ".gml")
    copy = Path(shutil.copytree(tmp_path, tmp_path / "b"))
    copy.chmod(0o500)
    table, _ = tables(copy / path.name)
    copy.chmod(0o700)
    assert table is not None


def zipped(folder: Path, ending: str, inside: str = "") -> Path:
    """A zip of a file and its companions, with what a Macintosh and a catalogue put beside them."""
    packed = folder / ("a.kmz" if ending == ".kml" else "a.zip")
    files = sorted(each for each in folder.iterdir() if each.is_file())
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.write(each, f"{inside}{each.name}")
            archive.writestr(f"__MACOSX/{inside}._{each.name}", b"\0\5\x16\7")
        archive.writestr(f"{inside}{files[0].stem}{ending}.xml", "<metadata/>")
        archive.writestr(f"{inside}läs mig.md", "Hej")
    for each in files:
        each.unlink()
    return packed


@pytest.mark.parametrize("ending", [".shp", ".gpkg", ".tab", ".mif", ".fgb", ".kml", ".gml", ".geojson"])
@pytest.mark.parametrize("inside", ["", "Gränser 2025/å/"])
def test_what_lies_in_a_zip_is_read_with_what_belongs_to_it(tmp_path: Path, ending: str, inside: str) -> None:
    if ending == ".geojson":
        frame().to_file(tmp_path / "a.geojson")
    else:
        written(tmp_path, ending)
    table, problems = tables(zipped(tmp_path, ending, inside))
    assert table is not None, problems
    assert problems == []
    lower = {column.lower(): column for column in table.frame.columns}
    assert table.frame[lower["name"]].tolist() == NAMES
    assert table.geometry is not None


def test_of_several_shapefiles_in_a_zip_one_is_named(tmp_path: Path) -> None:
    written(tmp_path, ".shp")
    called(tmp_path / "a.shp", "kommun")
    frame().iloc[:1].to_file(tmp_path / "län.shp", encoding="UTF-8")
    path = zipped(tmp_path, ".shp")
    table, problems = tables(path)
    assert table is None
    assert [(each.code, each.expected) for each in problems] == [
        ("several_layers", ('layer = "kommun.shp"', 'layer = "län.shp"'))
    ]
    for layer, rows in (("kommun.shp", 2), ("kommun", 2), ("län", 1), ("län.shp", 1)):
        table, problems = tables(path, layer)
        assert table is not None, (layer, problems)
        assert (len(table.rows), problems) == (rows, [])


def test_a_zip_without_a_companion_says_which(tmp_path: Path) -> None:
    written(tmp_path, ".shp").with_suffix(".dbf").unlink()
    _, problems = tables(zipped(tmp_path, ".shp"))
    assert [(each.code, each.expected) for each in problems] == [("missing_companion", ("a.dbf",))]


def test_a_geopackage_under_another_name_is_read_with_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, ".gpkg").rename(tmp_path / "a.geojson")
    table, problems = tables(path)
    assert table is not None
    assert [(each.code, each.severity) for each in problems] == [("other_kind", "warning")]


def test_tab_may_be_text_with_tabs(tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_text("code\tname\n0114\tVäsby\n", encoding="utf-8")
    table, problems = tables(tmp_path / "a.tab")
    assert table is not None
    assert table.frame["code"].tolist() == ["0114"]
    assert problems == []

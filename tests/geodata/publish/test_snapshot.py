from __future__ import annotations

from dataclasses import fields, replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from geodata.contract.errors import RegionError, SnapshotError
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.publish import publish
from geodata.publish.snapshot import GEOTABLES, TABLES, open_snapshot
from geodata.publish.visits_files import COLUMNS as VISIT_COLUMNS
from geodata.publish.visits_files import LABELS
from geodata.region.region import Region
from geodata.region.visits import LEVELS, Level, Visits
from tests.small_region import computed_small_region, small_region


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published")
    publish(computed_small_region(), out)
    return out


def test_what_is_opened_is_what_was_published(published: Path) -> None:
    given, opened = computed_small_region(), open_snapshot(published)
    assert opened.settings == given.settings
    assert opened.accounts == given.accounts
    for name in GEOTABLES:
        assert_geodataframe_equal(getattr(opened, name), getattr(given, name))
    for name in TABLES:
        if getattr(given, name) is not None:
            assert_frame_equal(getattr(opened, name), getattr(given, name))
    assert opened.travel_times is None
    assert given.visits is not None
    assert opened.visits is not None
    for name in LABELS:
        assert getattr(opened.visits, name) == getattr(given.visits, name)
    for level, name in product(LEVELS, VISIT_COLUMNS):
        found, expected = (getattr(one.visits.levels[level], name) for one in (opened, given))
        np.testing.assert_array_equal(found, expected)
    for name in ("minutes", "neighbours"):
        np.testing.assert_array_equal(getattr(opened, name).toarray(), getattr(given, name).toarray())
    assert opened.version == current_version(published)
    assert opened.built.endswith("+00:00")


def test_every_part_of_a_region_is_published() -> None:
    elsewhere = {"settings", "accounts", "visits", "choice_models", "version", "built"}
    elsewhere |= {"news"}  # beside the versions: they are of two
    elsewhere |= {"exact_payments", "payments_release"}  # what is protected, before it is; a file of its own
    elsewhere |= {"stands_in"}  # of the folder of versions that it was read from
    elsewhere |= {"base"}  # exact visits: none where they are public, and never published
    elsewhere |= {"roads", "timetable", "networks"}  # arrays; the files that they were made from
    elsewhere |= {"minutes", "other_modes"}  # what rests on each way of travelling, in files of their own
    elsewhere |= {"usual"}  # of a region in another way than that
    elsewhere |= {"stops"}  # how well they are served, in files of their own
    elsewhere |= {"points", "point_minutes"}  # where residents live, in files of their own
    elsewhere |= {"hidden", "partly"}  # of an audience: what is published is whole
    elsewhere |= {"drawn"}  # the document that browsers draw
    elsewhere |= {"overlay"}  # what became of approved changes, a file of its own
    elsewhere |= {"ground", "extract"}  # squares as files of their own; the file that they were made from
    assert {field.name for field in fields(Region)} == {*GEOTABLES, *TABLES, "neighbours", *elsewhere}
    assert {field.name for field in fields(Visits)} == {*LABELS, "levels", "release"}
    assert {field.name for field in fields(Level)} == set(VISIT_COLUMNS)


def test_large_arrays_are_mapped_and_read_only(published: Path) -> None:
    opened = open_snapshot(published)
    assert opened.visits is not None
    assert opened.minutes is not None
    flows = opened.visits.levels["area", "unit"]
    assert isinstance(flows.visits, np.memmap)
    for array in (flows.visits, opened.minutes.data, opened.minutes.indices, opened.minutes.indptr):
        assert not array.flags.writeable
        assert not array.flags.owndata, "an array of its own would not be shared between workers"


def test_a_region_without_visits_is_published_without_them(tmp_path: Path) -> None:
    publish(replace(computed_small_region(), visits=None), tmp_path)
    assert open_snapshot(tmp_path).visits is None


def test_minutes_come_before_publishing(tmp_path: Path) -> None:
    with pytest.raises(RegionError, match="must be computed"):
        publish(small_region(), tmp_path)
    assert current_version(tmp_path) is None


def test_nothing_published_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="Nothing is published"):
        open_snapshot(tmp_path)


@pytest.mark.parametrize("version", ["../../etc", "abc", "0123456789AB", "0123456789ab0"])
def test_only_versions_are_opened(tmp_path: Path, version: str) -> None:
    with pytest.raises(SnapshotError, match="not the name of a published version"):
        open_snapshot(tmp_path, version)


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, Path]:
    version = publish(computed_small_region(), tmp_path)
    return tmp_path, folder_of(tmp_path, version)


def test_an_altered_file_is_found_out(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    content = bytearray((folder / "visits.area.unit.visits.npy").read_bytes())
    content[-1] ^= 1
    (folder / "visits.area.unit.visits.npy").write_bytes(content)
    with pytest.raises(SnapshotError, match=r"visits\.area\.unit\.visits\.npy .* altered"):
        open_snapshot(out)


def test_a_missing_file_is_found_out_even_unread(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    (folder / "shapes.json.br").unlink()
    with pytest.raises(SnapshotError, match=r"lacks shapes\.json\.br"):
        open_snapshot(out, verify=False)


def test_a_version_without_its_manifest_is_incomplete(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    (folder / "manifest.json").unlink()
    with pytest.raises(SnapshotError, match="missing or incomplete"):
        open_snapshot(out)


def test_a_damaged_manifest_is_said_so(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotError, match="damaged"):
        open_snapshot(out)


def test_a_version_of_another_format_is_said_so(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 3', '"format": 0'), encoding="utf-8")
    with pytest.raises(SnapshotError, match="another version of the program"):
        open_snapshot(out)


def test_a_table_that_cannot_be_read_is_said_so(damaged: tuple[Path, Path]) -> None:
    out, folder = damaged
    (folder / "areas.parquet").write_bytes(b"PAR1")
    with pytest.raises(SnapshotError, match="cannot be read"):
        open_snapshot(out, verify=False)

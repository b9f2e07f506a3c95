"""A count planted in a raw file is found nowhere outside it, and who serves the region cannot read it."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pypdf
import pytest

from dashboard.cli import main
from dashboard.exports.making import FORMATS
from dashboard.factory import create_app
from dashboard.serve.links import PAGES
from dashboard.serve.publication import Publication
from dashboard.serve.settings import Settings
from geodata.disclosure.secret import make_secret
from geodata.publish.manifest import current_version, folder_of
from geodata.publish.snapshot import open_snapshot
from geodata.region.visits import LEVELS
from tests.dashboard.pages.test_wiring import Browser, hrefs
from tests.demo_region import SECRET
from tests.toy import TABLES, write_toy_region

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
CANARIES = (48_611, 27_437, 83_179, 61_991)
"""Counts of the raw file and of nothing else: of an area, of nobody knows where, of elsewhere; a cost."""
NOBODY = 65_534
FOCUSES = {"region": {}, "municipality": {"muni": "1402"}, "area": {"area": "0201"}, "unit": {"unit": "v1"}}


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy region with the canaries in it, its visits protected; the folder is its owner's alone."""
    folder = write_toy_region(tmp_path_factory.mktemp("raw"))
    rows = TABLES["visits.csv"].replace(",v1,vc,2025,10,1000\n", "")
    rows += f"0201,v1,vc,2024,{CANARIES[0]},{CANARIES[3]}\n"
    rows += f",v1,vc,2024,{CANARIES[1]},9000\n0999,v2,vc,2024,{CANARIES[2]},9000\n"
    (folder / "visits.csv").write_text(rows, encoding="utf-8")
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    declared = 'visits = "protected"\nkey_file = "secret.key"'
    public = 'visits = "public"\nreason = { sv = "Påhittade.", en = "Made up." }'
    (folder / "region.toml").write_text(toml.replace(public, declared), encoding="utf-8")
    # A protected count is by chance the exact one in one cell of eleven: the tests' key gives these noise.
    (folder / "secret.key").touch(mode=0o600)
    (folder / "secret.key").write_text(SECRET, encoding="ascii")
    folder.chmod(0o700)
    return folder


@pytest.fixture(scope="module")
def said(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything that leaves the build, and what is made of it, by what it is."""
    out = tmp_path_factory.mktemp("served")
    found = {}
    commands = {
        "build": ["build", raw, "--out", out],
        "report": ["report", raw, "--period", "2024"],
        "report as CSV": ["report", raw, "--format", "csv", "--period", "2024"],
        **{f"layer {key}": ["report", raw, "--layer", key, "--period", "2024"] for key in ("flows", "units")},
    }
    for name, command in commands.items():
        ran = subprocess.run(
            [sys.executable, "-m", "dashboard", *map(str, command)], cwd=ROOT, capture_output=True, check=True
        )
        found[name] = ran.stdout + ran.stderr
    version = current_version(out)
    assert version is not None
    for file in sorted(folder_of(out, version).iterdir()):
        found[f"snapshot {file.name}"] = file.read_bytes()
    found |= dict(answers(out))
    return found


def answers(out: Path) -> Iterator[tuple[str, bytes]]:
    """What the server answers and logs: every page, callback, focus, table and file, and the geometry."""
    log = io.StringIO()
    listener = logging.StreamHandler(log)
    logging.getLogger().addHandler(listener)
    client = create_app(Publication(out, 0), Settings(data_dir=out)).server.test_client()
    version = current_version(out)
    assert version is not None
    paths = [f"/geo/{version}/{name}.json" for name in ("shapes", "units", "search")] + ["/", "/readyz"]
    for page in PAGES.values():
        browser = Browser(client, version, "sv", page)
        yield f"page {page}", json.dumps(browser.tree, ensure_ascii=False).encode()
    browser = Browser(client, version)
    layers = [id_.removeprefix("legend-") for id_ in browser.ids if str(id_).startswith("legend-")]
    for period, (name, focus) in product(("2024", "2025"), FOCUSES.items()):
        values = browser.stores(
            scenario={"period": period}, selection=focus, display={"layers": ",".join(layers)}
        )
        for callback in browser.callbacks():
            if callback["output"] != "page.children":
                answered = browser.answer(callback, values)
                said = json.dumps(answered, ensure_ascii=False)
                yield f"answer {callback['output']} {period} {name}", said.encode()
        for table in layers:
            asked = {**values, **{"listing": {"data": {"table": table}}}}
            answered = browser.ask("table", asked)["table"]["data"]
            yield f"table {table} {period} {name}", json.dumps(answered, ensure_ascii=False).encode()
            paths += hrefs(answered.get("table-files", []))
    views = ("layers=flows,units", "layers=underserved,flows&area=A1", "layers=service_areas,flows&unit=U1")
    paths += [f"/ta-med/{version}.{kind}?period=2024&{one}" for kind in FORMATS for one in views]
    for path in dict.fromkeys(paths):
        answered = client.get(path)
        yield f"file {path}", opened(answered.mimetype, answered.get_data())
    logging.getLogger().removeHandler(listener)
    yield "log", log.getvalue().encode()


def opened(kind: str, content: bytes) -> bytes:
    """What a file says, taken out of what it is packed in."""
    if kind.startswith("application/vnd.openxml"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    if kind == "application/pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).encode()
    if kind.endswith("parquet"):
        table = pq.read_table(io.BytesIO(content))
        plain = table.drop_columns([name for name in ("geometry",) if name in table.column_names])
        return plain.to_pandas().to_csv().encode() + str(table.schema.metadata).encode()
    return content


def written(count: int) -> dict[str, bytes]:
    """How a count may be written, in text and in arrays."""
    digits = str(count)
    return {
        "digits": digits.encode(),
        "grouped": f"{digits[:2]}\u202f{digits[2:]}".encode(),
        "grouped, no-break": f"{digits[:2]}\u00a0{digits[2:]}".encode(),
        "grouped, comma": f"{digits[:2]},{digits[2:]}".encode(),
        "64 bits": np.int64(count).tobytes(),
        "double": np.float64(count).tobytes(),
    }


def test_the_canaries_are_published_and_answered_with_noise(
    raw: Path, said: dict[str, bytes], tmp_path: Path
) -> None:
    assert main(["build", str(raw), "--out", str(tmp_path)]) == 0
    visits = open_snapshot(tmp_path).visits
    assert visits is not None
    shown = visits.select(["2024"], "vc").visits
    assert sorted(np.abs(np.sort(shown) - np.sort(CANARIES[:3]))) != [0, 0, 0]
    assert (np.abs(np.sort(shown) - np.sort(CANARIES[:3])) <= 5).all()
    for kind in ("snapshot", "answer", "table", "file", "report"):  # the search looks where counts are
        seen = [
            form in content
            for name, content in said.items()
            if name.startswith(kind)
            for count in shown.tolist()
            for form in written(count).values()
        ]
        assert any(seen), kind


@pytest.mark.parametrize("canary", CANARIES)
def test_a_planted_count_is_found_nowhere(said: dict[str, bytes], canary: int) -> None:
    forms = written(canary)
    places = [
        (name, form) for name, content in said.items() for form, seen in forms.items() if seen in content
    ]
    assert places == []
    assert len(said) > 150


def test_neither_the_secret_nor_where_it_lies_leaves_the_build(raw: Path, said: dict[str, bytes]) -> None:
    for name, content in said.items():
        assert SECRET.encode() not in content, name
        assert bytes.fromhex(SECRET) not in content, name
        assert b"secret.key" not in content, name
        assert str(raw).encode() not in content, name


def test_only_the_six_levels_of_visits_are_published(said: dict[str, bytes]) -> None:
    files = {name.removeprefix("snapshot ") for name in said if name.startswith("snapshot visits.")}
    columns = ("slices", "residence", "provider", "visits", "cost")
    expected = {f"visits.{one}.{other}.{column}.npy" for one, other in LEVELS for column in columns}
    assert files == expected | {"visits.json"}


def test_the_same_cells_are_published_again(raw: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert main(["build", str(raw), "--out", str(tmp_path / out)]) == 0
    assert current_version(tmp_path / "one") == current_version(tmp_path / "two")


@pytest.fixture
def open_path() -> Iterator[Path]:
    """A folder that any user may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)
        yield Path(temporary)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user to try")
def test_who_serves_reads_what_is_published_and_neither_raw_rows_nor_the_secret(open_path: Path) -> None:
    raw, out = write_toy_region(open_path / "raw"), open_path / "published"
    toml = (raw / "region.toml").read_text(encoding="utf-8")
    start, end = toml.index("[disclosure]"), toml.index("[care_forms.vc]")
    declared = '[disclosure]\nvisits = "protected"\nkey_file = "../secret.key"\n\n'
    (raw / "region.toml").write_text(toml[:start] + declared + toml[end:], encoding="utf-8")
    make_secret(open_path / "secret.key")
    raw.chmod(0o700)
    assert main(["build", str(raw), "--out", str(out)]) == 0
    script = f"""
import os, sys
from pathlib import Path
import app  # with everything it needs, before the rights to read it are gone
from geodata.publish.snapshot import open_snapshot
os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})
region = open_snapshot(Path({str(out)!r}))
print(region.visits.protected, region.visits.total(), region.base)
for file in ({str(raw / "visits.csv")!r}, {str(raw)!r}, {str(open_path / "secret.key")!r}):
    try:
        print(os.listdir(file) if os.path.isdir(file) else open(file).read())
    except PermissionError:
        print("refused")
"""
    environment = {**os.environ, "UTBUDSKARTA_DATA_DIR": str(out)}
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    lines = ran.stdout.splitlines()
    assert lines[0].startswith("True "), ran.stderr
    assert lines[0].endswith(" None")
    assert lines[1:] == ["refused"] * 3

"""The wheel serves by itself, outside the repository: pages, assets, data and types come with it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path

import pytest

from tests.e2e.server import Server, free_port, wait_for

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]
PARTS = ("geodata", "dashboard", "assets", "app.py", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing in it but `venv`, where the wheel is installed beside the locked packages."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        whole = (ROOT / part).is_dir()
        (shutil.copytree if whole else shutil.copy)(ROOT / part, source / part)
    pip(sys.executable, "wheel", ".", "--no-deps", "--no-build-isolation", "-w", "dist", cwd=source)
    (wheel,) = (source / "dist").glob("utbudskarta-*.whl")
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    (packages,) = (folder / "venv" / "lib").glob("python3.*/site-packages")
    # What stands in a .pth file is searched, but its own .pth files are not: the repository stays out.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip(sys.executable, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def server(elsewhere: Path) -> Iterator[Server]:
    """What the installed command serves: the smallest demo."""
    command, out, log = elsewhere / "venv" / "bin" / "utbudskarta", elsewhere / "published", elsewhere / "log"
    run(command, "demo", "--county", "09", "--out", out, cwd=elsewhere)
    port = free_port()
    with log.open("wb") as written:
        process = subprocess.Popen(
            [command, "serve", "--out", out, "--port", str(port), "--workers", "1"],
            cwd=elsewhere,
            env=surroundings(),
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    served = Server(f"http://127.0.0.1:{port}", out, log, process.pid)
    try:
        wait_for(served, process)
        yield served
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_the_page_comes_with_everything_it_names(server: Server) -> None:
    for page in ("/", "/hitta", "/jamfor", "/presentera"):
        status, content = server.get(page)
        assert status == 200
        files = re.findall(r'(?:src|href)="(/[^"]+)"', content.decode())
        assert sum(name.startswith("/assets/") for name in files) > 10
        for name in files:
            assert server.get(name)[0] == 200, name


def test_the_map_of_the_demo_is_served(server: Server) -> None:
    assert server.get(f"/geo/{server.version()}/shapes.json")[0] == 200
    assert server.get("/api/collections")[0] == 200
    assert server.get("/assets/fonts/inter-variable.woff2")[0] == 200


def test_the_packages_are_those_of_the_wheel_and_are_typed(elsewhere: Path) -> None:
    code = (
        "import geodata, dashboard\n"
        "from pathlib import Path\n"
        "for package in (geodata, dashboard):\n"
        "    folder = Path(package.__file__).parent\n"
        "    print(folder, (folder / 'py.typed').is_file())\n"
    )
    printed = run(elsewhere / "venv" / "bin" / "python", "-c", code, cwd=elsewhere).splitlines()
    assert len(printed) == 2
    for line in printed:
        assert line.startswith(str(elsewhere))
        assert line.endswith("True")


def test_every_file_of_the_packages_that_git_keeps_is_in_the_wheel(elsewhere: Path) -> None:
    (packages,) = (elsewhere / "venv" / "lib").glob("python3.*/site-packages")
    for part in ("geodata", "dashboard", "assets"):
        for file in (ROOT / part).rglob("*"):
            left_out = "__pycache__" in file.parts or file.name.endswith(".d.ts")  # for who checks types
            if file.is_file() and not left_out:
                assert (packages / file.relative_to(ROOT)).is_file(), file


def test_it_says_what_it_is(elsewhere: Path) -> None:
    (about,) = (elsewhere / "venv" / "lib").glob("python3.*/site-packages/utbudskarta-*.dist-info/METADATA")
    said = HeaderParser().parsestr(about.read_text(encoding="utf-8"))
    assert said["License-Expression"] == "EUPL-1.2"
    assert "Typing :: Typed" in said.get_all("Classifier", [])
    assert all(re.fullmatch(r"[\w ]+, https://\S+", address) for address in said.get_all("Project-URL", []))
    newest = re.findall(
        r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert said["Version"] == newest[0]


def pip(python: str, *arguments: str | Path, cwd: Path) -> None:
    run(python, "-m", "pip", "-q", "--disable-pip-version-check", *arguments, cwd=cwd)


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=surroundings(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout


def surroundings() -> dict[str, str]:
    """The environment without ways back into the repository."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

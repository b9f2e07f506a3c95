"""The secret: made once, read by the build alone, and refused where it protects nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.serve.settings import read_settings
from geodata.contract.errors import DisclosureError, SettingsError
from geodata.disclosure.secret import KEY_FILE_VARIABLE, make_secret, read_secret
from geodata.publish.manifest import current_version
from tests.demo_region import SECRET
from tests.toy import write_toy_region

PUBLIC = 'visits = "public"\nreason = { sv = "Påhittade.", en = "Made up." }'


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_secret(tmp_path / "a.key")
    return tmp_path / "a.key"


def declared(folder: Path, words: str) -> Path:
    """The toy region with its visits declared so."""
    write_toy_region(folder)
    toml = (folder / "region.toml").read_text(encoding="utf-8")
    (folder / "region.toml").write_text(toml.replace(PUBLIC, words), encoding="utf-8")
    return folder


def test_a_new_secret_is_its_owners_alone_and_never_the_same(key: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    make_secret(tmp_path / "b.key")
    assert len({read_secret(key), read_secret(tmp_path / "b.key")}) == 2
    assert len(read_secret(key)) == 32


def test_the_command_makes_one_and_never_writes_over_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new.key"
    assert main(["key", "new", str(file)]) == 0
    assert read_secret(file).hex() not in capsys.readouterr().out, "a secret is not said aloud"
    before = file.read_bytes()
    assert main(["key", "new", str(file), "--lang", "en"]) == 1
    assert "not written over" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", ["", "secret", "0" * 64, "0123456789abcdef" * 4, SECRET[:32], "åäö"])
def test_a_default_short_or_typed_secret_is_refused(key: Path, content: str) -> None:
    key.write_text(content, encoding="utf-8")
    with pytest.raises(DisclosureError, match="does not hold a key"):
        read_secret(key)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o644, 0o660, 0o601])
def test_a_secret_that_others_may_read_or_change_is_refused(key: Path, mode: int) -> None:
    key.chmod(mode)
    with pytest.raises(DisclosureError, match="chmod 600"):
        read_secret(key)


def test_a_missing_secret_is_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.key", tmp_path):
        with pytest.raises(DisclosureError, match="nothing is published"):
            read_secret(file)
    with pytest.raises(DisclosureError, match="no key is named"):
        read_secret(None)


def test_the_environment_may_name_it_instead(key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(key))
    assert read_secret(None) == read_secret(Path("elsewhere")) == read_secret(key)


def test_a_server_that_is_told_where_the_secret_is_does_not_start(key: Path) -> None:
    with pytest.raises(SettingsError, match="never the server"):
        read_settings({KEY_FILE_VARIABLE: str(key)})


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('visits = "protected"', "no key is named"),
        ('visits = "protected"\nkey_file = "none.key"', "cannot be read"),
        ("", "neither protected nor public"),
    ],
)
@pytest.mark.parametrize("command", ["build", "report"])
def test_nothing_is_published_or_reported_without_protection(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, words: str, said: str
) -> None:
    folder, out = declared(tmp_path / "toy", words), tmp_path / "published"
    to = ["--out", str(out)] if command == "build" else []
    assert main([command, str(folder), "--lang", "en", *to]) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert not told.out
    assert current_version(out) is None


def test_checking_needs_no_secret(tmp_path: Path) -> None:
    assert main(["check", str(declared(tmp_path / "toy", 'visits = "protected"'))]) == 0

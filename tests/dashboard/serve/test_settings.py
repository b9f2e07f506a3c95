from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.serve.settings import (
    FILE_VARIABLE,
    NAMES,
    PREFIX,
    READ,
    Settings,
    as_environment,
    decide,
    flag_of,
    read_settings,
    variable_of,
)
from dashboard.texts.catalogue import LANGUAGES, catalogue
from geodata.contract.errors import SettingsError

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_without_an_environment_every_setting_has_its_default() -> None:
    assert read_settings({"HOME": "/somewhere"}) == Settings()


def test_settings_are_read_from_the_environment() -> None:
    environment = {
        "UTBUDSKARTA_DATA_DIR": "/data",
        "UTBUDSKARTA_LANGUAGE": "en",
        "UTBUDSKARTA_REFRESH_S": "0.5",
    }
    assert read_settings(environment) == Settings(Path("/data"), "en", 0.5)


IMPOSSIBLE = [
    ("DATA_DIR", " "),
    ("LANGUAGE", "fi"),
    ("REFRESH_S", "often"),
    ("REFRESH_S", "60"),
    ("REFRESH_S", "nan"),
    ("PUBLIC_URL", "map.example"),
    ("PUBLIC_URL", "https://map.example?x=1"),
    ("PROBE_DIR", "/no/such/folder"),
    ("SOURCE_DIR", "/no/such/folder"),
    ("FRAME_ANCESTORS", "everyone"),
    ("FRAME_ANCESTORS", "none https://kommun.example"),
    ("FRAME_ANCESTORS", "https://kommun.example; script-src *"),
    ("SAVE_PRESENTATIONS", "maybe"),
    ("DATABASE_URL", "mysql://anna@db.example/records"),
    ("DATABASE_URL", "postgresql://db.example"),
    ("PROXIES", "6"),
    ("LOGIN", "yes"),
    ("UPLOAD", "everyone"),
    ("OIDC_FILE", "/no/such/file.toml"),
    ("PUBLIC_URL", "https://map.example/a b"),
    ("PUBLIC_URL", "https://map.example/../admin"),
    ("PUBLIC_URL", "https://map.example/'><script>"),
    ("ACCESS_LOG", "json"),
    ("LOG_FORMAT", "xml"),
    ("METRICS", "on"),
    ("AS_ROOT", "root"),
    ("DEAR_PER_MINUTE", "-1"),
    ("HOST", " "),
    ("PORT", "65536"),
    ("PORT", "²"),
    ("WORKERS", "0"),
    ("THREADS", "many"),
]


@pytest.mark.parametrize(("name", "value"), IMPOSSIBLE)
def test_an_impossible_setting_stops_with_a_sentence_that_names_it(
    name: str, value: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=PREFIX + name):
        read_settings({PREFIX + name: value})
    with pytest.raises(SettingsError) as raised:
        decide({name.lower(): value}, {}, language="sv")
    assert str(raised.value).startswith(f"{flag_of(name.lower())} ska vara ")
    assert f", inte ”{value}”. " in str(raised.value)
    file = tmp_path / "settings.toml"
    file.write_text(f'{name.lower()} = "{value}"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"{name.lower()} \(.*settings.toml\)"):
        decide({}, {}, file)


def test_a_password_in_a_setting_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings({"UTBUDSKARTA_DATABASE_URL": "mysql://anna:secret@db.example/records"})
    assert "mysql://anna:***@db.example/records" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_every_setting_that_can_be_impossible_is_tried() -> None:
    anything = {"presentations_dir"}
    assert {name.lower() for name, _ in IMPOSSIBLE} == set(NAMES) - anything


@pytest.mark.parametrize("field", NAMES)
def test_every_setting_stands_in_the_documentation_and_in_both_languages(field: str) -> None:
    assert f"`{variable_of(field)}`" in DOCUMENTED
    assert f"`{flag_of(field)}" in DOCUMENTED or field == "data_dir"
    assert field in READ
    for language in LANGUAGES:
        assert f"settings.expected.{field}" in catalogue(language)


def test_settings_handed_on_are_the_same() -> None:
    settings = Settings(Path("x"), "en", 0.5, "https://a.example https://b.example", workers=3)
    assert read_settings(as_environment(settings)) == settings
    assert read_settings(as_environment(Settings())) == Settings()


@pytest.mark.parametrize("field", NAMES)
def test_the_command_line_comes_before_the_environment_and_that_before_the_file(
    field: str, tmp_path: Path
) -> None:
    three = {
        "data_dir": ("a", "b", "c"),
        "language": ("sv", "en", "sv"),
        "refresh_s": ("1", "2", "3"),
        "frame_ancestors": ("https://a.example", "https://b.example", "https://c.example"),
        "public_url": ("https://a.example", "https://b.example", "https://c.example"),
        "presentations_dir": ("a", "b", "c"),
        "save_presentations": ("yes", "no", "yes"),
        "probe_dir": (str(tmp_path), ".", ".."),
        "database_url": ("postgresql://a@db/a", "sqlite:///b", "postgres://c/c"),
        "login": ("local", "oidc", "both"),
        "source_dir": (str(tmp_path), ".", ".."),
        "upload": ("machine", "off", "admin"),
        "oidc_file": tuple(str(tmp_path / f"{name}.toml") for name in "abc"),
        "proxies": ("0", "1", "5"),
        "access_log": ("yes", "no", "yes"),
        "log_format": ("json", "text", "json"),
        "metrics": ("yes", "no", "yes"),
        "as_root": ("yes", "no", "yes"),
        "dear_per_minute": ("1", "2", "3"),
        "host": ("127.0.0.1", "127.0.0.2", "127.0.0.3"),
        "port": ("1", "2", "3"),
        "workers": ("1", "2", "3"),
        "threads": ("1", "2", "3"),
    }[field]
    flag, variable, in_file = three
    if field == "oidc_file":
        for named in three:
            Path(named).touch()
    file = tmp_path / "settings.toml"
    file.write_text(f'{field} = "{in_file}"\n', encoding="utf-8")

    def decided(flags: dict[str, str], environment: dict[str, str]) -> tuple[str, object]:
        found = decide(flags, environment, file)
        return found.source[field], getattr(found.settings, field)

    written = str(tmp_path / in_file) if field.endswith("_dir") else in_file
    assert decided({field: flag}, {variable_of(field): variable}) == ("flag", READ[field](flag))
    assert decided({}, {variable_of(field): variable}) == ("environment", READ[field](variable))
    assert decided({}, {}) == ("file", READ[field](written))
    assert decided({}, {variable_of(field): ""}) == ("file", READ[field](written)), "empty says nothing"
    assert decide({}, {}).source[field] == "default"


def test_the_environment_may_name_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        'save_presentations = true\nframe_ancestors = ["https://a.example", "https://b.example"]\n'
    )
    found = decide({}, {FILE_VARIABLE: str(file)})
    assert found.file == file
    assert found.settings.save_presentations == "yes"
    assert found.settings.frame_ancestors == "https://a.example https://b.example"


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('dta_dir = "x"\nport = "x"\n')
    with pytest.raises(SettingsError) as raised:
        decide({"workers": "0"}, {"UTBUDSKARTA_LANGAUGE": "sv"}, file, "sv")
    said = str(raised.value).splitlines()
    assert len(said) == 4
    assert said[0].startswith("--workers ska vara")
    assert said[1].startswith(
        "UTBUDSKARTA_LANGAUGE är ingen inställning. De som finns är UTBUDSKARTA_ACCESS_LOG,"
    )
    assert said[2].startswith(f"dta_dir ({file}) är ingen inställning. De som finns är access_log,")
    assert said[3].startswith(f"port ({file}) ska vara")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("content", "line"),
    [(b"port = 1\nhost =\n", 2), (b"port = 1\n\n[x\n", 3), (b'port = 1\nhost = """\n', 2), (b"\xff", None)],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(
    content: bytes, line: int | None, language: str, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    word = {"sv": "rad", "en": "line"}[language]
    with pytest.raises(SettingsError) as raised:
        decide({}, {}, file, language)
    assert str(raised.value).startswith(f"{file}, {word} {line}:") or (
        line is None and "UTF-8" in str(raised.value)
    )


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="/no/such"):
        decide({}, {}, Path("/no/such.toml"))


def test_a_server_that_has_the_secret_does_not_start() -> None:
    with pytest.raises(SettingsError, match="UTBUDSKARTA_KEY_FILE"):
        read_settings({"UTBUDSKARTA_KEY_FILE": "/x"})

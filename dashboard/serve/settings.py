"""What a deployment decides: on the command line, in the environment or in a file. See `docs/settings.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.serve.settings_file import read_file
from dashboard.texts.catalogue import catalogue
from geodata.contract.errors import SettingsError
from geodata.disclosure.secret import KEY_FILE_VARIABLE

PREFIX: Final = "UTBUDSKARTA_"
FILE_VARIABLE: Final = f"{PREFIX}SETTINGS"
"""Names the file of settings where the command line names none."""
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?")
DATABASE = re.compile(r"postgres(ql)?://[^\s/]*/[^\s/]+|sqlite:///[^?#]+")
PASSWORD = re.compile(r"(?<=://)([^\s/@:]*):[^\s@]*@")
ADDRESS = re.compile(r"https?://[^\s/?#\"'<>;\\]+(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*/*")

Source = Literal["flag", "environment", "file", "default"]
"""Who decided a setting; the first of them that says anything does."""


@dataclass(frozen=True)
class Settings:
    """Settings of a running dashboard.

    Attributes
    ----------
    data_dir : Path
        Folder of published versions.
    language : {"sv", "en", ""}
        Of a page whose address names none; "" means the region's own.
    refresh_s : float
        Seconds between two looks for a newly published version, 0 to 5.
    frame_ancestors : str
        Sites whose pages may show `/inbadda` in a frame: "none", or their origins with spaces between.
    public_url : str
        The site's own address, "https://map.example"; "" means the one that each request was made to.
    presentations_dir : str
        Folder of saved presentations; "" is `presentations` in `data_dir`.
    save_presentations : {"yes", "no"}
        Whether whoever can open the page may save presentations with the deployment.
    database_url : str
        Of what people write: `postgresql://USER@HOST/DATABASE` or `sqlite:///FILE`; "" is a file of SQLite
        in `data_dir`, which is made where somebody may write.
    login : {"off", "local", "oidc", "both"}
        Whether somebody may log in: with a password that is kept here, through providers of OpenID Connect.
    source_dir : str
        Folder with `region.toml` that what is decided to hold from today is published from at once; "" leaves
        that to a timer.
    upload : {"admin", "machine", "off"}
        Who may read in data where `source_dir` is known: administrators who are logged in; where nobody can
        log in also whoever sits at this very machine; nobody.
    oidc_file : str
        File of those providers and of what their claims mean; "" where there are none.
    proxies : {"", "0", "1", ...}
        How many proxies of one's own stand in front, by which a client's address is known; "" is not said.
    access_log : {"no", "yes"}
        Whether a line is written for each request.
    log_format : {"text", "json"}
        How lines of the log are written.
    metrics : {"no", "yes"}
        Whether `/metrics` tells sums of requests.
    as_root : {"no", "yes"}
        Whether a server that others than this machine reach may run as root.
    dear_per_minute : int
        Files, reports and searches that one client may ask for in a minute, 0 to 9999; 0 is no bound. It
        holds where `proxies` is said.
    probe_dir : str
        Folder of scripts that tests add to every page; "" where residents are served.
    host : str
        Address that `utbudskarta serve` listens on.
    port : int
        And its port, 0 to 65535; 0 takes a free one.
    workers : int
        Processes that answer, 1 to 64.
    threads : int
        Of each of them, 1 to 64.
    """

    data_dir: Path = Path("var/published")
    language: str = ""
    refresh_s: float = 2.0
    frame_ancestors: str = "none"
    public_url: str = ""
    presentations_dir: str = ""
    save_presentations: str = "no"
    database_url: str = ""
    login: str = "off"
    source_dir: str = ""
    upload: str = "admin"
    oidc_file: str = ""
    proxies: str = ""
    access_log: str = "no"
    log_format: str = "text"
    metrics: str = "no"
    as_root: str = "no"
    dear_per_minute: int = 30
    probe_dir: str = ""
    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 2
    threads: int = 8


NAMES: Final = tuple(field.name for field in fields(Settings))


@dataclass(frozen=True)
class Decided:
    """Settings, who decided each of them, and the file that was read, if any."""

    settings: Settings
    source: Mapping[str, Source]
    file: Path | None = None


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings where there is no command line: of `UTBUDSKARTA_DATA_DIR`, `UTBUDSKARTA_LANGUAGE` and so on.

    Parameters
    ----------
    environment : mapping of str to str
        `os.environ`, as a rule; names without the prefix are not looked at.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        As `decide` does.
    """
    return decide({}, environment).settings


def decide(
    flags: Mapping[str, str], environment: Mapping[str, str], file: Path | None = None, language: str = "en"
) -> Decided:
    """Settings from the command line, otherwise the environment, otherwise a file, otherwise as usual.

    Parameters
    ----------
    flags : mapping of str to str
        By the name of the setting; absent where the command line does not say.
    environment : mapping of str to str
        A variable that is empty says nothing.
    file : Path, optional
        Of settings, in TOML; that of `UTBUDSKARTA_SETTINGS` where not given.
    language : {"sv", "en"}
        Of what is said.

    Returns
    -------
    Decided

    Raises
    ------
    SettingsError
        With a sentence for each setting that is unknown or impossible, wherever it stands.
    """
    texts = catalogue(language)
    if KEY_FILE_VARIABLE in environment:
        raise SettingsError(texts["settings.key_file"].format(name=KEY_FILE_VARIABLE))
    if file is None and environment.get(FILE_VARIABLE):
        file = Path(environment[FILE_VARIABLE])
    in_file = read_file(file, language) if file else {}
    variables = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != FILE_VARIABLE and value
    }
    tellers: tuple[tuple[Source, Mapping[str, str], Callable[[str], str]], ...] = (
        ("flag", flags, flag_of),
        ("environment", variables, variable_of),
        ("file", in_file, lambda name: f"{name} ({file})"),
    )
    problems = []
    values: dict[str, Any] = {}
    source: dict[str, Source] = dict.fromkeys(NAMES, "default")
    for who, given, written in tellers:
        for name, text in given.items():
            if name not in NAMES:
                names = ", ".join(sorted(written(known).partition(" ")[0] for known in NAMES))
                problems.append(texts["settings.unknown"].format(name=written(name), known=names))
                continue
            try:
                value = READ[name](text)
            except ValueError:
                expected = texts[f"settings.expected.{name}"]
                problems.append(
                    texts["settings.wrong"].format(
                        name=written(name), expected=expected, value=PASSWORD.sub(r"\1:***@", text)
                    )
                )
                continue
            if name not in values:
                values[name], source[name] = value, who
    if problems:
        raise SettingsError("\n".join(problems))
    return Decided(Settings(**values), source, file)


def flag_of(name: str) -> str:
    """A setting as the command line writes it."""
    return f"--{name.replace('_', '-')}"


def variable_of(name: str) -> str:
    """A setting as the environment writes it."""
    return PREFIX + name.upper()


def as_environment(settings: Settings) -> dict[str, str]:
    """Every setting as a variable, for a process that is to have the same."""
    return {variable_of(name): str(getattr(settings, name)) for name in NAMES}


def _among(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return read


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,5}", text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


def _some(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return text


def _there(text: str) -> str:
    if text and not Path(text).is_dir():
        raise ValueError(text)
    return text


def _file_there(text: str) -> str:
    if text and not Path(text).is_file():
        raise ValueError(text)
    return text


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= 5:
        raise ValueError(text)
    return seconds


def _url(text: str) -> str:
    if text and not ADDRESS.fullmatch(text):
        raise ValueError(text)
    return text.rstrip("/")


def _database(text: str) -> str:
    if text and not DATABASE.fullmatch(text):
        raise ValueError(text)
    return text


def _origins(text: str) -> str:
    origins = text.split()
    if origins != ["none"] and not all(ORIGIN.fullmatch(origin) for origin in origins):
        raise ValueError(text)
    return " ".join(origins) or "none"


READ: Final[Mapping[str, Callable[[str], object]]] = {
    "data_dir": lambda text: Path(_some(text)),
    "language": _among("sv", "en", ""),
    "refresh_s": _seconds,
    "frame_ancestors": _origins,
    "public_url": _url,
    "presentations_dir": str,
    "save_presentations": _among("yes", "no"),
    "database_url": _database,
    "login": _among("off", "local", "oidc", "both"),
    "source_dir": _there,
    "upload": _among("admin", "machine", "off"),
    "oidc_file": _file_there,
    "proxies": _among("", *map(str, range(6))),
    "access_log": _among("no", "yes"),
    "log_format": _among("text", "json"),
    "metrics": _among("no", "yes"),
    "as_root": _among("no", "yes"),
    "dear_per_minute": _whole(0, 9999),
    "probe_dir": _there,
    "host": _some,
    "port": _whole(0, 65535),
    "workers": _whole(1, 64),
    "threads": _whole(1, 64),
}
"""How the text of each setting is read; `ValueError` where it is impossible."""

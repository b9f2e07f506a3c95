"""A real PostgreSQL and a real Spark with two executors, on this machine alone, for as long as a test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD, DATABASE = "reader", "a password of the tests alone", "register"
SPARK = "local-cluster[2,1,1024]"
"""Two executors in processes of their own, one core and 1,024 MiB each."""

SPARK_DEFAULTS = """
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.sql.shuffle.partitions 4
"""
"""Its configuration, where Spark itself looks for it: the loopback alone, and parts for so few rows."""


@dataclass(frozen=True)
class PostgreSQL:
    """A server that listens on the loopback; `USER` may read tables and nothing else."""

    port: int

    @property
    def address(self) -> str:
        """As `[visits]` says it."""
        return f"127.0.0.1:{self.port}/{DATABASE}"

    @property
    def owner(self) -> str:
        """How the owner of the tables connects."""
        return f"host=127.0.0.1 port={self.port} dbname={DATABASE} user=owner password='{PASSWORD}'"


def postgresql_programs() -> Path | None:
    """Folder of the newest server's programs."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    return max(
        found, key=lambda path: float(path.parent.name), default=Path(on_path).parent if on_path else None
    )


def java_home() -> Path | None:
    """A Java that Spark 4.0 runs on: 17 or 21."""
    said = os.environ.get("JAVA_HOME", "")
    places = [Path(said)] if said else []
    places += sorted(path for number in ("17", "21") for path in Path("/usr/lib/jvm").glob(f"*-{number}*"))
    for place in places:
        try:
            version = subprocess.run(
                [place / "bin" / "java", "-version"], capture_output=True, text=True, check=True, timeout=60
            ).stderr
        except (OSError, subprocess.SubprocessError):
            continue
        if 'version "17' in version or 'version "21' in version:
            return place
    return None


@contextmanager
def postgresql(programs: Path) -> Iterator[PostgreSQL]:
    """A server with a database, its files in a folder of its own; stopped by its process id."""
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="utbudskarta-postgresql-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if user is not None:
        shutil.chown(secret, user)
    data, port = folder / "data", _free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", secret]
    subprocess.run(
        [*initdb, "-E", "UTF8", "--no-locale", "--no-sync"], check=True, user=user, capture_output=True
    )
    options = {"listen_addresses": "127.0.0.1", "port": port, "fsync": "off", "unix_socket_directories": ""}
    command = [programs / "postgres", "-D", data, *(f"--{name}={value}" for name, value in options.items())]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, user=user)
        try:
            running = PostgreSQL(port)
            until = time.monotonic() + 60
            while True:
                try:
                    owner = psycopg.connect(running.owner.replace(f"dbname={DATABASE}", "dbname=postgres"))
                    break
                except psycopg.OperationalError:
                    if time.monotonic() > until or server.poll() is not None:
                        raise
                    time.sleep(0.1)
            owner.autocommit = True
            owner.execute(f"create role {USER} login password '{PASSWORD}'")
            owner.execute(f"create database {DATABASE}")
            owner.execute(f"revoke all on database {DATABASE} from public")  # no temporary tables either
            owner.execute(f"grant connect on database {DATABASE} to {USER}")
            owner.close()
            yield running
        finally:
            server.send_signal(signal.SIGINT)  # at once, connections and all
            server.wait(60)
            shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> str | None:
    """Who the server runs as: it refuses to run as root."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as here:
        here.bind(("127.0.0.1", 0))
        port: int = here.getsockname()[1]
        return port

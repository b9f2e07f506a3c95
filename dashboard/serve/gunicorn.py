"""Start the web server: gunicorn, the app loaded once and shared by its workers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import dashboard
from dashboard.serve.settings import PREFIX

SHARED_MEMORY = Path("/dev/shm")
"""Where workers leave their signs of life: a disk that is slow to write would look like a stop."""


def gunicorn(out: Path, host: str, port: int, workers: int, threads: int) -> NoReturn:
    """Become gunicorn, serving what is published.

    Parameters
    ----------
    out : Path
        Folder of published versions.
    host : str
        Address to listen on.
    port : int
        0 to 65535; 0 takes a free one.
    workers : int
        Processes. The app is loaded before they part, so that they share it.
    threads : int
        Each worker's.
    """
    command = [
        *(sys.executable, "-m", "gunicorn", "app:server"),
        *("--pythonpath", str(Path(dashboard.__file__).resolve().parents[1])),
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(threads)),
        *("--worker-class", "gthread", "--preload", "--no-control-socket", "--graceful-timeout", "10"),
    ]
    if SHARED_MEMORY.is_dir():
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    sys.stdout.flush()
    os.execve(sys.executable, command, {**os.environ, f"{PREFIX}DATA_DIR": str(out)})

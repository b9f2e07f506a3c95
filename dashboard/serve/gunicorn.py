"""Start the web server: gunicorn, the app loaded once and shared by its workers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import dashboard
from dashboard.serve.settings import PREFIX, Settings, as_environment

WORKER = "dashboard.serve.patient_worker.PatientWorker"
CONNECTIONS = 500
"""Clients of a worker at once, far below the files that a process may have open; see the worker."""
CALM = {"MALLOC_ARENA_MAX": "2"}
"""Threads keep to few heaps of memory: with one each, what they let go stays with the process."""
SHARED_MEMORY = Path("/dev/shm")
"""Where workers leave their signs of life: a disk that is slow to write would look like a stop."""


def gunicorn(settings: Settings) -> NoReturn:
    """Become gunicorn, serving what is published.

    Parameters
    ----------
    settings : Settings
        What the app is to go by, whoever decided it. It is loaded before the workers part, so that they
        share it.
    """
    command = [
        *(sys.executable, "-m", "gunicorn", "app:server"),
        *("--pythonpath", str(Path(dashboard.__file__).resolve().parents[1])),
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--workers", str(settings.workers), "--threads", str(settings.threads)),
        *("--worker-class", WORKER, "--worker-connections", str(CONNECTIONS), "--no-sendfile"),
        *("--preload", "--no-control-socket", "--graceful-timeout", "10"),
    ]
    if SHARED_MEMORY.is_dir():
        command += ["--worker-tmp-dir", str(SHARED_MEMORY)]
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    sys.stdout.flush()
    os.execve(sys.executable, command, {**CALM, **others, **as_environment(settings)})

"""The command `utbudskarta`: check, build, demo, report, serve."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from geodata.cli import add_commands, add_language, add_out, answer, run_demo


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 (not possible) or 2 (not understood).

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process where not given.
    """
    parser = argparse.ArgumentParser(
        prog="utbudskarta", description="A region's supply of publicly funded services on one map."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_commands(commands)
    _add_serve(commands.add_parser("serve", help="show what is published; the demo where nothing is yet"))
    asked = parser.parse_args(arguments)
    return answer(asked.run, asked)


def _add_serve(parser: argparse.ArgumentParser) -> None:
    add_out(parser)
    add_language(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8050, help="(8050)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--threads", type=int, default=8, help="threads of each (8)")
    parser.set_defaults(run=run_serve, county="14", keep=None)


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped; builds the demo first where nothing is published."""
    from dashboard.serving import gunicorn
    from geodata.snapshot import current_version

    if current_version(arguments.out) is None and (failed := run_demo(arguments)):
        return failed
    print(f"http://{arguments.host}:{arguments.port}")
    gunicorn(arguments.out, arguments.host, arguments.port, arguments.workers, arguments.threads)

"""The command `utbudskarta site`: where the next units should stand, as text or JSON."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from dashboard.question.command_line import add_outlook, assess_arguments, outlook_arguments
from dashboard.words.words import Words
from geodata.siting.search import TIME_LIMIT_S, SearchProgress

OBJECTIVES = ("coverage", "all", "mean-minutes")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what can be asked of siting, beside the region and the scenario."""
    parser.add_argument("--sites", type=int, metavar="NUMBER", help="how many new units, at most (1)")
    parser.add_argument("--objective", choices=OBJECTIVES, default="coverage", help="(coverage)")
    parser.add_argument(
        "--candidates",
        type=Path,
        metavar="FILE",
        help="where they may stand (where each area's residents are)",
    )
    parser.add_argument(
        "--room", type=float, metavar="RESIDENTS", help="how many each new unit has room for (no limit)"
    )
    parser.add_argument(
        "--time-limit", type=float, default=TIME_LIMIT_S, metavar="SECONDS", help=f"({TIME_LIMIT_S:g})"
    )
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_outlook(parser, "whose residents count, where any of these is given")


def run(arguments: argparse.Namespace) -> int:
    """Print where the next units should be and how certain that is; the first Ctrl-C ends the search."""
    from dashboard.siting.answer import siting_json, siting_text
    from dashboard.siting.room import room_json, room_text
    from dashboard.words.words import words_of
    from geodata.measures.need import outlook_of
    from geodata.siting.candidates import area_candidates, file_candidates
    from geodata.siting.placing import place_units, place_with_room

    assessment = assess_arguments(arguments)
    if assessment is None:
        return 1
    region, path = assessment.region, arguments.candidates
    candidates = file_candidates(region, path) if path else area_candidates(region)
    words = words_of(region.settings, arguments.lang)
    given = outlook_arguments(arguments, assessment)
    outlook = outlook_of(assessment, given) if given else None
    sites = 1 if arguments.sites is None else arguments.sites
    with stopped_by_hand() as stop:
        if arguments.room is not None:
            found = place_with_room(
                assessment,
                arguments.objective,
                sites,
                candidates,
                arguments.room,
                outlook=outlook,
                time_limit_s=arguments.time_limit,
                stop=stop.is_set,
            )
            answer = (found, arguments.room, candidates, assessment, words, outlook)
            _print(room_json(*answer) if arguments.json else room_text(*answer))
            return 0
        placement = place_units(
            assessment,
            arguments.objective,
            sites,
            candidates,
            outlook=outlook,
            time_limit_s=arguments.time_limit,
            stop=stop.is_set,
            report=Shown(words) if sys.stderr.isatty() else lambda _: None,
        )
    if arguments.json:
        _print(siting_json(placement, assessment, words))
    else:
        _print(siting_text(placement, assessment, words, arguments.sites))
    return 0


def _print(answer: list[str] | dict[str, object]) -> None:
    if isinstance(answer, dict):
        print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print("\n".join(answer))


class Shown:
    """Progress on one line of a terminal, when a stage begins and each second after that."""

    def __init__(self, words: Words) -> None:
        self.words, self.last = words, ("", -1)

    def __call__(self, progress: SearchProgress) -> None:
        """Print the stage, the seconds and the best so far, if a second has passed since last."""
        now = (progress.stage, int(progress.seconds))
        if now == self.last or progress.seconds < 1:
            return
        self.last, best = now, progress.best
        from dashboard.siting.answer import gap_share_words, value_words

        print(
            self.words(
                "siting.progress",
                stage=self.words(f"siting.stage.{progress.stage}"),
                seconds=now[1],
                value=value_words(best, best.value, self.words),
                gap=gap_share_words(best, self.words),
            ),
            file=sys.stderr,
        )


@contextmanager
def stopped_by_hand() -> Iterator[Event]:
    """An event that the first Ctrl-C sets; the second ends the command as usual."""
    stop = Event()
    previous = signal.getsignal(signal.SIGINT)

    def pressed(*_: object) -> None:
        stop.set()
        signal.signal(signal.SIGINT, previous)

    try:
        signal.signal(signal.SIGINT, pressed)
        yield stop
    finally:
        signal.signal(signal.SIGINT, previous)

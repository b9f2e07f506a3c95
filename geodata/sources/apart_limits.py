"""What one piece of work on a file may cost."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Bounds that the kernel keeps.

    Attributes
    ----------
    processor_s : int
        Seconds of a processor.
    whole_s : float
        Seconds by the clock: work may be kept waiting.
    memory_bytes : int
        Address space beside the libraries' own.
    answer_bytes : int
        Of what is handed back, and of any file that is written on the way.
    """

    processor_s: int
    whole_s: float
    memory_bytes: int
    answer_bytes: int


def limits_of(size_bytes: int, *, slowness: float = 1.0) -> Limits:
    """What a file of a size may cost: an honest one takes a tenth of it.

    Parameters
    ----------
    size_bytes : int
        As the file says before it is read; unpacked, where it is packed.
    slowness : float
        How much longer its kind takes than a second a megabyte; below 1 for what only counts.
    """
    size_mib = size_bytes / MIB
    processor_s = slowness * (4 + size_mib)
    return Limits(
        processor_s=max(1, round(processor_s)),
        whole_s=5
        * processor_s,  # other work may have the processors; a loop has used its seconds long before
        memory_bytes=round((640 + 16 * size_mib) * MIB),
        answer_bytes=round((512 + 8 * size_mib) * MIB),
    )


def keep_within(limits: Limits, *, engines: bool = False) -> None:
    """Bounds of this process from now on: the kernel ends it at the first that it passes.

    Parameters
    ----------
    limits : Limits
    engines : bool
        Whether it starts engines that reserve far more address space than they use: then what it may write
        to is bounded instead.
    """
    memory, own = (resource.RLIMIT_DATA, _pages(5)) if engines else (resource.RLIMIT_AS, _pages(0))
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.processor_s),
        (resource.RLIMIT_FSIZE, limits.answer_bytes),
        (memory, own + limits.memory_bytes),
    ):
        with suppress(OSError, ValueError):  # some systems keep no bounds of memory
            resource.setrlimit(what, (most, most + 1))  # the second ends it without a word of why
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.whole_s)


def _pages(column: int) -> int:
    """Bytes that the libraries have before any work: column 0 is address space, 5 what may be written to."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[column]) * resource.getpagesize()
    except OSError:
        return 2**30

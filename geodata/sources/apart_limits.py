"""What one piece of work on a file may cost."""

from __future__ import annotations

from dataclasses import dataclass

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

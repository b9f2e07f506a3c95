"""How much a question over HTTP/1 is in all, by its head: read before any thread is given to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

HEAD_MOST: Final = 32 * 1024
"""Bytes of a question's head; what single lines may be is gunicorn's to say."""
GATHERED_MOST: Final = 2_500_000
"""Bytes of a question that is gathered before it is answered: any that pages send, but files."""

_END: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"^content-length[ \t]*:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_NUMBER: Final = re.compile(rb"[0-9]{1,15}")
_PIECEWISE: Final = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
_EXPECTING: Final = re.compile(rb"^expect[ \t]*:[ \t]*100-continue", re.IGNORECASE | re.MULTILINE)


class RefusedError(Exception):
    """A question that is not read to its end; `status` says why, as HTTP counts."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Frame:
    """How much a question is: bytes of its head and its body, and whether the body waits to be asked for."""

    head: int
    body: int
    expecting: bool = False

    @property
    def whole(self) -> int:
        """Bytes in all."""
        return self.head + self.body

    @property
    def is_file(self) -> bool:
        """Whether it is larger than what is gathered: then whoever answers reads it as it comes."""
        return self.whole > GATHERED_MOST


def frame_of(sent: bytes | bytearray) -> Frame | None:
    r"""How much the first question of what has been sent is; None where its head has not come to its end.

    Raises
    ------
    RefusedError
        If the head is too long, or does not say how long the body is.

    Examples
    --------
    >>> frame_of(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab")
    Frame(head=38, body=3, expecting=False)
    >>> frame_of(b"GET / HTTP/1.1\r\nHost: x") is None
    True
    """
    end = sent.find(_END, 0, HEAD_MOST)
    if end < 0:
        if len(sent) >= HEAD_MOST:
            raise RefusedError("431 Request Header Fields Too Large")
        return None
    head = bytes(sent[: end + len(_END)])
    if _PIECEWISE.search(head):
        raise RefusedError("411 Length Required")
    written = [length.strip(b" \t") for length in _LENGTH.findall(head)]
    if not all(map(_NUMBER.fullmatch, written)):  # taken for none, a thread would wait for what it says
        raise RefusedError("400 Bad Request")
    lengths = {int(length) for length in written}
    if len(lengths) > 1:
        raise RefusedError("400 Bad Request")
    return Frame(len(head), next(iter(lengths), 0), _EXPECTING.search(head) is not None)

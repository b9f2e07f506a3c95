"""How the processes of the workshop talk: pieces of bytes over a socket, each after its length."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_LENGTH: Final = struct.Struct("!I")
PIECE_MOST: Final = 2**30
BUSY, OFTEN, LATE, LARGE, FELL, AWAY = "busy", "often", "late", "large", "fell", "away"
"""Why there is no answer: too much is going on, or its client asked too often; it took too long or too much
memory; it fell; the workshop itself is not there."""


GO: Final = b"go"
"""What a piece of work begins with: now the question's body may come. Who is refused sends none, for what lay
unread where a connection is closed would take the refusal back."""
BODY: Final = b"+"
"""How a piece of an answer's content begins; what follows its head otherwise says that it is broken off."""
END: Final = b""


@dataclass(frozen=True)
class Head:
    """What comes before the pieces of an answer: how it begins, or why there is none."""

    status: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    refused: str = ""
    wait_s: int = 0

    def written(self) -> bytes:
        """As bytes."""
        return json.dumps([self.status, self.headers, self.refused, self.wait_s]).encode()

    @classmethod
    def read(cls, piece: bytes) -> Head:
        """What `written` has written."""
        status, headers, refused, wait_s = json.loads(piece)
        return cls(status, tuple((name, value) for name, value in headers), refused, wait_s)


@dataclass(frozen=True)
class Order:
    """One piece of work: its kind, who asks ("" where that is not known), and the question's environment."""

    kind: str
    client: str
    environment: Mapping[str, str]

    def written(self) -> bytes:
        """As bytes."""
        return json.dumps([self.kind, self.client, dict(self.environment)]).encode()

    @classmethod
    def read(cls, piece: bytes) -> Order:
        """What `written` has written."""
        return cls(*json.loads(piece))


def send(connection: socket.socket, piece: bytes) -> None:
    """Send one piece; an empty one ends an answer."""
    connection.sendall(_LENGTH.pack(len(piece)) + piece)


def receive(connection: socket.socket) -> bytes:
    """The next piece.

    Raises
    ------
    EOFError
        If the other end has gone.
    """
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    if length > PIECE_MOST:
        raise EOFError
    return _exactly(connection, length)


def _exactly(connection: socket.socket, count: int) -> bytes:
    content = bytearray()
    while len(content) < count:
        part = connection.recv(min(count - len(content), 2**20))
        if not part:
            raise EOFError
        content += part
    return bytes(content)

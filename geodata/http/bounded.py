"""Answers read to their end within bounds of bytes and time, from machines within a fence."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.timeout import Timeout

from geodata.http.fence import Fence
from geodata.http.watch import Watch

PIECE: Final = 8192
"""Bytes that are read at a time."""


@dataclass(frozen=True)
class Limits:
    """What one answer may cost.

    Attributes
    ----------
    bytes_most : int
        Of its content, unpacked.
    connect_s : float
        Seconds for the connection.
    piece_s : float
        Seconds for each piece of what comes.
    whole_s : float
        Seconds for all of it: somebody who sends a byte a second is not waited for.
    """

    bytes_most: int
    connect_s: float
    piece_s: float
    whole_s: float


class TooLongError(requests.exceptions.ContentDecodingError):
    """An answer has more bytes than it may."""


class TooSlowError(requests.exceptions.ReadTimeout):
    """An answer takes longer than it may."""


class BoundedAdapter(HTTPAdapter):
    """Reads answers to their end at once, and gives up where they are too long or too slow.

    Parameters
    ----------
    limits : Limits
    fence : Fence, optional
        What judges machines before they are connected to; any may be where there is none.
    clock : function
        Seconds, for tests.
    """

    def __init__(
        self, limits: Limits, fence: Fence | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limits, self.fence, self._clock = limits, fence, clock
        self.watch: Watch | None = None
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make connections that are watched, and fenced where there is a fence."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The answer, read.

        Raises
        ------
        requests.RequestException
            If it is too long, takes too long, is cut off, or does not come.
        FencedOffError
            If the machine may not be connected to.
        """
        limits = self.limits
        until = self._clock() + limits.whole_s
        bounds = {**kwargs, "stream": True, "timeout": (limits.connect_s, limits.piece_s)}
        with Watch(limits.whole_s) as watch:
            self.watch = watch
            try:
                answer = super().send(request, *args, **bounds)
                content = self._content(answer, until)
            except (requests.RequestException, OSError) as error:
                if watch.late:
                    raise TooSlowError(f"not read within {limits.whole_s:g} s") from error
                raise
            if watch.late:  # an end that was ours
                raise TooSlowError(f"not read within {limits.whole_s:g} s")
        answer._content = content  # what `requests` itself keeps it in
        return answer

    def _content(self, answer: requests.Response, until: float) -> bytes:
        most = self.limits.bytes_most
        announced = answer.headers.get("Content-Length", "")
        if announced.isdecimal() and len(announced) < 20 and int(announced) > most:
            answer.close()
            raise TooLongError(f"more than {most} bytes")
        content = bytearray()
        for piece in answer.iter_content(PIECE):
            content += piece
            if len(content) > most:
                answer.close()
                raise TooLongError(f"more than {most} bytes")
            if self._clock() > until:
                answer.close()
                raise TooSlowError(f"not read within {self.limits.whole_s:g} s")
        return bytes(content)


def _pools(adapter: BoundedAdapter) -> dict[str, type[HTTPConnectionPool]]:
    """Pools of connections by scheme, whose connections an adapter watches and fences."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> Any:
            return _connected(self, adapter, super()._new_conn)

        def getresponse(self) -> Any:
            _watched(self.sock, adapter)  # it may be of a request before
            return super().getresponse()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> Any:
            return _connected(self, adapter, super()._new_conn)

        def getresponse(self) -> Any:
            _watched(self.sock, adapter)
            return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _connected(connection: HTTPConnection, adapter: BoundedAdapter, usual: Callable[[], Any]) -> Any:
    """Socket of a connection, by the fence where there is one; the certificate is held against its name."""
    if adapter.fence is None:
        found = usual()
    else:
        timeout_s = Timeout.resolve_default_timeout(connection.timeout)
        try:
            found = adapter.fence.connect(connection.host, connection.port, timeout_s)
        except socket.gaierror as error:
            raise NameResolutionError(connection.host, connection, error) from error
        except (OSError, UnicodeError) as error:  # the latter is no name of a machine
            raise NewConnectionError(connection, str(error)) from error
    _watched(found, adapter)
    return found


def _watched(connection: socket.socket | None, adapter: BoundedAdapter) -> None:
    if connection is not None and adapter.watch is not None:
        adapter.watch.over(connection)

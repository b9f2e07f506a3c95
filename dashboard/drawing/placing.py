"""The process that runs what places things on a map: started as a script, asked over one connection.

It is alone with V8 and starts that in its first thread. On processors with protection keys, threads that are
older than V8 may not touch its memory, and a server's threads are: there, the whole server would fall.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection
from typing import Any

from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException, MiniRacer


def answer(connection: Connection) -> None:
    """Run scripts, each within seconds and bytes of heap, until the other end is closed; send texts.

    Nobody waits for a script that takes longer, and who asked may have been killed: it ends with that.
    """
    script: Any = MiniRacer()
    while True:
        try:
            code, most_s, most_bytes = connection.recv()
        except EOFError:
            return
        try:
            value = script.eval(code, timeout_sec=most_s, max_memory=most_bytes)
            connection.send((True, value if isinstance(value, str) else None))
        except JSTimeoutException:
            os._exit(1)  # V8 that is broken off may never end by itself
        except JSEvalException as error:
            connection.send((False, str(error)))
            if isinstance(error, JSOOMException):
                return


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the server, which ends this
    answer(Connection(int(sys.argv[1])))

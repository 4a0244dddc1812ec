"""Ports of this machine for what a test starts."""

import os
import socket
from contextlib import suppress
from itertools import count

# Below those from which calls go out: such a call may take any of them before the test does.
FIRST, MANY = 10_000, 22_000
NUMBERS = count(os.getpid() * 37)  # another process begins elsewhere


def free_port() -> int:
    """Return a port on which nothing listens, another at each call."""
    while True:
        port = FIRST + next(NUMBERS) % MANY
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def free_ports(how_many: int) -> list[int]:
    """Return ports on which nothing listens."""
    return [free_port() for _ in range(how_many)]

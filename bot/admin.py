"""Health and figures for the operator: /healthz, /readyz and /metrics, on 127.0.0.1 alone.

A dozen lines of HTTP: a second web server would fight the first one over the signals.
"""

import asyncio
from collections.abc import Callable, Sequence

from prometheus_client import generate_latest

from bot.metrics import Metrics

HOST = "127.0.0.1"
# Prometheus sends a few hundred bytes; whoever sends more or slower is nobody we know.
_LONGEST_REQUEST = 16_384
_PATIENCE = 5.0  # seconds

# Names of what is not ready yet, such as "store"; empty when all is.
Unready = Callable[[], Sequence[str]]


async def serve(port: int, metrics: Metrics, unready: Unready) -> asyncio.Server:
    """Listen until the server that is returned is closed. Port 0 takes any free one."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(_respond(head, metrics, unready))
                await writer.drain()
        except (
            TimeoutError,
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
        ):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(answer, HOST, port, limit=_LONGEST_REQUEST)


def _respond(head: bytes, metrics: Metrics, unready: Unready) -> bytes:
    method, _, rest = head.partition(b" ")
    path = rest.partition(b" ")[0].partition(b"?")[0]
    if method not in (b"GET", b"HEAD"):
        status, kind, body = "405 Method Not Allowed", "text/plain", b"only GET\n"
    elif path == b"/healthz":
        status, kind, body = "200 OK", "text/plain", b"ok\n"
    elif path == b"/readyz":
        missing = unready()
        status = "503 Service Unavailable" if missing else "200 OK"
        kind = "text/plain"
        body = f"not ready: {', '.join(missing)}\n".encode() if missing else b"ready\n"
    elif path == b"/metrics":
        status, kind = "200 OK", "text/plain; version=0.0.4; charset=utf-8"
        body = generate_latest(metrics.registry)
    else:
        status, kind, body = "404 Not Found", "text/plain", b"no such page\n"
    header = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    ).encode()
    return header if method == b"HEAD" else header + body

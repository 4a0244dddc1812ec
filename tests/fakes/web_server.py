"""The web chat in this process, on a port of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import uvicorn

from bot.channels.web.options import Persona, WebOptions
from bot.channels.web.server import build_app
from tests.fakes.web_backend import FakeBackend

OPTIONS = WebOptions(secret="a secret of the tests")
PEOPLE = (
    Persona("buoi", "Bà Bưởi", "người dân", "demo-buoi"),
    Persona("doai", "Trưởng thôn Đoài", "bác Thóc", "demo-doai"),
    Persona("congchuc", "Công chức", "cô Mận, xã", "demo-officer"),
    Persona("chutich", "Chủ tịch", "xã Lúa Vàng", "demo-chair"),
)


@asynccontextmanager
async def serving(
    backend: FakeBackend, personas: Sequence[Persona] = (), port: int = 0, **changes: object
) -> AsyncIterator[str]:
    """Serve until the block ends; yields the address. `changes` are settings of WebOptions."""
    options = replace(OPTIONS, **changes)  # type: ignore[arg-type] # by name
    app = build_app(backend, options, backend.clock, personas)
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, access_log=False, log_level="warning", lifespan="off",
        ws="websockets-sansio", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    running = asyncio.create_task(server._serve(sockets))
    while not server.started:  # noqa: ASYNC110 # uvicorn offers nothing to wait for
        await asyncio.sleep(0)
    try:
        yield f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        await running
        sockets[0].close()

"""Health and figures, asked over a real connection."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from bot import admin
from bot.metrics import Metrics


class Served:
    """A running admin server whose readiness the test decides."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.metrics = Metrics()
        self.port = 0

    async def get(self, path: str, method: str = "GET") -> httpx.Response:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as client:
            return await client.request(method, path)


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    state = Served()
    server = await admin.serve(0, state.metrics, lambda: state.missing)
    state.port = server.sockets[0].getsockname()[1]
    assert server.sockets[0].getsockname()[0] == "127.0.0.1"
    yield state
    server.close()
    await server.wait_closed()


async def test_alive_is_not_yet_ready(served: Served) -> None:
    served.missing = ["store", "delivery"]

    assert (await served.get("/healthz")).text == "ok\n"
    refused = await served.get("/readyz")
    assert (refused.status_code, refused.text) == (503, "not ready: store, delivery\n")

    served.missing = []
    assert (await served.get("/readyz")).status_code == 200


async def test_figures_carry_names_of_ours_only(served: Served) -> None:
    served.metrics.turns.labels(route="deed.report", outcome="ok").inc()
    served.metrics.owner.set(1)

    answer = await served.get("/metrics?anything")

    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'thidua_turns_total{outcome="ok",route="deed.report"} 1.0' in answer.text
    assert "thidua_owner 1.0" in answer.text
    assert "thidua_inbox_unhandled 0.0" in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/", 404, id="no such page"),
        pytest.param("POST", "/healthz", 405, id="nothing can be changed"),
        pytest.param("HEAD", "/healthz", 200, id="head"),
    ],
)
async def test_anything_else_is_refused(
    served: Served, method: str, path: str, status: int
) -> None:
    assert (await served.get(path, method)).status_code == status


async def test_nonsense_does_no_harm(served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(b"\xff\x00" * 20_000 + b"\r\n\r\n")
    with contextlib.suppress(ConnectionError):
        assert await reader.read() == b""
    writer.close()

    assert (await served.get("/healthz")).status_code == 200


def test_two_communes_in_one_process_count_apart() -> None:
    first, second = Metrics(), Metrics()

    first.rollbacks.inc()

    assert second.registry.get_sample_value("thidua_rollbacks_total") == 0

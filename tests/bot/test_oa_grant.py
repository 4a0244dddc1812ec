"""The Official Account's tokens against the platform's token endpoint: renewed in time, once, and
written down before they are used.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from bot import keys
from bot.oa_grant import OaGrant, Pair, read_answer, seal, unseal
from bot.settings import Settings
from bot.writer import StoreDown, Writer
from models.machine.oa_grant import Kept, keep_grant, newest_grant
from models.store import Tx, open_engine
from tests.bot.builders import settings_in
from tests.fakes.scene import MORNING
from tests.fakes.zalo_oa_server import APP_SECRET, ZaloOaServer


@dataclass
class Stage:
    """The platform, and one process that owns the database."""

    server: ZaloOaServer
    settings: Settings
    writer: Writer

    def clock(self) -> Any:
        return self.server.now

    def grant(self, writer: Writer | None = None) -> OaGrant:
        """The grant of a process."""
        return OaGrant(writer or self.writer, self.settings, self.clock)

    async def granted(self) -> str:
        """The administrator grants; return the access token."""
        access, refresh = self.server.grant()
        sealed = seal(keys.signing_key(self.settings), Pair(access, refresh, "4400"))
        now = self.server.now
        app = self.settings.zalo_oa_app_id
        await self.writer.write(
            lambda tx: keep_grant(tx, app, sealed, now, now + timedelta(hours=25))
        )
        return access

    async def newest(self) -> tuple[Kept, Pair]:
        """What the table holds."""
        app = self.settings.zalo_oa_app_id
        kept = await self.writer.write(lambda tx: newest_grant(tx, app))
        assert kept is not None
        pair = unseal(keys.signing_key(self.settings), kept.sealed)
        assert pair is not None
        return kept, pair


@pytest.fixture
def server() -> Iterator[ZaloOaServer]:
    with ZaloOaServer(clock=lambda: MORNING) as server:
        yield server


@pytest.fixture
async def stage(store_url: str, tmp_path: Path, server: ZaloOaServer) -> AsyncIterator[Stage]:
    settings = settings_in(
        tmp_path, database_url=store_url, zalo_oa_app_id=server.app_id,
        zalo_oa_app_secret=APP_SECRET, zalo_oa_oauth=server.url,
    )  # fmt: skip
    writer = make_writer(settings)
    assert await writer.own(1)
    yield Stage(server, settings, writer)
    if writer._thread.is_alive():
        await writer.stop()
    writer.engine.dispose()


def make_writer(settings: Settings) -> Writer:
    lock = settings.home / "owner.lock" if settings.on_sqlite else None
    writer = Writer(open_engine(settings.database_url), b"a key", lock)
    writer.start()
    return writer


# --- sealing -------------------------------------------------------------------------------------


def test_a_pair_is_opened_by_its_own_key_alone_and_shows_nothing() -> None:
    pair = Pair("access-1", "refresh-1", "4400")

    sealed = seal(b"a key", pair)

    assert unseal(b"a key", sealed) == pair
    assert unseal(b"another key", sealed) is None
    assert "access-1" not in sealed
    assert "access-1" not in repr(pair)
    assert "refresh-1" not in repr(pair)


# --- reading and renewing ------------------------------------------------------------------------


async def test_before_anybody_has_granted_there_is_no_token(stage: Stage) -> None:
    grant = stage.grant()

    await grant.keep_fresh()
    assert await grant.token() is None
    assert await grant.renew("of nobody") is None
    assert stage.server.renewals == 0


async def test_a_pair_that_was_granted_meanwhile_is_picked_up(stage: Stage) -> None:
    grant = stage.grant()
    assert await grant.token() is None
    access = await stage.granted()

    stage.server.advance(minutes=1)

    assert await grant.token() == access
    assert grant.account == "4400"


@pytest.mark.parametrize(("hours", "renewals"), [(19, 0), (20, 1)])
async def test_it_is_renewed_after_twenty_hours(stage: Stage, hours: int, renewals: int) -> None:
    access = await stage.granted()
    grant = stage.grant()
    stage.server.advance(hours=hours)

    await grant.keep_fresh()
    await grant.keep_fresh()

    assert stage.server.renewals == renewals
    kept, pair = await stage.newest()
    assert await grant.token() == pair.access
    assert (pair.access == access) == (renewals == 0)
    assert pair.account == "4400"
    if renewals:
        assert kept.ends - kept.got == timedelta(hours=25)


async def test_however_many_ask_it_is_renewed_once(stage: Stage) -> None:
    access = await stage.granted()
    grant = stage.grant()

    found = await asyncio.gather(*(grant.renew(access) for _ in range(20)))

    assert stage.server.renewals == 1
    assert set(found) == {(await stage.newest())[1].access}


async def test_it_goes_on_for_weeks(stage: Stage) -> None:
    """Each refresh token works once: one that was lost would end this."""
    await stage.granted()
    grant = stage.grant()
    for _ in range(40):
        stage.server.advance(hours=10)
        await grant.keep_fresh()

    assert stage.server.renewals == 20
    assert await grant.token() == stage.server._access


async def test_the_new_pair_is_committed_before_it_is_used(stage: Stage) -> None:
    access = await stage.granted()
    grant = stage.grant()
    real, seen = stage.writer.write, []

    async def watched(run: Callable[[Tx], Any], *, owned: bool = False) -> Any:
        seen.append(grant._pair)
        return await real(run, owned=owned)

    stage.writer.write = watched  # type: ignore[method-assign] # looks at every commit
    token = await grant.renew(access)

    assert token not in [pair.access for pair in seen if pair is not None]
    assert token == (await stage.newest())[1].access


# --- trouble -------------------------------------------------------------------------------------


async def test_while_the_platform_does_not_answer_the_old_pair_is_kept(
    stage: Stage, free_port: int
) -> None:
    access = await stage.granted()
    grant = stage.grant()
    stage.server.faults.append("html")

    assert await grant.renew(access) is None
    assert await grant.token() == access
    assert await grant.renew(access) is None  # not at once
    stage.server.advance(minutes=1)
    assert await grant.renew(access) == (await stage.newest())[1].access
    assert stage.server.renewals == 1

    grant.oauth = f"http://127.0.0.1:{free_port}"
    with capture_logs() as logs:
        stage.server.advance(hours=20)
        await grant.keep_fresh()
    assert logs[0]["error"] == "ConnectError"


async def test_when_the_administrator_has_to_grant_again_it_is_said_loudly_and_once(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    access = await stage.granted()
    grant = stage.grant()
    stage.server.revoke()

    with capture_logs() as logs:
        assert await grant.renew(access) is None
        for _ in range(3):
            stage.server.advance(minutes=5)
            await grant.keep_fresh()

    assert [line["event"] for line in logs] == ["zalo_oa.grant_refused"]
    assert capsys.readouterr().err.count("thidua zalo-oa connect") == 1
    assert await grant.token() is None
    assert (await stage.newest())[0].refused is not None

    again = await stage.granted()
    stage.server.advance(minutes=1)
    assert await grant.token() == again


async def test_a_process_that_starts_without_a_valid_grant_says_so(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    access = await stage.granted()
    stage.server.revoke()
    await stage.grant().renew(access)
    capsys.readouterr()

    await stage.grant().keep_fresh()

    assert "thidua zalo-oa connect" in capsys.readouterr().err


async def test_the_answer_that_is_lost_takes_the_pair_with_it(stage: Stage) -> None:
    """The one loss that cannot be prevented: it is noticed, and the operator is called."""
    access = await stage.granted()
    grant = stage.grant()
    stage.server.faults.append("lost")

    assert await grant.renew(access) is None
    stage.server.advance(minutes=1)
    assert await grant.renew(access) is None
    assert (await stage.newest())[0].refused is not None


async def test_when_the_store_is_down_the_new_pair_waits_for_it(stage: Stage) -> None:
    access = await stage.granted()
    grant = stage.grant()
    real, writes = stage.writer.write, []

    async def down_after_the_answer(run: Callable[[Tx], Any], *, owned: bool = False) -> Any:
        writes.append(owned)
        if stage.server.renewals and len(writes) < 4:
            raise StoreDown
        return await real(run, owned=owned)

    stage.writer.write = down_after_the_answer  # type: ignore[method-assign] # a disk that fills
    assert await grant.renew(access) is None
    assert await grant.token() == access
    assert await grant.token() == (await stage.newest())[1].access
    assert stage.server.renewals == 1


async def test_who_does_not_own_the_database_never_renews(stage: Stage) -> None:
    access = await stage.granted()
    other = make_writer(stage.settings)
    grant = stage.grant(other)
    stage.server.advance(hours=21)

    await grant.keep_fresh()
    assert await grant.renew(access) is None
    assert stage.server.renewals == 0

    await stage.grant().renew(access)
    stage.server.advance(minutes=1)
    assert await grant.token() == (await stage.newest())[1].access
    await other.stop()
    other.engine.dispose()


async def test_a_pair_that_somebody_else_has_renewed_is_used(stage: Stage) -> None:
    access = await stage.granted()
    grant = stage.grant()
    assert await grant.token() == access
    newer = await stage.granted()

    assert await grant.renew(access) == newer
    assert stage.server.renewals == 0


async def test_a_pair_sealed_with_another_key_is_no_grant(stage: Stage) -> None:
    await stage.granted()
    (stage.settings.keys / keys.SECRET).write_text("0" * 64)
    grant = stage.grant()

    with capture_logs() as logs:
        assert await grant.token() is None
        stage.server.advance(minutes=1)
        assert await grant.token() is None

    assert [line["event"] for line in logs] == ["zalo_oa.grant_unreadable"]


async def test_a_stop_waits_for_a_renewal_that_is_under_way(stage: Stage) -> None:
    access = await stage.granted()
    grant = stage.grant()
    renewing = asyncio.create_task(grant.renew(access))
    await asyncio.sleep(0)
    renewing.cancel()

    await asyncio.sleep(0)
    await grant.close()

    assert stage.server.renewals == 1
    assert (await stage.newest())[1].access == stage.server._access


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"access_token": "a"}'])
def test_an_answer_that_says_nothing_is_no_answer(body: bytes) -> None:
    assert read_answer(httpx.Response(200, content=body)) is None
    assert read_answer(httpx.Response(200, json={"error": -32})) is None

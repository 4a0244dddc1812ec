"""What the doctor says of Zalo bots, against a platform over HTTP and a database with a month in
it.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot import doctor_zalo_bot
from bot.cli import app
from bot.doctor import Finding, Level, examine
from bot.doctor_zalo_bot import zalo_bot_findings
from bot.settings import Settings
from models.machine import conversation, ledger
from models.people.invitations import invite
from models.people.role import Role
from models.permissions import Viewer
from models.store import Tx, open_engine
from tests.bot.builders import environment, settings_in
from tests.fakes.zalo_bot_server import TOKEN, Fault, ZaloBotServer

SECOND = "5000000001:another-invented-secret"
SECRET = "a secret of the webhook"
SITE = "https://thidua.example.vn"
OURS = f"{SITE}/zalo/zalo-4071238600"
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)  # already December in the commune
NAME = "Zalo bot 4071238600"
KNOWN = Finding(Level.OK, f"{NAME}: known to Zalo")
REMOVE = "thidua zalo-bot webhook remove --bot 4071238600"


@pytest.fixture
def server() -> Iterator[ZaloBotServer]:
    found = ZaloBotServer(poll_seconds=0.02)
    yield found
    found.close()


def settings(home: Path, server: ZaloBotServer, **given: Any) -> Settings:
    known = {"zalo_bot_tokens": TOKEN, "zalo_bot_api": server.url, "public_url": SITE}
    return settings_in(home, **{**known, **given})


def findings(home: Path, server: ZaloBotServer, **given: Any) -> list[Finding]:
    """What is found; never is a token or a secret in it."""
    found = zalo_bot_findings(settings(home, server, **given), NOW)
    assert "invented-secret" not in str(found)
    assert SECRET not in str(found)
    return found


# --- the token -----------------------------------------------------------------------------------


def test_without_a_bot_there_is_nothing_to_say(tmp_path: Path, server: ZaloBotServer) -> None:
    assert findings(tmp_path, server, zalo_bot_tokens=None) == []
    assert server.calls == []


def test_a_bot_that_polls_is_all_right(tmp_path: Path, server: ZaloBotServer) -> None:
    for server.empty_webhook_info in (False, True):
        assert findings(tmp_path, server) == [KNOWN]
    assert set(server.calls) == {"getMe", "getWebhookInfo"}  # it looks and changes nothing


def test_a_refused_token_is_bad_and_the_others_are_looked_at(
    tmp_path: Path, server: ZaloBotServer
) -> None:
    server.another_bot(SECOND).token_reset = True

    known, refused = findings(tmp_path, server, zalo_bot_tokens=f"{TOKEN} {SECOND}")

    assert known == KNOWN
    assert refused == Finding(
        Level.BAD,
        "Zalo bot 5000000001: Zalo refuses its token: reset, or mistyped",
        "put the new one into THIDUA_ZALO_BOT_TOKENS, and start the bot again",
    )


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.UNAVAILABLE, Fault.DROPPED, Fault.SLOW])
def test_a_platform_that_is_away_is_a_warning(
    tmp_path: Path, server: ZaloBotServer, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_zalo_bot, "ASK_WITHIN", 0.1)
    server.fails("getMe", fault)

    (found,) = findings(tmp_path, server)

    assert found.level is Level.WARN
    assert found.what.startswith(f"{NAME}: Zalo does not answer within")


def test_an_address_where_nothing_listens_is_a_warning(
    tmp_path: Path, server: ZaloBotServer, free_port: int
) -> None:
    (found,) = findings(tmp_path, server, zalo_bot_api=f"http://127.0.0.1:{free_port}")

    assert (found.level, "THIDUA_ZALO_BOT_API" in found.do) == (Level.WARN, True)


# --- the webhook ---------------------------------------------------------------------------------


def test_our_webhook_with_its_secret_is_all_right(tmp_path: Path, server: ZaloBotServer) -> None:
    server.webhook = (OURS, SECRET)

    assert findings(tmp_path, server, zalo_bot_webhook_secret=SECRET) == [
        KNOWN,
        Finding(Level.OK, f"{NAME}: what people write is brought to us"),
    ]


def test_a_webhook_whose_secret_we_do_not_have(tmp_path: Path, server: ZaloBotServer) -> None:
    server.webhook = (OURS, SECRET)

    assert findings(tmp_path, server)[1:] == [
        Finding(
            Level.WARN,
            f"{NAME}: it has a webhook, but without its secret nothing that arrives is taken",
            f"set THIDUA_ZALO_BOT_WEBHOOK_SECRET to the one it was set with, or: {REMOVE}",
        )
    ]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        pytest.param("https://former.example.vn/zalo/zalo-4071238600", SITE, id="another site"),
        pytest.param(f"{SITE}/zalo/zalo-1", SITE, id="that of another bot"),
        pytest.param(OURS, None, id="one of ours, which has none any more"),
    ],
)
def test_a_webhook_that_leads_elsewhere(
    tmp_path: Path, server: ZaloBotServer, url: str, site: str | None
) -> None:
    server.webhook = (url, SECRET)

    (found,) = findings(tmp_path, server, public_url=site, zalo_bot_webhook_secret=SECRET)[1:]

    assert found.level is Level.WARN
    assert found.what == f"{NAME}: what people write is brought to another address: {url}"
    assert found.do.startswith(REMOVE)


def test_a_webhook_of_which_nothing_is_heard(tmp_path: Path, server: ZaloBotServer) -> None:
    server.fails("getWebhookInfo", Fault.HTML)

    (found,) = findings(tmp_path, server)[1:]

    assert (found.level, found.do) == (Level.WARN, "try again later")


# --- the plan ------------------------------------------------------------------------------------


def used(url: str, people: int, invited: int, received: int, sent: int) -> None:
    """Fill the database: so many people wrote, so many are invited; the messages are of this
    month, and there are more of the last one.
    """
    engine = open_engine(url)
    with engine.begin() as connection:
        tx, bot = Tx(connection), "zalo-4071238600"
        for n in range(people):
            tx.run(conversation.INSERT, bot=bot, chat=f"chat-{n}", sender=f"chat-{n}")
            # The same person in a group takes no second seat.
            tx.run(conversation.INSERT, bot=bot, chat="nhom-1", sender=f"chat-{n}")
        admin = Viewer(1, ((Role.ADMIN, None),))
        for n in range(invited):
            invite(tx, admin, Role.COMMUNE_CHAIR, None, f"Bà Na {n}", NOW, bot)
        ledger.count(tx, bot, date(2026, 11, 30), received=900, sent=900)
        ledger.count(tx, bot, date(2026, 12, 1), received=received, sent=sent)
        tx.flush()
    engine.dispose()


@pytest.mark.parametrize(
    ("people", "invited", "received", "sent", "levels"),
    [
        pytest.param(16, 1, 30, 49, [Level.OK, Level.OK], id="enough is left"),
        pytest.param(16, 2, 30, 49, [Level.WARN, Level.OK], id="90 % of the people"),
        pytest.param(16, 1, 30, 50, [Level.OK, Level.WARN], id="80 % of the messages"),
        pytest.param(20, 0, 60, 60, [Level.WARN, Level.WARN], id="all of both"),
    ],
)
def test_seats_and_messages_are_compared_with_the_plan(
    tmp_path: Path,
    server: ZaloBotServer,
    store_url: str,
    people: int,
    invited: int,
    received: int,
    sent: int,
    levels: list[Level],
) -> None:
    used(store_url, people, invited, received, sent)

    _, seats, messages = findings(
        tmp_path, server, database_url=store_url, zalo_bot_seats=20, zalo_bot_messages=100
    )

    assert [seats.level, messages.level] == levels
    assert seats.what.startswith(f"{NAME}: {people + invited} of 20 people")
    assert messages.what == f"{NAME}: {received + sent} of 100 messages this month, in and out"


# --- the command ---------------------------------------------------------------------------------


def test_the_command_names_what_is_off_and_no_token(
    tmp_path: Path, server: ZaloBotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.token_reset = True
    given = environment(tmp_path, zalo_bot_tokens=TOKEN, zalo_bot_api=server.url)
    monkeypatch.chdir(tmp_path)

    said = CliRunner().invoke(app, ["doctor"], env=given)

    assert said.exit_code == 1
    assert f"bad  {NAME}: Zalo refuses its token" in said.output
    for off in ("QR codes", "photos", "documents", "handed in", "webhooks"):
        assert off in said.output
    assert "invented-secret" not in said.output


def test_a_database_that_is_down_is_said_without_its_password(
    tmp_path: Path, server: ZaloBotServer
) -> None:
    url = "postgresql://lua:thoc-thoc@127.0.0.1:1/thidua"

    (found,) = examine(
        settings(tmp_path, server, database_url=url), now=NOW, checks=(zalo_bot_findings,)
    )

    assert found.level is Level.BAD
    assert "thoc" not in str(found)

"""Which channels the settings describe."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue import Catalogue
from bot.channels.contract import Channel
from bot.channels.telegram import Telegram
from bot.channels.zalo_oa import ZaloOa
from bot.connecting import Parts, connect, window_of
from bot.dialogue.messages import Plan
from bot.evidence import Evidence
from bot.second_poller import last_conflict
from bot.settings import SettingsError
from bot.writer import Writer
from models.store import open_engine
from tests.bot.builders import settings_in

FIRST, SECOND = "4071238600:invented-secret", "5000000001:another-invented-secret"
WORDS = Catalogue(None, {}).words()
OA = {
    "zalo_oa_app_id": "1234567890",
    "zalo_oa_app_secret": "secret of the application",
    "zalo_oa_secret": "secret of the webhook",
}


class NoGrant:
    """Nobody has granted anything."""

    account = ""

    async def token(self) -> str | None:
        return None

    async def renew(self, old: str) -> str | None:
        return None


async def never(event_id: str, raw: object) -> bool:
    raise AssertionError("nothing arrives here")


def connected(home: Path, **given: Any) -> list[Channel]:
    """The channels of an installation."""
    settings = settings_in(home, **given)
    writer = Writer(open_engine(settings.database_url), b"key", None)  # nothing is written
    evidence = Evidence(writer, settings.files)
    now = datetime(2026, 11, 16, tzinfo=UTC)
    return connect(Parts(settings, lambda: now, writer, evidence, NoGrant(), WORDS))


def test_without_a_word_about_them_there_are_none(tmp_path: Path) -> None:
    assert connected(tmp_path) == []


def test_each_token_is_a_bot_and_the_account_comes_after_them(tmp_path: Path) -> None:
    found = connected(tmp_path, zalo_bot_tokens=f"{FIRST} {SECOND}", **OA)

    assert [channel.bot for channel in found] == ["zalo-4071238600", "zalo-5000000001", ZaloOa.bot]


def test_a_bot_keeps_to_its_plan_and_pace(tmp_path: Path) -> None:
    (bot,) = connected(
        tmp_path,
        zalo_bot_tokens=FIRST,
        zalo_bot_seats=20,
        zalo_bot_messages=700,
        zalo_bot_pace=0.5,
    )

    assert (bot.plan, bot.window) == (Plan(seats=20, messages=700), None)
    assert (bot.per_second, bot.chat_seconds) == (0.5, 2.0)
    assert bot.counts


@pytest.mark.parametrize(
    ("secret", "paths"),
    [
        pytest.param("a secret of the webhook", ["/zalo/zalo-4071238600"], id="one"),
        pytest.param(None, [], id="none"),
    ],
)
def test_a_webhook_is_there_only_where_its_secret_is(
    tmp_path: Path, secret: str | None, paths: list[str]
) -> None:
    (bot,) = connected(tmp_path, zalo_bot_tokens=FIRST, zalo_bot_webhook_secret=secret)

    assert [getattr(route, "path", "") for route in bot.routes(never)] == paths


def test_a_second_poller_on_telegram_is_written_down_for_the_doctor(tmp_path: Path) -> None:
    (channel,) = connected(tmp_path, telegram_token="7:invented")
    assert isinstance(channel, Telegram)
    met = channel._receiver.tell.conflict
    at = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

    assert met is not None
    met(at)

    assert last_conflict(tmp_path) == at


def test_two_tokens_of_one_bot_are_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="THIDUA_ZALO_BOT_TOKENS") as caught:
        connected(tmp_path, zalo_bot_tokens=f"{FIRST} 4071238600:a-newer-invented-secret")

    assert "invented" not in str(caught.value)


@pytest.mark.parametrize("missing", ["zalo_oa_secret", "zalo_oa_app_secret"])
def test_an_account_without_one_of_its_secrets_is_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsError, match=f"THIDUA_{missing.upper()}"):
        connected(tmp_path, **{**OA, missing: None})


def test_the_account_has_a_window_in_place_of_a_plan(tmp_path: Path) -> None:
    (account,) = connected(tmp_path, **OA)

    assert account.plan is None
    assert account.window is not None
    # A little less than the platform allows: its clock is not ours.
    assert timedelta(hours=47) < account.window.free < timedelta(hours=48)
    assert timedelta(days=6) < account.window.most < timedelta(days=7)
    assert account.counts


@pytest.mark.parametrize(
    ("template", "reaches"),
    [
        pytest.param("", timedelta(), id="no template"),
        pytest.param("77", timedelta(days=365), id="an approved template"),
    ],
)
def test_who_wrote_long_ago_is_reached_by_a_template_alone(
    tmp_path: Path, template: str, reaches: timedelta
) -> None:
    window = window_of(
        settings_in(tmp_path, zalo_oa_template=template, zalo_oa_template_price=210, **OA)
    )

    assert (window.knock_within, window.knock_price) == (reaches, 210)

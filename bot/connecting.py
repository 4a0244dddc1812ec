"""The list of channels beside the web chat, each made of the settings: a new one is its adapter
and one line here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.catalogue import BoundWords
from bot.channels.contract import Channel
from bot.channels.zalo_bot import ZaloBot
from bot.channels.zalo_oa import Grant, ZaloOa
from bot.dialogue.messages import Plan, Window
from bot.evidence import Evidence
from bot.leaving import heard_last, note_back, note_left, note_moved, note_put_out
from bot.second_poller import note_conflict
from bot.settings import Settings, SettingsError
from bot.writer import Writer

FREE_FOR = timedelta(hours=48)  # of an Official Account: after a person's last message
OPEN_FOR = timedelta(days=7)
KNOCK_WITHIN = timedelta(days=365)
MARGIN = timedelta(minutes=5)  # the platform's clock is not ours


@dataclass(frozen=True, slots=True)
class Parts:
    """What channels are made of: the settings, the clock, where is written down who leaves, how
    files of ours are read to be shown, who keeps the Official Account's tokens, and the commune's
    words.
    """

    settings: Settings
    clock: Callable[[], datetime]
    writer: Writer
    evidence: Evidence
    grant: Grant
    say: BoundWords


def zalo_bots(parts: Parts) -> Sequence[Channel]:
    """Return a channel for each Zalo bot. Raises SettingsError."""
    settings = parts.settings
    secret = settings.zalo_bot_webhook_secret
    return [
        ZaloBot(
            token,
            settings.zalo_bot_api,
            secret.get_secret_value() if secret else "",
            settings.zalo_media_hosts.split(),
            settings.upload_limit_mb * 1_048_576,
            Plan(settings.zalo_bot_seats, settings.zalo_bot_messages),
            settings.zalo_bot_pace,
            parts.clock,
        )
        for token in settings.zalo_bots
    ]


def zalo_oa(parts: Parts) -> Sequence[Channel]:
    """Return the channel of the Official Account, if there is one. Raises SettingsError."""
    settings = parts.settings
    if not settings.zalo_oa_app_id:
        return ()
    if settings.zalo_oa_secret is None or settings.zalo_oa_app_secret is None:
        raise SettingsError(
            "THIDUA_ZALO_OA_SECRET and THIDUA_ZALO_OA_APP_SECRET: set both, or unset "
            "THIDUA_ZALO_OA_APP_ID; docs/zalo.md says where they stand"
        )
    channel = ZaloOa(
        settings.zalo_oa_app_id,
        settings.zalo_oa_secret.get_secret_value(),
        settings.zalo_oa_api,
        settings.zalo_media_hosts.split(),
        settings.upload_limit_mb * 1_048_576,
        window_of(settings),
        settings.zalo_oa_per_minute,
        parts.grant,
        parts.evidence.shown,
        parts.clock,
        settings.zalo_oa_template,
        left=partial(note_left, parts.writer, ZaloOa.bot),
        heard=partial(heard_last, parts.writer, ZaloOa.bot),
    )
    return (channel,)


def telegram(parts: Parts) -> Sequence[Channel]:
    """Return the channel of the Telegram bot, if there is one."""
    settings = parts.settings
    if settings.telegram_token is None:
        return ()
    # Telegram's types are half a second and twenty MiB, which a commune without it need not pay.
    from bot.channels.telegram import Telegram  # noqa: PLC0415
    from bot.telegram_commands import spoken  # noqa: PLC0415

    secret = settings.telegram_webhook_secret
    channel = Telegram(
        settings.telegram_token.get_secret_value(),
        settings.telegram_api,
        settings.upload_limit_mb * 1_048_576,
        spoken(parts.say),
        parts.say("telegram-share"),
        parts.evidence.shown,
        parts.evidence.document,
        parts.clock,
        sound=parts.evidence.sound,
        proxy=settings.telegram_proxy or "",
        secret=secret.get_secret_value() if secret else "",
        unpaced=settings.telegram_unpaced,
        left=partial(note_left, parts.writer, Telegram.bot),
        came_back=partial(note_back, parts.writer, Telegram.bot),
        put_out=partial(note_put_out, parts.writer, Telegram.bot),
        moved=partial(note_moved, parts.writer, Telegram.bot, parts.clock),
        conflict=partial(note_conflict, settings.home),
    )
    return (channel,)


def window_of(settings: Settings) -> Window:
    """Return when the Official Account lets people be written to, and for how much."""
    return Window(
        free=FREE_FOR - MARGIN,
        most=OPEN_FOR - MARGIN,
        price=settings.zalo_oa_price,
        included=settings.zalo_oa_included,
        knock_within=KNOCK_WITHIN if settings.zalo_oa_template else timedelta(),
        knock_price=settings.zalo_oa_template_price,
    )


CHANNELS: tuple[Callable[[Parts], Sequence[Channel]], ...] = (zalo_bots, zalo_oa, telegram)


def connect(parts: Parts) -> list[Channel]:
    """Return every channel that the settings describe. Raises SettingsError when two would be the
    same bot.
    """
    made = [channel for make in CHANNELS for channel in make(parts)]
    names = [channel.bot for channel in made]
    if len(set(names)) < len(names):
        raise SettingsError(
            "THIDUA_ZALO_BOT_TOKENS: two tokens are of the same bot; keep the newer"
        )
    return made

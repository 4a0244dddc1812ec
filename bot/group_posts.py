"""What registered groups are told, from their rows to the outbox: one message in one commit, which
is either there or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commune import Commune
from bot.dialogue.messages import Option
from bot.dialogue.splitting import split
from bot.dialogue.world import World
from bot.turning import Turned, post
from handlers import group_news
from models.people.unit import Unit
from models.store import Tx
from models.work.group_news import news_of
from models.work.groups import announced_until, news_key
from scheduler.groups import begin_group, next_announcement, until

LONGEST = 3000  # characters of what a group is told in a day


@dataclass(frozen=True, slots=True)
class GroupBot:
    """What a bot allows in groups: how long a message may be, and whether the rest of its month is
    kept for answers.
    """

    text_limit: int = 4000
    sparing: bool = False


Look = Callable[[str], GroupBot]


def post_one(tx: Tx, commune: Commune, now: datetime, look: Look) -> Turned | None:
    """Queue the next message for a group; return what was queued, perhaps nothing, None when no
    group has to be looked at any more. `look` tells what a bot allows: where the rest of a month
    is kept for answers, groups are told only what is urgent.
    """
    commune.refresh(tx)
    return post_announcement(tx, commune, now, look) or post_news(tx, commune, now, look)


def post_announcement(tx: Tx, commune: Commune, now: datetime, look: Look) -> Turned | None:
    """Queue an announcement for a group that it concerns, in as many messages as the bot needs.
    What may not leave is written down all the same: the report counts it.
    """
    found = next_announcement(tx, commune.hours, now)
    if found is None:
        return None
    announcement, group, key = found
    text = commune.words()("announcement-plain", text=announcement.text, desk="yes")
    bot = look(group.bot)
    latest = announced_until(announcement, now, spent=bot.sparing)
    parts = split(text, bot.text_limit)
    keys = [key, *(f"{key} part {number}" for number in range(2, len(parts) + 1))]
    queued = [
        post(tx, group.bot, group.chat, part, now, key=key, until=latest)
        for key, part in zip(keys, parts, strict=True)
    ]
    return Turned(queued=tuple(filter(None, queued)))


def post_news(tx: Tx, commune: Commune, now: datetime, look: Look) -> Turned | None:
    """Queue what today brings for a group whose hour has come."""
    hours, today = commune.hours, commune.today(now)
    group = begin_group(tx, hours, now)
    if group is None:
        return None
    bot = look(group.bot)
    news = news_of(tx, commune.calendar, group, today)
    if not news or bot.sparing:
        return Turned()
    say = commune.words()
    unit = tx.session.get(Unit, group.unit_id) if group.unit_id is not None else None
    name = unit.name if unit is not None else say("group-of-commune")
    text = group_news.told(news, name, World(now, today, say, no_list))
    text = split(text, min(LONGEST, bot.text_limit))[0]  # what is longer nobody reads
    key, late = news_key(group, today), until(hours, today)
    queued = post(tx, group.bot, group.chat, text, now, key=key, until=late)
    return Turned(queued=(queued,) if queued is not None else ())


def no_list(_name: str) -> Sequence[Option]:
    """Nothing is chosen here."""
    return ()

"""What registered groups are told, from their rows to the outbox: one message in one commit, which
is either there or not.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.commune import Commune
from bot.dialogue.messages import Option
from bot.dialogue.splitting import split
from bot.dialogue.world import World
from bot.turning import Queued, Turned, post
from handlers import group_news
from models.people.unit import Unit
from models.store import Tx
from models.work.group_news import news_of
from models.work.groups import news_key
from scheduler.groups import ANNOUNCED, begin_group, next_announcement, until

LONGEST = 3000  # characters of what a group is told in a day


Sparing = Callable[[str], bool]  # whether the rest of a bot's month is kept for answers


def post_one(tx: Tx, commune: Commune, now: datetime, sparing: Sparing) -> Turned | None:
    """Queue the next message for a group; return what was queued, perhaps nothing, None when no
    group has to be looked at any more. Where the rest of a month is kept for answers, groups are
    told only what is urgent.
    """
    commune.refresh(tx)
    return post_announcement(tx, commune, now, sparing) or post_news(tx, commune, now, sparing)


def post_announcement(tx: Tx, commune: Commune, now: datetime, sparing: Sparing) -> Turned | None:
    """Queue an announcement for a group that it concerns."""
    found = next_announcement(tx, commune.hours, now, sparing)
    if found is None:
        return None
    announcement, group, key = found
    text = commune.words()("announcement-plain", text=announcement.text, desk="yes")
    begun = announcement.started_at or now
    return turned(post(tx, group.bot, group.chat, text, now, key=key, until=begun + ANNOUNCED))


def post_news(tx: Tx, commune: Commune, now: datetime, sparing: Sparing) -> Turned | None:
    """Queue what today brings for a group whose hour has come."""
    hours, today = commune.hours, commune.today(now)
    group = begin_group(tx, hours, now)
    if group is None:
        return None
    if sparing(group.bot):
        return Turned()
    news = news_of(tx, commune.calendar, group, today)
    if not news:
        return Turned()
    say = commune.words()
    unit = tx.session.get(Unit, group.unit_id) if group.unit_id is not None else None
    name = unit.name if unit is not None else say("group-of-commune")
    text = group_news.told(news, name, World(now, today, say, no_list))
    text = split(text, LONGEST)[0]  # what is longer nobody reads
    key, late = news_key(group, today), until(hours, today)
    return turned(post(tx, group.bot, group.chat, text, now, key=key, until=late))


def turned(queued: Queued | None) -> Turned:
    """Return what was queued as delivery takes it."""
    return Turned(queued=(queued,) if queued is not None else ())


def no_list(_name: str) -> Sequence[Option]:
    """Nothing is chosen here."""
    return ()

"""An announcement as it will look and what it takes on each channel: whole where one message holds
it, else in its very parts; how many people and messages, how much money, what is left of a month.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.dialogue.splitting import split
from handlers.allowance import OA, ZALO, money, name_of
from handlers.linking import place as place_name
from handlers.turn import Turn
from models.people.outreach import Outreach, Share, outreach
from models.people.seats import MeetingPlace
from models.work.announcement import Announcement
from models.work.audience import count_at_desk, count_persons, others_of
from models.work.groups import groups_concerned


def forecast(turn: Turn, found: Announcement, texts: Mapping[str, str]) -> Outreach:
    """Return what telling an announcement takes on each channel; `texts` are its `texts_of`."""
    others = others_of(found.audience, turn.today, turn.viewer.person)
    places = turn.commune.places()
    parts = {
        place.bot: max(len(split(text, place.text_limit)) for text in texts.values())
        for place in places
    }
    groups = Counter(group.bot for group in groups_concerned(turn.tx, found.audience))
    when = (turn.today, turn.now)
    return outreach(
        turn.tx, others, places, parts, *when, urgent=bool(found.urgent), groups=groups
    )


def texts_of(turn: Turn, found: Announcement) -> Mapping[str, str]:
    """Return an announcement as those of its audience read it: "home", "desk", or both."""
    who = (found.audience, turn.today, turn.viewer.person)
    at_desk = count_at_desk(turn.tx, *who)
    home = count_persons(turn.tx, *who) > at_desk or not at_desk
    forms = (*(("home",) if home else ()), *(("desk",) if at_desk else ()))
    return {form: as_told(turn, found, at_desk=form == "desk") for form in forms}


def as_told(turn: Turn, found: Announcement, *, at_desk: bool) -> str:
    """Return an announcement as somebody reads it."""
    say = turn.commune.words(at_desk=at_desk)
    key = "announcement-asks" if found.asks else "announcement-plain"
    return say(key, text=found.text, number=1, desk="yes" if at_desk else "no")


# --- how it looks --------------------------------------------------------------------------------


def show_looks(turn: Turn, texts: Mapping[str, str], reached: Outreach) -> None:
    """Show how an announcement looks on the channels of its audience: the text once, split as on
    the channel that holds least, and in words where another splits it otherwise.
    """
    by_bot = {place.bot: place for place in turn.commune.places()}
    used = [by_bot[share.bot] for share in reached.shares]
    for place, (form, text) in enumerate(texts.items()):
        looks = looks_of(text, used)
        whole = next(iter(looks)) if looks else (text,)
        if len(looks) <= 1 and len(whole) == 1:
            turn.show(turn.say(f"announce-as-{form}", text=text))
        elif place == 0:
            show_parts(turn, form, looks)
        else:
            turn.tell("announce-as-same")


def looks_of(
    text: str, places: Sequence[MeetingPlace]
) -> dict[tuple[str, ...], list[MeetingPlace]]:
    """Return the places by the parts in which a text comes there, the most parts first."""
    found: dict[tuple[str, ...], list[MeetingPlace]] = {}
    for place in places:
        found.setdefault(tuple(split(text, place.text_limit)), []).append(place)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def show_parts(
    turn: Turn, form: str, looks: Mapping[tuple[str, ...], Sequence[MeetingPlace]]
) -> None:
    """Show a text in its parts, each in a message of its own, and where it comes otherwise."""
    (parts, places), *others = looks.items()
    names = ", ".join(called(turn, place.bot) for place in places)
    turn.tell("announce-in-parts", names=names, count=len(parts), state=form)
    for part in parts:
        turn.show(part)
    for fewer, places in others:
        names = ", ".join(called(turn, place.bot) for place in places)
        turn.tell("announce-in-fewer", names=names, count=len(fewer))


# --- what it takes -------------------------------------------------------------------------------


def show_channels(turn: Turn, found: Announcement, reached: Outreach) -> None:
    """Show what falls to each channel, and what to do where a month has too little left."""
    if not reached.shares:
        return
    lines = [share_line(turn, share) for share in reached.shares]
    counted = sum(share.free for share in reached.shares if share.left is not None)
    if found.asks and counted:  # the answer, and what is said to it
        lines.append(turn.say("announce-channels-answers", count=2 * counted))
    if waits := sum(share.waits for share in reached.shares):
        lines.append(turn.say("announce-channels-short", count=waits))
    if untold := sum(share.groups_untold for share in reached.shares):
        lines.append(turn.say("announce-channels-groups", count=untold))
    turn.tell("announce-channels", lines="\n".join(lines))


def share_line(turn: Turn, share: Share) -> str:
    """Return one channel's part in a line."""
    return turn.say(
        "announce-share",
        name=called(turn, share.bot),
        count=share.persons,
        groups=share.groups,
        messages=share.messages,
        state=counted_as(share),
        free=share.free,
        charged=share.charged,
        knocked=share.knocked,
        dong=money(share.dong),
        left=share.left or 0,
        rest=max((share.left or 0) - share.messages, 0),
    )


def counted_as(share: Share) -> str:
    """Return what of a channel's part has to be said: its money, the month's messages, nothing."""
    if share.left is not None:
        return "counted"
    if share.knocked:
        return "knocked"
    if share.charged:
        return "paid"
    return "free" if share.bot == OA else "plain"


def called(turn: Turn, bot: str) -> str:
    """Return a channel's name, of several Zalo bots each with its number."""
    return name_of(turn, bot) if bot.startswith(ZALO) else place_name(turn, bot)

"""Messages that belong to nothing that is open: perhaps one begins something."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.dialogue import keeping, talk, understand
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.reading import cannot, is_words
from handlers.free_words import route_of
from handlers.showing import again, follow_with_question, menu
from handlers.turn import Book, Route, Turn
from models.machine.conversation import is_open_alone

OPENING = "opening"
ASKED = timedelta(minutes=10)  # so long "ok" is for the choices that are shown
TELEGRAM = "telegram"
# What a link to the bot begins there, by the names of its commands (`bot/telegram_commands.py`).
STARTS = {
    "deed-report": "ke",
    "deed-mine": "dake",
    "board": "bangvang",
    "my-data": "cuatoi",
    "link": "ketnoi",
}


def came_back(turn: Turn, book: Book) -> None:
    """Slow work came back: whose it is says what came of it. A photo or voice note that could not
    be kept is asked for again.
    """
    use = book.results.get(turn.said.task.get("kind", ""))
    if use is not None:
        use.handle(turn)
    elif turn.said.task.get("why") == "channel" and turn.commune.has_address():
        turn.tell("engine-file-too-large-here")
    elif turn.said.task.get("why") in ("size", "channel"):
        turn.tell("engine-file-too-large")
    elif turn.said.task.get("state") == "refused":
        turn.tell("engine-file-refused")
    else:
        turn.tell("engine-file-lost")
    if turn.replies:
        follow_with_question(turn, book)


def in_group(turn: Turn, book: Book) -> None:
    """Go on in private with what was said in a group; in the group itself stand only sentences
    that name nobody and nothing. Whoever has never written to the bot alone, or has blocked it
    since, has to do that first.
    """
    where, route = turn.address, begun(turn, book)
    if not is_open_alone(turn.tx, where.bot, where.sender):
        tell_with_link(turn, "group-first-alone", STARTS.get(route.name, "") if route else "")
    elif route is not None and route.of_group and turn.abilities.groups:
        turn.passed_on.append(of_group(turn, route))
        tell_with_link(turn, "group-asks-in-private")
    else:
        turn.passed_on.append(turn.said)
        if where.bot == TELEGRAM:
            tell_with_link(turn, "group-in-private")
        else:
            turn.tell("group-in-private")


def tell_with_link(turn: Turn, key: str, start: str = "") -> None:
    """Say a sentence and where people open this bot; on Telegram the link begins something."""
    bot = turn.address.bot
    link = next((place.link for place in turn.commune.places() if place.bot == bot), "")
    if link and start and bot == TELEGRAM:
        link = f"{link}?start={start}"
    turn.show("\n".join(filter(None, (turn.say(key), link))))


def begun(turn: Turn, book: Book) -> Route | None:
    """Return what the words of a message in a group begin."""
    said = turn.said
    if said.kind is not Kind.TEXT:
        return None
    return route_of(turn, book, said.text) or route_of(turn, book, understand.bare(said.text))


def of_group(turn: Turn, route: Route) -> Incoming:
    """Return what goes on in private where something is wanted for the group itself."""
    said = turn.said
    about = {"kind": route.name, "bot": turn.address.bot, "chat": turn.address.chat}
    return Incoming(Kind.TASK, said.event_id, said.sent_at, task=about)


def nothing_open(turn: Turn, book: Book) -> None:
    """Deal with a message that belongs to nothing: perhaps it begins something."""
    said = turn.said
    if said.edits:
        edited_outside(turn, book)
    elif not is_words(said) and not any(m.kind in (Kind.VOICE, Kind.PHOTO) for m in said.media):
        if turn.talk.parted and said.kind is Kind.STICKER:
            turn.talk = replace(turn.talk, parted=False)
            return
        unreadable(turn, "", (), 0, book)
    elif agrees(turn):
        turn.talk = talk.understood(turn.talk)
        turn.tell("engine-goodbye")
    elif book.opening(turn, (said,)):
        turn.talk = talk.understood(turn.talk)
    else:
        turn.talk = talk.understood(turn.talk)
        menu(turn, book, "menu-unclear")


def agrees(turn: Turn) -> bool:
    """Tell whether a mere "vâng" or "ok" answers no question: what was said last was news."""
    opened = turn.talk.open
    chosen = opened is not None and opened.options and not talk.is_for_buttons(opened)
    if chosen and opened is not None and turn.now - (opened.asked_at or turn.now) <= ASKED:
        return False
    return turn.said.kind is Kind.TEXT and understand.yes_no(turn.said.text) is True


def edited_outside(turn: Turn, book: Book) -> None:
    """Correct a message that is kept until a question is answered; say so, or that it is not
    known which part was meant.
    """
    before = turn.talk.held
    if any(kept["message_id"] == turn.said.edits for kept in before):
        turn.talk = talk.hold(turn.talk, turn.said)
    lead = "engine-edit-unknown" if turn.talk.held == before else "engine-corrected"
    if turn.talk.open is not None:
        again(turn, turn.talk.open, turn.say(lead))
    else:
        turn.tell(lead)
        follow_with_question(turn, book)


def unreadable(
    turn: Turn, question: str, options: Sequence[Option], number: int, book: Book | None = None
) -> None:
    """The first unreadable message gets a line of what to do, the second the telephone number of a
    person, further ones within ten minutes nothing.
    """
    turn.talk, count = talk.miss(turn.talk, turn.now)
    reading = cannot(turn.said)
    if count == 1 and book is not None:
        menu(turn, book, "menu-greeting" if turn.said.kind is Kind.STICKER else reading.key)
    elif count == 1:
        turn.show(f"{turn.say(reading.key)} {question}".strip(), options, number)
    elif count == 2:
        turn.tell("engine-call-us")


def opened(turn: Turn, book: Book, chosen: str) -> None:
    """Act on "is this a good deed?": begin with what was told, or show the menu."""
    held = tuple(keeping.said_from_json(plain) for plain in turn.talk.held)
    turn.talk = replace(turn.talk, held=())
    sure = Incoming(Kind.TASK, "", turn.now, task={"sure": True})
    if chosen != "yes" or not book.opening(turn, (*held, sure)):
        menu(turn, book)

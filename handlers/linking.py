"""One person on two channels: making the code, sending it from the other one, the answer where it
was made, and taking both apart again. A draft that lies open goes along.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson

from bot.dialogue import talk, telling
from bot.dialogue.form import Draft
from bot.dialogue.messages import Address, Option
from bot.dialogue.talk import Aside, Talk
from handlers.pushing import context_of
from handlers.turn import Asked, Capability, Coded, PushUse, Route, Turn
from models.machine import conversation
from models.machine.file import hand_over
from models.machine.push import Waiting, push
from models.people.linking import (
    VALID_FOR,
    AccountLink,
    CannotLink,
    Why,
    get_link,
    is_late,
    link_accounts,
    links_of,
    may_answer,
    offer_link,
    refuse_link,
    send_code,
    sender_of,
    unlink_account,
    waiting_link,
)
from models.people.person import Account
from models.permissions import Action
from models.work.looking_up import Paused
from models.work.receipts import grouped

NAMED = 6  # syllables of the name that the other channel shows
NEWS = timedelta(hours=1)  # after the code was sent: that nobody answered is said until then
LISTED = 3  # links that are read out, the newest of them
# How bots are named, by the beginning of what the program calls them.
PLACES = {"zalo": "link-place-zalo", "web": "link-place-web", "telegram": "link-place-telegram"}
REFUSALS = {
    Why.UNKNOWN: "link-unknown",
    Why.HERE: "link-here",
    Why.SAME: "link-same",
    Why.ON_DUTY: "link-on-duty",
    Why.LATE: "link-none",
    Why.CHANGED: "link-changed",
}

# --- the code ------------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """Take "kết nối": show a code for the other channel; what waits for an answer here is asked
    again.
    """
    if not is_ones_own(turn):
        turn.tell("link-not-here")
        return
    waiting = waiting_link(turn.tx, turn.viewer, turn.address, turn.now)
    if waiting is not None:
        show(turn, waiting, {"link": waiting.id}, worded=False)
        return
    code = offer_link(turn.tx, turn.viewer, turn.address, turn.now)
    turn.secret = True  # only a digest of the code is kept
    telegram = link_on_telegram(turn, code)
    more = turn.say("link-telegram", url=telegram) if telegram else ""
    text = turn.say("link-code", code=grouped(code), minutes=minutes())
    turn.show("\n".join(filter(None, (text, more))))
    remind(turn)


def link_on_telegram(turn: Turn, code: str) -> str:
    """Return the address that sends the code on Telegram, empty there and where it is not used."""
    places = {place.bot: place.link for place in turn.commune.places()}
    link = places.get("telegram", "") if turn.address.bot != "telegram" else ""
    return f"{link}?start=noi_{code}" if link else ""


def send(turn: Turn, code: str) -> None:
    """Take "nối 4071 2386" on the other channel: nothing is linked before the answer."""
    if not is_ones_own(turn):
        turn.tell("link-not-here")
        return
    try:
        link = send_code(turn.tx, turn.viewer, turn.address, code, turn.now)
    except Paused as paused:
        left = (paused.until - turn.now).total_seconds()
        turn.tell("link-paused", minutes=math.ceil(left / 60))
    except CannotLink as refusal:
        turn.tell(REFUSALS[refusal.why])
    else:
        turn.tell("link-asked", place=place(turn, link.bot), minutes=minutes())


def is_ones_own(turn: Turn) -> bool:
    """Tell whether nobody else reads or writes here: neither a kiosk nor a group."""
    return not turn.said.passing and turn.address.chat == turn.address.sender


# --- is it you? ----------------------------------------------------------------------------------


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask whoever made the code; False when it has been answered, or it is too late."""
    link = get_link(turn.tx, waiting.values["link"])
    if link is None or not may_answer(link, turn.viewer, turn.address, turn.now):
        return False
    show(turn, link, context_of(waiting), worded=worded)
    return True


def show(turn: Turn, link: AccountLink, context: Mapping[str, Any], *, worded: bool) -> None:
    """Show the question: open, or to be answered by words of its own."""
    who = who_sent(turn, link)
    if worded:
        turn.tell("link-confirm-worded", who=who)
        return
    options = turn.options("link-confirm", ("yes", "no"))
    turn.ask("link-confirm", turn.say("link-confirm", who=who), options, context, pushed=True)


def who_sent(turn: Turn, link: AccountLink) -> str:
    """Return from where the code came, and under which name."""
    account = sender_of(turn.tx, link)
    if account is None:
        return turn.say("link-place-other")
    name = telling.shorten(" ".join(account.name.split()), NAMED)
    there = place(turn, account.bot)
    return turn.say("link-sent-by", place=there, name=name) if name else there


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the answer to the question that is open."""
    settle(turn, get_link(turn.tx, context["link"]), yes=option.id == "yes")


def say_yes(turn: Turn) -> None:
    """Take "đúng máy tôi", also in the middle of a form."""
    settle(turn, waiting_link(turn.tx, turn.viewer, turn.address, turn.now), yes=True)
    remind(turn)


def say_no(turn: Turn) -> None:
    """Take "không phải máy tôi", also in the middle of a form."""
    settle(turn, waiting_link(turn.tx, turn.viewer, turn.address, turn.now), yes=False)
    remind(turn)


def settle(turn: Turn, link: AccountLink | None, *, yes: bool) -> None:
    """Link the accounts, or let the code die; both sides hear of it."""
    try:
        if link is None:
            raise CannotLink(Why.LATE)
        if yes:
            linked(turn, link)
        else:
            refuse_link(turn.tx, turn.viewer, turn.address, link, turn.now)
            turn.tell("link-refused")
            tell_sender(turn, link, "link-turned-down")
    except CannotLink as refusal:
        turn.tell(REFUSALS[refusal.why])


def linked(turn: Turn, link: AccountLink) -> None:
    """Link the accounts; the draft that lies open here goes along."""
    link_accounts(turn.tx, turn.viewer, turn.address, link, turn.now)
    there = place(turn, bot_of(turn, link))
    account = sender_of(turn.tx, link)
    if account is not None:
        let_go(turn, home(account), pushed=False)
    if carry_draft(turn, link):
        turn.tell("link-done-draft", place=there)
        tell_sender(turn, link, "link-told-draft")
    else:
        turn.tell("link-done", place=there)
        tell_sender(turn, link, "link-told")


def tell_sender(turn: Turn, link: AccountLink, name: str) -> None:
    """Queue what is said on the channel that sent the code, to whoever speaks there now."""
    account = sender_of(turn.tx, link)
    if account is not None:
        tell_at(turn, account.person_id, home(account), name, link.bot)


def tell_at(turn: Turn, person: int, where: Address, name: str, other: str) -> None:
    """Queue news for one conversation; `other` is the bot that it speaks of."""
    only = [where.bot, where.chat]
    push(turn.tx, person, name, turn.now, urgent=True, only=only, other=other)


def news(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say what has come of it."""
    turn.tell(waiting.name, place=place(turn, waiting.values["other"]))
    return True


def late(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say that nobody answered in time; False when somebody did, or that is no news any more."""
    link = get_link(turn.tx, waiting.values["link"])
    if link is None or link.sent_at is None or not is_late(turn.tx, link, turn.now):
        return False
    if turn.now - link.sent_at > NEWS:
        return False
    turn.tell("link-late")
    return True


# --- taking it apart -----------------------------------------------------------------------------


def unlink(turn: Turn) -> None:
    """Take "tách máy": say what is linked, and ask once whether the newest is taken out."""
    found = links_of(turn.tx, turn.viewer)
    if not found:
        turn.tell("unlink-none")
        return
    lines = "\n".join(line_of(turn, link) for link in found[-LISTED:])
    options = turn.options("unlink", ("yes", "no"))
    context = {"link": found[-1].id}
    turn.ask("unlink", turn.say("unlink-ask", lines=lines), options, context, yields=True)


def line_of(turn: Turn, link: AccountLink) -> str:
    """Return one linked account in a line, with the day since when."""
    day = telling.full_day(turn.commune.today(link.linked_at or turn.now), turn.world)
    return turn.say("unlink-line", who=who_sent(turn, link), day=day)


def answer_unlink(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the newest out, or leave it."""
    if option.id == "no":
        turn.tell("my-data-left")
        return
    link = get_link(turn.tx, context["link"])
    try:
        if link is None:
            raise CannotLink(Why.CHANGED)
        account = unlink_account(turn.tx, turn.viewer, link, turn.now)
    except CannotLink:
        unlink(turn)
        return
    let_go(turn, home(account), pushed=True)
    carry_back(turn, link, account)
    turn.tell("unlink-done", place=place(turn, account.bot))
    there = home(account)
    if turn.address == there:
        tell_at(turn, link.person_id, link.where, "unlink-told", account.bot)
    else:
        tell_at(turn, account.person_id, there, "unlink-told", link.bot)


# --- the draft -----------------------------------------------------------------------------------


def carry_draft(turn: Turn, link: AccountLink) -> bool:
    """Move the draft that lies open here to the other channel, where "tiếp" finds it, unless
    another lies open there; its files go with it. False when nothing moved.
    """
    account, draft = sender_of(turn.tx, link), open_draft(turn.talk)
    if account is None or draft is None:
        return False
    there = home(account)
    other = talk_at(turn, there)
    if other is None or open_draft(other) is not None:
        return False
    keep_at(turn, turn.address, without(turn.talk, draft))
    put_aside(turn, turn.address, there, draft)
    if draft.touched_at is not None:
        link.moved = {**link.moved, "draft": [draft.touched_at.isoformat()]}
    return True


def carry_back(turn: Turn, link: AccountLink, account: Account) -> None:
    """Bring the draft back that went along, if nobody has gone on with it there."""
    there = home(account)
    found = talk_at(turn, there) or Talk()
    went = link.moved.get("draft", ())
    for draft in (aside.draft for aside in found.aside):
        if draft.touched_at is not None and draft.touched_at.isoformat() in went:
            keep_at(turn, there, without(found, draft))
            put_aside(turn, there, link.where, draft)


def remind(turn: Turn) -> None:
    """Say that a draft was kept: these words set it aside."""
    if open_draft(turn.talk) is not None:
        turn.tell("menu-draft-kept")


def let_go(turn: Turn, where: Address, *, pushed: bool) -> None:
    """Forget what was asked and answered in a conversation that is somebody else's from now on: a
    "1" must not erase what the question did not speak of. Words that wait behind a question keep
    it; what came by itself falls only if `pushed`.
    """
    found = talk_at(turn, where)
    if found is None:
        return
    stays = bool(found.held) or (found.open is not None and found.open.pushed and not pushed)
    keep_at(turn, where, replace(found, open=found.open if stays else None, finished=()))


def open_draft(found: Talk) -> Draft | None:
    """Return the draft that lies open in a talk, or the one that was set aside last and not
    dropped.
    """
    if found.draft is not None:
        return found.draft
    return next((a.draft for a in reversed(found.aside) if a.until is None), None)


def without(found: Talk, draft: Draft) -> Talk:
    """Return a talk without one of its drafts."""
    aside = tuple(a for a in found.aside if a.draft is not draft)
    return replace(found, draft=None if found.draft is draft else found.draft, aside=aside)


def put_aside(turn: Turn, old: Address, new: Address, draft: Draft) -> None:
    """Set a draft from one conversation aside in another. Messages are named otherwise there: none
    that comes now is the repetition or correction of one of its own.
    """
    found = talk_at(turn, new) or Talk()
    moved = replace(draft, origins={}, last=None, album="", album_replies=0)
    keep_at(turn, new, replace(found, aside=(*found.aside, Aside(moved))[-talk.REMEMBERED :]))
    hand_over(turn.tx, files_of(draft), f"{old.bot}:{old.chat}", f"{new.bot}:{new.chat}")


def files_of(draft: Draft) -> list[str]:
    """Return the files of a draft's answers: photos, papers, voice notes."""
    return [
        part["file"]
        for answer in draft.answers.values()
        for part in (*answer.get("files", ()), *answer.get("voice", ()))
    ]


def talk_at(turn: Turn, where: Address) -> Talk | None:
    """Return what is remembered of a conversation, None where there is none."""
    if where == turn.address:
        return turn.talk
    row = conversation.load(turn.tx, where.bot, where.chat, where.sender)
    return talk.from_json(orjson.loads(row[1])) if row is not None else None


def keep_at(turn: Turn, where: Address, new: Talk) -> None:
    """Remember a conversation as it is now."""
    if where == turn.address:
        turn.talk = new
        return
    row = conversation.load(turn.tx, where.bot, where.chat, where.sender)
    if row is not None:
        state = orjson.dumps(talk.to_json(new)).decode()
        turn.tx.run(conversation.WRITE, row=row[0], new_state=state)


# --- their parts ---------------------------------------------------------------------------------


def home(account: Account) -> Address:
    """Return the conversation of an account with the bot alone."""
    return Address(account.bot, account.sender, account.sender)


def bot_of(turn: Turn, link: AccountLink) -> str:
    """Return the bot on which a code was sent."""
    account = sender_of(turn.tx, link)
    return account.bot if account is not None else ""


def place(turn: Turn, bot: str) -> str:
    """Return how a channel is called."""
    key = next((key for start, key in PLACES.items() if bot.startswith(start)), "link-place-other")
    return turn.say(key)


def minutes() -> int:
    """Return how many minutes a code works, and how many there are to answer."""
    return int(VALID_FOR.total_seconds() // 60)


CAPABILITY = Capability(
    "linking",
    routes=(
        Route("link", begin, Action.LINK_ACCOUNTS, menu=False, anywhere=True),
        Route("link-yes", say_yes, Action.LINK_ACCOUNTS, menu=False, anywhere=True),
        Route("link-no", say_no, Action.LINK_ACCOUNTS, menu=False, anywhere=True),
        Route("unlink", unlink, Action.LINK_ACCOUNTS, menu=False, anywhere=True),
    ),
    coded=(Coded("link-send", send, Action.LINK_ACCOUNTS),),
    questions=(
        Asked("link-confirm", answer, Action.LINK_ACCOUNTS),
        Asked("unlink", answer_unlink, Action.LINK_ACCOUNTS),
    ),
    pushes=(
        PushUse("link-confirm", ask),
        PushUse("link-told", news),
        PushUse("link-told-draft", news),
        PushUse("link-turned-down", news),
        PushUse("unlink-told", news),
        PushUse("link-late", late),
    ),
)

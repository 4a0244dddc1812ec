"""Commit 2: one turn of one conversation, inside the savepoint that the writer opened for it.

`take_turn` handles an event, `take_push` says what waits for a person, `apologise` follows a turn
that broke. Each returns the messages it queued, so that delivery need not read them back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import orjson

from bot.commune import Commune
from bot.dialogue import messages, talk
from bot.dialogue.form import REVIEW, Draft, first_open
from bot.dialogue.messages import Abilities, Address, Button, Incoming, Kind, Media, Reply
from bot.ordering import Event, held_until
from bot.splitting import split
from handlers import conversing, pushing
from handlers.turn import Book, Turn
from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import conversation, file, inbox, outbox, task
from models.machine.inbox import InboxState
from models.machine.outbox import Priority
from models.people.person import SET_REACHABLE, meet
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx

STREAMS = 8  # numberings remembered of one conversation: opened pages of the web chat


@dataclass(frozen=True, slots=True)
class Queued:
    """One message in the outbox."""

    row: int
    bot: str
    chat: str
    priority: int
    payload: str
    not_before_ms: int = 0


@dataclass(frozen=True, slots=True)
class Turned:
    """What a turn left behind: the messages it queued, those it rewrote, slow work, and the
    streams' last order keys.

    `handled` is False when another process had handled the event before.
    """

    handled: bool = True
    queued: tuple[Queued, ...] = ()
    replaced: tuple[int, ...] = ()
    tasks: bool = False
    heard: Mapping[str, int] = field(default_factory=dict)


class TooEarly(Exception):
    """An earlier event of the same stream is missing; `heard` says what was handled last, for the
    wait.
    """

    def __init__(self, heard: Mapping[str, int]) -> None:
        super().__init__("an earlier event is missing")
        self.heard = heard


def take_turn(
    tx: Tx,
    commune: Commune,
    book: Book,
    abilities: Abilities,
    address: Address,
    events: Sequence[Event],
    said: Incoming,
    now: datetime,
    *,
    keep: bool = False,
) -> Turned:
    """Handle one message (an album is one message of several events). `keep` leaves the raw events
    for reloads.

    Raises TooEarly; whatever else is raised undoes the whole turn.
    """
    row = load(tx, address, said, commune.language, now)
    heard: dict[str, int] = orjson.loads(row[2])
    now_ms = to_ms(now)
    if held_until(events[0], heard, abilities.ordering) > now_ms:
        raise TooEarly(heard)
    marked = [inbox.mark(tx, event.row, InboxState.HANDLED, now_ms, keep=keep) for event in events]
    if not all(marked):
        return Turned(handled=False, heard=heard)
    if row[12] is not None and said.kind is not Kind.TASK:
        tx.run(SET_REACHABLE, of_bot=address.bot, of_sender=address.sender)
    said, tasks = announce_files(tx, address, said, now_ms)
    turn = open_turn(tx, commune, abilities, address, row, said, now, events[0].row)
    conversing.converse(turn, book)
    last = events[-1].said
    if last is not None and last.order:
        heard = remember(heard, last.stream, last.order)
    if last is not None and abilities.ordering is not messages.Ordering.DENSE:
        heard = {}
    spoke = row[3] if said.kind is Kind.TASK else now_ms  # a task's result is not the person
    result = close_turn(turn, book, abilities, row, heard, spoke, Priority.ANSWER, events[0].row)
    return replace(result, tasks=tasks)


def take_push(
    tx: Tx, commune: Commune, book: Book, abilities: Abilities, address: Address, now: datetime
) -> Turned:
    """Say what waits for the person of this conversation, as far as it may be said now."""
    row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is None:
        return Turned(handled=False)
    spoke = from_ms(row[3])
    quiet = Incoming(Kind.TASK, "", spoke)
    turn = open_turn(tx, commune, abilities, address, row, quiet, now, 0)
    if not turn.consent and not turn.viewer.roles:
        return Turned(handled=False)
    if not pushing.offer_pushes(turn, book):
        return Turned(handled=False)
    return close_turn(
        turn, book, abilities, row, orjson.loads(row[2]), row[3], Priority.REQUEST, 0
    )


def apologise(
    tx: Tx,
    commune: Commune,
    abilities: Abilities,
    address: Address,
    events: Sequence[Event],
    reference: str,
    now: datetime,
) -> Turned:
    """Mark a broken turn's events as failed; the draft stays, and the person gets a reference
    number.
    """
    now_ms = to_ms(now)
    marked = [inbox.mark(tx, event.row, InboxState.FAILED, now_ms, keep=True) for event in events]
    if not all(marked):
        return Turned(handled=False)
    row = conversation.load(tx, address.bot, address.chat, address.sender)
    words = (
        commune.words(*(row[9], row[7], row[8])) if row and row[7] is not None else commune.words()
    )
    reply = Reply(words("engine-broken", reference=reference))
    return Turned(
        queued=queue(tx, address, (reply,), abilities, now_ms, Priority.ANSWER, events[0].row)
    )


# --- its parts -----------------------------------------------------------------------------------


def load(tx: Tx, address: Address, said: Incoming, language: str, now: datetime) -> Row:
    """Return the conversation with who is speaking; both are made at the very first message."""
    row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is None:
        tx.run(conversation.INSERT, bot=address.bot, chat=address.chat, sender=address.sender)
        row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is not None and row[6] is None:
        meet(tx, address.bot, address.sender, said.name, language, now)
        row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is None:
        raise LookupError("a conversation that was just made is not there")
    return row


def open_turn(
    tx: Tx,
    commune: Commune,
    abilities: Abilities,
    address: Address,
    row: Row,
    said: Incoming,
    now: datetime,
    inbox_id: int,
) -> Turn:
    """Make the turn out of the conversation's row."""
    commune.refresh(tx)
    key, state, _heard, _spoke, sent_ms, _account, person, *about = row
    you, me, language, consent, name, *_ = about
    viewer = Viewer(person, roles_of(tx, person), name)
    return Turn(
        tx=tx,
        now=now,
        today=commune.today(now),
        address=address,
        viewer=viewer,
        consent=consent,
        say=commune.words(language, you, me, at_desk=viewer.at_desk),
        talk=talk.from_json(orjson.loads(state)),
        said=said,
        key=f"{key:x}",
        commune=commune,
        inbox_id=inbox_id,
        asked_at=from_ms(sent_ms) if sent_ms else None,
        text_limit=abilities.text_limit,
    )


def close_turn(
    turn: Turn,
    book: Book,
    abilities: Abilities,
    row: Row,
    heard: Mapping[str, int],
    spoke_ms: int,
    priority: Priority,
    inbox_id: int,
) -> Turned:
    """Queue what was said, and save the conversation."""
    tx, now_ms = turn.tx, to_ms(turn.now)
    before = tx.one(conversation.QUESTION_ROW, row=row[0])
    question = before[0] if before else None
    replaced: tuple[int, ...] = ()
    if turn.replaces_question and question and tx.run(outbox.REPLACE, row=question):
        replaced = (question,)
    queued = queue(tx, turn.address, turn.replies, abilities, now_ms, priority, inbox_id)
    state = turn.talk
    if queued:
        question = queued[-1].row if state.open is not None or state.draft is not None else None
    draft = state.draft
    tx.run(
        conversation.SAVE,
        row=row[0],
        new_state=orjson.dumps(talk.to_json(state)).decode(),
        new_heard=orjson.dumps(heard).decode(),
        spoke=spoke_ms,
        touched=to_ms(draft.touched_at) if draft and draft.touched_at else 0,
        form=draft.form if draft else "",
        complete=int(draft is not None and is_complete(book, draft)),
        question=question,
    )
    return Turned(queued=queued, replaced=replaced, heard=heard)


def is_complete(book: Book, draft: Draft) -> bool:
    """Tell whether everything is answered and only waits to be sent, also while an answer is being
    changed.
    """
    use = book.forms.get(draft.form)
    return use is not None and first_open(use.form, draft) == REVIEW


def remember(heard: Mapping[str, int], stream: str, order: int) -> dict[str, int]:
    """Return the streams' last order keys with one more; the oldest numbering is forgotten."""
    kept = {name: last for name, last in heard.items() if name != stream}
    newest = dict(list(kept.items())[-(STREAMS - 1) :])
    return {**newest, stream: max(order, heard.get(stream, 0))}


def announce_files(tx: Tx, address: Address, said: Incoming, now_ms: int) -> tuple[Incoming, bool]:
    """Give every photo and voice note that still lies on the platform a row of ours, and ask for
    it to be fetched.
    """
    media: list[Media] = []
    asked = False
    for place, item in enumerate(said.media):
        if not item.file:
            item = replace(item, file=f"{item.kind.value}-{address.bot}.{said.event_id}.{place}")
            file.announce(
                tx,
                file.File(
                    id=item.file,
                    owner=f"{address.bot}:{address.chat}",
                    kind=item.kind.value,
                    mime=item.mime,
                    name=item.name,
                    size=item.size,
                    seconds=item.seconds,
                    ref=item.ref,
                    created_ms=now_ms,
                ),
            )
            payload = orjson.dumps(
                {"file": item.file, "ref": item.ref, "kind": item.kind.value}
            ).decode()
            task.request(tx, "fetch", address.bot, address.chat, address.sender, payload, now_ms)
            asked = True
        media.append(item)
    return replace(said, media=tuple(media)), asked


def queue(
    tx: Tx,
    address: Address,
    replies: Sequence[Reply],
    abilities: Abilities,
    now_ms: int,
    priority: Priority,
    inbox_id: int,
) -> tuple[Queued, ...]:
    """Put replies into the outbox, one row for each message as the channel carries it."""
    queued = []
    for reply in replies:
        for part in native(reply, abilities):
            payload = encode(part, [name_of(tx, row) for row in part.files])
            row = outbox.queue(
                tx,
                address.bot,
                address.chat,
                payload,
                now_ms,
                priority=priority,
                inbox_id=inbox_id or None,
            )
            if row is not None:
                queued.append(Queued(row, address.bot, address.chat, priority, payload))
    return tuple(queued)


def native(reply: Reply, abilities: Abilities) -> list[Reply]:
    """Return a reply as the channel's own messages: choices as lines where there are no buttons,
    long text in parts.
    """
    text, buttons = reply.text, reply.buttons
    if buttons and not abilities.buttons:
        text = "\n".join([text, *(button.label for button in buttons)])
        buttons = ()
    parts = split(text, abilities.text_limit)
    last = len(parts) - 1
    return [
        Reply(
            part,
            buttons if place == last else (),
            reply.photos if place == 0 else (),
            reply.files if place == last else (),
        )
        for place, part in enumerate(parts)
    ]


def name_of(tx: Tx, row: str) -> str:
    """Return the name under which a file of ours is handed over."""
    found = file.get(tx, row)
    return str(found[4]) if found else ""


def encode(reply: Reply, names: Sequence[str] = ()) -> str:
    """Return a message as it is stored, with the names of its files."""
    plain: dict[str, Any] = {"text": reply.text}
    if reply.buttons:
        plain["buttons"] = [[button.tap, button.label] for button in reply.buttons]
    if reply.photos:
        plain["photos"] = list(reply.photos)
    if reply.files:
        plain["files"] = [list(pair) for pair in zip(reply.files, names, strict=True)]
    return orjson.dumps(plain).decode()


def decode(payload: str) -> Reply:
    """Return the message that `encode` stored."""
    plain = orjson.loads(payload)
    buttons = tuple(Button(tap, label) for tap, label in plain.get("buttons", ()))
    photos = tuple(plain.get("photos", ()))
    return Reply(plain["text"], buttons, photos, tuple(row for row, _ in plain.get("files", ())))


def file_names(payload: str) -> tuple[str, ...]:
    """Return the names of the files of a message that `encode` stored."""
    return tuple(name for _, name in orjson.loads(payload).get("files", ()))

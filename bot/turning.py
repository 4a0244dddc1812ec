"""Commit 2: one turn of one conversation, inside the savepoint that the writer opened for it.

`take_turn` handles an event, `take_push` says what waits for a person, `apologise` follows a turn
that broke. Each returns the messages it queued, so that delivery need not read them back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import orjson

from bot import carrying
from bot.commune import Commune
from bot.dialogue import keeping, messages, talk, understand
from bot.dialogue.form import REVIEW, Draft, first_open, shallow
from bot.dialogue.messages import Abilities, Address, Incoming, Kind, Media, Plan, Reply
from bot.dialogue.talk import Finished, Talk
from bot.ordering import Event, held_until
from bot.receiving import TASK, UPLOAD
from handlers import conversing, pushing
from handlers.turn import Book, Turn
from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import conversation, file, inbox, ledger, outbox, push, task
from models.machine.inbox import InboxState
from models.machine.outbox import Priority
from models.people.person import KNOCKED, SET_REACHABLE, meet
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx

MORNING = timedelta(hours=7)  # of the 1st: what waited for the new month rings nobody awake
TALKS = 256  # remembered: of those who are talking right now
JUST_WRITTEN: dict[str, Talk] = {}  # by what is stored of them; only the writer's thread asks
# What is finished in these talks, by identity, which holds as long as the thing stands beside it.
IN_JSON: dict[int, tuple[Finished, orjson.Fragment]] = {}
MOST_IN_JSON = TALKS * talk.REMEMBERED
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
    expires_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """What a turn left behind: the messages it queued, those it rewrote, slow work, and the
    streams' last order keys.

    `handled` is False when another process had handled the event before; `passed_on` are inbox
    rows (row, bot, chat, sender, payload, received) of what goes on in another conversation;
    `taken` says that the button which was pressed was taken as the choice.
    """

    handled: bool = True
    queued: tuple[Queued, ...] = ()
    replaced: tuple[int, ...] = ()
    tasks: bool = False
    passed_on: tuple[Row, ...] = ()
    heard: Mapping[str, int] = field(default_factory=dict)
    taken: bool = False


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
    plan: Plan | None = None,
) -> Turned:
    """Handle one message (an album is one message of several events). `keep` leaves the raw events
    for reloads; `plan` is what the bot may use in a month.

    Raises TooEarly; whatever else is raised undoes the whole turn.
    """
    row = load(tx, address, said, commune.language, now)
    heard: dict[str, int] = orjson.loads(row[2])
    now_ms = to_ms(now)
    if held_until(events[0], heard, abilities.ordering, now_ms) > now_ms:
        raise TooEarly(heard)
    marked = [inbox.mark(tx, event.row, InboxState.HANDLED, now_ms, keep=keep) for event in events]
    if not all(marked):
        return Turned(handled=False, heard=heard)
    alone, tasks = address.chat == address.sender, False
    # Whoever has blocked the bot may still speak in a group.
    if row[12] is not None and said.kind is not Kind.TASK and alone:
        tx.run(SET_REACHABLE, of_bot=address.bot, of_sender=address.sender)
    if alone:  # what a group sends goes on in private, files too
        said, tasks = announce_files(tx, address, said, now_ms)
    turn = open_turn(tx, commune, abilities, address, row, said, now, events[0].row)
    turn.sparing = is_sparing(tx, address.bot, plan, turn.today)
    conversing.converse(turn, book)
    last = events[-1].said
    if last is not None and last.order:
        heard = remember(heard, last.stream, last.order)
    if last is not None and abilities.ordering is not messages.Ordering.DENSE:
        heard = {}
    # What comes from us, or by a page of ours, is nothing that the person did on the platform.
    ours = said.kind is Kind.TASK or said.event_id.startswith(UPLOAD)
    spoke = row[3] if ours else now_ms
    result = close_turn(turn, book, row, heard, spoke, events[0].row)
    taken = turn.taken and said.kind is Kind.TAP
    return replace(result, tasks=tasks or turn.asked_work, taken=taken)


def take_push(
    tx: Tx,
    commune: Commune,
    book: Book,
    abilities: Abilities,
    address: Address,
    now: datetime,
    *,
    plan: Plan | None = None,
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
    turn.sparing = is_sparing(tx, address.bot, plan, commune.today(now - MORNING))
    turn.quiet = commune.hours.is_quiet(now)
    if not pushing.offer_pushes(turn, book):
        return Turned(handled=False)
    # What cannot leave before night, as while the platform is away, is said again in the morning.
    rings = any(told.urgent for told in turn.told)
    until = None if rings else commune.hours.quiet_from(now)
    return close_turn(turn, book, row, orjson.loads(row[2]), row[3], 0, until)


def is_sparing(tx: Tx, bot: str, plan: Plan | None, today: date) -> bool:
    """Tell whether the rest of a bot's month is kept for answers and what cannot wait."""
    return plan is not None and ledger.is_nearly_used(ledger.used_in_month(tx, bot, today), plan)


def knock(tx: Tx, where: Address, count: int, now: datetime) -> Turned:
    """Let the platform's approved template say that something waits for a person who wrote too
    long ago; what it is waits until they write. It is news: never sent twice.
    """
    payload = carrying.encode(Reply("", knock=max(count, 1)))
    tx.run(KNOCKED, of_bot=where.bot, of_sender=where.sender, at=to_ms(now))
    row = outbox.queue(tx, where.bot, where.chat, payload, to_ms(now), priority=Priority.NOTICE)
    queued = (Queued(row, where.bot, where.chat, Priority.NOTICE, payload),) if row else ()
    return Turned(queued=queued)


def added(first: Turned, second: Turned) -> Turned:
    """Return what two turns of one person left behind, as one."""
    if not second.handled:
        return first
    return replace(
        second,
        queued=first.queued + second.queued,
        replaced=first.replaced + second.replaced,
        tasks=first.tasks or second.tasks,
    )


def apologise(
    tx: Tx,
    commune: Commune,
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
    payload = carrying.encode(Reply(words("engine-broken", reference=reference)))
    where = (address.bot, address.chat)
    sent = outbox.queue(tx, *where, payload, now_ms, inbox_id=events[0].row)
    return Turned(queued=(Queued(sent, *where, Priority.ANSWER, payload),) if sent else ())


# --- its parts -----------------------------------------------------------------------------------


def load(tx: Tx, address: Address, said: Incoming, language: str, now: datetime) -> Row:
    """Return the conversation with who is speaking; both are made at the very first message."""
    row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is None:
        tx.run(conversation.INSERT, bot=address.bot, chat=address.chat, sender=address.sender)
        row = conversation.load(tx, address.bot, address.chat, address.sender)
    if row is not None and row[6] is None:
        name = understand.clean(said.name)  # as people write it there: no store can hold all
        meet(tx, address.bot, address.sender, name, language, now)
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
        talk=read_talk(state),
        said=said,
        key=f"{key:x}",
        commune=commune,
        inbox_id=inbox_id,
        asked_at=from_ms(sent_ms) if sent_ms else None,
        abilities=abilities,
    )


def read_talk(state: str) -> Talk:
    """Return a talk as it was stored: the very one, where it was written a moment ago."""
    known = JUST_WRITTEN.pop(state, None)
    return known if known is not None else talk.from_json(orjson.loads(state))


def write_talk(state: Talk) -> str:
    """Return a talk as it is stored."""
    text = orjson.dumps(talk.to_json(state, finished_in_json)).decode()
    if len(JUST_WRITTEN) >= TALKS:
        del JUST_WRITTEN[next(iter(JUST_WRITTEN))]
    JUST_WRITTEN[text] = state
    return text


def finished_in_json(done: Finished) -> orjson.Fragment:
    """Return what is finished as JSON, worked out once: it is stored again with each message."""
    known = IN_JSON.get(id(done))
    if known is None or known[0] is not done:
        if len(IN_JSON) >= MOST_IN_JSON:
            IN_JSON.clear()
        text = orjson.Fragment(orjson.dumps(shallow(done)))
        known = IN_JSON[id(done)] = (done, text)
    return known[1]


def close_turn(
    turn: Turn,
    book: Book,
    row: Row,
    heard: Mapping[str, int],
    spoke_ms: int,
    inbox_id: int,
    until: datetime | None = None,
) -> Turned:
    """Queue what was said, and save the conversation. Without an event (`inbox_id` 0) it is what
    the bot says of its own accord: news or requests for work, which may leave `until` a moment.
    """
    tx = turn.tx
    before = tx.one(conversation.QUESTION_ROW, row=row[0])
    question = before[0] if before else None
    replaced: tuple[int, ...] = ()
    if turn.replaces_question and question and tx.run(outbox.REPLACE, row=question):
        replaced = (question,)
    priorities = [priority_of(turn, place, inbox_id) for place in range(len(turn.replies))]
    queued, rows = queue(turn, priorities, inbox_id, until)
    for told in turn.told:
        if told.after - 1 in rows:
            push.bind(tx, told.push, rows[told.after - 1])
    state = turn.talk
    if queued:
        question = queued[-1].row if state.open is not None or state.draft is not None else None
    draft = talk.unsent(state)
    tx.run(
        conversation.SAVE,
        row=row[0],
        new_state=write_talk(state),
        new_heard=orjson.dumps(heard).decode(),
        spoke=spoke_ms,
        touched=to_ms(draft.touched_at) if draft and draft.touched_at else 0,
        form=draft.form if draft else "",
        complete=int(draft is not None and is_complete(book, draft)),
        question=question,
    )
    passed_on = tuple(pass_on(turn, said) for said in turn.passed_on)
    queued += tuple(filter(None, (say_there(turn, *said) for said in turn.elsewhere)))
    return Turned(queued=queued, replaced=replaced, passed_on=passed_on, heard=heard)


def pass_on(turn: Turn, said: Incoming) -> Row:
    """Put a message of a group into the sender's private conversation, where it goes on."""
    bot, sender, now_ms = turn.address.bot, turn.address.sender, to_ms(turn.now)
    payload = orjson.dumps({TASK: keeping.said_to_json(said)}).decode()
    row = inbox.receive(turn.tx, bot, f"private:{said.event_id}", sender, sender, payload, now_ms)
    return (row, bot, sender, sender, payload, now_ms)


def say_there(turn: Turn, bot: str, chat: str, reply: Reply) -> Queued | None:
    """Queue what is said in another chat: news, never said twice."""
    return post(turn.tx, bot, chat, reply.text, turn.now)


def post(
    tx: Tx,
    bot: str,
    chat: str,
    text: str,
    now: datetime,
    *,
    key: str | None = None,
    until: datetime | None = None,
) -> Queued | None:
    """Queue a text for a chat that is nobody's conversation, under a key once; what has not left
    at a moment stays here. None where the key was used before.
    """
    payload = carrying.encode(Reply(text))
    expires = to_ms(until) if until is not None else None
    news = Priority.NOTICE
    row = outbox.queue(
        tx, bot, chat, payload, to_ms(now), priority=news, expires_ms=expires, dedup=key
    )
    return Queued(row, bot, chat, news, payload, expires_ms=expires) if row else None


def priority_of(turn: Turn, place: int, inbox_id: int) -> Priority:
    """Return who goes first when many messages wait: an answer, then a request, then news. What
    was waiting and is asked for ("tiếp") is as good as requested.
    """
    told = [told for told in turn.told if told.before <= place < told.after]
    if inbox_id:
        return Priority.REQUEST if told else Priority.ANSWER
    return Priority.REQUEST if any(one.asks for one in told) else Priority.NOTICE


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
    if not said.media:
        return said, False
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
            task.request(
                tx, task.FETCH, address.bot, address.chat, address.sender, payload, now_ms
            )
            asked = True
        media.append(item)
    return replace(said, media=tuple(media)), asked


def queue(
    turn: Turn, priorities: Sequence[Priority], inbox_id: int, until: datetime | None
) -> tuple[tuple[Queued, ...], dict[int, int]]:
    """Put what a turn says into the outbox, one row for each message as the channel carries it;
    return the rows, and by the place of each reply the last row that says it.
    """
    queued: list[Queued] = []
    rows: dict[int, int] = {}
    tx, address, now_ms = turn.tx, turn.address, to_ms(turn.now)
    expires = to_ms(until) if until is not None else None
    for group in in_groups(turn.replies, priorities, turn.abilities):
        reply = carrying.joined([turn.replies[place] for place in group])
        priority = priorities[group[0]]
        for part in carrying.carried(reply, turn.abilities, turn.say, turn.link):
            payload = carrying.encode(part, [name_of(tx, row) for row in part.files])
            row = outbox.queue(
                tx,
                address.bot,
                address.chat,
                payload,
                now_ms,
                priority=priority,
                expires_ms=expires,
                inbox_id=inbox_id or None,
            )
            if row is not None:
                here = (row, address.bot, address.chat, priority, payload)
                queued.append(Queued(*here, expires_ms=expires))
                rows |= dict.fromkeys(group, row)
    return tuple(queued), rows


def in_groups(
    replies: Sequence[Reply], priorities: Sequence[Priority], abilities: Abilities
) -> list[list[int]]:
    """Return which replies go out as one message: never news with a request for work, which alone
    is repeated when nobody knows whether it arrived.
    """
    groups: list[list[int]] = []
    for group in carrying.together(replies, abilities):
        for place in group:
            if place != group[0] and priorities[place] == priorities[place - 1]:
                groups[-1].append(place)
            else:
                groups.append([place])
    return groups


def name_of(tx: Tx, row: str) -> str:
    """Return the name under which a file of ours is handed over."""
    found = file.get(tx, row)
    return str(found[4]) if found else ""

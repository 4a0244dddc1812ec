"""A stage for conversations: people who write and hear, on a channel whose abilities can be
switched.

Everything but the network is real: events go through the inbox, turns through their savepoints,
messages through the outbox; what a person sees has been marked as sent. Time stands still until
the scene moves it.

    scene = Scene(url)
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể")
    assert buoi.hears("Ai làm việc tốt ấy ạ?")
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Connection, event
from sqlmodel import select

from bot import carrying, ordering, turning
from bot.catalogue import Catalogue
from bot.commune import Commune
from bot.dialogue import keeping, talk
from bot.dialogue.messages import (
    Abilities,
    Address,
    Incoming,
    Kind,
    Media,
    Ordering,
    Place,
    Reply,
)
from bot.ordering import Event, Wait
from bot.receiving import TASK
from handlers.book import BOOK
from handlers.turn import Book
from models.base import to_ms
from models.machine import audit, conversation, inbox, outbox, reminder
from models.machine.inbox import InboxState
from models.machine.outbox import OutboxState
from models.machine.push import untold
from models.people.consent import TEXT_VERSION
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.people.unit import Unit, UnitKind
from models.store import Tx, open_engine
from models.work.deed import Deed
from models.working_days import Calendar
from scheduler import planner
from scheduler.quiet_hours import Hours

BOT = "script"
MORNING = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)  # a Monday, eight o'clock in the commune
ANY_TIME = 1 << 60  # milliseconds: later than whatever a test waits for
HAMLETS = ("Đoài", "Đông", "Trung", "Thượng", "Hạ", "Chùa")
KEY = b"a key for the audit trail of a test"

PLAIN = Abilities(text_limit=2000)
BUTTONS = Abilities(buttons=True, files=True, text_limit=4000)
DENSE = replace(BUTTONS, ordering=Ordering.DENSE)
LOOSE = replace(PLAIN, ordering=Ordering.LOOSE)


@dataclass(slots=True)
class Shown:
    """One message on a person's screen."""

    row: int
    reply: Reply

    @property
    def text(self) -> str:
        """Its words."""
        return self.reply.text

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [button.label for button in self.reply.buttons]


class Scene:
    """A commune with six hamlets, its database, and one scripted channel."""

    bot = BOT
    album_in_one_message = False
    tells_length = True  # of a voice note
    hands_on: frozenset[Kind] | None = None  # what the platform tells apart; None for everything

    def __init__(
        self,
        url: str,
        abilities: Abilities = BUTTONS,
        now: datetime = MORNING,
        book: Book = BOOK,
        lists: Mapping[str, tuple[Any, ...]] | None = None,
    ) -> None:
        self.engine = open_engine(url)
        self.connection: Connection | None = None
        if url.startswith("sqlite"):
            # A test loses nothing with the power: what is killed here is only this object.
            event.listen(self.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))
        self.abilities = abilities
        self.now = now
        self.book = book
        common = {
            "commune": "xã Đồng Mây",
            "contact": "cô Lúa",
            "phone": "0900 000 000",
            "hours": "giờ làm việc",
        }
        self.commune = SteadyCommune(
            Catalogue(None, common), Hours(ZoneInfo("Asia/Ho_Chi_Minh"), Calendar())
        )
        self.commune.lists = dict(lists or {})
        self.people: dict[str, Actor] = {}
        self.holding = False
        self._events = 0
        with self.write() as tx:
            if tx.session.exec(select(Unit.id)).first() is None:
                for place, name in enumerate(HAMLETS, 1):
                    unit = Unit(
                        code=f"thon-{place}", kind=UnitKind.HAMLET.value, name=f"thôn {name}"
                    )
                    unit.others = [name]
                    tx.session.add(unit)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction of the test's own, with the audit trail written at its end."""
        # One connection for the whole scene: opening one costs more than a turn does.
        if self.connection is None:
            self.connection = self.engine.connect()
        with self.connection.begin():
            tx = Tx(self.connection)
            yield tx
            tx.flush()
            if tx.entries:
                audit.append(tx, tx.entries, KEY, to_ms(self.now))

    def close(self) -> None:
        """Let go of the database."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        self.engine.dispose()

    # --- people ---

    def person(
        self, name: str, role: Role | None = None, hamlet: str = "", *, agreed: bool = True
    ) -> "Actor":
        """A person with an account on the channel; `agreed` is the first contact's consent."""
        chat = f"chat-{len(self.people) + 1}"
        with self.write() as tx:
            row = Person(name=name, consent=TEXT_VERSION if agreed else "", created_at=self.now)
            tx.session.add(row)
            tx.session.flush()
            assert row.id is not None
            tx.session.add(Account(person_id=row.id, bot=self.bot, sender=chat, name=name))
            tx.session.flush()
            tx.run(conversation.INSERT, bot=self.bot, chat=chat, sender=chat)
            if role is not None:
                query = select(Unit.id).where(Unit.name == f"thôn {hamlet}")
                grant_role(tx, row.id, role, tx.session.exec(query).first(), self.now)
            number = row.id
        actor = Actor(self, name, chat, number)
        self.people[chat] = actor
        return actor

    def stranger(self, name: str = "người lạ") -> "Actor":
        """Somebody who has never written: no account, no person."""
        actor = Actor(self, name, f"chat-{len(self.people) + 1}", 0)
        self.people[actor.chat] = actor
        return actor

    # --- time ---

    def wait(self, **span: float) -> None:
        """Let time pass: `hours=6`, `days=30`; what is due then is said."""
        self.now += timedelta(**span)
        self.settle()

    @contextmanager
    def in_one_burst(self) -> Iterator[None]:
        """Everything said inside arrives before the first of it is handled."""
        self.holding = True
        for actor in self.people.values():
            actor.seen = len(actor.screen)
        yield
        self.holding = False
        self.settle()

    # --- the machine, step by step ---

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Commit 1."""
        payload = orjson.dumps(keeping.said_to_json(said)).decode()
        with self.write() as tx:
            return inbox.receive(tx, self.bot, said.event_id, chat, chat, payload, to_ms(self.now))

    def settle(self, *, deliver: bool = True) -> None:
        """Take every turn that can be taken, say what waits, and deliver it."""
        if self.holding:
            return
        while self.take_turns():
            pass
        if deliver:
            self.deliver()
        self.push()
        if deliver:
            self.deliver()

    def tick(self) -> None:
        """Write down what is due and say what its hour has come for: one tick of the planner."""
        for piece in planner.PIECES:
            more = True
            while more:
                with self.write() as tx:
                    more = piece(tx, self.commune.hours, self.now)
        self.settle()

    def take_turns(self) -> bool:
        """Commit 2 for one message of each conversation; True when something was handled."""
        waiting: dict[Address, list[Event]] = {}
        with self.write() as tx:
            rows = inbox.unhandled(tx, 0)
        for row, bot, chat, sender, payload, received in rows:
            raw = orjson.loads(payload)
            event = Event(row, received, keeping.said_from_json(raw.get(TASK, raw)))
            waiting.setdefault(Address(bot, chat, sender), []).append(event)
        for address, events in waiting.items():
            self._turn(address, events)
        return bool(waiting)

    def _turn(self, address: Address, events: list[Event]) -> None:
        heard: Mapping[str, int] | None = None
        while True:
            now_ms = to_ms(self.now)
            chosen = ordering.choose(events, heard, self.abilities.ordering, now_ms)
            if isinstance(chosen, Wait):
                self.now += timedelta(milliseconds=chosen.until_ms - now_ms)
                continue
            said = ordering.together(chosen.events)
            try:
                with self.write() as tx, tx.savepoint():
                    turning.take_turn(
                        tx,
                        self.commune,
                        self.book,
                        self.abilities,
                        address,
                        chosen.events,
                        said,
                        self.now,
                    )
                return
            except turning.TooEarly as early:
                heard = early.heard

    def push(self) -> None:
        """Say what waits for people, as far as it may be said now."""
        with self.write() as tx:
            persons = untold(tx, self.now)
        for person in persons:
            with self.write() as tx:
                ways = conversation.ways_to_reach(tx, person)
                if ways and ways[0].bot == self.bot:
                    where = Address(ways[0].bot, ways[0].chat, ways[0].sender)
                    turning.take_push(tx, self.commune, self.book, self.abilities, where, self.now)

    def deliver(self) -> None:
        """Put everything that is queued on the screens, and mark it as sent."""
        with self.write() as tx:
            for row in outbox.waiting(tx, self.bot):
                actor = self.people.get(row[2])
                if actor is not None:
                    actor.screen.append(Shown(row[0], carrying.decode(row[4])))
                    outbox.mark(tx, row[0], OutboxState.SENT, to_ms(self.now))
                    reminder.came(tx, row[0], OutboxState.SENT, self.bot, to_ms(self.now))

    # --- looking ---

    def deeds(self) -> list[Deed]:
        """Every deed, oldest first."""
        with self.write() as tx:
            return list(tx.session.exec(select(Deed).order_by(Deed.id)))  # type: ignore[arg-type]

    def talk_of(self, actor: "Actor") -> talk.Talk:
        """What is remembered of a person's conversation."""
        with self.write() as tx:
            row = conversation.load(tx, self.bot, actor.chat, actor.chat)
        assert row is not None
        return talk.from_json(orjson.loads(row[1]))

    def next_event(self) -> str:
        """An event id that was not used before."""
        self._events += 1
        return f"event-{self._events}"

    def failed(self) -> int:
        """How many turns broke (none ever should)."""
        with self.write() as tx:
            tx.cursor.execute(
                f"SELECT count(*) FROM inbox WHERE state = '{InboxState.FAILED.value}'"  # noqa: S608
            )
            return int(tx.cursor.fetchall()[0][0])


class SteadyCommune(Commune):
    """A commune whose random numbers count up, with lists of the test's own beside the hamlets."""

    lists: dict[str, tuple[Any, ...]]
    counted: int = 0

    def options(self, tx: Tx, name: str, today: date) -> Any:
        """Return a list by name."""
        return self.lists[name] if name in self.lists else super().options(tx, name, today)

    def seed(self) -> int:
        """Return the next number."""
        self.counted += 1
        return 4_071_000 + self.counted


@dataclass(slots=True)
class Actor:
    """One person with a phone."""

    scene: Scene
    name: str
    chat: str
    id: int
    screen: list[Shown] = field(default_factory=list)
    seen: int = 0
    read: int = 0  # how much of the screen a transcript has written down
    order: int = 0
    last_id: str = ""

    # --- doing ---

    def send(self, kind: Kind, **fields: Any) -> str:
        """Send one thing of any kind; return its message id. `event_id`, `order` and `at` may be
        given.
        """
        self.order += 1
        event_id = fields.pop("event_id", None) or self.scene.next_event()
        order = fields.pop("order", None) or self.order
        at = fields.pop("at", None) or self.scene.now
        message_id = fields.pop("message_id", None) or f"m-{event_id}"
        dense = self.scene.abilities.ordering is Ordering.DENSE
        said = Incoming(
            kind,
            event_id,
            at,
            order=order,
            message_id=message_id,
            stream="p" if dense else "",
            **fields,
        )
        self.seen = len(self.screen) if not self.scene.holding else self.seen
        self.scene.receive(self.chat, said)
        self.last_id = message_id
        self.scene.settle()
        return message_id

    def says(self, *texts: str, **fields: Any) -> str:
        """Type one text after the other; return the last one's message id."""
        for text in texts:
            self.send(Kind.TEXT, text=text, **fields)
        return self.last_id

    def taps(self, label: str, on: Shown | None = None, **fields: Any) -> str:
        """Press the button whose label ends like this, of the last message that has it."""
        shown = on or next(
            s for s in reversed(self.screen) if any(x.endswith(label) for x in s.labels)
        )
        button = next(b for b in shown.reply.buttons if b.label.endswith(label))
        return self.send(Kind.TAP, tap=button.tap, text=button.label, **fields)

    def chooses(self, label: str) -> str:
        """Answer with a choice: by its button, or by its number where there are no buttons."""
        if any(x.endswith(label) for s in self.screen for x in s.labels):
            return self.taps(label)
        lines = [line for s in self.screen[-1:] for line in s.text.split("\n")]
        number = next(line.split(".", 1)[0] for line in lines if line.endswith(label))
        return self.says(number)

    def edits(self, message_id: str, text: str) -> str:
        """Change an earlier message."""
        return self.send(Kind.TEXT, text=text, edits=message_id)

    def sends_photo(
        self, count: int = 1, caption: str = "", album: str = "", **fields: Any
    ) -> str:
        """Send photos in one message (an album of several events is several calls)."""
        base = self.scene.next_event()
        media = tuple(
            Media(Kind.PHOTO, file=f"photo-{base}-{n}", mime="image/jpeg", size=1000)
            for n in range(count)
        )
        return self.send(Kind.PHOTO, media=media, text=caption, album=album, **fields)

    def sends_album(self, count: int, album: str = "album", caption: str = "") -> None:
        """Send photos as one album: an event for each, all of them before the first is handled;
        or one message, where the channel has it so.
        """
        if self.scene.album_in_one_message:
            self.sends_photo(count, caption=caption)
            return
        with self.scene.in_one_burst():
            for place in range(count):
                self.sends_photo(caption=caption if place == 0 else "", album=album)

    def sends_voice(self, seconds: int = 72, **fields: Any) -> str:
        """Send a voice note."""
        file = f"voice-{self.scene.next_event()}"
        media = (Media(Kind.VOICE, file=file, mime="audio/aac", size=9000, seconds=seconds),)
        return self.send(Kind.VOICE, media=media, **fields)

    def sends_place(self, name: str = "", **fields: Any) -> str:
        """Send a point on the map."""
        return self.send(Kind.LOCATION, place=Place(21.03, 105.85, name), **fields)

    # --- seeing ---

    @property
    def new(self) -> list[str]:
        """What came onto the screen since this person last did something."""
        return [shown.text for shown in self.screen[self.seen :]]

    @property
    def last(self) -> str:
        """The last message on the screen."""
        return self.screen[-1].text if self.screen else ""

    def hears(self, *pieces: str) -> bool:
        """Tell whether the last message holds all these pieces."""
        return all(piece in self.last for piece in pieces)

    def word(self, key: str, **values: str | int) -> str:
        """Return a sentence of the catalogue as this person hears it."""
        return self.scene.commune.words()(key, **values)

    def tells_deed(
        self,
        who: str = "Bà Mận bán xôi",
        hamlet: str = "Đoài",
        story: str = "Nhặt được ví có 3 triệu, trả lại người mất",
        day: str = "10/11",
        photos: str = "không",
    ) -> None:
        """Tell of a deed by typing, up to the summary."""
        self.says("kể", who, hamlet, story, day, photos)

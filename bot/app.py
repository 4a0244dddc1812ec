"""The composition root: what there is, how it hangs together, in which order it starts and
stops.
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from bot import admin, keys, nightly
from bot.carrying import decode
from bot.catalogue import Catalogue
from bot.channels.contract import Channel, Take
from bot.channels.web.options import Persona
from bot.channels.web.server import build_app
from bot.commune import Commune
from bot.connecting import Parts, connect
from bot.dispatcher import Dispatcher
from bot.evidence import Evidence
from bot.exports import makers
from bot.group_posts import GroupBot, post_one
from bot.link_pages import Uploads, link_routes
from bot.links import Links
from bot.metrics import Metrics
from bot.movement_papers import movement_makers
from bot.notices import notice_makers
from bot.oa_grant import OaGrant
from bot.pages.board import Board
from bot.pages.feed import FeedPages
from bot.receiving import Receiver
from bot.serving import Server, open_port, taken, web_config, web_options
from bot.settings import Settings, SettingsError, quiet_hours
from bot.tasks import Tasks
from bot.turning import Queued, Turned
from bot.watching import watch
from bot.webchat import WebBackend
from bot.week_tasks import week_makers
from bot.whereabouts import Whereabouts
from bot.writer import StoreDown, Writer
from bot.year_tasks import year_makers
from bot.zalo_oa_connect import callback_route
from handlers.book import BOOK
from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import inbox, ledger, outbox, reminder
from models.machine.link import drop_old_links
from models.machine.outbox import Priority
from models.machine.ownership import NotOwner
from models.migrating import upgrade
from models.people.seats import warn_of_limits
from models.store import Tx, open_engine
from models.work.announcing import let_old_numbers_go
from models.working_days import Calendar
from scheduler import leftovers, planner
from scheduler.delivery import Delivery, item_of
from scheduler.housekeeping import drop_old_documents, erase_hidden_cases, erase_old_texts
from scheduler.lines import Item
from scheduler.outcomes import Outcomes
from scheduler.quiet_hours import Hours
from scheduler.ticks import start_ticks

log = structlog.get_logger()

OWN_AGAIN = 1.0  # seconds between two tries to become the owner
POLL_AGAIN = 30.0  # seconds after asking a platform has broken
COLLECT = (20_000, 20, 20)  # instead of 700, 10, 10: objects, and rounds of the younger ones
STOP_WITHIN = 4.0  # seconds that a stop may take before it is forced
END_WITHIN = 4.5  # seconds after which nobody waits for a thread that a disk keeps


def utc_now() -> datetime:
    """Return the time. The only clock of the program; everything else is handed it."""
    return datetime.now(UTC)


class App:
    """One running process: the web chat, the channels, and, while it owns the database, turns and
    delivery.
    """

    def __init__(
        self,
        settings: Settings,
        personas: Sequence[Persona] = (),
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.metrics = Metrics()
        settings.files.mkdir(parents=True, exist_ok=True)
        lock = settings.home / "owner.lock" if settings.on_sqlite else None
        self.writer = Writer(open_engine(settings.database_url), keys.audit_key(settings), lock)
        self.commune = make_commune(settings)
        options = web_options(settings)
        self.receiver = Receiver(self.writer, clock, self._arrived, self.metrics, self._day)
        self.web = WebBackend(
            self.writer, self.receiver, self.commune, options, settings.files, clock
        )
        self.grant = OaGrant(self.writer, settings, clock)
        evidence = Evidence(self.writer, settings.files)
        self.channels: dict[str, Channel] = {
            channel.bot: channel
            for channel in (
                self.web.channel,
                *connect(
                    Parts(settings, clock, self.writer, evidence, self.grant, self.commune.words())
                ),
            )
        }
        where = self.where = Whereabouts(self.channels, self.grant)
        self.commune.meeting = where.places
        self.dispatcher = Dispatcher(
            self.writer, self.commune, BOOK, self.channels, clock, self._deliver, self.metrics
        )
        limit = settings.upload_limit_mb * 1_048_576
        self.tasks = Tasks(
            self.writer,
            self.channels,
            settings.files,
            limit,
            clock,
            {
                **makers(self.commune, clock),
                **year_makers(self.commune, settings.files),
                **notice_makers(self.commune, clock),
                **movement_makers(self.commune, clock),
                **week_makers(self.commune, clock),
            },
            self._arrived,
        )
        self.deliveries: dict[str, Delivery] = {}
        board = Board(
            self.writer.write, self.commune.words(), self.commune.zone, clock, evidence.picture
        )
        self.takes: dict[str, Take] = {
            bot: partial(self.receiver.receive, channel) for bot, channel in self.channels.items()
        }
        brought = [r for c in self.channels.values() for r in c.routes(self.takes[c.bot])]
        uploads = Uploads(self.writer, settings.files, limit, clock, self._arrived)
        links = Links(options.secret, options.public_url)
        opened = link_routes(uploads, links, self.commune.words(), where.official, where.link_of)
        if settings.zalo_oa_app_id:
            brought.append(callback_route(self.commune.words(), settings.language))
        feeds = FeedPages(
            self.writer.write, self.commune.words(), clock, self.commune.today, links.feed
        )
        pages = (*board.routes(), *opened, *feeds.routes(), *brought)
        self.site = build_app(self.web, options, clock, personas, pages)
        self._lost = asyncio.Event()
        self._jobs: list[asyncio.Task[None]] = []
        self._polls: list[asyncio.Task[None]] = []
        self._looked_back = False  # at what a stop before this process owned has left over

    # --- the whole run ---

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Serve until `stop` is set; `ready` is called once the page can be opened.

        Raises SettingsError when a port is taken.
        """
        door = open_port(self.settings.web_host, self.settings.web_port)
        try:
            figures = await admin.serve(self.settings.admin_port, self.metrics, self._unready)
        except OSError:
            raise taken("admin_port", self.settings.admin_port) from None
        self.writer.start()
        self.writer.on_pushed = self.dispatcher.push
        self.writer.on_lost = self._lost.set
        server = Server(web_config(self.site))
        ticks = start_ticks(
            {
                "pushes": (timedelta(seconds=2), self._tick_pushes),
                "tasks": (timedelta(seconds=1), self._tick_tasks),
                "look": (timedelta(seconds=5), self._changed),
                "plan": (timedelta(seconds=20), self._tick_plan),
                "left": (timedelta(minutes=30), self._tick_left),
                "backup": (timedelta(minutes=15), self._tick_backup),
                "hidden": (timedelta(minutes=1), self._tick_hidden),
                "limits": (timedelta(minutes=5), self._tick_limits),
                "housekeeping": (timedelta(hours=1), self._tick_housekeeping),
            }
        )
        for channel in self.channels.values():
            await channel.open()
        owning = asyncio.create_task(self._own(stop))
        serving = asyncio.create_task(server.serve(sockets=[door]))
        watching = asyncio.create_task(
            watch(self.settings.database_url, self.writer.name, self._changed)
        )
        stopping = asyncio.create_task(stop.wait())
        listening = asyncio.create_task(server.listening.wait())
        try:
            await asyncio.wait({listening, serving}, return_when=asyncio.FIRST_COMPLETED)
            ready()
            await asyncio.wait({stopping, serving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.set()
            ticks.shutdown()
            server.should_exit = True
            watching.cancel()
            listening.cancel()
            figures.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop(owning, serving), STOP_WITHIN)

    async def _stop(self, *tasks: "asyncio.Task[None]") -> None:
        """Let what is under way end, then the writer."""
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stop_owning()
        for channel in self.channels.values():
            await channel.close()
        await self.grant.close()
        await self.writer.stop()

    # --- owning ---

    async def _own(self, stop: asyncio.Event) -> None:
        """Become the owner as soon as nobody else is, and begin again when it was lost."""
        while not stop.is_set():
            owned = False
            self._lost.clear()
            try:
                owned = await self.writer.own(to_ms(self.clock()))
                if owned:
                    await self._start_owning()
            except (StoreDown, NotOwner):
                if owned:
                    await self._stop_owning()
                owned = False
            if owned:
                log.info("owner.taken", epoch=self.writer.epoch)
                lost, stopped = (
                    asyncio.create_task(self._lost.wait()),
                    asyncio.create_task(stop.wait()),
                )
                await asyncio.wait({lost, stopped}, return_when=asyncio.FIRST_COMPLETED)
                lost.cancel()
                stopped.cancel()
                if not stop.is_set():
                    log.warning("owner.lost")
                    await self._stop_owning()
            else:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), OWN_AGAIN)

    async def _start_owning(self) -> None:
        """Take up turns and delivery where the last owner left them."""
        self.metrics.owner.set(1)
        self.metrics.epoch.set(self.writer.epoch)
        self._looked_back = False
        for channel in self.channels.values():
            if channel.pushes:
                await self._start_delivery(channel)
        await self.dispatcher.start()
        for channel in self.channels.values():
            self._polls.append(asyncio.create_task(self._poll(channel)))

    async def _poll(self, channel: Channel) -> None:
        """Ask a platform for events as long as this process is the owner; one that breaks does not
        stop the others.
        """
        while True:
            try:
                await channel.poll(self.takes[channel.bot])
                return
            except Exception as error:
                log.error("poll.broken", channel=channel.bot, exc_info=error)
                await asyncio.sleep(POLL_AGAIN)

    async def _start_delivery(self, channel: Channel) -> None:
        """Begin to deliver a channel's messages, at the pace that the last owner had."""
        bot, now_ms = channel.bot, to_ms(self.clock())

        def read(tx: Tx) -> list[Row]:
            left = outbox.cut_off(tx, bot, now_ms)
            if left:
                reminder.follow_late(tx, from_ms(now_ms))
            if left and channel.counts:
                ledger.count(tx, bot, self._day(now_ms), sent=left)
            return tx.all(outbox.SENT_SINCE, bot=bot, since=now_ms - 60_000)

        outcomes = Outcomes(bot, channel.counts, channel.window, self._day)
        delivery = Delivery(
            channel, self._write_owned, self.clock, decode, outcomes.note, self._count(bot)
        )
        sent = await self.writer.write(read, owned=True)
        left = [(chat, from_ms(at)) for chat, at in sent]
        delivery.refill(left)
        channel.refill(left)
        after = 0
        while rows := await self.writer.write(
            lambda tx, after=after: outbox.waiting(tx, bot, after)  # type: ignore[misc]
        ):
            for row in rows:
                delivery.add(item_of(row))
            after = rows[-1][0]
        self.deliveries[bot] = delivery
        self._jobs.append(asyncio.create_task(delivery.run()))

    async def _stop_owning(self) -> None:
        """Stop asking platforms, turns and delivery; what is half done is marked."""
        self.metrics.owner.set(0)
        for poll in self._polls:
            poll.cancel()
        await asyncio.gather(*self._polls, return_exceptions=True)
        self._polls.clear()
        await self.dispatcher.stop()
        await self.tasks.stop()
        await asyncio.gather(*(delivery.stop() for delivery in self.deliveries.values()))
        await asyncio.gather(*self._jobs, return_exceptions=True)
        self._jobs.clear()
        self.deliveries.clear()

    async def _write_owned(self, run: Callable[[Tx], object]) -> object:
        return await self.writer.write(run, owned=True)

    def _count(self, bot: str) -> Callable[[str], None]:
        return lambda outcome: self.metrics.sent.labels(channel=bot, outcome=outcome).inc()

    # --- what flows ---

    def _arrived(
        self, row: int, bot: str, chat: str, sender: str, payload: str, received_ms: int
    ) -> None:
        self.dispatcher.arrived(row, bot, chat, sender, payload, received_ms)

    def _deliver(self, turned: Turned) -> None:
        """Hand committed messages on: to the open pages, or to the channel's delivery."""
        for row in turned.replaced:
            self.web.replaced(row)
            for delivery in self.deliveries.values():
                delivery.drop(row)
        for event in turned.passed_on:
            self._arrived(*event)
        elsewhere = False
        for message in turned.queued:
            if message.bot in self.deliveries:
                self.deliveries[message.bot].add(item(message))
            elif not self.web.queued(message):
                elsewhere = True
        self._jobs = [job for job in self._jobs if not job.done()]
        if elsewhere and not self.settings.on_sqlite:
            self._jobs.append(asyncio.create_task(self._tell_others()))
        if turned.tasks:
            self._jobs.append(asyncio.create_task(self._tick_tasks()))

    async def _tell_others(self) -> None:
        """A page of that chat may be open in another process."""

        def run(tx: Tx) -> None:
            tx.tell_others = True

        with contextlib.suppress(StoreDown):
            await self.writer.write(run)

    async def _changed(self) -> None:
        """Another process has written: there may be events to handle, or lines to show."""
        with contextlib.suppress(StoreDown):
            if self.dispatcher.owner:
                await self.dispatcher.scan()
            await self.web.refresh()

    async def _tick_pushes(self) -> None:
        await self.dispatcher.push_due()

    async def _tick_plan(self) -> None:
        """Write down what is due and whom to tell, one small piece after the other. What our own
        program breaks on does not stop the others: it is tried again with the next tick.
        """
        with contextlib.suppress(StoreDown, NotOwner):
            await self.writer.write(self.commune.refresh)  # days that were swapped meanwhile
            works: dict[str, Callable[[], Coroutine[None, None, None]]] = {
                piece.__name__: partial(self._plan, piece) for piece in planner.PIECES
            }
            works["groups"] = self._tell_groups  # of what is written down now
            for name, work in works.items():
                try:
                    await work()
                except (StoreDown, NotOwner):
                    raise
                except Exception as error:
                    log.error("plan.broken", piece=name, exc_info=error)
        if self.dispatcher.owner and not self._looked_back:
            self._looked_back = True
            await self._tick_left()

    async def _plan(self, piece: planner.Piece) -> None:
        """Do one piece of planning until there is no more to do."""
        hours = self.commune.hours

        def run(tx: Tx, now: datetime) -> bool:
            asked = set(tx.pushed)
            more = piece(tx, hours, now)
            # The next tick of pushes finds whom the plan tells, behind those whom a turn asks.
            tx.pushed = asked
            return more

        more = True
        while more and self.dispatcher.owner:
            more = bool(await self._write_owned(partial(run, now=self.clock())))

    async def _tell_groups(self) -> None:
        """Tell registered groups what their hour has come for, one message after the other."""
        while self.dispatcher.owner:
            now = self.clock()
            turned = await self.writer.write(
                lambda tx, now=now: post_one(  # type: ignore[misc]
                    tx, self.commune, now, lambda bot: self._in_groups(tx, bot, now)
                ),
                owned=True,
            )
            if turned is None:
                return
            self._deliver(turned)

    def _in_groups(self, tx: Tx, bot: str, now: datetime) -> GroupBot:
        """Return what a bot allows in groups; one that is not set up any more sends nothing."""
        channel = self.channels.get(bot)
        if channel is None:
            return GroupBot(sparing=True)
        return GroupBot(channel.abilities.text_limit, self.dispatcher.spares(tx, bot, now))

    def _spares(self, tx: Tx, bot: str, now: datetime) -> bool:
        """Tell whether the rest of a bot's month is kept for answers."""
        return bot in self.channels and self.dispatcher.spares(tx, bot, now)

    async def _tick_backup(self) -> None:
        """Write tonight's backup to the second place, if there is one and it is still to be
        made.
        """
        if self.dispatcher.owner:
            with contextlib.suppress(StoreDown, NotOwner):
                now, hours = self.clock(), self.commune.hours
                await nightly.tend(self.settings, hours, now, self._write_owned)

    async def _tick_left(self) -> None:
        """Decide about what could not be told on its day."""
        hours, now = self.commune.hours, self.clock()
        after = -1
        with contextlib.suppress(StoreDown, NotOwner):
            while after and self.dispatcher.owner:
                start = max(after, 0)
                found = await self._write_owned(
                    lambda tx, start=start: leftovers.settle_left(  # type: ignore[misc]
                        tx, hours, now, start, lambda bot: self._spares(tx, bot, now)
                    )
                )
                after = int(str(found))

    async def _tick_tasks(self) -> None:
        if self.dispatcher.owner:
            with contextlib.suppress(StoreDown):
                await self.tasks.look()

    async def _tick_hidden(self) -> None:
        now = self.clock()
        if self.dispatcher.owner:
            with contextlib.suppress(StoreDown):
                await self.writer.write(lambda tx: erase_hidden_cases(tx, now))

    async def _tick_limits(self) -> None:
        """Say when a bot's seats or messages run out; renew what the Official Account gave."""
        if not self.dispatcher.owner:
            return
        now = self.clock()
        today, places = self.commune.today(now), self.where.places()
        with contextlib.suppress(StoreDown):
            await self.grant.keep_fresh()
            await self.writer.write(lambda tx: warn_of_limits(tx, places, today, now))

    async def _tick_housekeeping(self) -> None:
        now = self.clock()
        if self.dispatcher.owner:
            with contextlib.suppress(StoreDown):
                await self.writer.write(lambda tx: erase_old_texts(tx, now))
                await self.writer.write(lambda tx: drop_old_documents(tx, now))
                await self.writer.write(lambda tx: drop_old_links(tx, now))
                await self.writer.write(lambda tx: let_old_numbers_go(tx, now))
                waiting = await self.writer.write(
                    lambda tx: (tx.one(inbox.COUNT_NEW), tx.one(outbox.COUNT_QUEUED))
                )
                self.metrics.unhandled.set(waiting[0][0] if waiting[0] else 0)
                self.metrics.waiting.set(waiting[1][0] if waiting[1] else 0)

    def _day(self, at_ms: int) -> date:
        """Return the commune's day at a moment."""
        return self.commune.today(from_ms(at_ms))

    def _unready(self) -> Sequence[str]:
        return () if self.writer.alive else ("store",)


def item(message: Queued) -> Item:
    """Return a message that was just queued as delivery keeps it."""
    repeat = message.priority != Priority.NOTICE
    what = (message.chat, message.payload, message.not_before_ms, message.expires_ms)
    return Item(message.priority, message.row, *what, repeat=repeat)


def make_commune(settings: Settings) -> Commune:
    """Return the commune that the settings describe."""
    common = {
        "commune": settings.commune,
        "contact": settings.contact_name,
        "phone": settings.contact_phone,
        "hours": settings.contact_hours,
    }
    catalogue = Catalogue(settings.texts, common)
    calendar = Calendar(settings.home / "holidays.toml")
    hours = Hours(ZoneInfo(settings.timezone), calendar, quiet_hours(settings.quiet_hours))
    url = settings.public_url or ""
    links = Links(keys.signing_key(settings).decode(), url)
    return Commune(catalogue, hours, settings.language, url, links)


def run(
    settings: Settings,
    personas: Sequence[Persona] = (),
    prepare: Callable[[Settings], None] | None = None,
) -> int:
    """Run until a signal asks to stop; return the exit code. `prepare` runs after the migrations,
    before anything else.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url, settings.home, now=utc_now())
    if prepare is not None:
        prepare(settings)
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415 - not on every system

        uvloop.install()
    try:
        asyncio.run(serve(settings, personas))
    except SettingsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - one line for the operator
        return 2
    return 0


def collect_seldom() -> None:
    """Leave what the start has made, which stays, out of what Python's collector walks through,
    and let it look less often: a turn makes some thousand objects that are gone by themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)


async def serve(settings: Settings, personas: Sequence[Persona] = ()) -> None:
    """Run the app until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked() -> None:
        stop.set()
        forced = threading.Timer(END_WITHIN, os._exit, (0,))
        forced.daemon = True
        forced.start()

    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked)
    app = App(settings, personas=personas)
    where = settings.public_url or settings.local_url

    def ready() -> None:
        collect_seldom()
        log.info("ready")
        print(f"Thi Đua: {where}", flush=True)  # noqa: T201 - the address is for the person at the terminal

    await app.run(stop, ready)

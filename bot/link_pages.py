"""What stands behind the pages that links open: how a file that was handed in gets into its
conversation, and how the pages hang together.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import orjson
from starlette.routing import Route

from bot import files
from bot.catalogue import BoundWords
from bot.channels.web.frames import clean
from bot.dialogue import keeping
from bot.dialogue.messages import Incoming, Kind, Media
from bot.links import Links
from bot.pages import mark
from bot.pages.entrance import Entrance
from bot.pages.links import Arrival, LinkPages
from bot.pages.meeting import Meeting
from bot.pages.upload import Upload
from bot.pictures import shown_copy
from bot.receiving import TASK, UPLOAD, Arrived
from bot.writer import Writer
from models.base import to_ms
from models.machine import file, inbox
from models.machine.erasing import forget_bytes
from models.machine.file import File, FileState
from models.machine.link import Opened, use_link
from models.store import Tx

NAME = 120  # characters of a file's name that are kept


class Uploads:
    """Takes files in through links."""

    def __init__(
        self,
        writer: Writer,
        folder: Path,
        limit: int,
        clock: Callable[[], datetime],
        arrived: Arrived,
    ) -> None:
        """`folder` is where files are kept, `limit` how many bytes one may have; `arrived` is told
        of each after its commit.
        """
        self.writer = writer
        self.folder = folder
        self.limit = limit
        self.clock = clock
        self.arrived = arrived

    async def take(self, link: Opened, upload: Upload) -> Arrival:
        """Keep a file; in one transaction use the link up, write the file's row, and put it into
        the conversation's inbox.
        """
        try:
            kept = await files.keep(self.folder, None, "", upload.chunks(), self.limit)
        except files.BadFile as error:
            return Arrival(error.why)
        now = self.clock()
        kind = kind_of(kept.mime)
        row = File(
            id=f"{kind.value}-{secrets.token_hex(12)}",
            owner=f"{link.bot}:{link.chat}",
            kind=kind.value,
            mime=kept.mime,
            name=clean(upload.name)[-NAME:],
            size=kept.size,
            sha256=kept.sha256,
            state=FileState.KEPT,
            created_ms=to_ms(now),
        )
        media = Media(kind, file=row.id, mime=row.mime, name=row.name, size=row.size)
        said = Incoming(kind, f"{UPLOAD}{link.row}", now, media=(media,))
        payload = orjson.dumps({TASK: keeping.said_to_json(said)}).decode()
        place = (link.chat, link.sender, payload, to_ms(now))

        def store(tx: Tx) -> int | None:
            if not use_link(tx, link.row, now):
                forget_bytes(tx, [kept.sha256], to_ms(now))
                return None
            file.announce(tx, row)
            tx.tell_others = True
            return inbox.receive(tx, link.bot, said.event_id, *place)

        stored = await self.writer.write(store)
        if stored is None:
            return Arrival.USED
        self.arrived(stored, link.bot, *place)
        return Arrival.KEPT


def kind_of(mime: str) -> Kind:
    """Return as what a file is taken that was handed in, by what it is."""
    if mime == "application/ogg":
        return Kind.VOICE
    kinds = {"image": Kind.PHOTO, "video": Kind.VIDEO, "audio": Kind.VOICE}
    return kinds.get(mime.partition("/")[0], Kind.FILE)


def link_routes(
    uploads: Uploads,
    links: Links,
    words: BoundWords,
    official: Callable[[], str],
    link_of: Callable[[str], str],
) -> Sequence[Route]:
    """Return the paths of the pages that links, the poster and an invitation open; `official`
    returns the id of the commune's Zalo Official Account, empty where there is none, `link_of`
    where people open a bot, empty for one that is not there.
    """
    folder = uploads.folder

    def original(sha256: str) -> Path:
        return files.path_of(folder, sha256)

    def picture(sha256: str) -> Path | None:
        return shown_copy(original(sha256), folder)

    pages = LinkPages(
        uploads.writer.write,
        words,
        uploads.clock,
        links.row,
        picture,
        original,
        uploads.take,
        uploads.limit,
    )
    entrance, meeting = Entrance(words, official), Meeting(words, link_of)
    return (*pages.routes(), *entrance.routes(), *meeting.routes(), *mark.routes())

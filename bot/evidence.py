"""Files of ours as they may leave the house: photos as stripped copies, voice notes as they were
spoken, documents under their names. The original of a photo never does.
"""

import asyncio
import contextlib
from pathlib import Path

from bot.dialogue.messages import Kind
from bot.files import path_of
from bot.pictures import shown_copy
from bot.writer import Writer
from models.machine import file
from models.machine.file import FileState


class Evidence:
    """Reads files for whoever shows them."""

    def __init__(self, writer: Writer, folder: Path) -> None:
        """`folder` is where files are kept."""
        self.writer = writer
        self.folder = folder

    def picture(self, sha256: str) -> Path | None:
        """Return the copy of a photo that may be shown, by its digest."""
        return shown_copy(path_of(self.folder, sha256), self.folder)

    async def shown(self, file_id: str) -> bytes | None:
        """Return a photo of ours as it may be shown, None when there is none (any more)."""
        row = await self.writer.write(lambda tx: file.get(tx, file_id))
        if row is None or row[2] != Kind.PHOTO.value or row[8] != FileState.KEPT.value:
            return None
        copy = await asyncio.to_thread(self.picture, row[7])
        return await asyncio.to_thread(bytes_of, copy) if copy else None

    async def sound(self, file_id: str) -> tuple[bytes, str] | None:
        """Return a voice note of ours with what it is by its content, None when there is none (any
        more).
        """
        row = await self.writer.write(lambda tx: file.get(tx, file_id))
        if row is None or row[2] != Kind.VOICE.value or row[8] != FileState.KEPT.value:
            return None
        content = await asyncio.to_thread(bytes_of, path_of(self.folder, row[7]))
        return (content, str(row[3])) if content is not None else None

    async def document(self, file_id: str) -> tuple[bytes, str] | None:
        """Return a document of ours with the name under which it is handed over, None when there
        is none (any more).
        """
        row = await self.writer.write(lambda tx: file.get(tx, file_id))
        if row is None or row[2] != Kind.FILE.value or row[8] != FileState.KEPT.value:
            return None
        content = await asyncio.to_thread(bytes_of, path_of(self.folder, row[7]))
        return (content, str(row[4])) if content is not None else None


def bytes_of(path: Path) -> bytes | None:
    """Return what a file holds, None when it is not there: after a database was brought back
    without its files, what waits behind such a message must go out all the same.
    """
    with contextlib.suppress(FileNotFoundError):
        return path.read_bytes()
    return None

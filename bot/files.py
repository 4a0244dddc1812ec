"""The folder of files: originals byte for byte, each named by its SHA-256, safe on disk before any
row speaks of it.
"""

import asyncio
import codecs
import hashlib
import os
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.messages import Kind

HEAD = 64 * 1024  # bytes of the beginning that are looked at to see what a file is

ABANDONED = 3600.0  # seconds in which nothing was added: no fetch takes so long
# What each kind of file may really be, by its content. A recorder in a browser writes sound into
# film containers.
ALLOWED: dict[Kind, tuple[str, ...]] = {
    Kind.PHOTO: ("image/",),
    Kind.VOICE: (
        "audio/",
        "video/webm",
        "video/mp4",
        "video/ogg",
        "video/3gpp",
        "video/x-matroska",
        "application/ogg",
    ),
    Kind.VIDEO: ("video/",),
    Kind.FILE: (
        "image/",
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.",
        "application/vnd.oasis.opendocument.",
        "application/zip",
        "text/",
    ),
}


# Film and sound, where nobody has said which of them a file is.
FILM_OR_SOUND = ("audio/", "video/", "application/ogg")


class BadFile(Exception):
    """The file cannot be kept: it is too large, or not what it says it is. `why` is "size" or
    "content".
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is safe: its digest, its length in bytes, and what it is by its content."""

    sha256: str
    size: int
    mime: str


def path_of(folder: Path, sha256: str) -> Path:
    """Return where a file lies."""
    return folder / sha256[:2] / sha256


async def keep(
    folder: Path, kind: Kind | None, said_mime: str, chunks: AsyncIterator[bytes], limit: int
) -> Kept:
    """Store a stream: temporary file, fsync, rename; `kind` None is any. Raises BadFile, as soon
    as it is known, and whatever the stream raises; nothing is left behind then.
    """
    partial = folder / "partial"
    partial.mkdir(parents=True, exist_ok=True)
    temporary = partial / secrets.token_hex(16)
    digest, size, head, mime = hashlib.sha256(), 0, b"", ""
    try:
        with temporary.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise BadFile("size")
                if len(head) < HEAD:
                    head += chunk[: HEAD - len(head)]
                digest.update(chunk)
                file.write(chunk)
                if not mime and len(head) == HEAD:
                    mime = look(kind, head, said_mime)
            mime = mime or look(kind, head, said_mime)
        # In a thread: everybody's turns would wait for a slow disk.
        await asyncio.to_thread(make_safe, temporary, path_of(folder, digest.hexdigest()))
    finally:
        temporary.unlink(missing_ok=True)
    return Kept(digest.hexdigest(), size, mime)


def sweep(folder: Path) -> None:
    """Delete what a process that was killed has left half written: what nobody has added to for
    long. Another process may be writing into the same folder.
    """
    for found in (folder / "partial").glob("*"):
        with suppress(OSError):
            if time.time() - found.stat().st_mtime > ABANDONED:
                found.unlink()


def look(kind: Kind | None, head: bytes, said_mime: str) -> str:
    """Return what a file is by its first bytes. Raises BadFile when that is not what this kind may
    be, or where it is None, any of them.

    A recorder's sound is told apart from its film only by what the sender says of it.
    """
    import puremagic  # noqa: PLC0415 - its table of signatures is read when the first file comes, not at start

    text = kind in (None, Kind.FILE) and is_text(head)
    allowed = ALLOWED.get(kind or Kind.FILE, ())
    if kind is None and not text:
        allowed += FILM_OR_SOUND
    found: list[str] = []
    try:
        found = [match.mime_type for match in puremagic.magic_string(head) if match.mime_type]
    except (puremagic.PureError, ValueError):
        found = []
    for mime in found:
        if mime.startswith(allowed):
            heard = (
                kind is Kind.VOICE and mime.startswith("video/") and said_mime.startswith("audio/")
            )
            return said_mime.partition(";")[0] if heard else mime
    if text:
        return "text/plain"
    raise BadFile("content")


def is_text(head: bytes) -> bool:
    """Tell whether bytes are the beginning of a plain text, which has no signature."""
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(c.isprintable() or c in "\r\n\t\f" for c in text)


def make_safe(temporary: Path, target: Path) -> None:
    """Give a file that was written its name; it and the name survive a power cut."""
    sync(temporary)
    target.parent.mkdir(exist_ok=True)
    temporary.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until what a file or a folder holds is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

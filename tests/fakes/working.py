"""Slow work of a scene without an app: real files, read or written in a process of their own, and
what came of it as one more message.
"""

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from bot import files
from bot.apart import apart
from bot.dialogue.messages import Incoming, Kind, Media
from bot.tasks import Document, Found, Further, Maker
from bot.week_tasks import week_makers
from bot.year_tasks import year_makers
from models.base import to_ms
from models.machine import file, task
from models.machine.file import File, FileState
from models.store import Tx
from tests.fakes.scene import ANY_TIME, Actor, Scene


def read_whole(maker: Maker, tx: Tx, asked: Mapping[str, Any]) -> Any:
    """Return what a document is made of, all its pieces read in one transaction."""
    found = maker.read(tx, asked)
    while isinstance(found, Further):
        found = found.read(tx)
    return found


def sends_file(actor: Actor, folder: Path, name: str, data: bytes) -> None:
    """Send a document that is safe in the folder already."""
    scene = actor.scene
    digest = hashlib.sha256(data).hexdigest()
    path = files.path_of(folder, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    number = f"file-{scene.next_event()}"
    with scene.write() as tx:
        row = File(
            id=number,
            owner=f"{scene.bot}:{actor.chat}",
            kind=Kind.FILE.value,
            name=name,
            size=len(data),
            sha256=digest,
            state=FileState.KEPT,
            created_ms=to_ms(scene.now),
        )
        file.announce(tx, row)
    actor.send(Kind.FILE, media=(Media(Kind.FILE, file=number, name=name, size=len(data)),))


def work(scene: Scene, folder: Path) -> None:
    """Do what waits of the year's documents."""
    makers = year_makers(scene.commune, folder)
    with scene.write() as tx:
        waiting = task.waiting(tx, ANY_TIME)
    for row, kind, _bot, chat, _sender, payload, *_ in waiting:
        if kind not in makers:
            continue
        asked, maker = orjson.loads(payload), makers[kind]
        with scene.write() as tx:
            found = maker.read(tx, asked)
        came = asyncio.run(apart(maker.write, found))
        assert isinstance(came, Found)
        with scene.write() as tx:
            tx.run(task.END, row=row, new_state=task.TaskState.DONE.value)
        result = {**asked, "kind": kind, **came.said}
        scene.receive(chat, Incoming(Kind.TASK, f"task:{row}", scene.now, task=result))
        scene.settle()


def print_week(scene: Scene, *, draw: bool = True) -> list[bytes]:
    """Print the pages of the week that were asked for; return them. Where many weeks go by nobody
    has to `draw` each.
    """
    maker = week_makers(scene.commune, lambda: scene.now)["week-page"]
    pages = []
    with scene.write() as tx:
        waiting = [row for row in task.waiting(tx, ANY_TIME) if row[1] == "week-page"]
    for row, _kind, _bot, chat, _sender, payload, *_ in waiting:
        asked = orjson.loads(payload)
        with scene.write() as tx:
            found = maker.read(tx, asked)
        made = maker.write(found) if draw else Document("trang-tuan.pdf", "application/pdf", b"")
        assert isinstance(made, Document)
        pages.append(made.content)
        came = {"document": hand_in(scene, chat, row, made), "name": made.name}
        result = {**asked, "kind": "week-page", **came}
        scene.receive(chat, Incoming(Kind.TASK, f"task:{row}", scene.now, task=result))
        scene.settle()
    return pages


def hand_in(scene: Scene, chat: str, row: int, made: Document) -> str:
    """Keep the row of a document that a task made, and end the task; return its name."""
    document = File(
        id=f"{file.DOCUMENT}{row}",
        owner=f"{scene.bot}:{chat}",
        kind=Kind.FILE.value,
        mime=made.mime,
        name=made.name,
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
        state=FileState.KEPT,
        created_ms=to_ms(scene.now),
    )
    with scene.write() as tx:
        tx.run(task.END, row=row, new_state=task.TaskState.DONE.value)
        file.announce(tx, document)
    return document.id

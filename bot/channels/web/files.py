"""Files to and fro: what a person uploads, and what the bot shows."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response

from bot.channels.web.backend import Refused
from bot.channels.web.door import Door
from bot.channels.web.frames import clean
from bot.channels.web.headers import FILE_POLICY
from bot.dialogue.messages import Kind

_KINDS = {k.value: k for k in (Kind.PHOTO, Kind.VOICE, Kind.VIDEO, Kind.FILE)}
_NAME = 120
_DAY = 24 * 3600
# Shown in the page. Anything else is handed over as a file to keep: it could be a page itself.
_SHOWN = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "audio/", "video/")
# A phone opens these in an app of its own, when it is told what they are.
_OFFICE = ("application/pdf", "application/vnd.openxmlformats-officedocument.")


async def upload(door: Door, request: Request) -> Response:
    """Answer POST /upload: stream the body to the backend, return the id for a media message."""
    say = door.backend.sentence
    if not door.is_own_host(request) or not door.is_own_origin(request, required=False):
        return Response(status_code=403)
    someone = door.who(request)
    if someone is None:
        return _refuse(401, say("web-stranger"))
    visitor = someone.visitor
    kind = _KINDS.get(request.query_params.get("kind", ""))
    if kind is None:
        return _refuse(400, say("web-unreadable"))
    limit = door.options.upload_limit(kind)
    too_big = say("web-too-big", limit=str(limit // (1024 * 1024)))
    if _number(request.headers.get("content-length", "")) > limit:
        return _refuse(413, too_big)
    if not door.limits.may_upload(visitor, door.address(request), door.clock()):
        return _refuse(429, say("web-too-many"))
    name = clean(request.query_params.get("name", ""))[-_NAME:]
    mime = request.headers.get("content-type", "").split(";")[0].strip().lower()[:_NAME]
    chunks = _chunks(request, limit, too_big, door.options.upload_patience)
    try:
        kept = await door.backend.keep(visitor, kind, name, mime, chunks)
    except Refused as refused:
        return _refuse(413 if refused.sentence == too_big else 415, refused.sentence)
    except (ClientDisconnect, TimeoutError):
        return _refuse(408, say("web-upload-broken"))
    except Exception:
        # Whatever broke in the store: the page keeps the file and offers to try again.
        return _refuse(503, say("web-store-down"))
    seconds = min(_number(request.query_params.get("seconds", "")), _DAY)
    file = {
        "file": kept.file,
        "kind": kept.kind.value,
        "mime": kept.mime,
        "size": kept.size,
        "seconds": seconds,
        "name": name,
    }
    return JSONResponse({"file": door.signer.upload(visitor, file)})


async def _chunks(
    request: Request, limit: int, too_big: str, patience: float
) -> AsyncIterator[bytes]:
    size = 0
    stream = request.stream()
    while True:
        async with asyncio.timeout(patience):
            chunk = await anext(stream, None)
        if chunk is None:
            return
        size += len(chunk)
        if size > limit:
            raise Refused(too_big)
        if chunk:
            yield chunk


async def show_file(door: Door, request: Request) -> Response:
    """Answer GET /f/<token>; the token alone gives the right to see the file."""
    if not door.is_own_host(request):
        return Response(status_code=403)
    try:
        found = await door.backend.open_file(request.path_params["token"])
    except Exception:
        return Response(status_code=503)  # the store is down; the browser asks again at a reload
    if found is None or not found.path.is_file():
        return Response(status_code=404)
    shown = not found.name and found.mime.startswith(_SHOWN)
    kept = "attachment" + (
        f"; filename*=utf-8''{quote(found.name, safe='')}" if found.name else ""
    )
    headers = {
        "cache-control": "private, no-store",
        "content-security-policy": FILE_POLICY,
        "content-disposition": "inline" if shown else kept,
    }
    told = shown or found.mime.startswith(_OFFICE)
    kind = found.mime if told else "application/octet-stream"
    return FileResponse(found.path, headers=headers, media_type=kind)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _refuse(status: int, sentence: str) -> Response:
    return JSONResponse({"text": sentence}, status_code=status)

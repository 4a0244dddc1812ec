"""The server of the web chat: its routes, and the protocol between it and the page.

One WebSocket carries the conversation in JSON text frames. The benchmark, the crash tests and the
browser all speak this protocol.

`GET /` (strangers: a signed cookie), `GET /kiosk` and `GET /p/<slug>` (a signed token in the page,
no cookie) give the page. `GET /ws?page=<random page id>&after=<last shown number>[&as=<token>]`,
with the page's Origin, opens the WebSocket.

Page to server:

    {"t": "say",   "id": …, "seq": n, "text": …}
    {"t": "tap",   "id": …, "seq": n, "tap": …, "label": …}
    {"t": "media", "id": …, "seq": n, "files": [upload ids], "text": caption}
    {"t": "place", "id": …, "seq": n, "lat": …, "lon": …}
    {"t": "ack",   "number": n}                   line n is on the screen
    {"t": "ping"}

`id` is unique, and a repeat of it changes nothing. `seq` counts 1, 2, 3 … within a page id, in
the order in which the person acted; what an earlier page left unsent keeps that page's id and
number by an added "page".

Server to page:

    {"t": "hello", "now": …, "history": [line]}   the last day, only when `after` is 0
    {"t": "line",  "number": n, "text": …, …}     a page drops a number it has shown, but acks it
    {"t": "got",   "id": …}                       safely stored: the page forgets it
    {"t": "no",    "id": …, "text": …, "again"?}  not taken, and why; try again after that many s
    {"t": "pong"}

A line is {"number", "text", "own"?, "id"?, "buttons"?: [{"tap", "label"}], "photos"?: [path],
"sounds"?: [path], "files"?: [{"path", "name"}], "at"?, "pressed"?}. Frames are handled one by one,
so a "pong" also confirms every ack before its ping; a page sends again each ack that was not
confirmed when its connection broke.

Close codes: 4401 no identity (open the page anew), 4409 too many pages open (this is the oldest),
1009 frame over 64 KiB, 1013 come back in a moment. A wrong Origin gets HTTP 403.

`POST /upload?kind=photo|voice|video|file[&seconds=…][&name=…][&as=…]` takes the raw bytes and
answers {"file": id}, or 4xx/503 with {"text": what to do}. `GET /f/<token>` shows a file, or hands
one of "files" over under its name.
`POST /forget?as=…` ends a kiosk's identity.

Nothing here logs: addresses of this server carry tokens, so run it without an access log.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.channels.web.assets import Assets
from bot.channels.web.backend import Backend
from bot.channels.web.door import open_door
from bot.channels.web.entrances import Entrances
from bot.channels.web.files import show_file, upload
from bot.channels.web.headers import SecurityHeaders
from bot.channels.web.options import Persona, WebOptions
from bot.channels.web.talk import Pages, converse


def build_app(
    backend: Backend,
    options: WebOptions,
    clock: Callable[[], datetime],
    personas: Sequence[Persona] = (),
    pages: Sequence[BaseRoute] = (),
) -> Starlette:
    """Return the web chat over a backend; with personas, the demo with its people side by side.
    `pages` are further pages of the same site.
    """
    assets = Assets()
    door = open_door(backend, options, clock, personas)
    open_pages = Pages(options.pages_per_visitor)
    entrances = Entrances(door, assets, open_pages)

    async def ws(socket: WebSocket) -> None:
        await converse(door, open_pages, socket)

    async def post_upload(request: Request) -> Response:
        return await upload(door, request)

    async def get_file(request: Request) -> Response:
        return await show_file(door, request)

    routes: list[BaseRoute] = [
        Route("/", entrances.front),
        Route("/kiosk", entrances.kiosk),
        Route("/forget", entrances.forget, methods=["POST"]),
        Route("/upload", post_upload, methods=["POST"]),
        Route("/f/{token}", get_file),
        Route("/static/{version}/{name}", assets.serve),
        WebSocketRoute("/ws", ws),
        *pages,
    ]
    if personas:
        routes.append(Route("/p/{slug}", entrances.persona))
    return Starlette(
        routes=routes,
        middleware=[Middleware(SecurityHeaders)],
        exception_handlers={404: entrances.not_found, 500: entrances.broken},
    )

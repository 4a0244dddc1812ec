"""How the web chat is served: its port, its server, and what the settings say of it."""

import asyncio
import contextlib
import socket

import uvicorn
from starlette.applications import Starlette

from bot import keys
from bot.channels.web.options import WebOptions
from bot.settings import Settings, SettingsError, variable

FRAME_LIMIT = 65 * 1024  # bytes; the page's own limit lies just below


def web_options(settings: Settings) -> WebOptions:
    """Return the web chat's settings."""
    limit = settings.upload_limit_mb * 1_048_576
    return WebOptions(
        secret=keys.signing_key(settings).decode(),
        public_url=settings.public_url or "",
        # Any page on the internet could ask a browser to open the demo's loopback address.
        hosts=("127.0.0.1", "localhost") if settings.demo else (),
        proxies=settings.trusted_proxies,
        messages_per_minute=settings.web_messages_per_minute,
        uploads_per_hour=settings.web_uploads_per_hour,
        visitors_per_hour_by_address=settings.web_visitors_per_hour,
        photo_limit=limit,
        voice_limit=limit,
        video_limit=limit,
        file_limit=limit,
    )


def open_port(host: str, port: int) -> socket.socket:
    """Return the socket of the web chat. Raises SettingsError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError:
        raise taken("web_port", port) from None


def taken(field: str, port: int) -> SettingsError:
    """Return what an operator reads when a port cannot be had."""
    name = variable(field)
    return SettingsError(f"{name}: port {port} is taken; stop what uses it, or set another port")


def web_config(site: Starlette) -> uvicorn.Config:
    """Return how the web chat is served. No access log: addresses carry tokens."""
    return uvicorn.Config(
        site,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=FRAME_LIMIT,
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=False,
    )


class Server(uvicorn.Server):
    """Signals are ours: one stop for everything."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield

"""The headers that keep the page to itself: nothing from elsewhere, nothing inline."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]{1,260}")

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), geolocation=(self), payment=()",
}


class SecurityHeaders:
    """Adds them to every answer; a route that needs its own policy has set it already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", policy(host))
                headers.setdefault("x-frame-options", "DENY")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def policy(host: str, *, frames: bool = False, framed: bool = False) -> str:
    """Return the Content-Security-Policy: of a page with `frames` of ours, or `framed` in one.

    Safari before 15.4 does not count a WebSocket of the same host as 'self', so the host is named.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob:",
            "media-src 'self' blob:",
            f"connect-src 'self'{sockets}",
            "frame-src 'self'" if frames else "frame-src 'none'",
            "frame-ancestors 'self'" if framed else "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


# A file that somebody sent is shown, never run.
FILE_POLICY = "default-src 'none'; sandbox"

"""What every request passes: who is calling, from where, and whether the page is ours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from bot.channels.web.backend import Backend
from bot.channels.web.identity import COOKIE, Identity, Signer
from bot.channels.web.limits import Limits, client_address
from bot.channels.web.options import Persona, WebOptions

_FORGOTTEN_FOR = timedelta(hours=25)  # longer than the token of a kiosk lives


@dataclass
class Door:
    """What the routes share: the backend, the settings, the clock, and what is counted."""

    backend: Backend
    options: WebOptions
    clock: Callable[[], datetime]
    personas: Mapping[str, Persona]
    signer: Signer
    limits: Limits
    _forgotten: dict[str, datetime] = field(default_factory=dict)

    def who(self, call: HTTPConnection) -> Identity | None:
        """Return who is calling: by the token of the page (`as`), otherwise by the cookie."""
        now = self.clock()
        token = call.query_params.get("as")
        if token is not None:
            found = self.signer.from_page_token(token, now)
        else:
            found = self.signer.from_cookie(call.cookies.get(COOKIE, ""), now)
        if found is None or found.visitor in self._forgotten:
            return None
        return found

    def forget(self, visitor: str) -> None:
        """Take no more calls with this visitor's token."""
        now = self.clock()
        self._forgotten = {v: at for v, at in self._forgotten.items() if now - at < _FORGOTTEN_FOR}
        self._forgotten[visitor] = now

    def address(self, call: HTTPConnection) -> str:
        """Return the network address to count by."""
        peer = call.client.host if call.client else ""
        return client_address(peer, call.headers, self.options.proxies)

    def is_own_host(self, call: HTTPConnection) -> bool:
        """Tell whether we are called by a name of ours: another's may be made to lead here."""
        if not self.options.hosts:
            return True
        return (urlsplit(f"//{call.headers.get('host', '')}").hostname or "") in self.options.hosts

    def is_own_origin(self, call: HTTPConnection, *, required: bool) -> bool:
        """Tell whether the page that calls was served by us.

        Browsers name it whenever it matters; `required` also refuses callers that don't.
        """
        origin = call.headers.get("origin")
        if origin is None:
            return not required
        called = urlsplit(origin)
        if called.scheme not in ("http", "https"):
            return False
        if called.netloc == call.headers.get("host"):
            return True
        public = urlsplit(self.options.public_url)
        return bool(public.netloc) and (called.scheme, called.netloc) == (
            public.scheme,
            public.netloc,
        )


def open_door(
    backend: Backend,
    options: WebOptions,
    clock: Callable[[], datetime],
    personas: Sequence[Persona],
) -> Door:
    """Return the door of one server; two people of the demo with one name fail here."""
    by_slug = {persona.slug: persona for persona in personas}
    if len(by_slug) != len(personas):
        raise ValueError("two personas share one slug")
    return Door(backend, options, clock, by_slug, Signer(options.secret), Limits(options))

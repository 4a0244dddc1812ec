"""Who somebody on the page is: a random id, signed by us, with no name behind it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

COOKIE = "thidua"
YEAR = timedelta(days=365)
# A kiosk that is left standing on its first screen overnight still begins.
_KIOSK_DAY = timedelta(hours=24)
_DEMO_DAY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Identity:
    """A visitor, and whether it may be thrown away by the page (a kiosk's)."""

    visitor: str
    passing: bool = False


class Signer:
    """Signs and reads the ids of visitors and of the files that they sent."""

    def __init__(self, secret: str) -> None:
        self._cookie = URLSafeSerializer(secret, salt="web.cookie")
        self._page = URLSafeSerializer(secret, salt="web.page")
        self._file = URLSafeSerializer(secret, salt="web.file")

    def cookie(self, visitor: str, now: datetime) -> str:
        """Return the cookie of a stranger."""
        return _text(self._cookie.dumps([visitor, int(now.timestamp())]))

    def from_cookie(self, value: str, now: datetime) -> Identity | None:
        """Return whose cookie it is, None if it is nobody's or too old."""
        found = _loads(self._cookie, value)
        if found is None or now.timestamp() - found[1] > YEAR.total_seconds():
            return None
        return Identity(found[0])

    def page_token(self, visitor: str, now: datetime, *, passing: bool) -> str:
        """Return the token of a visitor who lives in one page, of the kiosk or the demo."""
        return _text(self._page.dumps([visitor, int(now.timestamp()), int(passing)]))

    def from_page_token(self, value: str, now: datetime) -> Identity | None:
        """Return whose token it is, None if it is nobody's or too old."""
        found = _loads(self._page, value)
        if found is None:
            return None
        visitor, since, passing = found
        if now.timestamp() - since > (_KIOSK_DAY if passing else _DEMO_DAY).total_seconds():
            return None
        return Identity(visitor, bool(passing))

    def upload(self, visitor: str, file: dict[str, Any]) -> str:
        """Return the id by which a page names a file that it has uploaded.

        It carries all that is known of the file, so any process that gets the message can read it.
        """
        return _text(self._file.dumps([visitor, file]))

    def from_upload(self, visitor: str, value: str) -> dict[str, Any] | None:
        """Return the file, None unless this visitor uploaded it."""
        found = _loads(self._file, value)
        if found is None or found[0] != visitor:
            return None
        return dict(found[1])


def new_visitor() -> str:
    """Return the id of somebody who was never here before."""
    return secrets.token_urlsafe(16)


def storage_scope(visitor: str) -> str:
    """Return the name under which a browser keeps this visitor's unsent messages apart."""
    return sha256(visitor.encode()).hexdigest()[:12]


def _text(signed: str | bytes) -> str:
    return signed if isinstance(signed, str) else signed.decode()


def _loads(serializer: URLSafeSerializer, value: str) -> Any:
    try:
        return serializer.loads(value)
    except BadData:
        return None

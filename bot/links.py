"""The addresses of links: the public address, a word for what it opens, and the row's number,
signed. What a link opens, and until when, stands in `models.machine.link`.
"""

from collections.abc import Mapping

from itsdangerous import BadSignature, URLSafeSerializer

from models.machine.link import Purpose

PATHS: Mapping[Purpose, str] = {
    Purpose.SEE: "/xem",
    Purpose.SEND: "/gui",
    Purpose.TAKE: "/tai",
}
FEED = "/lich"


class Links:
    """Writes and reads the addresses of one installation."""

    def __init__(self, secret: str, public_url: str) -> None:
        """`public_url` is empty where there is none: then no link can be opened on a phone."""
        self.public_url = public_url
        self._signers = {
            purpose: URLSafeSerializer(secret, salt=f"thidua link {purpose.value}")
            for purpose in Purpose
        }
        self._feeds = URLSafeSerializer(secret, salt="thidua feed")

    def address(self, purpose: Purpose, row: int) -> str:
        """Return the address of a link, empty where there is no public address."""
        if not self.public_url:
            return ""
        return f"{self.public_url}{PATHS[purpose]}/{self._signers[purpose].dumps(row)}"

    def feed_address(self, row: int, version: int) -> str:
        """Return the address of a calendar feed, empty where there is no public address."""
        if not self.public_url:
            return ""
        return f"{self.public_url}{FEED}/{self._feeds.dumps([row, version])}.ics"

    def feed(self, token: str) -> tuple[int, int] | None:
        """Return the row and version of a feed by its token, None when we did not sign it."""
        try:
            row, version = self._feeds.loads(token)
        except (BadSignature, TypeError, ValueError):
            return None
        return int(row), int(version)

    def row(self, purpose: Purpose, token: str) -> int | None:
        """Return the row of a link by the last part of its address, None when we did not sign
        it.
        """
        try:
            found = self._signers[purpose].loads(token)
        except BadSignature:
            return None
        return found if isinstance(found, int) else None

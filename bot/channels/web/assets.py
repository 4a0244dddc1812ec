"""The files of the page itself, read once when the server is built."""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import Response

_FOLDER = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class _File:
    plain: bytes
    packed: bytes
    type: str


class Assets:
    """Scripts, styles and drawings by name, and the pages as templates.

    The version is part of the path, so a phone may keep a file for ever and still gets the new one
    after a release.
    """

    def __init__(self) -> None:
        found = sorted(_FOLDER.iterdir())
        self._files = {
            path.name: _packed(path.read_bytes(), _TYPES[path.suffix])
            for path in found
            if path.suffix in _TYPES
        }
        self._pages = {
            path.stem: Template(path.read_text("utf-8"))
            for path in found
            if path.suffix == ".html"
        }
        digest = sha256()
        for name, file in self._files.items():
            digest.update(name.encode() + b"\0" + file.plain)
        self.version = digest.hexdigest()[:12]

    def page(self, name: str, **values: str) -> str:
        """Return a page with its values filled in, each made harmless."""
        safe = {key: escape(value) for key, value in values.items()}
        return self._pages[name].substitute(safe, v=self.version)

    def part(self, name: str, **values: str) -> str:
        """Return a piece of a page whose values are already markup."""
        return self._pages[name].substitute(values, v=self.version)

    async def serve(self, request: Request) -> Response:
        """Answer GET /static/<version>/<name>."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response(status_code=404)
        current = request.path_params["version"] == self.version
        headers = {
            "cache-control": "public, max-age=31536000, immutable" if current else "no-cache",
            "vary": "accept-encoding",
        }
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            return Response(file.packed, headers=headers, media_type=file.type)
        return Response(file.plain, headers=headers, media_type=file.type)


def _packed(plain: bytes, kind: str) -> _File:
    return _File(plain, gzip.compress(plain, 9, mtime=0), kind)

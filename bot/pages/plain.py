"""What the plain pages share: their frame, their style sheet, and the headers that keep them to
themselves.

They are opened once, on any phone, from a message or a poster: no script, nothing from elsewhere,
nothing that a browser keeps.
"""

from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.pages.board import Words

PATH = "/trang"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The address is the key: nobody is told where somebody came from, and nobody collects it.
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, noarchive",
}


class PlainPages:
    """Fills the templates beside this module."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self.style = files("bot.pages").joinpath("plain.css").read_bytes()
        self.style_path = f"{PATH}/{sha256(self.style).hexdigest()[:12]}/plain.css"
        self.templates = Environment(
            loader=PackageLoader("bot", "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> Sequence[Route]:
        """Return the path of the style sheet."""
        return (Route(f"{PATH}/{{version}}/plain.css", self.style_sheet),)

    async def style_sheet(self, request: Request) -> Response:
        """Answer the style sheet; its path changes with it, so a phone may keep it."""
        headers = {"cache-control": "public, max-age=86400"}
        return Response(self.style, headers=headers, media_type="text/css")

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page: the template of that name, filled."""
        phone = self.say("web-phone")
        html = self.templates.get_template(f"{template}.html").render(
            style=self.style_path,
            commune=self.say("web-commune"),
            phone=phone,
            digits="".join(one for one in phone if one.isdigit() or one == "+"),
            **values,
        )
        return HTMLResponse(html, status, headers=HEADERS)

    def sentence(self, key: str, status: int) -> HTMLResponse:
        """Return a page that says one thing, and whom to call."""
        return self.page("sentence", status, sentence=self.say(key), call=self.say("page-call"))

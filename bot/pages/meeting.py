"""Where somebody who is invited meets a bot: `GET /moi/<bot>`, its QR code and its link.

An officer shows the page or forwards its address. Nothing on it is a secret: the code of the
invitation is said apart, and without one the bot is for nobody.
"""

from collections.abc import Callable, Sequence

import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.pages.board import Words
from bot.pages.plain import PlainPages

PATH = "/moi"
QUIET_ZONE = 4  # modules of white around the code, as cameras expect them


class Meeting:
    """The page of each bot."""

    def __init__(self, say: Words, link_of: Callable[[str], str]) -> None:
        """`link_of` returns where people open a bot, empty for one that is not there or whose link
        is not known yet.
        """
        self.say = say
        self.link_of = link_of
        self.plain = PlainPages(say)

    def routes(self) -> Sequence[Route]:
        """Return what this page adds; its style sheet comes with the pages of links."""
        return (Route(f"{PATH}/{{bot}}", self.meet),)

    async def meet(self, request: Request) -> Response:
        """Answer GET /moi/<bot>."""
        link = self.link_of(request.path_params["bot"])
        if not link:
            return self.plain.sentence("page-unknown", 404)
        return self.plain.page(
            "meeting",
            heading=self.say("page-meet-heading"),
            code=drawn(link),
            picture=self.say("page-meet-picture"),
            link=link,
            shown=link.partition("://")[2],
            here=self.say("page-meet-here"),
            who=self.say("page-meet-who"),
            how=self.say("page-meet-how"),
            call=self.say("page-call"),
        )


def drawn(link: str) -> str:
    """Return the QR code of a link as SVG, which takes the size that the page gives it."""
    return segno.make(link, error="m", micro=False).svg_inline(
        border=QUIET_ZONE, omitsize=True, dark="#000", light="#fff"
    )

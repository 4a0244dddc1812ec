"""The commune's own entrance, to which the poster's code leads: `GET /ke`.

The address on the wall stays the same while the ways to the bot change: it leads on to the only
way, or lets people choose between several. Zalo bots are not among them: those are for people with
duties, who are invited.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.pages.board import Words
from bot.pages.plain import HEADERS, PlainPages

PATH = "/ke"
CHAT = "/"
OFFICIAL = "https://zalo.me/"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to the bot, as a large choice."""

    address: str
    label: str


class Entrance:
    """The page of the ways."""

    def __init__(self, say: Words, official: Callable[[], str], *, chat: bool = True) -> None:
        """`official` returns the id of the commune's Zalo Official Account, empty where there is
        none; `chat` says that strangers may write on this site.
        """
        self.say = say
        self.official = official
        self.chat = chat
        self.plain = PlainPages(say)

    def routes(self) -> Sequence[Route]:
        """Return what this page adds; its style sheet comes with the pages of links."""
        return (Route(PATH, self.enter),)

    async def enter(self, request: Request) -> Response:
        """Answer GET /ke."""
        ways = self.ways()
        if len(ways) == 1:
            return RedirectResponse(ways[0].address, 302, headers=HEADERS)
        return self.plain.page(
            "entrance",
            ways=ways,
            heading=self.say("page-door-heading"),
            call=self.say("page-door-call"),
            hours=self.say("page-door-hours"),
        )

    def ways(self) -> tuple[Way, ...]:
        """Return the ways to the bot, the best first."""
        account = self.official()
        zalo = (Way(OFFICIAL + account, self.say("page-door-zalo")),) if account else ()
        return (*zalo, Way(CHAT, self.say("page-door-chat"))) if self.chat else zalo

"""Where the commune can be met: its bots with their links, as far as the platforms have told."""

from collections.abc import Mapping

from bot.channels.contract import Channel
from bot.channels.zalo_oa import Grant, ZaloOa
from models.people.seats import MeetingPlace


class Whereabouts:
    """Looks it up each time: a link is known only once the platform has answered."""

    def __init__(self, channels: Mapping[str, Channel], grant: Grant) -> None:
        self.channels = channels
        self.grant = grant

    def places(self) -> tuple[MeetingPlace, ...]:
        """Return the bots, in the order of the settings."""
        return tuple(
            MeetingPlace(
                *(c.bot, c.link, c.plan, c.window, c.stopped),
                *(c.pushes, c.abilities.text_limit, c.joins_groups),
            )
            for c in self.channels.values()
        )

    def link_of(self, bot: str) -> str:
        """Return where people open a bot, empty for one that is not there or not known yet."""
        channel = self.channels.get(bot)
        return channel.link if channel is not None else ""

    def official(self) -> str:
        """Return the id of the Official Account, empty while it is not known, or there is none."""
        return self.grant.account or self.link_of(ZaloOa.bot).rpartition("/")[2]

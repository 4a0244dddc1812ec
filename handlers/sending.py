"""Sending a file where the channel carries none: a page is opened on the phone, once, and what is
chosen there arrives in the conversation as if it had been sent here.
"""

from handlers.turn import Capability, Route, Turn
from models.machine.link import Purpose
from models.permissions import Action


def send_file(turn: Turn) -> None:
    """Take "gửi tệp": give the page, or say what to do instead."""
    on_our_page = turn.abilities.files and turn.abilities.photos is None
    if not on_our_page and (url := turn.link(Purpose.SEND)):
        # Also where files are carried: Telegram gives a bot none over 20 MB.
        turn.tell("send-file", url=url)
    elif turn.abilities.files:
        turn.tell("send-file-here")
    else:
        turn.tell("send-file-none")


CAPABILITY = Capability(
    "sending",
    routes=(
        Route("send-file", send_file, Action.TALK, menu=False, anywhere=True, beside_form=True),
    ),
)

"""Invitations: a one-time code, typed or opened as a link, gives a role to whoever uses it
first.
"""

import re

from handlers.turn import Capability, Numbered, Turn
from models.people.invitations import Refusal, accept_invitation
from models.permissions import Action


def accept(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "mời 4071 2386"."""
    code = re.sub(
        r"\D", "", turn.said.text
    )  # as typed: a number would have lost its leading zeros
    try:
        role, _unit = accept_invitation(turn.tx, code, turn.viewer.person, turn.now)
    except Refusal:
        turn.tell("invitation-refused")
        return
    turn.tell("invitation-accepted", role=turn.say(f"role-{role.value.replace('_', '-')}"))


CAPABILITY = Capability(
    "invitations", numbered=(Numbered("invitation", accept, Action.ACCEPT_INVITATION),)
)

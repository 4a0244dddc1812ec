"""Invitations: a one-time code, typed or opened as a link, gives a role to whoever uses it
first.
"""

from handlers.turn import Capability, Coded, Turn
from models.people.invitations import Refusal, accept_invitation
from models.permissions import Action


def accept(turn: Turn, code: str) -> None:
    """Take "mời 4071 2386"."""
    try:
        role, _unit = accept_invitation(turn.tx, code, turn.viewer.person, turn.now)
    except Refusal:
        turn.tell("invitation-refused")
        return
    turn.tell("invitation-accepted", role=turn.say(f"role-{role.value.replace('_', '-')}"))


CAPABILITY = Capability(
    "invitations", coded=(Coded("invitation", accept, Action.ACCEPT_INVITATION),)
)

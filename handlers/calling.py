"""How a person wants to be called: "gọi tôi là bà" is taken at any time and remembered."""

from bot.dialogue import understand
from handlers.turn import Turn
from models.people.data_rights import call_person


def take_pronouns(turn: Turn, text: str) -> bool:
    """Take "gọi tôi là bà"; False when the words ask for nothing of the kind."""
    asked = understand.pronouns_asked(text)
    if asked is None:
        return False
    call(turn, *asked)
    return True


def call(turn: Turn, you: str, me: str) -> None:
    """Speak to this person so from now on, in this reply already."""
    person = call_person(turn.tx, turn.viewer, you, me)
    at_desk = turn.viewer.at_desk
    turn.say = turn.commune.words(person.language, you, me, at_desk=at_desk)
    turn.tell("desk-called" if at_desk else "called-from-now")

"""The telephone number, where a platform has a form of its own for it: what comes of that is no
claim; a number that is typed would be one, and is never taken.
"""

import phonenumbers

from bot.dialogue.messages import Reply
from handlers.turn import Capability, ResultUse, Route, Turn
from models.people.person import keep_phone
from models.permissions import Action

FORM = "phone"
PICTURE = "/dau-hieu.png"  # Zalo's form has to show one


def share(turn: Turn) -> None:
    """Take "để lại số điện thoại": show the platform's form, or say whom to call."""
    if turn.abilities.asks_phone:
        picture = turn.commune.page_url(PICTURE)
        turn.replies.append(Reply(turn.say("phone-ask"), public=(picture,), form=FORM))
    else:
        turn.tell("phone-not-here")


def take(turn: Turn) -> None:
    """Keep the number that the platform has handed over; without consent nothing is kept."""
    number = str(turn.said.task["phone"])
    if not turn.consent and not turn.viewer.roles:
        turn.tell("phone-not-kept")
        return
    keep_phone(turn.tx, turn.address.bot, turn.address.sender, number)
    turn.tell("phone-kept", phone=shown(number))


def shown(number: str) -> str:
    """Return a number as it is read out ("0900 000 000"); as it is, where it is none of ours."""
    try:
        known = phonenumbers.parse(number if number.startswith("0") else f"+{number}", "VN")
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(known, phonenumbers.PhoneNumberFormat.NATIONAL)


CAPABILITY = Capability(
    "phone",
    routes=(
        Route("share-phone", share, Action.TALK, menu=False, anywhere=True, beside_form=True),
    ),
    results=(ResultUse("phone", take),),
)

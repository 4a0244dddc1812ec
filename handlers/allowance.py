"""How many people and messages the bots have left this month, and what it costs: shown when asked
for, and told once when it runs out.
"""

from handlers.turn import Capability, PushUse, Route, Turn
from models.machine.ledger import seated, used, used_in_month
from models.machine.push import Waiting
from models.people.outreach import cost_of_telling
from models.people.person import talking_to
from models.people.seats import MeetingPlace, is_counted, reserved
from models.permissions import Action

ZALO, OA = "zalo-", "zalo-oa"  # how the names of bots on Zalo begin, and the one account


def show(turn: Turn) -> None:
    """Show each bot that is counted, and what telling everybody something would cost now."""
    places = [place for place in turn.commune.places() if is_counted(place)]
    if not places:
        turn.tell("allowance-none")
        return
    lines = [of_place(turn, place) for place in places]
    if any(place.window is not None for place in places):
        lines.append(of_everybody(turn))
    turn.show("\n".join(lines))


def of_place(turn: Turn, place: MeetingPlace) -> str:
    """Return what one bot has used: its seats and messages, or its money."""
    month = used_in_month(turn.tx, place.bot, turn.today)
    values: dict[str, str | int] = {
        "name": name_of(turn, place.bot),
        "received": month.received,
        "sent": month.sent,
    }
    if place.plan is not None:
        return turn.say(
            "allowance-bot",
            **values,
            seated=seated(turn.tx, place.bot),
            reserved=reserved(turn.tx, place.bot, turn.now),
            seats=place.plan.seats,
            used=month.messages,
            messages=place.plan.messages,
        )
    day = used(turn.tx, place.bot, turn.today, turn.today)
    return turn.say("allowance-oa", **values, today=money(day.dong), month=money(month.dong))


def of_everybody(turn: Turn) -> str:
    """Return what it would cost to tell everybody else who has agreed something now."""
    persons = talking_to(turn.viewer.person)
    cost = cost_of_telling(turn.tx, persons, turn.commune.places(), turn.today, turn.now)
    return turn.say(
        "allowance-everybody",
        free=cost.free,
        charged=cost.charged + cost.knocked,
        dong=money(cost.dong),
        unreached=cost.unreached,
    )


def warned(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell that seats or messages run out."""
    place = next((p for p in turn.commune.places() if p.bot == waiting.values["bot"]), None)
    if place is None or place.plan is None:
        return False
    limit = place.plan.seats if waiting.name == "seats-low" else place.plan.messages
    name = name_of(turn, place.bot)
    turn.tell(waiting.name, name=name, count=waiting.values["count"], limit=limit)
    return True


def name_of(turn: Turn, bot: str) -> str:
    """Return a bot's name in words."""
    if bot == OA:
        return turn.say("place-zalo-oa")
    return turn.say("place-zalo-bot", number=bot.rpartition("-")[2][-4:])


def money(dong: int) -> str:
    """Return an amount as it is written in Viet Nam: 1.140.000."""
    return f"{dong:,}".replace(",", ".")


CAPABILITY = Capability(
    "allowance",
    routes=(Route("allowance", show, Action.SEE_LEDGER, menu=False),),
    pushes=(
        PushUse("seats-low", warned),
        PushUse("messages-low", warned),
        PushUse("messages-spared", warned),
    ),
)

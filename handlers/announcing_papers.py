"""What else comes of an announcement: what the loudspeaker reads in a minute, a text to forward to
the hamlet's group, a page for the notice board.
"""

from bot.dialogue import telling
from bot.dialogue.spoken import spoken
from handlers.announcing_report import NOUN, meant
from handlers.turn import Capability, Numbered, ResultUse, Turn
from models.permissions import Action

SYLLABLES = 220  # that a loudspeaker reads clearly in a minute; a product choice
TWICE = 100  # a text of so few is read twice
LINES, LETTERS = 32, 100  # of a page in letters that can still be read on a board


def loudspeaker(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "loa 3": the text as it is read, and how long that takes."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    key = "announce-loud-twice" if spoken(found.text) <= TWICE else "announce-loud"
    text = turn.say(key, text=ended(found.text))
    count = spoken(text)
    if count > SYLLABLES:
        turn.tell("announce-loud-long", count=count, most=SYLLABLES, left=count - SYLLABLES)
        return
    turn.tell("announce-loud-ready", seconds=-(-count * 60 // SYLLABLES))
    turn.show(text)


def ended(text: str) -> str:
    """Return a text that ends as a sentence."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def forward(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "tin nhóm 3": the text as it is forwarded, alone in its message."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    turn.tell("announce-forward-ready")
    turn.show(turn.say("announce-forward", text=ended(found.text)))


def notice(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "tờ dán 3": the page comes as a file."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    count = lines_of(found.text)
    if count > LINES:
        turn.tell("announce-notice-long", count=count, most=LINES, left=count - LINES)
        return
    day = telling.full_day(turn.today, turn.world)
    turn.request("notice", person=turn.viewer.person, announcement=found.id, day=day)
    turn.tell("announce-notice-begun")


def lines_of(text: str) -> int:
    """Return about how many lines a text takes on the page."""
    return sum(max(-(-len(line) // LETTERS), 1) for line in text.splitlines())


def hand_over(turn: Turn) -> None:
    """Hand the page over, or say that it could not be made."""
    came = turn.said.task
    if came.get("state") == "failed" or not turn.may(Action.ANNOUNCE):
        turn.tell("announce-notice-failed")
    else:
        turn.show(turn.say("announce-notice-ready"), files=(came["document"],))


CAPABILITY = Capability(
    "announcing-papers",
    numbered=(
        Numbered("announce-loud", loudspeaker, Action.ANNOUNCE, NOUN),
        Numbered("announce-forward", forward, Action.ANNOUNCE, NOUN),
        Numbered("announce-notice", notice, Action.ANNOUNCE, NOUN),
    ),
    results=(ResultUse("notice", hand_over),),
)

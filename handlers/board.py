"""The honour board in chat: its newest entries, the texts to pass on, saying that something is
wrong, and taking an entry down in one act.
"""

from bot.dialogue import telling, understand
from bot.dialogue.messages import Reply
from bot.dialogue.talk import Question
from handlers import cases
from handlers.own_deeds import edit_by_code
from handlers.showing import again
from handlers.turn import Capability, Coded, PushUse, Route, Turn, asked_in_words
from models.machine.push import Waiting
from models.permissions import Action, NotAllowed
from models.work.deed import DeedState, NotPossible, get_deed
from models.work.publishing import (
    Publication,
    publication_of,
    published,
    published_by_code,
    say_wrong,
    take_down,
)
from models.work.receipts import grouped, normalise

SHOWN = 5  # entries in one message
SENTENCE = 14  # syllables of each


def show(turn: Turn) -> None:
    """Show the newest entries, and where all of them stand."""
    found = published(turn.tx, SHOWN)
    if not found:
        turn.tell("board-none")
        return
    lines = "\n".join(line(turn, entry) for entry in found)
    url = turn.commune.board_url()
    where = turn.say("board-where", url=url) if url else ""
    turn.show(cases.lines((turn.say("board-list", lines=lines), where)))


def line(turn: Turn, entry: Publication) -> str:
    """Return one entry in a line."""
    sentence = telling.shorten(entry.sentence, SENTENCE)
    return turn.say(
        "board-line",
        name=entry.name,
        hamlet=hamlet_of(turn, entry),
        sentence=sentence,
        code=grouped(entry.code),
    )


def hamlet_of(turn: Turn, entry: Publication) -> str:
    """Return an entry's hamlet in words."""
    deed = get_deed(turn.tx, entry.deed_id)
    return cases.hamlet_name(turn, deed) if deed is not None else ""


# --- once it stands there ------------------------------------------------------------------------


def tell_published(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever wrote the sentence, and whoever asked for the consent; the writer gets the
    texts to pass on.
    """
    deed = get_deed(turn.tx, waiting.values["deed"])
    entry = publication_of(turn.tx, deed) if deed is not None else None
    if deed is None or entry is None or deed.state != DeedState.PUBLISHED.value:
        return False
    if entry.written_by != turn.viewer.person:
        turn.tell("board-published-hamlet", who=cases.short(deed))
        return True
    values = {
        "name": entry.name,
        "hamlet": cases.hamlet_name(turn, deed),
        "sentence": entry.sentence,
    }
    url = turn.commune.board_url()
    turn.tell("board-published", who=cases.short(deed), code=grouped(entry.code))
    forward = cases.lines((turn.say("board-forward", **values), url))
    picture = turn.commune.page_url(f"/bang-vang/anh/{entry.code}/1.jpg") if entry.photos else ""
    turn.replies.append(Reply(forward, public=(picture,) if picture else ()))
    turn.tell("board-loudspeaker", **{**values, "name": telling.in_sentence(entry.name)})
    return True


def tell_down(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say that an entry was taken down."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None:
        return False
    turn.tell("desk-down" if turn.viewer.at_desk else "board-down", who=cases.short(deed))
    return True


# --- something is wrong --------------------------------------------------------------------------


def edit(turn: Turn, code: str) -> None:
    """Take "sửa 5012 3345": a code of the board says that something there is wrong, a receipt
    code opens one's own report.
    """
    entry = published_by_code(turn.tx, normalise(code) or "")
    if entry is None:
        edit_by_code(turn, code)
        return
    text = turn.say("board-wrong-ask", name=telling.in_sentence(entry.name))
    turn.ask_words("board-wrong", text, {"code": entry.code}, yields=True)


def take_wrong(turn: Turn, question: Question) -> None:
    """Pass on what is wrong."""
    text = understand.clean(turn.said.text)
    if not text:
        again(turn, question, turn.say("engine-cannot-voice"))
        return
    turn.close()
    entry = published_by_code(turn.tx, question.context["code"])
    if entry is not None:
        say_wrong(turn.tx, turn.viewer, entry, text[:1000], turn.now)
    turn.tell("board-wrong-thanks")


def tell_wrong(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell an officer what somebody says is wrong; not who says it."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    entry = publication_of(turn.tx, deed) if deed is not None else None
    if deed is None or entry is None or deed.state != DeedState.PUBLISHED.value:
        return False
    values = {"text": waiting.values["text"], "code": grouped(entry.code)}
    turn.tell("desk-wrong", who=cases.short(deed), **values)
    return True


def down(turn: Turn, code: str) -> None:
    """Take "gỡ 5012 3345": the entry and its photos are gone at once."""
    entry = published_by_code(turn.tx, normalise(code) or "")
    deed = get_deed(turn.tx, entry.deed_id) if entry is not None else None
    side = "desk" if turn.viewer.at_desk else "board"
    try:
        if deed is None:
            raise NotAllowed
        take_down(turn.tx, turn.viewer, deed, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell(f"{side}-down-unknown")
    else:
        turn.tell(f"{side}-taken-down", who=cases.short(deed))


CAPABILITY = Capability(
    "board",
    routes=(Route("board", show, Action.SEE_BOARD),),
    coded=(
        Coded("board-edit", edit, Action.SEE_BOARD),
        Coded("board-down", down, Action.TAKE_DOWN_DEED),
    ),
    questions=(asked_in_words("board-wrong", Action.SEE_BOARD, take_wrong),),
    pushes=(
        PushUse("deed-published", tell_published),
        PushUse("deed-down", tell_down),
        PushUse("board-wrong", tell_wrong),
    ),
)

"""What the desk takes away of a movement: its board as a picture, and Word drafts of the pledge
and of the reviews, which an officer finishes.
"""

from handlers.duties import number_of
from handlers.movements import NOUN, meant
from handlers.turn import Capability, Numbered, ResultUse, Turn
from models.permissions import Action
from models.work.launching import about, find_movement
from models.work.movement import Movement, MovementState


def begun(turn: Turn, number: int) -> Movement | None:
    """Return the movement that a list number means; otherwise say that it means none, or that
    nothing has begun.
    """
    found = meant(turn, number)
    if found is not None and found.state == MovementState.DRAFT:
        turn.tell("movement-not-launched")
        return None
    return found


def picture(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "bảng 1": the board comes as a picture."""
    found = begun(turn, numbers[0])
    if found is not None:
        turn.request("movement-board", person=turn.viewer.person, movement=found.id)
        turn.tell("movement-picture-begun")


def show_picture(turn: Turn) -> None:
    """Show the board, or say that it could not be drawn."""
    came = turn.said.task
    found = find_movement(turn.tx, came["movement"])
    if found is None or not turn.may(Action.KEEP_MOVEMENTS):
        turn.tell("movement-unknown", desk="no")
    elif came.get("state") == "failed":
        turn.tell("movement-picture-failed", number=number_of(turn, about(found)))
    else:
        text = turn.say("movement-picture-ready", name=found.name)
        turn.show(text, photos=tuple(came["photos"]))


def pledge(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "bản giao ước 1": the pledge that the units sign between them."""
    ask_draft(turn, numbers[0], "pledge")


def interim(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "sơ kết 1": the interim review."""
    ask_draft(turn, numbers[0], "interim")


def final(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "tổng kết 1": the final review."""
    ask_draft(turn, numbers[0], "final")


def ask_draft(turn: Turn, number: int, what: str) -> None:
    """Have a draft written; it comes as a file."""
    found = begun(turn, number)
    if found is not None:
        turn.request("movement-draft", person=turn.viewer.person, movement=found.id, what=what)
        turn.tell("movement-draft-begun", what=what)


def hand_over(turn: Turn) -> None:
    """Hand a draft over, or say that it could not be written."""
    came = turn.said.task
    found = find_movement(turn.tx, came["movement"])
    if found is None or not turn.may(Action.KEEP_MOVEMENTS):
        turn.tell("movement-unknown", desk="no")
    elif came.get("state") == "failed":
        turn.tell("movement-draft-failed", number=number_of(turn, about(found)))
    else:
        text = turn.say("movement-draft-ready", name=found.name, what=came["what"])
        turn.show(text, files=(came["document"],))


KEEP = Action.KEEP_MOVEMENTS
CAPABILITY = Capability(
    "movement-papers",
    numbered=(
        Numbered("movement-picture", picture, KEEP, NOUN),
        Numbered("movement-paper", pledge, KEEP, NOUN),
        Numbered("movement-interim", interim, KEEP, NOUN),
        Numbered("movement-final", final, KEEP, NOUN),
    ),
    results=(
        ResultUse("movement-board", show_picture),
        ResultUse("movement-draft", hand_over),
    ),
)

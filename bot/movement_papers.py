"""What the desk takes away of a movement, and from which data it is made."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.dialogue import telling
from bot.documents.movement_board import MovementBoard, UnitLine
from bot.movement_drafts import draft_makers
from bot.tasks import Maker, Pictures
from handlers.calling_list import contact_of
from models.people.person import Person
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.movement import Movement
from models.work.quantities import tell_quantity, tell_value
from models.work.registering import Standing
from models.work.standing import CALLED, Board, Stands, UnitRow, board_of

TARGETS = 3  # of one unit on a picture
SYLLABLES = 6  # of a target's text there


def movement_makers(commune: Commune, clock: Callable[[], datetime]) -> dict[str, Maker]:
    """Return how each of them comes about, by the kind of task that asks for it."""

    def read(tx: Tx, asked: Mapping[str, Any]) -> MovementBoard:
        person = tx.session.get_one(Person, asked["person"])
        viewer = Viewer(asked["person"], roles_of(tx, asked["person"]), person.name)
        found = tx.session.get_one(Movement, asked["movement"])
        today = commune.today(clock())
        board = board_of(tx, viewer, found, today, commune.zone)
        return in_words(tx, board, today, commune.words(person.language))

    return {"movement-board": Maker(read, draw, heavy=True), **draft_makers(commune, clock)}


def draw(board: MovementBoard) -> Pictures:
    """Draw the board."""
    from bot.documents.movement_picture import draw_board  # noqa: PLC0415 - matplotlib takes long to import

    return Pictures(draw_board(board))


def in_words(tx: Tx, board: Board, today: date, say: BoundWords) -> MovementBoard:
    """Return a board as it is drawn, its units in the commune's order."""
    ends = board.movement.ends
    facts = [say("movement-picture-due", due=f"{ends:%d/%m/%Y}")] if ends is not None else []
    facts.append(say("movement-picture-day", day=f"{today:%d/%m/%Y}"))
    facts.append(say("movement-picture-sums", count=board.deeds, people=board.people))
    counts = tuple(
        (state.value, f"{say(f'movement-stands-{state}')} {count}")
        for state in Stands
        if (count := board.count(state))
    )
    units = tuple(unit_line(tx, row, say) for row in board.rows)
    return MovementBoard(
        board.movement.name, tuple(facts), counts, units, say("movement-picture-foot")
    )


def unit_line(tx: Tx, row: UnitRow, say: BoundWords) -> UnitLine:
    """Return a unit: where it stands, how far it is, and whom to call where that helps."""
    told = [target_line(each) for each in row.targets if each.reached is not None]
    more = len(told) - TARGETS
    if more > 0:
        told = [*told[:TARGETS], say("movement-picture-more", count=more)]
    below = ["; ".join(told)] if told else []
    if row.deeds:
        below.append(say("movement-picture-deeds", count=row.deeds))
    if row.state in CALLED:
        calls = filter(None, (contact_of(tx, person) for person in row.heads))
        below += [say("movement-picture-call", to=to) for to in calls]
    said = say(f"movement-stands-{row.state}")
    return UnitLine(telling.capital(row.unit.name), row.state.value, said, tuple(below))


def target_line(each: Standing) -> str:
    """Return how far one target is: "Làm đường 300/500 m"."""
    text, unit = telling.shorten(each.target.text, SYLLABLES), each.target.unit
    if each.pledged is None:
        return f"{text} {tell_quantity(each.reached or 0, unit)}"
    return f"{text} {tell_value(each.reached or 0)}/{tell_quantity(each.pledged, unit)}"

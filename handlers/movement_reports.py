"""The officer's word on what a unit reports of a movement: seen, accepted, or returned with a
question.
"""

from bot.dialogue import understand
from bot.dialogue.talk import Question
from handlers.movement_telling import REPORT, name_of
from handlers.showing import again
from handlers.turn import Capability, Numbered, Turn, asked_in_words
from models.permissions import Action, NotAllowed
from models.work.launching import LONGEST_TEXT, NotPossible
from models.work.list_numbers import case_of_number
from models.work.movement import Progress, ProgressState, Registration
from models.work.registering import judge_progress, waiting_before

MOST_REPORTS = 4  # earlier ones that are shown with the newest


def report_meant(turn: Turn, number: int) -> Progress | None:
    """Return the report that a list number means; otherwise say that it means none."""
    case = case_of_number(turn.tx, turn.viewer.person, number) or ""
    noun, _, row = case.partition(" ")
    found = turn.tx.session.get(Progress, int(row)) if noun == REPORT else None
    if found is None:
        turn.tell("movement-unknown", desk="yes")
    return found


def look_report(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 5" of a report: its words and its photos, after those of earlier messages that
    nobody has judged.
    """
    found = report_meant(turn, numbers[0])
    if found is None:
        return
    name = name_of(turn, turn.tx.session.get_one(Registration, found.registration_id))
    for each in (*waiting_before(turn.tx, found, MOST_REPORTS), found):
        text = turn.say("movement-report", text=each.text or "–", name=name)
        turn.show(text, photos=tuple(each.files))


def accept(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "nhận 5": the reports are right."""
    for number in numbers:
        found = report_meant(turn, number)
        if found is not None:
            judge(turn, found, ProgressState.DONE)


def send_back(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "trả 5": ask what is missing."""
    found = report_meant(turn, numbers[0])
    if found is not None:
        turn.ask_words("movement-why", turn.say("movement-why"), {"progress": found.id})


def take_why(turn: Turn, question: Question) -> None:
    """Return a report with the question."""
    text = " ".join(understand.clean(turn.said.text).split())
    if not 0 < len(text) <= LONGEST_TEXT:
        again(turn, question, turn.say("movement-words-only", most=LONGEST_TEXT))
        return
    turn.close()
    found = turn.tx.session.get_one(Progress, question.context["progress"])
    judge(turn, found, ProgressState.RETURNED, text)


def judge(turn: Turn, found: Progress, state: ProgressState, remark: str = "") -> None:
    """Write the officer's word down, and say so."""
    try:
        judge_progress(turn.tx, turn.viewer, found, state, turn.now, remark)
    except (NotAllowed, NotPossible):
        turn.tell("movement-too-late")
    else:
        registration = turn.tx.session.get_one(Registration, found.registration_id)
        turn.tell("movement-judged", name=name_of(turn, registration), state=state.value)


KEEP = Action.KEEP_MOVEMENTS
CAPABILITY = Capability(
    "judging",
    numbered=(
        Numbered("movement-look-report", look_report, KEEP, REPORT, shows=True),
        Numbered("movement-accept", accept, KEEP, REPORT),
        Numbered("movement-return", send_back, KEEP, REPORT),
    ),
    questions=(asked_in_words("movement-why", KEEP, take_why),),
)

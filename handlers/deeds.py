"""Telling of a good deed: the six questions, the receipt, the next one of the same meeting, and
whether it was told before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dialogue import answering, asking, rejoining, talk, telling, understand
from bot.dialogue.form import FIX, MORE, REVIEW, Draft, Form, first_open
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.moves import Move
from bot.dialogue.steps import Attachments, Choice, Day, PlaceStep, Search, Text
from bot.dialogue.talk import Question
from bot.dialogue.world import Answer, Answers
from handlers import accusations, brief, cases
from handlers.deed_told import SELF, told_of
from handlers.showing import again, reshow, said
from handlers.turn import Asked, Capability, FormUse, Route, Turn, asked_in_words, folded_words
from models.machine.push import is_asked
from models.permissions import Action, NotAllowed
from models.work.deed import OPEN, Deed, DeedState, NotPossible, get_deed
from models.work.receipts import grouped
from models.work.reports import amend_deed, join_deed, send_deed

DEED = Form(
    "deed",
    version=2,
    steps=(
        Text("who", at_least=2, at_most=120, paper=True),
        Search("hamlet", among="hamlets"),
        Text("story", at_least=10, at_most=10_000, paper=True),
        Day("happened"),
        Attachments("evidence", at_most=20, optional=True),
    ),
    extras=(
        Text("seen", at_least=2, at_most=500, optional=True),
        PlaceStep("place"),
        Text("teller", at_least=2, at_most=120, voice=False, parts=False),
        Choice("kind", choices=("person", "household", "collective", "model")),
        Choice(
            "field",
            choices=(
                "economy",
                "education",
                "health",
                "welfare",
                "environment",
                "security",
                "reform",
                "culture",
                "rescue",
            ),
        ),
    ),
    lines=(
        ("who", "hamlet"),
        ("kind", "field"),
        ("story",),
        ("happened", "place"),
        ("seen",),
        ("evidence",),
        ("teller",),
    ),
    main="story",
    subject="who",
)


def report(turn: Turn) -> None:
    """Begin telling of a deed; in one message, when each of them counts."""
    if turn.sparing:
        turn.ask_words("deed-brief", turn.say("deed-brief"), yields=True)
    else:
        turn.begin(DEED)


def begin_with(turn: Turn, held: Sequence[Incoming]) -> bool:
    """Begin a report with what was told before it; False when nothing was."""
    told = talk.told(DEED, held)
    if not told or not may_open(turn):
        return False
    turn.talk = replace(turn.talk, open=None)
    if turn.sparing and send_brief(turn, held):
        return True
    turn.begin(DEED, told, lead=told_lead(told))
    origins = {said.message_id: DEED.main for said in held if said.message_id and talk.tells(said)}
    if turn.talk.draft is not None:
        turn.talk = replace(turn.talk, draft=replace(turn.talk.draft, origins=origins))
    return True


def take_brief(turn: Turn, question: Question) -> None:
    """Take a report in one message; what cannot be sent like that goes the longer way."""
    if turn.said.kind is Kind.TEXT and len(turn.said.text.split()) < brief.WORDS:
        turn.tell("engine-too-short", question=question.text)
        return
    turn.close()
    if not send_brief(turn, (turn.said,)) and not begin_with(turn, (turn.said,)):
        again(turn, question, turn.say("engine-cannot-unknown"))


def send_brief(turn: Turn, held: Sequence[Incoming]) -> bool:
    """Send what was told as it is, with its receipt; False when it tells nothing, or must be asked
    about first.
    """
    answers = brief.read(turn, DEED, held)
    if answers is None:
        return False
    number, start = talk.next_number(turn.talk), len(turn.replies)
    case = submit(turn, Draft(DEED.name, DEED.version, REVIEW, answers, question=number))
    reply = "\n\n".join(said.text for said in turn.replies[start:])
    origins = {said.message_id: DEED.main for said in held if said.message_id}
    done = talk.Finished(number, "send", "", reply, case, DEED.name, origins)
    turn.talk = talk.finish(replace(turn.talk, question=number), done)
    return True


def told_lead(told: Answers) -> str:
    """Return the line that says what was kept."""
    story = told.get(DEED.main, {})
    return (
        "start-kept-voice" if story.get("voice") else "start-kept" if story else "start-kept-photo"
    )


def may_open(turn: Turn) -> bool:
    """Tell whether this person may tell of a deed."""
    return turn.may(Action.REPORT_DEED)


def another(turn: Turn) -> None:
    """Tell another one of the same meeting: hamlet and teller stay, and photos are not asked for.
    They may come at any time.
    """
    before = last_told(turn)
    if before is None:
        turn.begin(DEED)
        return
    kept: dict[str, Answer] = {
        name: before.answers[name] for name in ("hamlet", "teller") if name in before.answers
    }
    turn.begin(DEED, {**kept, "evidence": {"files": [], "captions": []}}, lead="deed-another")


def last_told(turn: Turn) -> Deed | None:
    """Return the deed that this person told last in this talk, None when that is not known."""
    case = next((d.case for d in reversed(turn.talk.finished) if d.form == DEED.name), "")
    return cases.deed_of(turn, case)


# --- while it is told ----------------------------------------------------------------------------


def hears(turn: Turn, draft: Draft, said_now: Incoming) -> Move | None:
    """Take words in the middle of the form that answer none of its questions: "kể giúp bà Hành",
    and "kể", by which it was begun.
    """
    if said_now.kind is not Kind.TEXT or said_now.edits:
        return None
    if rejoining.is_repeat(draft, said_now, turn.world):
        return None
    if understand.fold(said_now.text) in folded_words(turn.say, "deed-report-words"):
        return asking.reask(DEED, draft, turn.world, "engine-on")
    name = understand.told_for(said_now.text)
    if name is None:
        return None
    if not name:
        return answering.change(DEED, draft, "teller", turn.world)
    draft = draft.answered("teller", {"parts": [[said_now.message_id, name]], "voice": []})
    after = draft.step if draft.step not in (REVIEW, FIX, MORE) else REVIEW
    return answering.go_on(DEED, replace(draft, back_to=after), turn.world, "deed-for-kept")


def watch(turn: Turn, draft: Draft) -> None:
    """Look at a report after each message: what is written on a photographed paper need not be
    told again, and what sounds like an accusation is asked about before anything leaves.
    """
    who = draft.answers.get("who", {})
    if who.get("paper"):
        fill_from_paper(turn, draft)
    elif who:
        settle_self(turn, draft, telling.text_of(who))
    accusations.watch(turn, DEED.name)


def settle_self(turn: Turn, draft: Draft, who: str) -> None:
    """Ask whoever tells of their own deed ("tôi") for a name by which others know them; a name
    that is put right later is somebody else's.
    """
    own = draft.answers.get(SELF)
    answers = dict(draft.answers)
    if understand.is_self(who):
        del answers["who"]
        move = asking.ask(DEED, replace(draft, answers={**answers, SELF: {}}), "who", turn.world)
        turn.replies.clear()
        said(turn, replace(move, text=turn.say("deed-who-self")))
    elif own is not None and own.get("name", who) != who:
        del answers[SELF]
        turn.talk = replace(turn.talk, draft=replace(draft, answers=answers))
    elif own is not None:
        draft = draft.answered(SELF, {"name": who})
        turn.talk = replace(turn.talk, draft=draft)


def fill_from_paper(turn: Turn, draft: Draft) -> None:
    """Leave hamlet, story and day to whoever reads the paper."""
    unread: dict[str, Answer] = {
        "hamlet": {"unknown": True},
        "story": {"parts": [], "voice": [], "paper": True},
        "happened": {"kind": "unknown", "first": "", "last": "", "text": ""},
    }
    missing = {name: answer for name, answer in unread.items() if name not in draft.answers}
    if not missing:
        return
    draft = replace(draft, answers={**draft.answers, **missing})
    turn.replies.clear()
    said(turn, answering.go_on(DEED, replace(draft, back_to=""), turn.world))


# --- sending -------------------------------------------------------------------------------------


def submit(turn: Turn, draft: Draft) -> str:
    """Send the deed, and give the receipt with the latest day of the next news; if it seems to
    have been told before, ask whether it is the same.
    """
    news_due = turn.commune.deadline(turn.tx, "deed_news_days", turn.today)
    sent = send_deed(
        turn.tx,
        turn.viewer,
        told_of(turn, draft.answers),
        news_due=news_due,
        head_due=turn.commune.deadline(turn.tx, "deed_head_days", turn.today),
        seed=turn.commune.seed(),
        now=turn.now,
    )
    at_hamlet = is_asked(turn.tx, "deed-confirm", sent.about)
    receipt(turn, "deed-receipt" if at_hamlet else "deed-receipt-desk", sent.code, news_due)
    if sent.twin is not None:
        ask_twin(turn, sent.row, sent.twin)
    return sent.about


def receipt(turn: Turn, key: str, code: str, news_due: date) -> None:
    """Show a deed's receipt."""
    turn.tell(key, code=grouped(code), day=telling.full_day(news_due, turn.world))


def ask_twin(turn: Turn, row: int, other: int) -> None:
    """Ask whether a deed is the one that was told before, in this person's own words only."""
    deed = get_deed(turn.tx, row)
    if deed is None:
        return
    options = turn.options("deed-twin", ("same", "other", "unsure"))
    values = {"who": cases.short(deed), "hamlet": cases.hamlet_name(turn, deed)}
    context = {"deed": row, "other": other}
    key = "deed-twin" if deed.hamlet_id else "deed-twin-somewhere"
    turn.ask("deed-twin", turn.say(key, **values), options, context, yields=True)


def answer_twin(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Join the two reports, or leave them apart; "không rõ" is for the officer to see."""
    deed, other = (get_deed(turn.tx, context[name]) for name in ("deed", "other"))
    if option.id != "same":
        turn.tell("deed-twin-apart")
        return
    try:
        if deed is None or other is None:
            raise NotAllowed
        join_deed(turn.tx, turn.viewer, deed, other, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("deed-twin-apart")
    else:
        turn.tell("deed-twin-joined", code=grouped(deed.code))


def amend(turn: Turn, case: str, answers: Answers) -> None:
    """Correct or add to a deed that was sent, until it is decided."""
    deed = cases.deed_of(turn, case)
    try:
        if deed is None:
            raise NotAllowed
        amend_deed(turn.tx, turn.viewer, deed, told_of(turn, answers), turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("engine-too-late")
    else:
        receipt(turn, "deed-amended", deed.code, deed.news_due)


def answers_of(turn: Turn, case: str) -> Answers | None:
    """Return what a deed says now, None when it is decided or not this person's."""
    deed = cases.deed_of(turn, case)
    mine = deed is not None and turn.viewer.person in (deed.teller_id, deed.typist_id)
    if deed is None or not mine or DeedState(deed.state) not in OPEN:
        return None
    return deed.answers


# --- kể giúp -------------------------------------------------------------------------------------


def for_somebody(turn: Turn) -> None:
    """Take "kể giúp" alone: for whom is what was just told, or what is about to be?"""
    tell_for(turn, "")


def tell_for(turn: Turn, name: str) -> None:
    """Put the name of whoever tells on the deed that was just sent, or begin one that is told for
    somebody.
    """
    deed = last_told(turn)
    answers = answers_of(turn, deed.about) if deed is not None else None
    if not name:
        turn.ask_words("deed-for", turn.say("deed-teller"), {}, yields=True)
        return
    answer: Answer = {"parts": [[turn.said.message_id, name]], "voice": []}
    if deed is not None and answers is not None and "teller" not in answers:
        told = told_of(turn, {**answers, "teller": answer})
        amend_deed(turn.tx, turn.viewer, deed, told, turn.now)
        turn.tell("deed-for-noted", who=cases.short(deed), teller=name)
        return
    turn.begin(DEED, {"teller": answer}, lead="deed-for-kept")


def take_name(turn: Turn, question: Question) -> None:
    """Take the name of whoever tells."""
    turn.close()
    tell_for(turn, " ".join(understand.clean(turn.said.text).split())[:120])


USE = FormUse(DEED, submit, Action.REPORT_DEED, amend, answers_of, hears, watch)


def open_again(turn: Turn, deed: Deed, step: str = REVIEW) -> None:
    """Open a deed that was sent, to correct it: its summary, or one of its questions."""
    answers = answers_of(turn, deed.about)
    if answers is None:
        turn.tell("engine-too-late")
        return
    turn.close()
    draft = Draft(DEED.name, DEED.version, step, answers, case=deed.about, touched_at=turn.now)
    draft = replace(draft, question=turn.talk.question)
    if first_open(DEED, draft) != REVIEW:
        draft = replace(draft, step=first_open(DEED, draft))
    reshow(turn, USE, asking.ask(DEED, draft, draft.step, turn.world).draft)


CAPABILITY = Capability(
    "deeds",
    routes=(
        Route("deed-report", report, Action.REPORT_DEED),
        Route("deed-another", another, Action.REPORT_DEED, menu=False),
        Route("deed-for", for_somebody, Action.REPORT_DEED, menu=False),
    ),
    questions=(
        Asked("deed-twin", answer_twin, Action.SEE_OWN_DEED),
        asked_in_words("deed-for", Action.REPORT_DEED, take_name),
        asked_in_words("deed-brief", Action.REPORT_DEED, take_brief),
    ),
    forms=(USE,),
)

"""Telling of a good deed: the six questions, the receipt, one's own deeds, and the news of what
became of one.
"""

from collections.abc import Mapping
from datetime import date

from bot.dialogue import telling
from bot.dialogue.form import Draft, Form
from bot.dialogue.steps import Attachments, Day, Search, Text
from bot.dialogue.world import Answers
from handlers.turn import Capability, FormUse, PushUse, Route, Turn
from models.machine.push import Waiting
from models.permissions import Action
from models.work.deed import (
    OPEN,
    Deed,
    DeedState,
    NotPossible,
    Told,
    amend_deed,
    get_deed,
    own_deeds,
    send_deed,
)
from models.work.receipts import grouped

DEED = Form(
    "deed",
    version=1,
    steps=(
        Text("who", at_least=2, at_most=120),
        Search("hamlet", among="hamlets"),
        Text("story", at_least=10, at_most=10_000),
        Day("happened"),
        Attachments("evidence", at_most=20, optional=True),
    ),
    lines=(("who", "hamlet"), ("story",), ("happened",), ("evidence",)),
    main="story",
    subject="who",
)

NAMED = 6  # syllables of whom a deed is about, where it is only mentioned
WHO = 10  # and where it has to be found out who is meant


def report(turn: Turn) -> None:
    """Begin telling of a deed."""
    turn.begin(DEED)


def may_open(turn: Turn) -> bool:
    """Tell whether this person may tell of a deed."""
    return turn.may(Action.REPORT_DEED)


def submit(turn: Turn, draft: Draft) -> str:
    """Send the deed, and give the receipt with the latest day of the next news."""
    news_due = turn.commune.deadline("deed_news_days", turn.today)
    deed = send_deed(
        turn.tx,
        turn.viewer,
        told_of(turn, draft.answers),
        news_due=news_due,
        head_due=turn.commune.deadline("deed_head_days", turn.today),
        seed=turn.commune.seed(),
        now=turn.now,
    )
    receipt(turn, "deed-receipt", deed)
    return deed.about


def receipt(turn: Turn, key: str, deed: Deed) -> None:
    """Show a deed's receipt."""
    turn.tell(key, code=grouped(deed.code), day=telling.full_day(deed.news_due, turn.world))


def amend(turn: Turn, case: str, answers: Answers) -> None:
    """Correct or add to a deed that was sent, until it is decided."""
    deed = deed_of(turn, case)
    if deed is None:
        turn.tell("engine-too-late")
        return
    try:
        amend_deed(turn.tx, turn.viewer, deed, told_of(turn, answers), turn.now)
    except NotPossible:
        turn.tell("engine-too-late")
        return
    receipt(turn, "deed-amended", deed)


def answers_of(turn: Turn, case: str) -> Answers | None:
    """Return what a deed says now, None when it is decided or not this person's."""
    deed = deed_of(turn, case)
    if deed is None or deed.teller_id != turn.viewer.person or DeedState(deed.state) not in OPEN:
        return None
    return deed.answers


def mine(turn: Turn) -> None:
    """List what this person has told, with code and state."""
    deeds = own_deeds(turn.tx, turn.viewer)
    if not deeds:
        turn.tell("deed-mine-none")
        return
    lines = [
        turn.say(
            "deed-mine-line",
            code=grouped(deed.code),
            who=telling.shorten(deed.who, NAMED),
            state=turn.say(f"deed-state-{deed.state}"),
        )
        for deed in deeds
    ]
    turn.tell("deed-mine", lines="\n".join(lines))


def news(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell the teller what became of a deed; the reason speaks of the deed."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or waiting.name != f"deed-news-{deed.state}":
        return False
    reason = turn.say(f"deed-reason-{deed.reason.replace('_', '-')}") if deed.reason else ""
    turn.tell(waiting.name, who=short(deed), reason=reason)
    return True


def told_of(turn: Turn, answers: Answers) -> Told:
    """Return the answers as the model takes them."""
    story = telling.text_of(answers["story"])
    return Told(answers, who_of(answers, turn), story, hamlet_of(answers), photos(answers))


def who_of(answers: Answers, turn: Turn) -> str:
    """Return the person praised in the teller's words; where it was spoken, that somebody has to
    listen.
    """
    text = telling.text_of(answers["who"])
    return " ".join(text.split()) or turn.say("deed-who-spoken")


def hamlet_of(answers: Answers) -> int | None:
    """Return the hamlet's unit, None when it was not found or not said."""
    chosen = answers["hamlet"].get("id")
    return int(chosen) if chosen else None


def deed_of(turn: Turn, case: str) -> Deed | None:
    """Return the deed that a case names."""
    kind, _, row = case.partition(" ")
    return get_deed(turn.tx, int(row)) if kind == "deed" and row.isdigit() else None


def short(deed: Deed) -> str:
    """Return whom a deed is about in a few words, as they stand inside a sentence."""
    return telling.in_sentence(telling.shorten(deed.who, NAMED))


def told(turn: Turn, deed: Deed, syllables: int) -> Mapping[str, str]:
    """Return a deed in words, as others may read it: whom, what (its first syllables), when and
    with how many photos; never who told it.
    """
    return {
        "who": telling.capital(telling.shorten(deed.who, WHO)),
        "story": telling.shorten(deed.story, syllables) or turn.say("deed-story-spoken"),
        "when": when(turn, deed.answers),
    }


def when(turn: Turn, answers: Answers) -> str:
    """Return the line that says on which day it was, and what there is to see and to hear."""
    happened = answers.get("happened", {})
    unknown = happened.get("voice")  # said, and not listened to yet
    day = turn.say("day-unknown") if unknown else telling.tell_day(happened, turn.world)
    count = len(answers.get("evidence", {}).get("files", ()))
    files = turn.say("photo-count", count=count) if count else ""
    spoken = any(answers.get(name, {}).get("voice") for name in ("who", "story", "happened"))
    voice = turn.say("deed-voice") if spoken else ""
    return telling.capital(", ".join(part for part in (day, files, voice) if part))


def photos(answers: Answers) -> tuple[str, ...]:
    """Return the ids of all photos and voice notes among the answers."""
    files = [f["file"] for f in answers.get("evidence", {}).get("files", ())]
    files += [
        note["file"]
        for name in ("who", "story", "happened")
        for note in answers.get(name, {}).get("voice", ())
    ]
    return tuple(file for file in files if file)


def due(day: date, turn: Turn) -> str:
    """Return a last day in words."""
    return telling.full_day(day, turn.world)


CAPABILITY = Capability(
    "deeds",
    routes=(
        Route("deed-report", report, Action.REPORT_DEED),
        Route("deed-mine", mine, Action.SEE_OWN_DEED),
    ),
    forms=(FormUse(DEED, submit, Action.REPORT_DEED, amend, answers_of),),
    pushes=(PushUse("deed-news-accepted", news), PushUse("deed-news-declined", news)),
)

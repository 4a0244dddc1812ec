"""A report in one message, while the month's messages are nearly used up: what of hamlet and day
the words say for sure is taken from them, the rest is for whoever reads it.
"""

import re
from collections.abc import Sequence

from bot.dialogue import talk, telling, understand
from bot.dialogue.form import Form
from bot.dialogue.messages import Incoming, Option
from bot.dialogue.steps import day_answer, iso
from bot.dialogue.world import Answer, Answers
from handlers import accusations
from handlers.turn import Turn

CLAUSES = re.compile(r"[\n,;]+|\.(?!\d)")  # "12.3" is one day
NAME = 8  # syllables of a message without a single comma that stand for whom it praises
WORDS = 5  # a message of fewer tells nothing yet
DAY = 4  # syllables of a clause that says a day and nothing else


def read(turn: Turn, form: Form, told: Sequence[Incoming]) -> Answers | None:
    """Return the answers of the deed's form that messages give; None when they tell too little, or
    sound like an accusation, about which has to be asked first.
    """
    found = dict(talk.told(form, told))
    story = found.get(form.main)
    if story is None:
        return None
    text = telling.text_of(story)
    if not story["voice"] and len(text.split()) < WORDS:
        return None
    if understand.sounds_accusing(accusations.words_of(found)):
        turn.secret = True  # nothing of it stays but in the draft, which may be dropped
        return None
    clauses = [clause.strip() for clause in CLAUSES.split(text) if clause.strip()]
    hamlets = tuple(turn.world.options("hamlets"))
    hamlet, day = hamlet_in(clauses, hamlets), day_in(turn, clauses)
    spoken: Answer = {"parts": [], "voice": list(story.get("voice", ()))}
    name = name_in(clauses, hamlets, turn)
    who: Answer = {"parts": [[told[-1].message_id, name]], "voice": []} if name else spoken
    found.setdefault("evidence", {"files": [], "captions": []})
    return {**found, "who": who, "hamlet": hamlet, "happened": day}


def hamlet_in(clauses: Sequence[str], hamlets: Sequence[Option]) -> Answer:
    """Return the one hamlet that the words name in full ("thôn Đoài"), or that a clause names
    alone: after the first, which says who ("anh Trung" is of no hamlet).
    """
    text = f" {understand.fold(' '.join(clauses))} "
    named = {o.id: o for o in hamlets if f" {understand.fold(o.label)} " in text}
    named |= {o.id: o for clause in clauses[1:] for o in hamlets if is_name_of(o, clause)}
    if len(named) != 1:
        return {"unknown": True}
    option = next(iter(named.values()))
    return {"id": option.id, "label": option.label}


def is_name_of(hamlet: Option, clause: str) -> bool:
    """Tell whether a clause is a hamlet's name and nothing else: "Đoài", "ở thôn Đoài"."""
    said = understand.fold(clause).removeprefix("o ")
    names = {understand.fold(name) for name in (hamlet.label, *hamlet.others)}
    return said in names and not said.isdigit()


def day_in(turn: Turn, clauses: Sequence[str]) -> Answer:
    """Return the first day that a clause says for sure."""
    for clause in clauses:
        when = understand.day(clause, turn.today)
        if isinstance(when, understand.When) and when.kind != "unknown":
            return day_answer(when.kind, iso(when.first), iso(when.last), clause)
    return day_answer("unknown", "", "", "")


def name_in(clauses: Sequence[str], hamlets: Sequence[Option], turn: Turn) -> str:
    """Return whom the message praises in the teller's words: its first clause that is neither a
    greeting, a hamlet nor a day; of one long sentence its beginning.
    """
    for clause in clauses:
        if is_polite(clause) or is_day(turn, clause):
            continue
        if not any(is_name_of(hamlet, clause) for hamlet in hamlets):
            return telling.shorten(clause, NAME)[:120]
    return telling.shorten(clauses[0], NAME)[:120] if clauses else ""


def is_polite(clause: str) -> bool:
    """Tell whether a clause greets, or says "dạ", and nothing else."""
    return understand.small_talk(clause) is not None or understand.yes_no(clause) is not None


def is_day(turn: Turn, clause: str) -> bool:
    """Tell whether a clause says a day and nothing else."""
    found = isinstance(understand.day(clause, turn.today), understand.When)
    return found and len(clause.split()) <= DAY

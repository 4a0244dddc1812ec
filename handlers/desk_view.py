"""A case as the desk reads it: a line of the queue, in short, and with all that is known of it."""

from bot.dialogue import telling
from handlers import cases
from handlers.phone import shown
from handlers.turn import Turn
from models.people.person import Person, phones_of
from models.people.role import Role
from models.work.deciding import twins_of
from models.work.deed import OPEN, Deed, DeedState
from models.work.inquiry import inquiry_of
from models.work.list_numbers import number_for
from models.work.queues import Queue
from models.work.receipts import grouped
from models.work.verdicts import Verdict, verdicts_of

# How many syllables of the story fit beside the rest into a message that can still be read aloud.
TO_OFFICER = 30
WHOLE = 10_000


def counts(turn: Turn, queue: Queue) -> str:
    """Return how much waits for what: "5 mới, 2 chờ thôn, 1 quá hạn"; what is none is left out."""
    found = {
        "new": len(queue.new),
        "write": len(queue.write),
        "release": len(queue.release),
        "hamlet": len(queue.hamlet),
        "asked": len(queue.asked),
        "consent": len(queue.consent),
        "late": queue.late,
    }
    parts = [turn.say(f"desk-count-{name}", count=n) for name, n in found.items() if n]
    return ", ".join(parts)


def line(turn: Turn, deed: Deed, queue: Queue) -> str:
    """Return a case in a line: its number, whom, where, and for what it waits."""
    place = next(
        name
        for name in ("new", "write", "release", "hamlet", "asked", "consent")
        if deed in getattr(queue, name)
    )
    state = turn.say(f"desk-verdict-{deed.state}") if place == "new" else ""
    late = DeedState(deed.state) in OPEN and deed.news_due < turn.today
    return turn.say(
        "desk-queue-line",
        number=number_for(turn.tx, turn.viewer.person, deed.about, turn.now),
        who=telling.capital(telling.shorten(deed.who, cases.NAMED)),
        hamlet=cases.hamlet_name(turn, deed),
        verdict=state or turn.say(f"desk-waits-{place}"),
        late="late" if late else "no",
    )


def in_short(turn: Turn, deed: Deed) -> str:
    """Return a case as it is put before the officer: short enough to be read aloud."""
    return turn.say(
        "desk-case",
        **cases.told(turn, deed, TO_OFFICER),
        number=number_for(turn.tx, turn.viewer.person, deed.about, turn.now),
        hamlet=cases.hamlet_name(turn, deed),
        verdict=turn.say(f"desk-verdict-{deed.state}"),
    )


def in_full(turn: Turn, deed: Deed) -> str:
    """Return a case with the whole story and all that is known of it, a line each."""
    head = turn.say(
        "desk-case",
        **cases.told(turn, deed, WHOLE),
        number=number_for(turn.tx, turn.viewer.person, deed.about, turn.now),
        hamlet=cases.hamlet_name(turn, deed),
        verdict=turn.say(f"desk-verdict-{deed.state}"),
    )
    return cases.lines(
        (head, *told_more(turn, deed), *words_of_hamlet(turn, deed), *asked(turn, deed),
         *around(turn, deed))
    )  # fmt: skip


def told_more(turn: Turn, deed: Deed) -> list[str]:
    """Return what the teller added, and who told it."""
    answers = deed.answers
    found = []
    if text := str(answers.get("place", {}).get("text", "")):
        found.append(turn.say("desk-case-place", text=text))
    if text := telling.text_of(answers.get("seen", {})):
        found.append(turn.say("desk-case-seen", text=text))
    labels = [str(answers[name]["label"]) for name in ("kind", "field") if name in answers]
    if labels:
        found.append(turn.say("desk-case-kind", text=", ".join(labels)))
    if "praise" in answers:
        found.append(turn.say("desk-case-praise"))
    teller, typist = (name_of(turn, person) for person in (deed.teller_id, deed.typist_id))
    key = "desk-case-teller" if deed.teller_id == deed.typist_id else "desk-case-typist"
    found.append(turn.say(key, teller=teller, typist=typist, code=grouped(deed.code)))
    phones = phones_of(turn.tx, deed.typist_id)
    found += [turn.say("desk-case-phone", phone=shown(number)) for number in phones]
    return found


def words_of_hamlet(turn: Turn, deed: Deed) -> list[str]:
    """Return who of the hamlet said what."""
    return [
        turn.say(
            f"desk-word-{verdict.says}",
            by=by(turn, verdict),
            note=f": {verdict.note}" if verdict.note else "",
            how=verdict.how,
        )
        for verdict in verdicts_of(turn.tx, deed)
    ]


def by(turn: Turn, verdict: Verdict) -> str:
    """Return whose word it is, with the role."""
    name = verdict.name or (name_of(turn, verdict.person_id) if verdict.person_id else "")
    known = verdict.role in set(Role)
    role = turn.say(f"role-{verdict.role.replace('_', '-')}") if known else ""
    said = " ".join(part for part in (role, telling.in_sentence(name)) if part)
    return telling.capital(said)


def asked(turn: Turn, deed: Deed) -> list[str]:
    """Return what the teller was asked, and the answer."""
    inquiry = inquiry_of(turn.tx, deed)
    if inquiry is None:
        return []
    question = question_of(turn, inquiry.key) if inquiry.key else inquiry.asked
    if inquiry.answered_at is None:
        return [turn.say("desk-case-asked", text=question)]
    answer = inquiry.text or turn.say("desk-case-answer-files", count=len(inquiry.files))
    return [turn.say("desk-case-answered", text=question, answer=answer)]


def question_of(turn: Turn, key: str) -> str:
    """Return a ready question as its teller reads it: with the citizens' pronouns."""
    return turn.commune.words()(f"inquiry-{key}")


def around(turn: Turn, deed: Deed) -> list[str]:
    """Return what else there is: reports that may be of the same deed, its movement, whose it
    is.
    """
    found = []
    twins = twins_of(turn.tx, turn.viewer, deed) if DeedState(deed.state) in OPEN else []
    if twins:
        numbers = [number_for(turn.tx, turn.viewer.person, t.about, turn.now) for t in twins[:3]]
        found.append(turn.say("desk-case-twins", numbers=", ".join(map(str, numbers))))
    if deed.movement:
        found.append(turn.say("desk-case-movement", text=deed.movement))
    if deed.assigned_to:
        found.append(turn.say("desk-case-assigned", who=name_of(turn, deed.assigned_to)))
    return found


def name_of(turn: Turn, person: int) -> str:
    """Return a person's name for the desk, or that it is not known."""
    found = turn.tx.session.get(Person, person)
    return found.name if found and found.name else turn.say("desk-nameless")


def files(turn: Turn, deed: Deed) -> tuple[str, ...]:
    """Return all photos and voice notes of a case, those of the teller's answer too."""
    inquiry = inquiry_of(turn.tx, deed)
    return (*cases.photos(deed.answers), *(inquiry.files if inquiry else ()))

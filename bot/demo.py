"""The demo: an invented commune with people in every role, in a web chat that switches between
them.

The people and deeds stand in `demo_commune.toml`; they are made by the same domain functions that
real ones are.
"""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlmodel import select

from bot import app, keys
from bot.channels.web.options import Persona
from bot.channels.web.reading import BOT
from bot.commune import Commune
from bot.dialogue.steps import day_answer
from bot.settings import Settings
from models.base import to_ms
from models.machine import audit, conversation
from models.machine.push import Push
from models.people.consent import TEXT_VERSION, Consent, Purpose
from models.people.facts import set_fact
from models.people.person import Account, Person
from models.people.role import Role, grant_role, roles_of
from models.people.unit import Unit, UnitKind
from models.permissions import Action, Viewer, may
from models.store import Tx, open_engine, transaction
from models.work.consents import Scope, record_consent
from models.work.deciding import DeclineReason, accept_deed, decline_deed, mark_child
from models.work.deed import Child, Deed
from models.work.publishing import release_deed, write_sentence
from models.work.reports import Told, send_deed
from models.work.verdicts import Says, judge_deed


def run(settings: Settings) -> int:
    """Run the demo until a signal asks to stop; return the exit code."""
    plain = read()
    personas = [
        Persona(person["slug"], person["name"], person["note"], visitor(person["slug"]))
        for person in plain["people"]
        if person.get("persona")
    ]
    return app.run(settings, personas, load)


def read() -> dict[str, Any]:
    """Return the invented commune."""
    return tomllib.loads(files("bot").joinpath("demo_commune.toml").read_text("utf-8"))


def visitor(slug: str) -> str:
    """Return the visitor that one of the demo's people is in the web chat."""
    return f"demo-{slug}"


def load(settings: Settings) -> None:
    """Fill an empty database with the invented commune; a database that has people is left as it
    is.
    """
    engine = open_engine(settings.database_url)
    now = datetime.now(UTC)
    with transaction(engine) as tx:
        if tx.session.exec(select(Person.id)).first() is None:
            fill(tx, app.make_commune(settings), now)
            audit.append(tx, tx.entries, keys.audit_key(settings), to_ms(now))
    engine.dispose()


def fill(tx: Tx, commune: Commune, now: datetime) -> None:
    """Make the units, the people and their deeds."""
    plain = read()
    units = make_units(tx, plain)
    people = {person["slug"]: make_person(tx, person, units, now) for person in plain["people"]}
    tx.flush()
    viewers = {slug: viewer_of(tx, person) for slug, person in people.items()}
    for place, row in enumerate(plain["deeds"]):
        make_deed(tx, commune, row, place, viewers, units, now)
    # Whoever tries it out need not wait ten minutes for the news of a decision.
    set_fact(tx, viewers["quan-tri"], "deed_undo_minutes", "1", now)
    tx.flush()
    # What they were told of it lies in the past.
    for push in tx.session.exec(select(Push)):
        push.told_ms = to_ms(now)
        if not push.question:
            push.closed_ms = to_ms(now)


def make_units(tx: Tx, plain: Mapping[str, Any]) -> dict[str, int]:
    """Make hamlets and organisations; return their ids by name."""
    units = [
        Unit(code=f"thon-{place}", kind=UnitKind.HAMLET.value, name=name, others=[short])
        for place, (short, name) in enumerate(plain["hamlets"].items(), 1)
    ]
    units += [Unit(code=code, kind=kind, name=name) for code, kind, name in plain["organisations"]]
    tx.session.add_all(units)
    tx.session.flush()
    return {unit.others[0] if unit.others else unit.name: unit.id or 0 for unit in units}


def make_person(
    tx: Tx, plain: Mapping[str, Any], units: Mapping[str, int], now: datetime
) -> Person:
    """Make one person, with roles, consent, and a place in the web chat."""
    agreed = plain.get("agreed", False)
    name = plain.get("called", plain["name"])
    person = Person(name=name, consent=TEXT_VERSION if agreed else "", created_at=now)
    tx.session.add(person)
    tx.session.flush()
    number = person.id or 0
    if agreed:
        purpose = Purpose.EMULATION.value
        consent = Consent(
            person_id=number,
            purpose=purpose,
            text_version=TEXT_VERSION,
            bot=BOT,
            inbox_id=0,
            given_at=now,
        )
        tx.session.add(consent)
    for role in plain.get("roles", ()):
        name, _, unit = role.partition(":")
        grant_role(tx, number, Role(name), units[unit] if unit else None, now)
    if plain.get("persona"):
        who = visitor(plain["slug"])
        tx.session.add(Account(person_id=number, bot=BOT, sender=who, name=name))
        tx.session.flush()
        tx.run(conversation.INSERT, bot=BOT, chat=who, sender=who)
    return person


def viewer_of(tx: Tx, person: Person) -> Viewer:
    """Return a person with the roles held."""
    return Viewer(person.id or 0, roles_of(tx, person.id or 0), person.name)


def make_deed(
    tx: Tx,
    commune: Commune,
    row: list[Any],
    place: int,
    viewers: Mapping[str, Viewer],
    units: Mapping[str, int],
    now: datetime,
) -> Deed:
    """Make one deed as it was told, and bring it to where it stands."""
    teller, who, hamlet, story, days, outcome, *sentence = row
    told_at = now - timedelta(days=days, hours=place % 7)
    told_on = commune.today(told_at)
    yesterday = told_on - timedelta(days=1)
    happened = yesterday.isoformat()
    answers = {
        "who": {"parts": [["", who]], "voice": []},
        "hamlet": {"id": str(units[hamlet]), "label": read()["hamlets"][hamlet]},
        "story": {"parts": [["", story]], "voice": []},
        "happened": day_answer("day", happened, happened, ""),
        "evidence": {"files": [], "captions": []},
    }
    sent = send_deed(
        tx,
        viewers[teller],
        Told(answers, who, story, units[hamlet], days=(yesterday, yesterday)),
        news_due=commune.deadline(tx, "deed_news_days", told_on),
        head_due=commune.deadline(tx, "deed_head_days", told_on),
        seed=4_071_000 + 37 * place,
        now=told_at,
    )
    deed = tx.session.get_one(Deed, sent.row)
    bring(tx, deed, outcome, viewers, told_at)
    if sentence:
        publish(
            tx, deed, sentence[0], viewers, told_at + timedelta(days=3), 5_012_000 + 41 * place
        )
    return deed


def bring(
    tx: Tx, deed: Deed, outcome: str, viewers: Mapping[str, Viewer], told_at: datetime
) -> None:
    """Bring a deed to a state, by those who may."""
    state, _, reason = outcome.partition(":")
    officer = viewers["cong-chuc"]
    head = next((v for v in viewers.values() if may(v, Action.CONFIRM_DEED, deed)), None)
    if head is not None and state != "sent":
        says = Says.DOUBTED if state == "doubted" else Says.TRUE
        judge_deed(tx, head, deed, says, told_at + timedelta(days=1))
    if state == "accepted":
        accept_deed(tx, officer, deed, told_at + timedelta(days=2))
    if state == "declined":
        decline_deed(tx, officer, deed, told_at + timedelta(days=2), DeclineReason(reason))


def publish(
    tx: Tx, deed: Deed, sentence: str, viewers: Mapping[str, Viewer], at: datetime, seed: int
) -> None:
    """Bring a deed onto the honour board: the consent, the officer's sentence, its release."""
    officer, chairman = viewers["cong-chuc"], viewers["chu-tich"]
    child = deed.who.startswith(read()["child"])
    if child:
        mark_child(tx, officer, deed, Child.ASKED, at)
    record_consent(tx, officer, deed, Scope.INITIALS if child else Scope.NAME, at, how="phone")
    write_sentence(tx, officer, deed, sentence, at, name=deed.who, seed=seed)
    release_deed(tx, chairman, deed, at + timedelta(hours=3))

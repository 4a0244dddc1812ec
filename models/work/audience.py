"""Audiences: of whom something is asked, or who is told. An audience is a list of terms, which is
how an officer names it and how it is stored.

| term | means |
| --- | --- |
| `role:hamlet_head` | everybody who holds that role |
| `units:hamlet`, `units:organisation`, `units:front`, `units:all` | the heads of those units |
| `unit:12` | the heads of that unit |
| `registered:3` | whoever registered for movement 3: persons, and the heads of units |
| `person:5` | that person |
| `everyone` | everybody who has agreed to be talked to, or holds a role |

Who belongs to a term is decided when it is asked, never stored.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, union

from models.people.person import Person, Persons
from models.people.role import DESK, Grant, Role
from models.people.unit import HAMLETS, ORGANISATIONS, Unit, UnitKind
from models.store import Tx
from models.work.movement import Registration

OWNER, HELPER, SUPERIOR = "owner", "helper", "superior"
# How the terms of those begin who are only asked to come.
INVITED = ("units:", "unit:", "registered:", "everyone")
HEADS = frozenset({Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD, Role.MASS_ORG_HEAD, Role.UNIT_HEAD})
# Who is asked first for a unit; the others of `HEADS` are told where there is no such person.
FIRST_HEADS = frozenset({Role.HAMLET_HEAD, Role.MASS_ORG_HEAD, Role.UNIT_HEAD})
KINDS = {
    "hamlet": HAMLETS,
    "organisation": ORGANISATIONS,
    "front": frozenset({UnitKind.FRONT}),
    "all": frozenset(UnitKind),
}

G = Grant.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
U = Unit.__table__.c  # type: ignore[attr-defined]
R = Registration.__table__.c  # type: ignore[attr-defined]


def check_terms(terms: Iterable[str]) -> None:
    """Raise ValueError for a term that means nobody of any kind."""
    for term in terms:
        persons_of_term(term, date.min)


def persons_of(terms: Sequence[str], today: date) -> Persons | None:
    """Return the query of the persons of an audience, each once; None for an empty one."""
    parts = [persons_of_term(term, today) for term in terms]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else union(*parts)


def persons_of_term(term: str, today: date) -> Select[tuple[int]]:
    """Return the query of the persons of one term. Raises ValueError when there is no such
    term.
    """
    word, _, value = term.partition(":")
    match word:
        case "role":
            return (
                select(G.person_id)
                .distinct()
                .where(G.role == Role(value).value, G.ended_at.is_(None))
            )
        case "units":
            return (
                heads().where(*exist_on(KINDS[value], today)) if value in KINDS else unknown(term)
            )
        case "unit":
            return heads().where(U.id == int(value))
        case "registered":
            registered = select(R.unit_id).where(
                R.movement_id == int(value), R.ended_at.is_(None), R.unit_id.is_not(None)
            )
            own = select(R.person_id).where(
                R.movement_id == int(value), R.ended_at.is_(None), R.unit_id.is_(None)
            )
            of_unit = select(G.person_id).where(
                G.unit_id.in_(registered),
                G.role.in_(sorted(HEADS)),
                G.ended_at.is_(None),
            )
            return select(P.id).where(or_(P.id.in_(own), P.id.in_(of_unit)))
        case "person":
            return select(P.id).where(P.id == int(value))
        case "everyone":
            return select(P.id).where(
                or_(
                    P.consent != "",
                    exists().where(G.person_id == P.id, G.ended_at.is_(None)),
                )
            )
    return unknown(term)


def unknown(term: str) -> Select[tuple[int]]:
    """Refuse a term. Raises ValueError."""
    raise ValueError(f"nobody is called {term} in an audience")


def heads() -> Select[tuple[int]]:
    """Return the query of the heads of units, to be narrowed."""
    return (
        select(G.person_id)
        .distinct()
        .join(Unit, U.id == G.unit_id)
        .where(G.role.in_(sorted(HEADS)), G.ended_at.is_(None))
    )


def exist_on(kinds: Iterable[UnitKind], today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of units of some kinds that exist on a day."""
    return (
        U.kind.in_(sorted(kinds)),
        or_(U.valid_from.is_(None), U.valid_from <= today),
        or_(U.valid_to.is_(None), U.valid_to >= today),
    )


def others_of(terms: Sequence[str], today: date, but: int = 0) -> Select[tuple[int]]:
    """Return the query of the persons of an audience without the one whose word it is."""
    query = persons_of(terms, today)
    if query is None:
        return select(P.id).where(false())
    who = query.subquery().c[0]
    return select(who).where(who != but)


def count_persons(tx: Tx, terms: Sequence[str], today: date, but: int = 0) -> int:
    """Return how many persons an audience has now, without the one whose word it is."""
    others = others_of(terms, today, but).subquery()
    return int(tx.session.execute(select(func.count()).select_from(others)).scalar_one())


def count_at_desk(tx: Tx, terms: Sequence[str], today: date, but: int = 0) -> int:
    """Return how many persons of an audience are spoken to as colleagues."""
    others = others_of(terms, today, but).subquery()
    colleague = exists().where(
        G.person_id == others.c[0], G.role.in_(sorted(DESK)), G.ended_at.is_(None)
    )
    query = select(func.count()).select_from(others).where(colleague)
    return int(tx.session.execute(query).scalar_one())


def list_persons(tx: Tx, terms: Sequence[str], today: date) -> list[int]:
    """Return the persons of an audience now, in order."""
    query = persons_of(terms, today)
    return sorted(tx.session.execute(query).scalars()) if query is not None else []

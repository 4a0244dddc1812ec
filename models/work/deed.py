"""A good deed (gương người tốt, việc tốt): its tables, its states, and which change leads where.

`MOVES` is the whole table of what may become of a deed and who may do it. Every change goes
through `move` (what only follows from the change of another deed, through `step`): it checks the
right and the state, notes the audit trail, and keeps what was before so that a slip at the desk
can be taken back. The functions that make the changes stand in `reports` (the teller), `verdicts`
(the hamlet), `deciding` (the desk), `consents` and `publishing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import declared_attr
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Field, SQLModel

from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note


class DeedState(StrEnum):
    """Where a deed stands."""

    SENT = "sent"
    CONFIRMED = "confirmed"  # somebody of the hamlet says that it is true
    CORRECTED = "corrected"  # … that it is true, but for something
    DOUBTED = "doubted"  # … that it is not as told
    ASKED = "asked"  # its teller was asked for more
    ACCEPTED = "accepted"  # the commune takes it as an example
    CONSENT = "consent"  # whoever is praised is being asked
    PUBLISHED = "published"
    MERGED = "merged"  # another report of the same deed speaks for it
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # taken back by its teller, or taken down after publishing
    HIDDEN = "hidden"  # it was no good deed but an accusation: nobody sees it any more


S = DeedState
TO_DECIDE = frozenset({S.SENT, S.CONFIRMED, S.CORRECTED, S.DOUBTED})
OPEN = TO_DECIDE | {S.ASKED}
TAKEN = frozenset({S.ACCEPTED, S.CONSENT, S.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Move:
    """One change: its verb, who may make it, from which states, and to which (None: it stays)."""

    verb: str
    action: Action
    before: frozenset[DeedState]
    after: DeedState | None


MOVES: Mapping[str, Move] = {
    move.verb: move
    for move in (
        # the teller
        Move("amend", Action.SEE_OWN_DEED, OPEN, S.SENT),
        Move("add", Action.SEE_OWN_DEED, OPEN, None),
        Move("answer", Action.SEE_OWN_DEED, OPEN, S.SENT),
        Move("join", Action.SEE_OWN_DEED, TO_DECIDE, S.MERGED),
        Move("withdraw", Action.SEE_OWN_DEED, OPEN, S.WITHDRAWN),
        # the hamlet
        Move("confirm", Action.CONFIRM_DEED, OPEN, S.CONFIRMED),
        Move("correct", Action.CONFIRM_DEED, OPEN, S.CORRECTED),
        Move("doubt", Action.CONFIRM_DEED, OPEN, S.DOUBTED),
        Move("wonder", Action.CONFIRM_DEED, OPEN, None),
        # the desk
        Move("fill", Action.DECIDE_DEED, OPEN | {S.ACCEPTED, S.CONSENT}, None),
        Move("hear", Action.DECIDE_DEED, OPEN | {S.ACCEPTED, S.CONSENT}, None),
        Move("assign", Action.DECIDE_DEED, OPEN | TAKEN, None),
        Move("count", Action.DECIDE_DEED, OPEN | TAKEN, None),
        Move("ask", Action.DECIDE_DEED, TO_DECIDE, S.ASKED),
        Move("accept", Action.DECIDE_DEED, OPEN, S.ACCEPTED),
        Move("decline", Action.DECIDE_DEED, OPEN, S.DECLINED),
        Move("merge", Action.DECIDE_DEED, OPEN, S.MERGED),
        Move("hide", Action.HIDE_DEED, OPEN, S.HIDDEN),
        # consent and publishing
        Move("seek_consent", Action.DECIDE_DEED, frozenset({S.ACCEPTED}), S.CONSENT),
        Move("mark_child", Action.SEEK_CONSENT, OPEN | {S.ACCEPTED, S.CONSENT}, None),
        Move("consent", Action.SEEK_CONSENT, frozenset({S.CONSENT, S.ACCEPTED}), S.ACCEPTED),
        Move("write", Action.PUBLISH_DEED, frozenset({S.ACCEPTED}), None),
        Move("send_back", Action.RELEASE_DEED, frozenset({S.ACCEPTED}), None),
        Move("publish", Action.RELEASE_DEED, frozenset({S.ACCEPTED}), S.PUBLISHED),
        Move("revise", Action.PUBLISH_DEED, frozenset({S.PUBLISHED}), S.ACCEPTED),
        Move("take_down", Action.TAKE_DOWN_DEED, frozenset({S.PUBLISHED}), S.WITHDRAWN),
    )
}


class Child(StrEnum):
    """Whether a child is praised; the ages are the law's (`child_…` in `parameters.toml`)."""

    UNKNOWN = ""
    NO = "no"
    YOUNG = "young"  # only the guardian is asked
    ASKED = "asked"  # old enough to be asked too


class Deed(SQLModel, table=True):
    """One deed as it was told.

    `code` is the receipt, eight digits; `answers` is what the teller answered, by question; `who`
    and `story` repeat its words for lists. The teller, whoever typed for the teller, and the doer
    are persons of their own. `version` counts changes: two people at one moment, one wins.
    `happened_first` and `happened_last` are the days between which it was, as far as they are
    known. `news_due` is the latest day on which the teller hears of it. `scope` is what the doer
    agreed to (`consents.Scope`), empty while nobody has been asked.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    state: str = Field(default=DeedState.SENT, sa_type=String, index=True)
    version: int = 1
    teller_id: int = Field(foreign_key="person.id", index=True)
    typist_id: int = Field(foreign_key="person.id", index=True)
    doer_id: int | None = Field(default=None, foreign_key="person.id")
    hamlet_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    who: str
    story: str
    answers: dict[str, Any] = Field(sa_type=JSON)
    told_at: datetime
    news_due: date
    head_due: date
    happened_first: date | None = None
    happened_last: date | None = None
    kind: str = ""
    field: str = ""
    child: str = ""
    scope: str = ""
    movement: str = ""
    movement_id: int | None = Field(default=None, foreign_key="movement.id", index=True)
    merged_into: int | None = Field(default=None, foreign_key="deed.id", index=True)
    assigned_to: int | None = Field(default=None, foreign_key="person.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    reason: str = ""
    reason_text: str = ""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """A change of a row that somebody else has changed since is refused."""
        table = cls.__table__  # type: ignore[attr-defined]
        return {"version_id_col": table.c.version, "version_id_generator": False}

    @property
    def about(self) -> str:
        """How other tables name this deed."""
        return f"deed {self.id}"

    @property
    def texts(self) -> tuple[str, ...]:
        """All words of the case in which somebody may be named."""
        return (self.who, self.story, *words_of(self.answers.get("seen", {})))


class DeedVersion(SQLModel, table=True):
    """What a deed said before one correction or addition: nothing told is ever lost."""

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", index=True)
    version: int
    answers: dict[str, Any] = Field(sa_type=JSON)
    changed_by: int = Field(foreign_key="person.id")
    changed_at: datetime


class DeedStep(SQLModel, table=True):
    """One change of a deed's state, with what stood there before: what an undo goes back to."""

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", index=True)
    verb: str
    version: int
    before: dict[str, Any] = Field(sa_type=JSON)
    made_by: int = Field(foreign_key="person.id", index=True)
    made_at: datetime
    undone_at: datetime | None = None


class NotPossible(Exception):
    """The change is not possible any more; `state` is where the deed stands now."""

    def __init__(self, state: DeedState) -> None:
        super().__init__(state.value)
        self.state = state


# What an undo puts back.
KEPT = ("state", "reason", "reason_text", "merged_into", "scope", "child")


def move(
    tx: Tx, viewer: Viewer, deed: Deed, verb: str, now: datetime, /, **particulars: object
) -> None:
    """Make one change of `MOVES`. Raises NotAllowed and NotPossible; the second also when somebody
    else has changed the deed in this moment.
    """
    rule = MOVES[verb]
    if not may(viewer, rule.action, deed):
        raise NotAllowed
    check_state(deed, verb)
    step(tx, viewer.person, deed, verb, now, rule.after, **particulars)


def check_state(deed: Deed, verb: str) -> None:
    """Raise NotPossible unless the table knows that change from where the deed stands."""
    stands = DeedState(deed.state)
    if stands not in MOVES[verb].before:
        raise NotPossible(stands)


def step(
    tx: Tx,
    actor: int,
    deed: Deed,
    verb: str,
    now: datetime,
    after: DeedState | None,
    **particulars: object,
) -> None:
    """Write one change: the state, the step that it can be taken back by, the audit entry."""
    before = {name: getattr(deed, name) for name in KEPT}
    stands = DeedState(deed.state)
    if after is not None:
        deed.state = after.value
    deed.version += 1
    made = DeedStep(
        deed_id=deed.id or 0,
        verb=verb,
        version=deed.version,
        before=before,
        made_by=actor,
        made_at=now,
    )
    tx.session.add(made)
    try:
        tx.session.flush()
    except StaleDataError:
        raise NotPossible(stands) from None
    note(tx, actor, f"deed.{verb}", deed.about, **particulars)


def get_deed(tx: Tx, row: int) -> Deed | None:
    """Return a deed by its row."""
    return tx.session.get(Deed, row)


def words_of(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the typed words of a Text answer."""
    return tuple(part[1] for part in answer.get("parts", ()))

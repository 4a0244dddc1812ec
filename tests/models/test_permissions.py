"""Who may do what, written out once more: every way into the work, with every role."""

from dataclasses import dataclass

import pytest

from handlers.book import BOOK
from models.people.role import Role
from models.permissions import TABLE, Action, Viewer, may

R = Role
EVERYBODY = set(Role) | {None}
HEADS = {R.HAMLET_HEAD}
DECIDERS = {R.TDKT_OFFICER, R.COMMUNE_CHAIR, R.VICE_CHAIR}

# Every route, numbered word, question and form of the product: a new one fails here until it is
# written down who may use it. None is a person without any role.
EXPECTED = {
    "route deed-report": EVERYBODY,
    "route deed-mine": EVERYBODY,
    "route desk-queue": DECIDERS,
    "route head-queue": HEADS,
    "number deed-number-true": HEADS,
    "number deed-number-false": HEADS,
    "number deed-number-accept": DECIDERS,
    "number deed-number-decline": DECIDERS,
    "number deed-number-open": DECIDERS,
    "number invitation": EVERYBODY,
    "question start-consent": EVERYBODY,
    "question consent": EVERYBODY,
    "question deed-confirm": HEADS,
    "question deed-decide": DECIDERS,
    "question deed-decline": DECIDERS,
    "form deed": EVERYBODY,
}
WAYS = (
    {f"route {name}": use.action for name, use in BOOK.routes.items()}
    | {f"number {name}": use.action for name, use in BOOK.numbered.items()}
    | {f"question {name}": use.action for name, use in BOOK.questions.items()}
    | {f"form {name}": use.action for name, use in BOOK.forms.items()}
)


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_way_in_with_every_role(way: str) -> None:
    allowed = {
        role for role in (None, *Role) if may(Viewer(1, ((role, 1),) if role else ()), WAYS[way])
    }

    assert allowed == EXPECTED[way]


def test_every_action_is_in_the_table() -> None:
    assert set(TABLE) == set(Action)


def test_somebody_with_two_roles_may_do_what_either_may() -> None:
    both = Viewer(1, ((R.HAMLET_HEAD, 1), (R.TDKT_OFFICER, None)))

    assert may(both, Action.CONFIRM_DEED)
    assert may(both, Action.DECIDE_DEED)


@dataclass
class SomeDeed:
    """A deed that person 5 told, in hamlet 1."""

    teller_id: int = 5
    hamlet_id: int | None = 1


HEAD_OF_1 = ((R.HAMLET_HEAD, 1),)
OFFICER = ((R.TDKT_OFFICER, None),)


@pytest.mark.parametrize(
    ("person", "roles", "action", "allowed"),
    [
        (5, (), Action.SEE_OWN_DEED, True),
        (6, (), Action.SEE_OWN_DEED, False),
        (7, HEAD_OF_1, Action.CONFIRM_DEED, True),
        (7, ((R.HAMLET_HEAD, 2),), Action.CONFIRM_DEED, False),
        (5, HEAD_OF_1, Action.CONFIRM_DEED, False),  # nobody confirms what they told themselves
        (8, OFFICER, Action.CONFIRM_DEED, False),
        (8, OFFICER, Action.DECIDE_DEED, True),
        (5, OFFICER, Action.DECIDE_DEED, False),
        (7, HEAD_OF_1, Action.DECIDE_DEED, False),
        (9, ((R.ADMIN, None),), Action.DECIDE_DEED, False),
    ],
)
def test_a_certain_deed(
    person: int, roles: tuple[tuple[Role, int | None], ...], action: Action, allowed: bool
) -> None:
    assert may(Viewer(person, roles), action, SomeDeed()) is allowed


def test_a_deed_without_a_hamlet_is_no_heads() -> None:
    nowhere = SomeDeed(hamlet_id=None)

    assert not may(Viewer(7, HEAD_OF_1), Action.CONFIRM_DEED, nowhere)

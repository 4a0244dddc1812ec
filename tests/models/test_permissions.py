"""Who may do what, written out once more: every way into the work, with every role."""

from dataclasses import dataclass

import pytest

from handlers.book import BOOK
from models.people.role import Role
from models.permissions import TABLE, Action, Viewer, may

R = Role
EVERYBODY = set(Role) | {None}
HEADS = {R.HAMLET_HEAD, R.HAMLET_FRONT_HEAD}
DECIDERS = {R.TDKT_OFFICER, R.COMMUNE_CHAIR, R.VICE_CHAIR}

# Every route, numbered word, question and form of the product: a new one fails here until it is
# written down who may use it. None is a person without any role.
EXPECTED = {
    "route deed-report": EVERYBODY,
    "question deed-brief": EVERYBODY,
    "route share-phone": EVERYBODY,
    "route send-file": EVERYBODY,
    "route allowance": DECIDERS | {R.ADMIN},
    "route undelivered": DECIDERS,
    "number undelivered-again": DECIDERS,
    "number undelivered-done": DECIDERS,
    "route group": HEADS | DECIDERS,
    "number group-drop": HEADS | DECIDERS,
    "question group-where": HEADS | DECIDERS,
    "route deed-mine": EVERYBODY,
    "route desk-queue": DECIDERS,
    "route head-queue": HEADS,
    "number deed-number-true": HEADS,
    "number deed-number-false": HEADS,
    "number deed-number-accept": DECIDERS,
    "number deed-number-decline": DECIDERS,
    "number deed-number-open": DECIDERS,
    "code invitation": EVERYBODY,
    "route link": EVERYBODY,
    "route link-yes": EVERYBODY,
    "route link-no": EVERYBODY,
    "route unlink": EVERYBODY,
    "code link-send": EVERYBODY,
    "question link-confirm": EVERYBODY,
    "question unlink": EVERYBODY,
    "code deed-look-up": EVERYBODY,
    "code deed-withdraw": EVERYBODY,
    "number deed-number-hide": HEADS,
    "number deed-number-look": HEADS,
    "number deed-consent": HEADS | DECIDERS,
    "number deed-asked": EVERYBODY,
    "route deed-another": EVERYBODY,
    "route deed-for": EVERYBODY,
    "route deed-look-up": EVERYBODY,
    "route deed-add": EVERYBODY,
    "route petition": EVERYBODY,
    "question deed-twin": EVERYBODY,
    "question deed-for": EVERYBODY,
    "question deed-mine": EVERYBODY,
    "question deed-own": EVERYBODY,
    "question deed-withdraw": EVERYBODY,
    "question deed-add": EVERYBODY,
    "question deed-add-which": EVERYBODY,
    "question deed-offer": EVERYBODY,
    "question deed-look-up": EVERYBODY,
    "question deed-asked": EVERYBODY,
    "question accusation": EVERYBODY,
    "question deed-corrected": HEADS,
    "question deed-wonders": HEADS,
    "question deed-consent": HEADS | DECIDERS,
    "question deed-age": HEADS | DECIDERS,
    "question start-consent": EVERYBODY,
    "question consent": EVERYBODY,
    "question deed-confirm": HEADS,
    "question deed-decide": DECIDERS,
    "question deed-decline": DECIDERS,
    "route invite": {R.ADMIN, R.TDKT_OFFICER},
    "question invite-role": {R.ADMIN, R.TDKT_OFFICER},
    "question invite-unit": {R.ADMIN, R.TDKT_OFFICER},
    "question invite-name": {R.ADMIN, R.TDKT_OFFICER},
    "route export": DECIDERS,
    "question export": DECIDERS,
    "route setup": {R.ADMIN},
    "question setup": {R.ADMIN},
    "question setup-text": {R.ADMIN},
    "question setup-units": {R.ADMIN},
    "question setup-check": {R.ADMIN},
    "question setup-rule": {R.ADMIN},
    "question setup-number": {R.ADMIN},
    "question setup-choose": {R.ADMIN},
    "number desk-ask-number": DECIDERS,
    "number desk-assign": DECIDERS,
    "number desk-child": DECIDERS,
    "number desk-fill": DECIDERS,
    "number desk-fill-another": DECIDERS,
    "number desk-merge": DECIDERS,
    "number desk-movement": DECIDERS,
    "number desk-number-hide": DECIDERS,
    "number desk-phone": DECIDERS,
    "number desk-queue": DECIDERS,
    "number desk-undo": DECIDERS,
    "question desk-ask": DECIDERS,
    "question desk-ask-check": DECIDERS,
    "question desk-ask-words": DECIDERS,
    "question desk-assign": DECIDERS,
    "question desk-child": DECIDERS,
    "question desk-child-accept": DECIDERS,
    "question desk-merge": DECIDERS,
    "question desk-more": DECIDERS,
    "question desk-movement": DECIDERS,
    "question desk-phone": DECIDERS,
    "question desk-phone-name": DECIDERS,
    "question desk-phone-said": DECIDERS,
    "question desk-reason": DECIDERS,
    "question desk-reason-check": DECIDERS,
    "route desk-undo": HEADS | DECIDERS,
    "form fill": DECIDERS,
    "route board": EVERYBODY,
    "code board-edit": EVERYBODY,
    "code board-down": HEADS | DECIDERS,
    "question board-wrong": EVERYBODY,
    "number deed-write": DECIDERS,
    "code deed-write": DECIDERS,
    "number deed-release": DECIDERS,
    "question deed-write": DECIDERS,
    "question deed-write-check": DECIDERS,
    "question deed-write-name": DECIDERS,
    "question deed-release": DECIDERS,
    "question deed-release-why": DECIDERS,
    "route my-data": EVERYBODY,
    "route data-withdraw": EVERYBODY,
    "route data-erase": EVERYBODY,
    "question my-data": EVERYBODY,
    "question my-data-call": EVERYBODY,
    "question data-withdraw": EVERYBODY,
    "question data-erase": EVERYBODY,
    "form deed": EVERYBODY,
    "route duty-list": EVERYBODY,
    "route duty-finished": EVERYBODY,
    "number duty-number-done": EVERYBODY,
    "number duty-number-undone": EVERYBODY,
    "number duty-number-later": EVERYBODY,
    "number duty-number-look": EVERYBODY,
    "number duty-number-pass": EVERYBODY,
    "phrase duty-number-done": EVERYBODY,
    "phrase duty-number-undone": EVERYBODY,
    "phrase duty-number-later": EVERYBODY,
    "phrase duty-number-pass": EVERYBODY,
    "question duty-later": EVERYBODY,
    "question duty-pass": EVERYBODY,
    "question duty-all": EVERYBODY,
    "route feed": EVERYBODY,
    "route feed-renew": EVERYBODY,
    "route duty-board": DECIDERS | {R.ADMIN},
    "route duty-call": DECIDERS | {R.ADMIN},
    "number duty-board-look": DECIDERS | {R.ADMIN},
    "number duty-board-accept": DECIDERS | {R.ADMIN},
    "number duty-board-return": DECIDERS | {R.ADMIN},
    "number duty-board-excuse": DECIDERS | {R.ADMIN},
    "question duty-buttons": EVERYBODY,
    "question duty-done": EVERYBODY,
    "question rest-who": DECIDERS | {R.ADMIN},
    "question rest-until": EVERYBODY,
    "question duty-return": DECIDERS | {R.ADMIN},
    "number announce-loud": DECIDERS,
    "number announce-forward": DECIDERS,
    "number announce-notice": DECIDERS,
    "route announce": DECIDERS,
    "phrase announce": DECIDERS,
    "route announce-list": DECIDERS,
    "number announce-look": DECIDERS,
    "number announce-stop": DECIDERS,
    "number announce-calls": DECIDERS,
    "number announce-who-saw": DECIDERS,
    "number announce-who-did-not": DECIDERS,
    "number announcement-approved": DECIDERS,
    "number announcement-seen": EVERYBODY,
    "phrase hear": EVERYBODY,
    "question hear-which": EVERYBODY,
    "question announce-text": DECIDERS,
    "question announce-to": DECIDERS,
    "question announce-more": DECIDERS,
    "question announce-which": DECIDERS,
    "question announce-narrower": DECIDERS,
    "question announce-urgent": DECIDERS,
    "question announce-people": DECIDERS,
    "question announce-check": DECIDERS,
    "question announce-second": DECIDERS,
    "question announce-waiting": DECIDERS,
    "question announcement-approve": DECIDERS,
    "question announcement-why": DECIDERS,
    "phrase rest": EVERYBODY,
    "phrase rest-after": EVERYBODY,
    "phrase rest-end": EVERYBODY,
    **dict.fromkeys(
        (
            "route movement-list",
            "route movement-add",
            "route week-page",
            *(f"number movement-{name}" for name in ("look", "look-report", "accept", "return")),
            *(f"number movement-{name}" for name in ("unheard", "more", "close")),
            *(f"number movement-{name}" for name in ("paper", "interim", "final", "picture")),
            *(f"question movement-{name}" for name in ("name", "kind", "field", "to", "targets")),
            *(f"question movement-{name}" for name in ("ready", "card", "end", "why")),
        ),
        DECIDERS,
    ),
    **dict.fromkeys(
        (
            "route movement-own",
            *(f"number movement-{name}" for name in ("clear", "look-own", "join", "leave")),
            "number movement-pledge",
            *(f"question movement-{name}" for name in ("unit", "as", "choose", "pledge")),
            *(f"question movement-{name}" for name in ("progress", "progress-which", "target")),
            "question movement-returned",
            "phrase movement-join",
            "phrase movement-progress",
        ),
        EVERYBODY,
    ),
    # The calendar and the plan.
    **dict.fromkeys(
        (
            "route calendar",
            "route holiday-list",
            "number calendar-cancel",
            *(f"question calendar-{name}" for name in ("add", "add-check", "add-day", "cancel")),
            *(f"question calendar-{name}" for name in ("helper", "move")),
            *(f"question year-{name}" for name in ("pick", "edit", "make")),
            *(f"phrase calendar-{name}" for name in ("move", "remind", "helper", "add")),
            *(f"phrase holiday-{name}" for name in ("off", "on", "back")),
            "phrase year-begin",
            "file year-file",
        ),
        DECIDERS | {R.ADMIN},
    ),
    **dict.fromkeys(
        (
            "route plan",
            "phrase plan-paste",
            "file plan-file",
            *(f"question plan-{name}" for name in ("pick", "edit", "make", "paste")),
        ),
        DECIDERS,
    ),
}
WAYS = (
    {f"route {name}": use.action for name, use in BOOK.routes.items()}
    | {f"number {name}": use.action for name, use in BOOK.numbered.items()}
    | {f"code {name}": use.action for name, use in BOOK.coded.items()}
    | {f"question {name}": use.action for name, use in BOOK.questions.items()}
    | {f"form {name}": use.action for name, use in BOOK.forms.items()}
    | {f"phrase {name}": use.action for name, use in BOOK.phrases.items()}
    | {f"file {name}": use.action for name, use in BOOK.files.items()}
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
    """A deed of hamlet 1 that person 5 told, person 6 typed, and that praises person 4."""

    teller_id: int = 5
    typist_id: int = 6
    doer_id: int | None = 4
    hamlet_id: int | None = 1
    who: str = "bà Mận bán xôi"
    texts: tuple[str, ...] = ("bà Mận bán xôi", "đem ví ra nhờ ông Sấu tìm người mất")


HEAD_OF_1 = ((R.HAMLET_HEAD, 1),)
FRONT_HEAD_OF_1 = ((R.HAMLET_FRONT_HEAD, 1),)
OFFICER = ((R.TDKT_OFFICER, None),)


@pytest.mark.parametrize(
    ("person", "roles", "action", "allowed"),
    [
        (5, (), Action.SEE_OWN_DEED, True),
        (6, (), Action.SEE_OWN_DEED, True),  # who typed it for somebody keeps its receipt
        (7, (), Action.SEE_OWN_DEED, False),
        (4, (), Action.SEE_OWN_DEED, False),
        (7, FRONT_HEAD_OF_1, Action.CONFIRM_DEED, True),
        (6, HEAD_OF_1, Action.CONFIRM_DEED, False),
        (4, HEAD_OF_1, Action.CONFIRM_DEED, False),
        (4, OFFICER, Action.DECIDE_DEED, False),
        (6, OFFICER, Action.DECIDE_DEED, True),
        (7, HEAD_OF_1, Action.HIDE_DEED, True),
        (5, HEAD_OF_1, Action.HIDE_DEED, False),
        (5, OFFICER, Action.HIDE_DEED, True),
        (4, OFFICER, Action.HIDE_DEED, False),
        (4, HEAD_OF_1, Action.SEEK_CONSENT, False),
        (5, HEAD_OF_1, Action.SEEK_CONSENT, True),
        (7, ((R.HAMLET_HEAD, 2),), Action.SEEK_CONSENT, False),
        (8, OFFICER, Action.SEEK_CONSENT, True),
        (4, OFFICER, Action.PUBLISH_DEED, False),
        (4, OFFICER, Action.RELEASE_DEED, False),
        (7, HEAD_OF_1, Action.RELEASE_DEED, False),
        (7, HEAD_OF_1, Action.TAKE_DOWN_DEED, True),
        (7, ((R.HAMLET_HEAD, 2),), Action.TAKE_DOWN_DEED, False),
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


@pytest.mark.parametrize(
    ("name", "action", "allowed"),
    [
        ("Ông Sấu", Action.CONFIRM_DEED, False),  # named in the story
        ("Bà Mận", Action.CONFIRM_DEED, False),  # praised
        ("Ông Tre", Action.CONFIRM_DEED, True),
        ("Ông Sấu", Action.HIDE_DEED, False),
        ("Ông Sấu", Action.SEEK_CONSENT, True),
        ("Bà Mận", Action.SEEK_CONSENT, False),
    ],
)
def test_who_is_named_in_the_case(name: str, action: Action, allowed: bool) -> None:
    assert may(Viewer(7, HEAD_OF_1, name), action, SomeDeed()) is allowed


def test_an_officer_who_is_praised_decides_nothing_of_it() -> None:
    officer = Viewer(8, OFFICER, "Bà Mận")

    for action in (Action.DECIDE_DEED, Action.PUBLISH_DEED, Action.RELEASE_DEED):
        assert not may(officer, action, SomeDeed())


def test_a_deed_without_a_hamlet_is_no_heads() -> None:
    nowhere = SomeDeed(hamlet_id=None)

    assert not may(Viewer(7, HEAD_OF_1), Action.CONFIRM_DEED, nowhere)

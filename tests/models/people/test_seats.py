"""Who holds a seat on a bot, when whoever runs the commune is told that it fills up, and what it
costs to tell people something.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bot.dialogue.messages import Plan, Window
from models.base import to_ms
from models.machine.ledger import count
from models.machine.push import open_pushes
from models.people.invitations import VALID_FOR, accept_invitation, make_invitation
from models.people.outreach import Cost, cost_of_telling
from models.people.person import P, Persons, note_gone
from models.people.role import Role
from models.people.seats import (
    MeetingPlace,
    free_seats,
    place_for_one,
    reserved,
    warn_of_limits,
)
from models.store import Tx
from tests.fakes.scene import BOT, Actor, Scene

PLAN = Plan(seats=50, messages=100)
HERE = MeetingPlace(BOT, "https://zalo.me/1", PLAN)
OTHER = MeetingPlace("zalo-2", "https://zalo.me/2", PLAN)
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55, included=1,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
ACCOUNT = MeetingPlace(BOT, "https://zalo.me/oa", window=WINDOW)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    stage.close()


def invited(tx: Tx, now: datetime, bot: str = BOT, times: int = 1) -> list[str]:
    """Invite so many hamlet heads to a bot; return their codes."""
    return [
        make_invitation(tx, Role.TDKT_OFFICER, None, "Ông Sấu", 0, now, bot) for _ in range(times)
    ]


def spoke(scene: Scene, actor: Actor, **ago: float) -> None:
    """Let a person have spoken last so long ago."""
    at = to_ms(scene.now - timedelta(**ago))
    with scene.write() as tx:
        tx.connection.execute(
            text("UPDATE conversation SET spoke_ms = :at WHERE chat = :chat"),
            {"at": at, "chat": actor.chat},
        )


# --- seats ---------------------------------------------------------------------------------------


def test_an_invitation_holds_a_seat_until_it_is_used(scene: Scene) -> None:
    scene.person("Bà Bưởi")
    sau = scene.person("Ông Sấu")
    with scene.write() as tx:
        code = invited(tx, scene.now)[0]
        invited(tx, scene.now, "zalo-2")
        assert (free_seats(tx, HERE, scene.now), reserved(tx, BOT, scene.now)) == (47, 1)

        accept_invitation(tx, code, sau.id, scene.now)
        assert (free_seats(tx, HERE, scene.now), reserved(tx, BOT, scene.now)) == (48, 0)


def test_an_invitation_that_ended_lets_its_seat_go(scene: Scene) -> None:
    with scene.write() as tx:
        invited(tx, scene.now)
        last = scene.now + VALID_FOR

        assert free_seats(tx, HERE, last - timedelta(seconds=1)) == 49
        assert free_seats(tx, HERE, last) == 50


def test_where_nothing_is_counted_there_are_no_seats(scene: Scene) -> None:
    with scene.write() as tx:
        assert free_seats(tx, MeetingPlace("web", ""), scene.now) is None
        assert place_for_one(tx, (MeetingPlace("web", ""), ACCOUNT), scene.now) is None


def test_the_fifty_first_goes_to_the_next_bot_and_then_nowhere(scene: Scene) -> None:
    with scene.write() as tx:
        invited(tx, scene.now, times=49)
        assert place_for_one(tx, (HERE, OTHER), scene.now) is HERE
        invited(tx, scene.now)
        assert place_for_one(tx, (HERE, OTHER), scene.now) is OTHER
        invited(tx, scene.now, OTHER.bot, times=50)
        assert place_for_one(tx, (HERE, OTHER), scene.now) is None


# --- warnings ------------------------------------------------------------------------------------


def warnings(scene: Scene, actor: Actor) -> list[str]:
    """What somebody is to be told of the limits, oldest first."""
    with scene.write() as tx:
        return [one.name for one in open_pushes(tx, actor.id)]


def look(scene: Scene, *places: MeetingPlace) -> None:
    """Look at the limits, as a tick does."""
    with scene.write() as tx:
        warn_of_limits(tx, places or (HERE,), scene.commune.today(scene.now), scene.now)


def use(scene: Scene, day: date, **messages: int) -> None:
    with scene.write() as tx:
        count(tx, BOT, day, **messages)


def test_administrators_and_officers_hear_once_of_forty_five_people(scene: Scene) -> None:
    lim, lua = scene.person("Anh Lim", Role.ADMIN), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    da, sau = (
        scene.person("Ông Đa", Role.COMMUNE_CHAIR),
        scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài"),
    )
    with scene.write() as tx:
        invited(tx, scene.now, times=40)  # and four who have written
    look(scene)
    assert warnings(scene, lim) == []

    with scene.write() as tx:
        invited(tx, scene.now)
    look(scene)
    look(scene, HERE, OTHER)

    assert [warnings(scene, p) for p in (lim, lua, da, sau)] == [
        ["seats-low"], ["seats-low"], [], [],
    ]  # fmt: skip


def test_a_larger_plan_fills_up_too(scene: Scene) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    larger = replace(HERE, plan=Plan(seats=60, messages=100))
    with scene.write() as tx:
        invited(tx, scene.now, times=50)
    look(scene)
    look(scene, larger)
    assert warnings(scene, lua) == ["seats-low"]

    with scene.write() as tx:
        invited(tx, scene.now, times=3)
    look(scene, larger)
    assert warnings(scene, lua) == ["seats-low"] * 2


def test_messages_are_warned_of_at_eighty_and_at_ninety_five_each_month(scene: Scene) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    today = scene.commune.today(scene.now)
    use(scene, today, received=40, sent=39)
    look(scene)
    assert warnings(scene, lua) == []

    use(scene, today, received=1)
    look(scene)
    look(scene)
    assert warnings(scene, lua) == ["messages-low"]

    use(scene, today, sent=15)
    look(scene)
    look(scene)
    assert warnings(scene, lua) == ["messages-low", "messages-spared"]

    scene.now += timedelta(days=30)
    look(scene)
    assert len(warnings(scene, lua)) == 2
    use(scene, scene.commune.today(scene.now), received=80)
    look(scene)
    assert warnings(scene, lua)[2:] == ["messages-low"]


def test_whoever_holds_both_offices_hears_once(scene: Scene) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    with scene.write() as tx:
        code = make_invitation(tx, Role.ADMIN, None, "", 0, scene.now)
        accept_invitation(tx, code, lua.id, scene.now)
    use(scene, scene.commune.today(scene.now), sent=80)
    look(scene)

    assert warnings(scene, lua) == ["messages-low"]


# --- money ---------------------------------------------------------------------------------------


def only(actor: Actor) -> Persons:
    """The query of one person."""
    return select(P.id).where(P.id == actor.id)


def test_what_telling_people_costs_by_when_they_wrote_last(scene: Scene) -> None:
    people = [scene.person(f"Bà {name}") for name in ("Bưởi", "Na", "Mơ", "Táo", "Sen", "Cúc")]
    ago = ({"hours": 48}, {"hours": 49}, {"days": 6}, {"days": 7}, {"days": 364}, {"days": 365})
    for actor, span in zip(people, ago, strict=True):
        spoke(scene, actor, **span)
    persons = select(P.id).where(P.id.in_([actor.id for actor in people]))
    today = scene.commune.today(scene.now)

    with scene.write() as tx:
        cost = cost_of_telling(tx, persons, (ACCOUNT,), today, scene.now)
        # one message after the free hours is included, one costs 55, two are the template's
        assert cost == Cost(free=1, charged=2, knocked=2, dong=55 + 2 * 200, unreached=1)

        count(tx, BOT, today, sent=1, charged=1, dong=0)
        later = cost_of_telling(tx, persons, (ACCOUNT,), today, scene.now)
        assert later.dong == 2 * 55 + 2 * 200  # nothing is included any more


def test_another_channel_that_costs_nothing_comes_first(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")
    spoke(scene, buoi, days=3)
    with scene.write() as tx:
        for statement in (
            f"INSERT INTO account (person_id, bot, sender, name, refusals, phone) "  # noqa: S608
            f"VALUES ({buoi.id}, 'zalo-2', 'b', '', 0, '')",
            "INSERT INTO conversation (bot, chat, sender, state, heard, spoke_ms, touched_ms, "
            "draft_form, draft_complete) VALUES ('zalo-2', 'b', 'b', '{}', '{}', 1, 0, '', 0)",
        ):
            tx.connection.execute(text(statement.replace(":", "\\:")))
        today = scene.commune.today(scene.now)

        cost = cost_of_telling(tx, only(buoi), (ACCOUNT, OTHER), today, scene.now)
        assert cost == Cost(free=1)
        cost = cost_of_telling(tx, only(buoi), (ACCOUNT,), today, scene.now)
        assert cost == Cost(charged=1)


def test_whoever_cannot_be_reached_costs_nothing(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")
    spoke(scene, buoi, hours=1)
    with scene.write() as tx:
        note_gone(BOT)(tx, buoi.chat, to_ms(scene.now))

        cost = cost_of_telling(
            tx, only(buoi), (ACCOUNT,), scene.commune.today(scene.now), scene.now
        )
        assert cost == Cost(unreached=1)

"""On which bot each of many people is told something, in how many messages, for how much."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select, text

from bot.dialogue.messages import Plan, Window
from models.base import to_ms
from models.machine.conversation import INSERT, Way, ways_to_reach, ways_to_reach_all
from models.machine.ledger import count
from models.people.outreach import Outreach, Share, outreach
from models.people.person import KNOCKED, Account, P, Persons
from models.people.seats import MeetingPlace
from models.people.ways import How, how_to_tell, only_ways
from tests.fakes.scene import Actor, Scene

WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55, included=3,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
MS = timedelta(milliseconds=1)
OA = MeetingPlace("zalo-oa", "", window=WINDOW)
BOT = MeetingPlace("zalo-1", "", Plan(seats=50, messages=100))
TELEGRAM = MeetingPlace("telegram", "")
WEB = MeetingPlace("web", "", pushes=False)
PLACES = (BOT, OA, TELEGRAM, WEB)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url)
    yield made
    made.close()


def talks(scene: Scene, actor: Actor, bot: str, **ago: float) -> Actor:
    """Let a person talk on one more channel, where they spoke so long ago."""
    chat = f"{actor.chat}-{bot}"
    at = {"at": to_ms(scene.now - timedelta(**ago)), "bot": bot, "chat": chat, "who": actor.id}
    with scene.write() as tx:
        for statement in (
            "INSERT INTO account (person_id, bot, sender, name, refusals, phone) "
            "VALUES (:who, :bot, :chat, '', 0, '')",
            "INSERT INTO conversation (bot, chat, sender, state, heard, spoke_ms, touched_ms, "
            "draft_form, draft_complete) VALUES (:bot, :chat, :chat, :none, :none, :at, 0, '', 0)",
        ):
            tx.connection.execute(text(statement), {**at, "none": "{}"})
    return actor


def those(people: Sequence[int]) -> Persons:
    """The query of these people."""
    return select(P.id).where(P.id.in_(people))


def told(scene: Scene, *people: Actor, urgent: bool = False, **parts: int) -> Outreach:
    """What telling them takes."""
    named = {key.replace("_", "-"): value for key, value in parts.items()}
    with scene.write() as tx:
        day = scene.commune.today(scene.now)
        persons = those([actor.id for actor in people])
        return outreach(tx, persons, PLACES, named, day, scene.now, urgent=urgent)


def test_each_part_of_a_text_is_paid_for_once_those_included_are_used(scene: Scene) -> None:
    people = [talks(scene, scene.person(f"Bà {n}"), "zalo-oa", days=3) for n in range(2)]
    found = told(scene, *people, zalo_oa=2)
    assert found == Outreach((Share("zalo-oa", charged=2, messages=4, dong=55),), 0)


def test_the_template_is_one_message_and_never_twice(scene: Scene) -> None:
    buoi = talks(scene, scene.person("Bà Bưởi"), "zalo-oa", days=30)
    found = told(scene, buoi, zalo_oa=2)
    assert found.shares == (Share("zalo-oa", knocked=1, messages=1, dong=200),)
    with scene.write() as tx:
        sender = f"{buoi.chat}-zalo-oa"
        tx.run(KNOCKED, of_bot="zalo-oa", of_sender=sender, at=to_ms(scene.now))
    assert told(scene, buoi) == Outreach((), unreached=1)


def test_a_month_that_is_spent_leads_to_another_channel_but_no_page(scene: Scene) -> None:
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), sent=94)
    first, second, third = (talks(scene, scene.person(f"Bà {n}"), "zalo-1") for n in range(3))
    talks(scene, second, "telegram", days=9)
    talks(scene, third, "web", hours=1)
    found = told(scene, first, second, third)
    assert found.shares == (
        Share("zalo-1", left=1, free=1, waits=1, messages=1),
        Share("telegram", free=1, messages=1),
    )
    urgent = told(scene, first, second, third, urgent=True)
    assert [share.persons for share in urgent.shares] == [3]


def test_who_waits_for_a_spent_month_is_not_told_on_a_page(scene: Scene) -> None:
    """Not even where the bot has been refused there lately."""
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), sent=95)
    buoi = talks(scene, talks(scene, scene.person("Bà Bưởi"), "zalo-1"), "web", hours=1)
    with scene.write() as tx:
        tx.connection.execute(text("UPDATE account SET refusals = 1 WHERE bot = 'zalo-1'"))
    assert sum(share.waits for share in told(scene, buoi).shares) == 1
    assert sum(share.messages for share in told(scene, buoi).shares) == 0


def test_groups_are_told_after_the_people_with_what_is_left(scene: Scene) -> None:
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), sent=92)
    people = those([talks(scene, scene.person(f"Bà {n}"), "zalo-1").id for n in range(2)])
    with scene.write() as tx:
        day = scene.commune.today(scene.now)
        groups = {BOT.bot: 2, TELEGRAM.bot: 1}
        found = outreach(tx, people, PLACES, {}, day, scene.now, groups=groups)
    assert found.shares == (
        Share("zalo-1", left=3, free=2, groups=1, groups_untold=1, messages=3),
        Share("telegram", groups=1, messages=1),
    )


def test_what_comes_by_itself_and_costs_nothing_goes_first(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")
    for place, ago in ((WEB, 0), (OA, 60), (TELEGRAM, 900)):
        talks(scene, buoi, place.bot, hours=ago)
    assert [share.bot for share in told(scene, buoi).shares] == ["telegram"]


def test_a_bot_that_is_stopped_reaches_nobody(scene: Scene) -> None:
    buoi = talks(scene, scene.person("Bà Bưởi"), "telegram")
    with scene.write() as tx:
        day = scene.commune.today(scene.now)
        places = (replace(TELEGRAM, stopped=True),)
        found = outreach(tx, those([buoi.id]), places, {}, day, scene.now)
    assert found == Outreach((), unreached=1)


def test_the_ways_of_many_are_those_of_each(scene: Scene) -> None:
    people = [scene.person(f"Bà {n}") for n in range(3)]
    talks(scene, people[0], "telegram", hours=1)
    talks(scene, people[2], "web", hours=2)
    persons = [actor.id for actor in people]
    with scene.write() as tx:
        found = ways_to_reach_all(tx, those(persons), ("script", "telegram", "web"))
        assert found == {person: ways_to_reach(tx, person) for person in persons}


# --- many people ---------------------------------------------------------------------------------


@pytest.mark.parametrize("each", [1, 2, 3])
def test_what_is_left_of_a_month_goes_as_far_as_it_does_person_by_person(
    scene: Scene, each: int
) -> None:
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), sent=90)
    people = [talks(scene, scene.person(f"Bà {n}"), "zalo-1") for n in range(7)]
    told_now = -(-5 // each)
    assert told(scene, *people, zalo_1=each).shares == (
        Share("zalo-1", left=5, free=told_now, waits=7 - told_now, messages=told_now * each),
    )


def test_who_is_counted_by_the_database_is_told_as_who_is_looked_at(scene: Scene) -> None:
    """At each bound, a millisecond before and after it, with and without the template."""
    bounds = [span for bound in (WINDOW.free, WINDOW.most, WINDOW.knock_within) for span in
              (bound - MS, bound, bound + MS)]  # fmt: skip
    knocked = [None, timedelta(days=400), timedelta(hours=1)]
    expected: Counter[How] = Counter()
    persons = []
    for number, (span, knock) in enumerate(product(bounds, knocked)):
        actor = scene.person(f"Bà {number}")
        persons.append(actor.id)
        sender, spoke = f"{actor.chat}-zalo-oa", to_ms(scene.now - span)
        with scene.write() as tx:
            at = to_ms(scene.now - knock) if knock is not None else None
            tx.session.add(Account(person_id=actor.id, bot=OA.bot, sender=sender, knocked_ms=at))
            tx.run(INSERT, bot=OA.bot, chat=sender, sender=sender)
            tx.connection.execute(
                text("UPDATE conversation SET spoke_ms = :at WHERE chat = :chat"),
                {"at": spoke, "chat": sender},
            )
        way = Way(OA.bot, sender, sender, spoke, 0, at or 0)
        expected[how_to_tell(way, WINDOW, scene.now)] += 1
    with scene.write() as tx:
        query = only_ways(those(persons), {OA.bot: OA}, scene.now)
        found = {How(how): people for _, how, people in tx.session.execute(query)}
    assert found == expected
    assert set(found) == set(How) - {How.LATER}

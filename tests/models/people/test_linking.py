"""What goes over with an account when two people turn out to be one, and comes back when they were
two after all.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import UniqueConstraint
from sqlmodel import col, select

from bot.dialogue.messages import Address
from models.machine import audit
from models.machine.push import Push, push
from models.people.becoming_one import FILLED, ONCE, columns_of_person
from models.people.consent import TEXT_VERSION, Consent, give_consent, withdraw_consent
from models.people.linking import (
    AccountLink,
    CannotLink,
    LinkState,
    Why,
    draw_code,
    forget_links,
    link_accounts,
    links_of,
    offer_link,
    send_code,
    unlink_account,
)
from models.people.person import Account, Person
from models.people.role import Role, roles_of
from models.permissions import Viewer
from models.store import Tx
from models.tables import METADATA
from models.work.deed import Deed
from models.work.list_numbers import case_of_number, number_for
from models.work.receipts import make_code, normalise
from tests.fakes.scene import BOT, KEY, Actor, Scene


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    with stage.write() as tx:
        assert audit.verify(tx, KEY).broken_at == 0
    stage.close()


@pytest.fixture
def page(scene: Scene) -> Actor:
    """Whoever makes the code."""
    return scene.person("Bà Bưởi")


@pytest.fixture
def phone(scene: Scene) -> Actor:
    """Whoever sends it."""
    return scene.person("Bưởi bán cam")


def viewer(tx: Tx, actor: Actor) -> Viewer:
    """Whoever asks, with the roles held now."""
    return Viewer(actor.id, roles_of(tx, actor.id), actor.name)


def at(actor: Actor) -> Address:
    """Somebody's conversation."""
    return Address(BOT, actor.chat, actor.chat)


def link(scene: Scene, here: Actor, there: Actor) -> int:
    """All the way to two accounts of one person; return the link's row."""
    with scene.write() as tx:
        code = offer_link(tx, viewer(tx, here), at(here), scene.now)
        found = send_code(tx, viewer(tx, there), at(there), code, scene.now)
        link_accounts(tx, viewer(tx, here), at(here), found, scene.now)
        assert found.id is not None
        return found.id


def unlink(scene: Scene, actor: Actor, row: int) -> None:
    """Take it apart."""
    with scene.write() as tx:
        unlink_account(tx, viewer(tx, actor), tx.session.get_one(AccountLink, row), scene.now)


def pointing_at(scene: Scene, person: int) -> dict[str, list[int]]:
    """Every row that points at a person, by table and column, but for what was asked and told
    about the link itself.
    """
    with scene.write() as tx:
        asked = select(Push.id).where(col(Push.about).startswith("link "))
        about_links = set(tx.session.exec(asked))
        found = {
            f"{column.table.name}.{column.name}": list(
                tx.session.execute(
                    select(column.table.c.id).where(column == person).order_by(column.table.c.id)
                ).scalars()
            )
            for column in columns_of_person()
        }
    found["push.person_id"] = [n for n in found["push.person_id"] if n not in about_links]
    return {name: rows for name, rows in found.items() if rows}


def told_by(scene: Scene, actor: Actor, who: str, hamlet: str, story: str) -> None:
    """Have a deed told and sent."""
    actor.tells_deed(who=who, hamlet=hamlet, story=story)
    actor.chooses("Gửi")
    scene.wait(minutes=1)


# --- what goes along -----------------------------------------------------------------------------


def test_every_column_that_points_at_a_person_is_known() -> None:
    own = {"account.person_id", "accountlink.person_id", "accountlink.from_person"}
    declared = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "person"
    }

    assert {f"{c.table.name}.{c.name}" for c in columns_of_person()} == declared - own
    assert all("id" in column.table.c for column in columns_of_person())


def test_every_value_that_a_person_has_once_is_known() -> None:
    """A new constraint of that kind has to be written down, or a link breaks at it."""
    pointing = {(column.table.name, column.name) for column in columns_of_person()}
    once = {
        (
            f"{table.name}.{column.name}",
            tuple(o.name for o in constraint.columns if o is not column),
        )
        for table in METADATA.sorted_tables
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
        if (table.name, column.name) in pointing
    }

    assert once
    assert once <= {(key, name) for key, names in ONCE.items() for name in names}


def test_the_rows_of_the_other_person_come_over_and_go_back(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    told_by(scene, page, "Bà Mận bán xôi", "Đoài", "Nhặt được ví có 3 triệu, trả lại người mất")
    told_by(scene, phone, "Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")
    with scene.write() as tx:
        give_consent(tx, phone.id, BOT, 1, scene.now)
        push(tx, phone.id, "deed-news", scene.now, about="deed 2")
    ours, theirs = pointing_at(scene, page.id), pointing_at(scene, phone.id)
    assert theirs.keys() >= {"deed.teller_id", "deed.typist_id", "consent.person_id"}

    row = link(scene, page, phone)
    assert pointing_at(scene, phone.id) == {}
    for name, rows in theirs.items():
        assert pointing_at(scene, page.id)[name] == sorted([*ours.get(name, []), *rows])

    unlink(scene, page, row)
    assert pointing_at(scene, page.id) == ours
    assert pointing_at(scene, phone.id) == theirs


def test_what_came_after_stays_with_the_person_of_that_time(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    row = link(scene, page, phone)
    told_by(scene, phone, "Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")
    unlink(scene, page, row)

    with scene.write() as tx:
        assert tx.session.exec(select(Deed.teller_id)).one() == page.id


def test_what_was_given_away_meanwhile_does_not_come_back(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    told_by(scene, phone, "Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")
    row = link(scene, page, phone)
    third = scene.person("Cô Sim")
    with scene.write() as tx:
        tx.session.exec(select(Deed)).one().teller_id = third.id
    unlink(scene, page, row)

    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        assert (deed.teller_id, deed.typist_id) == (third.id, phone.id)


def test_numbers_that_both_have_stay_where_they_are(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        assert number_for(tx, page.id, "deed 1", scene.now) == 1
        assert number_for(tx, phone.id, "deed 2", scene.now) == 1  # the same number
        assert number_for(tx, phone.id, "deed 1", scene.now) == 2  # the same case
        assert number_for(tx, phone.id, "deed 3", scene.now) == 3
    row = link(scene, page, phone)

    with scene.write() as tx:
        assert [case_of_number(tx, page.id, n) for n in (1, 2, 3)] == ["deed 1", None, "deed 3"]
        assert number_for(tx, page.id, "deed 2", scene.now) == 4
    unlink(scene, page, row)
    with scene.write() as tx:
        assert [case_of_number(tx, phone.id, n) for n in (1, 2, 3)] == [
            "deed 2",
            "deed 1",
            "deed 3",
        ]


def test_with_another_account_left_the_other_person_keeps_the_rows(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        tx.session.add(Account(person_id=phone.id, bot="web", sender="p-1"))
        push(tx, phone.id, "deed-news", scene.now)
    row = link(scene, page, phone)

    with scene.write() as tx:
        assert tx.session.get_one(AccountLink, row).moved == {}
        assert phone.id in tx.session.exec(select(Push.person_id)).all()


# --- name, pronouns, consent ---------------------------------------------------------------------


def test_name_and_pronouns_stay_and_empty_ones_are_filled(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        ours, theirs = tx.session.get_one(Person, page.id), tx.session.get_one(Person, phone.id)
        ours.name, ours.you, ours.me = "Bà Bưởi", "", ""
        theirs.name, theirs.you, theirs.me = "Bưởi bán cam", "bà", "cháu"
    row = link(scene, page, phone)
    assert said_of(scene, page) == ("Bà Bưởi", "bà", "cháu", TEXT_VERSION)

    unlink(scene, page, row)
    assert said_of(scene, page) == ("Bà Bưởi", "", "", TEXT_VERSION)
    assert said_of(scene, phone) == ("Bưởi bán cam", "bà", "cháu", TEXT_VERSION)


def test_what_was_said_anew_meanwhile_stays(scene: Scene, page: Actor, phone: Actor) -> None:
    with scene.write() as tx:
        tx.session.get_one(Person, phone.id).you = "bà"
    row = link(scene, page, phone)
    with scene.write() as tx:
        tx.session.get_one(Person, page.id).you = "cô"
    unlink(scene, page, row)

    assert said_of(scene, page)[1] == "cô"
    assert said_of(scene, phone)[1] == "bà"


def said_of(scene: Scene, actor: Actor) -> tuple[str, ...]:
    """What stands in somebody's own row."""
    with scene.write() as tx:
        person = tx.session.get_one(Person, actor.id)
        return tuple(getattr(person, name) for name in FILLED)


def test_a_consent_that_was_withdrawn_by_one_is_withdrawn_by_both(scene: Scene) -> None:
    page, phone = scene.person("Bà Bưởi", agreed=False), scene.person("Bưởi", agreed=False)
    with scene.write() as tx:
        give_consent(tx, phone.id, BOT, 1, scene.now)
    row = link(scene, page, phone)
    assert said_of(scene, page)[3] == TEXT_VERSION
    with scene.write() as tx:
        withdraw_consent(tx, page.id, scene.now)
    unlink(scene, page, row)

    assert said_of(scene, page)[3] == said_of(scene, phone)[3] == ""


def test_a_consent_given_anew_stays_with_whoever_gave_it(scene: Scene) -> None:
    page, phone = scene.person("Bà Bưởi", agreed=False), scene.person("Bưởi", agreed=False)
    with scene.write() as tx:
        give_consent(tx, phone.id, BOT, 1, scene.now)
    row = link(scene, page, phone)
    with scene.write() as tx:
        withdraw_consent(tx, page.id, scene.now)
        give_consent(tx, page.id, BOT, 2, scene.now)
    unlink(scene, page, row)

    assert said_of(scene, page)[3] == TEXT_VERSION
    assert said_of(scene, phone)[3] == ""
    with scene.write() as tx:
        query = select(Consent.person_id).order_by(col(Consent.id))
        assert list(tx.session.exec(query)) == [phone.id, page.id]


# --- what cannot be ------------------------------------------------------------------------------


def test_the_answer_from_another_account_of_the_person_is_none(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        code = offer_link(tx, viewer(tx, page), at(page), scene.now)
        found = send_code(tx, viewer(tx, phone), at(phone), code, scene.now)
        with pytest.raises(CannotLink) as refusal:
            link_accounts(tx, viewer(tx, page), Address("web", "p-1", "p-1"), found, scene.now)
        assert refusal.value.why is Why.LATE
        with pytest.raises(CannotLink):
            link_accounts(tx, viewer(tx, phone), at(page), found, scene.now)
        assert found.state == LinkState.SENT


def test_a_code_that_was_drawn_before_is_drawn_anew(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    drawn = iter([make_code(4_071_238), make_code(4_071_238), make_code(4_071_239)])
    with scene.write() as tx:
        first = offer_link(tx, viewer(tx, page), at(page), scene.now, lambda: next(drawn))
        second = offer_link(tx, viewer(tx, phone), at(phone), scene.now, lambda: next(drawn))

    assert (first, second) == (make_code(4_071_238), make_code(4_071_239))


def test_no_group_of_a_code_begins_with_a_zero() -> None:
    drawn = [draw_code() for _ in range(200)]

    assert all(normalise(code) == code for code in drawn)
    assert not any("0" in (code[0], code[4]) for code in drawn)


def test_a_role_reaches_the_other_account_with_the_person_only(scene: Scene, phone: Actor) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    row = link(scene, lua, phone)
    unlink(scene, lua, row)

    with scene.write() as tx:
        assert roles_of(tx, phone.id) == ()
        assert [held for held, _ in roles_of(tx, lua.id)] == [Role.TDKT_OFFICER]


# --- several, one after the other ----------------------------------------------------------------


def test_whoever_was_linked_before_can_be_taken_apart_one_after_the_other(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    third = scene.person("Cô Sim")
    before = {actor.id: pointing_at(scene, actor.id) for actor in (page, phone, third)}
    first = link(scene, phone, third)
    second = link(scene, page, phone)
    with scene.write() as tx:
        assert [found.id for found in links_of(tx, viewer(tx, page))] == [second]
    unlink(scene, page, second)
    unlink(scene, phone, first)

    assert {actor.id: pointing_at(scene, actor.id) for actor in (page, phone, third)} == before
    with scene.write() as tx:
        accounts = tx.session.exec(select(Account.person_id).order_by(col(Account.id))).all()
        assert list(accounts) == [page.id, phone.id, third.id]


def test_an_older_one_waits_for_the_newer(scene: Scene, page: Actor, phone: Actor) -> None:
    older = link(scene, page, phone)
    scene.wait(minutes=1)
    link(scene, page, scene.person("Cô Sim"))

    with pytest.raises(CannotLink):
        unlink(scene, page, older)


# --- being forgotten -----------------------------------------------------------------------------


def test_with_a_person_everybody_whom_they_were_is_forgotten(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        tx.session.get_one(Person, phone.id).you = "bà"
    row = link(scene, page, phone)
    with scene.write() as tx:
        forget_links(tx, page.id)

    assert said_of(scene, phone) == ("", "", "", "")
    with pytest.raises(CannotLink):
        unlink(scene, page, row)


def test_whoever_still_speaks_elsewhere_is_not_forgotten_with_another(
    scene: Scene, page: Actor, phone: Actor
) -> None:
    with scene.write() as tx:
        tx.session.add(Account(person_id=phone.id, bot="web", sender="p-1"))
    link(scene, page, phone)
    with scene.write() as tx:
        forget_links(tx, page.id)

    assert said_of(scene, phone)[0] == "Bưởi bán cam"

"""What the commune says of itself: set by an administrator, the newest holds, nothing is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from models.law.parameters import load, parameter, rule, rule_at
from models.machine.audit import Entry
from models.people.facts import Fact, fact, facts, newest, set_fact
from models.people.person import Person
from models.people.role import Role
from models.permissions import NotAllowed, Viewer
from models.store import Tx, open_engine, transaction

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def administrator(tx: Tx) -> Viewer:
    person = Person(name="Anh Lim", created_at=NOW)
    tx.session.add(person)
    tx.session.flush()
    return Viewer(person.id or 0, ((Role.ADMIN, None),))


def test_the_newest_of_a_name_holds_and_the_older_stay(store_url: str) -> None:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        lim = administrator(tx)
        before = newest(tx)
        set_fact(tx, lim, "commune", "xã Đồng Mây", NOW)
        first = newest(tx)
        set_fact(tx, lim, "reception", "thứ Năm", NOW)
        set_fact(tx, lim, "commune", "xã Đồng Gió", NOW)

        assert fact(tx, "commune") == "xã Đồng Gió"
        assert fact(tx, "contact_name") == ""
        assert facts(tx) == {"commune": "xã Đồng Gió", "reception": "thứ Năm"}
        assert len(tx.session.exec(select(Fact)).all()) == 3
        assert len({before, first, newest(tx)}) == 3
        assert tx.entries[0] == Entry(
            lim.person, "fact.set", "fact commune", {"value": "xã Đồng Mây"}
        )
    engine.dispose()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_an_administrator_sets_anything(sqlite_url: str, role: Role) -> None:
    engine = open_engine(sqlite_url)
    with transaction(engine) as tx:
        lim = administrator(tx)
        with pytest.raises(NotAllowed):
            set_fact(tx, Viewer(lim.person, ((role, None),)), "commune", "xã Đồng Gió", NOW)
        assert facts(tx) == {}
    engine.dispose()


# --- the commune's own rules ---------------------------------------------------------------------


def test_a_rule_holds_from_the_commune_s_own_day_on(store_url: str) -> None:
    """Set at half past six in the morning of the 17th: in UTC that is still the 16th."""
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        lim = administrator(tx)
        set_fact(tx, lim, "deed_head_days", "5", datetime(2026, 11, 16, 23, 30, tzinfo=UTC))

        day_before, day = date(2026, 11, 16), date(2026, 11, 17)
        assert rule(tx, "deed_head_days", day_before) == parameter("deed_head_days", day_before)
        own = rule(tx, "deed_head_days", day)
        assert (own.value, own.unit, own.source) == (5, "working_day", "commune")
        assert (own.effective_from, own.verified) == (day, True)

        set_fact(tx, lim, "deed_head_days", "2", NOW + timedelta(days=30))
        assert rule(tx, "deed_head_days", date(2026, 12, 15)).value == 5
        assert rule(tx, "deed_head_days", date(2026, 12, 16)).value == 2
    engine.dispose()


def test_a_rule_that_was_set_at_night_holds_at_once(store_url: str) -> None:
    """A quarter to one in the commune is still the day before in UTC."""
    night = datetime(2026, 11, 16, 17, 45, tzinfo=UTC)
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        set_fact(tx, administrator(tx), "deed_undo_minutes", "0", night)

        assert rule_at(tx, "deed_undo_minutes", night + timedelta(minutes=1)).value == 0
        before = night - timedelta(hours=1)
        assert rule_at(tx, "deed_undo_minutes", before).value == 10
    engine.dispose()


def test_before_a_rule_was_in_force_there_is_none(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with transaction(engine) as tx, pytest.raises(KeyError):
        rule(tx, "deed_head_days", date(2025, 12, 31))
    engine.dispose()


def test_nothing_that_ships_claims_to_be_verified() -> None:
    assert not any(version.verified for versions in load().values() for version in versions)

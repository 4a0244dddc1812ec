"""Which deeds stand in the list of a period, and what is known of each."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from sqlmodel import select

from models.machine.audit import Audit
from models.people.role import Role, roles_of
from models.permissions import NotAllowed, Viewer
from models.store import Tx
from models.work import export
from models.work.consents import Scope, record_consent
from models.work.deciding import accept_deed, decline_deed, hide_deed, merge_deed, undo
from models.work.deed import Deed, get_deed
from models.work.export import Confirmation, DeedRow, DeedsOfPeriod
from models.work.publishing import release_deed, take_down, write_sentence
from models.work.reports import Told, send_deed, withdraw_deed
from models.work.verdicts import Says, judge_deed
from tests.fakes.scene import MORNING, Actor, Scene

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 16)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    found = Scene(store_url)
    yield found
    found.close()


@pytest.fixture
def officer(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def teller(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi")


def viewer(tx: Tx, actor: Actor) -> Viewer:
    return Viewer(actor.id, roles_of(tx, actor.id), actor.name)


def told(
    scene: Scene,
    teller: Actor,
    who: str = "Bà Mận bán xôi",
    answers: Mapping[str, Any] | None = None,
    hamlet: int | None = 1,
) -> int:
    """A deed that was told; its row."""
    report = Told(dict(answers or {}), who, f"{who} đã giúp cả xóm", hamlet)
    with scene.write() as tx:
        scene.commune.counted += 1
        return send_deed(
            tx,
            viewer(tx, teller),
            report,
            news_due=TODAY,
            head_due=TODAY,
            seed=4_071_000 + scene.commune.counted,
            now=scene.now,
        ).row


def deed_of(tx: Tx, row: int) -> Deed:
    deed = get_deed(tx, row)
    assert deed is not None
    return deed


def publish(tx: Tx, deed: Deed, desk: Viewer, head: Viewer, chair: Viewer, now: datetime) -> None:
    """Bring a deed onto the honour board: confirmed at once, agreed to in three days, released in
    four.
    """
    judge_deed(tx, head, deed, Says.TRUE, now)
    accept_deed(tx, desk, deed, now)
    agreed = now + timedelta(days=3)
    record_consent(tx, desk, deed, Scope.NAME, agreed, how="phone")
    sentence = "Một việc tốt của người trong thôn."
    write_sentence(tx, desk, deed, sentence, agreed, name=deed.who, seed=5_000_000)
    release_deed(tx, chair, deed, agreed + timedelta(days=1))


def listed(
    scene: Scene, actor: Actor, first: date = TODAY, last: date = TODAY
) -> tuple[DeedRow, ...]:
    found = DeedsOfPeriod(first, last, ZONE)
    ended = False
    while not ended:
        with scene.write() as tx:
            ended = found.read_on(tx, viewer(tx, actor))
    return found.rows


def test_a_deed_with_all_that_became_of_it(scene: Scene, officer: Actor, teller: Actor) -> None:
    head = scene.person("Ông Thóc", Role.HAMLET_HEAD, "Đoài")
    chair = scene.person("Ông Sấu", Role.COMMUNE_CHAIR)
    row = told(scene, teller)
    with scene.write() as tx:
        desk, of_hamlet, above = (viewer(tx, who) for who in (officer, head, chair))
        publish(tx, deed_of(tx, row), desk, of_hamlet, above, scene.now)

    (found,) = listed(scene, officer)

    deed = scene.deeds()[-1]
    assert (found.code, found.who, found.story) == (deed.code, deed.who, deed.story)
    assert (found.hamlet, found.told_by, found.discovered) == ("thôn Đoài", ("Bà Bưởi",), True)
    assert found.confirmations == (Confirmation("Ông Thóc", "hamlet_head", TODAY),)
    assert (found.scope, found.consent_day) == ("name", date(2026, 11, 19))
    assert (found.state, found.board_day) == ("published", date(2026, 11, 20))


def test_what_nobody_was_asked_is_empty(scene: Scene, officer: Actor, teller: Actor) -> None:
    told(scene, teller)

    (found,) = listed(scene, officer)

    assert (found.kind, found.field, found.place, found.movement) == ("", "", "", "")
    assert (found.confirmations, found.scope, found.consent_day) == ((), "", None)
    assert (found.discovered, found.board_day, found.photos, found.voices) == (False, None, 0, 0)


def test_what_is_hidden_taken_back_or_taken_down_is_left_out(
    scene: Scene, officer: Actor, teller: Actor
) -> None:
    head = scene.person("Ông Thóc", Role.HAMLET_HEAD, "Đoài")
    chair = scene.person("Ông Sấu", Role.COMMUNE_CHAIR)
    names = ("Bà Mận", "Ông Tre", "Cô Na", "Bà Cà", "Anh Lạc")
    hidden, taken_back, taken_down, declined, _ = (told(scene, teller, who) for who in names)
    with scene.write() as tx:
        desk, now = viewer(tx, officer), scene.now
        hide_deed(tx, desk, deed_of(tx, hidden), now)
        withdraw_deed(tx, viewer(tx, teller), deed_of(tx, taken_back), now)
        publish(tx, deed_of(tx, taken_down), desk, viewer(tx, head), viewer(tx, chair), now)
        decline_deed(tx, desk, deed_of(tx, declined), now, None, "chưa rõ")
    assert [row.who for row in listed(scene, officer)] == ["Cô Na", "Bà Cà", "Anh Lạc"]

    with scene.write() as tx:
        take_down(tx, viewer(tx, officer), deed_of(tx, taken_down), scene.now)
    assert [row.who for row in listed(scene, officer)] == ["Bà Cà", "Anh Lạc"]


def test_reports_of_one_deed_are_one_row(scene: Scene, officer: Actor, teller: Actor) -> None:
    photo = {"evidence": {"files": [{"file": "photo-1"}]}}
    voice = {"story": {"voice": [{"file": "voice-1", "seconds": 9}]}}
    first = told(scene, teller, answers=photo)
    second = told(scene, scene.person("Bà Hành"), "Bà Mận", {**photo, **voice})
    with scene.write() as tx:
        merge_deed(tx, viewer(tx, officer), deed_of(tx, second), deed_of(tx, first), scene.now)

    (found,) = listed(scene, officer)

    assert found.code == scene.deeds()[0].code
    assert found.told_by == ("Bà Bưởi", "Bà Hành")
    assert (found.photos, found.voices) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ({"text": "cổng chợ"}, "cổng chợ"),
        ({"latitude": 21.03, "longitude": 105.85, "text": ""}, "21.03000, 105.85000"),
        ({"unknown": True}, ""),
        ({"voice": [{"file": "voice-1"}]}, ""),
    ],
)
def test_where_it_was(
    scene: Scene, officer: Actor, teller: Actor, answer: dict[str, Any], place: str
) -> None:
    told(scene, teller, answers={"place": answer})

    assert listed(scene, officer)[0].place == place


def test_a_hamlet_that_is_in_no_list_stands_as_it_was_said(
    scene: Scene, officer: Actor, teller: Actor
) -> None:
    told(scene, teller, answers={"hamlet": {"text": "xóm Bãi"}}, hamlet=None)

    assert listed(scene, officer)[0].hamlet == "xóm Bãi"


@pytest.mark.parametrize(
    ("told_at", "first", "last", "inside"),
    [
        (datetime(2026, 11, 16, 23, 59, tzinfo=ZONE), 16, 16, True),
        (datetime(2026, 11, 16, 0, 0, tzinfo=ZONE), 16, 16, True),
        (datetime(2026, 11, 17, 0, 0, tzinfo=ZONE), 16, 16, False),
        (datetime(2026, 11, 15, 23, 59, tzinfo=ZONE), 16, 16, False),
        (datetime(2026, 11, 15, 23, 59, tzinfo=ZONE), 1, 30, True),
    ],
)
def test_a_period_is_days_of_the_commune(
    scene: Scene,
    officer: Actor,
    teller: Actor,
    told_at: datetime,
    first: int,
    last: int,
    inside: bool,
) -> None:
    row = told(scene, teller)
    with scene.write() as tx:
        deed_of(tx, row).told_at = told_at.astimezone(MORNING.tzinfo)

    days = date(2026, 11, first), date(2026, 11, last)
    assert len(listed(scene, officer, *days)) == inside


@pytest.mark.parametrize("role", [None, Role.HAMLET_HEAD, Role.ADMIN, Role.COUNCIL_MEMBER])
def test_who_may_not_take_deeds_away(scene: Scene, teller: Actor, role: Role | None) -> None:
    somebody = scene.person("Ông Thóc", role, "Đoài")
    told(scene, teller)

    with pytest.raises(NotAllowed):
        listed(scene, somebody)


def test_the_look_is_noted(scene: Scene, officer: Actor, teller: Actor) -> None:
    told(scene, teller)
    listed(scene, officer)

    with scene.write() as tx:
        query = select(Audit).where(Audit.action == "deeds.export")
        entry = tx.session.exec(query).one()
    assert entry.actor == officer.id
    assert orjson.loads(entry.body) == {"first": "2026-11-16", "last": "2026-11-16", "count": 1}


def test_whoever_is_praised_never_learns_who_told_it(scene: Scene, teller: Actor) -> None:
    """An officer neither."""
    praised = scene.person("Bà Mận", Role.TDKT_OFFICER)
    told(scene, teller, "Bà Mận")
    told(scene, teller, "Ông Thóc")

    rows = listed(scene, praised)

    assert [(row.who, row.told_by) for row in rows] == [
        ("Bà Mận", ()),
        ("Ông Thóc", ("Bà Bưởi",)),
    ]


# --- in pieces -----------------------------------------------------------------------------------


def test_a_long_list_is_read_in_short_pieces_and_is_the_same(
    scene: Scene, officer: Actor, teller: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [told(scene, teller, f"Ông Tre {nth}") for nth in range(25)]
    with scene.write() as tx:
        merge_deed(tx, viewer(tx, officer), deed_of(tx, rows[24]), deed_of(tx, rows[2]), scene.now)
    whole = listed(scene, officer)
    monkeypatch.setattr(export, "PAGE", 4)
    found = DeedsOfPeriod(TODAY, TODAY, ZONE)
    pieces, most, ended = 0, 0, False

    while not ended:
        before = len(found.rows)
        with scene.write() as tx:
            ended = found.read_on(tx, viewer(tx, officer))
        pieces, most = pieces + 1, max(most, len(found.rows) - before)

    assert (found.rows, len(whole)) == (whole, 24)
    assert (pieces, most) == (8, 4)  # seven pages, and a look at what has changed


def test_what_becomes_of_a_deed_while_the_list_is_read_is_seen(
    scene: Scene, officer: Actor, teller: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the whole list had been read in the end."""
    monkeypatch.setattr(export, "PAGE", 3)
    head = scene.person("Ông Thóc", Role.HAMLET_HEAD, "Đoài")
    names = ("Na", "Cà", "Lạc", "Hành", "Tỏi", "Gừng", "Riềng", "Nghệ", "Bí", "Bầu", "Su", "Ớt")
    rows = dict(zip(names, (told(scene, teller, f"Bà {name}") for name in names), strict=True))
    other = scene.person("Bà Mùi")
    joined = told(scene, other, "Bà Na")
    parted = told(scene, other, "Bà Cà")

    def deed(tx: Tx, name: str) -> Deed:
        return deed_of(tx, rows[name])

    with scene.write() as tx:
        merge_deed(tx, viewer(tx, officer), deed_of(tx, parted), deed(tx, "Cà"), scene.now)
    found = DeedsOfPeriod(TODAY, TODAY, ZONE)
    for _ in range(2):
        with scene.write() as tx:
            assert not found.read_on(tx, viewer(tx, officer))
    assert [row.who for row in found.rows] == [f"Bà {name}" for name in names[:6]]
    with scene.write() as tx:
        desk, now = viewer(tx, officer), scene.now
        hide_deed(tx, desk, deed(tx, "Lạc"), now)  # read already
        hide_deed(tx, desk, deed(tx, "Bí"), now)  # not yet
        merge_deed(tx, desk, deed_of(tx, joined), deed(tx, "Na"), now)  # one of each
        judge_deed(tx, viewer(tx, head), deed(tx, "Hành"), Says.TRUE, now)
        decline_deed(tx, desk, deed(tx, "Cà"), now, None, "chưa rõ")
    told(scene, teller, "Bà Sen")
    ended = False
    while not ended:
        with scene.write() as tx:
            ended = found.read_on(tx, viewer(tx, officer))

    assert found.rows == listed(scene, officer)
    by_name = {row.who: row for row in found.rows}
    assert by_name["Bà Na"].told_by == ("Bà Bưởi", "Bà Mùi")
    assert by_name["Bà Hành"].confirmations == (Confirmation("Ông Thóc", "hamlet_head", TODAY),)
    assert {"Bà Lạc", "Bà Bí"} & by_name.keys() == set()
    assert "Bà Sen" in by_name


def test_a_report_that_stands_by_itself_again_is_no_part_of_another(
    scene: Scene, officer: Actor, teller: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 1)
    main = told(scene, teller, "Bà Na")
    report = told(scene, scene.person("Bà Mùi"), "Bà Na")
    with scene.write() as tx:
        merge_deed(tx, viewer(tx, officer), deed_of(tx, report), deed_of(tx, main), scene.now)
    found = DeedsOfPeriod(TODAY, TODAY, ZONE)
    with scene.write() as tx:
        found.read_on(tx, viewer(tx, officer))
    assert found.rows[0].told_by == ("Bà Bưởi", "Bà Mùi")
    with scene.write() as tx:
        assert undo(tx, viewer(tx, officer), scene.now)
    ended = False
    while not ended:
        with scene.write() as tx:
            ended = found.read_on(tx, viewer(tx, officer))

    assert [row.told_by for row in found.rows] == [("Bà Bưởi",), ("Bà Mùi",)]
    assert found.rows == listed(scene, officer)


def test_who_may_no_longer_take_deeds_away_midway_gets_nothing(
    scene: Scene, officer: Actor, teller: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "PAGE", 1)
    told(scene, teller)
    found = DeedsOfPeriod(TODAY, TODAY, ZONE)
    with scene.write() as tx:
        found.read_on(tx, viewer(tx, officer))

    with scene.write() as tx, pytest.raises(NotAllowed):
        found.read_on(tx, viewer(tx, teller))

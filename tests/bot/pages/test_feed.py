"""The calendar feed: what stands in it, whom it is open to, and how it ends."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from bot.links import Links
from bot.pages.feed import FeedPages
from handlers.book import BOOK
from models.people.role import Role
from models.permissions import Viewer
from models.work.milestone import add_milestone, default_rules
from models.work.rescheduling import cancel_occurrence, move_occurrence
from tests.fakes.scene import PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, tzinfo=UTC)
LINKS = Links("a secret that signs, long enough for it", "https://thidua.example.vn")


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    made = Scene(sqlite_url, PLAIN, MORNING, BOOK)
    made.commune.links = LINKS
    made.commune.public_url = LINKS.public_url
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: Scene, lua: Actor) -> Actor:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
    rows = (
        ("Gương tốt quý II", 20, ["units:hamlet"]),
        ("Việc bàn giấy", 25, ["role:tdkt_officer"]),
    )
    with scene.write() as tx:
        for name, day, owes in rows:
            rules = default_rules(owes, at_desk=False)
            add_milestone(
                tx, viewer, name, date(2026, 6, day), scene.now, date(2026, 6, 1),
                rules=rules, owes=owes, paper="danh sách",
            )  # fmt: skip
    scene.tick()
    return head


def open_feed(scene: Scene, url: str) -> tuple[int, bytes]:
    """What a calendar program gets."""

    async def read(run: object) -> object:
        assert callable(run)
        with scene.write() as tx:
            return run(tx)

    pages = FeedPages(
        read,  # type: ignore[arg-type]
        scene.commune.words(),
        lambda: scene.now,
        scene.commune.today,
        LINKS.feed,
    )

    async def ask() -> httpx.Response:
        site = httpx.ASGITransport(Starlette(routes=list(pages.routes())))
        async with httpx.AsyncClient(transport=site, base_url=LINKS.public_url) as client:
            return await client.get(url)

    answer = asyncio.run(ask())
    return answer.status_code, answer.content


def address(actor: Actor) -> str:
    return next(line for line in actor.last.splitlines() if line.startswith("https://"))


def events(scene: Scene, url: str) -> dict[str, tuple[date, str, int]]:
    """Name, day, status and sequence of what stands in a feed."""
    status, content = open_feed(scene, url)
    assert status == 200
    found = Calendar.from_ical(content).walk("VEVENT")
    return {
        str(e["summary"]): (e.decoded("dtstart"), str(e["status"]), int(str(e["sequence"])))
        for e in found
    }


def test_a_head_sees_what_the_hamlet_owes_and_the_desk_sees_all(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    sung.says("lịch điện thoại")
    assert events(scene, address(sung)) == {
        "Gương tốt quý II": (date(2026, 6, 20), "CONFIRMED", 0)
    }
    lua.says("lịch điện thoại")
    assert set(events(scene, address(lua))) == {"Gương tốt quý II", "Việc bàn giấy"}


def test_moved_and_cancelled_things_are_told_to_the_calendar(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    sung.says("lịch điện thoại")
    viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
    with scene.write() as tx:
        today, calendar = scene.commune.today(scene.now), scene.commune.calendar
        move_occurrence(tx, viewer, 1, date(2026, 6, 26), calendar, today, scene.now)
    url = address(sung)
    assert events(scene, url)["Gương tốt quý II"] == (date(2026, 6, 26), "CONFIRMED", 1)
    with scene.write() as tx:
        cancel_occurrence(tx, viewer, 1, scene.now)
    assert events(scene, url)["Gương tốt quý II"] == (date(2026, 6, 26), "CANCELLED", 2)


def test_another_address_makes_the_one_before_void(scene: Scene, sung: Actor) -> None:
    sung.says("lịch điện thoại")
    old = address(sung)
    sung.says("đổi liên kết lịch")
    assert open_feed(scene, old)[0] == 404
    assert open_feed(scene, address(sung))[0] == 200


def test_an_address_that_we_did_not_make_opens_nothing(scene: Scene, sung: Actor) -> None:
    sung.says("lịch điện thoại")
    forged = address(sung).replace(".ics", "x.ics")
    assert open_feed(scene, forged)[0] == 404


def test_without_a_public_address_it_says_what_to_do(scene: Scene, sung: Actor) -> None:
    scene.commune.links = None
    sung.says("lịch điện thoại")
    assert sung.hears("chưa có địa chỉ để mở lịch")

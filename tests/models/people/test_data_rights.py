"""Being forgotten: what goes, what stays, and nothing of it anywhere else."""

from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest
from sqlmodel import select

from bot.dialogue.messages import Kind, Media
from models.machine import audit, task
from models.machine.file import File, FileState, settle
from models.machine.push import Push, push, untold
from models.machine.task import TaskState
from models.people.consent import Consent
from models.people.data_rights import (
    Erasing,
    InOffice,
    call_person,
    end_consent,
    erase_person,
    foresee,
    kept_of,
)
from models.people.person import Account, Person
from models.people.role import Role, roles_of
from models.permissions import Viewer
from models.store import Tx
from models.tables import METADATA
from models.work.deciding import accept_deed, hide_deed, undo
from models.work.deed import Deed, DeedState
from models.work.list_numbers import ListNumber
from models.work.looking_up import WrongCode, look_up
from scheduler.housekeeping import erase_hidden_cases
from tests.fakes.scene import ANY_TIME, KEY, Actor, Scene

WHO = "Ông Gấc chăn vịt"
STORY = "Vớt cháu nhỏ dưới ao sen, số của tôi là 0912 345 678"
MINE = ("bưởi", "gấc", "ao sen", "0912", "sáo sậu")


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    stage.close()


@pytest.fixture
def sau(scene: Scene) -> Actor:
    return scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def buoi(scene: Scene, sau: Actor, lua: Actor) -> Actor:
    """Bà Bưởi, who agrees as everybody does."""
    return agreed(scene, "Bà Bưởi")


def agreed(scene: Scene, name: str) -> Actor:
    """Somebody who has just agreed, by a message of the first contact."""
    actor = scene.person(name, agreed=False)
    actor.says("chào cháu", "1")
    return actor


def viewer(tx: Tx, actor: Actor) -> Viewer:
    """The person as the one who asks."""
    return Viewer(actor.id, roles_of(tx, actor.id), actor.name)


def everything(tx: Tx, but: str = "") -> str:
    """Every value of every row of every table, but of one."""
    tables = [table for table in METADATA.sorted_tables if table.name != but]
    rows = (row for table in tables for row in tx.session.execute(table.select()))
    return "\n".join(sorted(str(tuple(row)) for row in rows)).casefold()


def sends_real_photo(actor: Actor, sha256: str) -> None:
    """Send a photo that is fetched from its platform and kept."""
    before = {row.id for row in files(actor.scene)}
    actor.send(Kind.PHOTO, media=(Media(Kind.PHOTO, ref="là-nơi-ảnh-nằm", mime="image/jpeg"),))
    name = next(row.id for row in files(actor.scene) if row.id not in before)
    with actor.scene.write() as tx:
        settle(tx, name, FileState.KEPT, sha256, 1000, "image/jpeg")
        for row, kind, *_ in task.waiting(tx, ANY_TIME):
            if kind == "fetch":
                tx.run(task.END, row=row, new_state=TaskState.DONE.value)


def files(scene: Scene) -> list[File]:
    """Every file that there is."""
    with scene.write() as tx:
        return list(tx.session.exec(select(File)))


def left(tx: Tx, *words: str) -> list[str]:
    """Which of these words still stand anywhere in the database."""
    text = everything(tx)
    return [word for word in words if word in text]


def erase(scene: Scene, actor: Actor) -> Erasing:
    """Forget somebody in a transaction of its own."""
    with scene.write() as tx:
        return erase_person(tx, viewer(tx, actor), scene.now)


def test_nothing_of_a_person_stays_anywhere(
    scene: Scene, buoi: Actor, sau: Actor, lua: Actor
) -> None:
    buoi.says("kể", WHO, "Đoài", STORY, "10/11")
    sends_real_photo(buoi, "ab" * 32)
    buoi.says("không", "1")
    buoi.says("thêm", "Có cả anh Sáo Sậu cùng thấy")
    buoi.says("tra cứu 1234 5678")
    scene.wait(minutes=20)
    sau.says("tiếp", "2", "tên là ông Gấc Già")
    lua.says("menu")
    buoi.says("kể", "ông Gấc lần nữa")
    buoi.sends_voice()
    buoi.says("gọi tôi là bà")
    with scene.write() as tx:
        assert left(tx, *MINE) == list(MINE)
        assert tx.session.exec(select(WrongCode)).all()

    done = erase(scene, buoi)

    assert done == Erasing(erased=1, decided=0, typed=0, praised=False)
    with scene.write() as tx:
        assert left(tx, *MINE) == []
        assert tx.session.exec(select(Account).where(Account.person_id == buoi.id)).all() == []
        assert tx.session.exec(select(File)).all() == []
        assert tx.session.exec(select(WrongCode)).all() == []
        assert (
            tx.session.exec(select(ListNumber).where(ListNumber.person_id == buoi.id)).all() == []
        )
        assert not [p for p in tx.session.exec(select(Push)) if p.closed_ms is None]
        report = audit.verify(tx, KEY)
        assert (report.broken_at, report.entries > 4) == (0, True)


def test_the_date_of_the_consent_stays_as_its_proof(scene: Scene, buoi: Actor) -> None:
    erase(scene, buoi)

    with scene.write() as tx:
        consent = tx.session.exec(select(Consent)).one()
        assert consent.withdrawn_at is not None
        assert consent.person_id == buoi.id
        assert tx.session.get_one(Person, buoi.id).name == ""


def test_what_was_decided_stays_without_the_name(scene: Scene, buoi: Actor, lua: Actor) -> None:
    buoi.says("kể", "Bà Mận bán xôi", "Đoài", "Nhặt được ví, đem trả tận nhà", "10/11")
    sends_real_photo(buoi, "ab" * 32)
    buoi.says("không", "1")
    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        accept_deed(tx, viewer(tx, lua), deed, scene.now)

    done = erase(scene, buoi)

    assert done == Erasing(erased=0, decided=1, typed=0, praised=False)
    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        assert (deed.who, deed.state) == ("Bà Mận bán xôi", DeedState.CONSENT.value)
        assert left(tx, "bưởi") == []
        assert audit.verify(tx, KEY).broken_at == 0
    assert [(f.owner, f.ref, f.sealed_to) for f in files(scene)] == [("", "", deed.about)]


def test_whoever_was_typed_for_keeps_the_deed_and_the_name(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "kể giúp bà Hành")

    with scene.write() as tx:
        assert kept_of(tx, viewer(tx, buoi)).typed_for == ("bà Hành",)
    done = erase(scene, buoi)

    assert done == Erasing(erased=0, decided=0, typed=1, praised=False)
    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        assert deed.state == DeedState.SENT.value
        assert tx.session.get_one(Person, deed.teller_id).name == "bà Hành"
        assert left(tx, "bưởi") == []


def test_a_further_voice_of_an_undecided_deed_goes_alone(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed(story="Nhặt được ví có 3 triệu, đem trả tận nhà")
    buoi.says("1")
    na = agreed(scene, "Chị Na")
    na.tells_deed(story="Nhặt được ví có 3 triệu ở chợ, đem trả")
    na.says("1", "1")
    states = [deed.state for deed in scene.deeds()]
    assert states == [DeedState.SENT.value, DeedState.MERGED.value]

    erase(scene, na)

    first, second = scene.deeds()
    assert (first.state, first.who) == (DeedState.SENT.value, "Bà Mận bán xôi")
    assert (second.state, second.who, second.merged_into) == ("withdrawn", "", None)


def test_the_first_teller_goes_and_the_second_voice_stands_alone(
    scene: Scene, buoi: Actor
) -> None:
    buoi.tells_deed(story="Nhặt được ví có 3 triệu, đem trả tận nhà")
    buoi.says("1")
    na = agreed(scene, "Chị Na")
    na.tells_deed(story="Nhặt được ví có 3 triệu ở chợ, đem trả")
    na.says("1", "1")

    erase(scene, buoi)

    first, second = scene.deeds()
    assert (first.state, first.who) == ("withdrawn", "")
    assert (second.state, second.who) == (DeedState.SENT.value, "Bà Mận bán xôi")


def test_what_was_taken_back_before_is_erased_too(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "việc của tôi", "1", "3", "1")
    assert scene.deeds()[0].state == DeedState.WITHDRAWN.value

    erase(scene, buoi)

    with scene.write() as tx:
        assert left(tx, "mận", "3 triệu") == []


def test_erasing_twice_changes_nothing_more(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1")
    erase(scene, buoi)
    with scene.write() as tx:
        before = everything(tx, but="audit")

    assert erase(scene, buoi) == Erasing(0, 0, 0, praised=False)

    with scene.write() as tx:
        assert left(tx, "bưởi", "mận") == []
        assert everything(tx, but="audit") == before
        assert audit.verify(tx, KEY).broken_at == 0


def test_others_keep_their_own(scene: Scene, buoi: Actor) -> None:
    na = agreed(scene, "Chị Na")
    na.tells_deed(who="Ông Thóc", story="Đắp lại bờ mương cho cả thôn")
    na.says("1")
    buoi.tells_deed()
    buoi.says("1")

    erase(scene, buoi)

    with scene.write() as tx:
        assert left(tx, "chị na", "ông thóc", "bờ mương") == ["chị na", "ông thóc", "bờ mương"]
        assert kept_of(tx, viewer(tx, na)).deeds == 1


@pytest.mark.parametrize("role", [Role.HAMLET_HEAD, Role.TDKT_OFFICER, Role.ADMIN])
def test_whoever_has_a_role_is_not_forgotten(scene: Scene, role: Role) -> None:
    sau = scene.person("Bác Sấu", role, "Đoài")
    with scene.write() as tx:
        for ask in (foresee, lambda tx, who: erase_person(tx, who, scene.now)):
            with pytest.raises(InOffice):
                ask(tx, viewer(tx, sau))
        assert tx.session.get_one(Person, sau.id).name == "Bác Sấu"


def test_the_bytes_of_an_erased_photo_are_asked_to_be_forgotten(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", WHO, "Đoài", STORY, "10/11")
    sends_real_photo(buoi, "ab" * 32)
    buoi.says("không", "1")
    buoi.says("kể", WHO)
    sends_real_photo(buoi, "cd" * 32)

    erase(scene, buoi)

    with scene.write() as tx:
        asked = [orjson.loads(t[5]) for t in task.waiting(tx, ANY_TIME) if t[1] == "forget"]
    assert sorted(one["sha256"] for one in asked) == ["ab" * 32, "cd" * 32]


# --- consent -------------------------------------------------------------------------------------


def test_without_consent_nothing_is_pushed(scene: Scene, buoi: Actor) -> None:
    with scene.write() as tx:
        end_consent(tx, viewer(tx, buoi), scene.now, deeds=False)
        push(tx, buoi.id, "deed-news-accepted", scene.now)

    with scene.write() as tx:
        assert untold(tx, scene.now) == []
        assert kept_of(tx, viewer(tx, buoi)).agreed_at is None


def test_the_deeds_are_taken_back_only_when_that_is_wanted(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1")
    with scene.write() as tx:
        assert end_consent(tx, viewer(tx, buoi), scene.now, deeds=False) == 0
    assert scene.deeds()[0].state == DeedState.SENT.value
    with scene.write() as tx:
        assert end_consent(tx, viewer(tx, buoi), scene.now, deeds=True) == 1
    assert scene.deeds()[0].state == DeedState.WITHDRAWN.value


def test_how_one_is_called_is_remembered(scene: Scene, buoi: Actor) -> None:
    with scene.write() as tx:
        call_person(tx, viewer(tx, buoi), "bà", "cháu")
    with scene.write() as tx:
        person = tx.session.get_one(Person, buoi.id)
        assert (person.you, person.me) == ("bà", "cháu")


# --- hidden cases --------------------------------------------------------------------------------


def test_a_hidden_case_is_erased_when_it_cannot_come_back(
    scene: Scene, buoi: Actor, sau: Actor, lua: Actor
) -> None:
    buoi.says("kể", WHO, "Đoài", STORY, "10/11")
    sends_real_photo(buoi, "ab" * 32)
    buoi.says("không", "1")
    with scene.write() as tx:
        hide_deed(tx, viewer(tx, lua), tx.session.exec(select(Deed)).one(), scene.now)
    with scene.write() as tx:
        erase_hidden_cases(tx, scene.now + timedelta(minutes=9))
        assert len(undo(tx, viewer(tx, lua), scene.now + timedelta(minutes=9))) == 1
        hide_deed(tx, viewer(tx, lua), tx.session.exec(select(Deed)).one(), scene.now)
    with scene.write() as tx:
        erase_hidden_cases(tx, scene.now + timedelta(minutes=10))

    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        assert (deed.who, deed.story, deed.state) == ("", "", DeedState.HIDDEN.value)
        assert "gấc" not in str(deed.answers).casefold()
        asked = [orjson.loads(t[5]) for t in task.waiting(tx, ANY_TIME) if t[1] == "forget"]
        assert asked == [{"sha256": "ab" * 32}]
        assert audit.verify(tx, KEY).broken_at == 0


def test_codes_that_were_tried_are_forgotten(scene: Scene, buoi: Actor) -> None:
    with scene.write() as tx:
        assert look_up(tx, viewer(tx, buoi), "1234 5678", scene.now) is None
    erase(scene, buoi)
    with scene.write() as tx:
        assert tx.session.exec(select(WrongCode)).all() == []

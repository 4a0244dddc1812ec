"""A commune in which everything could leak: one case of every sort, and in each a word that stands
nowhere else, with the list of who may ever read it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlmodel import select

from bot.dialogue.messages import Kind, Media
from models.base import to_ms
from models.machine import file
from models.machine.file import File, FileState
from models.people.role import Role
from models.work.deed import Deed
from models.work.list_numbers import ListNumber
from models.work.publishing import publication_of
from tests.fakes.scene import BOT, PLAIN, Actor, Scene

DECIDERS = ("officer", "second", "chair", "vice")
HEADS = ("head_doai", "front_doai", "head_dong", "front_dong")
TELLERS = ("teller", "other", "third", "typist")
# Who has a name, as it stands in the database; each name holds a word that stands nowhere else.
PEOPLE: dict[str, tuple[str, Role | None, str]] = {
    "officer": ("Cô Oficka", Role.TDKT_OFFICER, ""),
    "second": ("Anh Sekonzo", Role.TDKT_OFFICER, ""),
    "chair": ("Ông Chaxor", Role.COMMUNE_CHAIR, ""),
    "vice": ("Bà Vixera", Role.VICE_CHAIR, ""),
    "admin": ("Anh Admiqo", Role.ADMIN, ""),
    "council": ("Ông Counwex", Role.COUNCIL_MEMBER, ""),
    "secretary": ("Bà Sekrewy", Role.COUNCIL_SECRETARY, ""),
    "petitions": ("Cô Petiqua", Role.PETITION_OFFICER, ""),
    "archivist": ("Chị Arkivoz", Role.ARCHIVIST, ""),
    "unit": ("Thầy Unihox", Role.UNIT_HEAD, ""),
    "union": ("Chị Masorwa", Role.MASS_ORG_HEAD, ""),
    "head_doai": ("Ông Hedoaix", Role.HAMLET_HEAD, "Đoài"),
    "front_doai": ("Bà Frodoaw", Role.HAMLET_FRONT_HEAD, "Đoài"),
    "head_dong": ("Ông Hedonzu", Role.HAMLET_HEAD, "Đông"),
    "front_dong": ("Bà Frodonj", Role.HAMLET_FRONT_HEAD, "Đông"),
    "teller": ("Bà Telquox", None, ""),
    "other": ("Ông Othbizu", None, ""),
    "third": ("Cô Thizedo", None, ""),
    "typist": ("Anh Typwugo", None, ""),
    "citizen": ("Chị Citiwop", None, ""),
    "praised": ("Ông Prazqun", None, ""),
}
WITNESS = "Phonqix"  # who confirmed by telephone
ABSENT = "Quyzzle"  # for whom somebody else typed
SENTENCE = "Cả xóm biết ơn việc làm lặng lẽ ấy."


@dataclass(frozen=True, slots=True)
class Secret:
    """A word, what it would give away, and who may read it."""

    word: str
    what: str
    readers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """One deed: who tells it, where, whom it praises (`who`), and what sort of words it holds."""

    teller: str
    hamlet: str
    who: str
    story: str


# The marker of a story is its first word and its last: it is found however much is cut off.
CASES: dict[str, Case] = {
    "true": Case("teller", "Đoài", "ông Dozqun", "ztrue bắc lại cây cầu tre qua mương ztrue"),
    "merged": Case("other", "Đoài", "ông Dozqun", "zmerg bắc lại cầu tre qua mương zmerg"),
    "corrected": Case("other", "Đoài", "bà Corwufe", "zcorr nấu cháo cho người ốm zcorr"),
    "doubted": Case("third", "Đoài", "chị Doubwyx", "zdoub dạy chữ cho người già zdoub"),
    "wondered": Case("teller", "Đoài", "anh Wondzif", "zwond đắp bờ ao chung zwond"),
    "phoned": Case("other", "Đông", "cô Phowazu", "zphon may áo ấm cho học trò zphon"),
    "asked": Case("third", "Đông", "bác Askwozu", "zaskd quét đình làng mỗi sáng zaskd"),
    "declined": Case("teller", "Đoài", "ông Decwipo", "zdecl sửa mái nhà hàng xóm zdecl"),
    "withdrawn": Case("other", "Đoài", "bà Witqoza", "zwith chở người bệnh đi viện zwith"),
    "refused": Case("teller", "Đoài", "cô Refwazi", "zrefu nuôi trẻ bị bỏ rơi zrefu"),
    "child": Case("other", "Đông", "cháu Chilzaw", "zchil trả lại chiếc ví nhặt được zchil"),
    "down": Case("third", "Đoài", "chị Dowqiza", "zdown hiến đất mở rộng ngõ zdown"),
    "published": Case("typist", "Đoài", "bà Pubwaqi", "zpubl gội đầu cho các cụ zpubl"),
    "written": Case("teller", "Đoài", "anh Wriqozu", "zwrit chữa quạt giúp cả thôn zwrit"),
    "hidden_by_head": Case("third", "Đoài", "ông Hidwaqo", "zhidh chia gạo mùa giáp hạt zhidh"),
    "hidden_by_desk": Case("teller", "Đông", "bà Hodwiqa", "zhidd trông trẻ giúp xóm zhidd"),
    "of_head": Case("other", "Đông", "ông Hedonzu", "zofhd vớt bèo khơi dòng kênh zofhd"),
    "of_officer": Case("third", "Đoài", "anh Sekonzo", "zofof vá lốp xe giữa đêm mưa zofof"),
    "waiting": Case("teller", "Đông", "chú Waitqez", "zwait trồng hoa dọc bờ đê zwait"),
    "consent": Case("third", "Đoài", "ông Prazqun", "zcons giữ xe ngày hội làng zcons"),
}
GONE = ("hidden_by_head", "hidden_by_desk")
# What else is said of a case, each with a word of its own.
NOTES = {
    "corrected": ("head_doai", "notecorx", "cầu ấy notecorx mới đúng"),
    "wondered": ("head_doai", "notewonx", "có phải notewonx không"),
    "hidden_by_desk": ("head_dong", "notehidx", "việc notehidx hôm nào"),
}
QUESTION, ANSWER, REASON = "askedquzx", "answerquzx", "reasonquzx"


def reads_story(name: str) -> frozenset[str]:
    """Return who may read what was told in a case: its teller, the heads of the hamlet who are not
    praised themselves, the deciders who are not.
    """
    case = CASES[name]
    heads = ("head_doai", "front_doai") if case.hamlet == "Đoài" else ("head_dong", "front_dong")
    involved = {"of_head": {"head_dong"}, "of_officer": {"second"}}.get(name, set())
    return frozenset({case.teller, *heads, *DECIDERS} - involved)


def secrets() -> list[Secret]:
    """Return the table: every word that is a secret, and who may ever read it."""
    found = [
        Secret(PEOPLE[name][0].split()[-1], "a teller's name", frozenset({name, *DECIDERS}))
        for name in TELLERS
    ]
    found.append(Secret(ABSENT, "a teller's name", frozenset({"typist", *DECIDERS})))
    found += [
        Secret(PEOPLE[name][0].split()[-1], "who said it", frozenset({name, *DECIDERS}))
        for name in HEADS
        if name != "head_dong"  # he is praised by a case: his name stands in it
    ]
    found.append(Secret(WITNESS, "who said it", frozenset(DECIDERS)))
    found += [
        Secret(word, "a verdict", frozenset({head, *DECIDERS})) for head, word, _ in NOTES.values()
    ]
    for name, case in CASES.items():
        found.append(Secret(case.story.split()[0], f"the story: {name}", reads_story(name)))
        if name in ("published", "of_head", "of_officer", "consent"):
            continue  # on the board with that name; somebody with an account of that name
        readers = reads_story(name) | (reads_story("merged") if name == "true" else frozenset())
        readers |= reads_story("true") if name == "merged" else frozenset()
        found.append(Secret(case.who.split()[-1], f"the praised: {name}", readers))
    asker = CASES["asked"].teller
    found += [
        Secret(QUESTION, "a question", frozenset({asker, *DECIDERS})),
        Secret(ANSWER, "an answer", frozenset({asker, *DECIDERS})),
        Secret(REASON, "a reason", frozenset({CASES["declined"].teller, *DECIDERS})),
    ]
    return found


# --- the commune ---------------------------------------------------------------------------------


@dataclass(slots=True)
class Leaky:
    """The commune, its people by what they are, its cases by their sort."""

    scene: Scene
    people: dict[str, Actor]
    rows: dict[str, int] = field(default_factory=dict)
    # How much stood on each screen when a case was hidden, and at the end.
    hidden_from: dict[str, dict[str, int]] = field(default_factory=dict)
    built: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Actor:
        return self.people[name]

    # --- finding ---

    def deed(self, name: str) -> Deed:
        """One of the cases as it stands now."""
        with self.scene.write() as tx:
            found: Deed = tx.session.get_one(Deed, self.rows[name])
            tx.session.expunge(found)
        return found

    def state(self, name: str) -> str:
        """Where a case stands."""
        return self.deed(name).state

    def public_code(self, name: str) -> str:
        """The code under which a case stands, or stood, on the honour board."""
        with self.scene.write() as tx:
            found = publication_of(tx, tx.session.get_one(Deed, self.rows[name]))
            assert found is not None
            return found.code

    def number(self, who: str, name: str) -> int:
        """The list number of a case for a person."""
        query = select(ListNumber.number).where(
            ListNumber.person_id == self[who].id, ListNumber.about == f"deed {self.rows[name]}"
        )
        with self.scene.write() as tx:
            return tx.session.exec(query).one()

    # --- doing ---

    def tell(self, name: str, *, photo: bool = False, helps: str = "") -> None:
        """Have a case told, with a photo that carries its mark."""
        case = CASES[name]
        actor = self[case.teller]
        if helps:
            actor.says(f"kể giúp {helps}")
            actor.says(case.who, case.hamlet, case.story, "10/11")
        else:
            actor.says("kể", case.who, case.hamlet, case.story, "10/11")
        if photo:
            self.show_photo(actor, f"photo-{case.story.split()[0]}")
        else:
            actor.says("không")
        actor.says("1")
        self.rows[name] = self.scene.deeds()[-1].id or 0
        assert self.deed(name).story == case.story, actor.last
        self.scene.wait(minutes=3)

    def show_photo(self, actor: Actor, name: str) -> None:
        """Send a photo that is kept as a file of the program."""
        kept = File(
            id=name,
            owner=f"{BOT}:{actor.chat}",
            kind=Kind.PHOTO.value,
            mime="image/jpeg",
            name="",
            size=1000,
            sha256=digest_of(name),
            state=FileState.KEPT,
            created_ms=to_ms(self.scene.now),
        )
        with self.scene.write() as tx:
            file.announce(tx, kept)
        media = (Media(Kind.PHOTO, file=name, mime="image/jpeg", size=1000),)
        actor.send(Kind.PHOTO, media=media)

    def says(self, who: str, word: str, name: str, *then: str) -> None:
        """Say a word with the list number of a case, and answer what is asked then."""
        self[who].says(f"{word} {self.number(who, name)}", *then)
        self.scene.wait(seconds=10)

    def accept(self, name: str, consent: str) -> None:
        """Have a confirmed case taken, and the consent asked for and answered."""
        head = "head_doai" if CASES[name].hamlet == "Đoài" else "head_dong"
        self.says("officer", "nhận", name)
        self.scene.wait(minutes=11)
        if consent:
            self.says(head, "xin phép", name, consent)
            self.scene.wait(minutes=2)

    def write(self, name: str, *keep: str) -> None:
        """Have the public sentence written."""
        self.says("officer", "viết", name, SENTENCE, *keep)
        self.scene.wait(minutes=2)


def build(scene: Scene) -> Leaky:
    """Make the commune, everything by typing."""
    people = {
        name: scene.person(called, role, hamlet) for name, (called, role, hamlet) in PEOPLE.items()
    }
    leaky = Leaky(scene, people)
    tell_and_judge(leaky)
    decide(leaky)
    publish(leaky)
    leave_open(leaky)
    hide(leaky)
    expected = {
        "true": "confirmed", "merged": "merged", "corrected": "corrected", "doubted": "confirmed",
        "wondered": "sent", "phoned": "confirmed", "asked": "confirmed", "declined": "declined",
        "withdrawn": "withdrawn", "refused": "accepted", "child": "published",
        "down": "withdrawn", "published": "published", "written": "accepted",
        "hidden_by_head": "hidden", "hidden_by_desk": "hidden", "of_head": "sent",
        "of_officer": "confirmed", "waiting": "sent", "consent": "consent",
    }  # fmt: skip
    found = {name: leaky.state(name) for name in CASES}
    assert found == expected, {k: v for k, v in found.items() if v != expected[k]}
    assert scene.failed() == 0
    leaky.built = lengths(leaky)
    return leaky


def tell_and_judge(leaky: Leaky) -> None:
    """Cases with every word that a hamlet can say."""
    for name in ("true", "declined", "refused", "down", "written", "of_officer"):
        leaky.tell(name)
        leaky.says("head_doai", "đúng", name)
    leaky.tell("published", photo=True, helps=f"bà {ABSENT}")
    leaky.says("head_doai", "đúng", "published")
    leaky.tell("merged")
    leaky["other"].says("1")  # the same deed
    for name, answer in (("corrected", "2"), ("wondered", "4")):
        leaky.tell(name, photo=True)
        leaky["head_doai"].says(answer, NOTES[name][2])
        leaky.scene.wait(minutes=6)
    leaky.tell("doubted")
    leaky.says("head_doai", "chưa đúng", "doubted")
    leaky.says("front_doai", "đúng", "doubted")
    leaky.tell("child")
    leaky.says("head_dong", "đúng", "child")


def decide(leaky: Leaky) -> None:
    """Cases with every decision of the desk but the taking."""
    leaky.tell("withdrawn")
    leaky["other"].says(f"rút {leaky.deed('withdrawn').code}", "1")
    leaky.says("officer", "chưa nhận", "declined", "5", f"việc {REASON} của cả xóm", "1")
    leaky.scene.wait(minutes=11)
    leaky.tell("phoned")
    leaky.says("head_dong", "chưa đúng", "phoned")
    leaky.says("front_dong", "chưa đúng", "phoned")
    leaky.says("officer", "xác nhận", "phoned", "3", f"bà {WITNESS} hội phụ nữ", "1")
    leaky.tell("asked")
    leaky.says("head_dong", "đúng", "asked")
    leaky.says("officer", "hỏi", "asked", "6", f"Bác có nhớ {QUESTION} không ạ?", "1")
    leaky.scene.wait(minutes=11)
    leaky["third"].says(f"có {ANSWER} đứng cạnh")


def publish(leaky: Leaky) -> None:
    """Cases on their way to the honour board, on it, and down from it."""
    leaky.accept("refused", "3")
    for name, consent in (("down", "2"), ("written", "2"), ("published", "1")):
        leaky.accept(name, consent)
    leaky.says("officer", "nhận", "child")
    leaky.says("officer", "xem", "child", "1", "2")
    leaky.scene.wait(minutes=11)
    leaky.says("head_dong", "xin phép", "child", "1")
    leaky.write("down", "1")
    leaky.write("published", "4", "1")
    leaky.write("child", "1")
    for name in ("down", "published", "child"):
        leaky.says("chair", "duyệt", name, "1")
    leaky.write("written", "1")
    leaky["head_doai"].says(f"gỡ {leaky.public_code('down')}")
    leaky.scene.wait(minutes=2)


def leave_open(leaky: Leaky) -> None:
    """Cases that are being asked about."""
    leaky.tell("consent")
    leaky.says("head_doai", "đúng", "consent")
    leaky.accept("consent", "")
    leaky.tell("of_head")


def hide(leaky: Leaky) -> None:
    """Two cases that were no good deeds, hidden while somebody else has them on the screen."""
    leaky.tell("hidden_by_head", photo=True)
    leaky.says("head_doai", "chưa đúng", "hidden_by_head")  # so the other of the two is asked
    seen(leaky, "chair", "hidden_by_head")
    leaky.says("head_doai", "không phải gương", "hidden_by_head")
    leaky.hidden_from["hidden_by_head"] = lengths(leaky)
    leaky.tell("hidden_by_desk", photo=True)
    leaky["head_dong"].says("2", NOTES["hidden_by_desk"][2])
    leaky.scene.wait(minutes=6)
    seen(leaky, "second", "hidden_by_desk")
    seen(leaky, "vice", "hidden_by_desk", "5")
    leaky.says("officer", "không phải gương", "hidden_by_desk")
    leaky.hidden_from["hidden_by_desk"] = lengths(leaky)
    leaky.tell("waiting", photo=True)


def seen(leaky: Leaky, who: str, name: str, *then: str) -> None:
    """Have somebody of the desk look at a case: it stays the open question."""
    leaky[who].says("việc chờ", "việc chờ 2", "việc chờ 3")
    leaky.says(who, "xem", name, *then)


def digest_of(name: str) -> str:
    """The digest of a photo that is only a name."""
    return sha256(name.encode()).hexdigest()


def lengths(leaky: Leaky) -> dict[str, int]:
    """How much stands on each screen."""
    return {name: len(actor.screen) for name, actor in leaky.people.items()}


# --- going back ----------------------------------------------------------------------------------


class Moment:
    """The whole database at one moment, to which one can go back."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.now = scene.now
        self.kept = sqlite3.connect(":memory:")
        live(scene).backup(self.kept)

    def restore(self) -> None:
        """Go back: screens keep what was shown."""
        self.kept.backup(live(self.scene))
        self.scene.now = self.now

    def close(self) -> None:
        """Let go of it."""
        self.kept.close()


@contextmanager
def undone(scene: Scene) -> Iterator[Moment]:
    """Whatever happens inside has not happened after."""
    moment = Moment(scene)
    try:
        yield moment
    finally:
        moment.restore()
        moment.close()


def live(scene: Scene) -> Any:
    """The connection to the database of a scene."""
    if scene.connection is None:
        with scene.write():
            pass
    assert scene.connection is not None
    return scene.connection.connection.driver_connection


def plain_scene(url: str) -> Scene:
    """A scene on the channel that can do least."""
    return Scene(url, PLAIN)


def told_to(actor: Actor, since: int = 0, until: int | None = None) -> str:
    """Everything on a screen between two moments: words, choices, photos, files."""
    parts: list[Sequence[str]] = []
    for shown in actor.screen[since:until]:
        parts.append([shown.text, *shown.labels, *shown.reply.photos, *shown.reply.files])
    return "\n".join("\n".join(part) for part in parts).casefold()

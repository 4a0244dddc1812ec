"""Forms, messages and delivery drawn at random, for the property tests.

A message is drawn as what a person means to do (`Doing`), and becomes an `Incoming` only when it
is known what is on the screen: so that examples shrink to something that can be read.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from bot.catalogue import BoundWords, Catalogue
from bot.dialogue.form import Draft, Form
from bot.dialogue.messages import Incoming, Kind, Media, Option, Place
from bot.dialogue.steps import (
    Attachments,
    Choice,
    Choices,
    Day,
    Number,
    PlaceStep,
    Search,
    Step,
    Text,
    YesNo,
)
from bot.dialogue.world import World

START = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
COMMON = {
    "commune": "xã Đồng Mây",
    "contact": "cô Lúa",
    "phone": "0900 000 000",
    "hours": "giờ làm việc",
}
HAMLETS = tuple(
    Option(str(n), f"thôn {name}", (name,))
    for n, name in enumerate(("Đoài", "Đông", "Trung", "Thượng", "Hạ", "Chùa"), 1)
)
NAMED = (Option("road", "Dọn đường"), Option("ditch", "Khơi mương"), Option("trees", "Trồng cây"))
EXTRA_NAMES = ("them", "giup")
STEP_NAMES = ("ai", "thon", "chuyen", "ngay", "anh", "may", "cho", "viec")


@cache
def catalogue() -> Catalogue:
    """The product's own sentences: a missing one, or one with a missing placeholder, raises."""
    return Catalogue(None, COMMON)


class RandomWords:
    """The real catalogue, and besides it whatever a form made at random asks for."""

    def __init__(self) -> None:
        self.real: BoundWords = catalogue().words()

    def __call__(self, key: str, **values: str | int) -> str:
        if not key.startswith("random"):
            return self.real(key, **values)
        _form, step, *rest = key.split("-")
        labels = {option.id: option.label for option in NAMED}
        if rest and rest[-1] in labels:
            return labels[rest[-1]]
        return f"Phần {step}" if rest == ["name"] else f"Câu hỏi về {step}?"

    def has(self, key: str) -> bool:
        return self.real.has(key)


def world(now: datetime, asked_at: datetime | None, text_limit: int = 2000) -> World:
    """All that the engine may know."""
    lists = {"hamlets": HAMLETS}
    return World(now, TODAY, RandomWords(), lists.__getitem__, asked_at, text_limit)


# --- forms ---------------------------------------------------------------------------------------

CHOICE_IDS = tuple(option.id for option in NAMED)


def steps_named(name: str) -> st.SearchStrategy[Step]:
    """A step of any kind."""
    optional = st.booleans()
    flag = st.booleans()
    short = st.integers(1, 12)
    kinds: list[st.SearchStrategy[Step]] = [
        st.builds(
            Text,
            st.just(name),
            optional=optional,
            at_least=short,
            at_most=st.sampled_from((40, 120, 10_000)),
            voice=flag,
            parts=flag,
        ),
        st.builds(
            Choice,
            st.just(name),
            optional=optional,
            choices=st.sampled_from((CHOICE_IDS, CHOICE_IDS[:2], "hamlets")),
        ),
        st.builds(
            Choices,
            st.just(name),
            optional=optional,
            choices=st.sampled_from((CHOICE_IDS, "hamlets")),
        ),
        st.builds(Search, st.just(name), optional=optional, among=st.just("hamlets")),
        st.builds(Day, st.just(name), optional=optional),
        st.builds(Number, st.just(name), optional=optional, at_least=short, at_most=st.just(500)),
        st.builds(YesNo, st.just(name), optional=optional),
        st.builds(
            Attachments, st.just(name), optional=optional, at_most=st.sampled_from((1, 3, 20))
        ),
        st.builds(PlaceStep, st.just(name), optional=optional),
    ]
    return st.one_of(kinds)


@st.composite
def forms(draw: st.DrawFn, version: int = 1) -> Form:
    """A form of one to six steps of any kind, with or without a main text and lines of its own."""
    names = STEP_NAMES[: draw(st.integers(1, 6))]
    steps = tuple(draw(steps_named(name)) for name in names)
    more = EXTRA_NAMES[: draw(st.integers(0, 2))]
    extras = tuple(draw(steps_named(name)) for name in more)
    texts = [step.name for step in steps if isinstance(step, Text)]
    main = draw(st.sampled_from(["", *texts]))
    lines: tuple[tuple[str, ...], ...] = ()
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(names)))
        lines = tuple(part for part in (names[:cut], names[cut:], more) if part)
    subject = draw(st.sampled_from(["", names[0]]))
    return Form("random", version, steps, extras, lines, main, subject)


# --- what people do ------------------------------------------------------------------------------

SENTENCES = (
    "Bà Mận bán xôi đầu làng",
    "Nhặt được ví có 3 triệu, trả lại người mất",
    "Ông Thóc sửa cầu giúp cả xóm, làm mấy hôm liền",
    "dạ em chọn số 2 ạ",
    "hôm qua",
    "thứ hai tuần trước",
    "12/3",
    "mùng 5 tháng 3",
    "rằm tháng bảy",
    "khoảng tháng 3",
    "mấy năm nay",
    "không nhớ",
    "Đoài",
    "thon doai",
    "Trug",
    "không",
    "không rõ",
    "có",
    "vâng ạ",
    "xong",
    "1",
    "2",
    "3",
    "27",
    "một",
    "1 3",
    "Khơi mương",
    "gửi",
    "kể thêm",
    "https://vi.du.vn/anh",
    "…",
    "?!",
    "asdf jkl",
    "   ",
    "ð\u0301\u0323",
    "đúng 27",
    "nhận 1 3",
)
GLOBAL = (
    "menu", "giúp", "quay lại", "hủy", "tiếp", "bỏ qua", "làm lại", "sửa", "sửa ai", "sửa ngay",
    "của tôi", "chào cháu", "cảm ơn cháu", "mai kể tiếp nhé", "/start",
)  # fmt: skip
LONG = ("Bà Mận nhặt được cái ví ở cổng chợ, " * 200)[:6000]


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that a person does: how long after the one before, whether the bot's last words
    have arrived by then, and what.
    """

    how: str
    text: str = ""
    which: int = 0
    seconds: float = 1.0
    seen: bool = True
    forwarded: bool = False


def typed() -> st.SearchStrategy[str]:
    """Something typed: sensible, nonsense, long, or in decomposed letters."""
    sentence = st.sampled_from(SENTENCES)
    return st.one_of(
        sentence,
        sentence.map(lambda text: unicodedata.normalize("NFD", text)),
        st.sampled_from(GLOBAL),
        st.text(max_size=40),
        st.sampled_from((LONG, LONG[:2000], LONG[:1900])),
    )


def doings() -> st.SearchStrategy[Doing]:
    """Anything that a person may do."""
    others = (
        "tap", "tap", "stale", "foreign", "broken", "edit", "photo", "album", "voice", "sticker",
        "video", "file", "place", "contact", "poll", "empty", "unknown", "choose", "again",
    )  # fmt: skip
    seconds = st.sampled_from((0.0, 0.3, 1.5, 5.0, 70.0, 3600.0, 7 * 3600.0, 30 * 86400.0))
    return st.builds(
        Doing,
        how=st.one_of(st.just("text"), st.just("choose"), st.sampled_from(others)),
        text=typed(),
        which=st.integers(0, 7),
        seconds=seconds,
        seen=st.booleans(),
        forwarded=st.sampled_from((False, False, False, True)),
    )


KINDS = {
    "sticker": Kind.STICKER,
    "contact": Kind.CONTACT,
    "poll": Kind.POLL,
    "empty": Kind.EMPTY,
    "unknown": Kind.UNKNOWN,
}
MEDIA = {
    "photo": Kind.PHOTO,
    "album": Kind.PHOTO,
    "voice": Kind.VOICE,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
}


@dataclass(slots=True)
class Phone:
    """What a person has sent and has on the screen, to make the next message of.

    `mark` is the talk's mark in the data of its buttons, empty where the engine is driven without
    a talk.
    """

    mark: str = ""
    at: datetime = START
    sent: int = 0
    last: Incoming | None = None
    ids: tuple[str, ...] = ()
    old_taps: tuple[str, ...] = ()

    def message(self, doing: Doing, shown: Sequence[Option], question: int) -> Incoming:
        """Return the message that this doing is now."""
        self.at += timedelta(seconds=doing.seconds)
        self.sent += 1
        event, name = f"e{self.sent}", f"m{self.sent}"
        said = self._made(doing, shown, question, event, name)
        said = replace(said, forwarded=doing.forwarded and said.kind is not Kind.TAP)
        if shown:
            taps = tuple(self._tap(question, option.id) for option in shown)
            self.old_taps = (*self.old_taps, *taps)[-24:]
        if said.kind is not Kind.TAP and not said.edits:
            self.ids = (*self.ids, name)[-8:]
        self.last = said
        return said

    def _tap(self, question: int, chosen: str) -> str:
        return f"{self.mark}:{question}:{chosen}" if self.mark else f"{question}:{chosen}"

    def _made(
        self, doing: Doing, shown: Sequence[Option], question: int, event: str, name: str
    ) -> Incoming:
        if doing.how == "again" and self.last is not None and not self.last.edits:
            return replace(self.last, event_id=event, sent_at=self.at, message_id=name)
        if doing.how == "choose" and shown:
            option = shown[doing.which % len(shown)]
            number = str(option.position or shown.index(option) + 1)
            text = number if doing.which % 2 else option.label
            return Incoming(Kind.TEXT, event, self.at, text, message_id=name)
        if doing.how in ("tap", "stale", "foreign", "broken"):
            return Incoming(
                Kind.TAP, event, self.at, tap=self._data(doing, shown, question), message_id=name
            )
        if doing.how == "edit":
            edited = self.ids[doing.which % len(self.ids)] if self.ids else "gone"
            return Incoming(Kind.TEXT, event, self.at, doing.text, message_id=edited, edits=edited)
        if doing.how in MEDIA:
            return self._media(doing, event, name)
        if doing.how == "place":
            place = Place(21.03, 105.85, doing.text[:40])
            return Incoming(Kind.LOCATION, event, self.at, place=place, message_id=name)
        kind = KINDS.get(doing.how, Kind.TEXT)
        text = doing.text if kind is Kind.TEXT else ""
        return Incoming(kind, event, self.at, text, message_id=name)

    def _data(self, doing: Doing, shown: Sequence[Option], question: int) -> str:
        if doing.how == "tap" and shown:
            return self._tap(question, shown[doing.which % len(shown)].id)
        if doing.how == "stale" and self.old_taps:
            return self.old_taps[doing.which % len(self.old_taps)]
        if doing.how == "foreign":
            return f"ffff:{question}:send"
        return ("", ":", "::", "send", f"{question}", f"{question}:nothing", "x:y:z")[
            doing.which % 7
        ]

    def _media(self, doing: Doing, event: str, name: str) -> Incoming:
        kind = MEDIA[doing.how]
        count = 1 if kind is Kind.VOICE else doing.which % 3 + 1
        media = tuple(
            Media(kind, file=f"file-{event}-{place}", seconds=doing.which * 13)
            for place in range(count)
        )
        album = f"album-{self.sent // 4}" if doing.how == "album" else ""
        caption = doing.text if doing.which % 2 and len(doing.text) < 200 else ""
        return Incoming(kind, event, self.at, caption, media=media, album=album, message_id=name)


def listens(step: Step) -> bool:
    """Whether a voice note answers this step."""
    return step.spoken and (not isinstance(step, Text) or step.voice)


# --- somebody who answers sensibly ---------------------------------------------------------------


def sensible(form: Form, draft: Draft) -> tuple[Kind, str]:
    """Return what an attentive person sends to the open question: its kind and its text."""
    step = form.step(draft.step)
    if step is None:  # the summary, which answer to change, or more words
        return Kind.TEXT, draft.shown[0].label if draft.shown else "Bà còn trông trẻ giúp nhà bên"
    if draft.shown:
        return Kind.TEXT, draft.shown[0].label
    match step:
        case Search():
            return Kind.TEXT, "thôn Đoài"
        case Day():
            return Kind.TEXT, "hôm qua"
        case Number():
            return Kind.TEXT, str(step.at_least)
        case Attachments():
            return Kind.PHOTO, ""
        case Text():
            return Kind.TEXT, "Bà Mận giữ trẻ giúp hàng xóm"[: step.at_most]
    return Kind.TEXT, "cạnh đình làng"

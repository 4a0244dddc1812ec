"""From what a turn says to messages as each channel carries them: by rows, and for whatever may be
said.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import carrying
from bot.catalogue import Catalogue
from bot.dialogue.messages import Abilities, Button, Reply
from models.machine.link import Purpose
from tests.bot.sentences import COMMUNE

SAY = Catalogue(None, COMMUNE).words()
WEB = Abilities(buttons=True, files=True)
BOT = Abilities(text_limit=1900, photos=0, most_buttons=0, thrifty=True)
OA = Abilities(buttons=True, text_limit=1900, photos=3, most_buttons=5)
TELEGRAM = Abilities(buttons=True, files=True, photos=10, album=10, voices=True)
CHANNELS = (WEB, BOT, OA, TELEGRAM)
NAMES = ("web", "Zalo bot", "Official Account", "Telegram")
everywhere = pytest.mark.parametrize("abilities", CHANNELS, ids=NAMES)
SPACES = re.compile(r"\s+")

QUESTION = "Việc của bà Mận, thôn Đoài.\nViệc ấy có đúng không ạ?"
CHOICES = tuple(Button(f"k.1.{n}", f"{n}. Câu {n}") for n in range(1, 8))


def address(purpose: Purpose, files: tuple[str, ...]) -> str:
    """The address of a link, from which can be read what it opens."""
    return f"https://xa.test/{purpose.value}/{'+'.join(files)}"


def nowhere(purpose: Purpose, files: tuple[str, ...]) -> str:
    """The address where phones cannot reach us."""
    return ""


def carried(reply: Reply, abilities: Abilities, link: carrying.MakeLink = address) -> list[Reply]:
    return carrying.carried(reply, abilities, SAY, link)


# --- choices -------------------------------------------------------------------------------------


def test_where_there_are_no_buttons_choices_are_lines() -> None:
    (shown,) = carried(Reply(QUESTION, CHOICES[:2]), BOT)

    assert shown == Reply(f"{QUESTION}\n1. Câu 1\n2. Câu 2")


@pytest.mark.parametrize("abilities", [WEB, OA], ids=["web", "Official Account"])
def test_where_there_are_enough_buttons_they_are_no_lines(abilities: Abilities) -> None:
    reply = Reply(QUESTION, CHOICES[:5])

    assert carried(reply, abilities) == [reply]


def test_of_more_choices_than_buttons_all_are_lines_and_the_first_can_be_tapped() -> None:
    (shown,) = carried(Reply(QUESTION, CHOICES), OA)

    assert shown.text.split("\n")[-7:] == [button.label for button in CHOICES]
    assert shown.buttons == CHOICES[:5]


def test_without_choices_nothing_stands_under_the_text() -> None:
    assert [carried(Reply(QUESTION), abilities) for abilities in CHANNELS] == [
        [Reply(QUESTION)]
    ] * 4


# --- photos and sounds ---------------------------------------------------------------------------


def test_where_photos_stand_under_the_text_they_stay_there() -> None:
    reply = Reply(QUESTION, CHOICES[:2], photos=("photo-1", "voice-1"))

    assert carried(reply, WEB) == [reply]


def test_photos_are_one_link_and_the_question_stays_last() -> None:
    photos = ("photo-1", "photo-2", "photo-3")

    (shown,) = carried(Reply(QUESTION, CHOICES[:2], photos), BOT)

    assert shown.photos == ()
    assert shown.text.split("\n") == [
        "Việc của bà Mận, thôn Đoài.",
        "Ảnh: https://xa.test/see/photo-1+photo-2+photo-3",
        "Việc ấy có đúng không ạ?",
        "1. Câu 1",
        "2. Câu 2",
    ]


def test_under_what_asks_nothing_the_link_is_the_last_line() -> None:
    (shown,) = carried(Reply("Việc của bà Mận.", photos=("photo-1",)), BOT)

    assert shown.text == "Việc của bà Mận.\nẢnh: https://xa.test/see/photo-1"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        pytest.param(("photo-1",), "Ảnh: ", id="photos"),
        pytest.param(("voice-1",), "Tin thoại: ", id="sounds"),
        pytest.param(("photo-1", "voice-1"), "Ảnh và tin thoại: ", id="both"),
    ],
)
@pytest.mark.parametrize("link", [address, nowhere])
def test_what_is_behind_the_link_is_said_and_what_to_do_where_there_is_none(
    files: tuple[str, ...], line: str, link: carrying.MakeLink
) -> None:
    (shown,) = carried(Reply("Việc của bà Mận.", photos=files), BOT, link)
    said = shown.text.split("\n")[1]

    if link is address:
        assert said == line + address(Purpose.SEE, files)
    else:
        assert said.startswith(line.removesuffix(": ") + " thì bác ")
        assert said.endswith(" ở xã nhé.")
        assert "http" not in shown.text


def test_where_there_are_albums_photos_are_one_message_and_each_voice_another() -> None:
    seen = ("photo-1", "voice-1", "photo-2", "voice-2")

    assert carried(Reply(QUESTION, CHOICES[:2], seen), TELEGRAM) == [
        Reply("", photos=("photo-1", "photo-2")),
        Reply("", photos=("voice-1",)),
        Reply("", photos=("voice-2",)),
        Reply(QUESTION, CHOICES[:2]),
    ]


def test_more_than_an_album_is_a_link() -> None:
    seen = (*(f"photo-{place}" for place in range(10)), "voice-1")

    (shown,) = carried(Reply(QUESTION, CHOICES[:2], seen), TELEGRAM)

    assert "Ảnh và tin thoại: " in shown.text
    assert len(carried(Reply(QUESTION, photos=seen[:10]), TELEGRAM)) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_a_few_photos_are_messages_of_their_own_before_the_text(count: int) -> None:
    photos = tuple(f"photo-{n}" for n in range(count))

    shown = carried(Reply(QUESTION, CHOICES[:2], photos), OA)

    assert shown == [
        *(Reply("", photos=(photo,)) for photo in photos),
        Reply(QUESTION, CHOICES[:2]),
    ]


@pytest.mark.parametrize(
    "photos",
    [
        pytest.param(("photo-1", "photo-2", "photo-3", "photo-4"), id="too many photos"),
        pytest.param(("voice-1",), id="a sound"),
        pytest.param(("photo-1", "voice-1"), id="a photo and a sound"),
    ],
)
def test_many_photos_and_any_sound_are_a_link(photos: tuple[str, ...]) -> None:
    (shown,) = carried(Reply(QUESTION, CHOICES[:2], photos), OA)

    assert shown.photos == ()
    assert address(Purpose.SEE, photos) in shown.text
    assert shown.text.endswith("Việc ấy có đúng không ạ?")


def test_a_public_picture_goes_as_it_is_with_the_beginning_of_the_text() -> None:
    first, *rest = carried(Reply("việc tốt " * 500, public=("https://xa.test/1.jpg",)), BOT)

    assert first.public == ("https://xa.test/1.jpg",)
    assert rest
    assert {part.public for part in rest} == {()}


# --- documents -----------------------------------------------------------------------------------


def test_a_document_goes_along_where_the_channel_carries_it() -> None:
    reply = Reply("Sổ việc tốt đây.", files=("document-1",))

    assert carried(reply, WEB) == [reply]


@pytest.mark.parametrize("abilities", [BOT, OA], ids=["Zalo bot", "Official Account"])
def test_documents_are_a_link_each_which_works_once(abilities: Abilities) -> None:
    (shown,) = carried(Reply("Sổ việc tốt đây.", files=("document-1", "document-2")), abilities)

    assert shown.files == ()
    assert shown.text.split("\n") == [
        "Sổ việc tốt đây.",
        "Mở trang này lấy tệp, một lần thôi:",
        "https://xa.test/take/document-1",
        "https://xa.test/take/document-2",
    ]


def test_without_a_public_address_it_is_said_where_the_document_can_be_had() -> None:
    (shown,) = carried(Reply("Sổ việc tốt đây.", files=("document-1",)), BOT, nowhere)

    assert shown.text.split("\n")[1] == SAY("link-take-none")


# --- what is no text -----------------------------------------------------------------------------


@everywhere
def test_the_knock_of_the_template_stays_what_it_is(abilities: Abilities) -> None:
    assert carried(Reply("", knock=3), abilities) == [Reply("", knock=3)]


# --- for whatever may be said --------------------------------------------------------------------

words = st.text("abcđưỡ ?\n", min_size=1, max_size=300).map(str.strip)
labels = st.text("abcđưỡ", min_size=1, max_size=12)
shown_files = st.lists(st.sampled_from(["photo-1", "photo-2", "photo-3", "photo-4", "voice-1"]),
                       unique=True, max_size=5)  # fmt: skip


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """A reply of any kind."""
    if draw(st.integers(0, 9)) == 0:
        return Reply("", knock=draw(st.integers(1, 40)))
    buttons = tuple(
        Button(f"k.1.{n}", f"{n}. {label}")
        for n, label in enumerate(draw(st.lists(labels, max_size=9)), 1)
    )
    files = draw(st.lists(st.sampled_from(["document-1", "document-2"]), unique=True, max_size=2))
    public = draw(st.lists(st.just("https://xa.test/1.jpg"), max_size=1))
    return Reply(
        draw(words.filter(bool)), buttons, tuple(draw(shown_files)), tuple(files), tuple(public)
    )


limits = st.integers(120, 1900)
channels = st.builds(
    lambda one, limit: replace(one, text_limit=limit), st.sampled_from(CHANNELS), limits
)


def bare(text: str) -> str:
    """A text without the white space, which cuts may swallow."""
    return SPACES.sub("", text)


@given(replies(), channels, st.sampled_from([address, nowhere]))
def test_no_part_is_too_long_and_nothing_is_lost(
    reply: Reply, abilities: Abilities, link: Callable[[Purpose, tuple[str, ...]], str]
) -> None:
    parts = carried(reply, abilities, link)
    said = [part for part in parts if part.text or part.knock]
    text = bare("".join(part.text for part in said))

    assert all(len(part.text) <= abilities.text_limit for part in parts)
    assert [part.buttons for part in said[:-1]] == [()] * (len(said) - 1)
    tapped = said[-1].buttons
    assert tapped == reply.buttons[: len(tapped)]
    assert all(bare(b.label) in text for b in reply.buttons if b not in tapped)
    assert all(bare(line) in text for line in reply.text.split("\n"))
    assert [url for part in parts for url in part.public] == list(reply.public)
    shown = [photo for part in parts for photo in part.photos]
    in_albums = sorted(reply.photos, key=lambda name: name.startswith("voice-"))
    assert shown in ([], list(reply.photos), in_albums)
    taken = [name for part in parts for name in part.files]
    assert taken in ([], list(reply.files))
    if link is address:
        assert shown or not reply.photos or bare(address(Purpose.SEE, reply.photos)) in text
        assert taken or all(bare(address(Purpose.TAKE, (f,))) in text for f in reply.files)


@given(replies())
def test_what_is_stored_is_read_again(reply: Reply) -> None:
    names = tuple(f"Sổ {n}.xlsx" for n, _ in enumerate(reply.files))
    payload = carrying.encode(reply, names)

    assert carrying.decode(payload) == reply
    assert carrying.file_names(payload) == names


def grouped(said: Sequence[Reply], abilities: Abilities) -> list[list[Reply]]:
    """The replies of a turn as they go out together."""
    return [[said[place] for place in group] for group in carrying.together(said, abilities)]


@given(st.lists(replies(), max_size=8), channels)
def test_what_goes_out_together_keeps_its_order_and_nothing_stands_under_a_question(
    said: list[Reply], abilities: Abilities
) -> None:
    groups = grouped(said, abilities)

    assert list(chain(*groups)) == said
    if not abilities.thrifty:
        assert [len(group) for group in groups] == [1] * len(said)
    for group in groups:
        one = carrying.joined(group)
        assert all(not reply.buttons for reply in group[:-1])
        assert one.buttons == group[-1].buttons
        assert [*one.photos] == [photo for reply in group for photo in reply.photos]
        assert [*one.files] == [name for reply in group for name in reply.files]
        assert bare(one.text) == bare("".join(reply.text for reply in group))
        if len(group) > 1:
            assert not any(reply.knock or reply.public for reply in group)
            assert len(carried(one, abilities)) == 1


# --- several things said in one turn -------------------------------------------------------------


def test_where_messages_count_a_receipt_and_the_question_after_it_are_one() -> None:
    thanks, receipt, question = (
        Reply("Cháu cảm ơn bác."),
        Reply("Mã của bác:\n4071 2386"),
        Reply(QUESTION, CHOICES[:2]),
    )

    (group,) = grouped([thanks, receipt, question], BOT)

    assert carrying.joined(group) == Reply(
        f"Cháu cảm ơn bác.\n\nMã của bác:\n4071 2386\n\n{QUESTION}", CHOICES[:2]
    )


def test_elsewhere_each_is_a_message_of_its_own() -> None:
    said = [Reply("Cháu cảm ơn bác."), Reply(QUESTION, CHOICES[:2])]

    assert grouped(said, OA) == grouped(said, WEB) == [said[:1], said[1:]]


def test_nothing_stands_under_a_question() -> None:
    question, news = Reply(QUESTION, CHOICES[:2]), Reply("Việc của bà Mận đã được nêu gương.")

    assert grouped([question, news], BOT) == [[question], [news]]


@pytest.mark.parametrize(
    "long",
    [
        pytest.param(Reply("a" * 1890), id="the text"),
        pytest.param(Reply("a" * 1800, photos=("photo-1",)), id="the text and its link"),
        pytest.param(Reply("a" * 1800, files=("document-1",)), id="the text and its document"),
    ],
)
def test_what_would_be_too_long_together_goes_apart(long: Reply) -> None:
    short = Reply("Cháu cảm ơn bác.")

    assert grouped([long, short], BOT) == [[long], [short]]


def test_photos_of_several_replies_are_one_link_and_no_document_is_left_behind() -> None:
    (group,) = grouped(
        [
            Reply("Việc của bà Mận.", photos=("photo-1",), files=("document-1",)),
            Reply(QUESTION, CHOICES[:2], photos=("photo-2",)),
        ],
        BOT,
    )

    (shown,) = carried(carrying.joined(group), BOT)

    assert "Ảnh: https://xa.test/see/photo-1+photo-2\n" in shown.text
    assert "https://xa.test/take/document-1\n" in shown.text


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Reply("", knock=2), id="a knock"),
        pytest.param(
            Reply("Nêu gương bà Mận.", public=("https://xa.test/1.jpg",)), id="a picture"
        ),
    ],
)
def test_what_is_sent_in_another_way_is_never_joined(other: Reply) -> None:
    news = Reply("Cháu cảm ơn bác.")

    assert grouped([news, other, news], BOT) == [[news], [other], [news]]

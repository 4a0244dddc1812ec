"""Choosing one option or several by typing."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.messages import Option
from bot.dialogue.understand import (
    Picked,
    Unclear,
    clean,
    command,
    fold,
    number,
    numbered,
    pick,
    pick_several,
    small_talk,
    untelex,
    yes_no,
)


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label, label) for label in labels)


HAMLETS = options("Đoài", "Đông", "Trung", "Thượng", "Hạ", "Chùa")
THON = options("Thôn Đoài", "Thôn Đông", "Thôn Trung", "Thôn Thượng", "Thôn Hạ", "Thôn Chùa")
ODD = options("Thôn 1", "Thôn 3", "Thôn 5")
PLACED = tuple(Option(f"t{n}", f"Thôn {n}", position=n) for n in (1, 3, 5))
HEAD = options("Đúng", "Chưa đúng")
AGREE = options("Đồng ý", "Không", "Xem kỹ hơn")
SEND = options("Gửi", "Sửa", "Bỏ")
NAMES = options("Hạ", "Hà")
OLD = (Option("d", "Đoài", others=("Làng Sấu", "xóm Cũ")), Option("o", "Đông"))
LONG = options("Có, giữ tên tôi", "Không, giấu tên tôi", "Để sau")
PEOPLE = options("Bà Bưởi bán xôi", "Ông Ba", "Ông Thóc", "Bà Mận")
DAYS = options("Hôm qua, thứ Hai, 9/11", "Hôm kia, Chủ nhật, 8/11")
DAY_LABELS = {o.label for o in DAYS}
UNKNOWN = options("Đoài", "Đông", "Không rõ")
VERDICT = options("Không đồng ý", "Để sau")


def said(result: Picked | Unclear) -> list[str]:
    assert isinstance(result, Picked), result
    return [o.label for o in result.options]


@pytest.mark.parametrize(
    ("text", "shown", "label"),
    [
        pytest.param("Đoài", HAMLETS, "Đoài", id="the label"),
        pytest.param("doai", HAMLETS, "Đoài", id="without marks"),
        pytest.param("ĐOÀI", HAMLETS, "Đoài", id="capitals"),
        pytest.param("đòai", HAMLETS, "Đoài", id="other tone placement"),
        pytest.param(unicodedata.normalize("NFD", "Đoài"), HAMLETS, "Đoài", id="decomposed"),
        pytest.param("đoài 👍", HAMLETS, "Đoài", id="emoji behind"),
        pytest.param("🏡 đoài 🏡", HAMLETS, "Đoài", id="emoji around"),
        pytest.param("«Đoài».", HAMLETS, "Đoài", id="punctuation"),
        pytest.param("ddoaif", HAMLETS, "Đoài", id="telex"),
        pytest.param("Ddoài", HAMLETS, "Đoài", id="half telex"),
        pytest.param("d9oai2", HAMLETS, "Đoài", id="vni"),
        pytest.param("thuwowngj", HAMLETS, "Thượng", id="telex with two horns"),
        pytest.param("thôn thuongj", THON, "Thôn Thượng", id="telex on one word"),
        pytest.param("thoon ddoong", THON, "Thôn Đông", id="telex on all words"),
        pytest.param("đoài", THON, "Thôn Đoài", id="the telling word"),
        pytest.param("xóm đoài", THON, "Thôn Đoài", id="another word for hamlet"),
        pytest.param("thôn đoài", HAMLETS, "Đoài", id="hamlet said before"),
        pytest.param("ở thôn Hạ ạ", HAMLETS, "Hạ", id="at the hamlet"),
        pytest.param("doia", HAMLETS, "Đoài", id="swapped letters"),
        pytest.param("đoàii", HAMLETS, "Đoài", id="one letter too many"),
        pytest.param("thượg", HAMLETS, "Thượng", id="one letter missing"),
        pytest.param("trumg", HAMLETS, "Trung", id="one wrong letter"),
        pytest.param("đoái", HAMLETS, "Đoài", id="one wrong mark"),
        pytest.param("chua", HAMLETS, "Chùa", id="a name that looks like not yet"),
        pytest.param("thôn chùa", HAMLETS, "Chùa", id="a name like not yet in full"),
        pytest.param("1", HAMLETS, "Đoài", id="digit"),
        pytest.param("2.", HAMLETS, "Đông", id="digit and dot"),
        pytest.param("2)", HAMLETS, "Đông", id="digit and bracket"),
        pytest.param("(2)", HAMLETS, "Đông", id="digit in brackets"),
        pytest.param("2️⃣", HAMLETS, "Đông", id="digit on a key"),
        pytest.param("２", HAMLETS, "Đông", id="wide digit"),
        pytest.param("02", HAMLETS, "Đông", id="leading zero"),
        pytest.param("một", HAMLETS, "Đoài", id="number word"),
        pytest.param("mot", HAMLETS, "Đoài", id="number word without marks"),
        pytest.param("hai", HAMLETS, "Đông", id="two"),
        pytest.param("số ba", HAMLETS, "Trung", id="number three"),
        pytest.param("so 4", HAMLETS, "Thượng", id="number four"),
        pytest.param("số tư", HAMLETS, "Thượng", id="the other four"),
        pytest.param("cái đầu tiên", HAMLETS, "Đoài", id="the first"),
        pytest.param("cái thứ hai ạ", HAMLETS, "Đông", id="the second"),
        pytest.param("thứ nhất", HAMLETS, "Đoài", id="first"),
        pytest.param("dạ em chọn số 2 ạ", HAMLETS, "Đông", id="politely"),
        pytest.param("bác lấy ý 3 nhé", HAMLETS, "Trung", id="the third idea"),
        pytest.param("cho tôi số 5 đi cháu", HAMLETS, "Hạ", id="give me five"),
        pytest.param("chon so2", HAMLETS, "Đông", id="glued digit"),
        pytest.param("dạ thưa là thôn Đông ạ", HAMLETS, "Đông", id="politely by name"),
        pytest.param("thon 3", ODD, "Thôn 3", id="hamlet 3 by name"),
        pytest.param("thon3", ODD, "Thôn 3", id="hamlet 3 glued"),
        pytest.param("thoon 3", ODD, "Thôn 3", id="hamlet 3 in telex"),
        pytest.param("thôn ba", ODD, "Thôn 3", id="hamlet three in words"),
        pytest.param("1", ODD, "Thôn 1", id="place and name agree"),
        pytest.param("3", PLACED, "Thôn 3", id="its own number kept"),
        pytest.param("năm", PLACED, "Thôn 5", id="its own number as a word"),
        pytest.param("thôn 3", options("Thôn Một", "Thôn Ba"), "Thôn Ba", id="digit for a word"),
        pytest.param("thôn mười hai", options("Thôn 11", "Thôn 12"), "Thôn 12", id="twelve"),
        pytest.param("làng sấu", OLD, "Đoài", id="an old name"),
        pytest.param("xom cu", OLD, "Đoài", id="an old name without marks"),
        pytest.param("hà", NAMES, "Hà", id="marks that were typed count"),
        pytest.param("hạ", NAMES, "Hạ", id="the other mark"),
        pytest.param("thôn hà", NAMES, "Hà", id="marks count behind a word too"),
        pytest.param("dung", HEAD, "Đúng", id="right"),
        pytest.param("đúng rồi ạ", HEAD, "Đúng", id="quite right"),
        pytest.param("dạ có đúng", HEAD, "Đúng", id="yes right"),
        pytest.param("đúgn", HEAD, "Đúng", id="right with a slip"),
        pytest.param("ddungs", HEAD, "Đúng", id="right in telex"),
        pytest.param("chua dung", HEAD, "Chưa đúng", id="not right without marks"),
        pytest.param("chưa đúng ạ", HEAD, "Chưa đúng", id="not right"),
        pytest.param("chuaw ddungs", HEAD, "Chưa đúng", id="not right in telex"),
        pytest.param("chuadung", HEAD, "Chưa đúng", id="not right without the space"),
        pytest.param("dong y", AGREE, "Đồng ý", id="agree without marks"),
        pytest.param("đồng í", AGREE, "Đồng ý", id="i for y"),
        pytest.param("ok đồng ý", AGREE, "Đồng ý", id="ok agree"),
        pytest.param("dongy", AGREE, "Đồng ý", id="agree without the space"),
        pytest.param("tôi đồng ý nhé cháu", AGREE, "Đồng ý", id="I agree"),
        pytest.param("không đồng ý", AGREE, "Không", id="disagree"),
        pytest.param("khong dong y", AGREE, "Không", id="disagree without marks"),
        pytest.param("khoong ddoongf ys", AGREE, "Không", id="disagree in telex"),
        pytest.param("ko", AGREE, "Không", id="short no"),
        pytest.param("k ạ", AGREE, "Không", id="shortest no"),
        pytest.param("hông", AGREE, "Không", id="southern no"),
        pytest.param("hổng", AGREE, "Không", id="other southern no"),
        pytest.param("hok", AGREE, "Không", id="young no"),
        pytest.param("khoong", AGREE, "Không", id="no in telex"),
        pytest.param("xem ki hon", AGREE, "Xem kỹ hơn", id="i for y without marks"),
        pytest.param("gửi đi", SEND, "Gửi", id="go on and send"),
        pytest.param("gửi luôn", SEND, "Gửi", id="send at once"),
        pytest.param("gởi giúp bác", SEND, "Gửi", id="send, as the south says it"),
        pytest.param("guwri", SEND, "Gửi", id="send in telex"),
        pytest.param("chưa", HEAD, "Chưa đúng", id="not yet, where right is the other choice"),
        pytest.param("chủ nhật", DAYS, "Hôm kia, Chủ nhật, 8/11", id="part of a day"),
        pytest.param("vâng ạ", options("Có", "Không"), "Có", id="polite yes"),
        pytest.param("không đâu", options("Có", "Không"), "Không", id="no indeed"),
        pytest.param("không có ạ", options("Có", "Không"), "Không", id="there is none"),
        pytest.param("có", LONG, "Có, giữ tên tôi", id="head of a label"),
        pytest.param("không ạ", LONG, "Không, giấu tên tôi", id="head of a label that says no"),
        pytest.param("bà bưởi", PEOPLE, "Bà Bưởi bán xôi", id="part of a name"),
        pytest.param("bưởi", PEOPLE, "Bà Bưởi bán xôi", id="a telling word of a name"),
        pytest.param("ông ba", PEOPLE, "Ông Ba", id="a name that is a number"),
        pytest.param("ừ", options("Có", "Không"), "Có", id="another yes"),
        pytest.param("ok", options("Có", "Không"), "Có", id="ok for yes"),
    ],
)  # fmt: skip
def test_picks(text: str, shown: tuple[Option, ...], label: str) -> None:
    assert said(pick(text, shown)) == [label]


@pytest.mark.parametrize(
    ("text", "shown", "closest"),
    [
        pytest.param("3", ODD, {"Thôn 3", "Thôn 5"}, id="a place and another's name"),
        pytest.param("ba", ODD, {"Thôn 3", "Thôn 5"}, id="a place and another's name in words"),
        pytest.param("so 3", ODD, {"Thôn 3", "Thôn 5"}, id="number three"),
        pytest.param("3", options("5", "3", "1"), {"3", "1"}, id="a label and another's place"),
        pytest.param("ha", NAMES, {"Hạ", "Hà"}, id="two names without their marks"),
        pytest.param("hã", NAMES, {"Hạ", "Hà"}, id="a mark of neither"),
        pytest.param("không", HAMLETS, set(), id="no is not zero"),
        pytest.param("0", HAMLETS, set(), id="zero"),
        pytest.param("7", HAMLETS, set(), id="past the end"),
        pytest.param("2 3", HAMLETS, set(), id="two numbers"),
        pytest.param("12/3", HAMLETS, set(), id="a day"),
        pytest.param("chưa", HAMLETS, set(), id="not yet is no hamlet"),
        pytest.param("không đúng", HEAD, None, id="not right in other words"),
        pytest.param("k dung", HEAD, None, id="not right in short"),
        pytest.param("ko đúng ạ", HEAD, None, id="not right, politely"),
        pytest.param("đừng", HEAD, None, id="don't"),
        pytest.param("đúng đâu", HEAD, None, id="right indeed, not"),
        pytest.param("đúng không", HEAD, None, id="is it right"),
        pytest.param("đúng không?", HEAD, None, id="is it right?"),
        pytest.param("đúng?", HEAD, None, id="right?"),
        pytest.param("đúng chưa", HEAD, None, id="right yet"),
        pytest.param("chẳng đúng", HEAD, None, id="not at all right"),
        pytest.param("chưa đồng ý", AGREE, None, id="not agreed yet"),
        pytest.param("không đồng ý", options("Đồng ý", "Xem kỹ hơn"), None, id="disagree"),
        pytest.param("ừ không", AGREE, None, id="yes no"),
        pytest.param("không rõ", AGREE, None, id="unclear is not no"),
        pytest.param("đừng gửi", SEND, None, id="don't send"),
        pytest.param("chua gui", SEND, None, id="not yet send"),
        pytest.param("dung gui", SEND, None, id="don't send without marks"),
        pytest.param("khoan gửi", SEND, None, id="wait with sending"),
        pytest.param("thôi gửi", SEND, None, id="stop sending"),
        pytest.param("gửi rồi", SEND, None, id="sent already"),
        pytest.param("thứ hai", DAYS, DAY_LABELS, id="the second, or Monday"),
        pytest.param("thứ 2", DAYS, DAY_LABELS, id="the 2nd, or Monday"),
        pytest.param("không", UNKNOWN, {"Không rõ"}, id="no is not unknown"),
        pytest.param("có không", options("Có", "Không"), None, id="is there"),
        pytest.param("gửi à", SEND, None, id="send, you say"),
        pytest.param("gửi hay bỏ", SEND, None, id="one or the other"),
        pytest.param("đồng ý", VERDICT, None, id="half of a label that says no"),
        pytest.param("ba", PEOPLE, {"Ông Ba", "Ông Thóc"}, id="number or name"),
        pytest.param("thôn 3", HAMLETS, set(), id="a hamlet by a number it has not"),
        pytest.param("hôm qua tôi gửi xe ở nhà ông Hai", SEND, set(), id="a tale"),
        pytest.param(
            "hôm qua tôi gửi xe ở nhà ông Hai", HAMLETS, set(), id="a tale with a number"
        ),
        pytest.param("nhà ông Hai", HAMLETS, set(), id="a place in a name"),
        pytest.param("x" * 6000, HAMLETS, set(), id="very long"),
        pytest.param("Đoài " * 1000, HAMLETS, set(), id="a name a thousand times"),
        pytest.param("", HAMLETS, set(), id="nothing"),
        pytest.param("👍", HAMLETS, set(), id="a thumb"),
        pytest.param("đoài", (), set(), id="nothing to choose from"),
    ],
)
def test_is_unclear(text: str, shown: tuple[Option, ...], closest: set[str] | None) -> None:
    result = pick(text, shown)

    assert isinstance(result, Unclear)
    assert len(result.closest) <= 4
    if closest is not None:
        assert {o.label for o in result.closest} <= closest
        assert bool(result.closest) == bool(closest)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1 3 4", ["Đoài", "Trung", "Thượng"]),
        ("1,3 và 4", ["Đoài", "Trung", "Thượng"]),
        ("4; 1", ["Đoài", "Thượng"]),
        ("1+2", ["Đoài", "Đông"]),
        ("dạ 1 và 2 ạ", ["Đoài", "Đông"]),
        ("số 1 với số 2", ["Đoài", "Đông"]),
        ("hai ba", ["Đông", "Trung"]),
        ("Đoài với Đông", ["Đoài", "Đông"]),
        ("doai dong", ["Đoài", "Đông"]),
        ("đoài, hạ\nchùa", ["Đoài", "Hạ", "Chùa"]),
        ("ddoaif vaf ddoong", ["Đoài", "Đông"]),
        ("thôn Đoài và thôn Hạ", ["Đoài", "Hạ"]),
        ("2", ["Đông"]),
        ("1 1 1", ["Đoài"]),
        ("tất cả", [o.label for o in HAMLETS]),
        ("tat ca a", [o.label for o in HAMLETS]),
        ("cả 6", [o.label for o in HAMLETS]),
        ("cả sáu thôn".removesuffix(" thôn"), [o.label for o in HAMLETS]),
        ("1 9", None),
        ("cả hai", None),
        ("1-3", None),
        ("134", None),
        ("tất cả trừ 3", None),
        ("1 không 2", None),
        ("đoài, không biết", None),
        ("không", None),
        ("1 2?", None),
        ("hôm qua 1 người ở đoài", None),
        ("", None),
        ("1 " * 3000, None),
    ],
)
def test_picks_several(text: str, labels: list[str] | None) -> None:
    result = pick_several(text, HAMLETS)

    assert (isinstance(result, Picked) and [o.label for o in result.options]) == (labels or False)


LETTERS = st.text("bcdghklmnpqrstvxaeiouyăâđêôơưáàảãạ", min_size=1, max_size=8)
LABELS = st.lists(
    st.lists(LETTERS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6, unique_by=fold
)
SHOWN = st.sampled_from(
    [HAMLETS, THON, ODD, HEAD, AGREE, SEND, NAMES, LONG, PEOPLE, VERDICT, DAYS, UNKNOWN]
)
NEGATIONS = {
    "không": "khong",
    "ko": "khong",
    "k": "khong",
    "hông": "khong",
    "chưa": "chua",
    "chua": "chua",
    "đừng": "đừng",
    "thôi": "thoi",
}
SAYINGS = """
không ko k hông chưa chua đừng thôi dạ ạ em đúng dung đồng ý gửi gui 1 2 3 hai ba thôn đoài hạ hà
số có
"""
TYPED = st.lists(st.sampled_from(SAYINGS.split()), max_size=5).map(" ".join)


@given(LABELS)
def test_its_own_label_picks_an_option(labels: list[str]) -> None:
    shown = options(*labels)

    for label in labels:
        assert said(pick(label, shown)) == [label]


@given(TYPED, SHOWN)
def test_a_negation_is_never_dropped(text: str, shown: tuple[Option, ...]) -> None:
    result = pick(text, shown)

    if isinstance(result, Picked):
        label = fold(result.options[0].label).split()
        denied = {NEGATIONS[word] for word in text.split() if word in NEGATIONS}
        assert denied <= set(label)


@given(st.one_of(TYPED, st.text(max_size=60)), SHOWN)
def test_encoding_and_spaces_change_nothing(text: str, shown: tuple[Option, ...]) -> None:
    for choose in (pick, pick_several):
        plain = choose(text, shown)

        assert choose(unicodedata.normalize("NFD", text), shown) == plain
        assert choose(unicodedata.normalize("NFC", text), shown) == plain
        assert choose(f" \n {text}  ", shown) == plain


@given(st.text(max_size=10_000), SHOWN)
def test_any_text_is_a_choice_or_unclear(text: str, shown: tuple[Option, ...]) -> None:
    for choose in (pick, pick_several):
        result = choose(text, shown)

        assert isinstance(result, Unclear) or set(result.options) <= set(shown)
        assert isinstance(result, Picked) or len(result.closest) <= 4


@pytest.mark.parametrize(
    "text", ["Bà Mận giúp bà Bưởi. " * 300, "đ" * 6000, "1 " * 3000, "a." * 3000]
)
def test_a_long_text_is_quickly_read(text: str) -> None:
    calls = (fold, clean, untelex, number, yes_no, command, small_talk, numbered)
    started = time.perf_counter()
    for call in calls:
        call(text)
    pick(text, HAMLETS)
    pick_several(text, HAMLETS)

    # Ten calls of a few milliseconds each at most; the bound leaves room for a busy machine.
    assert time.perf_counter() - started < 0.5

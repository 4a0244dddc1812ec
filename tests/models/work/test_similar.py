"""One deed told by two people, and deeds that only look alike."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.work.similar import SAME, Traits, same_deed, similarity

DOAI, HA = 1, 2
DAY = date(2026, 11, 10)


def traits(who: str, story: str, hamlet: int | None = DOAI, days: int | None = 0) -> Traits:
    """A deed told with the day so many days after the tenth, None for an unknown day."""
    day = None if days is None else DAY + timedelta(days=days)
    return Traits(who, story, hamlet, day, day)


WALLET = "nhặt được ví có 5 triệu đồng, trả lại cho người mất"
PORRIDGE = "nấu cháo cho người già neo đơn"
LAND = "hiến 200 mét vuông đất làm đường"
RESCUE = "nhảy xuống ao cứu cháu bé bị đuối nước"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (traits("bà Mận", WALLET), traits("bà Mận", WALLET)),
        (traits("bà Mận bán xôi", WALLET), traits("Mận", "trả lại cái ví nhặt được ở chợ")),
        (traits("bà Mận", WALLET), traits("ba man ban xoi", "nhat duoc vi tra lai nguoi mat")),
        (traits("bà Mận", WALLET, days=0), traits("bà Mận", "nhặt ví trả người mất", days=3)),
        (traits("bà Mận", WALLET, days=None), traits("bà Mận", "nhặt được cái ví đem trả")),
        (traits("bà Mận", WALLET, hamlet=None), traits("bà Mận", "nhặt được ví trả người ta")),
        (
            traits("bà Mận", WALLET, None, None),
            traits("Mận bán xôi", "nhặt được ví 5 triệu trả lại", None, None),
        ),
        (traits("Nguyễn Thị Mận", PORRIDGE), traits("bà Mận", "nấu cháo phát cho các cụ già")),
        (traits("cô Mận", PORRIDGE), traits("bà Mận", "bà nấu cháo cho người già", days=-2)),
        (traits("ông Thóc", LAND), traits("nhà ông Thóc", "hiến đất mở rộng đường thôn")),
        (traits("vợ chồng ông Thóc", LAND), traits("ông Thóc", "hien dat lam duong")),
        (traits("anh Cày", RESCUE), traits("Cày", "cứu đứa bé đuối nước ở ao đình")),
        (traits("anh Cày", RESCUE), traits("anh Cày", "cứu người đuối nước", days=1)),
        (
            Traits("cô Lúa", "dạy chữ cho trẻ em nghèo", DOAI, DAY, DAY + timedelta(days=60)),
            traits("cô Lúa", "dạy chữ miễn phí buổi tối cho trẻ em", days=30),
        ),
        (
            traits("thanh niên thôn Đoài", "dọn rác bờ mương"),
            traits("đoàn thanh niên thôn Đoài", "vớt rác, dọn bờ mương"),
        ),
        (traits("bà Mận", WALLET), traits("bà Mận", "")),
        (
            Traits("bà Mận", PORRIDGE, DOAI, DAY, None),
            Traits("bà Mận", "nấu cháo cho người già", DOAI, None, DAY),
        ),
    ],
)
def test_one_deed_told_twice(a: Traits, b: Traits) -> None:
    assert same_deed(a, b)
    assert similarity(a, b) == similarity(b, a) >= SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (traits("bà Mận", WALLET), traits("bà Mận", PORRIDGE, days=21)),
        (traits("bà Mận", WALLET), traits("bà Mận", WALLET, days=21)),
        (traits("bà Mận", WALLET), traits("bà Mận", WALLET, days=4)),
        (traits("bà Mận", WALLET, DOAI), traits("bà Mận", WALLET, HA)),
        (traits("bà Mận", PORRIDGE, DOAI, None), traits("bà Mận", PORRIDGE, HA, None)),
        (traits("bà Mận", WALLET), traits("bà Mận", PORRIDGE)),
        (traits("bà Mận", WALLET, days=None), traits("bà Mận", LAND, days=None)),
        (traits("bà Mận", RESCUE), traits("bà Mận", "hiến máu lần thứ bảy")),
        (traits("ông Thóc", LAND), traits("ông Thóc", "sửa xe miễn phí cho học sinh")),
        (traits("ông Thóc", PORRIDGE), traits("ông Thóc", "cắt tóc cho người già")),
        (traits("bà Mận bán xôi", WALLET), traits("bà Mận nuôi gà", PORRIDGE)),
        (traits("bà Mận", WALLET), traits("bà Mơ", WALLET)),
        (traits("ông Sấu", LAND), traits("ông Sáu", LAND)),
        (traits("bà Mận", PORRIDGE), traits("con bà Mận", PORRIDGE)),
        (traits("bà Mận", PORRIDGE), traits("ông Mận", PORRIDGE)),
        (traits("Nguyễn Thị Mận", LAND), traits("Trần Thị Mận", LAND)),
        (traits("bà Mận", "", None, None), traits("bà Mận", "", None, None)),
        (traits("hội phụ nữ", "dọn rác"), traits("đội bóng thôn Đoài", "dọn rác")),
        (traits("", WALLET), traits("", WALLET)),
    ],
)
def test_two_deeds(a: Traits, b: Traits) -> None:
    assert not same_deed(a, b)
    assert similarity(a, b) == similarity(b, a) < SAME


days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
any_traits = st.builds(
    Traits, st.text(max_size=20), st.text(max_size=40), st.none() | st.integers(1, 3), days, days
)


@given(any_traits, any_traits)
def test_any_two_deeds_can_be_compared(a: Traits, b: Traits) -> None:
    assert 0 <= similarity(a, b) <= 1
    assert similarity(a, b) == similarity(b, a)

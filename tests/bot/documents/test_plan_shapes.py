"""Plans in the shapes that offices give them, and what must not be read into them: real files with
annexes, merged cells, signatures in tables, days in lists, names that nobody may keep.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

import docx
import pytest
from dateutil.rrule import rrulestr
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.plan import NotTaken, Reason, compare, read_plan, read_plan_text
from models.work.plan_findings import PlanFindings
from tests.bot.documents import plans

NS = nsdecls("w")
NAME = "Bưởi"  # of whoever signs the invented plan
ROWS = (
    ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian hoàn thành"),
    ("1", "Đăng ký thi đua", "Các thôn; Hội Nông dân", "Trước 10/02"),
    ("2", "Sơ kết 6 tháng", "Văn phòng", "Quý II"),
)
IN_ROWS = [
    ("Đăng ký thi đua", ("Các thôn", "Hội Nông dân"), date(2026, 2, 9)),
    ("Sơ kết 6 tháng", ("Văn phòng",), date(2026, 6, 30)),
]
BODY = ("I. NHIỆM VỤ", "1. Phát động", "Phát động phong trào thi đua “Đường sạch” trong toàn xã.")
YEARLY = "FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}"


def one(sentence: str) -> PlanFindings:
    """What is read out of a plan with one sentence in it."""
    return read_plan_text(plans.plain("I. NHIỆM VỤ", "1. Công việc", sentence, "Việc khác là có."))


def days(found: PlanFindings) -> list[tuple[date, str]]:
    return [(deadline.due, deadline.rule) for deadline in found.deadlines]


def in_rows(found: PlanFindings) -> list[tuple[str, tuple[str, ...], date]]:
    return [(deadline.what, deadline.owners, deadline.due) for deadline in found.deadlines]


# --- days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Several days after one word.
        (
            "Báo cáo trước ngày 20/3, 20/6 và 20/12.",
            [(date(2026, month, 19), "") for month in (3, 6, 12)],
        ),
        (
            "Báo cáo trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm.",
            [
                (date(2026, 6, 14), YEARLY.format(6, 14)),
                (date(2026, 12, 14), YEARLY.format(12, 14)),
            ],
        ),
        (
            "Định kỳ 6 tháng, hằng năm báo cáo trước ngày 15/6 và 15/12.",
            [
                (date(2026, 6, 14), YEARLY.format(6, 14)),
                (date(2026, 12, 14), YEARLY.format(12, 14)),
            ],
        ),
        (
            "Sáu tháng một lần, vào ngày 15/6 và 15/12, các đơn vị báo cáo.",
            [
                (date(2026, 6, 15), YEARLY.format(6, 15)),
                (date(2026, 12, 15), YEARLY.format(12, 15)),
            ],
        ),
        (
            "Hạn chót nộp sáng kiến: ngày 30/5 (đợt 1) và ngày 30/10 (đợt 2).",
            [(date(2026, 5, 30), ""), (date(2026, 10, 30), "")],
        ),
        ("Trong quý I và quý III mở lớp.", [(date(2026, 3, 31), ""), (date(2026, 9, 30), "")]),
        (
            "Hoàn thành trong quý II, III và quý IV.",
            [(date(2026, month, last), "") for month, last in ((6, 30), (9, 30), (12, 31))],
        ),
        ("Tổ chức trong tháng 3, tháng 9.", [(date(2026, 3, 31), ""), (date(2026, 9, 30), "")]),
        ("Xong trước quý III và quý IV.", [(date(2026, 6, 30), ""), (date(2026, 9, 30), "")]),
        # One day, in other words or signs.
        ("Gửi báo cáo trước ngày 15.6.2026.", [(date(2026, 6, 14), "")]),
        ("Gửi báo cáo trước ngày 15-6-2026.", [(date(2026, 6, 14), "")]),
        ("Nộp vào ngày 10/3/26.", [(date(2026, 3, 10), "")]),
        ("Gửi trước 17 giờ 00 ngày 15/3/2026.", [(date(2026, 3, 15), "")]),
        ("Gửi trước 17g00 ngày 15/3 và 15/9.", [(date(2026, m, 15), "") for m in (3, 9)]),
        ("Gửi trước ngày 15.6.", [(date(2026, 6, 14), "")]),
        ("Gửi trước ngày 5 - 12 - 2026.", [(date(2026, 12, 4), "")]),
        ("Gửi trước thứ Sáu, ngày 10/7/2026.", [(date(2026, 7, 9), "")]),
        ("Xong trước ngày mùng 5/3.", [(date(2026, 3, 4), "")]),
        ("Gửi trước các ngày 15/3, 15/6.", [(date(2026, 3, 14), ""), (date(2026, 6, 14), "")]),
        ("Đến 30/11 phải hoàn thành bình xét.", [(date(2026, 11, 30), "")]),
        ("Tổ chức gặp mặt (dự kiến ngày 11/6).", [(date(2026, 6, 11), "")]),
        ("Dự kiến tháng 6/2026 gặp mặt.", [(date(2026, 6, 30), "")]),
        ("Chậm nhất tháng 6 phải xong.", [(date(2026, 6, 30), "")]),
        ("Đến tháng 11/2026, các thôn xong.", [(date(2026, 11, 30), "")]),
        ("Ngày 18/11/2026: Ngày hội.", [(date(2026, 11, 18), "")]),
        ("Xong chậm nhất 15 ngày trước ngày 20/11.", [(date(2026, 11, 5), "")]),
        ("Xong trước ngày 20/11 ít nhất 15 ngày.", [(date(2026, 11, 5), "")]),
        (
            "Trong các tháng 3, 6 và 9 các thôn họp.",
            [(date(2026, month, last), "") for month, last in ((3, 31), (6, 30), (9, 30))],
        ),
        # A period, of which the end counts; the year after.
        ("Thời gian: 01/3 - 30/4/2026.", [(date(2026, 4, 30), "")]),
        ("Thời gian: 10-20/11/2026.", [(date(2026, 11, 20), "")]),
        ("Thời gian: từ tháng 3 - tháng 9.", [(date(2026, 9, 30), "")]),
        ("Phát động từ 10/2026 đến 5/2027.", [(date(2027, 5, 31), "")]),
        ("Thực hiện từ tháng 3 đến tháng 9 năm 2026.", [(date(2026, 9, 30), "")]),
        ("Gửi hồ sơ trước ngày 15/01 năm sau.", [(date(2027, 1, 14), "")]),
        ("Xong trong quý I năm sau.", [(date(2027, 3, 31), "")]),
        # A part of a month or a quarter.
        ("Tổ chức hội thi giữa tháng 9.", [(date(2026, 9, 20), "")]),
        ("Tổ chức hội thi vào trung tuần tháng 9.", [(date(2026, 9, 20), "")]),
        ("Tập huấn vào tuần đầu tháng 7.", [(date(2026, 7, 7), "")]),
        ("Tập huấn tuần cuối tháng 2.", [(date(2026, 2, 28), "")]),
        ("Tổng kết vào đầu quý III.", [(date(2026, 7, 31), "")]),
        ("Chậm nhất đến 17h ngày 15/3 các thôn gửi.", [(date(2026, 3, 15), "")]),
        ("Hạn cuối gửi hồ sơ là ngày 20/5/2026.", [(date(2026, 5, 20), "")]),
        ("Không muộn hơn ngày 20/4.", [(date(2026, 4, 20), "")]),
        ("Thời gian thực hiện: Quý II/2026.", [(date(2026, 6, 30), "")]),
        ("Quý III: tổ chức kiểm tra các thôn.", [(date(2026, 9, 30), "")]),
        # What comes again.
        (
            "Hằng năm, trước ngày 30/11, các thôn gửi.",
            [(date(2026, 11, 29), YEARLY.format(11, 29))],
        ),
        (
            "Định kỳ hằng tháng, các thôn gửi số liệu vào ngày 25.",
            [(date(2026, 1, 25), "FREQ=MONTHLY;BYMONTHDAY=25")],
        ),
        (
            "Báo cáo hằng quý (trước ngày 20 tháng cuối quý), năm (trước 10/12).",
            [
                (date(2026, 3, 19), YEARLY.format("3,6,9,12", 19)),
                (date(2026, 12, 9), YEARLY.format(12, 9)),
            ],
        ),
        ("Hằng năm có hội thi, năm nay xong trước 15/6/2026.", [(date(2026, 6, 14), "")]),
        (
            "Trước ngày 25 của tháng, các thôn gửi.",
            [(date(2026, 1, 24), "FREQ=MONTHLY;BYMONTHDAY=24")],
        ),
        (
            "Báo cáo tháng (trước ngày 25), quý (trước ngày 20 tháng cuối cùng của quý).",
            [
                (date(2026, 1, 24), "FREQ=MONTHLY;BYMONTHDAY=24"),
                (date(2026, 3, 19), YEARLY.format("3,6,9,12", 19)),
            ],
        ),
        (
            "Gửi vào ngày 15 của tháng thứ hai trong quý.",
            [(date(2026, 2, 15), YEARLY.format("2,5,8,11", 15))],
        ),
        ("Quý 4 hằng năm tổng kết.", [(date(2026, 12, 31), YEARLY.format(12, 31))]),
        # What was, what is counted, what is only quoted.
        ("Khắc phục hạn chế ở 2/3 hộ.", []),
        ("So với năm trước 5/6 thôn đạt.", []),
        ("Trước 5/6 thôn Đoài gửi.", [(date(2026, 6, 4), "")]),
        ("Tăng từ 2 đến 5-10 triệu đồng.", []),
        ("Mức chi đến 5/10 lương.", []),
        ("Tính đến ngày 30/6 có 12 thôn.", []),
        ("Ngay từ đầu quý I, các thôn phải đăng ký.", []),
        ("Xong trước mùng 10/3 âm lịch.", []),
        ("Từ ngày 01/01/2025 đến ngày 31/12/2025 đã khen 50 tập thể.", []),
        ("Kết quả đến ngày 31/12/2025 toàn xã có 12 thôn văn hóa.", []),
        ("Hoàn thành 3/4 chỉ tiêu.", []),
        ("Tỷ lệ hộ nghèo còn không quá 1/10 số hộ.", []),
        ("Các thôn gửi trước ngày 15/6, 2/3 số hộ tham gia.", [(date(2026, 6, 14), "")]),
        ("Trong 6 tháng đầu năm tổ chức 2 đợt.", []),
        ("Phấn đấu đến hết năm 2026 có 90% hộ đạt chuẩn.", []),
        ("Trong 10 ngày kể từ ngày nhận hồ sơ.", []),
        ("Trước hết, các thôn tự rà soát.", []),
        ("Thực hiện Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ.", []),
    ],
)
def test_days_in_a_sentence(sentence: str, expected: list[tuple[date, str]]) -> None:
    found = one(sentence)
    assert days(found) == expected
    for deadline in found.deadlines:
        assert deadline.words in deadline.said
        if deadline.rule:  # the first day is one of those on which it comes again
            begins = rrulestr(deadline.rule, dtstart=at_noon(deadline.due))
            assert begins[0] == at_noon(deadline.due)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a day of the calendar


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Tháng 8 - tháng 9", [date(2026, 9, 30)]),
        ("Tháng 8-9", [date(2026, 9, 30)]),
        ("10/11 - 30/11", [date(2026, 11, 30)]),
        ("Quý II - III/2026", [date(2026, 9, 30)]),
        ("Quý I, Quý III", [date(2026, 3, 31), date(2026, 9, 30)]),
        ("15/5; 15/10", [date(2026, 5, 15), date(2026, 10, 15)]),
        ("Hằng tháng (trước ngày 25)", [date(2026, 1, 24)]),
        ("Đầu quý III", [date(2026, 7, 31)]),
        ("T3/2026", [date(2026, 3, 31)]),
        ("Từ 01/3 đến 30/4", [date(2026, 4, 30)]),
        ("Thường xuyên", []),
        ("6 tháng, năm", []),
    ],
)
def test_days_in_a_cell(cell: str, expected: list[date]) -> None:
    found = read_plan(with_table((ROWS[0], ("1", "Việc chung", "Các thôn", cell))))
    assert [deadline.due for deadline in found.deadlines] == expected


@pytest.mark.parametrize(
    ("sentence", "day", "hour"),
    [
        # No minutes: "17h 25/6" was read as the 5th of June.
        ("Các thôn nộp danh sách trước 17h 25/6.", date(2026, 6, 25), "17:00"),
        ("Các thôn nộp danh sách trước 17 giờ 15/6/2026.", date(2026, 6, 15), "17:00"),
        ("Các thôn báo cáo trước 16 giờ 30 ngày 20 hằng tháng.", date(2026, 1, 20), "16:30"),
        ("Hội thi tổ chức vào ngày 20/6/2026, lúc 14 giờ.", date(2026, 6, 20), "14:00"),
        ("Các thôn nộp danh sách trước ngày 25/6.", date(2026, 6, 24), ""),
    ],
)
def test_the_hour_of_a_day(sentence: str, day: date, hour: str) -> None:
    (found,) = one(sentence).deadlines
    assert (found.due, found.hour) == (day, hour)


@pytest.mark.parametrize(
    ("cell", "day", "hour"),
    [
        ("17h00 ngày 25/6", date(2026, 6, 25), "17:00"),
        ("8h00, thứ Bảy, 20/6/2026", date(2026, 6, 20), "08:00"),
        ("Thứ Tư, 18/11/2026", date(2026, 11, 18), ""),
        ("Ngày 18/11/2026, 8 giờ", date(2026, 11, 18), "08:00"),
        ("Trước 17h 25/6", date(2026, 6, 25), "17:00"),
        ("30/6 (dự kiến)", date(2026, 6, 30), ""),
        ("Dự kiến 30/6", date(2026, 6, 30), ""),
        ("Tuần 3 tháng 6", date(2026, 6, 21), ""),
    ],
)
def test_a_cell_with_more_than_a_day(cell: str, day: date, hour: str) -> None:
    rows = (ROWS[0], ("1", "Họp bình xét", "Các thôn", cell))
    (found,) = read_plan(plans.word(*BODY, rows=rows)).deadlines
    assert (found.what, found.due, found.hour) == ("Họp bình xét", day, hour)


def test_rows_under_their_months() -> None:
    rows = (
        ("Tháng", "Nội dung", "Người thực hiện", "Ghi chú"),
        ("01", "Ký giao ước thi đua", "Các thôn", "Hội nghị ngày 20/01"),
        ("3", "Hội thi Gia đình văn hóa", "Các thôn", ""),
        ("6, 12", "Báo cáo kết quả", "Các thôn", ""),
        ("Tháng 9", "Kiểm tra chéo", "Các thôn", ""),
        ("Cả năm", "Tuyên truyền", "Các thôn", ""),
    )
    assert in_rows(read_plan(plans.word(*BODY, rows=rows))) == [
        ("Ký giao ước thi đua", ("Các thôn",), date(2026, 1, 20)),
        ("Hội thi Gia đình văn hóa", ("Các thôn",), date(2026, 3, 31)),
        ("Báo cáo kết quả", ("Các thôn",), date(2026, 6, 30)),
        ("Báo cáo kết quả", ("Các thôn",), date(2026, 12, 31)),
        ("Kiểm tra chéo", ("Các thôn",), date(2026, 9, 30)),
    ]


def test_the_day_of_what_is_held() -> None:
    found = one("Sơ kết đợt 1 vào ngày 15/4, tổng kết ngày 05/6/2026 lúc 8h00 tại hội trường.")
    assert days(found) == [(date(2026, 4, 15), ""), (date(2026, 6, 5), "")]
    assert [deadline.hour for deadline in found.deadlines] == ["", "08:00"]


def test_who_does_it_after_when() -> None:
    (found,) = one("Hằng tháng, trước ngày 25, các thôn báo cáo kết quả về xã.").deadlines
    assert found.owners == ("các thôn",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Yêu cầu các thôn, đoàn thể nghiêm túc thực hiện, báo cáo trước ngày 25/6.",
        "Đề nghị các thôn, đoàn thể báo cáo kết quả về xã trước ngày 25/6.",
    ],
)
def test_who_is_asked_at_the_beginning_of_a_sentence(sentence: str) -> None:
    (found,) = one(sentence).deadlines
    assert found.owners == ("các thôn", "đoàn thể")


@pytest.mark.parametrize(
    ("head", "cell", "name"),
    [
        ("Tên phong trào", "Sạch nhà, đẹp ngõ", "Sạch nhà, đẹp ngõ"),
        ("Phong trào thi đua", "Phong trào Sạch nhà, đẹp ngõ", "Sạch nhà, đẹp ngõ"),
        ("Tên phong trào, cuộc vận động", "“Sạch nhà, đẹp ngõ”", "Sạch nhà, đẹp ngõ"),
    ],
)
def test_movements_in_a_column_of_their_own(head: str, cell: str, name: str) -> None:
    rows = (("TT", head, "Đơn vị thực hiện"), ("1", cell, "Hội Phụ nữ"))
    assert [found.name for found in read_plan(plans.word(*BODY, rows=rows)).movements] == [
        "Đường sạch",
        name,
    ]


def test_a_day_in_a_heading() -> None:
    found = read_plan_text(
        plans.plain(
            "I. NHIỆM VỤ", "1. Đăng ký thi đua (trước ngày 15/02)", "Các thôn họp bàn thi đua."
        )
    )
    assert days(found) == [(date(2026, 2, 14), "")]


def test_a_day_of_the_year_before_that_the_plan_still_awaits() -> None:
    head = (*plans.HEAD[:3], "Đồng Mây, ngày 10 tháng 12 năm 2025", *plans.HEAD[4:])
    found = read_plan_text(
        plans.plain(*BODY, "Các thôn đăng ký trước ngày 25/12/2025.", head=head)
    )
    assert days(found) == [(date(2025, 12, 24), "")]


# --- movements ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("1. Phong trào thi đua “Giữ làng xanh”", ["Giữ làng xanh"]),
        ("Phát động thi đua “Mỗi thôn một vườn hoa”.", ["Mỗi thôn một vườn hoa"]),
        ("Phong trào thi đua <<Giữ làng xanh>> ở các thôn.", ["Giữ làng xanh"]),
        ("Phong trào thi đua ''Giữ làng xanh'' ở các thôn.", ["Giữ làng xanh"]),
        ("Phong trào thi đua ‟Giữ làng xanh” ở các thôn.", ["Giữ làng xanh"]),
        (
            "Các phong trào: “Ruộng đẹp”; “Ngõ hoa”, “Nhà sạch”.",
            ["Ruộng đẹp", "Ngõ hoa", "Nhà sạch"],
        ),
        (
            "Phong trào “Nhà sạch ngõ đẹp” và phong trào “Nhà sạch”.",
            ["Nhà sạch ngõ đẹp", "Nhà sạch"],
        ),
        (
            "Phong trào Ba sạch, phong trào Năm không.",
            ["phong trào Ba sạch", "phong trào Năm không"],
        ),
        (
            "Đẩy mạnh thi đua cấy đúng vụ, gặt đúng vụ; thi đua dạy tốt, học tốt.",
            ["Thi đua cấy đúng vụ, gặt đúng vụ", "Thi đua dạy tốt, học tốt"],
        ),
        ("Phát động đợt thi đua đặc biệt “90 ngày làm đường”.", ["90 ngày làm đường"]),
        ('Phong trào thi đua “Làng "xanh" mãi” ở các thôn.', ['Làng "xanh" mãi']),
        ("Phong trào thi đua phải gắn với nhiệm vụ của xã.", []),
        ("Thực hiện phương châm “Dân biết, dân bàn, dân làm”.", []),
        ("Kiểm tra phong trào, “bệnh thành tích” phải được ngăn chặn.", []),
        ("Thi đua, khen thưởng phải kịp thời.", []),
        ("Phong trào Đoàn và phong trào Hội được giữ vững.", []),
    ],
)
def test_movements_in_a_sentence(sentence: str, names: list[str]) -> None:
    assert [movement.name for movement in one(sentence).movements] == names


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Phong trào thi đua “Xã không giấy” từ năm 2026 đến năm 2028.", (2026, 2028)),
        ("Phong trào thi đua “Xã không giấy” (2026-2030).", (2026, 2030)),
        ("Phong trào thi đua về trồng tre, giai đoạn 2026 – 2030.", (2026, 2030)),
        ("Phong trào thi đua “Xã không giấy” năm 2026.", (2026, 2026)),
    ],
)
def test_the_period_of_a_movement(sentence: str, years: tuple[int, int]) -> None:
    assert [(movement.first, movement.last) for movement in one(sentence).movements] == [years]


# --- headings --------------------------------------------------------------------------------


def test_headings_in_other_signs() -> None:
    found = read_plan_text(
        plans.plain(
            "MỤC TIÊU CHUNG",
            "Các thôn thi đua đúng luật.",
            "I- NỘI DUNG:",
            "1/ Phong trào",
            "Các thôn trồng tre.",
            "2- Khen thưởng",
            "Hội đồng họp đúng hẹn.",
            "II/ THỰC HIỆN",
            "(1) Văn phòng",
            "Văn phòng theo dõi.",
        )
    )
    assert [(task.heading, task.text) for task in found.tasks] == [
        ("MỤC TIÊU CHUNG", "Các thôn thi đua đúng luật"),
        ("Phong trào", "Các thôn trồng tre"),
        ("Khen thưởng", "Hội đồng họp đúng hẹn"),
        ("Văn phòng", "Văn phòng theo dõi"),
    ]


# --- tables, annexes, signatures ---------------------------------------------------------------


def with_table(
    rows: Sequence[Sequence[str]],
    *,
    annex: bool = False,
    wide: Sequence[int] = (),
    foot: Sequence[Sequence[str]] = (),
) -> bytes:
    """A Word file with a table, also behind the signature; rows in `wide` are one cell; `foot` is
    the table in which it is signed.
    """
    made = docx.Document()
    for line in (*plans.HEAD, *BODY):
        made.add_paragraph(line)
    if annex:
        signed(made, foot)
        made.add_paragraph("PHỤ LỤC")
        made.add_paragraph("Phân công nhiệm vụ")
        made.add_paragraph("(Kèm theo Kế hoạch số 07/KH-UBND ngày 05/01/2026 của UBND xã)")
    columns = max(len(row) for row in rows)
    table = made.add_table(len(rows), columns)
    for place, row in enumerate(rows):
        if place in wide:
            table.rows[place].cells[0].merge(table.rows[place].cells[-1]).text = row[0]
            continue
        for at, cell in enumerate(row):
            table.rows[place].cells[at].text = cell
    if not annex:
        signed(made, foot)
    return plans.saved(made)


def signed(made: "docx.document.Document", foot: Sequence[Sequence[str]]) -> None:
    """Put the signature at the end of a Word file."""
    if not foot:
        for line in plans.TAIL:
            made.add_paragraph(line)
        return
    table = made.add_table(len(foot), len(foot[0]))
    for place, row in enumerate(foot):
        for at, cell in enumerate(row):
            table.rows[place].cells[at].text = cell


def test_a_table_in_an_annex_behind_the_signature() -> None:
    found = read_plan(with_table(ROWS, annex=True))
    assert in_rows(found) == IN_ROWS
    assert {task.heading for task in found.tasks} == {"Phát động", "Phân công nhiệm vụ"}
    assert found.directives == ()
    assert found.recipients == ("Đảng ủy xã", "Các thôn, đoàn thể", "Lưu: VT")
    assert NAME not in str(found.to_json())


def test_a_table_with_a_title_and_a_heading_as_rows() -> None:
    rows = (("BẢNG PHÂN CÔNG",), ROWS[0], ("I. Công tác đầu năm",), *ROWS[1:])
    found = read_plan(with_table(rows, wide=(0, 2)))
    assert in_rows(found) == IN_ROWS
    assert found.tasks[-1].heading == "Công tác đầu năm"


@pytest.mark.parametrize("merged", [False, True])
def test_a_table_whose_columns_are_divided_and_numbered(*, merged: bool) -> None:
    above = ("TT", "Nội dung", "Phân công", "", "Thời hạn")
    under = ("", "", "Chủ trì", "Phối hợp", "")
    if merged:  # as Word gives cells that go over several rows or columns
        above = (*above[:3], above[2], above[4])
        under = (*above[:2], *under[2:4], above[4])
    numbers = ("(1)", "(2)", "(3)", "(4)", "(5)")
    row = ("1", "Đăng ký thi đua", "Các thôn", "Hội Nông dân", "Trước 10/02")
    found = read_plan(with_table((above, under, numbers, row, above)))
    assert in_rows(found) == IN_ROWS[:1]
    assert [task.text for task in found.tasks[1:]] == [" | ".join(row)]


def test_a_table_of_two_columns() -> None:
    rows = (("Nội dung", "Thời gian"), ("Đăng ký thi đua", "Trước 10/02"))
    assert in_rows(read_plan(with_table(rows))) == [("Đăng ký thi đua", (), date(2026, 2, 9))]


def test_a_table_without_a_row_that_names_its_columns() -> None:
    rows = (("1", "Các thôn gửi đăng ký thi đua", "trước ngày 10/02"), ("2", "Tuyên truyền", ""))
    found = read_plan(with_table(rows))
    assert in_rows(found) == [("Các thôn gửi đăng ký thi đua", (), date(2026, 2, 9))]


@pytest.mark.parametrize("annex", [False, True])
def test_a_signature_in_a_table_of_three_columns(*, annex: bool) -> None:
    foot = (
        ("\n".join(plans.TAIL[:4]), "", "\n".join(plans.TAIL[4:7])),
        ("", "", plans.TAIL[7]),
    )
    found = read_plan(with_table(ROWS, annex=annex, foot=foot))
    assert found.signer == "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
    assert found.recipients == ("Đảng ủy xã", "Các thôn, đoàn thể", "Lưu: VT")
    assert in_rows(found) == IN_ROWS
    assert NAME not in str(found.to_json())


def test_numbers_that_word_puts_there_by_itself() -> None:
    made = docx.Document()
    for line in plans.HEAD:
        made.add_paragraph(line)
    levels = (("upperRoman", "%1."), ("decimal", "%2."), ("bullet", "+"))
    lists = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    numbering = made.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{lists}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {NS} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, line in (
        (0, "NỘI DUNG"),
        (1, "Phong trào"),
        (2, "Các thôn gửi danh sách trước ngày 15/6"),
        (1, "Khen thưởng:"),
        (2, "Hội đồng họp trước ngày 20/11"),
        (0, "THỰC HIỆN"),
        (2, "Văn phòng tổng hợp"),
    ):
        place = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        made.add_paragraph(line)._p.get_or_add_pPr().append(parse_xml(place))
    signed(made, ())
    found = read_plan(plans.saved(made))
    assert [(task.heading, task.text) for task in found.tasks] == [
        ("Phong trào", "Các thôn gửi danh sách trước ngày 15/6"),
        ("Khen thưởng", "Hội đồng họp trước ngày 20/11"),
        ("THỰC HIỆN", "Văn phòng tổng hợp"),
    ]
    assert days(found) == [(date(2026, 6, 14), ""), (date(2026, 11, 19), "")]


def test_what_stands_in_a_text_box_is_read_once() -> None:
    made = docx.Document(io.BytesIO(plans.word(*BODY)))
    box = (
        "<w:txbxContent><w:p><w:r><w:t>Các thôn đăng ký thi đua trước ngày 20/3."
        "</w:t></w:r></w:p></w:txbxContent>"
    )
    spaces = (
        f'{NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    both = (
        f"<w:r {spaces}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    paragraph = next(each for each in made.paragraphs if "Đường sạch" in each.text)
    paragraph._p.append(parse_xml(both))
    found = read_plan(plans.saved(made))
    assert [(one.what, one.written) for one in found.deadlines] == [
        ("Các thôn đăng ký thi đua trước ngày 20/3.", date(2026, 3, 20))
    ]
    assert [movement.name for movement in found.movements] == ["Đường sạch"]


def test_what_word_has_marked_or_tracked() -> None:
    made = docx.Document()
    for line in (*plans.HEAD, *BODY):
        made.add_paragraph(line)
    paragraph = made.add_paragraph("Các thôn đăng ký trước ")
    for xml in (
        f'<w:smartTag {NS} w:element="d"><w:r><w:t>ngày 10/02</w:t></w:r></w:smartTag>',
        f'<w:del {NS} w:id="1"><w:r><w:delText> hoặc 20/02</w:delText></w:r></w:del>',
        f'<w:ins {NS} w:id="2"><w:r><w:t>, gửi về Văn phòng.</w:t></w:r></w:ins>',
    ):
        paragraph._p.append(parse_xml(xml))
    made.element.body.insert(
        len(made.element.body) - 1,
        parse_xml(
            f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>Sơ kết trước ngày 05/7.</w:t></w:r>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    found = read_plan(plans.saved(made))
    assert [deadline.due for deadline in found.deadlines] == [date(2026, 2, 9), date(2026, 7, 4)]
    assert found.deadlines[0].said == "Các thôn đăng ký trước ngày 10/02, gửi về Văn phòng."


# --- what comes again -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Các thôn báo cáo trước ngày 25 các tháng 3, 6, 9 và 12.",
            (date(2026, 3, 24), "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=24"),
        ),
        (
            "Các thôn gửi số liệu chậm nhất thứ Sáu hằng tuần.",
            (date(2026, 1, 2), "FREQ=WEEKLY;BYDAY=FR"),
        ),
        (
            "Các thôn gửi số liệu trước thứ Hai hàng tuần.",
            (date(2026, 1, 4), "FREQ=WEEKLY;BYDAY=SU"),
        ),
        (
            "Họp Hội đồng vào quý II, quý IV hằng năm.",
            (date(2026, 6, 30), "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ),
    ],
)
def test_days_that_come_again(sentence: str, expected: tuple[date, str]) -> None:
    assert days(one(sentence)) == [expected]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("25 hằng tháng", [(date(2026, 1, 25), "FREQ=MONTHLY;BYMONTHDAY=25")]),
        ("Thứ Sáu hằng tuần", [(date(2026, 1, 2), "FREQ=WEEKLY;BYDAY=FR")]),
        (
            "Quý II, quý IV hằng năm",
            [
                (date(2026, 6, 30), YEARLY.format(6, 30)),
                (date(2026, 12, 31), YEARLY.format(12, 31)),
            ],
        ),
    ],
)
def test_days_of_a_cell_that_come_again(cell: str, expected: list[tuple[date, str]]) -> None:
    rows = (ROWS[0], ("1", "Báo cáo số liệu", "Các thôn", cell))
    assert days(read_plan(plans.word(*BODY, rows=rows))) == expected


# --- nobody's name is kept ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "signer"),
    [
        (("TM. UBND XÃ", "Chủ tịch", "(Đã ký)", "Nguyễn Văn Bưởi"), "TM. UBND XÃ Chủ tịch"),
        (
            ("T/M ỦY BAN NHÂN DÂN", "K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Bưởi"),
            "T/M ỦY BAN NHÂN DÂN K/T CHỦ TỊCH PHÓ CHỦ TỊCH",
        ),
        (
            ("Nơi nhận: - Các thôn; - Lưu: VT.", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Nguyễn Văn Bưởi"),
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
        (
            (
                "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
                "- Các thôn; CHỦ TỊCH",
                "- Lưu: VT. Nguyễn Văn Bưởi",
            ),
            "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        ),
        (("CHỦ TỊCH UBND XÃ", "Nguyễn Văn Bưởi", "Ký bởi: Nguyễn Văn Bưởi"), "CHỦ TỊCH UBND XÃ"),
        (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH NGUYỄN VĂN BƯỞI"), "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"),
        (("Người lập kế hoạch", "Nguyễn Văn Bưởi"), ""),
        (("Nguyễn Văn Bưởi",), ""),
        (("Nơi nhận:", "- Ông Nguyễn Văn Bưởi - Phó Chủ tịch;", "- Lưu: VT (Bưởi)."), ""),
    ],
)
def test_a_name_is_kept_nowhere(tail: Sequence[str], signer: str) -> None:
    found = read_plan_text(plans.plain(*BODY, tail=tail))
    assert found.signer == signer
    assert NAME.lower() not in str(found.to_json()).lower()
    assert [task.text for task in found.tasks] == [BODY[2].rstrip(".")]


def test_who_receives_it_is_no_person() -> None:
    tail = (
        "Nơi nhận:",
        "- Đoàn Thanh niên xã;",
        "- Hội Nông dân;",
        "- Lưu Văn phòng.",
        *plans.TAIL[4:],
    )
    found = read_plan_text(plans.plain(*BODY, tail=tail))
    assert found.recipients == ("Đoàn Thanh niên xã", "Hội Nông dân", "Lưu Văn phòng")


# --- heads ------------------------------------------------------------------------------------

TITLE = "Công tác thi đua, khen thưởng năm 2026"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            ("Ủy ban nhân dân xã Đồng Mây", "Số: 07/KH-UBND", "Kế hoạch", TITLE),
            (TITLE, "07", "KH-UBND", None, "Ủy ban nhân dân xã Đồng Mây", 2026),
        ),
        (
            (
                "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "XÃ ĐỒNG MÂY Độc lập - Tự do - Hạnh phúc",
                "Số: 07/KH-UBND Đồng Mây, ngày 05 tháng 01 năm 2026",
                "K Ế H O Ạ C H",
                TITLE,
            ),
            (TITLE, "07", "KH-UBND", date(2026, 1, 5), "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY", 2026),
        ),
        (
            (
                "ĐẢNG BỘ XÃ ĐỒNG MÂY",
                "BAN THƯỜNG VỤ",
                "Số 12-KH/ĐU",
                "Đồng Mây, ngày … tháng 01 năm 2026",
                "KẾ HOẠCH",
                TITLE,
            ),
            (TITLE, "12", "KH/ĐU", None, "ĐẢNG BỘ XÃ ĐỒNG MÂY BAN THƯỜNG VỤ", 2026),
        ),
        (
            (
                *plans.HEAD[:2],
                "Số: ……/KH-UBND",
                "KẾ HOẠCH",
                "Tổng kết thi đua năm 2025, công tác năm 2026",
            ),
            (
                "Tổng kết thi đua năm 2025, công tác năm 2026",
                "",
                "KH-UBND",
                None,
                "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY",
                2026,
            ),
        ),
        (
            (
                *plans.HEAD[:2],
                "Số: 07/2026/KH-UBND",
                plans.HEAD[3],
                "KẾ HOẠCH",
                "Thực hiện phong trào thi đua giai đoạn 2026 - 2030",
            ),
            (
                "Thực hiện phong trào thi đua giai đoạn 2026 - 2030",
                "07",
                "KH-UBND",
                date(2026, 1, 5),
                "ỦY BAN NHÂN DÂN XÃ ĐỒNG MÂY",
                2026,
            ),
        ),
        (  # the other way of writing the tone mark; a day in figures
            (
                "UỶ BAN NHÂN DÂN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "XÃ HOÀ MÂY Độc lập - Tự do - Hạnh phúc",
                "Số: 07/KH-UBND Hoà Mây, ngày 05/01/2026",
                "KẾ HOẠCH",
                TITLE,
            ),
            (TITLE, "07", "KH-UBND", date(2026, 1, 5), "UỶ BAN NHÂN DÂN XÃ HOÀ MÂY", 2026),
        ),
        (  # written in the year before its own
            (
                "MTTQ VIỆT NAM XÃ ĐỒNG MÂY",
                "Số: 07/KH-MTTQ",
                "Đồng Mây, ngày 15 tháng 12 năm 2025",
                f"KẾ HOẠCH {TITLE.upper()}",
            ),
            (
                TITLE.upper(),
                "07",
                "KH-MTTQ",
                date(2025, 12, 15),
                "MTTQ VIỆT NAM XÃ ĐỒNG MÂY",
                2026,
            ),
        ),
    ],
)
def test_heads(head: Sequence[str], expected: tuple[object, ...]) -> None:
    found = read_plan(plans.plain(*BODY, head=head).encode())
    read = (found.title, found.number, found.symbol, found.day, found.issuer, found.year)
    assert read == expected


# --- files ------------------------------------------------------------------------------------


def test_lines_of_a_page_belong_together() -> None:
    sentence = (
        "Các thôn, các ban ngành và đoàn thể của xã tổ chức họp, lập danh sách những hộ đăng ký "
        "tham gia phong trào làm đường hoa, gửi về Hội Phụ nữ xã Đồng Mây và Văn phòng Ủy ban "
        "nhân dân xã để tổng hợp trước ngày 10/02."
    )
    found = read_plan(plans.pdf(*BODY, sentence))
    assert sentence in [task.said for task in found.tasks]
    assert days(found) == [(date(2026, 2, 9), "")]


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be-sig", "cp1258", "utf-8-sig"])
def test_codings(coding: str) -> None:
    text = plans.plain(*BODY)
    if coding == "cp1258":
        data = for_cp1258(text).encode("cp1258")
    elif coding == "utf-16-be-sig":
        data = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        data = text.encode(coding)
    assert read_plan(data) == read_plan(text.encode())


def for_cp1258(text: str) -> str:
    """Letters as that coding has them: the tone as a sign after the letter."""
    pieces = unicodedata.normalize("NFD", text)
    return re.sub(
        "([aeouAEOU])([\u0323]?)([\u0302\u0306\u031b])",
        lambda m: unicodedata.normalize("NFC", m[1] + m[3]) + m[2],
        re.sub("([oOuU])\u031b", lambda m: unicodedata.normalize("NFC", m[0]), pieces),
    )


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1\\ansi thi dua}", "<html><p>KẾ HOẠCH thi đua</p></html>".encode()],
    ids=["rtf", "html"],
)
def test_other_kinds_of_files(data: bytes) -> None:
    with pytest.raises(NotTaken) as refused:
        read_plan(data)
    assert refused.value.reason is Reason.KIND


@pytest.mark.parametrize(
    "unit",
    [
        "phong trào ",
        "trước 1/1, ",
        "phong trào “",
        "từ a ",
        "1. A ",
        "a, Đẩy mạnh ",
        "Phong trào “ab{} cd”.\n",
    ],
)
@pytest.mark.parametrize("size", [60_000, 2_000_000])
def test_nothing_keeps_it_busy_for_long(unit: str, size: int) -> None:
    text = "\n".join(
        (*plans.HEAD, "I. A", "".join(unit.format(n) for n in range(size // len(unit))))
    )
    begun = perf_counter()
    assert refusal(text) in ({"huge"} if size > 300_000 else {"", "huge", "not-a-plan"})
    assert perf_counter() - begun < 30  # it was minutes


def refusal(text: str) -> str:
    """Why a text is not taken, "" where it is."""
    try:
        read_plan_text(text)
    except NotTaken as refused:
        return refused.reason.value
    return ""


DOCX = plans.word(*BODY, rows=ROWS)
ODT = plans.odt(*BODY, rows=ROWS)
PDF = plans.pdf(*BODY)


@given(
    st.sampled_from([DOCX, ODT, PDF]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=5),
    st.floats(0.3, 1),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_a_damaged_file_is_read_or_refused(
    whole: bytes, wounds: list[tuple[float, bytes]], kept: float
) -> None:
    data = bytearray(whole)
    for place, put in wounds:
        at = int(place * len(data))
        data[at : at + len(put)] = put
    try:
        found = read_plan(bytes(data[: max(int(len(data) * kept), 1)]))
    except NotTaken:
        return
    assert PlanFindings.from_json(found.to_json()) == found


# --- the same plan again ----------------------------------------------------------------------


def test_of_two_days_of_one_sentence_the_one_that_was_dropped_is_gone() -> None:
    body = "Báo cáo định kỳ 6 tháng (trước 10/6), năm (trước 10/12)."
    old = one(body)
    kept = [deadline for deadline in old.deadlines if deadline.written.month == 12]
    new = replace(old, deadlines=tuple(kept))
    [(before, after)] = compare(old, new).deadlines
    assert before is not None
    assert (before.due, after) == (date(2026, 6, 9), None)


def read_times(make: Callable[[], bytes]) -> float:
    data = make()
    read_plan(data)  # the libraries are loaded
    begun = perf_counter()
    read_plan(data)
    return perf_counter() - begun


def test_ten_pages_take_no_time() -> None:
    sentence = "Các thôn, đoàn thể gửi danh sách gương người tốt về Văn phòng xã trước ngày 10/{}."
    body = [sentence.format(n % 12 + 1) for n in range(250)]
    assert read_times(lambda: plans.word(*BODY, *body, rows=ROWS)) < 3
    assert io.BytesIO(DOCX).read(2) == b"PK"

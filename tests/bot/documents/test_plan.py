"""Plans as officials write them, read from real files: what is found, and what is refused."""

import io
import os
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.documents.plan import NotTaken, Reason, compare, read_plan, read_plan_text
from models.work.plan_findings import PlanFindings
from tests.bot.documents import plans

SHARED = "THIDUA_TEST_SHARED"


@pytest.fixture(scope="module")
def real() -> PlanFindings:
    folder = os.environ.get(SHARED)
    if not folder:
        pytest.skip(f"{SHARED} is not set: the real plan is not at hand")
    return read_plan(plans.real(folder))


def says(found: PlanFindings, *words: str) -> bool:
    """Whether one task has all these words."""
    return any(all(word in task.text.lower() for word in words) for task in found.tasks)


# --- the real plan -------------------------------------------------------------------------------


def test_the_head_of_the_real_plan(real: PlanFindings) -> None:
    assert real.number == ""
    assert real.symbol == "KH-UBND"
    assert real.day == date(2023, 2, 2)
    assert real.year == 2023
    assert real.issuer == "ỦY BAN NHÂN DÂN"
    assert real.place == "Tân Việt"
    assert real.title == "Triển khai, thực hiện công tác thi đua, khen thưởng năm 2023"
    assert real.signer == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"
    assert len(real.recipients) == 4
    assert real.recipients[2] == "Cán bộ, công chức xã"


def test_the_signer_s_name_is_kept_nowhere(real: PlanFindings) -> None:
    text = plans.real(os.environ[SHARED]).decode()
    name = text.strip().splitlines()[-1].strip()
    assert 2 <= len(name.split()) <= 4
    assert name not in str(real.to_json())


def test_the_movements_of_the_real_plan(real: PlanFindings) -> None:
    quoted = {m.name: (m.kind, m.first, m.last) for m in real.movements if m.quoted}
    named = [(m.name, m.kind) for m in real.movements if not m.quoted]
    assert quoted == {
        "Cả nước chung sức xây dựng nông thôn mới": ("regular", 2023, 2023),
        "Chuyển đổi số giai đoạn 2021 - 2025": ("thematic", 2021, 2025),
        "Toàn dân đoàn kết xây dựng đời sống văn hóa": ("regular", 2023, 2023),
        "Chung tay vì người nghèo - không để ai bị bỏ lại phía sau": ("regular", 2023, 2023),
    }
    assert [name for name, _ in named][:2] == [
        "Thi đua lao động giỏi, lao động sáng tạo",
        "Thi đua xây dựng và phát triển văn hóa, xã hội",
    ]
    assert ("phong trào khuyến học khuyến tài", "regular") in named
    assert ("đợt thi đua sinh hoạt chính trị", "campaign") in named
    assert any(
        name.startswith("Thi đua thực hiện tốt công tác tiếp công dân") for name, _ in named
    )
    assert len(named) == 5


def test_the_directives_of_the_real_plan(real: PlanFindings) -> None:
    assert {(d.kind, d.number, d.day) for d in real.directives} == {
        ("Chỉ thị", "34-CT/TW", date(2014, 4, 7)),
        ("Nghị quyết", "06-NQ/TU", date(2021, 3, 26)),
        ("Kết luận", "21-KL/TW", date(2021, 10, 25)),
        ("Quy định", "37-QĐ/TW", date(2021, 10, 25)),
        ("Chỉ thị", "05-CT/TW", None),
        ("Nghị quyết", "Trung ương 4 khóa XII", None),
    }


def test_the_real_plan_has_no_deadline_and_none_is_invented(real: PlanFindings) -> None:
    assert real.deadlines == ()


@pytest.mark.parametrize(
    "words",
    [
        ("vai trò lãnh đạo của Đảng",),
        ("các phong trào thi đua trên tất cả các lĩnh vực",),
        ("bám sát các nhiệm vụ trọng tâm",),
        ("dân chủ, chính xác, công khai",),
        ("34-CT/TW",),
        ("trực tiếp lãnh đạo", "chịu trách nhiệm"),
        ("tiên phong, gương mẫu",),
        ("thi đua thường xuyên, thi đua theo đợt",),
        ("lao động giỏi, lao động sáng tạo",),
        ("Cả nước chung sức xây dựng nông thôn mới",),
        ("Chuyển đổi số giai đoạn",),
        ("Toàn dân đoàn kết xây dựng đời sống văn hóa",),
        ("Chung tay vì người nghèo",),
        ("khuyến học khuyến tài",),
        ("tiếp công dân và giải quyết đơn",),
        ("giáo dục pháp luật", "chống lãng phí"),
        ("an ninh chính trị và trật tự",),
        ("đợt thi đua sinh hoạt chính trị",),
        ("đội ngũ cán bộ",),
        ("cải cách thủ tục hành chính",),
        ("Mặt trận Tổ quốc",),
        ("giải phóng mặt bằng, xây dựng nông thôn mới",),
        ("tuyên truyền về các phong trào thi đua",),
        ("4 khâu",),
        ("người đứng đầu trong việc phát hiện",),
        ("kiểm tra, giám sát việc tổ chức",),
        ("đề tài, giải pháp, sáng kiến",),
        ("tập huấn kỹ năng",),
        ("bệnh thành tích",),
        ("tập thể nhỏ, nông dân",),
        ("kịp thời, minh bạch",),
        ("dịch vụ công trực tuyến",),
        ("yêu cầu các tổ chức, cá nhân, MTTQ",),
    ],
)
def test_every_task_of_the_real_plan(real: PlanFindings, words: tuple[str, ...]) -> None:
    assert says(real, *(word.lower() for word in words))


def test_headings_without_a_number_and_inside_a_paragraph(real: PlanFindings) -> None:
    headings = list(dict.fromkeys(task.heading for task in real.tasks))
    assert len(headings) == 6
    assert headings[-2].startswith("Đẩy mạnh công tác tuyên truyền, phát hiện")
    assert headings[-1] == "Nâng cao chất lượng công tác khen thưởng"


def test_findings_are_kept_and_read_again(real: PlanFindings) -> None:
    assert PlanFindings.from_json(real.to_json()) == real


# --- deadlines as officials write them -----------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "due", "rule"),
    [
        ("Các thôn gửi danh sách về xã trước ngày 15/6.", [date(2026, 6, 14)], [""]),
        ("Các thôn nộp danh sách chậm nhất ngày 15/6.", [date(2026, 6, 15)], [""]),
        (
            "Báo cáo kết quả chậm nhất ngày 20 của tháng cuối quý.",
            [date(2026, 3, 20)],
            ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"],
        ),
        ("Tổ chức sơ kết phong trào thi đua trong quý II.", [date(2026, 6, 30)], [""]),
        (
            "Bình xét vào tháng 11 hằng năm.",
            [date(2026, 11, 30)],
            ["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1"],
        ),
        (
            "Báo cáo định kỳ 6 tháng (trước 10/6), năm (trước 10/12).",
            [date(2026, 6, 9), date(2026, 12, 9)],
            ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=9", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=9"],
        ),
        (
            "Đăng ký thi đua hoàn thành trước ngày 10 tháng 02 năm 2026.",
            [date(2026, 2, 9)],
            [""],
        ),
        (
            "Số liệu gửi trước ngày 25 hằng tháng.",
            [date(2026, 1, 24)],
            ["FREQ=MONTHLY;BYMONTHDAY=24"],
        ),
        (  # a month without such a day has its last
            "Số liệu gửi chậm nhất ngày 31 hằng tháng.",
            [date(2026, 1, 31)],
            ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
        ),
        (
            "Báo cáo kết quả chậm nhất ngày 31 của tháng cuối quý.",
            [date(2026, 3, 31)],
            ["FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"],
        ),
        ("Thời gian từ ngày 01/3 đến ngày 30/4/2026.", [date(2026, 4, 30)], [""]),
        ("Hoàn thành trong tháng 9/2026.", [date(2026, 9, 30)], [""]),
        # What is no deadline.
        ("Thực hiện Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị.", [], []),
        ("Phong trào “Chuyển đổi số giai đoạn 2021 - 2025”.", [], []),
        ("Biểu dương 30/4 và 1/5 là những ngày lễ lớn.", [], []),
        ("Tỷ lệ 15/20 hộ đạt chuẩn.", [], []),
        ("Nộp chậm nhất ngày 31/02.", [], []),
    ],
)
def test_a_deadline_in_a_sentence(sentence: str, due: list[date], rule: list[str]) -> None:
    body = ("I. NHIỆM VỤ", "1. Công việc", sentence, "Việc khác là có.")
    found = read_plan_text(plans.plain(*body))
    assert [one.due for one in found.deadlines] == due
    assert [one.due.day for one in found.deadlines] == [day.day for day in due]
    assert [one.rule for one in found.deadlines] == rule
    assert all(one.said and one.words in sentence for one in found.deadlines)


ROWS = (
    ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian hoàn thành"),
    ("1", "Đăng ký thi đua", "Các thôn; Hội Nông dân", "Trước 10/02"),
    ("2", "Sơ kết 6 tháng", "Văn phòng", "Quý II"),
    ("3", "Bình xét cuối năm", "Các thôn", "Tháng 11 hằng năm"),
    ("4", "Tuyên truyền gương tốt", "Đoàn Thanh niên", "Thường xuyên"),
    ("5", "Nộp hồ sơ khen cao", "Văn phòng", "15/12/2026"),
)
QUOTED = ["Đường sạch ngõ sáng", "Ba không ba có"]
BODY = (
    "I. MỤC ĐÍCH",
    "Thi đua làm đường thôn sạch, hàng rào xanh, góp phần xây dựng xã Đồng Mây giàu đẹp hơn.",
    "II. NHIỆM VỤ",
    "1. Phát động phong trào",
    "Phát động phong trào thi đua “Đường sạch ngõ sáng” giai đoạn 2026 - 2028 trong toàn xã.",
    'Tiếp tục thực hiện cuộc vận động "Ba không ba có" ở các thôn.',
    "2. Phân công",
)


@pytest.mark.parametrize("made", [plans.word, plans.odt], ids=["docx", "odt"])
def test_a_table_of_tasks_owners_and_days(made: object) -> None:
    assert callable(made)
    found = read_plan(made(*BODY, rows=ROWS))
    assert {(d.what, d.owners, d.due, d.rule) for d in found.deadlines} == {
        ("Đăng ký thi đua", ("Các thôn", "Hội Nông dân"), date(2026, 2, 9), ""),
        ("Sơ kết 6 tháng", ("Văn phòng",), date(2026, 6, 30), ""),
        (
            "Bình xét cuối năm",
            ("Các thôn",),
            date(2026, 11, 30),
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1",
        ),
        ("Nộp hồ sơ khen cao", ("Văn phòng",), date(2026, 12, 15), ""),
    }
    assert [(m.name, m.kind, m.first, m.last) for m in found.movements if m.quoted] == [
        ("Đường sạch ngõ sáng", "thematic", 2026, 2028),
        ("Ba không ba có", "regular", 2026, 2026),
    ]
    assert found.number == "07"
    assert found.day == date(2026, 1, 5)
    assert "XÃ ĐỒNG MÂY" in found.issuer
    assert "PHÓ CHỦ TỊCH" in found.signer
    assert "Bưởi" not in str(found.to_json())


@pytest.mark.parametrize("made", [plans.word, plans.odt, plans.pdf], ids=["docx", "odt", "pdf"])
def test_the_same_plan_in_every_kind_of_file(made: object) -> None:
    assert callable(made)
    body = (*BODY[:-1], "Các thôn gửi bản đăng ký về xã trước ngày 10/02.")
    found = read_plan(made(*body))
    assert found.title == "Công tác thi đua, khen thưởng năm 2026"
    assert [m.name for m in found.movements if m.quoted] == QUOTED
    assert [(d.due, d.owners) for d in found.deadlines] == [(date(2026, 2, 9), ("Các thôn",))]


def test_movements_in_italics() -> None:
    name = "Nhà sạch vườn đẹp"
    body = ("I. NHIỆM VỤ", f"Phát động phong trào thi đua {name} ở sáu thôn trong xã năm nay.")
    found = read_plan(plans.word(*body, italics=[name]))
    assert [(m.name, m.quoted) for m in found.movements] == [(name, True)]


def test_letters_in_pieces_and_other_codings() -> None:
    import unicodedata

    text = plans.plain(*BODY)
    whole = read_plan(text.encode())
    assert len(whole.movements) >= 2
    assert read_plan(unicodedata.normalize("NFD", text).encode()) == whole
    assert read_plan(text.encode("utf-16")) == whole


def test_a_plan_that_was_pasted_without_its_head() -> None:
    found = read_plan_text("\n".join(BODY))
    assert [m.name for m in found.movements if m.quoted] == QUOTED
    assert found.number == ""


def test_a_heading_that_runs_into_the_paragraph_before_it() -> None:
    found = read_plan_text(
        plans.plain(
            "I. MỤC ĐÍCH",
            "Nâng cao chất lượng phong trào thi đua. II. NHIỆM VỤ",
            "Phát động phong trào thi đua “Sáng ngõ” trong quý I. 2. Tuyên truyền",
            "Đưa tin trên loa các thôn về gương người tốt, việc tốt.",
        )
    )
    assert [task.heading for task in found.tasks] == ["MỤC ĐÍCH", "NHIỆM VỤ", "Tuyên truyền"]


# --- what is not taken ---------------------------------------------------------------------------

REPORT = plans.plain(
    *BODY, head=(*plans.HEAD[:4], "BÁO CÁO", "Kết quả thực hiện kế hoạch thi đua năm 2025")
)
LETTER = plans.plain("Kính gửi các thôn.", head=(*plans.HEAD[:4], "GIẤY MỜI", "Dự họp thi đua"))
OTHER = plans.plain(
    "I. MỤC ĐÍCH", "Phòng chống bão lũ trên địa bàn.", head=("KẾ HOẠCH", "Phòng chống thiên tai")
)
DOCX = plans.word(*BODY)


def packed(name: str) -> bytes:
    """A packed file that is no document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"  \n ", Reason.EMPTY),
        (REPORT.encode(), Reason.REPORT),
        (LETTER.encode(), Reason.NOT_A_PLAN),
        (OTHER.encode(), Reason.NOT_A_PLAN),
        ("Chiều nay trời mưa.".encode(), Reason.NOT_A_PLAN),
        (plans.scan(), Reason.SCAN),
        (plans.pdf(*BODY, password="kin"), Reason.PASSWORD),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        (b"\xd0\xcf\x11\xe0" + b"WordDocument" * 10, Reason.OLD_WORD),
        (DOCX[: len(DOCX) // 2], Reason.BROKEN),
        (b"%PDF-1.7 no more of it", Reason.BROKEN),
        (packed("xl/workbook.xml"), Reason.KIND),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, Reason.KIND),
        (b"a" * (20 * 1_048_576 + 1), Reason.HUGE),
        (plans.bomb(), Reason.HUGE),
    ],
    ids=lambda value: value.value if isinstance(value, Reason) else "",
)
def test_what_is_refused(data: bytes, reason: Reason) -> None:
    with pytest.raises(NotTaken) as refused:
        read_plan(data)
    assert refused.value.reason is reason


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0"]),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_bytes_break_it(data: bytes, begins: bytes) -> None:
    with pytest.raises(NotTaken):  # by chance nothing becomes a plan
        read_plan(begins + data)


@given(
    st.lists(
        st.sampled_from(
            [*BODY, *plans.HEAD, *plans.TAIL, "trước ngày 31/2", "phong trào", "“”", "1."]
        ),
        max_size=12,
    ),
    st.text(max_size=80),
)
@settings(deadline=None)
def test_no_text_breaks_it(lines: list[str], more: str) -> None:
    try:
        found = read_plan_text("\n".join((*lines, more)))
    except NotTaken:
        return
    assert PlanFindings.from_json(found.to_json()) == found
    assert all(one.said for one in found.movements)
    assert all(one.said for one in found.tasks)
    assert all(one.said for one in found.deadlines)


# --- the same plan again -------------------------------------------------------------------------


def test_the_same_plan_has_no_differences() -> None:
    old = read_plan(plans.word(*BODY, rows=ROWS))
    assert compare(old, read_plan(plans.odt(*BODY, rows=ROWS))).none


def test_what_a_newer_plan_says_otherwise() -> None:
    old = read_plan(plans.word(*BODY, rows=ROWS))
    moved = [*ROWS[:2], ("2", "Sơ kết 6 tháng", "Văn phòng", "Trước 05/7"), *ROWS[3:]]
    body = [line.replace("Ba không ba có", "Nhà sạch vườn đẹp") for line in BODY]
    found = compare(old, read_plan(plans.word(*body, rows=moved)))

    names = [(a.name if a else "", b.name if b else "") for a, b in found.movements]
    assert names == [("", "Nhà sạch vườn đẹp"), ("Ba không ba có", "")]
    days = [(a and a.due, b and b.due) for a, b in found.deadlines]
    assert days == [(date(2026, 6, 30), date(2026, 7, 4))]

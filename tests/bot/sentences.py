"""The sentences of the catalogue, and what is filled into them at its longest."""

from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from bot.catalogue import LANGUAGES, Catalogue
from bot.dialogue import telling
from handlers import cases, desk_view, hamlet

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "bot" / "texts"
PRONOUNS = {"you", "me", "You", "Me"}
COMMUNE = {
    "commune": "xã Đồng Mây",
    "contact": "cô Lúa",
    "phone": "0900 000 000",
    "hours": "giờ làm việc, thứ Hai đến thứ Sáu",
    "reception": "thứ Năm hằng tuần, 8 giờ, phòng tiếp dân",
}


@cache
def sentences(language: str) -> dict[str, Message]:
    """Every sentence of a language by its key; a key that is written twice fails."""
    found: dict[str, Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, Message):
                assert entry.id.name not in found, entry.id.name
                found[entry.id.name] = entry
    return found


VI = sorted(sentences("vi"))


def is_typed(key: str) -> bool:
    """Tell whether an entry lists what people type, and is never said."""
    return key.endswith(("-words", "-others")) or key == "desk-desk-queue"


STORY = " ".join(["Đắp lại đoạn bờ mương bị vỡ trước khi nước về cả thôn"] * 6)
VALUES: dict[str, str | int] = {
    # What people wrote is cut before it is said; these are as long as it gets.
    "who": "bà Mận bán xôi đầu làng",
    "subject": "bà Mận bán xôi đầu làng",
    "text": telling.shorten(STORY),
    "heard": telling.shorten(STORY),
    "typed": telling.shorten(STORY),
    "story": telling.shorten(STORY, desk_view.TO_OFFICER),
    # What we put in is at its longest usual value.
    "hamlet": "thôn Thượng",
    "day": "thứ Hai, 23/11",
    "date": "23/11",
    "weekday": "thứ Hai",
    "first": "thứ Hai, 23/11",
    "last": "thứ Sáu, 27/11",
    "due": "thứ Hai, 23/11",
    "once": "yes",
    "when": "Thứ Hai, 23/11, 12 ảnh, có tin thoại",
    "verdict": "thôn nói chưa đúng",
    "state": "xã chưa nêu gương được",
    "reason": "xã đã hỏi mà chưa tìm được ai cùng thấy",
    "role": "công chức thi đua, khen thưởng",
    "code": "4071 2386",
    "reference": "000123",
    "number": 27,
    "count": 12,
    "ready": 27,
    "unseen": 27,
    "minutes": 12,
    "seconds": 34,
    "limit": "20",
    "least": 0,
    "most": 10_000,
    "question": "Ai làm việc tốt ấy ạ?\nBác nhắn tên, hoặc tả cho dễ tìm. "
    "Ví dụ: bà Mận bán xôi đầu làng.",
    "teller": "bà Hành bán rau chợ Mây",
    "doer": "người ấy",
    "left": 12,
    "names": "bà Mận bán xôi đầu làng, ông Thóc",
    "to": "cô Lúa",
    "other": "bà Mận bán xôi đầu làng",
    "answer": telling.shorten(STORY),
    "numbers": "12, 13",
    "typist": "bà Bưởi",
    "own": 7,
    "grown": 16,
    "counts": "5 mới, 2 chờ thôn, 1 chờ người kể, 1 chờ ý người được khen, 1 quá hạn",
    "page": 2,
    "by": "Trưởng ban công tác Mặt trận ông Sấu",
    "note": ": " + telling.shorten(STORY),
    "how": "phone",
    "late": "late",
    "name": "Bà Nguyễn Thị Mận",
    "sentence": "Sáng thứ Bảy bà đem cháo nóng đến trạm y tế cho người bệnh, tiền gạo bà tự lo.",
    "url": "thidua.example.vn/bang-vang",
    "why": telling.shorten(STORY),
    "photos": "3 ảnh",
    "has": "yes",
    "needed": 2,
    "found": 1,
    "lines": "1. …",
    "place": "trang của xã",
    # Of what the bots have used.
    "received": 1234,
    "sent": 1234,
    "used": 2468,
    "messages": "3.000",
    "seated": 45,
    "seats": 50,
    "reserved": 4,
    "free": 123,
    "charged": 45,
    "dong": "2.475",
    "unreached": 12,
    "today": "2.475",
    "month": "55.000",
    "person": "bà Nguyễn Thị Bưởi",
    "more": 3,
    # Of what is due.
    "desk": "no",
    "paper": "biên bản bình xét",
    "since": "19 giờ 05, thứ Ba, 10/11",
    "until": "7 giờ 30, thứ Tư, 11/11",
    "missed": 12,
    "hour": 19,
    "minute": "05",
    # Of the year's calendar.
    "days": "20/3, 20/6, 20/9, 20/12",
    "year": "2027",
    "reminders": "nhắc trước 15, 7, 3, 1 ngày",
    "unverified": 12,
    "working": "yes",
    "off": "yes",
    "title": "Triển khai, thực hiện công tác thi đua, khen thưởng của xã năm…",
    "years": "2021–2025",
    "kind": "thường xuyên",
    "movements": 12,
    "milestones": 12,
    "tasks": 49,
    "directives": 6,
    "changed": 2,
    "ended": 2,
    "gone": 2,
    "change": "new",
    "same": "yes",
    "over": "yes",
    # Of a movement.
    "people": 12,
    "what": "close",
    "example": "1: 500, 3: 12",
    # Of an announcement.
    "seen": 120,
    "failed": 12,
    "uncertain": 3,
    "waiting": 2,
    "groups": "\nTrong nhóm: đã đến 2, còn đợi 0, chưa chắc 0, chưa đến 0.",
    "skipped": 4,
    "knocked": 3,
    "rest": 120,
    # Of a week.
    "backup": "– Sao lưu: 5 giờ trước, còn mới.",
    "trail": "– Nhật ký mục 1234, chép ra giấy: 3f2a9c1b7e44",
    "reminded": "– Tuần trước: nhắc được 52 lời.",
    "unit": "hours",
    "entry": "1234",
    "mark": "3f2a9c1b7e44",
    # Of the setting up: a label, what held and what holds now.
    "label": "Lịch tiếp dân",
    "old": "giờ làm việc, thứ Hai đến thứ Sáu",
    "value": "thứ Năm hằng tuần, 8 giờ, phòng tiếp dân",
}
# Where it has to be found out who is meant, more of it is read.
WHOM = telling.shorten("Bà Mận bán xôi đầu làng cạnh cây đa to", cases.WHO)
TO_HEAD = {
    "who": WHOM,
    "story": telling.shorten(STORY, hamlet.TO_HEAD),
    "role": "Trưởng ban Mặt trận thôn Thượng",
}
TO_OFFICER = {"who": WHOM, "story": telling.shorten(STORY, desk_view.TO_OFFICER)}
# Five answers, each as long as it is read back.
SUMMARY = "\n".join(
    (
        f"– {telling.shorten(STORY)}, thôn Thượng",
        f"– {telling.shorten(STORY)}",
        "– Thứ Hai, 23/11",
        "– 12 ảnh",
    )
)
# All that may be kept of somebody, and all that may stay.
KEPT = """– Tên bà Nguyễn Thị Mận, cháu gọi là bà
– Đồng ý từ thứ Hai, 23/11
– 12 việc đã kể, 1 việc kể dở, 12 ảnh, 3 tin thoại, kể giúp bà Hành, ông Thóc…
– Vai: Trưởng ban công tác Mặt trận, thôn Thượng"""
STAYS = """Cháu sẽ xóa tên, lời nhắn của bác, 12 việc xã chưa quyết, cùng ảnh và tin thoại.
Việc xã đã quyết vẫn ở lại, không còn tên của bác. Việc kể giúp ai vẫn là của người ấy.
Ngày đồng ý vẫn ghi, không còn tên. Tin cán bộ đã nhận thì còn trên máy họ."""
# Three groups at once: whoever chooses more chooses everybody.
AUDIENCE = "Trưởng thôn, Trưởng ban Mặt trận thôn, Cơ quan, đoàn thể"
CLOSER: dict[str, dict[str, str]] = {
    "plan-facts": {
        "value": "12/KH-UBND",
        "day": "02/02/2026",
        "when": "yes",
        "by": "TM. Ủy Ban Nhân Dân Chủ Tịch",
    },
    "plan-movement": {
        "name": telling.shorten(STORY, 14),
        "text": telling.shorten(STORY, 12),
        "state": "taken",
    },
    "plan-deadline": {
        "name": telling.shorten(STORY, 14),
        "text": telling.shorten(STORY, 12),
        "state": "taken",
        "hour": "",
        "days": "thứ Hai, 23/11",
    },
    "digest-review": {"what": "final", "state": "today"},
    "announce-share": {"groups": "2"},
    "announcement-approve": {"names": AUDIENCE, "state": "urgent"},
    "announcement-waits": {"names": AUDIENCE, "state": "urgent"},
    "announce-waiting": {"names": AUDIENCE, "state": "urgent"},
    "week-desk": {
        "due": "– Tuần này 4 việc đến hạn, gần nhất: Báo quý, thứ Sáu, 27/11; Họp hội đồng, "
        "thứ Bảy, 28/11.",
    },
    "week-backup": {"when": "12 giờ trước", "state": "damaged"},
    "week-due": {"names": "Báo cáo quý, thứ Sáu, 27/11; Họp hội đồng, thứ Bảy, 28/11"},
    "week-call": {"why": "2 việc chậm, 1 việc tốt chưa trả lời"},
    "year-line": {"hour": ", 8 giờ", "state": "planned", "unverified": "yes"},
    "calendar-line": {"hour": ", 8 giờ"},
    "calendar-new": {"hour": ", 8 giờ"},
    "holiday-set": {"state": "off"},
    "holiday-line": {"state": "off"},
    "my-data": {"lines": KEPT},
    "my-data-in-form": {"lines": KEPT},
    "data-erase": {"lines": STAYS},
    "deed-confirm": TO_HEAD,
    "deed-confirm-last": TO_HEAD,
    "deed-confirm-worded": TO_HEAD,
    "deed-decide": TO_OFFICER,
    "deed-decide-worded": TO_OFFICER,
    "engine-review": {"lines": SUMMARY},
    "engine-review-again": {"lines": SUMMARY},
}


WORDS = {language: Catalogue(None, COMMUNE).words(language) for language in LANGUAGES}
COUNTS = {"minutes": 1, "seconds": 2, "count": 2}
MARKED = Catalogue(None, dict.fromkeys(COMMUNE, "…")).words()


@cache
def said(key: str, language: str = "vi") -> str:
    """Return a sentence with everything in it as long as it gets."""
    return WORDS[language](key, **{**VALUES, **CLOSER.get(key, {})})

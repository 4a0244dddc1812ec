"""Who is named for a task."""

import re

ASSIGNED = re.compile(
    r"\b[Gg]iao\s+(?:cho\s+)?(?P<who>[^,.;:]{4,80}?)\s+(?:chủ trì|tham mưu|thực hiện|tổng hợp|phối hợp|làm|theo dõi|chịu)"
)
SUBJECT = re.compile(
    r"^(?:(?:[Hh][ằà]ng|Mỗi|Định kỳ|Trước|Chậm nhất|Vào|Trong)\s[^.;:]{2,60}?,\s+)?"
    r"(?P<who>(?:[Cc]ác\s(?:thôn|đơn vị|ngành|ban|đoàn thể|cấp ủy|cơ quan|tổ chức|trường|hội)|Ban\s|Văn phòng|Công chức|Mặt trận|MTTQ|Ủy ban|UBND|Hội\s|Đoàn\s|Trưởng|Trường|Trạm|Công an|"
    r"Thôn|Cơ quan|Đơn vị|Thủ trưởng|Người đứng đầu|Phòng\s)[^.;:]{0,90}?)\s+"
    r"(?:chủ trì|có trách nhiệm|chịu trách nhiệm|tham mưu|gửi|nộp|báo cáo|phối hợp|tổ chức|xây dựng|triển khai|đăng ký|rà soát|tổng hợp|phải|thực hiện|đảm nhận|hoàn thành|lập)"
)
ASKED = re.compile(
    r"(?:[Yy]êu cầu|[Đđ]ề nghị)\s+(?P<who>(?:[Cc]ác|MTTQ|Mặt trận|[Tt]hôn|[Tt]rưởng)[^.;:]{4,100}?)\s+"
    r"(?:tổ chức|triển khai|thực hiện|gửi|nộp|báo cáo|đăng ký|nghiêm túc|chủ động|khẩn trương|phối hợp|căn cứ)"
)


def owners_of(text: str) -> tuple[str, ...]:
    """Return who is named in a sentence as the one to do it."""
    for pattern in (ASSIGNED, ASKED, SUBJECT):
        if found := pattern.search(text):
            return tuple(
                one
                for one in (part.strip() for part in re.split(r",| và |;", found["who"]))
                if len(one) > 3
            )
    return ()

"""What the two plain bots say: our own bot's questions, in the same order and words."""

import secrets
from datetime import date, timedelta

CONSENT = (
    "Chào bác. Cháu là máy trả lời của xã Đồng Mây, không phải người.\n"
    "Bác thấy ai làm việc tốt thì kể cho cháu. Cháu giữ lời kể, ảnh và tên của bác, để trưởng "
    "thôn và cán bộ xã xem. Người được khen chưa đồng ý thì xã chưa nêu tên.\n"
    "Muốn xem lại hay xóa, bác nhắn: của tôi.\n"
    "Bác có đồng ý không ạ?"
)
AGREE, REFUSE, READ_MORE = "Đồng ý", "Không", "Xem kỹ hơn"
MENU = "Cháu cảm ơn bác. Bác cần việc nào ạ?"
TELL = "Kể việc tốt"
BEGIN = ("kể", "kể việc tốt")
REFUSED = "Vâng ạ, cháu không chuyển gì cho ai."
WHO = "Ai làm việc tốt ấy ạ?\nBác nhắn tên, hoặc tả cho dễ tìm. Ví dụ: bà Mận bán xôi đầu làng."
HAMLET = "Người ấy ở thôn nào ạ?\nBác nhắn tên thôn, ví dụ: Đoài. Không biết thì nhắn: không rõ."
STORY = (
    "Cháu ghi: thôn {hamlet}. Người ấy đã làm gì ạ?\n"
    "Bác kể một hai câu, hoặc gửi tin thoại, nói bao lâu cũng được."
)
DAY = (
    "Việc ấy hôm nào ạ?\nVí dụ: hôm qua, rằm vừa rồi, 10/11, làm mấy năm nay. Không nhớ cũng được."
)
PHOTO = (
    "Cháu ghi: {day}. Bác có ảnh thì gửi cho cháu, mấy ảnh cũng được.\nKhông có thì nhắn: không."
)
REVIEW = "Cháu đọc lại bác nghe:\n– {who}, thôn {hamlet}\n– {story}\n– {day}\nGửi đi được chưa ạ?"
SEND, EDIT, ADD = "Gửi", "Sửa", "Kể thêm"
RECEIPT = (
    "Cháu nhận đủ rồi, cảm ơn bác. Mã của bác:\n{code}\n"
    "Bác giữ lại nhé. Dùng máy khác, hay gọi điện đến xã, cứ đọc mã này là hỏi được.\n"
    "Cán bộ xã xem ngay. Chậm nhất {latest}, cháu nhắn lại bác.\n"
    "Còn việc khác, bác nhắn: nữa. Kể thay ai thì nhắn: kể giúp, và tên người ấy."
)
TOO_SHORT = "Bác kể rõ hơn một chút ạ."
UNCLEAR = "Cháu chưa hiểu ý bác. Bác muốn kể một việc thì nhắn: kể."


def is_name(text: str) -> bool:
    """Tell whether a name can be taken."""
    return 2 <= len(text) <= 120


def is_story(text: str) -> bool:
    """Tell whether a description can be taken."""
    return 10 <= len(text) <= 10_000


def day_of(text: str, today: date) -> str:
    """Return a day as it is read back; what is not known stays as it was said."""
    if text.lower() == "hôm qua":
        return f"{today - timedelta(days=1):%d/%m}"
    return text


def new_code() -> str:
    """Return a receipt code."""
    digits = f"{secrets.randbelow(10**8):08}"
    return f"{digits[:4]} {digits[4:]}"


def receipt(code: str, today: date) -> str:
    """Return the receipt of a report."""
    return RECEIPT.format(code=code, latest=f"{today + timedelta(days=15):%d/%m}")

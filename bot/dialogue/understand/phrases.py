"""The set phrases people use, as data; `words` says what they mean."""

import re
from enum import StrEnum

from bot.dialogue.understand import polite


class Command(StrEnum):
    """A word that works anywhere."""

    MENU = "menu"
    HELP = "help"
    BACK = "back"
    CANCEL = "cancel"
    ON = "on"
    MINE = "mine"
    EDIT = "edit"
    RESTART = "restart"
    SKIP = "skip"


class SmallTalk(StrEnum):
    """What people say without answering anything."""

    GREETING = "greeting"
    THANKS = "thanks"
    LEAVING = "leaving"


COMMANDS = {
    Command.MENU: (
        "menu", "mê nu", "mơ nu", "trang đầu", "trang chủ", "về trang đầu", "bắt đầu", "về đầu",
        "xem menu", "về menu", "danh mục", "start",
    ),
    Command.HELP: (
        "giúp", "trợ giúp", "help", "giúp đỡ", "hướng dẫn", "xin trợ giúp", "cần giúp",
        "cần trợ giúp", "cần giúp đỡ", "giúp tôi", "giúp em", "giúp cháu", "giúp bác", "giúp con",
        "giúp với", "help me",
    ),
    Command.BACK: (
        "quay lại", "lùi", "lùi lại", "trở lại", "quay lại câu trước", "câu trước", "quay về",
        "trở về", "back", "quay lại bước trước", "lùi một câu", "lùi 1 câu",
    ),
    Command.CANCEL: (
        "hủy", "hủy bỏ", "thôi không kể nữa", "không kể nữa", "thôi không kể", "cancel", "hủy hết",
        "hủy đi", "thôi hủy", "dừng lại", "không kể nữa đâu",
    ),
    Command.ON: ("tiếp", "tiếp tục", "kể tiếp", "làm tiếp", "đi tiếp", "tiếp theo"),
    Command.MINE: (
        "của tôi", "của em", "của cháu", "của con", "của bác", "của mình", "của tui",
        "xem của tôi",
    ),
    Command.EDIT: ("sửa", "sữa", "sửa lại", "chỉnh sửa", "muốn sửa"),
    Command.RESTART: (
        "làm lại", "kể lại từ đầu", "kể lại", "làm lại từ đầu", "bắt đầu lại", "từ đầu",
        "bắt đầu lại từ đầu", "restart",
    ),
    Command.SKIP: ("bỏ qua", "skip", "bỏ qua câu này", "cho qua"),
}  # fmt: skip
COMMAND_BEFORE = (
    "dạ", "vâng", "thưa", "em", "cháu", "con", "tôi", "tui", "bác", "cho", "xin", "muốn", "à",
    "ơi", "ok",
)  # fmt: skip
# Only who speaks and who is spoken to: "giúp bà cụ" is a deed.
COMMAND_AFTER = (
    "ạ", "a", "nhé", "nhe", "nhá", "nha", "nghen", "đi", "với", "nào", "luôn", "ơi", "em", "cháu",
    "con", "bác", "tôi", "thôi",
)  # fmt: skip
SLASH = re.compile(r"/([a-zA-Z]+)(?:@\w+)?")
SLASHED = {
    "start": Command.MENU,
    "menu": Command.MENU,
    "help": Command.HELP,
    "back": Command.BACK,
    "cancel": Command.CANCEL,
    "skip": Command.SKIP,
    "restart": Command.RESTART,
    "mine": Command.MINE,
    "edit": Command.EDIT,
}
MOST_EDIT_WORDS = 4
EDIT_WORDS = ("sửa", "sữa")  # the south writes the one for the other
EDIT_BEFORE = (
    "dạ", "vâng", "cho", "em", "cháu", "con", "tôi", "tui", "bác", "xin", "muốn", "thưa",
)  # fmt: skip
EDIT_AFTER = ("ạ", "nhé", "nha", "nhá", "với")
EDIT_FILLING = ("lại", "cái", "phần", "câu")

YES = (
    "có", "có chứ", "ừ", "uh", "ừm", "um", "uhm", "ờ", "vâng", "dạ", "ok", "oke", "okie", "okey",
    "okê", "oki", "okela", "đúng", "phải", "ừa", "dzạ", "được", "dc", "đc", "rồi", "chuẩn", "yes",
    "yep", "đồng ý", "nhất trí", "chính xác", "tất nhiên", "ô kê", "chắc chắn", "gật", "duyệt",
)  # fmt: skip
MERE_POLITE = ("vâng", "dạ", "dạ vâng", "vâng dạ")  # a yes only where nothing else is said
NO = (
    *polite.NOT, "chưa", "thôi", "khỏi", "no", "nope", "đừng", "sai", "sai rồi", "chẳng", "chả",
    "khỏi cần", "từ chối",
)  # fmt: skip
POLITE_WORDS = (*polite.ADDRESS, *polite.CLOSERS, "dạ", "vâng", "thưa", "thì", "là")
CLAUSES = re.compile(r"[,.;!\n]")
# What may follow a no without turning it into something else.
NO_TAILS = (
    "đúng", "đồng ý", "phải", "được", "dc", "đc", "có", "cần", "muốn", "chịu", "đâu", "nữa", "ok",
    "chính xác", "gì", "cần đâu", "phải đâu", "có đâu", "đúng đâu",
)  # fmt: skip
TAKEN_BACK = ("sai",)  # "không sai" is a yes of a sort, and asked again
YES_SIGNS = "👍✅👌✔☑"
NO_SIGNS = "👎❌✖🚫"
SIGN_EXTRAS = "\ufe0f🏻🏼🏽🏾🏿"

DENYING = (*polite.NOT, "chưa", "chẳng", "chả")
NONE_TAILS = (
    "gì", "ai", "cả", "nào", "hết", "đâu", "ảnh", "hình", "tấm", "cái", "chi", "nữa", "giấy", "tờ",
    "file", "thêm", "ráo", "sất", "luôn", "hề",
)  # fmt: skip
NONE_VERBS = ("có", "thấy", "cần", "hề có")
KNOWING = (
    "rõ", "biết", "bít", "bt", "bik", "bết", "nhớ", "chắc", "nhớ rõ", "biết rõ", "chắc chắn",
    "được rõ", "còn nhớ",
)  # fmt: skip
UNKNOWN_TAILS = (
    "nữa", "đâu", "lắm", "gì", "rõ", "ai", "hết", "được", "cả", "là", "tên", "thôn", "ngày", "hôm",
    "nào", "người", "ở", "bao", "giờ", "chính", "xác", "luôn", "thế", "họ",
)  # fmt: skip
UNKNOWN = (
    "chịu", "chịu thôi", "chịu rồi", "chịu luôn", "quên", "quên rồi", "quên mất", "quên mất rồi",
    "bó tay", "mù tịt", "chưa rõ",
)  # fmt: skip

GREETINGS = (
    "chào", "xin chào", "kính chào", "alo", "a lô", "alô", "allo", "hello", "helo", "hi", "hế lô",
    "hê lô", "hé lô", "good morning",
)  # fmt: skip
GREETED = (
    *polite.ADDRESS, *polite.CLOSERS, "dạ", "thưa", "xã", "cán", "bộ", "đồng", "chí", "các", "mọi",
    "người", "cả", "nhà", "máy", "buổi", "sáng", "chiều", "tối", "trưa", "admin", "shop", "quý",
    "bot",
)  # fmt: skip
CALLED = (
    "cháu ơi", "em ơi", "con ơi", "bác ơi", "cô ơi", "chú ơi", "anh ơi", "chị ơi", "xã ơi",
    "ai ơi", "máy ơi", "ad ơi",
)  # fmt: skip
THANKING = (
    "cảm ơn", "cám ơn", "xin cảm ơn", "thank", "thanks", "thank you", "tks", "thanh kiu", "cảm tạ",
    "đội ơn",
)  # fmt: skip
THANKED = (
    *polite.ADDRESS, *polite.CLOSERS, "dạ", "vâng", "xin", "nhiều", "lắm", "rất", "quá", "xã",
    "cán", "bộ", "các", "ok", "oke", "ừ", "chân", "thành", "trước", "máy", "mọi", "người", "đồng",
    "chí", "thế", "là", "được", "tốt", "thôi",
)  # fmt: skip
GOODBYES = (
    "tạm biệt", "bye", "bye bye", "bai", "bai bai", "chào tạm biệt", "hẹn gặp lại", "gặp lại sau",
    "ngủ đây", "đi ngủ đây",
)  # fmt: skip
LATER = (
    "mai", "ngày mai", "sáng mai", "chiều mai", "tối mai", "mốt", "tối", "tối nay", "chiều",
    "chiều nay", "sáng", "trưa", "lát", "lát nữa", "tí", "tí nữa", "tý", "tý nữa", "chút",
    "chút nữa", "chốc", "chốc nữa", "lúc khác", "hôm khác", "khi khác", "bữa khác", "hôm nào",
    "khi nào rảnh", "rảnh", "sau", "bữa sau", "hôm sau", "lúc nào rảnh", "hôm nào rảnh", "mơi",
)  # fmt: skip
LATER_ALONE = ("lúc khác", "hôm khác", "khi khác", "bữa khác", "lát nữa", "tí nữa", "chút nữa")
TELLING = (
    "kể", "kể tiếp", "kể nốt", "kể sau", "nói", "nói tiếp", "nhắn", "nhắn tiếp", "nhắn lại",
    "viết", "viết tiếp", "gửi", "gửi tiếp", "làm tiếp", "tính", "trả lời", "hẹn", "nói chuyện",
    "kể cho", "kể lại", "tiếp",
)  # fmt: skip
BUSY = (
    "bận", "bận rồi", "bận quá", "bận tí", "bận chút", "đang bận", "giờ bận", "giờ đang bận",
    "bận việc", "mệt rồi", "mắc việc",
)  # fmt: skip
LEAVING_FILLING = (
    *polite.ADDRESS, *polite.CLOSERS, "dạ", "vâng", "thôi", "để", "thì", "sẽ", "xin", "hẹn", "nữa",
    "đã", "giờ", "đang", "ok", "phải", "nhà", "đây",
)  # fmt: skip
PUTTING_OFF = ("để", "hẹn")
LEAVING_ALONE = (GOODBYES, BUSY, LATER_ALONE)
LEAVING_WORDS = (LEAVING_FILLING, LATER, TELLING, BUSY, GOODBYES, THANKING, GREETINGS)

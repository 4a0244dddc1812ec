"""Whether a story that is told as a good deed sounds like an accusation or a complaint.

A hint for one question to the teller. A false alarm costs that question, a miss costs more; but
a good deed often speaks of a wrong ("bắt được kẻ trộm"), so a wrong is excused by the help that
stands beside it, a complaint only by what directly turns it round ("phòng chống tham nhũng").
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.dialogue.understand import polite
from bot.dialogue.understand.folding import MARKS, Spelling, clean, spell, words
from bot.dialogue.understand.remembering import story_remembered

# Complaining itself.
COMPLAINTS = (
    "tố cáo", "khiếu nại", "làm đơn kiện", "khởi kiện", "kiện ra", "kiện lên", "tôi phản ánh",
    "xin phản ánh", "muốn phản ánh", "cần phản ánh", "phản ánh việc", "phản ánh về",
    "phản ánh chuyện", "phản ánh tình trạng", "phản ánh trưởng", "phản ánh cán bộ", "phản ánh ông",
    "phản ánh bà", "phản ánh là", "phản ánh với", "bức xúc", "bất bình", "làm rõ việc",
    "làm rõ vụ", "đề nghị làm rõ", "yêu cầu làm rõ", "đề nghị xử lý", "yêu cầu xử lý",
    "phải xử lý", "xử lý nghiêm", "xử lý ông", "xử lý bà", "đề nghị kiểm tra", "đề nghị kỷ luật",
    "cách chức", "vào cuộc", "không xứng đáng", "không công khai", "không minh bạch", "mờ ám",
    "khuất tất", "vô liêm sỉ", "mất dạy", "khốn nạn", "mất dân chủ", "độc đoán", "tôi tố",
    "không xử lý", "yêu cầu xã", "đề nghị công an", "nhờ công an bắt", "chia tiền không",
    "không có hóa đơn", "xem xét lại", "chịu không nổi",
)  # fmt: skip
# Abuse of an office or of people: nobody tells of it but to accuse.
ABUSES = (
    "tham ô", "tham nhũng", "ăn chặn", "ăn bớt", "ăn bớt tiền", "ăn bớt của", "bớt xén",
    "biển thủ", "bỏ túi", "hối lộ", "đút lót", "ăn tiền", "vòi tiền", "vòi vĩnh", "chiếm đoạt",
    "chiếm dụng", "trục lợi", "thu tiền sai", "lạm thu", "khai khống", "bao che", "lộng quyền",
    "lạm quyền", "cậy quyền", "cậy thế", "lợi dụng chức", "hạch sách", "nhũng nhiễu", "gây khó dễ",
    "làm khó dân", "thiên vị", "ức hiếp", "vu khống", "bịa đặt", "nói xấu", "ngoại tình",
    "bồ bịch", "cặp bồ", "chửi", "chửi bới", "chửi mắng", "đánh dân", "bắt dân nộp",
    "lấy tiền ủng hộ", "lấy tiền của dân", "nhận tiền của", "người nhà vào", "con cháu vào hộ",
    "dọa nạt", "giật hụi", "vỡ hụi", "tiêu riêng",
)  # fmt: skip
# Wrongs of which good deeds tell as well: somebody hinders them, or helps who suffered them.
WRONGS = (
    "tố giác", "trộm", "ăn cắp", "lấy cắp", "móc túi", "cướp", "lừa đảo", "lừa tiền", "lừa gạt",
    "lừa dân", "lừa tôi", "quỵt", "quỵt tiền", "quỵt nợ", "đòi tiền", "đòi tiền dân",
    "đòi tiền của", "nợ không trả", "vay không trả", "không chịu trả", "nặng lãi", "tín dụng đen",
    "lấn chiếm", "lấn đất", "lấn đất nhà", "lấn đường", "lấn sang", "lấn ranh", "chiếm đất",
    "chiếm của", "đánh đập", "đánh vợ", "đánh con", "đánh mẹ", "đánh bố", "đánh nhau",
    "đánh người", "đánh học sinh", "đánh tôi", "hành hung", "bạo hành", "bạo lực", "ngược đãi",
    "bỏ đói", "đe dọa", "dọa giết", "dọa đánh", "xâm hại", "sàm sỡ", "hiếp dâm", "dâm ô",
    "đánh bạc", "cờ bạc", "sát phạt", "số đề", "lô đề", "ghi đề", "ma túy", "hút chích",
    "buôn lậu", "rượu chè", "say rượu", "say xỉn", "quậy phá", "gây rối", "gây sự", "xả thải",
    "xả rác", "đổ rác", "đổ rác ra", "ô nhiễm", "hôi thối", "phá rừng", "trái phép", "chất cấm",
    "gian lận", "gian dối", "làm giả", "giả mạo", "rượu giả", "hàng giả", "đi kiện", "kiện cáo",
    "kiện tụng", "bị kiện", "tranh chấp", "chặn đường", "lấy đất", "lấy mất", "lừa mất", "bị lừa",
    "tiền không trả", "bỏ trốn", "mùi thối", "nhạc to", "ồn ào",
)  # fmt: skip

# What turns a complaint round when it stands shortly before it.
TURNING = (
    "phòng chống", "chống", "phòng", "phòng ngừa", "ngăn", "ngăn chặn", "ngăn ngừa", "can ngăn",
    "đẩy lùi", "bài trừ", "đấu tranh", "lên án", "xóa bỏ", "nói không với", "khuyên", "khuyên bảo",
    "vận động", "tuyên truyền", "nhắc nhở", "hòa giải", "giải quyết", "giải thích", "tiếp nhận",
    "nạn nhân", "minh oan", "dũng cảm", "mạnh dạn",
)  # fmt: skip
NEAR = 4
# Directly before a wrong: it is one that was not done, or is done no more.
NOT_DONE = (
    *polite.NOT, "chưa", "chẳng", "chả", "đừng", "bỏ", "cai", "tránh", "chừa", "không còn",
    "không có", "không hề", "không bị", "không để", "không cãi", "chưa từng", "không bao giờ",
    "chưa bao giờ",
)  # fmt: skip
# What excuses a wrong wherever it stands: what was done against it or for whom it struck.
HELPING = (
    "giúp", "cứu", "cứu giúp", "cứu người", "giải cứu", "bênh vực", "che chở", "cưu mang",
    "đùm bọc", "đứng ra", "bảo vệ hoa màu", "bảo vệ bà con", "chăm sóc", "nuôi dạy", "nhận nuôi",
    "cảm hóa", "can ngăn", "can ra", "vào can", "ngăn", "ngăn chặn", "hòa giải", "giảng hòa",
    "khuyên", "thuyết phục", "vận động", "tuyên truyền", "cảnh báo", "phòng chống", "phòng ngừa",
    "chống", "bài trừ", "đẩy lùi", "nói không với", "bắt được", "bắt gọn", "bắt kẻ", "bắt tên",
    "vây bắt", "đuổi trộm", "đuổi theo", "đuổi bắt", "đuổi kẻ", "đuổi cướp", "truy đuổi",
    "khống chế", "tri hô", "hô hoán", "kịp thời", "tuần tra", "canh gác", "trực đêm", "trả lại",
    "đem trả", "mang trả", "tìm lại được", "hiến", "hiến đất", "tháo dỡ", "góp tiền", "góp gạo",
    "cai nghiện", "cai rượu", "bỏ rượu", "bỏ được", "bỏ hẳn", "từ bỏ", "hoàn lương",
    "làm lại cuộc đời", "dọn rác", "dọn sạch", "dọn dẹp", "quét dọn", "thu gom", "nhặt rác",
    "dũng cảm", "mạnh dạn", "tích cực", "đi bệnh viện", "băng bó", "nhặt được", "giao nộp", "gác",
    "dẹp", "vào đồn", "lên đồn", "báo cho", "báo người lớn", "phân xử", "trồng hoa",
)  # fmt: skip
# Shortly before help: it was asked for or refused, or says only for whom the story is told.
ASKED = (
    *polite.NOT, "chưa", "chẳng", "chả", "đừng", "mong", "nhờ", "xin", "đề nghị", "yêu cầu", "cần",
    "hãy", "đòi", "bắt", "kể",
)  # fmt: skip
ASKED_NEAR = 3
ASKING_AFTER = ("với", "tôi với", "em với", "cháu với", "dân với")

# In a text without marks these are everyday words or names: "chồng", "cán bộ", "Lan dắt cụ già".
ONLY_WITH_MARKS = frozenset({
    "lấn đất", "lấn đường", "lấn sang", "lấn ranh", "ăn bớt", "chửi", "quỵt", "đánh con",
    "phản ánh ông", "phản ánh bà", "phản ánh là", "phản ánh với", "chiếm của", "đòi tiền",
    "bỏ túi", "vào cuộc", "làm giả", "số đề", "ghi đề", "đổ rác", "chống", "phòng", "ngăn", "bỏ",
    "cai", "tránh", "cứu", "hiến", "can ra", "bỏ đói", "gác", "lấy đất", "lấy mất", "nhạc to",
})  # fmt: skip
# Passed over: everyday words that only look like a wrong or like help.
NEITHER = ("trộm vía", "trộm nghĩ", "nhìn trộm", "cướp cờ", "cứu trợ", "cứu tế", "giúp việc")

CLAUSES = re.compile(r"[.,;:!?…\n()–]+")
LONGEST = 6000
Phrase = tuple[Spelling, ...]
Table = dict[str, tuple[Phrase, ...]]


class Heard(NamedTuple):
    """What the clauses of a text hold."""

    complaint: bool = False
    wrong: bool = False
    help: bool = False


def sounds_accusing(text: str) -> bool:
    """Whether the story accuses somebody or complains, rather than tells of a good deed."""
    text = unicodedata.normalize("NFC", clean(text[: 2 * LONGEST]))[:LONGEST]
    marked = any(c in MARKS for c in unicodedata.normalize("NFD", text)) or "đ" in text.lower()
    lines = [_heard(line, marked) for line in text.split("\n")]
    if any(heard.complaint for heard in lines):
        return True
    return any(heard.wrong for heard in lines) and not any(heard.help for heard in lines)


@story_remembered
def _heard(line: str, marked: bool) -> Heard:
    """What a line holds. A report is looked at after each of its answers, of which one is new."""
    clauses = [_clause(part, marked) for part in CLAUSES.split(line)]
    return Heard(
        any(_complains(said, marked) for said in clauses),
        any(_done(said, WRONGS, marked) for said in clauses),
        any(_helping(said, HELPING, marked) for said in clauses),
    )


def _complains(said: Sequence[Spelling], marked: bool) -> bool:
    turned = _helping(said, TURNING, marked)
    complaints = [
        *_found(said, COMPLAINTS, marked),
        *_done(said, ABUSES, marked),
    ]
    return any(not any(0 <= at - end < NEAR for end in turned) for at, _ in complaints)


def _done(said: Sequence[Spelling], among: tuple[str, ...], marked: bool) -> list[tuple[int, int]]:
    """Where wrongs stand that are not said to be left undone."""
    undone = {end for _, end in _found(said, NOT_DONE, marked)}
    return [(at, end) for at, end in _found(said, among, marked) if at not in undone]


def _helping(said: Sequence[Spelling], among: tuple[str, ...], marked: bool) -> list[int]:
    """Where help ends that was really given."""
    asked = [end for _, end in _found(said, ASKED, marked)]
    asking = {at for at, _ in _found(said, ASKING_AFTER, marked)}
    return [
        end
        for at, end in _found(said, among, marked)
        if end not in asking and not any(0 <= at - before < ASKED_NEAR for before in asked)
    ]


def _found(
    said: Sequence[Spelling], among: tuple[str, ...], marked: bool
) -> Iterator[tuple[int, int]]:
    """Where phrases of a table begin and end."""
    table = _table(among, marked)
    for at, word in enumerate(said):
        for phrase in table.get(word.letters, ()):
            end = at + len(phrase)
            if tuple(said[at:end]) == phrase:
                yield at, end


def _clause(part: str, marked: bool) -> list[Spelling]:
    """The words of a clause as compared, without what is neither a wrong nor help."""
    said = [_spelling(word, marked) for word in words(part)]
    spans = list(_found(said, NEITHER, marked))
    return [word for at, word in enumerate(said) if not any(a <= at < b for a, b in spans)]


@lru_cache(maxsize=32)
def _table(among: tuple[str, ...], marked: bool) -> Table:
    """The phrases of a table by their first word's letters, as they are spelled in this text."""
    table: Table = {}
    for each in among:
        if not marked and each in ONLY_WITH_MARKS:
            continue
        phrase = tuple(_spelling(word, marked) for word in words(each))
        table[phrase[0].letters] = (*table.get(phrase[0].letters, ()), phrase)
    return table


def _spelling(word: str, marked: bool) -> Spelling:
    """A word as compared: in a text that has marks they count, in one without them none does."""
    spelling = spell(word)
    return spelling if marked else Spelling(spelling.letters, "", "")

"""The words in which officials write a day by which something is due, as patterns: what they have
in common stands first. `bot.documents.plan.deadlines` reads with them.
"""

import re

from bot.documents.plan.outline import UPPER

BEFORE = r"trước(?:\s+hết)?"
BY = (
    rf"(?P<by>{BEFORE}|chậm nhất(?:\s+là)?(?:\s+(?:đến|vào|trước))?|muộn nhất(?:\s+là)?|không muộn hơn|"
    r"hạn(?!\s+(?:chế|hán|hẹp|mức))(?:\s+\w+){0,5}?(?:\s+là)?|thời gian[^,.;:]{0,24}:|"
    r"đến hết|xong(?:\s+trong)?|hoàn thành(?:\s+(?:vào|trong|trước))?|không quá|"
    r"từ\s+[^,.;]{1,24}?(?:\s+đến(?:\s+hết)?|\s*[-–—])|"
    r"(?<!trước )hết(?=\s+ngày\s+\d)|(?<!tính )đến(?=\s+(?:ngày|\d))|vào(?=\s+(?:các\s+)?ngày)|kết thúc|"
    r"(?:sơ kết|tổng kết|khai mạc|bế mạc|tổ chức|họp|hội nghị|hội thi)(?=\s+ngày\s+\d)|dự kiến(?:\s+(?:là|vào|trong))?)"
)
NEXT_YEAR = r"\s+(?:của\s+)?năm\s+(?P<next>sau|tới|kế tiếp|tiếp theo)"
OF_YEAR = rf"(?:\s*(?:/|năm\s+)(?P<y>20\d{{2}})|{NEXT_YEAR})?"
DATE = (
    r"(?P<as>ngày\s+)?(?:(?:mùng|mồng)\s+)?(?P<d>\d{1,2})"
    r"\s*(?P<sign>/|\.(?=\d)|-(?=\d)|-(?=\s\d{1,2}\s-\s20\d\d)|\s+(?:của\s+)?tháng\s+)\s*(?P<m>\d{1,2})(?!\d)"
    r"(?:\s*(?:/|\.(?=\d)|-(?=\s?\d)|\s+năm\s+)\s*(?P<y>20\d{2})|/(?P<short>\d{2})(?![\d/])|"
    rf"{NEXT_YEAR})?"
)
# What may stand before the day: its hour, its day of the week, the day on which a period begins.
# "17h 25/6" is the hour and the day, no minutes.
CLOCK = r"\d{1,2}\s*(?:giờ|h|g)(?!\w*[^\W\d])(?:\s*[0-5]?\d(?!\d|\s*[/.-]\s*\d|\s+tháng)\s*(?:phút|['’])?)?"
HOUR = rf"(?P<hour>{CLOCK}[\s,]*)?"
WEEKDAY = r"(?:các\s+(?=ngày)|(?:thứ\s+\w+|chủ nhật),?\s+)?"
BEGUN = r"(?:(?:ngày\s+)?\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?\s*[-–—]\s*(?=(?:ngày\s+)?\d{1,2}/\d))?"
EVERY_YEAR = r"(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)?"
# What else is said after a day by the same word: "trước ngày 15/6 (lần 1), 15/9 và 15/12". A bare
# number goes on a list only where nothing follows that it could count.
AND = r"\s*(?:\([^()]{1,40}\)\s*)?(?:,\s*và|,|và|hoặc)\s+"
NOTHING_COUNTED = r"(?=\s*(?:[,.;:()]|$|(?:và|hoặc|hằng|hàng|mỗi|để|về)\s))"
FURTHER = re.compile(rf"^(?:{AND}|,\s*và\s+|,\s+|\s+và\s+)")
MORE_DATES = re.compile(rf"{AND}{DATE}{EVERY_YEAR}{NOTHING_COUNTED}", re.IGNORECASE)
MORE_QUARTERS = re.compile(
    r"(?:,\s*và|,|\s+và)\s+(?:quý\s+)?(?P<q>IV|III|II|I)\b" + OF_YEAR,
    re.IGNORECASE,
)
MORE_MONTHS = re.compile(
    r"(?:,\s*và|,|\s+và)\s+"
    rf"(?:tháng\s+|(?=\d{{1,2}}(?:{NOTHING_COUNTED}|\s+các\s)))(?P<m>\d{{1,2}})(?!\d|\s*/\s*\d{{1,2}}/){OF_YEAR}{EVERY_YEAR}",
    re.IGNORECASE,
)
QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# What stands before a month or a quarter by whose end something is due.
WITHIN = (
    rf"(?:(?P<by>{BEFORE}|(?:chậm|muộn) nhất(?:\s+(?:là|vào|trong|đến|trước))*|dự kiến(?:\s+(?:vào|trong))?|"
    r"trong|hết|cuối|vào|hoàn thành(?:\s+trong)?|đến hết|(?<!tính )đến|từ\s+[^,.;]{1,24}?\s+(?:đến(?:\s+hết)?|[-–—]))\s+|"
    r"thời gian[^,.;:]{0,24}:\s*|^(?=[^:]{5,20}:))"
)
QUARTER = r"quý\s+(?P<q>IV|III|II|I|[1-4])\b"
# Also "10/2026", where it is no end of a whole day.
MONTH = r"(?:(?:các\s+)?tháng\s+|T?(?=\d{1,2}\s*/\s*20\d\d))(?P<m>\d{1,2})(?!\d|\s*/\s*\d{1,2}/)"
AS_QUARTER = re.compile(rf"{WITHIN}{QUARTER}{OF_YEAR}{EVERY_YEAR}", re.IGNORECASE)
AS_MONTH = re.compile(rf"{WITHIN}{MONTH}{OF_YEAR}{EVERY_YEAR}", re.IGNORECASE)
MONTH_YEARLY = re.compile(r"tháng\s+(?P<m>\d{1,2})\s+(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
QUARTERS_YEARLY = re.compile(
    r"quý\s+(?P<quarters>(?:IV|I{1,3}|[1-4])(?:\s*(?:,|;|và)\s*(?:quý\s+)?(?:IV|I{1,3}|[1-4]))+)\s+(?:hằng|hàng|mỗi)\s+năm",
    re.IGNORECASE,
)
QUARTER_YEARLY = re.compile(rf"{QUARTER}(?P<yearly>\s+(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
# A part of a month or a quarter: the last day that may still be called so.
PARTS_OF_MONTH = {
    "đầu": 10, "nửa đầu": 15, "giữa": 20, "tuần đầu": 7, "tuần đầu tiên": 7, "tuần thứ nhất": 7,
    "tuần thứ hai": 14, "tuần thứ 2": 14, "tuần thứ ba": 21, "tuần thứ 3": 21, "tuần thứ tư": 28,
    "tuần thứ 4": 28, "tuần 1": 7, "tuần 2": 14, "tuần 3": 21, "tuần 4": 28, "tuần i": 7,
    "tuần ii": 14, "tuần iii": 21, "tuần iv": 28, "tuần cuối": 31, "tuần cuối cùng": 31,
    "thượng tuần": 10, "trung tuần": 20, "hạ tuần": 31,
}  # fmt: skip
PART = r"(?<!từ )(?<!\w)(?P<part>{})\s+(?:của\s+)?"
PART_OF_MONTH = re.compile(
    PART.format("|".join(sorted(PARTS_OF_MONTH, key=len, reverse=True)))
    + rf"tháng\s+(?P<m>\d{{1,2}})(?!\d|\s+(?:và|đến)\s|\s*[-–/]\s*\d{{1,2}}(?!\d)){OF_YEAR}{EVERY_YEAR}",
    re.IGNORECASE,
)
PART_OF_QUARTER = re.compile(
    PART.format("đầu|giữa") + rf"{QUARTER}(?!\s+(?:và|đến)\s){OF_YEAR}{EVERY_YEAR}", re.IGNORECASE
)
# A line of a timetable: "Ngày 18/11/2026: Ngày hội".
DAY_FIRST = re.compile(rf"^{DATE}{EVERY_YEAR}(?=\s*:)", re.IGNORECASE)
DAY_YEARLY = re.compile(rf"{DATE}(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
DATED = re.compile(
    rf"{BY}\s*(?P<colon>:)?\s*{HOUR}{WEEKDAY}{BEGUN}{DATE}{EVERY_YEAR}", re.IGNORECASE
)
OF_QUARTER = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?{HOUR})?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+"
    r"(?P<which>cuối(?:\s+cùng)?|đầu(?:\s+tiên)?|giữa|thứ\s+(?:nhất|hai|ba|[1-3]))"
    r"\s+(?:(?:mỗi|của|trong|hằng|hàng)\s+){0,2}quý",
    re.IGNORECASE,
)
EVERY_MONTH = re.compile(
    r"(?:(?:hằng|hàng|mỗi)\s+tháng|báo cáo tháng(?!\s*\d)),?\s(?P<open>\()?(?P<between>[^.;()]{0,60}?)"
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất|vào)\s+)(?:là\s+|vào\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\d|\s*[/.-]\s*\d|\s+(?:của\s+)?tháng)",
    re.IGNORECASE,
)
OF_MONTH = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?{HOUR})?ngày\s+(?:(?:mùng|mồng)\s+)?(?P<d>\d{{1,2}})\s+"
    r"(?:(?:của\s+)?(?:hằng|hàng|mỗi)\s+tháng|của\s+tháng(?=\s*(?:[,.;:()]|$)))",
    re.IGNORECASE,
)
# "ngày 25 các tháng 3, 6, 9"
OF_MONTHS = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?{HOUR})?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?các\s+tháng\s+"
    r"(?P<months>\d{1,2}(?:\s*(?:,|;|và)\s*(?:tháng\s+)?\d{1,2})+)(?![\d/])",
    re.IGNORECASE,
)
WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH",
    "sáu": "FR", "6": "FR", "bảy": "SA", "7": "SA", "nhật": "SU",
}  # fmt: skip
OF_WEEK = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?{HOUR})?(?:(?:ngày|sáng|chiều)\s+)?"
    rf"(?:thứ\s+(?P<day>{'|'.join(WEEKDAYS)})|chủ\s+(?P<sunday>nhật))\s+(?:hằng|hàng|mỗi)\s+tuần",
    re.IGNORECASE,
)
REGULARLY = re.compile(r"định kỳ|(?:hằng|hàng|mỗi) (?:năm|quý)|tháng (?:một|1) lần", re.IGNORECASE)
# What a fraction may follow: only a day that says that it is one follows these.
COUNTED = re.compile(r"không quá|hoàn thành|đến hết|xong|dự kiến.*", re.IGNORECASE)
FROM_DAY = re.compile(r"từ\s.*(?:\d\s*[/.-]\s*\d|ngày|tháng)", re.IGNORECASE)
# What a fraction counts ("5/6 thôn"); a hamlet with a name is none of it.
OF_MANY = re.compile(
    rf"\s+(?:tổng\s+)?(?:số\s+)?(?:thôn|ấp|xóm|tổ|hộ|chỉ tiêu|tiêu chí|đơn vị|trường|chi bộ|người|lần)(?!\w|\s+[{UPPER}])"
)
# How long before a day: "chậm nhất 15 ngày trước ngày 20/11", "trước ngày 20/11 ít nhất 15 ngày".
DAYS_AHEAD = re.compile(r"(?P<n>\d{1,3})\s+ngày\s+$", re.IGNORECASE)
AT_LEAST = re.compile(
    r"\s*,?\s*(?:ít nhất|tối thiểu)(?:\s+là)?\s+(?P<n>\d{1,3})\s+ngày(?!\s+làm việc)",
    re.IGNORECASE,
)
LUNAR = re.compile(r"\s*\(?\s*(?:âm lịch|ÂL)", re.IGNORECASE)
FULL = re.compile(r"20\d\d|/\d{1,2}/\d\d$")
# Which of a quarter's months; else it is the first.
PLACES = {"giữa": 2, "hai": 2, "2": 2, "cuối": 3, "cùng": 3, "ba": 3, "3": 3}
SHORTEST = 28  # days that every month has
MOST = 500  # deadlines: what has more is no plan
IN_BRACKETS = re.compile(
    rf"\(\s*(?P<by>{BEFORE}|chậm nhất)\s+(?:ngày\s+)?{DATE}\s*\)", re.IGNORECASE
)
# The column of a table that says when, and what may stand in it without any word before it.
WHEN = re.compile(r"thời (?:gian|hạn|điểm)|hoàn thành|hạn|tiến độ", re.IGNORECASE)
# What else may stand beside the day in such a cell: that it is not sure yet, its hour, a remark.
PERHAPS = re.compile(r"^(?:ngày\s+)?dự kiến\s*:?\s*(?:vào|trong|là)?\s*", re.IGNORECASE)
DAY_OF_WEEK = r"(?:(?:thứ\s+\w+|chủ nhật)[\s,;]+)?"
HOUR_FIRST = re.compile(rf"^(?:(?:(?:lúc|vào)\s+)?{CLOCK}[\s,;]*)?{DAY_OF_WEEK}", re.IGNORECASE)
HOUR_LAST = re.compile(rf"[\s,;]+(?:(?:lúc|vào)\s+)?{CLOCK}$", re.IGNORECASE)
REMARK = re.compile(r"\s*\(([^()]*)\)")
HOUR_IN = re.compile(rf"(?<!\w)(?P<at>{CLOCK})", re.IGNORECASE)
HOUR_BEFORE = re.compile(rf"{HOUR_IN.pattern}[\s,]*{DAY_OF_WEEK}$", re.IGNORECASE)
HOUR_AFTER = re.compile(rf"^[\s,]*(?:vào\s+)?(?:lúc\s+)?(?P<at>{CLOCK})", re.IGNORECASE)
# A column that names nothing but the month, or the quarter, of its rows.
BY_MONTH = re.compile(r"^(?:trong\s+)?(?P<kind>tháng|quý)$", re.IGNORECASE)
BARE_DATE = re.compile(rf"^{DATE}{EVERY_YEAR}$", re.IGNORECASE)
BARE_OF_MONTH = re.compile(
    r"^(?:ngày\s+)?(?P<d>\d{1,2})\s+(?:của\s+)?(?:hằng|hàng|mỗi)\s+tháng$", re.IGNORECASE
)
BARE_QUARTER = re.compile(rf"^{QUARTER}{OF_YEAR}{EVERY_YEAR}$", re.IGNORECASE)
BARE_MONTH = re.compile(rf"^{MONTH}{OF_YEAR}{EVERY_YEAR}$", re.IGNORECASE)
LISTED = re.compile(r"\s*[;,]\s*|\s+và\s+", re.IGNORECASE)
UNTIL = re.compile(r"\s+[-–—]\s+|\s*[-–—]\s*|\s+đến(?:\s+hết)?\s+", re.IGNORECASE)
WHAT = re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|việc", re.IGNORECASE)
EXCLUSIVE = re.compile(r"\btrước(?!\s+hết)", re.IGNORECASE)

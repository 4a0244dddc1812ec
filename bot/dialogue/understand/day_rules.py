"""Which words are which phrase of a day: at each place the first pattern that fits wins.

Written in the spelling of `day_words`, each pattern ending in the space that ends its last word.
"""

import re
from datetime import date, timedelta

from bot.dialogue.understand import day_phrases as say
from bot.dialogue.understand.day_parts import (
    AFTER,
    BEFORE,
    JUST,
    LEAP,
    NEXT,
    PART_OF_DAY,
    SEGMENT,
    UNIT,
    M,
    Mark,
    Match,
    N,
    Piece,
    Rule,
    calendar_words,
    number,
)
from bot.dialogue.understand.day_spans import one_day, same_day_back, span
from bot.dialogue.understand.when import UnclearDay, When

_LATELY = rf"(?:{JUST} |day )?"
_CALENDAR, _CALENDAR_AFTER = calendar_words(), calendar_words("0")
_DAY_OF = r"(?P<pre>(?:ngay |hom |bua |vao )*)(?P<mung>(?:mung|mong) (?:ngay )?)?"
_WEEKDAY = r"(?P<wd>thu (?:hai|ba|tu[04]?|nam|sau[06]?|bay|[2-7])|t [2-7]|(?:chu|chua) nhat) "
_LAST = rf"truoc nua|truoc|{JUST}|nay2?|{NEXT}"
_TET_TAIL = rf"tet (?:am lich |ta |nguyen dan )?{AFTER}{_LATELY}"
_NOW = r"(?:nay|gio|bay gio|hien tai|hien nay|hom nay|bay h|h)"
_ABOUT = r"(?:khoang chung|khoang do|khoang|ang chung|tam|chung|do khoang|do|co|quang)"
_COUNT = (
    rf"(?:{_ABOUT} )?(?:(?P<few>vai ba|dam ba|vai|may|dam|it)|(?P<half>nua)|(?P<pair>#\d+[-/.]\d+)"
    rf"|(?P<n>{N})(?: (?P<n2>{N}))?) (?P<unit>{UNIT}) (?P<more>ruoi )?"
)


def _days_ago(count: int) -> Rule:
    return lambda _, today: one_day(today - timedelta(count), today)


def _lately(far: int, near: int) -> Rule:
    return lambda _, today: span(today - timedelta(far), today - timedelta(near), today)


def _ahead(count: int, *, alone: bool = False) -> Rule:
    def ahead(m: Match, today: date) -> Piece | None:
        if alone and say.in_a_sentence(m):
            return None
        return UnclearDay("future", (today + timedelta(count),))

    return ahead


def _mark(name: str) -> Rule:
    return lambda _m, _today: Mark(name)


def _going_on_for(m: Match, today: date) -> Piece | None:
    """ "3 năm nay": since when is known as well as people know it."""
    count = number(m["n"]) if m["n"] else 1
    if count > 100:
        return None
    unit = m["unit"]
    if unit in ("thang", "nam"):
        return When("ongoing", same_day_back(today, count * (12 if unit == "nam" else 1)))
    return When("ongoing", today - timedelta(count * (7 if unit == "tuan" else 1)))


_LOOKALIKES: tuple[tuple[str, Rule], ...] = (
    (rf"(?:lan|con|nguoi|dua|lop|vong|nha|ho|giai) thu {N} ", _mark("word")),
    (rf"so {N} ", _mark("word")),
    (rf"(?:so nha|_?ngo|hem|ngach) (?:#\S+|{N}) ", _mark("word")),
    (r"@ ", _mark("clock")),
)

_ONGOING: tuple[tuple[str, Rule], ...] = (
    (rf"(?:may|bao|nhieu|vai|bao nhieu) {UNIT} (?:nay|lien tuc|lien|qua) ", _mark("ongoing")),
    (rf"(?:(?P<n>{N}) |ca )(?P<unit>{UNIT}) (?:nay|qua) ", _going_on_for),
    (rf"{N} {UNIT} (?:lien tuc|lien) ", _mark("ongoing")),
    (
        r"(?:bay lau nay|lau nay|xua nay|tu0? (?:xua|lau|truoc|do)|hom ray|may ray|dao nay2?"
        r"|quanh nam|suot nam|nhieu lan) ",
        _mark("ongoing"),
    ),
    (rf"(?:cho )?(?:den|toi0?|tan) {_NOW} ", _mark("ongoing")),
    (
        rf"(?:(?:{PART_OF_DAY}|{UNIT}|luc|ram|mung {N}|thu {N}|chu nhat) )+"
        r"nao (?:\S+ ){0,3}cung ",
        _mark("ongoing"),
    ),
    (
        rf"(?:hang|moi) (?:{PART_OF_DAY}|{UNIT}) |thuong xuyen |lien tuc |luon luon |deu dan "
        r"|ngay ngay |(?:van con|van|hien) dang |dang lam |van (?:con )?lam ",
        _mark("ongoing"),
    ),
)

_BETWEEN: tuple[tuple[str, Rule], ...] = (
    (
        r"(?:tu0? )?(?:ngay )?~(?P<a>\d+)-(?P<b>\d+)/(?P<mw>\d+)/?(?P<exact>\d{4})? " + AFTER,
        say.days_between,
    ),
    (
        rf"(?:tu0? )?(?:ngay )?(?P<a>{N}) (?:den|toi0?|va|hoac|hay) (?:ngay )?(?P<b>{N}) "
        rf"thang (?P<mw>{M}) {AFTER}",
        say.days_between,
    ),
    (rf"(?:ngay )?#(?P<a>\d+)-(?P<b>\d+) thang (?P<mw>{M}) {AFTER}", say.days_between),
    (r"(?:tu0? )?(?:nam )?~(?P<a>\d{4})-(?P<b>\d{4}) ", say.years_between),
)

_AGO: tuple[tuple[str, Rule], ...] = (
    (rf"(?:hom )?(?:cach )?(?:day |nay )?{_COUNT}(?:ve )?truoc (?:day )?", say.ago),
    (rf"cach (?:day |nay )?{_COUNT}(?:roi )?", say.ago),
    (
        r"(?:cach (?:day |nay )?)?(?:vai|may|[1-9]|mot|hai|ba|bon|nua) "
        r"(?:h|gio|tieng dong ho|tieng) truoc |(?:vai|may|\d+) phut truoc ",
        _days_ago(0),
    ),
)

_MOON: tuple[tuple[str, Rule], ...] = (
    (rf"(?:ngay |dip |le )*(?P<feast>{say.FEAST_WORDS}) {AFTER}{_LATELY}", say.feast),
    (
        rf"(?:ngay |hom )*(?P<mung>(?:mung|mong) )?(?P<n>{N}) (?:ngay )?{_TET_TAIL}",
        say.day_of_tet,
    ),
    (rf"tet {NEXT} ", lambda _m, _today: UnclearDay("future")),
    (
        r"(?P<wide>(?:dao|dip|hoi|khoang|tam|dot|mua|quang) )?"
        r"(?:(?P<before>truoc|giap|can|gan) |(?P<after>sau0?|ra) "
        rf"|trong |hom |ngay |may ngay |may hom )?{_TET_TAIL}",
        say.around_tet,
    ),
    (
        rf"{BEFORE}(?:ngay |hom |dung )*ram (?:(?:thang )?(?P<mw>gieng|chap|{M}) (?!hom |ngay )"
        rf"|thang (?P<away>nay2?|truoc|{JUST}) )?{LEAP}{_CALENDAR}{AFTER}{_LATELY}",
        say.full_moon,
    ),
)

_DATES: tuple[tuple[str, Rule], ...] = (
    (
        rf"{_DAY_OF}#(?P<d>\d+)/(?P<m>\d+)/(?P<year>\d+) {LEAP}{_CALENDAR}",
        say.full_date,
    ),
    (
        rf"{BEFORE}{_DAY_OF}(?:(?P<dm>#\d\d?[/.-]\d\d?)|(?P<n>{N}) thang "
        rf"(?P<mw>gieng|chap|{M}|nay2?|truoc|{JUST})|(?P<n0>{N}) (?P<mw0>gieng|chap)) "
        rf"{LEAP}{_CALENDAR}{AFTER}{_CALENDAR_AFTER}{_LATELY}",
        say.day_and_month,
    ),
    (
        r"(?:ngay |hom |bua )*(?P<mung>mung|mong) (?:ngay )?"
        rf"(?P<n>{N}) {_CALENDAR}{_LATELY}",
        say.bare_day,
    ),
    (r"(?P<mung>)(?P<n>\d\d?) (?P<lunar>am lich|am|ta)(?P<lunar0>) (?=$|a |nhe )", say.bare_day),
    (
        r"(?P<mung>)(?:ngay |hom )+(?P<n>\d\d?|(?:hai|ba) muoi(?: \w+)?|ham \w+|muoi(?: \w+)?) "
        rf"(?!{UNIT} ){_CALENDAR}{_LATELY}",
        say.bare_day,
    ),
)

_SPANS: tuple[tuple[str, Rule], ...] = (
    (
        rf"{BEFORE}{SEGMENT}(?:mua )?(?P<season>he) {AFTER}{_LATELY}",
        say.season,
    ),
    (rf"{BEFORE}{SEGMENT}mua (?P<season>xuan|ha|thu|dong) {AFTER}{_LATELY}", say.season),
    (
        rf"{SEGMENT}(?P<season>thu) (?=nam (?:ngoai|kia) ){AFTER}",
        say.season,
    ),
    (rf"{SEGMENT}quy (?P<n>iv|i{{1,3}}|[1-4]|mot|hai|ba|bon|tu) {AFTER}{_LATELY}", say.quarter),
    (
        r"(?:ngay )?(?:thu (?:bay|7)|t 7) (?:va |den )?chu nhat "
        rf"(?:(?:cua )?tuan (?P<week>{_LAST}) |{JUST} )?",
        say.weekend,
    ),
    (
        rf"(?:ngay )?{_WEEKDAY}(?:(?:cua )?tuan (?P<week>{_LAST}) |(?P<just>{JUST}|truoc) "
        r"|(?P<coming>toi0|sap toi0?|sau0) )?",
        say.day_of_week,
    ),
    (rf"{SEGMENT}tuan (?P<week>{_LAST}) ", say.week),
    (r"(?P<part>dau|giua|cuoi) tuan (?P<week>qua )?", say.week),
    (
        rf"{BEFORE}{SEGMENT}(?:thang |ra |t (?=1|8|9))(?P<mw>gieng|chap|{M}) "
        rf"{LEAP}{_CALENDAR}{AFTER}{_CALENDAR_AFTER}{_LATELY}",
        say.named_month,
    ),
    (rf"{SEGMENT}(?:thang |t )?#(?P<m>\d+)/(?P<year>\d{{4}}) ", say.month_of_year),
    (rf"{SEGMENT}thang (?P<away>{_LAST}) ", say.this_month),
    (r"(?P<part>dau|giua|cuoi) thang (?P<away>truoc )?", say.this_month),
    (rf"{SEGMENT}(?:hoi |ca )?{AFTER.removesuffix('?')}", say.a_year),
    (r"(?P<part>dau|giua|cuoi) nam ", say.a_year),
)

_NEAR: tuple[tuple[str, Rule], ...] = (
    (rf"(?:{PART_OF_DAY} )?(?:ngay )?(?:hom |bua )kiaf ", _days_ago(3)),
    (rf"{PART_OF_DAY} kiaf ", _days_ago(3)),
    (rf"(?:{PART_OF_DAY} )?(?:ngay )?(?:hom |bua )kia |{PART_OF_DAY} kia ", _days_ago(2)),
    (rf"(?:{PART_OF_DAY} )?(?:ngay )?(?:hom|bua) qua |h qua ", _days_ago(1)),
    (
        r"(?:sang som|trua|chieu|toi1|dem|khuya) qua |(?:toi|sang) qua (?=$|roi |a |nhe )",
        _days_ago(1),
    ),
    (rf"(?:{PART_OF_DAY} )?(?:ngay )?(?:hom|bua) nay2? |{PART_OF_DAY} nay |h nay ", _days_ago(0)),
    (
        r"(?:hoi|ban|luc) (?:sang|trua|chieu|nay|gio) |(?:khi|vua) nay "
        r"|(?:vua|moi0?) (?:xong|moi|day) "
        r"|nay (?=$|a )",
        _days_ago(0),
    ),
    (r"(?:hoi|dem) hom ", _days_ago(1)),
    (r"(?:ngay|sang|trua|chieu|toi1?|dem) mai ", _ahead(1)),
    (r"ngay (?:mot1?|kia) ", _ahead(2)),
    (r"mai (?=$|a |nhe )", _ahead(1, alone=True)),  # elsewhere it is a name
    (r"mot1 (?=$|a )", _ahead(2, alone=True)),
    (rf"(?:may|vai|dam|it) (?:hom|bua|ngay) (?:truoc|{JUST}|nay) ", _lately(7, 2)),
    (r"(?:moi0? )?(?:hom|bua) (?:truoc|no|hom|roi|bua|vua roi) ", _lately(14, 1)),
    (r"(?:dao|dot|hoi|thoi gian) (?:truoc|no) ", _lately(120, 7)),
    (
        rf"(?:dot |thoi gian |dao )?(?:gan day|moi0? day|{JUST}) (?=$|a |thoi )",
        _lately(30, 0),
    ),
)

_AROUND: tuple[tuple[str, Rule], ...] = (
    (r"(?:khong|chu khong) phai (?=\S)", _mark("not")),
    (
        r"(?:khong|chang|cha|chua|lam sao|sao) (?:con |the |ma |tai nao |ai )*"
        r"(?:nho|ro|biet|chac) |quen (?:mat )?(?:roi )?"
        r"|chiu (?:thoi |roi )?(?=$|a |khong |nhe )|ai ma nho |khong ai nho "
        r"|lau (?:qua|lam|roi) (?:roi )?|ngay xua |hoi xua |truoc day ",
        _mark("unknown"),
    ),
    (r"am lich |lich am ", _mark("not")),  # said of some day, but not clear of which
    (rf"{_ABOUT} ", _mark("about")),
    (r"(?:ke )?tu0? (?:hoi |luc |khi |dao )?", _mark("from")),
    (r"(?:cho )?(?:den|toi0?) ", _mark("to")),
    (r"(?:hoac|hay) (?:la )?", _mark("or")),
)

RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(pattern), rule)
    for pattern, rule in (
        *_LOOKALIKES,
        *_ONGOING,
        *_BETWEEN,
        *_AGO,
        *_MOON,
        *_DATES,
        *_SPANS,
        *_NEAR,
        *_AROUND,
    )
)

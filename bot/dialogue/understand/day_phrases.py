"""What each phrase that names a day means. `day_rules` says which words are which phrase."""

import re
from datetime import date

from bot.dialogue.understand import lunar
from bot.dialogue.understand.day_parts import (
    JUST,
    NEXT,
    Match,
    Piece,
    Weekday,
    lunar_years_said,
    number,
    says,
    years_said,
)
from bot.dialogue.understand.day_spans import (
    ONE_DAY,
    WEEK,
    day_of_month,
    either_calendar,
    lunar_day,
    lunar_month,
    months_back,
    one_day,
    same_day_back,
    solar_day,
    solar_month,
    span,
    whole_year,
)
from bot.dialogue.understand.day_words import FILLERS
from bot.dialogue.understand.when import UnclearDay, When


def full_date(m: Match, today: date) -> Piece:
    day, month, typed = int(m["d"]), int(m["m"]), m["year"]
    as_lunar = says(m, "lunar") or bool(m["leap"])
    year = int(typed)
    recent = lunar_day(day, month, (), today) if as_lunar else solar_day(day, month, (), today)
    recently = (recent.first,) if isinstance(recent, When) and recent.first else ()
    if len(typed) == 2:
        year += 2000
        if year > today.year + 1:
            year -= 100
            old = solar_day(day, month, (year,), today)
            return old if isinstance(old, UnclearDay) else UnclearDay("which_year", recently)
    elif len(typed) != 4 or not 1900 <= year <= 2100:
        return UnclearDay("which_year", recently)
    if as_lunar:
        return lunar_day(day, month, (year,), today, True if m["leap"] else None)
    return solar_day(day, month, (year,), today)


# Without marks these are also từ, bà, năm and bảy of something else.
_DOUBTFUL = ("tu", "ba", "nam", "bay", "sau")
_RELATIVE = re.compile(rf"nay2?|truoc|{JUST}")


def in_a_sentence(m: Match) -> bool:
    """Whether something else comes first, and nothing says that this is a day."""
    before = m.string[: m.start()].split()
    return not m.groupdict().get("pre") and any(word not in FILLERS for word in before)


def day_and_month(m: Match, today: date) -> Piece | None:
    if m["dm"]:
        sign = m["dm"].strip("#0123456789")
        day, month = (int(part) for part in m["dm"].lstrip("#").split(sign))
        if sign != "/" and (not 1 <= month <= 12 or in_a_sentence(m)):
            return None  # "12.5", "tổ 3-4"
        word = ""
    else:
        if m["n"] in _DOUBTFUL and not m["pre"] and not m["mung"]:
            return None
        day, word = number(m["n"] or m["n0"]), m["mw"] or m["mw0"]
        month = 0 if _RELATIVE.fullmatch(word) else number(word)
    if word and not month:
        return _in_this_or_last_month(m, day, 0 if word.startswith("nay") else 1, today)
    leap = True if m["leap"] else None
    if says(m, "solar"):
        return solar_day(day, month, years_said(m, today.year), today)
    as_lunar = lunar_day(day, month, lunar_years_said(m, today), today, leap)
    if says(m, "lunar") or leap or word in ("gieng", "chap"):
        return as_lunar
    as_solar = solar_day(day, month, years_said(m, today.year), today)
    return either_calendar(as_lunar, as_solar) if m["mung"] else as_solar


def _in_this_or_last_month(m: Match, day: int, back: int, today: date) -> Piece | None:
    if not (m["pre"] or m["mung"] or m["mw"] == "nay2"):
        return None  # "5 tháng nay" is how long, not when
    at = lunar.month_before(today) if back else today
    found = lunar.solar_of(lunar.lunar_of(at)._replace(day=day))
    as_lunar = one_day(found, today) if found else UnclearDay("no_such_day")
    year, month = months_back(today, back)
    as_solar = solar_day(day, month, (year,), today)
    if says(m, "lunar"):
        return as_lunar
    return either_calendar(as_lunar, as_solar) if m["mung"] and not says(m, "solar") else as_solar


def bare_day(m: Match, today: date) -> Piece | None:
    """ "mùng 1", "ngày 12", "ngày 12 âm"."""
    day = number(m["n"])
    if not 1 <= day <= 31:
        return UnclearDay("no_such_day")
    if says(m, "lunar"):
        if day > 30:
            return UnclearDay("no_such_day")
        return one_day(lunar.latest_monthly(day, today), today)
    as_solar = day_of_month(day, today)
    if says(m, "solar") or not m["mung"] or day > 30:
        return as_solar
    return either_calendar(one_day(lunar.latest_monthly(day, today), today), as_solar)


def full_moon(m: Match, today: date) -> Piece:
    month, away = m["mw"], m["away"]
    if away:
        at = today if away.startswith("nay") else lunar.month_before(today)
        found = lunar.solar_of(lunar.lunar_of(at)._replace(day=lunar.FULL_MOON))
        return one_day(found or at, today)
    if not month:
        found = lunar.latest_monthly(lunar.FULL_MOON, today)
        return When("day", found, found)
    years = lunar_years_said(m, today)
    leap = True if m["leap"] else False if number(month) in (1, 7, 8, 10) else None
    return lunar_day(lunar.FULL_MOON, number(month), years, today, leap)


def tet_years(m: Match, today: date) -> tuple[int, ...]:
    """Tết is called by the year that it opens."""
    return years_said(m, today.year) or (today.year + 1, today.year, today.year - 1)


def day_of_tet(m: Match, today: date) -> Piece | None:
    if m["n"] in _DOUBTFUL and not m["mung"]:
        return None
    day = number(m["n"])
    if not 1 <= day <= 30:
        return UnclearDay("no_such_day")
    days = []
    for year in tet_years(m, today):
        if m["mung"] or day < 16:
            days.append(lunar.new_year(year) + (day - 1) * ONE_DAY)
        elif (
            day == 30
        ):  # the eve is called the thirtieth also in years whose last month has 29 days
            days.append(lunar.new_year(year) - ONE_DAY)
        else:
            days += lunar.in_year(day, lunar.LAST_MONTH, year - 1, leap=False)
    past = [each for each in days if each <= today]
    return one_day((past or days)[0], today)


def around_tet(m: Match, today: date) -> Piece:
    before, after = {"truoc": (20, -1), "sau": (-4, 30), "dip": (10, 15), "": (3, 9)}[
        "truoc" if m["before"] else "sau" if m["after"] else "dip" if m["wide"] else ""
    ]
    spans = [
        (lunar.new_year(year) - before * ONE_DAY, lunar.new_year(year) + after * ONE_DAY)
        for year in tet_years(m, today)
    ]
    begun = [each for each in spans if each[0] <= today]
    return span(*(begun or spans)[0], today)


FEASTS: tuple[tuple[str, int, int, bool], ...] = (
    (r"gio to(?: hung vuong)?", 10, 3, True),
    (r"(?:ram |tet )?trung thu", 15, 8, True),
    (r"(?:tet )?doan ngo", 5, 5, True),
    (r"(?:ram )?vu lan", 15, 7, True),
    (r"(?:le )?phat dan", 15, 4, True),
    (r"(?:tet )?ong cong(?: ong tao)?|(?:tet )?ong tao", 23, 12, True),
    (r"(?:dem )?giao thua", 30, 0, True),
    (r"(?:tet nguyen tieu|nguyen tieu)", 15, 1, True),
    (r"(?:tet )?(?:duong lich|tet tay|tet duong)", 1, 1, False),
    (r"(?:le |ngay |tet )?quoc khanh", 2, 9, False),
    (r"(?:le )?(?:noel|giang sinh)", 25, 12, False),
    (r"(?:le |ngay )?khai giang", 5, 9, False),
)


FEAST_WORDS = "|".join(words for words, *_ in FEASTS)


def feast(m: Match, today: date) -> Piece:
    day, month, by_moon = next(
        (day, month, by_moon)
        for words, day, month, by_moon in FEASTS
        if re.fullmatch(words, m["feast"])
    )
    if month == 0:  # the last evening of the lunar year
        eves = [lunar.new_year(year) - ONE_DAY for year in tet_years(m, today)]
        return one_day(next((each for each in eves if each <= today), eves[0]), today)
    if by_moon:
        return lunar_day(day, month, lunar_years_said(m, today), today, leap=False)
    return solar_day(day, month, years_said(m, today.year), today)


def _weekday(words: str) -> int:
    said = words.split()
    if "nhat" in said:
        return 6
    return number(said[-1].replace("sau0", "sau").replace("tu0", "tu")) - 2


def day_of_week(m: Match, today: date) -> Piece | None:
    weekday = _weekday(m["wd"])
    monday = today - today.weekday() * ONE_DAY
    week = m["week"] or ""
    if re.fullmatch(NEXT, week) or m["coming"]:
        return UnclearDay("future", (monday + WEEK + weekday * ONE_DAY,))
    if week:
        back = 0 if week.startswith("nay") else 2 if week == "truoc nua" else 1
        return one_day(monday - back * WEEK + weekday * ONE_DAY, today)
    if m["just"]:
        return one_day(today - ((today.weekday() - weekday - 1) % 7 + 1) * ONE_DAY, today)
    return Weekday(weekday)


def weekend(m: Match, today: date) -> Piece:
    """Of the week that was said; else the last one that has begun."""
    which = m["week"] or "qua"
    if re.fullmatch(NEXT, which):
        return UnclearDay("future")
    if re.fullmatch(JUST, which):
        saturday = today - ((today.weekday() - 5) % 7) * ONE_DAY
    else:
        back = {"nay": 0, "nay2": 0, "truoc nua": 2}.get(which, 1)
        saturday = today + (5 - today.weekday()) * ONE_DAY - back * WEEK
    return span(saturday, saturday + ONE_DAY, today)


def week(m: Match, today: date) -> Piece:
    if m["part"] == "cuoi":
        return weekend(m, today)
    monday = today - today.weekday() * ONE_DAY
    which, part = m["week"], m["part"]
    if which and re.fullmatch(NEXT, which):
        return UnclearDay("future")
    back = {None: 0, "nay": 0, "nay2": 0, "truoc nua": 2}.get(which, 1)
    first = monday - back * WEEK
    if part == "dau":
        return span(first, first + ONE_DAY, today)
    if part == "giua":
        return span(first + 2 * ONE_DAY, first + 3 * ONE_DAY, today)
    return span(first, first + 6 * ONE_DAY, today)


def this_month(m: Match, today: date) -> Piece:
    which, part = m["away"], m["part"] or ""
    if which and re.fullmatch(NEXT, which):
        return UnclearDay("future")
    back = 0 if which in (None, "nay", "nay2") else 2 if which == "truoc nua" else 1
    year, month = months_back(today, back)
    found = solar_month(month, part, (year,), today)
    if isinstance(found, UnclearDay) and which is None:
        year, month = months_back(today, 1)
        return solar_month(month, part, (year,), today)
    return found


def named_month(m: Match, today: date) -> Piece:
    month, part = number(m["mw"]), m["part"] or ""
    if not 1 <= month <= 12:
        return UnclearDay("no_such_day")
    if says(m, "lunar") or m["leap"] or m["mw"] in ("gieng", "chap"):
        years = lunar_years_said(m, today)
        return lunar_month(month, part, years, today, bool(m["leap"]))
    return solar_month(month, part, years_said(m, today.year), today)


def month_of_year(m: Match, today: date) -> Piece:
    month, year = int(m["m"]), int(m["year"])
    if not 1 <= month <= 12:
        return UnclearDay("no_such_day")
    if not 1900 <= year <= 2100:
        return UnclearDay("which_year")
    return solar_month(month, m["part"] or "", (year,), today)


_SEASONS = {"xuan": (2, 3), "he": (5, 4), "ha": (5, 4), "thu": (8, 3), "dong": (11, 3)}


def season(m: Match, today: date) -> Piece:
    month, count = _SEASONS[m["season"]]
    return solar_month(month, m["part"] or "", years_said(m, today.year), today, count)


def quarter(m: Match, today: date) -> Piece | None:
    said = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(m["n"]) or number(m["n"])
    if not 1 <= said <= 4:
        return None
    return solar_month(said * 3 - 2, m["part"] or "", years_said(m, today.year), today, 3)


def a_year(m: Match, today: date) -> Piece | None:
    years = years_said(m, today.year)
    if m["part"] and not years:
        found = whole_year(today.year, m["part"], today)
        return (
            whole_year(today.year - 1, m["part"], today)
            if isinstance(found, UnclearDay)
            else found
        )
    bare = m["y"] and not m[0].startswith("nam ") and not m["part"]
    if not years or years[0] > 2100 or (bare and not 1950 <= years[0] <= today.year + 1):
        return None
    return whole_year(years[0], m["part"] or "", today)


def years_between(m: Match, today: date) -> Piece:
    first, last = int(m["a"]), int(m["b"])
    if not 1900 <= first <= last <= 2100:
        return UnclearDay("which_year")
    return span(date(first, 1, 1), date(last, 12, 31), today)


def days_between(m: Match, today: date) -> Piece:
    first, last = number(m["a"]), number(m["b"])
    years = (int(m["exact"]),) if m.groupdict().get("exact") else years_said(m, today.year)
    begin = solar_day(first, number(m["mw"]), years, today)
    end = solar_day(last, number(m["mw"]), years, today)
    if not isinstance(begin, When) or not begin.first or not begin.last:
        return begin
    if not isinstance(end, When) or not end.first:
        return end
    if first > last:
        return UnclearDay("no_such_day", (begin.first, end.first))
    return span(begin.first, end.first if end.first >= begin.first else today, today)


def back_by(count: int, unit: str, today: date) -> tuple[date, date]:
    """The day, week, month or year that lies so far back."""
    if unit in ("ngay", "hom", "bua"):
        return today - count * ONE_DAY, today - count * ONE_DAY
    if unit == "tuan":
        monday = today - today.weekday() * ONE_DAY - count * WEEK
        return monday, monday + 6 * ONE_DAY
    months = count * (12 if unit == "nam" else 1)
    middle = same_day_back(today, months)
    if unit == "nam":
        return date(middle.year, 1, 1), date(middle.year, 12, 31)
    first = middle.replace(day=1)
    return first, same_day_back(first, -1) - ONE_DAY


def ago(m: Match, today: date) -> Piece | None:
    groups = m.groupdict()
    unit = groups["unit"]
    if groups.get("few"):
        near, far = 2, (7 if unit in ("ngay", "hom", "bua") else 5)
    elif groups.get("half"):
        days = {"thang": 15, "nam": 182}.get(unit, 4 if unit == "tuan" else 0)
        return span(
            today - (days + days // 4) * ONE_DAY, today - (days - days // 4) * ONE_DAY, today
        )
    elif groups.get("pair"):
        near, far = (int(each) for each in re.split(r"[-/.]", groups["pair"].lstrip("#")))
    else:
        near = number(groups["n"])
        far = number(groups["n2"]) if groups.get("n2") else near
        if groups.get("more"):
            far += 1  # "một tháng rưỡi trước" lies between the two
    if not near <= far <= 3000:
        return None
    first, last = back_by(far, unit, today)[0], back_by(near, unit, today)[1]
    if first.year < 1900:
        return None
    return one_day(first, today) if first == last else span(first, last, today)

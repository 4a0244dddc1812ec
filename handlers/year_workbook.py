"""The year's calendar by workbook: handed over, corrected at the desk, sent back; what it changes
is read back, and asked once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue import telling, understand
from bot.dialogue.understand import ruling
from handlers.turn import Capability, FileUse, ResultUse, Turn
from handlers.year import confirm, picks_of
from handlers.year_details import (
    Details,
    days_said,
    short_name,
    terms_said,
    with_offsets,
)
from handlers.year_picks import cells, corrected, fits
from models.machine.link import Purpose
from models.permissions import Action
from models.work.milestone import default_rules
from models.work.year import OWN, Pick, keep_draft, open_draft

NOT_TAKEN = frozenset({"", "-", "0", "k", "khong", "bo"})
MOST = 5  # differences that are read back
WORKBOOK = ".xlsx"


def hand_over(turn: Turn) -> None:
    """Hand the workbook over, and say how it comes back."""
    came = turn.said.task
    if came.get("state") == "failed" or "document" not in came:
        turn.tell("year-workbook-failed")
        return
    url = "" if turn.abilities.files else turn.link(Purpose.SEND)
    text = turn.say("year-workbook-ready", year=str(came["year"]), url=url, has=has(url))
    turn.show(text, files=(came["document"],))


def has(value: str) -> str:
    """Return whether there is something, as the sentences ask it."""
    return "yes" if value else "no"


def take_file(turn: Turn) -> bool:
    """Take a workbook that was sent: it is read, and comes back as one more message."""
    for media in turn.said.media:
        if media.name.lower().endswith(WORKBOOK):
            turn.request("year-read", file=media.file, person=turn.viewer.person)
            turn.tell("year-workbook-reading")
            return True
    return False


def read_back(turn: Turn) -> None:
    """Say what a workbook changes, and ask once whether it is to hold."""
    came = turn.said.task
    if not turn.may(Action.KEEP_CALENDAR):
        return
    why = "lost" if came.get("state") == "failed" else came.get("refused", "")
    if why:
        turn.tell(f"year-refused-{why}")
        return
    year = int(came["year"])
    if year < turn.today.year:
        turn.tell("year-refused-over", year=str(year))
        return
    plan = open_draft(turn.tx, turn.viewer, year, turn.today, turn.now)
    before = {pick.key: pick for pick in picks_of(plan)}
    after, told, unclear = dict(before), list[str](), list[str]()
    for row in came["rows"]:
        read_row(turn, year, row, before, after, told, unclear)
    if not after:
        turn.tell("year-nothing", year=str(year))
        return
    keep_draft(turn.tx, plan, list(after.values()))
    lines = told[:MOST]
    if len(told) > MOST:
        lines.append(turn.say("year-more", more=len(told) - MOST))
    if unclear:
        lines.append(turn.say("year-cells-unclear", names="; ".join(unclear[:MOST])))
    turn.show("\n".join([turn.say("year-read", count=len(told)), *lines]))
    opened = turn.talk.open
    if turn.talk.draft is not None or (opened is not None and not may_give_way(opened.name)):
        turn.tell("year-later", year=str(year))
        return
    confirm(turn, plan, list(after.values()))


def may_give_way(name: str) -> bool:
    """Tell whether the question that is open belongs to the calendar, which goes on with this."""
    return name.startswith("year-")


def read_row(
    turn: Turn,
    year: int,
    row: Sequence[str],
    before: dict[str, Pick],
    after: dict[str, Pick],
    told: list[str],
    unclear: list[str],
) -> None:
    """Take one row: what it changes is put into `after` and told, what cannot be read is named."""
    key, ticked, name, *_ = row
    pick = before.get(key)
    if pick is None and key:
        return  # made meanwhile, or over
    taken = understand.fold(ticked) not in NOT_TAKEN
    if pick is None:
        new = new_row(turn, year, row)
        if new is None:
            unclear.append(telling.shorten(name, 6))
        else:
            after[new.key] = replace(new, taken=taken or not ticked)
            told.append(turn.say("year-row-new", name=short_name(new.name)))
        return
    held = cells(turn, pick)
    changed = [place for place in range(2, 8) if row[place].strip() != held[place]]
    if not changed and taken == pick.taken:
        return
    details = details_of(turn, row, changed)
    if details is None or not fits(pick, details):
        unclear.append(short_name(pick.name))
        return
    fresh = replace(corrected(pick, details) if changed else pick, taken=taken)
    after[key] = fresh
    told.append(difference(turn, pick, fresh))


def details_of(turn: Turn, row: Sequence[str], changed: Sequence[int]) -> Details | None:
    """Return what the changed cells of a row say, None where one of them cannot be read."""
    said = {place: row[place].strip() for place in changed}
    days = days_of(turn, said[3]) if 3 in said else ()
    who = terms_said(turn, said[5]) if 5 in said else ()
    offsets = offsets_of(said[7]) if 7 in said else None
    hour = hour_of(said[4]) if said.get(4) else ""
    missing = (3 in said and not days) or (5 in said and not who) or (7 in said and not offsets)
    if missing or (said.get(4) and not hour) or (2 in said and not said[2]):
        return None
    return Details(said.get(2, ""), days, hour, who, offsets, said.get(6, ""))


def days_of(turn: Turn, text: str) -> tuple[tuple[date, str], ...]:
    """Return the days that a cell says: one, several that come again, or a rule in words."""
    found = days_said(text, turn.today)
    if found:
        return found
    days = [understand.coming_day(part, turn.today) for part in text.replace(",", ";").split(";")]
    known = sorted({day for day in days if day is not None})
    if not known or None in days or len({day.day for day in known}) > 1:
        return ()
    months = ",".join(str(day.month) for day in known)
    return ((known[0], f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={known[0].day}"),)


def hour_of(text: str) -> str:
    """Return the hour that a cell says: "8:00", "14h30", "8 giờ"."""
    return ruling.hour(text.replace(":", "h"))


def offsets_of(text: str) -> ruling.Offsets | None:
    """Return on which days people are reminded, from "7, 3, 1": days before; -1 is after."""
    working = "lam viec" in understand.fold(text)
    numbers = text.lower().replace("ngày", " ").replace("làm việc", " ").replace(";", ",")
    try:
        days = {-int(part) for part in numbers.split(",") if part.strip()}
    except ValueError:
        return ruling.offsets(text)
    return ruling.Offsets(tuple(sorted(days)), working) if days else None


def new_row(turn: Turn, year: int, row: Sequence[str]) -> Pick | None:
    """Return a milestone that was written into an empty row, None where its day cannot be read."""
    details = details_of(turn, row, [place for place in range(2, 8) if row[place].strip()])
    if details is None or not details.days or not details.name:
        return None
    first, rule = details.days[0]
    if first.year != year:
        return None
    rules = default_rules(details.who, at_desk=False)
    if details.offsets is not None:
        rules = with_offsets(rules, details.offsets, (), details.who)
    return Pick(
        key=f"{OWN}{understand.fold(details.name)[:60]}",
        year=year,
        name=telling.capital(details.name),
        first=first,
        rule=rule,
        hour=details.hour,
        owes=details.who,
        rules=rules,
        paper=details.paper,
    )


def difference(turn: Turn, before: Pick, after: Pick) -> str:
    """Return in a line what is different of a row."""
    name = short_name(before.name)
    if before.taken != after.taken:
        return turn.say("year-row-taken" if after.taken else "year-row-dropped", name=name)
    old, new = cells(turn, before), cells(turn, after)
    value = "; ".join(new[place] for place in range(2, 8) if new[place] != old[place])
    return turn.say("year-row-changed", name=name, value=value)


CAPABILITY = Capability(
    "year-workbook",
    files=(FileUse("year-file", take_file, Action.KEEP_CALENDAR),),
    results=(ResultUse("year-workbook", hand_over), ResultUse("year-read", read_back)),
)

"""How far announcements are: the list, one of them with its numbers, whom to call, who has
acknowledged it and who has not; and stopping it midway.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.dialogue import telling
from bot.dialogue.messages import Option
from handlers.announcing_check import check
from handlers.announcing_waiting import look_at_waiting, take_back
from handlers.calling_list import contact
from handlers.duties import number_of
from handlers.turn import Asked, Capability, Numbered, PushUse, Route, Turn
from models.machine.push import Waiting
from models.permissions import Action, NotAllowed
from models.work.announcement import Announcement, AnnouncementState
from models.work.announcing import (
    Listed,
    NotPossible,
    about,
    announcements,
    count_people,
    find_announcement,
    people_of,
    report_of,
    stop_announcement,
)
from models.work.audience import count_persons
from models.work.groups import groups_told
from models.work.list_numbers import case_of_number

NOUN = "announcement"
MOST = 8


def show(turn: Turn) -> None:
    """Show the newest announcements with numbers."""
    found = announcements(turn.tx, turn.now, MOST)
    if not found:
        turn.tell("announce-none")
        return
    lines = [
        turn.say(
            "announce-line",
            number=number_of(turn, about(one)),
            text=telling.shorten(one.text, 10),
            state=turn.say(f"announce-state-{one.state}"),
        )
        for one in found
    ]
    turn.tell("announce-list", lines="\n".join(lines), number=number_of(turn, about(found[0])))


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 3": how far an announcement has come, and whom to call."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    if found.state == AnnouncementState.DRAFT:
        check(turn, found)
    elif found.state == AnnouncementState.WAITING:
        look_at_waiting(turn, found)
    else:
        tell_report(turn, found)


def tell_report(turn: Turn, found: Announcement) -> None:
    """Say how far an announcement has come."""
    report = report_of(turn.tx, found)
    lines = [
        f"– {contact(turn, person) or turn.say('duty-somebody')}"
        for _, person in people_of(turn.tx, found, Listed.CALLS, MOST)
    ]
    number, has = number_of(turn, about(found)), "yes" if lines else "no"
    groups = groups_told(turn.tx, found.id)
    in_groups = turn.say("announce-report-groups", **asdict(groups)) if groups.all else ""
    if more := count_people(turn.tx, found, Listed.CALLS) - len(lines):
        lines.append(turn.say("announce-report-more", more=more, number=number))
    if found.asks and report.sent:
        lines.append(turn.say("announce-report-answers", number=number))
    unplanned = not_planned(turn, found, sum(asdict(report).values()) - report.seen)
    stopped = found.state == AnnouncementState.STOPPED
    turn.tell(
        "announce-report",
        text=telling.shorten(found.text, 10),
        state=turn.say(f"announce-state-{found.state}"),
        sent=report.sent,
        seen=report.seen,
        failed=report.failed,
        uncertain=report.uncertain,
        left=report.waiting + (0 if stopped else unplanned),
        skipped=report.skipped + (unplanned if stopped else 0),
        groups=f"\n{in_groups}" if in_groups else "",
        has=has,
        lines="".join(f"\n{line}" for line in lines),
        number=number,
    )


def not_planned(turn: Turn, found: Announcement, planned: int) -> int:
    """Return for how many of its audience nothing has been written down yet: it has just begun, or
    was stopped before.
    """
    if found.all_planned_at is not None:
        return 0
    return max(count_persons(turn.tx, found.audience, turn.today, found.made_by) - planned, 0)


def hear_done(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever wrote it that it is out."""
    found = find_announcement(turn.tx, int(waiting.about.partition(" ")[2]))
    if found is None:
        return False
    tell_report(turn, found)
    return True


def stop(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "dừng 3"; what waits for approval is taken back."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    if found.state == AnnouncementState.WAITING:
        take_back(turn, found)
        return
    try:
        stop_announcement(turn.tx, turn.viewer, found, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
    else:
        tell_report(turn, found)


def meant(turn: Turn, number: int) -> Announcement | None:
    """Return the announcement that a list number means; otherwise say that it means none."""
    case = case_of_number(turn.tx, turn.viewer.person, number) or ""
    noun, _, row = case.partition(" ")
    found = find_announcement(turn.tx, int(row)) if noun == NOUN else None
    if found is None:
        turn.tell("announce-unknown")
    return found


# --- its people ----------------------------------------------------------------------------------


def calls(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gọi 3": everybody whom it could not reach."""
    list_people(turn, numbers, Listed.CALLS)


def who_saw(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "ai đã rõ 3"."""
    list_people(turn, numbers, Listed.SEEN)


def who_did_not(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "ai chưa rõ 3": to whom it has come and who say nothing."""
    list_people(turn, numbers, Listed.UNSEEN)


def list_people(turn: Turn, numbers: tuple[int, ...], which: Listed) -> None:
    """Show a list of people from its beginning."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    if not found.asks and which is not Listed.CALLS:
        turn.tell("announce-asks-nothing")
    elif count_people(turn.tx, found, which):
        show_people(turn, found, which)
    else:
        turn.tell("announce-people-none")


def show_people(
    turn: Turn, found: Announcement, which: Listed, after: int = 0, before: int = 0
) -> None:
    """Show the next people of a list, `before` having been shown; "xem thêm" goes on."""
    people = people_of(turn.tx, found, which, MOST, after)
    lines = [f"– {contact(turn, p) or turn.say('duty-somebody')}" for _, p in people]
    count, last = count_people(turn.tx, found, which), before + len(people)
    text = turn.say(f"announce-people-{which}", lines="\n".join(lines), seen=last, count=count)
    if last >= count or not people:
        turn.show(text)
        return
    context = {
        "announcement": found.id,
        "list": which.value,
        "after": people[-1][0],
        "before": last,
    }
    turn.ask("announce-people", text, turn.options("announce-people", ("more",)), context,
             yields=True)  # fmt: skip


def go_on(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Show the next people of a list."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None:
        turn.tell("announce-unknown")
    else:
        which = Listed(context["list"])
        show_people(turn, found, which, int(context["after"]), int(context["before"]))


CAPABILITY = Capability(
    "announcing-report",
    routes=(Route("announce-list", show, Action.ANNOUNCE, menu=False),),
    numbered=(
        Numbered("announce-look", look, Action.ANNOUNCE, NOUN),
        Numbered("announce-stop", stop, Action.ANNOUNCE, NOUN),
        Numbered("announce-calls", calls, Action.ANNOUNCE, NOUN),
        Numbered("announce-who-saw", who_saw, Action.ANNOUNCE, NOUN),
        Numbered("announce-who-did-not", who_did_not, Action.ANNOUNCE, NOUN),
    ),
    questions=(Asked("announce-people", go_on, Action.ANNOUNCE),),
    pushes=(PushUse("announcement-done", hear_done),),
)

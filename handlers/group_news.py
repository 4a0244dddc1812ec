"""What a registered group reads: deadlines, what has become of them, how far movements are.
Numbers, and names that the desk has given; no person, no other unit.
"""

from bot.dialogue import telling
from bot.dialogue.world import Words, World
from handlers.movement_telling import stand_line
from handlers.year_details import hour_in_words
from models.work.group_news import Far, Line, News

MOST = 8  # lines of a part that can still be read


def told(news: News, name: str, world: World) -> str:
    """Return in one text what a group is told today; `name` is its unit, or the whole commune."""
    say, parts = world.say, []
    if news.lines:
        lines = [due_line(line, world) for line in news.lines[:MOST]]
        parts.append(part(say, "group-due", name, lines, len(news.lines)))
    if news.progress:
        lines = [far_line(far, say) for far in news.progress[:MOST]]
        parts.append(part(say, "group-progress", name, lines, len(news.progress)))
    return "\n\n".join(parts)


def part(say: Words, key: str, name: str, lines: list[str], count: int) -> str:
    """Return one part: its headline, its lines, and how many more there are."""
    return say(key, name=name, lines="\n".join(lines), more=max(count - MOST, 0))


def due_line(line: Line, world: World) -> str:
    """Return what is due, or was, in a line."""
    state = "past" if line.past else "event" if line.event else "later"
    if state == "later" and line.due == world.today:
        state = "today"
    return world.say(
        "group-due-line",
        name=telling.shorten(line.name),
        state=state,
        due=telling.full_day(line.due, world) + hour_in_words(world.say, line.hour),
        count=line.done,
        most=line.most,
    )


def far_line(far: Far, say: Words) -> str:
    """Return how far a movement is: a line for each target of the unit, or the commune's
    numbers.
    """
    if far.targets:
        targets = (stand_line(say, each) for each in far.targets[:MOST])
        return "\n".join((far.name, *targets))
    return say(
        "group-movement",
        name=telling.shorten(far.name),
        count=far.registered,
        most=far.units,
        sent=far.reported,
    )

"""Answers in words: days with their weekday, lengths of voice notes, names inside a sentence."""

from collections.abc import Sequence
from datetime import date

from bot.dialogue.world import Answer, World

# Words before a name. They are no part of it, and small inside a sentence.
TITLES = frozenset(
    {"ông", "bà", "cụ", "bác", "cô", "chú", "thím", "dì", "cậu", "mợ", "anh", "chị", "em", "cháu"}
    | {"thầy", "hộ", "nhóm", "tổ"}
)


def text_of(answer: Answer) -> str:
    """Return all words of a Text answer, its parts on lines of their own."""
    return "\n".join(part[1] for part in answer.get("parts", ()))


def shorten(text: str, syllables: int = 15) -> str:
    """Return the first syllables of a text, as it is read back (`voice.md`: 15 and an
    ellipsis).
    """
    words = text.split()
    return " ".join(words) if len(words) <= syllables else " ".join(words[:syllables]) + "…"


def capital(text: str) -> str:
    """Return a text that begins a line: its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def in_sentence(name: str) -> str:
    """Return whom something is about as it stands inside a sentence: "bà Mận", not "Bà Mận"."""
    first, space, rest = name.partition(" ")
    small = first.lower()
    return f"{small}{space}{rest}" if rest and first.istitle() and small in TITLES else name


def full_day(day: date, world: World) -> str:
    """Return a day with its weekday ("thứ Ba, 10/11"), and with its year when that is not this
    year.
    """
    short = (
        f"{day.day}/{day.month}"
        if day.year == world.today.year
        else f"{day.day}/{day.month}/{day.year}"
    )
    return world.say("day-full", weekday=world.say(f"weekday-{day.isoweekday()}"), date=short)


def tell_day(answer: Answer, world: World) -> str:
    """Return a Day answer in words."""
    if answer.get("voice"):
        return tell_voice(answer["voice"], world)
    first, last = (
        date.fromisoformat(answer[k]) if answer.get(k) else None for k in ("first", "last")
    )
    match answer.get("kind"):
        case "day" if first:
            return full_day(first, world)
        case "about" if first and last:
            return world.say("day-about", first=full_day(first, world), last=full_day(last, world))
        case "ongoing":
            return world.say("day-ongoing", text=shorten(answer.get("text", "")))
    return world.say("day-unknown")


def tell_voice(notes: Sequence[Answer], world: World) -> str:
    """Return the length of one or several voice notes in words."""
    seconds = sum(note.get("seconds", 0) for note in notes)
    if not seconds:
        return world.say("voice-length-unknown")
    return world.say("voice-length", minutes=seconds // 60, seconds=seconds % 60)

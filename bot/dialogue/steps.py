"""What can be asked: one small class for each kind of question.

A step is data. Its `take` reads one message and says what it makes of it: an answer, a refusal
with the catalogue entry that explains it, or that it could not be read at all. Answers are plain
dictionaries, ready for JSON.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.dialogue import understand
from bot.dialogue.messages import Incoming, Kind, Media, Option
from bot.dialogue.reading import Again, Reading, Taken, Unreadable, cannot, is_words, voices
from bot.dialogue.telling import full_day, shorten, tell_day, tell_voice, text_of
from bot.dialogue.world import Answer, World


@dataclass(frozen=True, slots=True)
class Step(ABC):
    """One question of a form; its prompt is the catalogue entry `<form>-<name>`."""

    name: str
    optional: bool = False
    spoken: ClassVar[bool] = False  # a voice note answers it
    closed: ClassVar[bool] = True  # not every text answers it

    def options(self, form: str, world: World) -> tuple[Option, ...]:
        """Return the choices to show under the question."""
        return ()

    def fits(self, answer: Answer, world: World) -> bool:
        """Tell whether an answer of an older release still fits this step."""
        return bool(answer)

    @abstractmethod
    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        """Read one message; `shown` are the options as the person saw them, `tries` earlier
        failures in a row.
        """


def labelled(form: str, step: str, ids: Sequence[str], world: World) -> tuple[Option, ...]:
    """Return options whose labels stand in the catalogue as `<form>-<step>-<id>`."""
    return tuple(Option(name, world.say(f"{form}-{step}-{name}")) for name in ids)


@dataclass(frozen=True, slots=True)
class Choice(Step):
    """One of a few. `choices` are ids with labels in the catalogue, or the name of a list of the
    commune.
    """

    choices: tuple[str, ...] | str = ()

    def options(self, form: str, world: World) -> tuple[Option, ...]:
        if isinstance(self.choices, str):
            return tuple(world.options(self.choices))
        return labelled(form, self.name, self.choices, world)

    def fits(self, answer: Answer, world: World) -> bool:
        return {answer.get("id")} <= self.ids(world) and isinstance(answer.get("label"), str)

    def ids(self, world: World) -> set[str]:
        """Return what can be chosen."""
        if isinstance(self.choices, str):
            return {option.id for option in world.options(self.choices)}
        return set(self.choices)

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if not is_words(said):
            return cannot(said)
        match understand.pick(said.text, shown):
            case understand.Picked((option,)):
                return Taken({"id": option.id, "label": option.label}, heard(option, said.text))
            case understand.Unclear(closest):
                return Again(
                    "engine-which" if closest else "engine-choose", closest or tuple(shown)
                )
        return Again("engine-choose", tuple(shown))


@dataclass(frozen=True, slots=True)
class Choices(Choice):
    """Several of a few; answered in one message ("1 3 4", "Đoài với Đông")."""

    def fits(self, answer: Answer, world: World) -> bool:
        return set(answer.get("ids", ())) <= self.ids(world) and isinstance(
            answer.get("labels"), list
        )

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if not is_words(said):
            return cannot(said)
        if self.optional and understand.is_none(said.text):
            return Taken({"ids": [], "labels": []})
        match understand.pick_several(said.text, shown):
            case understand.Picked(options):
                labels = [option.label for option in options]
                return Taken(
                    {"ids": [option.id for option in options], "labels": labels}, ", ".join(labels)
                )
            case understand.Unclear():
                # Always the whole list again: a part of it could not be answered with several.
                return Again("engine-choose-several", tuple(shown))


@dataclass(frozen=True, slots=True)
class Search(Step):
    """Type a name, pick from candidates. What is found nowhere is kept as typed, for a human to
    settle.
    """

    among: str = ""  # the name of a list of the commune
    at_most: int = 120
    spoken: ClassVar[bool] = True

    def fits(self, answer: Answer, world: World) -> bool:
        if "id" in answer:
            return any(option.id == answer["id"] for option in world.options(self.among))
        return "kind" not in answer and any(answer.get(k) for k in ("text", "unknown", "voice"))

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if said.kind is Kind.VOICE:
            return Taken({"voice": voices(said)})
        if not is_words(said):
            return cannot(said)
        text = understand.clean(said.text)
        if len(text) > self.at_most:
            return Unreadable("engine-too-long", {"most": self.at_most})
        if understand.is_unknown(text) or (shown and understand.is_none(text)):
            return Taken({"unknown": True})
        everything = tuple(world.options(self.among))
        # The candidates as shown come first: "2" means the second of what the person saw.
        for options in (shown, everything):
            match understand.pick(text, options) if options else understand.Unclear():
                case understand.Picked((option,)):
                    return Taken({"id": option.id, "label": option.label}, heard(option, text))
                case understand.Unclear(closest) if closest:
                    return Again("engine-which-name", closest)
        if tries:
            return Taken({"text": text}, text)
        return Again(
            "engine-not-found",
            everything if len(everything) <= 9 else (),
            {"typed": shorten(text)},
        )


@dataclass(frozen=True, slots=True)
class Text(Step):
    """Words, typed or spoken; `parts` lets several messages make one answer, `paper` that it is
    written on a paper in the photos ("trong ảnh"). Lengths in characters.
    """

    at_least: int = 1
    at_most: int = 4000
    voice: bool = True
    parts: bool = True
    paper: bool = False
    spoken: ClassVar[bool] = True
    closed: ClassVar[bool] = False

    def fits(self, answer: Answer, world: World) -> bool:
        return any(answer.get(name) for name in ("parts", "voice", "paper"))

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if said.kind is Kind.VOICE and self.voice:
            captions = [[said.message_id, understand.clean(said.text)]] if is_words(said) else []
            return Taken({"parts": captions, "voice": voices(said)})
        if not is_words(said):
            return cannot(said)
        text = understand.clean(said.text)
        if self.optional and understand.is_none(text):
            return Taken({})
        if self.paper and understand.in_photo(text):
            return Taken({"parts": [], "voice": [], "paper": True})
        if len(text) > self.at_most:
            return Unreadable("engine-too-long", {"most": self.at_most})
        if len(text) < self.at_least and not tries:
            return Again("engine-too-short")
        return Taken({"parts": [[said.message_id, text]], "voice": []})


@dataclass(frozen=True, slots=True)
class Day(Step):
    """A day, about a day, an ongoing habit, or not remembered; never one that is still to come."""

    spoken: ClassVar[bool] = True

    def fits(self, answer: Answer, world: World) -> bool:
        return bool(answer.get("kind") or answer.get("voice"))

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if said.kind is Kind.VOICE:
            return Taken({"voice": voices(said)})
        if not is_words(said):
            return cannot(said)
        text = understand.clean(said.text)
        if shown:
            match understand.pick(text, shown):
                case understand.Picked((option,)):
                    return Taken(day_answer("day", option.id, option.id, text), option.label)
        match understand.day(text, world.today):
            case understand.When(kind, first, last):
                answer = day_answer(kind, iso(first), iso(last), text)
                return Taken(answer, tell_day(answer, world) if kind in ("day", "about") else "")
            case understand.UnclearDay(reason, candidates) if not tries or candidates:
                days = tuple(Option(d.isoformat(), full_day(d, world)) for d in candidates)
                return Again("engine-day-" + reason.replace("_", "-"), days)
        if len(text) > 200:
            return Unreadable("engine-too-long", {"most": 200})
        # Twice not understood: kept in the person's own words, a human reads them.
        return Taken(day_answer("unknown", "", "", text), text)


@dataclass(frozen=True, slots=True)
class Number(Step):
    """A whole number between two bounds, both included."""

    at_least: int = 0
    at_most: int = 1_000_000_000

    def fits(self, answer: Answer, world: World) -> bool:
        return (
            isinstance(answer.get("number"), int)
            and self.at_least <= answer["number"] <= self.at_most
        )

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if not is_words(said):
            return cannot(said)
        found = understand.number(said.text)
        if found is None:
            return Again("engine-number")
        if not self.at_least <= found <= self.at_most:
            return Again("engine-number-range", (), {"least": self.at_least, "most": self.at_most})
        return Taken({"number": found}, str(found))


@dataclass(frozen=True, slots=True)
class YesNo(Step):
    """Yes or no."""

    def options(self, form: str, world: World) -> tuple[Option, ...]:
        return labelled("engine", "answer", ("yes", "no"), world)

    def fits(self, answer: Answer, world: World) -> bool:
        return isinstance(answer.get("yes"), bool)

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if not is_words(said):
            return cannot(said)
        found = understand.yes_no(said.text)
        if found is not None:
            return Taken({"yes": found})
        match understand.pick(said.text, shown):
            case understand.Picked((option,)):
                return Taken({"yes": option.id == "yes"})
        return Again("engine-yes-no", tuple(shown))


@dataclass(frozen=True, slots=True)
class Attachments(Step):
    """Photos and papers, several at once or one by one; "không" is none."""

    at_most: int = 20
    kinds: tuple[Kind, ...] = (Kind.PHOTO, Kind.VIDEO, Kind.FILE)

    def fits(self, answer: Answer, world: World) -> bool:
        return isinstance(answer.get("files"), list)

    def accepts(self, said: Incoming) -> list[Media]:
        """Return what of the message may join this answer."""
        return [media for media in said.media if media.kind in self.kinds]

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if found := self.accepts(said):
            caption = [[said.message_id, understand.clean(said.text)]] if is_words(said) else []
            files = [file_answer(media, said.message_id) for media in found]
            return Taken({"files": files[: self.at_most], "captions": caption})
        if not is_words(said):
            return cannot(said)
        if understand.is_none(said.text):
            return Taken({"files": [], "captions": []})
        if understand.fold(said.text) in DONE:
            return Taken({})
        return Again("engine-photos-or-none")


@dataclass(frozen=True, slots=True)
class PlaceStep(Step):
    """Where it was: a point on the map sent from the phone, or words."""

    at_most: int = 200
    spoken: ClassVar[bool] = True
    closed: ClassVar[bool] = False

    def fits(self, answer: Answer, world: World) -> bool:
        told = any(answer.get(name) for name in ("text", "voice", "unknown"))
        return "kind" not in answer and (told or "latitude" in answer)

    def take(self, said: Incoming, shown: Sequence[Option], tries: int, world: World) -> Reading:
        if said.place is not None:
            place = said.place
            return Taken(
                {"latitude": place.latitude, "longitude": place.longitude, "text": place.name}
            )
        if said.kind is Kind.VOICE:
            return Taken({"voice": voices(said)})
        if not is_words(said):
            return cannot(said)
        text = understand.clean(said.text)
        if len(text) > self.at_most:
            return Unreadable("engine-too-long", {"most": self.at_most})
        if understand.is_unknown(text):
            return Taken({"unknown": True})
        return Taken({"text": text})


# "that was all", as a whole message
DONE = frozenset({"xong", "xong roi", "het", "het roi", "du roi", "the thoi", "vay thoi", "thoi"})


def heard(option: Option, typed: str) -> str:
    """Return the option's label when the person typed something else, to be read back."""
    return "" if understand.fold(typed) == understand.fold(option.label) else option.label


def file_answer(media: Media, message_id: str) -> Answer:
    """Return a photo or paper as it is kept in an answer."""
    return {"file": media.file, "kind": media.kind.value, "message": message_id}


def day_answer(kind: str, first: str, last: str, text: str) -> Answer:
    """Return a day as it is kept: its kind, ISO dates or empty strings, and the person's own
    words.
    """
    return {"kind": kind, "first": first, "last": last, "text": text}


def iso(day: date | None) -> str:
    """Return a day as it is stored."""
    return day.isoformat() if day else ""


def tell(step: Step, answer: Answer, world: World) -> str:
    """Return an answer in words, as the summary reads it back; empty when there is nothing to
    read.
    """
    match step:
        case Day():
            return tell_day(answer, world)
        case Attachments():
            count = len(answer.get("files", ()))
            return world.say("photo-count", count=count) if count else ""
        case Choices():
            return ", ".join(answer.get("labels", ()))
        case Number():
            return str(answer.get("number", ""))
        case YesNo():
            return world.say("engine-answer-yes" if answer.get("yes") else "engine-answer-no")
        case Text():
            voice = tell_voice(answer["voice"], world) if answer.get("voice") else ""
            if answer.get("paper") and not answer.get("parts"):
                return world.say("told-on-paper")
            return ", ".join(part for part in (shorten(text_of(answer)), voice) if part)
    if answer.get("unknown"):
        return world.say(f"unknown-{step.name}") if world.say.has(f"unknown-{step.name}") else ""
    if answer.get("voice"):
        return tell_voice(answer["voice"], world)
    if "latitude" in answer and not answer.get("text"):
        return world.say("place-on-map")
    return shorten(answer.get("label") or answer.get("text") or "")

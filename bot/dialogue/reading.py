"""What a step makes of a message: an answer, a question to ask again, or nothing it can read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.dialogue import understand
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.world import Answer


@dataclass(frozen=True, slots=True)
class Taken:
    """The message answers the step. `heard` is what to read back when it was understood rather
    than copied.
    """

    answer: Answer
    heard: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """The message was read but does not settle the question: ask again, with these options if
    there are any.
    """

    key: str
    options: tuple[Option, ...] = ()
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The message is of a sort that this step cannot read; `key` says so in a short line."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


Reading = Taken | Again | Unreadable


# What to say of a message that no step of words can read, by its kind.
CANNOT: Mapping[Kind, str] = {
    Kind.STICKER: "engine-cannot-picture",
    Kind.PHOTO: "engine-cannot-picture",
    Kind.VIDEO: "engine-cannot-film",
    Kind.FILE: "engine-cannot-file",
    Kind.VOICE: "engine-cannot-voice",
    Kind.LOCATION: "engine-cannot-place",
    Kind.CONTACT: "engine-cannot-contact",
    Kind.POLL: "engine-cannot-poll",
    Kind.EMPTY: "engine-cannot-empty",
}


def cannot(said: Incoming) -> Unreadable:
    """Say that a message cannot be read here, naming its sort."""
    if said.forwarded:
        return Unreadable("engine-cannot-forwarded")
    if said.kind is Kind.TEXT and understand.is_link(said.text):
        return Unreadable("engine-cannot-link")
    return Unreadable(CANNOT.get(said.kind, "engine-cannot-unknown"))


def is_words(said: Incoming) -> bool:
    """Tell whether the message holds words of the person's own (a caption counts)."""
    return (
        bool(understand.clean(said.text))
        and not said.forwarded
        and not understand.is_link(said.text)
    )


def voices(said: Incoming) -> list[Answer]:
    """Return the voice notes of a message as they are kept in an answer."""
    return [
        {"file": media.file, "seconds": media.seconds}
        for media in said.media
        if media.kind is Kind.VOICE
    ]

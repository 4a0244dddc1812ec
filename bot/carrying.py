"""From what a turn says to messages as the channel carries them: choices as lines where there are
no buttons, photos as a link where it carries none, long text in parts; and how it is stored. Pure:
where a link comes from is handed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import orjson

from bot.dialogue.messages import Abilities, Button, Reply
from bot.dialogue.splitting import split
from models.machine.link import Purpose

# Makes a link to files of ours; returns its address, empty where no phone could open one.
MakeLink = Callable[[Purpose, tuple[str, ...]], str]


class Words(Protocol):
    """A sentence of the catalogue by its key."""

    def __call__(self, key: str, **values: str | int) -> str: ...


def carried(reply: Reply, abilities: Abilities, say: Words, link: MakeLink) -> list[Reply]:
    """Return a reply as the channel's own messages, each with a part of the text."""
    if reply.knock or reply.form:
        return [reply]
    photos, own, linked = photos_of(reply, abilities)
    text, files = reply.text, reply.files
    if linked:
        text = with_line(text, bool(reply.buttons), see_line(linked, say, link))
    alone: tuple[str, ...] = ()
    if files and not abilities.files:
        text = with_line(text, bool(reply.buttons), take_line(files, say, link))
        files = ()
    elif abilities.photos is not None:
        alone, files = files, ()
    text, buttons = with_choices(text, reply.buttons, abilities)
    parts = split(text, abilities.text_limit)
    last = len(parts) - 1
    said = [
        Reply(
            part,
            buttons if place == last else (),
            photos if place == 0 else (),
            files if place == last else (),
            reply.public if place == 0 else (),
        )
        for place, part in enumerate(parts)
    ]
    before = [Reply("", photos=album) for album in own]
    before += [Reply("", files=(name,)) for name in alone]
    return [*before, *said]


def photos_of(
    reply: Reply, abilities: Abilities
) -> tuple[tuple[str, ...], list[tuple[str, ...]], tuple[str, ...]]:
    """Return which photos and sounds go with the text, which as messages of their own, and
    which as a link.
    """
    if abilities.photos is None:
        return reply.photos, [], ()
    pictures = tuple(name for name in reply.photos if name.startswith("photo-"))
    sounds = tuple(name for name in reply.photos if name.startswith("voice-"))
    shown = len(pictures) + (len(sounds) if abilities.voices else 0)
    if shown == len(reply.photos) <= abilities.photos:
        starts = range(0, len(pictures), abilities.album)
        albums = [pictures[start : start + abilities.album] for start in starts]
        return (), [*albums, *((sound,) for sound in sounds)], ()
    return (), [], reply.photos


def see_line(files: tuple[str, ...], say: Words, link: MakeLink) -> str:
    """Return the line by which photos and voice notes are seen and heard."""
    pictures = any(name.startswith("photo-") for name in files)
    sounds = any(name.startswith("voice-") for name in files)
    what = "both" if pictures and sounds else "sounds" if sounds else "photos"
    url = link(Purpose.SEE, files)
    return say(f"link-{what}", url=url) if url else say(f"link-{what}-none")


def take_line(files: tuple[str, ...], say: Words, link: MakeLink) -> str:
    """Return the line by which documents are taken away, once each."""
    urls = [link(Purpose.TAKE, (name,)) for name in files]
    return say("link-take", url="\n".join(urls)) if all(urls) else say("link-take-none")


def with_line(text: str, asks: bool, line: str) -> str:
    """Return a text with one more line: its question stays last."""
    lines = text.split("\n") if text else []
    place = len(lines) - 1 if asks and lines else len(lines)
    return "\n".join([*lines[:place], line, *lines[place:]])


def with_choices(
    text: str, buttons: tuple[Button, ...], abilities: Abilities
) -> tuple[str, tuple[Button, ...]]:
    """Return a text and the buttons under it. Where there are more choices than buttons all of
    them stand in the text, so that none is missed, and the first can be tapped too.
    """
    most = abilities.most_buttons if abilities.buttons else 0
    if len(buttons) <= most:
        return text, buttons
    return "\n".join([text, *(button.label for button in buttons)]), buttons[:most]


def together(replies: Sequence[Reply], abilities: Abilities) -> list[list[int]]:
    """Return which replies of a turn go out as one message, by their places: on a channel on which
    each message counts, as many as fit into one, and nothing after a question.
    """
    groups: list[list[int]] = []
    for place, reply in enumerate(replies):
        group = groups[-1] if groups else []
        fits = group and abilities.thrifty and joins([replies[n] for n in group], reply, abilities)
        if fits:
            group.append(place)
        else:
            groups.append([place])
    return groups


def joins(before: Sequence[Reply], reply: Reply, abilities: Abilities) -> bool:
    """Tell whether a reply can stand under others in one message."""
    whole = [*before, reply]
    alone = any(one.knock or one.public or one.form for one in whole)
    if alone or any(one.buttons for one in before):
        return False
    room = abilities.text_limit - 200 * sum(bool(one.photos or one.files) for one in whole)
    return sum(size(one) for one in whole) <= room


def size(reply: Reply) -> int:
    """Return how many characters a reply takes, its choices as lines, with the gap after it."""
    return len(reply.text) + sum(len(button.label) + 1 for button in reply.buttons) + 2


def joined(replies: Sequence[Reply]) -> Reply:
    """Return several replies as one; the choices are those of the last."""
    if len(replies) == 1:
        return replies[0]
    return replace(
        replies[-1],
        text="\n\n".join(reply.text for reply in replies if reply.text),
        photos=tuple(photo for reply in replies for photo in reply.photos),
        files=tuple(name for reply in replies for name in reply.files),
    )


def encode(reply: Reply, names: Sequence[str] = ()) -> str:
    """Return a message as it is stored, with the names of its files."""
    plain: dict[str, Any] = {"text": reply.text}
    if reply.buttons:
        plain["buttons"] = [[button.tap, button.label] for button in reply.buttons]
    if reply.photos:
        plain["photos"] = list(reply.photos)
    if reply.files:
        plain["files"] = [list(pair) for pair in zip(reply.files, names, strict=True)]
    if reply.public:
        plain["public"] = list(reply.public)
    if reply.knock:
        plain["knock"] = reply.knock
    if reply.form:
        plain["form"] = reply.form
    return orjson.dumps(plain).decode()


def decode(payload: str) -> Reply:
    """Return the message that `encode` stored."""
    plain = orjson.loads(payload)
    buttons = tuple(Button(tap, label) for tap, label in plain.get("buttons", ()))
    files = tuple(row for row, _ in plain.get("files", ()))
    photos, public = tuple(plain.get("photos", ())), tuple(plain.get("public", ()))
    more = {name: plain[name] for name in ("knock", "form") if name in plain}
    return Reply(plain["text"], buttons, photos, files, public, **more)


def file_names(payload: str) -> tuple[str, ...]:
    """Return the names of the files of a message that `encode` stored."""
    return tuple(name for _, name in orjson.loads(payload).get("files", ()))

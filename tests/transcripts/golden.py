"""Replaying a conversation that is written down, and writing it down again.

A line begins with "@" (somebody takes part: a name, and a role with its hamlet), "+" (minutes
pass), ">" (said by the person named last) or "<" (what the bot says; further lines of the same
message are indented). "[ảnh]" is a photo, "[hình dán]" a sticker. What nobody says is a comment.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.dialogue.messages import Kind
from models.people.role import Role
from tests.fakes.scene import Actor, Scene


def replay(path: Path, scene: Scene) -> str:
    """Do what the people of a file do; return the file as it reads with what they heard."""
    people: dict[str, Actor] = {}
    told: list[str] = []
    speaker = talking = ""  # under whose name the last line stands; who says the next one
    for line in path.read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if line.startswith("#") or not line:
            told.append(line)
        elif mark == "@":
            name, _, role = rest.partition(": ")
            people[name] = join(scene, name, role)
            told.append(line)
        elif mark == "+":
            scene.wait(minutes=float(rest))
            told.append(line)
            speaker = ""
        elif mark == ">":
            if talking != speaker:
                told.append(talking)
                speaker = talking
            told.append(line)
            say(people[talking], rest)
        elif line in people:
            talking = line
            continue
        else:
            continue  # what the bot said when the file was written
        for heading, text in heard(people, speaker):
            if heading != speaker:
                told.append(heading)
                speaker = heading
            told.append(text)
    return "\n".join(told) + "\n"


def join(scene: Scene, name: str, role: str) -> Actor:
    """Bring somebody onto the stage: with a role, or as one who has never written."""
    if not role:
        return scene.stranger(name)
    held, _, hamlet = role.partition(", ")
    return scene.person(name, Role(held), hamlet)


def say(person: Actor, text: str) -> None:
    """Send what stands in the file."""
    if text == "[ảnh]":
        person.sends_photo()
    elif text == "[hình dán]":
        person.send(Kind.STICKER)
    else:
        person.says(text)


def heard(people: dict[str, Actor], speaker: str) -> Iterator[tuple[str, str]]:
    """Yield what came onto the screens since the last look, the speaker's own first."""
    for name in sorted(people, key=lambda name: name != speaker):
        person = people[name]
        for shown in person.screen[person.read :]:
            yield name, "< " + shown.text.replace("\n", "\n  ")
        person.read = len(person.screen)

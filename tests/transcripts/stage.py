"""On which stages a transcript runs, where not on every one of them."""

from typing import Any

import pytest

from bot.dialogue import talk
from tests.fakes.app_scene import AppScene
from tests.fakes.forms import FormScene
from tests.fakes.scene import Actor

SCRIPTED = ("buttons", "plain", "dense", "loose")  # channels of the tests' own
ZALO = ("zalo_bot", "zalo_oa")  # the whole app, and a fake of the platform over HTTP
MESSENGERS = (*ZALO, "telegram")
EVERYWHERE = (*SCRIPTED, "web", *MESSENGERS)


def answered_once(scene: FormScene, person: Actor) -> bool:
    """Tell whether what was said twice in one burst got one answer. A running app may have sent
    that of the first before it handles the second, and then it says so again.
    """
    return 1 <= len(person.new) <= (2 if isinstance(scene, AppScene) else 1)


def on(*stages: str) -> pytest.MarkDecorator:
    """Run a test on these stages only."""
    return pytest.mark.parametrize("scene", stages, indirect=True)


scripted = on(*SCRIPTED)  # the test forges what no platform would send
messengers = on(*SCRIPTED, *MESSENGERS)  # our own page has no such thing
tapping = on("buttons", "dense", "web", "zalo_oa", "telegram")  # there are buttons
typing = on("plain", "loose", "zalo_bot")  # there are none
editing = on("buttons", "dense", "telegram")  # a sent message can be changed


def state(person: Actor) -> dict[str, Any]:
    """Return what is remembered of a person's talk, but for the count of unreadable messages and
    the moment of the last one: "nothing changed" means that this is the same.
    """
    plain = talk.to_json(person.scene.talk_of(person))
    for passing in ("misses", "missed_at", "parted"):
        plain.pop(passing, None)
    if "draft" in plain:
        plain["draft"].pop("touched_at")
    return plain


def length(person: Actor, words: str) -> str:
    """Return how long a voice note is, in the words in which it is read back; where the channel
    does not tell, that there is one.
    """
    return words if person.scene.tells_length else "một tin thoại"


def answers(person: Actor) -> dict[str, Any]:
    """Return the answers of a person's open draft."""
    draft = person.scene.talk_of(person).draft
    assert draft is not None
    return dict(draft.answers)


def open_step(person: Actor) -> str:
    """Return the open question of a person's draft, "" when there is no draft."""
    draft = person.scene.talk_of(person).draft
    return draft.step if draft else ""

"""The engine under anything that people do: no exception, no lost answer, no dead end, no silence,
and a draft that can be put away and taken up between any two messages.
"""

import json
import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from bot.dialogue import engine, rejoining, understand
from bot.dialogue.form import MORE, REVIEW, Draft, Form, from_json, to_json
from bot.dialogue.messages import Incoming, Kind, Media
from bot.dialogue.moves import End, Miss, Move
from bot.dialogue.reading import is_words
from bot.dialogue.steps import Attachments, Text
from bot.dialogue.understand import Command
from bot.dialogue.world import Answer, World
from tests.bot.dialogue.random_talk import (
    Doing,
    Phone,
    doings,
    forms,
    listens,
    sensible,
    world,
)

SOAK = "THIDUA_TEST_SOAK" in os.environ  # then many more, and others each time
pace = settings(
    max_examples=4000 if SOAK else 60,
    derandomize=not SOAK,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def again(draft: Draft) -> Draft:
    """A draft as another process finds it."""
    return from_json(json.loads(json.dumps(to_json(draft))))


def step(form: Form, draft: Draft, said: Incoming, seen: World) -> Move:
    """Take one message, and check what holds for every message."""
    move = engine.advance(form, draft, said, seen)

    assert engine.advance(form, draft, said, seen) == move
    assert again(move.draft) == move.draft
    assert engine.advance(form, again(draft), said, seen) == move
    assert engine.is_open(form, move.draft)
    if move.end is End.OPEN and not move.text:
        assert silence_is_right(form, draft, said, seen, move)
    if move.options:
        assert move.options == move.draft.shown
        assert len({option.id for option in move.options}) == len(move.options)
    if draft.version == form.version:
        nothing_lost(form, draft, said, move)
    return move


def silence_is_right(form: Form, draft: Draft, said: Incoming, seen: World, move: Move) -> bool:
    """Only what follows is said without a word: a repetition, the second half of a text, and the
    further pieces of an album, each while the reply is on its way; and more than two of an album.
    """
    on_its_way = seen.asked_at is None or said.sent_at <= seen.asked_at
    pieces = draft.album_replies >= rejoining.ALBUM_REPLIES  # photos at once
    if said.media and (pieces or (said.album and said.album == draft.album)):
        return True
    return on_its_way and move.draft.step == draft.step and draft.last is not None


def nothing_lost(form: Form, draft: Draft, said: Incoming, move: Move) -> None:
    """Every answer is there still, unless the message changed it; what was told is in one."""
    new = move.draft.answers
    words = understand.clean(said.text)
    if understand.command(said.text) is Command.RESTART and said.kind is Kind.TEXT:
        return
    main = form.main if draft.step in (REVIEW, MORE) else ""
    for name, old in draft.answers.items():
        if new.get(name) == old:
            continue
        if draft.origins.get(said.edits) == name or name == draft.step:
            continue
        grown = name in (main, draft.last.step if draft.last else "") or isinstance(
            form.step(name), Attachments
        )
        assert grown, (name, old, new.get(name))
        assert holds(new[name], old), (name, old, new[name])
    if move.end is not End.OPEN or move.miss is not Miss.NONE or not move.text or said.edits:
        return
    open_step = form.step(draft.step)
    plain = (
        said.kind is Kind.TEXT
        and is_words(said)
        and understand.command(said.text) is None
        and understand.small_talk(said.text) is None
        and understand.edit_target(said.text) is None
    )
    told = [part[1] for answer in new.values() for part in answer.get("parts", ())]
    if (
        plain
        and isinstance(open_step, Text)
        and not (open_step.optional and understand.is_none(said.text))
    ):
        assert words in told
    if plain and open_step is not None:
        assert draft.step in new or words in told
    if said.kind is Kind.VOICE and open_step is not None and listens(open_step):
        assert said.media[0].file in json.dumps(new)


def holds(new: Answer, old: Answer) -> bool:
    """Whether an answer still holds everything of an older one."""
    return all(
        all(item in new.get(name, ()) for item in value) if isinstance(value, list) else True
        for name, value in old.items()
    )


def finish(form: Form, draft: Draft, phone: Phone) -> None:
    """Answer sensibly until the form is sent."""
    for _ in range(3 * len(form.steps) + 6):
        kind, text = sensible(form, draft)
        phone.at += timedelta(minutes=1)
        phone.sent += 1
        media = (Media(Kind.PHOTO, file=f"last-{phone.sent}"),) if kind is Kind.PHOTO else ()
        said = Incoming(
            kind, f"e{phone.sent}", phone.at, text, media=media, message_id=f"m{phone.sent}"
        )
        asked_at = phone.at - timedelta(seconds=30)
        move = step(form, draft, said, world(phone.at, asked_at))
        if move.end is End.SUBMITTED:
            assert set(move.draft.answers) == {each.name for each in form.steps}
            return
        draft = move.draft
    pytest.fail(f"no way out of {draft.step}: {draft}")


def drive(form: Form, doing: list[Doing]) -> tuple[Draft, Phone]:
    """Do all of it, from the form's first question on; return where it ends."""
    phone = Phone()
    move = engine.begin(form, world(phone.at, None))
    assert move.text
    draft = move.draft
    for each in doing:
        said = phone.message(each, draft.shown, draft.question)
        asked_at = phone.at - timedelta(seconds=each.seconds / 2) if each.seen else None
        move = step(form, draft, said, world(phone.at, asked_at))
        event(f"{each.how}: {move.end.value}, {move.miss.value}")
        draft = move.draft
        if move.end is End.SUBMITTED:
            draft = engine.begin(form, world(phone.at, None)).draft
    return draft, phone


@given(forms(), st.lists(doings(), max_size=14))
@pace
def test_whatever_people_do_the_form_can_be_finished(form: Form, doing: list[Doing]) -> None:
    draft, phone = drive(form, doing)

    finish(form, draft, phone)


@given(forms(), st.lists(doings(), max_size=10))
@pace
def test_from_anywhere_one_can_go_back_and_change_an_answer(
    form: Form, doing: list[Doing]
) -> None:
    draft, phone = drive(form, doing)
    for word in ("quay lại", "sửa", "quay lại", "sửa", "giúp", "tiếp"):
        phone.at += timedelta(minutes=1)
        said = Incoming(Kind.TEXT, f"e-{word}", phone.at, word, message_id=f"m-{word}")
        before = draft.answers
        move = step(form, draft, said, world(phone.at, phone.at - timedelta(seconds=30)))
        assert move.end is (End.HELP if word == "giúp" else End.OPEN)
        assert move.text
        draft = move.draft
        assert draft.answers == before

    finish(form, draft, phone)


@given(forms(), forms(version=2), st.lists(doings(), max_size=10), st.lists(doings(), max_size=4))
@pace
def test_a_draft_goes_on_in_any_other_version_of_its_form(
    old: Form, new: Form, before: list[Doing], after: list[Doing]
) -> None:
    """The forms share names of steps, of the same or another kind."""
    draft, phone = drive(old, before)
    for each in after:
        said = phone.message(each, draft.shown, draft.question)
        asked_at = phone.at - timedelta(seconds=each.seconds / 2) if each.seen else None
        move = engine.advance(new, draft, said, world(phone.at, asked_at))
        assert engine.advance(new, again(draft), said, world(phone.at, asked_at)) == move
        assert engine.is_open(new, move.draft)
        assert move.draft.version == new.version
        if move.end is End.OPEN and not move.text:
            assert silence_is_right(new, draft, said, world(phone.at, asked_at), move)
        for name, answer in move.draft.answers.items():
            fits = new.step(name)
            assert fits is not None
            assert not answer or fits.fits(answer, world(phone.at, None)), (name, answer)
        draft = move.draft
        if move.end is End.SUBMITTED:
            draft = engine.begin(new, world(phone.at, None)).draft

    finish(new, draft, phone)

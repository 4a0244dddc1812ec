"""What a person has told: the list, where each stands, adding to one, correcting it, taking it
back, asking by its code; and what the bot says to the teller of its own accord.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import keeping, steps, telling, understand
from bot.dialogue.form import merge_files, merge_text
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.reading import is_words, voices
from bot.dialogue.steps import Attachments
from bot.dialogue.talk import Question, hold, tells
from bot.dialogue.world import Answer
from handlers import cases, deed_told, deeds
from handlers.deeds import DEED
from handlers.showing import again
from handlers.turn import Asked, Capability, Coded, Route, Turn, asked_in_words
from models.permissions import Action, NotAllowed
from models.work.deed import OPEN, Deed, DeedState, NotPossible, get_deed
from models.work.looking_up import Paused, look_up
from models.work.queues import own_deeds
from models.work.receipts import grouped
from models.work.reports import add_to_deed, withdraw_deed

CODE_DIGITS = 8  # of a receipt code

# --- the list ------------------------------------------------------------------------------------


def mine(turn: Turn) -> None:
    """List what this person has told, each with where it stands."""
    found = own_deeds(turn.tx, turn.viewer)
    if not found:
        turn.tell("deed-mine-none")
        return
    choose(turn, "deed-mine", found)


def choose(turn: Turn, name: str, found: Sequence[Deed]) -> None:
    """Ask which of one's own deeds is meant."""
    options = [Option(str(deed.id), line_of(turn, deed)) for deed in found]
    turn.ask(name, turn.say(name), options, yields=True)


def line_of(turn: Turn, deed: Deed) -> str:
    """Return one of one's own deeds in a line."""
    who = telling.capital(telling.shorten(deed.who, cases.NAMED))
    return turn.say("deed-mine-line", who=who, state=state_of(turn, deed))


def state_of(turn: Turn, deed: Deed) -> str:
    """Return where a deed stands as its teller hears it; of a merged one, where that one stands
    which speaks for it.
    """
    main = get_deed(turn.tx, deed.merged_into) if deed.merged_into else deed
    return turn.say(f"deed-state-{(main or deed).state}")


def answer_mine(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Show the one that was chosen."""
    deed = get_deed(turn.tx, int(option.id))
    if deed is not None:
        show_own(turn, deed)


def show_own(turn: Turn, deed: Deed) -> None:
    """Show one's own deed: its code, where it stands, and what can still be done."""
    values = {
        "who": cases.short(deed),
        "code": grouped(deed.code),
        "state": state_of(turn, deed),
        "day": telling.full_day(deed.news_due, turn.world),
    }
    if DeedState(deed.state) not in OPEN:
        turn.tell("deed-own-settled", **values)
        return
    options = turn.options("deed-own", ("add", "edit", "withdraw", "leave"))
    turn.ask("deed-own", turn.say("deed-own", **values), options, {"deed": deed.id}, yields=True)


def answer_own(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Add to one's own deed, correct it, take it back, or leave it."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None:
        turn.tell("engine-too-late")
    elif option.id == "add":
        ask_more(turn, deed)
    elif option.id == "edit":
        deeds.open_again(turn, deed)
    elif option.id == "withdraw":
        ask_withdrawal(turn, deed)
    else:
        turn.tell("deed-own-left")


# --- taking it back ------------------------------------------------------------------------------


def ask_withdrawal(turn: Turn, deed: Deed) -> None:
    """Ask once before a deed is taken back."""
    options = turn.options("deed-withdraw", ("yes", "no"))
    text = turn.say("deed-withdraw", who=cases.short(deed))
    turn.ask("deed-withdraw", text, options, {"deed": deed.id}, yields=True)


def answer_withdrawal(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take a deed back, or leave it."""
    deed = get_deed(turn.tx, context["deed"])
    if option.id == "no":
        turn.tell("deed-own-left")
        return
    try:
        if deed is None:
            raise NotAllowed
        withdraw_deed(turn.tx, turn.viewer, deed, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("engine-too-late")
    else:
        turn.tell("deed-withdrawn", who=cases.short(deed))


# --- adding --------------------------------------------------------------------------------------


def open_deeds(turn: Turn) -> list[Deed]:
    """Return this person's deeds to which something can still be added, newest first."""
    return [d for d in own_deeds(turn.tx, turn.viewer) if DeedState(d.state) in OPEN]


def add(turn: Turn) -> None:
    """Take "thêm": which deed, and what?"""
    found = open_deeds(turn)
    if not found:
        turn.tell("deed-add-none")
    elif len(found) == 1:
        ask_more(turn, found[0])
    else:
        choose(turn, "deed-add-which", found)


def answer_which(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Ask what is added to the deed that was chosen."""
    deed = get_deed(turn.tx, int(option.id))
    if deed is not None:
        ask_more(turn, deed)


def ask_more(turn: Turn, deed: Deed) -> None:
    """Ask for more words, a voice note or photos of one's own deed."""
    text = turn.say("deed-add", who=cases.short(deed))
    turn.ask_words("deed-add", text, {"deed": deed.id}, yields=True)


def take_more(turn: Turn, question: Question) -> None:
    """Add what was sent to one's own deed."""
    turn.close()
    if not turn.said.media and understand.is_none(turn.said.text):
        turn.tell("deed-own-left")
        return
    add_all(turn, get_deed(turn.tx, question.context["deed"]), (turn.said,))


def offer(turn: Turn, told: Sequence[Incoming]) -> bool:
    """Ask whether photos or words that belong to nothing are for a deed told before, or begin a
    new one; False when nothing is open to which they could belong.
    """
    found = open_deeds(turn)[:3]
    if not found:
        return False
    turn.talk = replace(turn.talk, held=())
    for one in told:
        turn.talk = hold(turn.talk, one)
    kinds = {media.kind for one in told for media in one.media}
    photos, voice = Kind.PHOTO in kinds, Kind.VOICE in kinds
    key = "deed-offer-photo" if photos else "deed-offer-voice" if voice else "deed-offer"
    options = [
        Option(str(deed.id), turn.say("deed-offer-add", who=cases.short(deed))) for deed in found
    ]
    options += turn.options("deed-offer", ("new", "none"))
    text = telling.shorten(next((one.text for one in told if tells(one)), ""))
    turn.ask("deed-offer", turn.say(key, text=text), options, yields=True)
    return True


def answer_offer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Put what was kept where it belongs."""
    held = tuple(keeping.said_from_json(plain) for plain in turn.talk.held)
    turn.talk = replace(turn.talk, held=())
    if option.id == "new":
        deeds.begin_with(turn, held)
    elif option.id == "none":
        turn.tell("deed-offer-dropped")
    else:
        add_all(turn, get_deed(turn.tx, int(option.id)), held)


def more_to_offer(turn: Turn, question: Question) -> None:
    """Take what is sent on while it is asked where the first of it belongs."""
    if turn.said.media or tells(turn.said):
        turn.talk = hold(turn.talk, turn.said)
    turn.show(question.text, question.options, question.number)


def add_all(turn: Turn, deed: Deed | None, told: Sequence[Incoming]) -> None:
    """Add words, voice notes and photos to one's own deed; an accusation is not taken here
    either.
    """
    if any(understand.sounds_accusing(one.text) for one in told):
        turn.tell("accusation-where")
        return
    try:
        if deed is None:
            raise NotAllowed
        answers = dict(deed.answers)
        for one in told:
            answers = joined(answers, one)
        add_to_deed(turn.tx, turn.viewer, deed, deed_told.told_of(turn, answers), turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("engine-too-late")
    else:
        turn.tell("deed-added", who=cases.short(deed), code=grouped(deed.code))


def joined(answers: Mapping[str, Answer], one: Incoming) -> dict[str, Answer]:
    """Return a deed's answers with one more message in them."""
    new = dict(answers)
    photos = DEED.attachments()
    if isinstance(photos, Attachments) and (found := photos.accepts(one)):
        files = [steps.file_answer(media, one.message_id) for media in found]
        caption = [[one.message_id, understand.clean(one.text)]] if is_words(one) else []
        old = answers.get(photos.name, {})
        more = {"files": files, "captions": caption}
        new[photos.name] = merge_files(old, more, photos.at_most)
    else:
        parts = [[one.message_id, understand.clean(one.text)]] if is_words(one) else []
        told = {"parts": parts, "voice": voices(one)}
        new[DEED.main] = merge_text(answers.get(DEED.main, {}), told)
    return new


# --- by its code ---------------------------------------------------------------------------------


def find(turn: Turn, code: str) -> None:
    """Take a receipt code: one's own deed is shown, of any other only where it stands."""
    try:
        deed = look_up(turn.tx, turn.viewer, code, turn.now)
    except Paused as paused:
        tell_pause(turn, paused)
        return
    if deed is None:
        turn.tell("deed-look-up-unknown")
    elif turn.viewer.person in (deed.teller_id, deed.typist_id):
        show_own(turn, deed)
    elif DeedState(deed.state) in OPEN:
        day = telling.full_day(deed.news_due, turn.world)
        turn.tell("deed-look-up", state=state_of(turn, deed), day=day)
    else:
        turn.tell("deed-look-up-settled", state=state_of(turn, deed))


def tell_pause(turn: Turn, paused: Paused) -> None:
    """Say after how many minutes codes are taken again."""
    left = (paused.until - turn.now).total_seconds()
    turn.tell("deed-look-up-paused", minutes=math.ceil(left / 60))


def ask_code(turn: Turn) -> None:
    """Take "tra cứu" alone."""
    turn.ask_words("deed-look-up", turn.say("deed-look-up-ask"), yields=True)


def take_code(turn: Turn, question: Question) -> None:
    """Take the code that was asked for; what is no code at all is no wrong try."""
    text = understand.clean(turn.said.text)
    if sum(letter.isdigit() for letter in text) != CODE_DIGITS:
        again(turn, question, turn.say("engine-unclear"))
        return
    turn.close()
    find(turn, text)


def edit_by_code(turn: Turn, code: str) -> None:
    """Take "sửa 4071 2386": open one's own deed to correct it."""
    try:
        deed = look_up(turn.tx, turn.viewer, code, turn.now)
    except Paused as paused:
        tell_pause(turn, paused)
        return
    if deed is None or turn.viewer.person not in (deed.teller_id, deed.typist_id):
        turn.tell("deed-look-up-unknown")
    else:
        deeds.open_again(turn, deed)


def withdraw_by_code(turn: Turn, code: str) -> None:
    """Take "rút 4071 2386"."""
    deed = next((d for d in own_deeds(turn.tx, turn.viewer, 100) if d.code == code), None)
    if deed is None:
        turn.tell("deed-look-up-unknown")
    elif DeedState(deed.state) not in OPEN:
        turn.tell("engine-too-late")
    else:
        ask_withdrawal(turn, deed)


CAPABILITY = Capability(
    "own-deeds",
    routes=(
        Route("deed-mine", mine, Action.SEE_OWN_DEED),
        Route("deed-look-up", ask_code, Action.LOOK_UP_DEED, menu=False),
        Route("deed-add", add, Action.SEE_OWN_DEED, menu=False),
    ),
    coded=(
        Coded("deed-look-up", find, Action.LOOK_UP_DEED, bare=True),
        Coded("deed-withdraw", withdraw_by_code, Action.SEE_OWN_DEED),
    ),
    questions=(
        Asked("deed-mine", answer_mine, Action.SEE_OWN_DEED),
        Asked("deed-add-which", answer_which, Action.SEE_OWN_DEED),
        Asked("deed-own", answer_own, Action.SEE_OWN_DEED),
        Asked("deed-withdraw", answer_withdrawal, Action.SEE_OWN_DEED),
        asked_in_words("deed-add", Action.SEE_OWN_DEED, take_more),
        Asked("deed-offer", answer_offer, Action.REPORT_DEED, more_to_offer),
        asked_in_words("deed-look-up", Action.LOOK_UP_DEED, take_code),
    ),
)

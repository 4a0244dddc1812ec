"""From consent to the honour board: the officer writes the public sentence, another person
releases it.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Question
from handlers import cases
from handlers.pushing import context_of
from handlers.showing import again
from handlers.turn import Asked, Capability, Coded, Numbered, PushUse, Turn, asked_in_words
from models.law.parameters import rule
from models.machine.push import Waiting, is_asked
from models.permissions import Action, NotAllowed, may
from models.work.consents import Scope
from models.work.deed import Deed, DeedState, NotPossible, get_deed
from models.work.publishing import (
    Lack,
    Publication,
    Unfit,
    check_sentence,
    fits,
    lacks,
    needs_second,
    publication_of,
    published_by_code,
    release_deed,
    revise,
    send_back,
    shown_name,
    write_sentence,
)
from models.work.receipts import normalise
from models.work.verdicts import count_confirmations

LONGEST = 220  # characters of a public sentence: some forty syllables, read aloud in a breath
NAME = 120
ALLOWED = {
    Scope.NAME_PHOTO: "deed-write-name-photo",
    Scope.NAME: "deed-write-only-name",
    Scope.INITIALS: "deed-write-initials",
}

CHANGE = ("sentence", "name")

# --- writing -------------------------------------------------------------------------------------


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask for the public sentence; False when it is not wanted any more."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or deed.state != DeedState.ACCEPTED.value:
        return False
    if not may(turn.viewer, Action.PUBLISH_DEED, deed):
        return False
    if worded:
        turn.tell("deed-write-worded", who=cases.short(deed), number=waiting.values["number"])
    else:
        begin(turn, deed, context_of(waiting), str(waiting.values.get("why", "")))
    return True


def write_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "viết 27"."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None or not may(turn.viewer, Action.PUBLISH_DEED, deed):
        turn.tell("desk-not-yours")
    elif turn.talk.draft is not None:
        turn.tell("desk-first-finish")
    else:
        begin(turn, deed, cases.context_for(turn, deed))


def rewrite(turn: Turn, code: str) -> None:
    """Take "viết 5012 3345": an entry leaves the board until its new sentence is released."""
    entry = published_by_code(turn.tx, normalise(code) or "")
    deed = get_deed(turn.tx, entry.deed_id) if entry is not None else None
    try:
        if deed is None:
            raise NotAllowed
        revise(turn.tx, turn.viewer, deed, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("desk-down-unknown")
    else:
        begin(turn, deed, cases.context_for(turn, deed))


def begin(turn: Turn, deed: Deed, context: Mapping[str, Any], why: str = "") -> None:
    """Ask for the sentence, or say what has to come first."""
    lack = lacks(turn.tx, deed)
    number = context["number"]
    if deed.state != DeedState.ACCEPTED.value or lack is Lack.CONSENT:
        turn.tell("deed-write-no-consent", who=cases.short(deed), number=number)
        return
    if lack is Lack.CONFIRMATIONS:
        needed = rule(turn.tx, "confirmations", turn.today).value
        found = count_confirmations(turn.tx, deed)
        values = {"needed": needed, "found": found, "number": number}
        turn.tell("deed-write-no-word", who=cases.short(deed), **values)
        return
    lead = turn.say("deed-write-sent-back", why=why) if why else ""
    scope = turn.say(ALLOWED[Scope(deed.scope)], who=cases.short(deed))
    text = " ".join(part for part in (lead, scope, turn.say("deed-write")) if part)
    turn.ask_words("deed-write", text, {**context, "why": why}, pushed=True)


def take_sentence(turn: Turn, question: Question) -> None:
    """Take the sentence, and read it back as it will stand on the board."""
    deed = get_deed(turn.tx, question.context["deed"])
    text = " ".join(understand.clean(turn.said.text).split())
    if deed is None or not text or len(text) > LONGEST:
        again(turn, question, turn.say("deed-write-words-only"))
        return
    try:
        check_sentence(deed, text)
    except Unfit as unfit:
        again(turn, question, turn.say(f"deed-write-unfit-{unfit.why}"))
        return
    turn.close()
    written = publication_of(turn.tx, deed)
    name = written.name if written is not None else telling.capital(deed.who)
    before = {"name": name, "photos": written is not None and bool(written.photos)}
    read_back(turn, deed, {**before, **question.context, "sentence": text})


def read_back(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Show the sentence with its name and photos, and ask whether it is right."""
    photos = photos_of(deed)
    more = ("no-photos" if context["photos"] else "photos",) if photos else ()
    text = turn.say(
        "deed-write-check",
        name=shown_name(deed, context["name"]),
        hamlet=cases.hamlet_name(turn, deed),
        sentence=context["sentence"],
        photos=turn.say("photo-count", count=len(photos)) if context["photos"] else "",
        has="yes" if context["photos"] else "no",
    )
    keep_it = "keep" if needs_second(turn.tx, turn.now) else "keep-alone"
    options = turn.options("deed-write-check", (keep_it, *CHANGE, *more))
    turn.ask(
        "deed-write-check", text, options, context, photos=photos if context["photos"] else ()
    )


def photos_of(deed: Deed) -> tuple[str, ...]:
    """Return the photos that may be shown: none without the doer's word for it."""
    if deed.scope != Scope.NAME_PHOTO.value:
        return ()
    files = deed.answers.get("evidence", {}).get("files", ())
    return tuple(f["file"] for f in files if f.get("kind") == Kind.PHOTO.value and f.get("file"))


def answer_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Keep the sentence, or change a part of it."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None:
        turn.tell("desk-not-yours")
    elif option.id in ("keep", "keep-alone"):
        keep(turn, deed, context)
    elif option.id == "sentence":
        begin(turn, deed, context)
    elif option.id == "name":
        turn.ask_words("deed-write-name", turn.say("deed-write-naming"), context)
    else:
        read_back(turn, deed, {**context, "photos": option.id == "photos"})


def take_name(turn: Turn, question: Question) -> None:
    """Take another name to be shown."""
    deed = get_deed(turn.tx, question.context["deed"])
    name = " ".join(understand.clean(turn.said.text).split())
    if deed is None or not 2 <= len(name) <= NAME:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    read_back(turn, deed, {**question.context, "name": name})


def keep(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Hand the sentence over to whoever releases it."""
    try:
        publication = write_sentence(
            turn.tx,
            turn.viewer,
            deed,
            context["sentence"],
            turn.now,
            name=context["name"],
            photos=photos_of(deed) if context["photos"] else (),
            seed=turn.commune.seed(),
        )
    except Unfit as unfit:
        turn.tell(f"deed-write-unfit-{unfit.why}")
        begin(turn, deed, context)
        return
    except (NotPossible, NotAllowed):
        turn.tell("desk-late", who=cases.short(deed))
        return
    if publication.released_at is not None:
        turn.tell("deed-write-out", who=cases.short(deed))
    elif is_asked(turn.tx, "deed-release", deed.about):
        turn.tell("deed-write-kept", who=cases.short(deed))
    else:
        turn.tell("deed-write-nobody", who=cases.short(deed))


# --- releasing -----------------------------------------------------------------------------------


def ask_release(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Put a sentence before whoever may release it; False when that has been done."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    publication = publication_of(turn.tx, deed) if deed is not None else None
    if deed is None or publication is None or deed.state != DeedState.ACCEPTED.value:
        return False
    if publication.written_by == turn.viewer.person:
        return False
    if worded:
        turn.tell("deed-release-worded", who=cases.short(deed), number=waiting.values["number"])
    else:
        show_release(turn, deed, publication, context_of(waiting))
    return True


def show_release(
    turn: Turn, deed: Deed, publication: Publication, context: Mapping[str, Any]
) -> None:
    """Show what would stand on the board."""
    text = turn.say(
        "deed-release",
        name=publication.name,
        hamlet=cases.hamlet_name(turn, deed),
        sentence=publication.sentence,
        number=context["number"],
    )
    options = turn.options("deed-release", ("yes", "back", "later"))
    photos = tuple(publication.photos)
    turn.ask("deed-release", text, options, context, pushed=True, photos=photos)


def release_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "duyệt 27": the sentence is shown before it is released."""
    deed = cases.numbered_deed(turn, numbers[0])
    publication = publication_of(turn.tx, deed) if deed is not None else None
    waits = publication is not None and publication.released_at is None
    waits = waits and deed is not None and publication is not None and fits(deed, publication)
    if deed is None or publication is None or not waits:
        turn.tell("desk-not-yours")
    elif not may(turn.viewer, Action.RELEASE_DEED, deed):
        turn.tell("deed-release-own-praise")
    elif publication.written_by == turn.viewer.person and needs_second(turn.tx, turn.now):
        turn.tell("deed-release-own")
    elif turn.talk.draft is not None:
        turn.tell("desk-first-finish")
    else:
        show_release(turn, deed, publication, cases.context_for(turn, deed))


def answer_release(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Release the sentence, or return it to its writer."""
    deed = get_deed(turn.tx, context["deed"])
    who = cases.short(deed)
    if option.id == "back":
        turn.ask_words("deed-release-why", turn.say("deed-release-why"), context)
        return
    if option.id == "later":
        turn.tell("deed-release-kept", who=who, number=context["number"])
        return
    try:
        if deed is None:
            raise NotAllowed
        release_deed(turn.tx, turn.viewer, deed, turn.now)
    except NotPossible:
        turn.tell("desk-late", who=who)
    except NotAllowed:
        turn.tell("deed-release-own")
    else:
        turn.tell("deed-released", who=who)


def take_why(turn: Turn, question: Question) -> None:
    """Take what should be changed in a sentence."""
    deed = get_deed(turn.tx, question.context["deed"])
    why = understand.clean(turn.said.text)
    if not why or len(why) > LONGEST:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    try:
        if deed is None:
            raise NotAllowed
        send_back(turn.tx, turn.viewer, deed, why, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("desk-late", who=cases.short(deed))
    else:
        turn.tell("deed-sent-back", who=cases.short(deed))


CAPABILITY = Capability(
    "publishing",
    coded=(Coded("deed-write", rewrite, Action.PUBLISH_DEED),),
    numbered=(
        Numbered("deed-write", write_number, Action.PUBLISH_DEED),
        Numbered("deed-release", release_number, Action.RELEASE_DEED),
    ),
    questions=(
        asked_in_words("deed-write", Action.PUBLISH_DEED, take_sentence),
        Asked("deed-write-check", answer_check, Action.PUBLISH_DEED),
        asked_in_words("deed-write-name", Action.PUBLISH_DEED, take_name),
        Asked("deed-release", answer_release, Action.RELEASE_DEED),
        asked_in_words("deed-release-why", Action.RELEASE_DEED, take_why),
    ),
    pushes=(PushUse("deed-write", ask), PushUse("deed-release", ask_release)),
)

"""What the teller of a deed hears of it: news, and the one question that the commune asks."""

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind
from bot.dialogue.talk import Question
from handlers import cases
from handlers.pushing import context_of
from handlers.turn import Capability, Numbered, PushUse, Turn, asked_in_words
from models.machine.push import Waiting
from models.permissions import Action, NotAllowed
from models.work.deed import OPEN, Deed, DeedState, NotPossible, get_deed
from models.work.inquiry import Inquiry, open_inquiry
from models.work.reports import answer_inquiry

S = DeedState
# What is told while a deed stands in which state; a report that was merged hears of its main one.
TOLD_IN = {
    "deed-news-accepted": frozenset({S.ACCEPTED, S.CONSENT, S.PUBLISHED}),
    "deed-news-declined": frozenset({S.DECLINED}),
    "deed-news-merged": frozenset(S) - {S.HIDDEN, S.WITHDRAWN},
    "deed-news-published": frozenset({S.PUBLISHED}),
    "deed-news-withdrawn": frozenset({S.WITHDRAWN}),
    "deed-news-hidden": frozenset({S.HIDDEN}),
}


def news(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell the teller what became of a deed, in the words in which this person told it; a reason
    speaks of the deed. False when it has become something else meanwhile.
    """
    deed = get_deed(turn.tx, waiting.values["deed"])
    main = get_deed(turn.tx, deed.merged_into) if deed and deed.merged_into else deed
    if deed is None or main is None or DeedState(main.state) not in TOLD_IN[waiting.name]:
        return False
    if waiting.name == "deed-news-merged" and deed.merged_into is None:
        return False  # the other report was taken back: this one stands on its own again
    turn.tell(waiting.name, who=cases.short(deed), reason=reason_of(turn, main))
    return True


def waiting_news(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell the teller, on the day on the receipt, that nobody has decided yet. False when somebody
    has.
    """
    deed = cases.deed_of(turn, waiting.about)
    main = get_deed(turn.tx, deed.merged_into) if deed and deed.merged_into else deed
    if deed is None or main is None or S(main.state) not in OPEN:
        return False
    values = {"who": cases.short(deed), "day": telling.full_day(deed.news_due, turn.world)}
    if S(deed.state) is S.ASKED:
        number = cases.context_for(turn, deed)["number"]
        turn.tell("deed-news-waiting-asked", number=number, **values)
    else:
        turn.tell("deed-news-waiting", **values)
    return True


def reason_of(turn: Turn, deed: Deed) -> str:
    """Return why a deed was declined, as it stands inside a sentence; empty when it was not."""
    if deed.reason:
        return turn.say(f"deed-reason-{deed.reason.replace('_', '-')}")
    return deed.reason_text.rstrip(".")


# --- the commune's question ----------------------------------------------------------------------


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask the teller for more; False when the case has moved on."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    inquiry = open_inquiry(turn.tx, deed) if deed is not None else None
    if deed is None or inquiry is None or S(deed.state) not in OPEN:
        return False
    values = {"who": cases.short(deed), "question": words_of(turn, inquiry)}
    if worded:
        turn.tell("deed-asked-worded", number=waiting.values["number"], **values)
    else:
        turn.ask_words(
            "deed-asked", turn.say("deed-asked", **values), context_of(waiting), pushed=True
        )
    return True


def words_of(turn: Turn, inquiry: Inquiry) -> str:
    """Return the question in words: a ready one, or the officer's own."""
    return turn.say(f"inquiry-{inquiry.key}") if inquiry.key else inquiry.asked


def open_question(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "trả lời 3": open the question that went out while a form was open."""
    deed = cases.numbered_deed(turn, numbers[0])
    inquiry = open_inquiry(turn.tx, deed) if deed is not None else None
    if deed is None or inquiry is None or turn.viewer.person != deed.typist_id:
        turn.tell("deed-asked-none")
    elif turn.talk.draft is not None:
        turn.tell("deed-asked-first-finish", number=numbers[0])
    else:
        values = {"who": cases.short(deed), "question": words_of(turn, inquiry)}
        turn.ask_words(
            "deed-asked", turn.say("deed-asked", **values), cases.context_for(turn, deed)
        )


def take_answer(turn: Turn, question: Question) -> None:
    """Take the teller's answer in words, by voice or with photos; "không biết" moves the case on
    as well.
    """
    deed = get_deed(turn.tx, question.context["deed"])
    said = turn.said
    text = understand.clean(said.text) if said.kind is not Kind.TAP else ""
    unknown = understand.is_unknown(text) or understand.is_none(text)
    turn.close()
    if understand.sounds_accusing(text):
        turn.tell("accusation-where")
        return
    files = tuple(media.file for media in said.media if media.file)
    try:
        if deed is None:
            raise NotAllowed
        inquiry = answer_inquiry(
            turn.tx, turn.viewer, deed, turn.now, text=text, files=files, unknown=unknown
        )
    except (NotPossible, NotAllowed):
        inquiry = None
    if inquiry is None:
        turn.tell("deed-asked-late", who=cases.short(deed))
    else:
        turn.tell("deed-asked-unknown" if unknown else "deed-asked-thanks")


CAPABILITY = Capability(
    "news",
    numbered=(Numbered("deed-asked", open_question, Action.SEE_OWN_DEED),),
    questions=(asked_in_words("deed-asked", Action.SEE_OWN_DEED, take_answer),),
    pushes=(
        *(PushUse(name, news) for name in TOLD_IN),
        PushUse("deed-news-waiting", waiting_news),
        PushUse("deed-asked", ask),
    ),
)

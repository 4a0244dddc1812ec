"""The text of an announcement in several messages: what is written on while it is asked who is
told is added, until somebody is chosen.
"""

from dataclasses import replace

from bot.dialogue import understand
from bot.dialogue.talk import Question
from handlers.announcing_check import changed
from handlers.showing import again
from handlers.turn import Turn, folded_words
from models.work.announcement import Announcement
from models.work.announcing import LONGEST

SENTENCE = 4  # words: fewer are an answer, however they end
TALE = 12  # words: more are none
ENDS = (".", "!", "?", ":", ";", ",", "…")


def goes_on(text: str) -> bool:
    """Tell whether what was written beside a choice is more of the text: a sentence, several
    lines, or more words than a name has.
    """
    text = understand.clean(text)
    count = len(text.split())
    return count > TALE or (count >= SENTENCE and ("\n" in text or text.endswith(ENDS)))


def add_part(turn: Turn, found: Announcement, text: str) -> str:
    """Add to the text, unless it gets too long; return what is said of that."""
    text = understand.clean(text)
    whole = f"{found.text}\n{text}"
    if len(whole) > LONGEST:
        return turn.say("announce-part-too-long", most=LONGEST, left=LONGEST - len(found.text))
    if not changed(turn, found, text=whole):
        return ""
    return turn.say("announce-part", count=len(whole), most=LONGEST)


def word_about_text(turn: Turn, question: Question, found: Announcement) -> bool:
    """Take "xong", which asks again who is told, and "bỏ đoạn cuối", which takes the last part
    back; False for anything else.
    """
    folded = understand.fold(understand.clean(turn.said.text))
    before = int(question.context.get("before", 0))
    if folded in folded_words(turn.say, "announce-part-end-words"):
        again(turn, question)
    elif folded not in folded_words(turn.say, "announce-part-back-words"):
        return False
    elif not before:
        again(turn, question, turn.say("announce-part-none"))
    elif changed(turn, found, text=found.text[:before]):
        keep(turn, question, 0)
        turn.show(turn.say("announce-part-dropped"), (), question.number)
    return True


def write_on(turn: Turn, question: Question, found: Announcement) -> None:
    """Add what was written beside the question; it stays open."""
    before, said = len(found.text), add_part(turn, found, turn.said.text)
    if len(found.text) > before:
        keep(turn, question, before)
    if said:
        turn.show(said, (), question.number)


def keep(turn: Turn, question: Question, before: int) -> None:
    """Remember how long the text was before its last part."""
    context = {**question.context, "before": before}
    turn.talk = replace(turn.talk, open=replace(question, context=context))

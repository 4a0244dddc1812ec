"""The button under what is only to be acknowledged: it says what a typed "đã rõ 3" says. It is no
question: it leaves what is open as it is, and stays good whatever is asked after it.
"""

from bot.dialogue import talk
from bot.dialogue.messages import BUTTON_ONLY, Option
from handlers.duties import number_of
from handlers.showing import follow_with_question
from handlers.turn import Book, Turn
from models.work.list_numbers import case_of_number

DIGITS = 6  # of the highest list number there may ever be


def offer(turn: Turn, text: str, word: str, about: str) -> None:
    """Say something about a case, where there are buttons with one that says `word`: the name of a
    `Numbered` that has a `button`.
    """
    number = number_of(turn, about)
    label = turn.say("button-clear", number=number)
    button = Option(f"{word} {number} {about}", label, position=BUTTON_ONLY)
    turn.show(text, (button,) if turn.abilities.buttons else (), talk.ANY_TIME)


def pressed(turn: Turn, book: Book, chosen: str) -> bool:
    """Take such a button as its typed word; False where the number means another case by now."""
    word, number, about = (*chosen.split(" ", 2), "", "")[:3]
    use = book.numbered.get(word)
    if use is None or not use.button or not turn.may(use.action):
        return False
    if not number.isdecimal() or len(number) > DIGITS:
        return False
    if case_of_number(turn.tx, turn.viewer.person, int(number)) != about:
        return False
    turn.talk = talk.understood(turn.talk)
    use.handle(turn, (int(number),))
    follow_with_question(turn, book)
    return True

"""Showing: the menu, a question once more, the form's question under what was just said."""

from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue import asking, engine
from bot.dialogue.form import Draft
from bot.dialogue.messages import Option, Reply
from bot.dialogue.moves import End, Move
from bot.dialogue.talk import Question
from handlers.turn import Book, FormUse, Turn, word_list

MENU = "menu"


def again(turn: Turn, question: Question, lead: str = "", options: Sequence[Option] = ()) -> None:
    """Show a question once more as it was, with a line before it; a list begins its own line."""
    between = "\n" if question.text[:1].isdigit() else " "
    turn.show(
        f"{lead}{between}{question.text}".strip(), options or question.options, question.number
    )


def menu(turn: Turn, book: Book, lead: str = "") -> None:
    """Show what this person can do, as a numbered question."""
    routes = [route for route in book.routes.values() if route.menu and turn.may(route.action)]
    if turn.viewer.at_desk:
        routes.sort(key=lambda route: not turn.say.has(f"desk-{route.name}"))
    options = [
        Option(r.name, turn.say(f"menu-{r.name}"), word_list(turn.say, f"{r.name}-words"))
        for r in routes
    ]
    question = turn.say("menu-desk" if turn.viewer.at_desk else "menu-what")
    text = f"{turn.say(lead)} {question}" if lead else question
    turn.ask(MENU, text, options, yields=True)


def said(turn: Turn, move: Move) -> None:
    """Keep the draft, and say what the engine says."""
    turn.talk = replace(
        turn.talk, draft=move.draft, question=max(turn.talk.question, move.draft.question)
    )
    if move.text:
        options = () if move.end is End.PAUSED else move.options
        turn.replaces_question = move.replaces and turn.asked_at is None
        turn.show(move.text, options, move.draft.question)


def reshow(turn: Turn, use: FormUse, draft: Draft) -> None:
    """Put the form's open question under what was just said, in the same message."""
    draft, _ = engine.renewed(use.form, draft, turn.world)
    text = asking.question_text(use.form, draft, draft.step, turn.world)
    before = turn.replies.pop() if turn.replies else Reply("")
    text = f"{before.text}\n{text}" if before.text else text
    turn.talk = replace(turn.talk, draft=draft, open=None)
    turn.show(text, draft.shown, draft.question, before.photos, before.files)


def follow_with_question(turn: Turn, book: Book) -> None:
    """Put the question that is open, if one is, under what was just said."""
    draft = turn.talk.draft
    if draft is not None and draft.form in book.forms:
        reshow(turn, book.forms[draft.form], draft)

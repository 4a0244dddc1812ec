"""What was sent already: an edited message, a late photo, and "sửa" after the receipt."""

from dataclasses import replace

from bot.dialogue import answering, asking, engine, rejoining, steps, talk
from bot.dialogue.form import REVIEW, Draft, merge_files
from bot.dialogue.reading import Taken
from bot.dialogue.talk import Finished
from handlers.showing import follow_with_question, said
from handlers.turn import Book, Turn


def edited(turn: Turn, book: Book, done: Finished, step: str) -> None:
    """Correct a part of something sent, by the message that told it and was edited; the open
    question stays.
    """
    use = book.forms.get(done.form)
    answers = use.answers(turn, done.case) if use and use.answers else None
    found = use.form.step(step) if use else None
    if use is None or answers is None or found is None or use.amend is None:
        turn.tell("engine-too-late")
        return
    if rejoining.is_unchanged(answers.get(step, {}), turn.said):
        return
    reading = answering.read_step(use.form, step, turn.said, turn.world)
    if not isinstance(reading, Taken):
        turn.tell("engine-edit-unclear")
        return
    new = rejoining.corrected(found, answers.get(step, {}), reading.answer, turn.said)
    use.amend(turn, done.case, {**answers, step: new})
    follow_with_question(turn, book)


def late_photo(turn: Turn, book: Book, done: Finished) -> None:
    """Add a photo that came after its album's form was sent."""
    use = book.forms.get(done.form)
    step = use.form.attachments() if use else None
    answers = use.answers(turn, done.case) if use and use.answers else None
    if use is None or step is None or answers is None or use.amend is None:
        turn.tell("engine-too-late")
        return
    files = [steps.file_answer(media, turn.said.message_id) for media in step.accepts(turn.said)]
    from_album = merge_files(answers.get(step.name, {}), {"files": files}, step.at_most)
    use.amend(turn, done.case, {**answers, step.name: from_album})


def reopen(turn: Turn, book: Book, target: str) -> bool:
    """Take back what was given last: a verdict ("sửa"), or a part of what was sent ("sửa tên")."""
    for done in reversed(turn.talk.finished):
        asked = book.questions.get(done.name)
        redo = asked.redo if asked is not None and turn.may(asked.action) else None
        if redo is not None and not target:
            turn.talk = talk.understood(replace(turn.talk, open=None))
            if not redo(turn, done.context):
                turn.tell("engine-too-late")
            return True
        use = book.forms.get(done.form)
        if not done.case or use is None or use.answers is None:
            continue
        answers = use.answers(turn, done.case)
        if answers is None:
            turn.tell("engine-too-late")
            return True
        draft = Draft(
            use.form.name,
            use.form.version,
            REVIEW,
            answers,
            question=turn.talk.question,
            case=done.case,
        )
        draft = replace(draft, touched_at=turn.now)
        move = engine.fix(use.form, draft, target, turn.world)
        turn.talk = talk.understood(replace(turn.talk, open=None))
        said(turn, move or asking.ask(use.form, draft, REVIEW, turn.world))
        return True
    return False

"""The peer on python-telegram-bot, as a competent developer writes it: a ConversationHandler whose
state and answers are kept by PicklePersistence, deeds in SQLite.

    python -m bench.plain_ptb <address of the Bot API> <token> <folder>
"""

import sqlite3
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from bench import plain_deeds as deeds
from bench import plain_words as words

WHO, HAMLET, STORY, DAY, PHOTO, REVIEW = range(6)
TEXT = filters.TEXT & ~filters.COMMAND
BEGIN = filters.Regex(f"(?i)^({'|'.join(words.BEGIN)})$")

Context = ContextTypes.DEFAULT_TYPE


def buttons(*rows: tuple[str, str]) -> InlineKeyboardMarkup:
    """Return buttons below each other."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data)] for text, data in rows]
    )


CONSENT_BUTTONS = buttons(
    (words.AGREE, "agree"), (words.REFUSE, "refuse"), (words.READ_MORE, "read more")
)
MENU_BUTTONS = buttons((words.TELL, "tell"))
REVIEW_BUTTONS = buttons((words.SEND, "send"), (words.EDIT, "edit"), (words.ADD, "add"))


async def reply(update: Update, text: str, markup: InlineKeyboardMarkup | None = None) -> None:
    """Answer in the chat."""
    assert update.effective_message is not None
    await update.effective_message.reply_text(text, reply_markup=markup)


async def took(update: Update) -> None:
    """Acknowledge a tap and take the buttons away."""
    assert update.callback_query is not None
    await update.callback_query.answer()
    if isinstance(update.callback_query.message, Message):
        await update.callback_query.edit_message_reply_markup()


def text_of(update: Update) -> str:
    """Return what was typed."""
    assert update.message is not None
    return (update.message.text or "").strip()


def answers(context: Context) -> dict[str, str]:
    """Return what was told so far."""
    found: dict[Any, Any] | None = context.user_data
    assert found is not None
    return found


async def start(update: Update, _context: Context) -> None:
    await reply(update, words.CONSENT, CONSENT_BUTTONS)


async def agree(database: sqlite3.Connection, update: Update, _context: Context) -> None:
    assert update.effective_user is not None
    deeds.agree(database, update.effective_user.id)
    await took(update)
    await reply(update, words.MENU, MENU_BUTTONS)


async def refuse(update: Update, _context: Context) -> None:
    await took(update)
    await reply(update, words.REFUSED)


async def read_more(update: Update, _context: Context) -> None:
    await took(update)
    await reply(update, words.CONSENT, CONSENT_BUTTONS)


async def tell_by_tap(update: Update, _context: Context) -> int:
    await took(update)
    await reply(update, words.WHO)
    return WHO


async def tell(database: sqlite3.Connection, update: Update, _context: Context) -> int:
    assert update.effective_user is not None
    if not deeds.has_agreed(database, update.effective_user.id):
        await reply(update, words.CONSENT, CONSENT_BUTTONS)
        return ConversationHandler.END
    await reply(update, words.WHO)
    return WHO


async def take_who(update: Update, context: Context) -> int:
    who = text_of(update)
    if not words.is_name(who):
        await reply(update, words.WHO)
        return WHO
    answers(context)["who"] = who
    await reply(update, words.HAMLET)
    return HAMLET


async def take_hamlet(update: Update, context: Context) -> int:
    hamlet = answers(context)["hamlet"] = text_of(update)
    await reply(update, words.STORY.format(hamlet=hamlet))
    return STORY


async def take_story(update: Update, context: Context) -> int:
    story = text_of(update)
    if not words.is_story(story):
        await reply(update, words.TOO_SHORT)
        return STORY
    answers(context)["story"] = story
    await reply(update, words.DAY)
    return DAY


async def take_day(update: Update, context: Context) -> int:
    day = words.day_of(text_of(update), date.today())  # noqa: DTZ011
    answers(context)["day"] = day
    await reply(update, words.PHOTO.format(day=day))
    return PHOTO


async def take_photo(update: Update, context: Context) -> int:
    assert update.message is not None
    told = answers(context)
    told["photo"] = update.message.photo[-1].file_id if update.message.photo else ""
    await reply(update, words.REVIEW.format(**told), REVIEW_BUTTONS)
    return REVIEW


async def send(database: sqlite3.Connection, update: Update, context: Context) -> int:
    assert update.effective_user is not None
    await took(update)
    code = words.new_code()
    deeds.save_deed(database, update.effective_user.id, code, answers(context))
    answers(context).clear()
    await reply(update, words.receipt(code, date.today()))  # noqa: DTZ011
    return ConversationHandler.END


async def edit(update: Update, _context: Context) -> int:
    await took(update)
    await reply(update, words.WHO)
    return WHO


async def add(update: Update, context: Context) -> int:
    await took(update)
    await reply(update, words.STORY.format(**answers(context)))
    return STORY


async def old_button(update: Update, _context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer(words.UNCLEAR)


async def unclear(update: Update, _context: Context) -> None:
    await reply(update, words.UNCLEAR)


def main(api: str, token: str, folder: Path) -> None:
    """Poll until a signal asks to stop."""
    database = deeds.open_database(folder / "plain.db")
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .persistence(PicklePersistence(folder / "plain.pickle"))
        .build()
    )
    begins: list[Any] = [
        MessageHandler(BEGIN, partial(tell, database)),
        CallbackQueryHandler(tell_by_tap, pattern="^tell$"),
    ]
    review: list[Any] = [
        CallbackQueryHandler(partial(send, database), pattern="^send$"),
        CallbackQueryHandler(edit, pattern="^edit$"),
        CallbackQueryHandler(add, pattern="^add$"),
    ]
    telling = ConversationHandler(
        entry_points=begins,
        states={
            WHO: [MessageHandler(TEXT, take_who)],
            HAMLET: [MessageHandler(TEXT, take_hamlet)],
            STORY: [MessageHandler(TEXT, take_story)],
            DAY: [MessageHandler(TEXT, take_day)],
            PHOTO: [MessageHandler(TEXT | filters.PHOTO, take_photo)],
            REVIEW: review,
        },
        fallbacks=[],
        name="telling",
        persistent=True,
    )
    application.add_handlers(
        [
            CommandHandler("start", start),
            telling,
            CallbackQueryHandler(partial(agree, database), pattern="^agree$"),
            CallbackQueryHandler(refuse, pattern="^refuse$"),
            CallbackQueryHandler(read_more, pattern="^read more$"),
            CallbackQueryHandler(old_button),
            MessageHandler(filters.ALL, unclear),
        ]
    )
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))

"""The peer on aiogram, as a competent developer writes it: states in a small SQLite storage of its
own, one person's updates one after the other (events isolation), deeds in the same database.

    python -m bench.plain_aiogram <address of the Bot API> <token> <folder>
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench import plain_deeds as deeds
from bench import plain_words as words

router = Router()


class Telling(StatesGroup):
    """What was asked."""

    who = State()
    hamlet = State()
    story = State()
    day = State()
    photo = State()
    review = State()


class SQLiteStorage(BaseStorage):
    """States and data in one row for each person."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self._set(key, "state", state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        return self._get(key, "state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self._set(key, "data", json.dumps(data, ensure_ascii=False))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._get(key, "data") or "{}")
        return found

    async def close(self) -> None:
        self.database.close()

    def _set(self, key: StorageKey, column: str, value: str | None) -> None:
        self.database.execute(
            f"INSERT INTO conversation (key, {column}) VALUES (?, ?) "  # noqa: S608
            f"ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
            (name_of(key), value),
        )

    def _get(self, key: StorageKey, column: str) -> str | None:
        found = self.database.execute(
            f"SELECT {column} FROM conversation WHERE key = ?",  # noqa: S608
            (name_of(key),),
        ).fetchone()
        return found[0] if found else None


def name_of(key: StorageKey) -> str:
    """Return under what a person's row is found."""
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}"


def buttons(*rows: tuple[str, str]) -> InlineKeyboardMarkup:
    """Return buttons below each other."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data)] for text, data in rows
        ]
    )


CONSENT = buttons((words.AGREE, "agree"), (words.REFUSE, "refuse"), (words.READ_MORE, "read more"))
MENU = buttons((words.TELL, "tell"))
REVIEW = buttons((words.SEND, "send"), (words.EDIT, "edit"), (words.ADD, "add"))


async def took(query: CallbackQuery) -> Message | None:
    """Acknowledge a tap, take the buttons away; return the message under which they were."""
    await query.answer()
    if not isinstance(query.message, Message):
        return None
    await query.message.edit_reply_markup()
    return query.message


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.clear()
    await message.answer(words.CONSENT, reply_markup=CONSENT)


@router.callback_query(F.data == "agree")
async def agree(query: CallbackQuery, database: sqlite3.Connection) -> None:
    deeds.agree(database, query.from_user.id)
    if message := await took(query):
        await message.answer(words.MENU, reply_markup=MENU)


@router.callback_query(F.data == "refuse")
async def refuse(query: CallbackQuery) -> None:
    if message := await took(query):
        await message.answer(words.REFUSED)


@router.callback_query(F.data == "read more")
async def read_more(query: CallbackQuery) -> None:
    if message := await took(query):
        await message.answer(words.CONSENT, reply_markup=CONSENT)


@router.callback_query(F.data == "tell")
async def tell_by_tap(query: CallbackQuery, state: FSMContext) -> None:
    if message := await took(query):
        await state.set_state(Telling.who)
        await message.answer(words.WHO)


@router.message(StateFilter(None), F.text.lower().in_(words.BEGIN))
async def tell(message: Message, state: FSMContext, database: sqlite3.Connection) -> None:
    if not deeds.has_agreed(database, message.chat.id):
        await message.answer(words.CONSENT, reply_markup=CONSENT)
        return
    await state.set_state(Telling.who)
    await message.answer(words.WHO)


@router.message(Telling.who, F.text)
async def take_who(message: Message, state: FSMContext) -> None:
    who = (message.text or "").strip()
    if not words.is_name(who):
        await message.answer(words.WHO)
        return
    await state.update_data(who=who)
    await state.set_state(Telling.hamlet)
    await message.answer(words.HAMLET)


@router.message(Telling.hamlet, F.text)
async def take_hamlet(message: Message, state: FSMContext) -> None:
    hamlet = (message.text or "").strip()
    await state.update_data(hamlet=hamlet)
    await state.set_state(Telling.story)
    await message.answer(words.STORY.format(hamlet=hamlet))


@router.message(Telling.story, F.text)
async def take_story(message: Message, state: FSMContext) -> None:
    story = (message.text or "").strip()
    if not words.is_story(story):
        await message.answer(words.TOO_SHORT)
        return
    await state.update_data(story=story)
    await state.set_state(Telling.day)
    await message.answer(words.DAY)


@router.message(Telling.day, F.text)
async def take_day(message: Message, state: FSMContext) -> None:
    day = words.day_of((message.text or "").strip(), date.today())  # noqa: DTZ011
    await state.update_data(day=day)
    await state.set_state(Telling.photo)
    await message.answer(words.PHOTO.format(day=day))


@router.message(Telling.photo, F.photo | F.text)
async def take_photo(message: Message, state: FSMContext) -> None:
    photo = message.photo[-1].file_id if message.photo else ""
    told = await state.update_data(photo=photo)
    await state.set_state(Telling.review)
    await message.answer(words.REVIEW.format(**told), reply_markup=REVIEW)


@router.callback_query(Telling.review, F.data == "send")
async def send(query: CallbackQuery, state: FSMContext, database: sqlite3.Connection) -> None:
    message = await took(query)
    code = words.new_code()
    deeds.save_deed(database, query.from_user.id, code, await state.get_data())
    await state.clear()
    if message is not None:
        await message.answer(words.receipt(code, date.today()))  # noqa: DTZ011


@router.callback_query(Telling.review, F.data == "edit")
async def edit(query: CallbackQuery, state: FSMContext) -> None:
    if message := await took(query):
        await state.set_state(Telling.who)
        await message.answer(words.WHO)


@router.callback_query(Telling.review, F.data == "add")
async def add(query: CallbackQuery, state: FSMContext) -> None:
    if message := await took(query):
        told = await state.get_data()
        await state.set_state(Telling.story)
        await message.answer(words.STORY.format(**told))


@router.callback_query()
async def old_button(query: CallbackQuery) -> None:
    await query.answer(words.UNCLEAR)


@router.message()
async def unclear(message: Message) -> None:
    await message.answer(words.UNCLEAR)


async def main(api: str, token: str, folder: Path) -> None:
    """Poll until a signal asks to stop."""
    database = deeds.open_database(folder / "plain.db")
    dispatcher = Dispatcher(
        storage=SQLiteStorage(database), events_isolation=SimpleEventIsolation(), database=database
    )
    dispatcher.include_router(router)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))

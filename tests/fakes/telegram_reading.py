"""aiogram reads what we have said to the fake of Telegram, and what that answered: an independent
reading of both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from aiogram import methods
from aiogram.methods.base import Response
from aiogram.types import BufferedInputFile
from pydantic import BaseModel, ValidationError

from tests.fakes.telegram_http import Part
from tests.fakes.telegram_server import TelegramServer

# Every method that the library knows.
METHODS: Mapping[str, type[methods.TelegramMethod[Any]]] = {
    found.__api_method__: found
    for found in (getattr(methods, name) for name in methods.__all__)
    if isinstance(getattr(found, "__api_method__", None), str)
}


def unread(server: TelegramServer) -> list[str]:
    """Return what aiogram could not read of all that was recorded, and what it did not know in
    it. What polls bring is not looked at here: tests bring what nobody can read.
    """
    found = []
    for name, given in server.bodies:
        found += [f"we say {name}: {problem}" for problem in problems_of_body(name, given)]
    for name, body in server.answers:
        if name != "getUpdates" and name in METHODS:
            returned: Any = METHODS[name].__returning__
            problems = problems_of(Response[returned], body)
            found += [f"{name} answers: {problem}" for problem in problems]
    return found


def problems_of_body(name: str, given: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with what was said to a method."""
    if name not in METHODS:
        return ["no such method"]
    fields = METHODS[name].model_fields
    said = {
        field: BufferedInputFile(value.content, value.name) if isinstance(value, Part) else value
        for field, value in given.items()
        # What an album uploads has names of its own; the fake looks at them.
        if field in fields or not isinstance(value, Part)
    }
    return problems_of(METHODS[name], said)


def problems_of(kind: type[BaseModel], given: Any) -> list[str]:
    """Return why something is none of its kind, or what in it the library does not know."""
    try:
        if isinstance(given, bytes):
            read = kind.model_validate_json(given)
        else:
            read = kind.model_validate(given)
    except ValidationError as error:
        return [f"{one['loc']}: {one['msg']}" for one in error.errors()]
    return [f"{where} is unknown" for where in unknown(read, ())]


def unknown(held: Any, place: tuple[str, ...]) -> Iterator[str]:
    """Yield what is in something that was read, at whatever depth, and the library knows not."""
    if isinstance(held, BaseModel):
        yield from (".".join((*place, name)) for name in held.model_extra or ())
        for name in type(held).model_fields:
            yield from unknown(getattr(held, name), (*place, name))
    elif isinstance(held, list | tuple):
        for one in held:
            yield from unknown(one, place)

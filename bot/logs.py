"""Structured logs that cannot give anybody away.

Only the fields named here are written, and only values that look as such a field should. Whatever
else is handed in, by us or by a library, is dropped and counted: a name, a number or a text that
slipped into a call never reaches a log. Of an exception its class and the place in our code are
kept; messages and values of variables are not.
"""

import logging
import re
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_.:<>-]{0,79}")
_MOMENT = re.compile(r"[0-9T:.Z+-]{10,40}")
_REFERENCE = re.compile(r"[0-9A-Za-z][0-9A-Za-z -]{0,19}")
_PLACE = re.compile(r"[A-Za-z0-9_./<> :-]{1,200}")
_ANY_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

# Each field that may be written, with the shape of a text in it. Numbers and true or false pass
# everywhere.
FIELDS: Mapping[str, re.Pattern[str]] = {
    "event": _WORD,  # what happened: "turn.done", "outbox.gave_up"
    "level": _WORD,
    "timestamp": _MOMENT,
    "logger": _WORD,
    "route": _WORD,
    "outcome": _WORD,
    "action": _WORD,
    "kind": _WORD,
    "channel": _WORD,
    "state": _WORD,
    "check": _WORD,
    "table": _WORD,
    "signal": _WORD,
    "version": _REFERENCE,  # of a release or a schema
    "reference": _REFERENCE,  # the number that a person was given with an apology
    "error": _WORD,  # class of an exception
    "where": _PLACE,  # file and line in our code
    "row": _ANY_NUMBER,  # id of a row of ours
    "ms": _ANY_NUMBER,
    "count": _ANY_NUMBER,
    "epoch": _ANY_NUMBER,
    "port": _ANY_NUMBER,
    "tries": _ANY_NUMBER,
    "dropped": _ANY_NUMBER,  # fields of this entry that were not written
}

# Libraries whose log calls pass their values apart from the text, so that the bare text can be
# kept. Of all others (asyncio writes whole exceptions into the text) only the name, the level and
# the exception's class are.
_TEMPLATED = ("alembic", "apscheduler", "uvicorn.error")
_QUIET = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "fontTools",
    "fpdf",
    "httpcore",
    "httpx",
    "python_multipart",
    "sqlalchemy",
    "telegram",
    "websockets",
)
_ROOT = Path(__file__).resolve().parent.parent
_OURS = tuple(str(_ROOT / package) for package in ("bot", "handlers", "models", "scheduler"))


def configure(log_format: str, level: str, stream: TextIO = sys.stderr) -> None:
    """Set logging up for the whole process, libraries included."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_the_error,
        keep_known_fields,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[reduce_foreign, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            # Without these two, exceptions would be printed by the standard library after all.
            keep_exc_info=False,
            keep_stack_info=False,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(threshold)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.error").setLevel(max(threshold, logging.WARNING))
    # One line for each request, with its path: switched off whatever the level.
    logging.getLogger("uvicorn.access").disabled = True
    _catch_the_uncaught()


def keep_known_fields(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Drop each field that is not listed and each value that does not look like its field."""
    kept: EventDict = {}
    dropped = 0
    for name, value in event.items():
        internal = name in ("_record", "_from_structlog")
        if internal or (name in FIELDS and _fits(FIELDS[name], value)):
            kept[name] = value
        elif name == "event":
            kept[name] = "unnamed"
            dropped += 1
        else:
            dropped += 1
    if dropped:
        kept["dropped"] = dropped
    return kept


def _fits(shape: re.Pattern[str], value: object) -> bool:
    if value is None or isinstance(value, bool | int | float):
        return True
    return isinstance(value, str) and shape.fullmatch(value) is not None


def name_the_error(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its class and the place in our code where it was raised."""
    event.pop("stack_info", None)
    error = _exception(event.pop("exc_info", None))
    if error is not None:
        event["error"] = type(error).__name__
        event["where"] = place(error)
    return event


def _exception(exc_info: ExcInfo | BaseException | bool | None) -> BaseException | None:
    if exc_info is True:
        return sys.exc_info()[1]
    if isinstance(exc_info, tuple):
        return exc_info[1]
    return exc_info if isinstance(exc_info, BaseException) else None


def place(error: BaseException) -> str:
    """The innermost line of our own code that the exception passed, as `models/store.py:44`."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    found = ""
    step: TracebackType | None = error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith(_OURS):
            found = f"{Path(file).relative_to(_ROOT).as_posix()}:{step.tb_lineno}"
        step = step.tb_next
    return found or "elsewhere"


def reduce_foreign(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Of a library's entry keep what cannot hold values."""
    record: logging.LogRecord = event["_record"]
    event["logger"] = record.name
    event["event"] = "library"
    event["exc_info"] = record.exc_info
    if record.name.startswith(_TEMPLATED) and isinstance(record.msg, str):
        event["event"] = re.sub(r"[^A-Za-z0-9]+", "_", record.msg).strip("_")[:80] or "library"
    return event


def _catch_the_uncaught() -> None:
    """What nobody caught is logged as above, instead of being printed with its message."""
    log = structlog.stdlib.get_logger("thidua")

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("program.failed", exc_info=error)

    def in_thread(given: threading.ExceptHookArgs) -> None:
        log.critical("thread.failed", exc_info=given.exc_value)

    def unraisable(given: "sys.UnraisableHookArgs") -> None:
        log.error("cleanup.failed", exc_info=given.exc_value)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable

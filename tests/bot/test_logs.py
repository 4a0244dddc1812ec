"""Logs: what is written, and that a person's data cannot be, however hard anybody tries."""

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import ArgumentError

from bot import logs
from models.store import open_engine

SECRETS = ("Bưởi", "Buoi", "0900", "gặt lúa", "s3cret-token", "/w/")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Logging as `run` sets it up, into a buffer; put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    unraisable = sys.unraisablehook
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    yield stream
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    sys.unraisablehook = unraisable
    structlog.reset_defaults()
    logging.getLogger("uvicorn.access").disabled = False


def entries(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_turn_is_one_line(written: io.StringIO) -> None:
    structlog.get_logger().info("turn.done", route="deed.report", outcome="ok", ms=3.2, row=17)

    (entry,) = entries(written)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {
        "event": "turn.done",
        "level": "info",
        "route": "deed.report",
        "outcome": "ok",
        "ms": 3.2,
        "row": 17,
    }


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"name": "Bà Bưởi"}, id="a field nobody listed"),
        pytest.param({"route": "Bà Bưởi gặt lúa"}, id="words in a listed field"),
        pytest.param({"route": "0900000000"}, id="a number as route"),
        pytest.param({"kind": ["Bà Bưởi"]}, id="a list"),
        pytest.param({"channel": {"phone": "0900"}}, id="a mapping"),
        pytest.param({"outcome": "https://a.vn/w/s3cret-token"}, id="a link"),
        pytest.param({"where": "Bà Bưởi"}, id="a name as place"),
        pytest.param({"stack_info": True, "text": "gặt lúa"}, id="a stack"),
    ],
)
def test_what_is_not_listed_is_dropped_and_counted(
    written: io.StringIO, fields: dict[str, Any]
) -> None:
    structlog.get_logger().info("turn.done", **fields)

    (entry,) = entries(written)
    assert set(entry) == {"event", "level", "timestamp", "dropped"}
    assert entry["dropped"] == 1


def test_an_event_is_a_name_and_no_sentence(written: io.StringIO) -> None:
    structlog.get_logger().info("Bà Bưởi gặt lúa")
    structlog.get_logger().info("turn %s", "Bà Bưởi")

    assert [entry["event"] for entry in entries(written)] == ["unnamed", "unnamed"]


def test_of_an_exception_its_class_and_our_line_are_kept(written: io.StringIO) -> None:
    try:
        open_engine("Bà Bưởi 0900")
    except Exception:
        structlog.get_logger().exception("turn.failed", reference="4071 2386")

    (entry,) = entries(written)
    assert entry["error"] == "ArgumentError"
    assert entry["where"].startswith("models/store.py:")
    assert entry["reference"] == "4071 2386"
    assert not any(secret in written.getvalue() for secret in SECRETS)


def test_of_a_group_the_first_exception_is_named() -> None:
    with pytest.raises(ArgumentError) as inner:
        open_engine("nonsense")

    group = ExceptionGroup("several", [inner.value])

    assert logs.place(group).startswith("models/store.py:")


def test_libraries_cannot_say_more(written: io.StringIO) -> None:
    logging.getLogger("anything").warning("sent to %s", "Bà Bưởi 0900")
    logging.getLogger("anything").warning(f"sent to {SECRETS[0]}")  # noqa: G004
    logging.getLogger("uvicorn.error").error("%s - gặt lúa", "/w/s3cret-token")
    logging.getLogger("uvicorn.access").warning("GET /w/s3cret-token")
    logging.getLogger("httpx").info("POST https://a.vn/s3cret-token")
    logging.getLogger("sqlalchemy.engine").info("INSERT 'Bà Bưởi'")
    logging.getLogger("websockets").debug("> 'gặt lúa'")
    try:
        raise ValueError("Bà Bưởi")
    except ValueError:
        logging.getLogger("anything").exception("failed for Bà Bưởi")

    assert [(entry["event"], entry.get("error")) for entry in entries(written)] == [
        ("library", None),
        ("library", None),
        ("s_g_t_l_a", None),
        ("library", "ValueError"),
    ]
    assert not any(secret in written.getvalue() for secret in SECRETS)


def test_what_nobody_caught_is_reduced_too(
    written: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise RuntimeError("Bà Bưởi 0900")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.excepthook(RuntimeError, RuntimeError("Bà Bưởi"), None)

    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": "Bà Bưởi", "exception": RuntimeError("0900")})
    loop.close()

    assert [entry["event"] for entry in entries(written)] == [
        "thread.failed",
        "program.failed",
        "library",
    ]
    assert {entry["error"] for entry in entries(written)} == {"RuntimeError"}
    assert not any(secret in written.getvalue() for secret in SECRETS)
    assert capsys.readouterr().err == ""


def test_people_can_read_the_console_form() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    logs.configure("console", "info", stream)
    structlog.get_logger().debug("turn.begun")
    structlog.get_logger().info("turn.done", route="deed.report", name="Bà Bưởi")
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    structlog.reset_defaults()
    sys.unraisablehook = sys.__unraisablehook__

    (line,) = stream.getvalue().splitlines()
    assert "turn.done" in line
    assert "route=deed.report" in line
    assert "Bưởi" not in line

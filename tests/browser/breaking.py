"""The real program, in which a word breaks the turn and a file takes the store down.

What is raised quotes what the person said, as careless code would: none of it may be logged.

    python -m tests.browser.breaking
"""

import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import OperationalError

from bot import demo, dispatcher, logs, turning, writer
from bot.dialogue.messages import Address, Incoming
from bot.settings import load_demo
from models.store import Tx

WORD = "vỡ tung"
DOWN = "store-is-down"  # as long as a file of this name lies in the data folder
LAST: list[str] = []  # what was said, for the exceptions


def break_turns() -> None:
    """Break each turn in which the word is said."""
    take_turn = turning.take_turn

    def wrapped(
        tx: Tx,
        commune: Any,
        book: Any,
        abilities: Any,
        address: Address,
        events: Sequence[Any],
        said: Incoming,
        now: datetime,
        **more: Any,
    ) -> turning.Turned:
        LAST.append(said.text)
        turned = take_turn(tx, commune, book, abilities, address, events, said, now, **more)
        if WORD in said.text:
            raise RuntimeError(f"{address.chat} said {said.text}")
        return turned

    vars(dispatcher)["take_turn"] = wrapped


def break_the_store(flag: Path) -> None:
    """Let each commit fail while the flag lies there."""
    commit = writer.commit

    def wrapped(transaction: RootTransaction) -> None:
        if flag.exists():
            said = " ".join(LAST)
            cause = sqlite3.OperationalError(f"disk I/O error at {said}")
            raise OperationalError(f"the statement that stores {said}", {"said": said}, cause)
        commit(transaction)

    writer.commit = wrapped


def main() -> int:
    """Run the demo with both."""
    settings = load_demo()
    logs.configure(settings.log_format, settings.log_level)
    break_turns()
    break_the_store(settings.home / DOWN)
    return demo.run(settings)


if __name__ == "__main__":
    sys.exit(main())

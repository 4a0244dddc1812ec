"""The program itself, as a process of its own: started, killed, stopped, started again."""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

from bot import demo
from models import migrating
from tests.bot.builders import environment, settings_in
from tests.fakes.ports import free_ports
from tests.fakes.web_client import request

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds until the program must be ready; a busy machine needs a few
SHORT = 0.02


class Program:
    """One installation: a data folder, two ports, and the process that runs on them.

    `output` is everything that was ever written to the terminal, over all starts.
    """

    def __init__(self, home: Path, *command: str, **settings: str) -> None:
        """`command` is what stands after `python -m`, such as "bot", "demo"."""
        self.home = home
        self.command = command
        self.web_port, self.admin_port = free_ports(2)
        self.url = f"http://127.0.0.1:{self.web_port}"
        self.admin = f"http://127.0.0.1:{self.admin_port}"
        self.log = home.with_name(f"{home.name}.log")
        self.process: asyncio.subprocess.Process | None = None
        ports = {"web_port": str(self.web_port), "admin_port": str(self.admin_port)}
        # Nothing of the developer's own settings.
        self.environment = {
            **{name: value for name, value in os.environ.items() if "THIDUA" not in name},
            **environment(home, **ports, **settings),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }

    @property
    def output(self) -> str:
        """What was written to the terminal so far."""
        return self.log.read_text("utf-8")

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.returncode is None

    async def spawn(self, *command: str) -> asyncio.subprocess.Process:
        """Start a command where no `.env` lies."""
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *command,
                cwd=self.home.parent,
                env=self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start, and return once it takes people in."""
        self.process = await self.spawn(*self.command)
        async with asyncio.timeout(PATIENCE):
            while await self.status("/readyz") != 200:
                assert self.alive, self.output
                await asyncio.sleep(SHORT)

    async def status(self, path: str) -> int:
        """Return the status of a page of the operator's port; 0 when nobody answers."""
        try:
            return (await request(self.admin, "GET", path))[0]
        except (OSError, IndexError):
            return 0

    async def metrics(self) -> str:
        """Return what Prometheus reads."""
        return (await request(self.admin, "GET", "/metrics"))[2].decode()

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def interrupt(self, within: float = 5.0) -> int:
        """Press Ctrl-C; return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(within):
            return await self.process.wait()

    def rows(self, query: str, *values: object) -> Sequence[tuple[object, ...]]:
        """Read the database from outside."""
        path = f"file:{self.home / 'thidua.db'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True)) as base:
            return base.execute(query, values).fetchall()


@asynccontextmanager
async def running(home: Path, *command: str, **settings: str) -> AsyncIterator[Program]:
    """Run the program for as long as the block lasts."""
    program = Program(home, *command, **settings)
    try:
        await program.start()
        yield program
    finally:
        if program.alive:
            await program.kill()


def invented_commune(home: Path) -> None:
    """Fill a data folder as the first `make demo` does it."""
    settings = settings_in(home)
    home.mkdir(parents=True, exist_ok=True)
    migrating.upgrade(settings.database_url, home, now=datetime.now(UTC))
    demo.load(settings)


def copied(template: Path, home: Path) -> Path:
    """Return a data folder of its own, filled alike."""
    shutil.copytree(template, home)
    return home

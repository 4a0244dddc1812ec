"""The program as a process of its own: started, killed, looked at from outside."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import ClassVar

from bot.settings import Settings
from tests.bot.builders import environment, settings_in
from tests.crash.entry import KILL
from tests.crash.waiting import until
from tests.fakes.web_client import request

ROOT = Path(__file__).parents[2]
PATIENT = 30.0  # seconds for a start on a busy machine
NOTHING: Mapping[str, str] = {}


class Bot:
    """One process of the program, over and over again on the same ports and the same database."""

    running: ClassVar[set[Process]] = set()  # of all of them
    lives: ClassVar[Iterator[int]] = count(1)  # of all of them

    def __init__(
        self,
        home: Path,
        url: str,
        port: int,
        admin_port: int,
        *,
        more: Mapping[str, str] = NOTHING,
    ) -> None:
        """`more` are further settings of the program, by their names; "{life}" in them is the
        number of the life.
        """
        self.settings: Settings = settings_in(home, database_url=url)
        self.base = f"http://127.0.0.1:{port}"
        self.admin = f"http://127.0.0.1:{admin_port}"
        self.log = home / f"{port}.log"
        self.process: Process | None = None
        self.started_at = 0.0
        self._environment = {
            **{name: value for name, value in os.environ.items() if "THIDUA" not in name},
            **environment(
                home,
                database_url=url,
                web_port=str(port),
                admin_port=str(admin_port),
                web_messages_per_minute="1000000",
                web_visitors_per_hour="1000000",
                trusted_proxies="1",
                **more,
            ),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "PYTHONDONTWRITEBYTECODE": "",  # or every start compiles everything anew
        }
        home.mkdir(parents=True, exist_ok=True)

    async def start(self, kill: str = "") -> None:
        """Start it; with `kill` it ends itself there."""
        assert not self.alive
        life = str(next(Bot.lives))
        variables = {
            name: value.replace("{life}", life) for name, value in self._environment.items()
        }
        with self.log.open("ab") as log:
            self.started_at = time.monotonic()
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.crash.entry",
                env={**variables, **({KILL: kill} if kill else {})},
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        Bot.running.add(self.process)

    async def start_and_wait(self, kill: str = "") -> float:
        """Start it, wait until it is ready, and return how many seconds that took."""
        await self.start(kill)
        return await self.wait_ready()

    async def wait_ready(self) -> float:
        """Wait until it is ready; return how many seconds that took since its start."""
        await until(self.ready, PATIENT, f"ready; its log: {self.log}")
        return time.monotonic() - self.started_at

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.returncode is None

    async def ended(self) -> int:
        """Wait for its end and return its exit code."""
        assert self.process is not None
        return await self.process.wait()

    async def kill(self) -> None:
        """Kill it as a power cut would, if it is not dead already."""
        await self.stop(signal.SIGKILL)

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Ask it to stop; return how many seconds it took."""
        begun = time.monotonic()
        if self.process is not None and self.process.returncode is None:
            with suppress(ProcessLookupError):  # it was quicker
                self.process.send_signal(how)
            await self.process.wait()
        return time.monotonic() - begun

    async def ready(self) -> bool:
        """Whether it says that it takes people in."""
        return await self._ask("/readyz") is not None and await self._page_opens()

    async def owns(self) -> bool:
        """Whether it is the one that handles and delivers."""
        return "\nthidua_owner 1.0" in (await self._ask("/metrics") or "")

    def memory_mib(self) -> float:
        """Its resident memory."""
        return self._status("VmRSS") / 1024

    def _status(self, name: str) -> int:
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith(name)))

    async def _ask(self, path: str) -> str | None:
        try:
            status, _, body = await request(self.admin, "GET", path)
        except (OSError, IndexError):
            return None
        return body.decode() if status == 200 else None

    async def _page_opens(self) -> bool:
        try:
            status, _, _ = await request(self.base, "GET", "/static/none/none")
        except (OSError, IndexError):
            return False
        return status < 500

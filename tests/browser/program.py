"""The program itself, as a process of its own: started, killed, stopped, started again."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0  # seconds until the program must be ready; a busy machine needs a few
# What `.env` has to say of a commune; the demo has its own.
COMMUNE = {
    "THIDUA_COMMUNE": "xã Đồng Mây",
    "THIDUA_CONTACT_NAME": "cô Lúa",
    "THIDUA_CONTACT_PHONE": "0900 000 000",
    "THIDUA_CONTACT_HOURS": "giờ làm việc",
}


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Program:
    """One installation: a data folder, two ports, and the process that runs on them.

    `output` collects everything that was ever written to the terminal.
    """

    def __init__(self, home: Path, *command: str, **settings: str) -> None:
        """`command` is what stands after `python -m`, such as "bot", "demo"."""
        self.home = home
        self.command = command
        self.web_port, self.admin_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.web_port}"
        self.log = home.with_name(f"{home.name}.log")
        self.settings = settings
        self.process: asyncio.subprocess.Process | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """Nothing of the developer's own settings."""
        outside = {k: v for k, v in os.environ.items() if not k.startswith("THIDUA_")}
        return {
            **outside,
            "PYTHONPATH": str(ROOT),
            "THIDUA_HOME": str(self.home),
            "THIDUA_WEB_PORT": str(self.web_port),
            "THIDUA_ADMIN_PORT": str(self.admin_port),
            **self.settings,
        }

    @property
    def output(self) -> str:
        """What was written to the terminal so far, over all starts."""
        return self.log.read_text("utf-8") if self.log.exists() else ""

    async def spawn(self, *command: str) -> asyncio.subprocess.Process:
        """Start a command in the data folder's parent, where no `.env` lies."""
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *command,
                cwd=self.home.parent,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    async def start(self) -> None:
        """Start, and return once it is ready."""
        self.process = await self.spawn(*self.command)
        async with asyncio.timeout(PATIENCE):
            while await self.asked("/readyz") != 200:
                assert self.process.returncode is None, self.output
                await asyncio.sleep(0.02)

    async def asked(self, path: str) -> int:
        """Return the status of a page of the operator's port; 0 when nobody answers."""
        status, _ = await self.read(path)
        return status

    async def read(self, path: str) -> tuple[int, str]:
        """Return status and text of a page of the operator's port."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.admin_port)
        except OSError:
            return 0, ""
        writer.write(f"GET {path} HTTP/1.1\r\n\r\n".encode())
        answer = (await reader.read()).decode()
        writer.close()
        return int(answer.split(" ", 2)[1]), answer

    async def kill(self) -> None:
        """End it without a word."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def interrupt(self, within: float = 5.0) -> int:
        """Press Ctrl-C; return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        async with asyncio.timeout(within):
            return await self.process.wait()

    async def close(self) -> None:
        """Leave nothing running."""
        if self.process is not None and self.process.returncode is None:
            await self.kill()


@asynccontextmanager
async def running(home: Path, *command: str, **settings: str) -> AsyncIterator[Program]:
    """Run the program for as long as the block lasts."""
    program = Program(home, *command, **settings)
    try:
        await program.start()
        yield program
    finally:
        await program.close()

"""The guide's examples for nginx and Caddy, each started in front of a program that writes down
what reaches it: Telegram's updates and the web chat's socket come through.
"""

import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.channels import telegram_receiving
from tests.fakes.certificates import contexts
from tests.fakes.ports import free_ports
from tests.test_documents import example_for

NAME = "thidua.dongmay.example.vn"
BODY = '{"update_id": 7, "message": {"text": "Bà Bưởi nhặt rác"}}'.encode()
# From RFC 6455, 1.3: a key and what a server makes of it.
KEY, ACCEPTED = "dGhlIHNhbXBsZSBub25jZQ==", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


class Upstream(BaseHTTPRequestHandler):
    """Takes what is posted, and opens a socket that says everything back."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, Mapping[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, dict(self.headers.items()), body))
        self.send_response(200)
        self.send_header("Content-Length", "11")
        self.end_headers()
        self.wfile.write(b'{"ok":true}')

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers.items()), b""))
        upgrades = self.headers.get("Connection", "").lower() == "upgrade"
        if not upgrades or self.headers.get("Sec-WebSocket-Key") != KEY:
            self.send_error(426)
            return
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade")):
            self.send_header(name, value)
        self.send_header("Sec-WebSocket-Accept", ACCEPTED)
        self.end_headers()
        self.close_connection = True
        while piece := self.connection.recv(100):
            self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def upstream() -> Iterator[ThreadingHTTPServer]:
    Upstream.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Upstream) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def trust(tmp_path: Path) -> ssl.SSLContext:
    """What believes the certificate that lies in the folder then."""
    return contexts(tmp_path, NAME)[1]


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_lets_updates_and_the_chat_through(
    tmp_path: Path, upstream: ThreadingHTTPServer, trust: ssl.SSLContext
) -> None:
    plain, secure = free_ports(2)
    example = example_for("nginx").replace("/var/log/nginx", str(tmp_path))
    example = re.sub(r"/etc/letsencrypt/\S+\.pem", str(tmp_path / f"{NAME}.pem"), example)
    example = example.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    example = example.replace("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;")
    example = example.replace("127.0.0.1:8080", f"127.0.0.1:{upstream.server_port}")
    own = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off;\npid {tmp_path}/pid;\nerror_log stderr notice;\nevents {{}}\n"
        f"http {{\n{own}{example}}}\n",
        "utf-8",
    )

    with running(
        ["nginx", "-e", "stderr", "-c", f"{tmp_path}/nginx.conf"], "start worker process", tmp_path
    ):
        goes_through(secure, trust)


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_lets_updates_and_the_chat_through(
    tmp_path: Path, upstream: ThreadingHTTPServer, trust: ssl.SSLContext
) -> None:
    plain, secure = free_ports(2)
    pem = tmp_path / f"{NAME}.pem"
    example = example_for("caddy").replace("127.0.0.1:8080", f"127.0.0.1:{upstream.server_port}")
    example = example.replace(
        "{\n", f"{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n", 1
    )
    example = example.replace(
        f"\n{NAME} {{\n", f"\n{NAME} {{\n\tbind 127.0.0.1\n\ttls {pem} {pem}\n"
    )
    (tmp_path / "Caddyfile").write_text(example, "utf-8")

    with running(
        ["caddy", "run", "--adapter", "caddyfile", "--config", f"{tmp_path}/Caddyfile"],
        "serving initial configuration",
        tmp_path,
    ):
        goes_through(secure, trust)


@contextmanager
def running(command: list[str], listens: str, home: Path) -> Iterator[None]:
    """A program for as long as this lasts, from when it says that it listens."""
    given = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
    }
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=given) as program:
        assert program.stderr is not None
        said = []
        try:
            for line in program.stderr:
                said.append(line)
                if listens in line:
                    break
            else:
                pytest.fail("".join(said))
            yield
        finally:
            program.terminate()


def goes_through(port: int, trust: ssl.SSLContext) -> None:
    """Bring an update and open the chat's socket, as from outside."""
    secret = f"{telegram_receiving.SECRET_HEADER}: a-secret-of-the-webhook"
    with closing(connected(port, trust)) as outside:
        head = f"Content-Type: application/json\r\n{secret}\r\nContent-Length: {len(BODY)}\r\n"
        outside.sendall(asked("POST", telegram_receiving.PATH, head) + BODY)
        with outside.makefile("rb") as answer:
            status, headers = head_of(answer)
            assert (status, answer.read(int(headers.get("content-length", 0)))) == (
                200,
                b'{"ok":true}',
            )
    with closing(connected(port, trust)) as outside:
        head = (
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {KEY}\r\n"
        )
        outside.sendall(asked("GET", "/ws", head))
        with outside.makefile("rb") as answer:
            status, headers = head_of(answer)
            assert (status, headers.get("sec-websocket-accept")) == (101, ACCEPTED)
            # A masked frame and another: both ways stay open.
            for frame in (b"\x81\x82\x01\x02\x03\x04ij", b"\x81\x81\x01\x02\x03\x04i"):
                outside.sendall(frame)
                assert answer.read(len(frame)) == frame
    brought, opened = Upstream.seen
    assert (brought[0], brought[2]) == (telegram_receiving.PATH, BODY)
    assert brought[1][telegram_receiving.SECRET_HEADER] == "a-secret-of-the-webhook"
    assert opened[0] == "/ws"
    for _, arrived, _ in (brought, opened):
        assert (arrived["Host"], arrived["X-Forwarded-For"]) == (NAME, "127.0.0.1")


def connected(port: int, trust: ssl.SSLContext) -> ssl.SSLSocket:
    return trust.wrap_socket(
        socket.create_connection(("127.0.0.1", port), timeout=20), server_hostname=NAME
    )


def asked(verb: str, path: str, head: str) -> bytes:
    return f"{verb} {path} HTTP/1.1\r\nHost: {NAME}\r\n{head}\r\n".encode()


def head_of(answer: BinaryIO) -> tuple[int, dict[str, str]]:
    """The status of an answer, and its headers in small letters."""
    status = int(answer.readline().split()[1])
    headers = {}
    while line := answer.readline().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return status, headers

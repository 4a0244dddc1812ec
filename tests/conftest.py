"""What every test may ask for, and the rule that a complete run skips nothing."""

import os
import secrets
import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from models import migrating
from tests.fakes import ports

# The address of a PostgreSQL server on which tests may make databases, such as
# postgresql+psycopg://user:password@127.0.0.1/postgres
POSTGRES = "THIDUA_TEST_POSTGRES"
NO_SKIP = "THIDUA_TEST_NO_SKIP"
SOAK = "THIDUA_TEST_SOAK"
EPOCH = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings must not decide whether a test passes."""
    for name in list(os.environ):
        if name.startswith("THIDUA_") and not name.startswith("THIDUA_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture
def count() -> Callable[[int, int], int]:
    """`count(10, 120)`: the first number in `make test`, the second in `make soak`."""
    return lambda short, long: long if os.environ.get(SOAK) else short


@pytest.fixture(scope="session")
def _postgres_server() -> Iterator[Callable[[str], None]]:
    """Runs one statement on the server, outside any transaction: so databases are made."""
    given = os.environ.get(POSTGRES)
    if not given:
        pytest.skip(f"{POSTGRES} is not set: no PostgreSQL server to test on")
    engine = create_engine(given, poolclass=NullPool, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    yield run
    engine.dispose()


def _at(database: str) -> URL:
    return make_url(os.environ[POSTGRES]).set(database=database)


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def _postgres_template(
    _postgres_server: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated database to copy from: copying takes a tenth of the time of migrating."""
    name = f"thidua_test_template_{secrets.token_hex(6)}"
    _postgres_server(f"CREATE DATABASE {name}")
    migrating.upgrade(_shown(_at(name)), tmp_path_factory.mktemp("home"), now=EPOCH)
    yield name
    _postgres_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.db"
    migrating.upgrade(f"sqlite:///{path}", folder, now=EPOCH)
    return path


@pytest.fixture
def postgres_url(
    _postgres_server: Callable[[str], None], _postgres_template: str
) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database, dropped afterwards."""
    yield from _fresh_postgres(_postgres_server, f"TEMPLATE {_postgres_template}")


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh, migrated SQLite database."""
    path = tmp_path / "thidua.db"
    if _sqlite_template.exists():
        shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database: the test runs on both kinds."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(fixture)
    return url


@pytest.fixture
def empty_postgres_url(_postgres_server: Callable[[str], None]) -> Iterator[str]:
    """The address of a PostgreSQL database with nothing in it, dropped afterwards."""
    yield from _fresh_postgres(_postgres_server, "")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it, or of a file not there yet; both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'thidua.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def free_port() -> int:
    """A port on which nothing listens."""
    return ports.free_port()


@pytest.fixture
def listening() -> Iterator[int]:
    """A port on which something listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def _fresh_postgres(server: Callable[[str], None], how: str) -> Iterator[str]:
    name = f"thidua_test_{secrets.token_hex(6)}"
    server(f"CREATE DATABASE {name} {how}")
    try:
        yield _shown(_at(name))
    finally:
        server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """A complete run (`.ci/run`) may skip nothing: what is skipped is not tested."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get(NO_SKIP) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

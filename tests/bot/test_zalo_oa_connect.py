"""What an operator types and reads while the Official Account is connected, against the platform
over HTTP.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from starlette.applications import Starlette
from typer.testing import CliRunner, Result

from bot import keys, logs
from bot.catalogue import Catalogue
from bot.doctor import Finding, Level
from bot.doctor_zalo_oa import newest, oa_findings
from bot.oa_grant import unseal
from bot.settings import Settings
from bot.zalo_oa_cli import app
from bot.zalo_oa_connect import callback_route, challenge_of, verifier_of
from tests.bot.builders import environment, settings_in
from tests.fakes.zalo_oa_server import APP_SECRET, OA_SECRET, ZaloOaServer

PUBLIC = "https://thidua.example.vn"


@pytest.fixture
def server() -> Iterator[ZaloOaServer]:
    with ZaloOaServer() as server:
        yield server


@pytest.fixture
def known(server: ZaloOaServer) -> dict[str, str]:
    """The settings of an installation with an Official Account."""
    return {
        "public_url": PUBLIC,
        "zalo_oa_app_id": server.app_id,
        "zalo_oa_app_secret": APP_SECRET,
        "zalo_oa_secret": OA_SECRET,
        "zalo_oa_api": server.url,
        "zalo_oa_oauth": server.url,
    }


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path, known: dict[str, str]) -> Settings:
    return settings_in(tmp_path, database_url=sqlite_url, **known)


@pytest.fixture
def thidua(
    settings: Settings, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Runs a command of this installation; `answer` makes what is typed of what was printed."""
    monkeypatch.chdir(settings.home)
    # It would set logging up for the whole test run.
    monkeypatch.setattr(logs, "configure", lambda *_: None)
    variables = environment(settings.home, database_url=settings.database_url, **known)

    def run(*words: str, typed: str = "", **more: str) -> Result:
        return CliRunner().invoke(app, words, input=typed, env={**variables, **more})

    return run


def held(settings: Settings) -> str:
    """The access token in the table, empty when there is none."""
    kept = newest(settings)
    pair = unseal(keys.signing_key(settings), kept.sealed) if kept else None
    return pair.access if pair else ""


def come_back(settings: Settings, server: ZaloOaServer, state: str) -> str:
    """The administrator agrees: the address of the page that follows."""
    code = server.code(challenge_of(verifier_of(settings)))
    return f"{PUBLIC}/zalo-oa/callback?code={code}&oa_id={server.oa_id}&state={state}\n"


# --- connect -------------------------------------------------------------------------------------


def test_the_whole_way_from_the_console_to_a_kept_pair(
    settings: Settings,
    server: ZaloOaServer,
    thidua: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.zalo_oa_connect.new_state", lambda: "state-of-this-question")

    done = thidua("connect", typed=come_back(settings, server, "state-of-this-question"))

    assert done.exit_code == 0, done.output
    assert held(settings) == server._access
    assert "Xã Đồng Mây: government account, verified, package Growth" in done.stdout
    found = re.search(r"https?://\S+/v4/oa/permission\?\S+", done.stdout)
    assert found is not None
    asked = {name: one for name, (one,) in parse_qs(urlsplit(found[0]).query).items()}
    assert asked == {
        "app_id": server.app_id,
        "redirect_uri": f"{PUBLIC}/zalo-oa/callback",
        "code_challenge": challenge_of(verifier_of(settings)),
        "state": "state-of-this-question",
    }
    assert asked["code_challenge"] in done.stdout.partition("2. ")[0]
    for hidden in (APP_SECRET, OA_SECRET, server._access, verifier_of(settings)):
        assert hidden not in done.output


def test_the_code_alone_will_do(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    code = server.code(challenge_of(verifier_of(settings)))

    assert thidua("connect", typed=f"{code}\n").exit_code == 0
    assert held(settings) == server._access


def test_the_challenge_in_the_console_never_changes(settings: Settings, tmp_path: Path) -> None:
    again = settings_in(tmp_path, zalo_oa_app_id=settings.zalo_oa_app_id)
    other = settings_in(tmp_path, zalo_oa_app_id="2200")

    assert verifier_of(again) == verifier_of(settings)
    assert verifier_of(other) != verifier_of(settings)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", verifier_of(settings))


@pytest.mark.parametrize(
    ("pasted", "why"),
    [
        pytest.param(f"{PUBLIC}/zalo-oa/callback?code=abc&state=other", "another question"),
        pytest.param(f"{PUBLIC}/zalo-oa/callback?code=abc", "another question"),
        pytest.param(f"{PUBLIC}/zalo-oa/callback", "neither the page's address nor a code"),
        pytest.param("đây", "neither the page's address nor a code"),
        pytest.param("a-code-of-nobody", "does not take the code (error -14012)"),
    ],
)
def test_what_is_pasted_wrong_is_named_and_nothing_is_kept(
    settings: Settings, thidua: Callable[..., Result], pasted: str, why: str
) -> None:
    done = thidua("connect", typed=f"{pasted}\n")

    assert done.exit_code == 1
    line = done.stderr.splitlines()[-1]
    assert line.startswith("Not connected: ")
    assert why in line
    assert newest(settings) is None


def test_a_code_is_good_for_ten_minutes(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    code = server.code(challenge_of(verifier_of(settings)))
    server.advance(minutes=11)

    assert "does not take the code" in thidua("connect", typed=f"{code}\n").stderr


def test_another_challenge_in_the_console_is_found(
    server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    code = server.code(challenge_of("of another installation"))

    assert "the code challenge in the console" in thidua("connect", typed=f"{code}\n").stderr


def test_while_the_platform_does_not_answer_one_tries_again(
    server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    server.faults.extend(["html", "dropped"])

    for _ in range(2):
        assert "try again" in thidua("connect", typed="a-code\n").stderr


def test_a_pair_from_the_api_explorer_is_taken(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    access, refresh = server.grant()

    done = thidua("connect", "--pair", typed=f"{access}\n{refresh}\n")

    assert done.exit_code == 0, done.output
    assert held(settings) == access
    assert access not in done.output
    assert refresh not in done.output


def test_a_pair_is_kept_even_when_the_account_cannot_be_seen(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    access, refresh = server.grant()
    server.answers.append(-204)

    done = thidua("connect", "--pair", typed=f"{access}\n{refresh}\n")

    assert "thidua zalo-oa status" in done.stdout
    assert held(settings) == access


@pytest.mark.parametrize(
    "missing", ["zalo_oa_app_id", "zalo_oa_app_secret", "zalo_oa_secret", "public_url"]
)
def test_what_is_not_set_is_named(thidua: Callable[..., Result], missing: str) -> None:
    name = f"THIDUA_{missing.upper()}"

    done = thidua("connect", **{name: ""})

    assert (done.exit_code, done.stdout) == (1, "")
    assert name in done.stderr


# --- status and the doctor -----------------------------------------------------------------------


def granted(settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]) -> None:
    access, refresh = server.grant()
    assert thidua("connect", "--pair", typed=f"{access}\n{refresh}\n").exit_code == 0


def test_status_says_how_it_stands(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    before = thidua("status")
    granted(settings, server, thidua)
    after = thidua("status")

    assert before.exit_code == 1
    assert "nobody has let the bot speak for it" in before.stdout
    assert after.exit_code == 0
    assert "granted, renewed" in after.stdout
    assert "Xã Đồng Mây" in after.stdout
    assert "is not set" in thidua("status", THIDUA_ZALO_OA_APP_ID="").stderr


@pytest.mark.parametrize(
    ("later", "level", "says"),
    [
        pytest.param(timedelta(hours=1), Level.OK, "granted", id="fresh"),
        pytest.param(timedelta(hours=22), Level.WARN, "not renewed since", id="the bot is off"),
        pytest.param(timedelta(days=90), Level.BAD, "90 days old", id="three months"),
    ],
)
def test_the_doctor_sees_how_old_the_grant_is(
    settings: Settings,
    server: ZaloOaServer,
    thidua: Callable[..., Result],
    later: timedelta,
    level: Level,
    says: str,
) -> None:
    granted(settings, server, thidua)

    (found,) = oa_findings(settings, datetime.now(UTC) + later + timedelta(minutes=5))

    assert found.level is level
    assert says in found.what


def test_the_doctor_sees_a_grant_that_was_taken_back(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    granted(settings, server, thidua)
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE oagrant SET refused_ms = 1795000000000"))

    (found,) = oa_findings(settings, datetime.now(UTC))

    assert found.level is Level.BAD
    assert "thidua zalo-oa connect" in found.do


def test_the_doctor_sees_that_the_key_is_another(
    settings: Settings, server: ZaloOaServer, thidua: Callable[..., Result]
) -> None:
    granted(settings, server, thidua)
    (settings.keys / keys.SECRET).write_text("0" * 64)

    (found,) = oa_findings(settings, datetime.now(UTC))

    assert "sealed with another key" in found.what


def doctor(settings: Settings, **changed: object) -> list[Finding]:
    return oa_findings(settings.model_copy(update=changed), datetime.now(UTC))


def test_the_doctor_sees_what_is_not_set(settings: Settings, tmp_path: Path) -> None:
    assert doctor(settings, zalo_oa_app_id="") == []
    (found,) = doctor(settings, zalo_oa_secret=None)
    assert (found.level, "secrets are missing" in found.what) == (Level.BAD, True)
    found, _ = doctor(settings, public_url=None)
    assert (found.level, found.do) == (Level.BAD, "set THIDUA_PUBLIC_URL")
    (found,) = doctor(settings, database_url=f"sqlite:///{tmp_path}/none.db")
    assert "nobody has let" in found.what


# --- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "says"),
    [("?code=c-1&oa_id=4400&state=s", "trong 10 phút"), ("", "chưa cho phép")],
)
async def test_the_page_after_the_permission_says_what_to_do(query: str, says: str) -> None:
    site = Starlette(routes=[callback_route(Catalogue().words(), "vi")])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site)) as browser:
        answer = await browser.get(f"{PUBLIC}/zalo-oa/callback{query}")

    assert answer.status_code == 200
    assert says in answer.text
    assert "c-1" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"

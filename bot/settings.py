"""Every setting: its name, default and meaning, read once from the environment and `.env`.

A field `web_port` is the variable `THIDUA_WEB_PORT`. The descriptions below are the help texts;
`.env.example` and the README repeat every name, and a test holds them to it.
"""

import difflib
import ipaddress
import os
import re
from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "THIDUA_"
# What the tests need to know is no setting of the program.
_OF_THE_TESTS = PREFIX + "TEST_"
PROXIES = ("socks5", "socks5h", "socks4", "socks4a", "http", "https")
DEMO_FILE = Path(__file__).with_name("demo.env")


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line that names it and says how to set it."""


def _database_url(given: str) -> str:
    try:
        url = make_url(given)
    except ArgumentError:
        raise ValueError("it is no database address") from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    if url.drivername != "sqlite":
        raise ValueError("it must begin with sqlite:/// or postgresql://")
    if not url.database or url.database == ":memory:":
        raise ValueError("it must name a file")
    return given


def _public_url(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must begin with https://, or http:// on a network of your own")
    if parts.query or parts.fragment or parts.username:
        raise ValueError("it must be a plain address")
    return given.rstrip("/")


def _proxy(given: str) -> str:
    try:
        parts = urlsplit(given)
        known = parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known or re.search(r"\s", given) or parts.scheme not in PROXIES:
        raise ValueError(
            "it must begin with socks5://, socks5h://, socks4://, http:// or https://, then a "
            "name or a number and a port"
        )
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            "nothing stands after the port; what is no letter or digit in a password is written "
            "as %XX"
        )
    return given


def _hosts(given: str) -> str:
    for one in given.split():
        parts = urlsplit(one)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            raise ValueError("each must be a scheme and a name, such as https://zdn.vn")
    return " ".join(given.split())


def _webhook_secret(given: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", given.get_secret_value()):
        raise ValueError("it must be 8 to 256 letters, digits, _ and -")
    return given


def _zalo_tokens(given: SecretStr) -> SecretStr:
    # What stands before the colon is how we call the bot, everywhere: it must be no secret.
    tokens = given.get_secret_value().replace(",", " ").split()
    if not all(re.fullmatch(r"[0-9]+:\S+", token) for token in tokens):
        raise ValueError("a token is digits, a colon and more, all without spaces")
    return given


def _contact_phone(given: str) -> str:
    # A hundred milliseconds and three MiB, which `thidua --help` need not pay for.
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(given, "VN")
    except phonenumbers.NumberParseException:
        raise ValueError("it is no telephone number") from None
    if not phonenumbers.is_valid_number(number):
        raise ValueError("no such telephone number can exist in Viet Nam")
    national = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(number, national)


def _quiet_hours(given: str) -> str:
    quiet_hours(given)
    return given


def quiet_hours(given: str) -> tuple[time, time] | None:
    """Return from when to when nothing rings, None for "none". Raises ValueError."""
    if given == "none":
        return None
    begin, _, end = given.partition("-")
    try:
        return time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise ValueError("write it as 21:00-07:00, or none") from None


def _timezone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone is known") from None
    return given


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=120)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """What an installation can set. Make one with `load` or `load_demo`."""

    # An empty variable is an unset one, so that `.env.example` can be copied as it stands.
    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True
    )

    commune: Words = Field(
        description="name of the commune as people read it, for example: xã Đồng Mây (required)"
    )
    contact_name: Words = Field(
        description="whom people can call when the bot is of no help, for example: cô Lúa "
        "(required)"
    )
    contact_phone: Annotated[str, AfterValidator(_contact_phone)] = Field(
        description="the telephone number of that person, for example: 0900 000 000 (required)"
    )
    contact_hours: Words = Field(
        description="when that person answers, for example: giờ làm việc, thứ Hai đến thứ Sáu "
        "(required)"
    )
    home: Path = Field(
        default=Path("data"),
        description="folder of everything that is kept: database, files, keys, backups",
    )
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        default="",
        validate_default=False,
        repr=False,
        description="where the database is; empty: an SQLite file thidua.db in THIDUA_HOME; "
        "for PostgreSQL 15 or newer: postgresql://user:password@host/name",
    )
    web_host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="address the web chat listens on; 0.0.0.0 for every network of this machine",
    )
    web_port: Port = Field(default=8080, description="port of the web chat")
    public_url: Annotated[str, AfterValidator(_public_url)] | None = Field(
        default=None,
        description="address under which people reach the web chat from outside, for example: "
        "https://thidua.example.vn; empty: there is none, and what needs one is off",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="signs links and cookies, 32 characters or more; empty: made once and kept in "
        "THIDUA_KEYS",
    )
    keys: Path = Field(
        default=Path(),
        description="folder of the keys, never a part of a backup; empty: keys in THIDUA_HOME",
    )
    admin_port: Port = Field(
        default=8081,
        description="port of /healthz, /readyz and /metrics, always on 127.0.0.1",
    )
    language: Literal["vi", "en"] = Field(
        default="vi", description="language in which strangers are first spoken to: vi or en"
    )
    timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        default="Asia/Ho_Chi_Minh", description="time zone of the commune"
    )
    quiet_hours: Annotated[str, AfterValidator(_quiet_hours)] = Field(
        default="21:00-07:00",
        description="when nobody is reminded of anything, such as 21:00-07:00; none for never",
    )
    backups: Path = Field(
        default=Path(), description="folder of the backups; empty: backups in THIDUA_HOME"
    )
    backup_copy: Path | None = Field(
        default=None,
        description="second place, best another disk, to which a backup is written every night; "
        "empty: none is",
    )
    texts: Path = Field(
        default=Path(),
        description="folder of sentences that the commune words differently; empty: texts in "
        "THIDUA_HOME",
    )
    upload_limit_mb: int = Field(
        default=50,
        ge=1,
        le=500,
        description="largest file that is taken, in MB; a Telegram bot is given none over 20",
    )
    web_messages_per_minute: int = Field(
        default=30, ge=1, description="how many messages one visitor of the web chat may send"
    )
    web_uploads_per_hour: int = Field(
        default=60, ge=1, description="how many files one visitor of the web chat may send"
    )
    web_visitors_per_hour: int = Field(
        default=60, ge=1, description="how many new visitors one network address may bring"
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=10,
        description="how many proxies stand in front of the web chat, whose word on a visitor's "
        "address is believed",
    )
    zalo_bot_tokens: Annotated[SecretStr, AfterValidator(_zalo_tokens)] | None = Field(
        default=None,
        description="tokens of the commune's Zalo bots as Zalo Bot Creator sent them, with spaces "
        "between; empty: no Zalo bot",
    )
    zalo_bot_api: Annotated[str, AfterValidator(_public_url)] = Field(
        default="https://bot-api.zaloplatforms.com",
        description="where the Zalo Bot Platform answers, without /bot and the token",
    )
    zalo_bot_webhook_secret: SecretStr | None = Field(
        default=None,
        min_length=8,
        max_length=256,
        description="what Zalo shows in each webhook request, 8 to 256 characters; needed for "
        "`thidua zalo-bot webhook`",
    )
    zalo_bot_seats: int = Field(
        default=50, ge=1, description="how many people the plan of one Zalo bot allows"
    )
    zalo_bot_messages: int = Field(
        default=3000,
        ge=1,
        description="how many messages a month the plan of one Zalo bot allows, in and out",
    )
    zalo_bot_pace: float = Field(
        default=1.0,
        gt=0,
        description="messages a second that one Zalo bot sends at most, and to one person",
    )
    zalo_media_hosts: Annotated[str, AfterValidator(_hosts)] = Field(
        default="https://zdn.vn https://zadn.vn https://zaloapp.com https://zaloplatforms.com "
        "https://zapps.me",
        description="where photos and voices of Zalo may lie, with their schemes; what lies under "
        "a name that ends so is meant too",
    )
    zalo_oa_app_id: str = Field(
        default="",
        pattern=r"[0-9]*",
        description="id of the application that is linked to the commune's Zalo Official Account; "
        "empty: no Official Account",
    )
    zalo_oa_app_secret: SecretStr | None = Field(
        default=None, description="secret key of that application"
    )
    zalo_oa_secret: SecretStr | None = Field(
        default=None,
        description="secret key of the Official Account, from the webhook page of the application",
    )
    zalo_oa_api: Annotated[str, AfterValidator(_public_url)] = Field(
        default="https://openapi.zalo.me", description="where the Official Account API answers"
    )
    zalo_oa_oauth: Annotated[str, AfterValidator(_public_url)] = Field(
        default="https://oauth.zaloapp.com",
        description="where the Official Account's permission is given and renewed",
    )
    zalo_oa_per_minute: int = Field(
        default=100,
        ge=1,
        description="requests a minute that the Official Account's package allows",
    )
    zalo_oa_price: int = Field(
        default=55,
        ge=0,
        description="what a message costs between 48 hours and 7 days after a person wrote last, "
        "in đồng",
    )
    zalo_oa_included: int = Field(
        default=0, ge=0, description="how many such messages a month the package includes"
    )
    zalo_oa_template: str = Field(
        default="",
        pattern=r"[0-9]*",
        description="id of an approved template with one parameter, so_viec, that says how many "
        "things wait; empty: people who wrote long ago are reached when they write again",
    )
    zalo_oa_template_price: int = Field(
        default=200, ge=0, description="what one template message costs, in đồng"
    )
    telegram_token: SecretStr | None = Field(
        default=None,
        description="token of the commune's Telegram bot from BotFather; empty: no Telegram bot",
    )
    telegram_api: Annotated[str, AfterValidator(_public_url)] = Field(
        default="https://api.telegram.org",
        description="where the Bot API answers, without /bot and the token",
    )
    telegram_proxy: Annotated[str, AfterValidator(_proxy)] | None = Field(
        default=None,
        repr=False,
        description="proxy by which Telegram is reached, for Telegram alone, for example: "
        "socks5://127.0.0.1:1080 or http://127.0.0.1:3128; empty: directly",
    )
    telegram_webhook_url: Annotated[str, AfterValidator(_public_url)] | None = Field(
        default=None,
        description="address to which Telegram brings messages, if not THIDUA_PUBLIC_URL; needed "
        "for `thidua telegram webhook` alone",
    )
    telegram_webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = Field(
        default=None,
        description="what Telegram shows in each webhook request: 8 to 256 letters, digits, _ and "
        "-; needed for `thidua telegram webhook`",
    )
    telegram_unpaced: bool = Field(
        default=False,
        description="send without Telegram's limits, to measure against a server of one's own",
    )
    log_format: Literal["console", "json"] = Field(
        default="console", description="console to be read by people, json by programs"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="the least that is logged: debug, info, warning or error"
    )
    demo: bool = Field(
        default=False,
        description="show the bar that switches between invented people; on loopback alone",
    )

    @model_validator(mode="before")
    @classmethod
    def _spelling(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Two settings whose values people write in capitals as often as not."""
        lowered = {
            name: given[name].lower()
            for name in ("language", "log_format", "log_level")
            if isinstance(given.get(name), str)
        }
        return {**given, **lowered}

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        """What depends on the data folder. Absolute, so that a change of folder moves nothing."""
        found = {"home": self.home.expanduser().absolute()}
        for name in ("keys", "backups", "texts"):
            folder: Path = getattr(self, name)
            given = name in self.model_fields_set
            found[name] = folder.expanduser().absolute() if given else found["home"] / name
        self.__dict__.update(found)
        url = self.database_url or f"sqlite:///{self.home / 'thidua.db'}"
        self.__dict__["database_url"] = url
        return self

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def zalo_bots(self) -> tuple[str, ...]:
        """The tokens of the Zalo bots, each once."""
        given = self.zalo_bot_tokens.get_secret_value() if self.zalo_bot_tokens else ""
        return tuple(dict.fromkeys(given.replace(",", " ").split()))

    @property
    def files(self) -> Path:
        """Where evidence is kept, each file under the SHA-256 of its bytes."""
        return self.home / "files"

    @property
    def local_url(self) -> str:
        """The web chat's address on this machine."""
        host = self.web_host
        if host in ("0.0.0.0", "::"):  # noqa: S104
            host = "127.0.0.1"
        return (
            f"http://[{host}]:{self.web_port}" if ":" in host else f"http://{host}:{self.web_port}"
        )


def variable(field: str) -> str:
    return PREFIX + field.upper()


def load(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this installation, or SettingsError."""
    _refuse_unknown(env_file)
    try:
        settings = Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as error:
        raise SettingsError(_one_line(error)) from None
    if settings.demo:
        _refuse_demo_for_others(settings)
    return settings


def load_demo() -> Settings:
    """The settings of the demo: those of `demo.env` and the environment.

    `.env` is left alone on purpose: invented people must not end up in a commune's real database.
    """
    return load(DEMO_FILE)


def _refuse_demo_for_others(settings: Settings) -> None:
    try:
        loopback = ipaddress.ip_address(settings.web_host).is_loopback
    except ValueError:
        loopback = settings.web_host == "localhost"
    if not loopback:
        raise SettingsError(
            "THIDUA_WEB_HOST: the demo lets anybody be anybody, so it listens on 127.0.0.1 alone; "
            "unset it, or unset THIDUA_DEMO"
        )
    if settings.public_url:
        raise SettingsError(
            "THIDUA_PUBLIC_URL: the demo lets anybody be anybody, so it has no public address; "
            "unset it, or unset THIDUA_DEMO"
        )


def _refuse_unknown(env_file: Path | None) -> None:
    names: Iterable[str] = os.environ
    if env_file is not None and env_file.is_file():
        try:
            names = [*names, *dotenv_values(env_file)]
        except (OSError, UnicodeDecodeError):
            raise SettingsError(f"{env_file} cannot be read: save it as UTF-8 text") from None
    known = {field.upper() for field in Settings.model_fields}
    for name in sorted(names):
        upper = name.upper()
        if not upper.startswith(PREFIX) or upper.startswith(_OF_THE_TESTS):
            continue
        bare = upper.removeprefix(PREFIX)
        if bare in known:
            continue
        close = difflib.get_close_matches(bare, known, n=1)
        meant = "remove it; .env.example lists them all"
        if close:
            meant = f"did you mean {PREFIX}{close[0]}?"
        raise SettingsError(f"{name} is no setting: {meant}")


def _one_line(error: ValidationError) -> str:
    """The first mistake in full, the rest by name. Values are never repeated: some are secret."""
    by_field: dict[str, ErrorDetails] = {}
    for found in error.errors(include_url=False, include_input=False):
        by_field.setdefault(str(found["loc"][0]) if found["loc"] else "", found)
    first, *others = by_field
    line = f"{variable(first)} {_complaint(by_field[first])}. {_how_to_set(first)}"
    if others:
        line += f" Also wrong: {', '.join(variable(field) for field in others)}."
    return line


def _complaint(found: ErrorDetails) -> str:
    if found["type"] == "missing":
        return "is not set"
    words = found["msg"].removeprefix("Value error, ")
    return f"is wrong: {words[:1].lower()}{words[1:]}"


def _how_to_set(field: str) -> str:
    description = Settings.model_fields[field].description
    return f"Set it in .env or the environment: {description}."

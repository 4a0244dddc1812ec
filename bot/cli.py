"""The command `thidua`.

Whatever is heavy is imported by the command that needs it: `--help` answers at once.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.telegram_cli import app as telegram
from bot.zalo_bot_webhook import app as zalo_bot
from bot.zalo_oa_cli import app as zalo_oa

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(
    help="Thi Đua: a chatbot for the emulation and commendation work of a commune.",
    no_args_is_help=True,
    add_completion=False,
    # Its own tracebacks show the values of variables.
    pretty_exceptions_enable=False,
)

app.add_typer(zalo_bot, name="zalo-bot")
app.add_typer(zalo_oa, name="zalo-oa")
app.add_typer(telegram, name="telegram")

WRONG_SETTINGS = 2


def _stop(line: str, code: int = 1) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(code)


@contextmanager
def _answering() -> Iterator[None]:
    """Stop with one line where the database does not answer."""
    from sqlalchemy.exc import OperationalError

    try:
        yield
    except OperationalError:
        # The driver's message may hold the password.
        _stop("The database does not answer. Start it, or correct THIDUA_DATABASE_URL.")


def _settings(*, demo: bool = False) -> "Settings":
    from bot import logs
    from bot.settings import SettingsError, load, load_demo

    try:
        settings = load_demo() if demo else load()
    except SettingsError as error:
        _stop(str(error), WRONG_SETTINGS)
    logs.configure(settings.log_format, settings.log_level)
    return settings


@app.command()
def run() -> None:
    """Start the bot as .env configures it."""
    settings = _settings()
    from bot.app import run as run_app

    raise typer.Exit(run_app(settings))


@app.command()
def demo() -> None:
    """Start an invented commune in a web chat, to try the bot out."""
    settings = _settings(demo=True)
    from bot.demo import run as run_demo

    raise typer.Exit(run_demo(settings))


@app.command()
def doctor() -> None:
    """Say what is wrong with this installation and what to do."""
    settings = _settings()
    from bot.doctor import CHECKS, Level, examine
    from bot.doctor_telegram import telegram_findings
    from bot.doctor_zalo_bot import zalo_bot_findings
    from bot.doctor_zalo_oa import oa_findings

    colours = {Level.OK: "green", Level.WARN: "yellow", Level.BAD: "red"}
    checks = (*CHECKS, zalo_bot_findings, oa_findings, telegram_findings)
    found = examine(settings, now=datetime.now(UTC), checks=checks)
    for finding in found:
        typer.secho(f"{finding.level:<5}", fg=colours[finding.level], nl=False)
        typer.echo(finding.what)
        if finding.do:
            typer.echo(f"     -> {finding.do}")
    if any(finding.level is Level.BAD for finding in found):
        raise typer.Exit(1)


@app.command()
def migrate() -> None:
    """Bring the database to this release's schema. `run` does so by itself."""
    _migrate(_settings())


def _migrate(settings: "Settings") -> None:
    from models import migrating

    try:
        with _answering():
            did = migrating.upgrade(settings.database_url, settings.home, now=datetime.now(UTC))
    except (migrating.NewerSchema, migrating.BrokenMigration) as error:
        _stop(f"Not migrated: {error}.")
    head = migrating.head()
    typer.echo(
        f"Migrated to {head}." if did else f"Nothing to do: the schema is {head}.", err=True
    )


@app.command()
def invite() -> None:
    """Print a one-time link and code that make their first user an administrator."""
    settings = _settings()
    import segno

    from bot.invite import invite_administrator

    _migrate(settings)
    invitation = invite_administrator(settings, now=datetime.now(UTC))
    typer.echo(f"One person becomes an administrator with this, until {invitation.until}:")
    typer.echo(f"  link  {invitation.link}")
    typer.echo(f"  code  {invitation.code}   (to be sent to the bot, can be said on the phone)")
    if settings.public_url is None:
        typer.echo("The link works on this machine only: THIDUA_PUBLIC_URL is not set.")
    segno.make(invitation.link, error="l").terminal(out=sys.stdout, compact=True)


@app.command()
def backup(
    to: Annotated[
        Path | None, typer.Option(help="Folder of the backups; THIDUA_BACKUPS if not given.")
    ] = None,
    key_to: Annotated[
        Path | None, typer.Option(help="Another folder, best on another disk, for the keys.")
    ] = None,
) -> None:
    """Save the database and the files, and the keys apart. The bot may be running."""
    settings = _settings()
    from bot.backup import Refused
    from bot.backup import backup as make_backup
    from bot.database_copy import DatabaseToolFailed

    try:
        with _answering():
            made = make_backup(settings, to, key_to, now=datetime.now(UTC))
    except (Refused, DatabaseToolFailed) as error:
        _stop(f"No backup was made: {error}.")
    typer.echo(f"Backup of the database and {made.files} files: {made.folder}")
    if made.keys:
        typer.echo(f"The keys: {made.keys}")
    else:
        typer.echo(f"Without the keys, which lie in {settings.keys}: copy them with --key-to.")
    for name in made.damaged:
        typer.echo(f"Damaged on this disk already: {name}", err=True)
    if made.damaged:
        raise typer.Exit(1)


@app.command()
def restore(
    source: Annotated[Path, typer.Argument(help="Folder of one backup.")],
    key_from: Annotated[
        Path | None, typer.Option(help="Folder that was given as --key-to.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Put aside the data that are there.")
    ] = False,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="The key of the audit trail is lost.")
    ] = False,
) -> None:
    """Put a backup in place. Stop the bot first, on every machine."""
    settings = _settings()
    from bot.backup import Refused
    from bot.backup import restore as restore_backup
    from bot.database_copy import DatabaseToolFailed
    from bot.manifest import BackupUnusable

    try:
        with _answering():
            done = restore_backup(
                settings,
                source,
                key_from,
                force=force,
                without_key=without_key,
                now=datetime.now(UTC),
            )
    except (Refused, BackupUnusable, DatabaseToolFailed) as error:
        _stop(f"Nothing was restored: {error}.")
    typer.echo(f"Restored as of {done.made_at:%Y-%m-%d %H:%M} UTC, with {done.files} files.")
    if done.aside:
        typer.echo(f"The former database was put aside as {done.aside}.")
    typer.echo("Look at it with: thidua doctor")


@app.command()
def poster(
    to: Annotated[Path, typer.Option(help="Where the PDF is written.")] = Path("poster.pdf"),
    phone: Annotated[
        str, typer.Option(help="Another telephone number than that of the contact.")
    ] = "",
) -> None:
    """Write a poster for the wall: a QR code, the telephone number, three sentences."""
    settings = _settings()
    from bot.poster import make_poster
    from bot.settings import SettingsError

    try:
        with _answering():
            made = make_poster(settings, phone, now=datetime.now(UTC))
    except SettingsError as error:
        _stop(str(error), WRONG_SETTINGS)
    to.write_bytes(made)
    typer.echo(f"Poster: {to}")


@app.command()
def service() -> None:
    """Print a systemd unit for this installation."""
    settings = _settings()
    from bot.service_unit import service_unit

    typer.echo(service_unit(settings, Path.cwd()), nl=False)
    typer.echo(
        "Save it:  thidua service | sudo tee /etc/systemd/system/thidua.service\n"
        "Start it: sudo systemctl daemon-reload && sudo systemctl enable --now thidua",
        err=True,
    )

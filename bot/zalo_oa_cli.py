"""The commands `thidua zalo-oa connect` and `thidua zalo-oa status`.

As in `bot.cli`, whatever is heavy is imported by the command that needs it.
"""

from datetime import UTC, datetime
from typing import Annotated

import typer

app = typer.Typer(
    help="The commune's Zalo Official Account.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command()
def connect(
    pair: Annotated[
        bool,
        typer.Option("--pair", help="Ask for two tokens from the console's API Explorer instead."),
    ] = False,
) -> None:
    """Let an administrator of the Official Account permit the bot to speak for it."""
    from bot import cli, zalo_oa_connect  # noqa: PLC0415 - heavy

    settings = cli._settings()
    try:
        zalo_oa_connect.check(settings)
        cli._migrate(settings)
        if pair:
            access = typer.prompt("Access token", hide_input=True)
            refresh = typer.prompt("Refresh token", hide_input=True)
            given = zalo_oa_connect.minted(access, refresh)
        else:
            state = zalo_oa_connect.new_state()
            typer.echo(zalo_oa_connect.steps(settings, state))
            code, account = zalo_oa_connect.read_pasted(typer.prompt("Address"), state)
            given = zalo_oa_connect.exchange(settings, code, account)
        with cli._answering():
            zalo_oa_connect.connect(settings, datetime.now(UTC), typer.echo, given)
    except zalo_oa_connect.Refused as error:
        cli._stop(f"Not connected: {error}.")


@app.command()
def status() -> None:
    """Say how the permission stands, and what account it is."""
    from bot import cli, keys, zalo_oa_connect  # noqa: PLC0415 - heavy
    from bot.doctor import Level  # noqa: PLC0415
    from bot.doctor_zalo_oa import newest, oa_findings  # noqa: PLC0415
    from bot.oa_grant import unseal  # noqa: PLC0415

    settings = cli._settings()
    if not settings.zalo_oa_app_id:
        cli._stop("There is no Official Account: THIDUA_ZALO_OA_APP_ID is not set.")
    with cli._answering():
        found = oa_findings(settings, datetime.now(UTC))
        for finding in found:
            typer.echo(f"{finding.level:<5}{finding.what}")
            if finding.do:
                typer.echo(f"     -> {finding.do}")
        if any(finding.level is Level.BAD for finding in found):
            raise typer.Exit(1)
        kept = newest(settings)
    held = unseal(keys.signing_key(settings), kept.sealed) if kept else None
    account = zalo_oa_connect.look_at_account(settings, held.access) if held else None
    typer.echo(zalo_oa_connect.in_words(account) if account else "Zalo does not say more now.")

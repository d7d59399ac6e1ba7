"""`attache slack` and `attache telegram`: what each platform is told about the bot."""

import asyncio
import json

import click

from bot import app
from bot.cli.session import Session
from bot.services.checking import Unwell


@click.group()
def slack() -> None:
    """Slack."""


@slack.command()
@click.pass_obj
def manifest(session: Session) -> None:
    """Print the Slack app manifest, made from the commands, to be pasted into Slack."""
    click.echo(json.dumps(app.slack_manifest(session.settings), indent=2, ensure_ascii=False))


@click.group()
def telegram() -> None:
    """Telegram."""


@telegram.command()
@click.pass_obj
def setup(session: Session) -> None:
    """Set commands and descriptions in every language, and the webhook where it is used."""
    if not session.settings.has_telegram:
        raise click.UsageError("TELEGRAM_BOT_TOKEN is not set.")
    try:
        done = asyncio.run(app.telegram_setup(session.settings, session.opened))
    except Unwell as unwell:
        raise click.ClickException(str(unwell)) from unwell
    click.echo(f"@{done.username} has its commands in {', '.join(done.languages)}.")
    click.echo(f"Updates come to {done.webhook}." if done.webhook else "Updates are fetched.")

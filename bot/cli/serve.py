"""`attache serve`, `migrate` and `check`: running the bot, and seeing that it can run."""

import asyncio
import sys

import click

from bot import app
from bot.cli.session import Session
from bot.services.checking import Finding, findings
from storage import schema
from storage.engine import Database
from storage.errors import DatabaseUnavailable


@click.command()
@click.option("--only", type=click.Choice(["web", "worker"]), help="One role of the two.")
@click.pass_obj
def serve(session: Session, only: str | None) -> None:
    """Run everything that is configured, until told to stop.

    The embedded database is brought to the current schema at once; a shared one by
    `attache migrate`, so that many machines can be renewed one after another.
    """
    if session.opened.is_embedded:
        session.database()
    else:
        _look_at(session.opened)
    asyncio.run(
        app.serve(session.settings, session.opened, web=only != "worker", worker=only != "web")
    )


def _look_at(shared: Database) -> None:
    """Say what there is to say of a shared database; one that is away is waited for, as it is later
    on, so that machines can be started in any order."""
    try:
        is_current = schema.is_current(shared)
    except DatabaseUnavailable:
        click.echo("The database cannot be reached; it is waited for.", err=True)
    else:
        if not is_current:
            told = "The database is not at this program's schema: run attache migrate."
            click.echo(told, err=True)


@click.command()
@click.pass_obj
def migrate(session: Session) -> None:
    """Bring the database to the current schema; safe on many machines at once."""
    session.database()
    click.echo(f"The database is at schema {schema.HEAD}.")


@click.command()
@click.pass_obj
def check(session: Session) -> None:
    """Try out the configuration, the database and each platform; say what to do."""
    found = asyncio.run(findings(app.trials(session.settings, session.opened)))
    for each in found:
        _report(each)
    sys.exit(0 if all(each.is_well for each in found) else 1)


def _report(finding: Finding) -> None:
    sign = click.style("✓", fg="green") if finding.is_well else click.style("✗", fg="red")
    click.echo(f"{sign} {finding.subject}: {finding.sentence}")

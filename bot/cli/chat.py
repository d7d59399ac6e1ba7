"""`attache chat`: talk to the bot in the terminal, at once, on the embedded database."""

import contextlib
import sys
from collections.abc import Iterator

import click

from bot.chat.reception import OPERATOR
from bot.chat.reply import Reply
from bot.chat.router import Router
from bot.chat.speech import Speech
from bot.cli.session import Session
from bot.cli.wishes import Wishes
from bot.domain.access import Role, Scope
from bot.platforms.console.plain import plain
from bot.platforms.console.terminal import Show, Terminal, console_identity, console_venue
from handlers.commands import registry
from storage.engine import Database
from storage.officials import Officials
from storage.speakers import Speakers

_FAREWELLS = ("exit", "quit", "bye")
_WELCOME = (
    "Attaché. Try: /partner status Odesa · /help · /settings language …\n"
    "A digit presses a button; exit leaves."
)


@click.command()
@click.option("--as", "name", default=OPERATOR, metavar="NAME", help="Which official speaks.")
@click.option("--network", default="", metavar="SLUG", help="In which network.")
@click.option("--lang", default="", metavar="CODE", help="In which language, such as uk or ja.")
@click.option("--channel", default="", metavar="NAME", help="In which channel, instead of alone.")
@click.pass_context
def chat(context: click.Context, name: str, network: str, lang: str, channel: str) -> None:
    """Talk to the bot in the terminal; no account needed.

    When input is not a terminal each line is one message, and `> label` presses a button.
    """
    session: Session = context.obj
    opened = session.database()
    interactive = sys.stdin.isatty()
    _offer_demo(opened, interactive=interactive)
    _check_speaker(opened, name, network)
    wishes = context.with_resource(Wishes(session.settings, opened))
    terminal = Terminal(
        wishes.granting(Router(registry(), opened, wishes.reach).answer),
        _screen() if interactive else _print,
        console_identity(name),
        console_venue(network, channel),
        lang,
    )
    if interactive:
        click.echo(_WELCOME)
    terminal.hear(_typed() if interactive else sys.stdin)


def _screen() -> Show:
    from rich.console import Console  # noqa: PLC0415  a pipe need not wait for it

    from bot.platforms.console.screen import Screen  # noqa: PLC0415  likewise

    return Screen(Console()).show


def _print(reply: Reply, speech: Speech) -> None:
    click.echo(plain(reply, speech))


def _typed() -> Iterator[str]:
    """What is typed at the prompt, with the line editing and history people are used to."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401, PLC0415  to import it is to have it; Windows has none
    while True:
        try:
            line = input("› ")
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if line.strip().casefold() in _FAREWELLS:
            return
        yield line


def _offer_demo(opened: Database, *, interactive: bool) -> None:
    with opened.reading() as reading:
        if Speakers(reading).network() is not None:
            return
    question = "There is no network here yet. Add the demo network?"
    if not interactive or click.confirm(question, default=True, err=True):
        from bot.services.demo import add_demo  # noqa: PLC0415  once in a database's life

        add_demo(opened)
        click.echo("Added the demo network: real partnerships, invented people.", err=True)


def _check_speaker(opened: Database, name: str, network: str) -> None:
    """UsageError, with who and what there is, for a network or an official that is not."""
    with opened.reading() as reading:
        speakers = Speakers(reading)
        found = speakers.network(network)
        if network and found is None:
            slugs = ", ".join(each.slug for each in speakers.networks())
            raise click.UsageError(f"There is no network {network!r}. There are: {slugs}")
        if name == OPERATOR or found is None:
            return
        if not any(each.standing_in(found.id) for each in speakers.people_called(name)):
            names = Officials(reading, Scope(found.id, Role.STEWARD)).listed()
            raise click.UsageError(
                f"{found.name} has no official called {name!r}. There are:"
                f" {', '.join(each.name for each in names) or 'none'}."
                " Add one with: attache official add"
            )

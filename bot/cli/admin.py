"""`attache network`, `official` and `channel`: how the first people and places get in."""

import click

from bot.cli.lengths import ADDRESS, CODE, NAME, UpTo
from bot.cli.session import Session
from bot.domain.access import Role, Scope
from bot.domain.identity import Identity, Platform
from bot.services.demo import add_demo
from storage.administration import Administration, AlreadyThere
from storage.audit import Actor
from storage.records import Records

_ACTOR = "cli"


@click.group()
def network() -> None:
    """Networks of cooperating members."""


@network.command("add")
@click.argument("name", type=UpTo(NAME))
@click.option("--slug", required=True, metavar="S", help="A short name for commands.")
@click.option(
    "--lang", default="en", type=UpTo(CODE), metavar="CODE", help="The network's language."
)
@click.option("--zone", default="UTC", metavar="ZONE", help="Its time zone.")
@click.pass_obj
def add_network(session: Session, name: str, slug: str, lang: str, zone: str) -> None:
    """Add a network."""
    with session.database().writing(Actor(_ACTOR)) as writing:
        try:
            Administration(writing).add_network(name, slug, lang, zone)
        except (AlreadyThere, ValueError) as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"Added the network {name} ({slug}).")


@network.command("demo")
@click.pass_obj
def add_demo_network(session: Session) -> None:
    """Add the demo network: real partnerships, invented people."""
    added = add_demo(session.database())
    click.echo("Added the demo network." if added else "The demo network is there already.")


@click.group()
def official() -> None:
    """People who use the bot."""


@official.command("add")
@click.argument("name", type=UpTo(NAME))
@click.option("--network", "slug", required=True, metavar="S")
@click.option("--party", default="", metavar="P", help="The city they write for.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--slack", default="", type=UpTo(ADDRESS), metavar="TEAM:USER")
@click.option("--telegram", default="", type=UpTo(ADDRESS), metavar="USER")
@click.option("--lang", default="", type=UpTo(CODE), metavar="CODE")
@click.option("--zone", default="", metavar="ZONE")
@click.pass_obj
def add_official(
    session: Session,
    name: str,
    slug: str,
    party: str,
    role: str,
    slack: str,
    telegram: str,
    lang: str,
    zone: str,
) -> None:
    """Add an official with their chat identities."""
    found = session.network(slug)
    identities = [*_slack_user(slack), *_telegram_user(telegram)]
    actor = Actor(_ACTOR, network_id=found.id)
    with session.opened.writing(actor) as writing:
        records = Records(writing, Scope(found.id, Role.STEWARD))
        party_id = _party(records, party)
        try:
            Administration(writing).add_official(
                found.id, name, Role(role), party_id, identities, lang, zone
            )
        except (AlreadyThere, ValueError) as error:
            raise click.UsageError(str(error)) from error
    click.echo(f"Added {name} to {found.name} as {role}.")


@click.group()
def channel() -> None:
    """Channels and groups that belong to a network."""


@channel.command("bind")
@click.option("--network", "slug", required=True, metavar="S")
@click.option("--slack", default="", type=UpTo(ADDRESS), metavar="TEAM[:CHANNEL]")
@click.option("--telegram", default="", type=UpTo(ADDRESS), metavar="CHAT")
@click.pass_obj
def bind_channel(session: Session, slug: str, slack: str, telegram: str) -> None:
    """Bind a Slack workspace or channel, or a Telegram group, to a network."""
    if bool(slack) == bool(telegram):
        raise click.UsageError("Give either --slack TEAM[:CHANNEL] or --telegram CHAT.")
    found = session.network(slug)
    team, _, place = slack.partition(":")
    platform = Platform.SLACK if slack else Platform.TELEGRAM
    with session.opened.writing(Actor(_ACTOR, network_id=found.id)) as writing:
        Administration(writing).bind(found.id, platform, team, place or telegram)
    click.echo(f"Bound {slack or telegram} to {found.name}.")


def _party(records: Records, name: str) -> int | None:
    if not name:
        return None
    found = records.parties.named(name)
    if len(found) == 1:
        return found[0].id
    places = records.places.named(name, limit=1)
    if not found and places:
        return records.parties.add_place(places[0]).id
    raise click.UsageError(f"{len(found)} parties of the network are called {name!r}.")


def _slack_user(typed: str) -> list[Identity]:
    team, colon, user = typed.partition(":")
    if not typed:
        return []
    if not (team and colon and user):
        raise click.UsageError("--slack takes TEAM:USER, for example T012AB:U045CD.")
    return [Identity(Platform.SLACK, user, team)]


def _telegram_user(typed: str) -> list[Identity]:
    if not typed:
        return []
    if not typed.isdecimal():
        raise click.UsageError("--telegram takes a numeric user id, for example 123456789.")
    return [Identity(Platform.TELEGRAM, typed)]

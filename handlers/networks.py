"""`/network`: who belongs to the network, and how much it remembers."""

from bot.chat.arguments import Page, Rest
from bot.chat.call import Call
from bot.chat.countries import country_of
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Heading, Note, Part, Reply
from bot.chat.resolving import described
from bot.chat.text import Language, Listing, Text, _, _c, _n
from bot.domain.access import Role
from bot.domain.vocabulary import PartyKind
from handlers.pages import pages_of, turning
from handlers.place_words import place_called
from storage.networks import ChannelView, NetworkCounts
from storage.views import PartyView

PER_PAGE = 10
MOST_STEWARDS = 5


class PartOfName(Rest):
    """Some letters of a name, or a country."""

    placeholder = _("TEXT")
    longest = 100


@command("network show", _("The network at a glance"), examples=("network show",))
def network_show(call: Call) -> Reply:
    """How much there is of everything, who runs the network, and where it is talked of."""
    network = call.speaker.network
    networks = call.records.networks
    facts = _facts(networks.counts(), network.language, network.timezone)
    parts: list[Part] = [Fields(facts), *_people(call)]
    channels = networks.channels()
    if channels:
        parts += [Heading(_("Channels")), Entries(tuple(_channel(each) for each in channels))]
    return Reply(network.name, tuple(parts), _steps())


@command(
    "network members",
    _("Who belongs to the network"),
    PartOfName("text", optional=True),
    options=(Option("page", Page("page", optional=True), _c("option", "page")),),
    examples=("network members", "network members Japan"),
)
def network_members(call: Call, text: str | None, page: int | None) -> Reply:
    """The members by name, page by page: all, or those of a name or a country."""
    wanted = text or ""
    country = country_of(wanted, call.speech.language) or ""
    parties = call.records.parties
    count = parties.count(wanted, country)
    pages = pages_of(count, PER_PAGE)
    at = min(page or 1, pages)
    members = parties.listed(PER_PAGE, (at - 1) * PER_PAGE, wanted, country)
    parts: list[Part] = [Entries(tuple(_member(each) for each in members))]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    steps = turning(f"network members {wanted}".strip(), at, pages)
    if text and not count:
        steps = (Button(_("All members"), "network members"),)
    return Reply(_counted(call, wanted, count), tuple(parts), steps, replaces=True)


def _facts(counts: NetworkCounts, language: str, zone: str) -> tuple[tuple[Text, Text], ...]:
    return (
        (_("Members"), _c("value", "{value}", value=counts.parties)),
        (_("Partnerships"), _c("value", "{value}", value=counts.partnerships)),
        (_("Contacts"), _c("value", "{value}", value=counts.contacts)),
        (_("Exchanges"), _c("value", "{value}", value=counts.exchanges)),
        (_("Officials"), _c("value", "{value}", value=counts.officials)),
        (_("Language"), _c("value", "{value}", value=Language(language))),
        (_("Time zone"), zone),
    )


def _people(call: Call) -> list[Part]:
    speaker = call.speaker
    yours: Text = _("Your role: {role}", role=speaker.scope.role)
    if speaker.party is not None:
        yours = _("Your role: {role}, {city}", role=speaker.scope.role, city=speaker.party.name)
    stewards = [each.name for each in call.records.officials.listed(Role.STEWARD, MOST_STEWARDS)]
    if not stewards:
        return [Note(_("It has no steward yet.")), Note(yours)]
    return [Note(_("Stewards: {names}", names=Listing(tuple(stewards)))), Note(yours)]


def _channel(channel: ChannelView) -> Entry:
    place = place_called(channel.platform, channel.channel, channel.title)
    spoken = Listing(tuple(Language(code) for code in channel.languages))
    named = _("{platform}: {place}", platform=channel.platform.title(), place=place)
    return Entry(named, _("in {languages}", languages=spoken) if channel.languages else "")


def _steps() -> tuple[Button, ...]:
    return (
        Button(_("Members"), "network members"),
        Button(_("Partnerships"), "partner list"),
        Button(_("Help"), "help"),
    )


def _counted(call: Call, text: str, count: int) -> Text:
    network = call.speaker.network.name
    if text:
        return _n("{n} member for “{text}”", "{n} members for “{text}”", count, text=text)
    return _n("{n} member of {network}", "{n} members of {network}", count, network=network)


def _member(party: PartyView) -> Entry:
    if party.kind is PartyKind.CITY:
        return Entry(described(party))
    return Entry(described(party), _c("value", "{value}", value=party.kind))

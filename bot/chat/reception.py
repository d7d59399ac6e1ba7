"""The door: who a message comes from, which network they speak in, or that they are strangers."""

from bot.chat.message import Message
from bot.chat.speaker import Speaker
from bot.chat.speech import best_language
from bot.domain.access import Role, Scope
from bot.domain.identity import Platform
from storage.speakers import BoundChannel, Speakers, Standing
from storage.views import NetworkView

OPERATOR = "operator"


def received(message: Message, speakers: Speakers) -> Speaker | None:
    """The speaker, or None for a stranger.

    A bound place decides the network; elsewhere the official's first one does. Whoever
    speaks in a bound place is at least a viewer there; the terminal's operator is a steward.
    """
    if message.sender.platform is Platform.CONSOLE:
        return _at_the_terminal(message, speakers)
    binding = None if message.stranger else speakers.binding(message.venue)
    standings = speakers.standings(message.sender)
    if binding is not None:
        own = [each for each in standings if each.network.id == binding.network.id]
        return _official(message, own[0], binding) if own else _visitor(message, binding, standings)
    return _official(message, standings[0], None) if standings else None


def _at_the_terminal(message: Message, speakers: Speakers) -> Speaker | None:
    network = speakers.network(message.venue.team)
    if network is None:
        return None
    standings = speakers.standings(message.sender)
    if message.sender.user != OPERATOR:
        standings = speakers.standings_of(message.sender.user)
    own = [each for each in standings if each.network.id == network.id]
    if own:
        return _official(message, own[0], None)
    return _speaker(message, Scope(network.id, Role.STEWARD), network, (message.language,))


def _official(message: Message, standing: Standing, binding: BoundChannel | None) -> Speaker:
    party_id = standing.party.id if standing.party else None
    return Speaker(
        identity=message.sender,
        name=standing.name,
        scope=Scope(standing.network.id, standing.role, party_id, standing.official_id),
        network=standing.network,
        language=best_language(*_wishes(message, standing), standing.network.language),
        zone=standing.zone or (binding.zone if binding else "") or standing.network.timezone,
        party=standing.party,
    )


def _wishes(message: Message, standing: Standing) -> tuple[str, str]:
    """A terminal's language was asked for by name; a chat program's is only a hint."""
    if message.sender.platform is Platform.CONSOLE:
        return message.language, standing.language
    return standing.language, message.language


def _visitor(message: Message, binding: BoundChannel, standings: list[Standing]) -> Speaker:
    """Someone whom the place lets in. An official of other networks keeps language and zone."""
    scope = Scope(binding.network.id, Role.VIEWER)
    known = standings[0] if standings else None
    wishes = (known.language if known else "", message.language, *binding.languages)
    zone = (known.zone if known else "") or binding.zone
    return _speaker(message, scope, binding.network, wishes, zone)


def _speaker(
    message: Message, scope: Scope, network: NetworkView, languages: tuple[str, ...], zone: str = ""
) -> Speaker:
    return Speaker(
        identity=message.sender,
        name=message.name,
        scope=scope,
        network=network,
        language=best_language(*languages, network.language),
        zone=zone or network.timezone,
    )

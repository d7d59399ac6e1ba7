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
        return _official(message, own[0], binding) if own else _visitor(message, binding)
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
    return _speaker(message, Scope(network.id, Role.STEWARD), network)


def _official(message: Message, standing: Standing, binding: BoundChannel | None) -> Speaker:
    party_id = standing.party.id if standing.party else None
    return Speaker(
        identity=message.sender,
        name=standing.name,
        scope=Scope(standing.network.id, standing.role, party_id, standing.official_id),
        network=standing.network,
        language=best_language(standing.language, message.language, standing.network.language),
        zone=standing.zone or (binding.zone if binding else "") or standing.network.timezone,
        party=standing.party,
    )


def _visitor(message: Message, binding: BoundChannel) -> Speaker:
    scope = Scope(binding.network.id, Role.VIEWER)
    return _speaker(message, scope, binding.network, binding.zone)


def _speaker(message: Message, scope: Scope, network: NetworkView, zone: str = "") -> Speaker:
    return Speaker(
        identity=message.sender,
        name=message.name,
        scope=scope,
        network=network,
        language=best_language(message.language, network.language),
        zone=zone or network.timezone,
    )

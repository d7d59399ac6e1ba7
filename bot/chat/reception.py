"""The door: who a message comes from, which network they speak in, or that they are strangers."""

from bot.chat.message import Message
from bot.chat.speaker import Speaker
from bot.chat.speech import best_language
from bot.domain.access import NOWHERE, Role, Scope
from bot.domain.identity import Platform
from storage.speakers import BoundChannel, Person, Speakers, Standing
from storage.views import NetworkView

OPERATOR = "operator"
_NOWHERE = NetworkView(NOWHERE, "", "", "", "UTC")


def received(message: Message, speakers: Speakers) -> Speaker:
    """The speaker. For a stranger it is one who stands in no network, where nothing is found.

    A bound place decides the network; elsewhere the one the official chose does. Whoever
    speaks in a bound place is at least a viewer there; the terminal's operator is a steward.
    """
    if message.sender.platform is Platform.CONSOLE:
        return _at_the_terminal(message, speakers)
    person = speakers.person(message.sender)
    binding = speakers.binding(message.venue)
    if binding is None or _speaks_for_themselves(message, person, binding):
        return _on_their_own(message, person, is_homeless=binding is None)
    standing = person.standing_in(binding.network.id) if person else None
    if person is not None and standing is not None:
        return _official(message, person, standing, binding)
    if message.stranger:
        # A bound place never hears what a guest knows from elsewhere.
        return _stranger(message, person)
    return _visitor(message, binding, person)


def _speaks_for_themselves(message: Message, person: Person | None, binding: BoundChannel) -> bool:
    """Alone with the bot, an official's choice goes before the workspace they write from; and
    a guest there is still what they are elsewhere."""
    if not message.venue.private or person is None:
        return False
    if message.stranger:
        return person.standing_in(binding.network.id) is None
    chosen = person.chosen_network_id
    return binding.is_wide and chosen is not None and person.standing_in(chosen) is not None


def _on_their_own(message: Message, person: Person | None, *, is_homeless: bool) -> Speaker:
    chosen = person.chosen if person else None
    if person is None or chosen is None:
        return _stranger(message, person)
    is_public = not message.venue.private
    return _official(message, person, chosen, None, is_homeless=is_homeless and is_public)


def _at_the_terminal(message: Message, speakers: Speakers) -> Speaker:
    network = speakers.network(message.venue.team)
    if network is None:
        return _stranger(message, None)
    if message.sender.user == OPERATOR:
        known = speakers.person(message.sender)
        people = [known] if known else []
    else:
        people = speakers.people_called(message.sender.user)
    for person in people:
        standing = person.standing_in(network.id)
        if standing is not None:
            return _official(message, person, standing, None)
    owner = people[0] if people else None
    scope = Scope(
        network.id,
        Role.STEWARD,
        official_id=owner.official_id if owner else None,
        in_public=not message.venue.private,
    )
    languages = (message.language, owner.language if owner else "")
    return _speaker(message, scope, network, languages, owner.zone if owner else "")


def _official(
    message: Message,
    person: Person,
    standing: Standing,
    binding: BoundChannel | None,
    *,
    is_homeless: bool = False,
) -> Speaker:
    scope = Scope(
        standing.network.id,
        standing.role,
        standing.party.id if standing.party else None,
        person.official_id,
        in_public=not message.venue.private,
    )
    return Speaker(
        identity=message.sender,
        name=person.name,
        scope=scope,
        network=standing.network,
        language=best_language(*_wishes(message, person), standing.network.language),
        zone=person.zone
        or standing.party_zone
        or (binding.zone if binding else "")
        or standing.network.timezone,
        party=standing.party,
        is_homeless=is_homeless,
    )


def _wishes(message: Message, person: Person) -> tuple[str, str]:
    """A terminal's language was asked for by name; a chat program's is only a hint."""
    if message.sender.platform is Platform.CONSOLE:
        return message.language, person.language
    return person.language, message.language


def _visitor(message: Message, binding: BoundChannel, person: Person | None) -> Speaker:
    """Someone whom the place lets in. Who is known already keeps their language and zone."""
    scope = Scope(
        binding.network.id,
        Role.VIEWER,
        official_id=person.official_id if person else None,
        in_public=not message.venue.private,
    )
    wishes = (person.language if person else "", message.language, *binding.languages)
    zone = (person.zone if person else "") or binding.zone
    return _speaker(message, scope, binding.network, wishes, zone)


def _stranger(message: Message, person: Person | None) -> Speaker:
    """Somebody to whom no network is open here, whatever else is on record of them."""
    scope = Scope(NOWHERE, Role.VIEWER, official_id=person.official_id if person else None)
    wishes = (person.language if person else "", message.language)
    return _speaker(message, scope, _NOWHERE, wishes, person.zone if person else "")


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

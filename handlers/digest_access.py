"""Where a digest can be sent to, and who may have it sent there."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.partnerships import titled
from bot.chat.reply import Button
from bot.chat.text import Listing, Text, _
from bot.domain.access import Role
from bot.domain.identity import Platform, Venue
from handlers.access import ensure_may_write_for
from handlers.digest_arguments import Subject
from storage.digest_views import About, DigestView


def bound_place_of(call: Call) -> Venue:
    """The channel, group or topic that this is said in, if a digest can be sent there. Mistake
    if nobody else is there, or if the place does not belong to the speaker's network."""
    place = call.message.venue.lasting
    if place.platform is Platform.CONSOLE:
        raise Mistake(
            _(
                "Nothing is sent to a terminal by itself. Please say this in a channel or group"
                " of Slack or Telegram."
            ),
            Button(_("Preview"), "digest preview"),
        )
    if place.is_direct:
        raise Mistake(
            _("We are alone here. Please say this in the channel or group that you mean."),
            Button(_("Preview"), "digest preview"),
        )
    if not call.records.digests.is_bound(place):
        raise Mistake(
            _(
                "This place does not belong to {network}, so its digest cannot be sent here. A"
                " steward can let it in: {example}",
                network=call.speaker.network.name,
                example="/network bind",
            )
        )
    return place


def subject_of(about: About, call: Call) -> Subject:
    """What a digest is about, by its name; the network for what is there no more."""
    if about.partnership_id is not None:
        found = call.records.partnerships.get(about.partnership_id)
        if found is not None:
            return Subject(about, titled(found), found.parties)
    party = call.records.parties.get(about.party_id) if about.party_id is not None else None
    if party is not None:
        return Subject(about, party.name, (party,))
    return Subject(about, call.speaker.network.name)


def ensure_may_send(call: Call, subject: Subject) -> None:
    """Return if the speaker may decide where this digest goes: that of the network a steward,
    others who writes for one of the parties. Mistake, naming who may."""
    if subject.parties:
        ensure_may_write_for(call, subject.parties)
        return
    if call.speaker.scope.role is Role.STEWARD:
        return
    raise Mistake(_only_stewards(call))


def _only_stewards(call: Call) -> Text:
    stewards = Listing(tuple(call.records.officials.names_of_stewards()), either=True)
    own = call.speaker.party
    example = "/digest subscribe monday 09:00 about=" + (own.name if own else "Odesa")
    if not stewards.items:
        return _(
            "Only stewards decide where the digest of the whole network goes. For that of your"
            " own city: {example}",
            example=example,
        )
    return _(
        "Only stewards decide where the digest of the whole network goes. Ask {stewards}. For"
        " that of your own city: {example}",
        stewards=stewards,
        example=example,
    )


def subscribed_here(call: Call) -> DigestView:
    """The subscription of this place, if the speaker may decide about it. Mistake otherwise."""
    digest = call.records.digests.at(bound_place_of(call))
    if digest is None:
        raise Mistake(
            _(
                "No digest is sent here yet. To have one: {example}",
                example="/digest subscribe monday 09:00",
            )
        )
    ensure_may_send(call, subject_of(digest.about, call))
    return digest

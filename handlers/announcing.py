"""Places that people talk in: whether the speaker may decide about them, and telling everybody
there what was decided."""

from collections.abc import Iterable
from typing import Any

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.reply import Note, Part
from bot.chat.text import _
from bot.domain.identity import Platform, Venue
from storage.bridge_views import Word

_HEARING = _(
    "Unless I am an administrator of this group, Telegram lets me hear only what is said to me."
    " Make me one, or say /setprivacy to @BotFather and choose Disable; then take me out of the"
    " group and in again."
)


def talking_place(call: Call) -> Venue:
    """The channel, group or topic that this is said in. Mistake if nobody else is there, or if
    it does not belong to the speaker's network."""
    place = call.message.venue.lasting
    if place.platform is Platform.CONSOLE:
        raise Mistake(
            _(
                "Nobody else reads along in a terminal. Please say this in a channel or group of"
                " Slack or Telegram."
            )
        )
    if place.is_direct:
        raise Mistake(
            _("We are alone here. Please say this in the channel or group that you mean.")
        )
    if call.message.stranger or not call.records.digests.is_bound(place):
        raise Mistake(
            _(
                "This place does not belong to {network}. A steward can let it in: {example}",
                network=call.speaker.network.name,
                example="/network bind",
            )
        )
    return place


def announce(call: Call, to: Iterable[tuple[int, Venue]], kind: str, **facts: Any) -> None:
    """Tell everybody in these places, each of them of a network, what the speaker did."""
    facts = {"name": call.speaker.name, "language": call.speaker.network.language, **facts}
    about = call.records.trail.batch
    call.records.bridges.tell(list(to), Word(kind, about, facts))


def announce_here(call: Call, here: Venue, kind: str, **facts: Any) -> None:
    """The same in the place that the speaker is in, where the answer is not seen by all."""
    if here.platform is Platform.SLACK:
        announce(call, [(call.speaker.scope.network_id, here)], kind, **facts)


def what_is_missing(call: Call, place: Venue) -> list[Part]:
    """What has to be seen to before what is said there is heard, as far as the bot knows."""
    if place.platform is Platform.TELEGRAM and not call.reach.telegram_reads_groups:
        return [Note(_HEARING)]
    return []

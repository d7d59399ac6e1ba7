"""Whether the one who speaks may do it, here, and who can if they may not."""

from collections.abc import Iterable

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.partnerships import titled
from bot.chat.reply import Button
from bot.chat.text import Listing, _
from storage.partnerships import PartnershipView
from storage.views import PartyView


def ensure_may_write_for(call: Call, parties: Iterable[PartyView]) -> None:
    """Return if the speaker writes for one of these parties. Mistake, naming those who do."""
    own = tuple(parties)
    if call.speaker.scope.may_write_for(*(party.id for party in own)):
        return
    cities = Listing(tuple(party.name for party in own), either=True)
    stewards = call.records.officials.names_of_stewards()
    if not stewards:
        raise Mistake(
            _("Only editors of {cities} and stewards of the network can do that.", cities=cities)
        )
    raise Mistake(
        _(
            "Only editors of {cities} and stewards of the network can do that. Ask {stewards}.",
            cities=cities,
            stewards=Listing(tuple(stewards), either=True),
        )
    )


def ensure_changeable(call: Call, partnership: PartnershipView) -> None:
    """The same for a partnership, which must not be archived either."""
    ensure_may_write_for(call, partnership.parties)
    if partnership.archived_at is not None:
        raise Mistake(
            _(
                "The partnership {parties} is archived. Restore it first.",
                parties=titled(partnership),
            ),
            Button(_("Restore"), f"partner restore ~{partnership.id}"),
        )


def refuse_in_public(call: Call) -> None:
    """Mistake where others read along: what follows is for one person's eyes."""
    if call.speaker.scope.in_public:
        raise Mistake(_("Others read along here. Please ask me that in private."))

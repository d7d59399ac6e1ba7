"""Whether the one who speaks may change a follow-up, and who can if they may not."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.reply import Button
from bot.chat.text import Listing, Text, _
from bot.domain.access import Role
from storage.follow_up_views import FollowUpView


def may_change(call: Call, follow_up: FollowUpView) -> bool:
    """Its owner may, those who write for a party that it is between or that owes it, whoever
    made it as long as they write for anybody, and stewards."""
    scope = call.speaker.scope
    if scope.role is Role.STEWARD:
        return True
    if scope.role is not Role.EDITOR:
        return False
    parties = [party.id for party in follow_up.parties]
    if not follow_up.awaited and follow_up.party is not None:
        parties.append(follow_up.party.id)
    return (
        scope.may_write_for(*parties)
        or is_owner(call, follow_up)
        or call.records.follow_ups.is_made_by_speaker(follow_up.id)
    )


def is_owner(call: Call, follow_up: FollowUpView) -> bool:
    """Whether it is the speaker's own."""
    official_id = call.speaker.scope.official_id
    return official_id is not None and follow_up.owner_id == official_id


def ensure_may_change(call: Call, follow_up: FollowUpView) -> None:
    """Return if the speaker may change it in every way. Mistake, naming those who may."""
    if not may_change(call, follow_up):
        raise Mistake(_who_may(call, follow_up))


def ensure_may_settle(call: Call, follow_up: FollowUpView) -> None:
    """The same for closing it and letting it rest, which an owner of any role may."""
    if not is_owner(call, follow_up):
        ensure_may_change(call, follow_up)


def ensure_open(follow_up: FollowUpView) -> None:
    """Mistake if it is closed already, with the way to open it again."""
    if not follow_up.is_open:
        raise Mistake(
            _("That is closed already: {text}", text=follow_up.text),
            Button(_("Open again"), f"follow reopen #{follow_up.id}"),
        )


def _who_may(call: Call, follow_up: FollowUpView) -> Text:
    names = [follow_up.owner] if follow_up.owner else []
    names += [name for name in call.records.officials.names_of_stewards() if name not in names]
    if not names:
        return _(
            "Only its owner, editors of the cities that it is between and stewards of the"
            " network can do that."
        )
    return _(
        "Only its owner, editors of the cities that it is between and stewards of the network"
        " can do that. Ask {names}.",
        names=Listing(tuple(names), either=True),
    )

"""A follow-up worked out from what was said, before it is on record."""

from dataclasses import dataclass
from datetime import timedelta

from bot.chat.call import Call
from bot.chat.due import DueMeant
from bot.chat.errors import Mistake
from bot.chat.owners import Whom
from bot.chat.text import _
from bot.domain.recurrence import Every
from bot.domain.vocabulary import Priority, Visibility
from handlers.follow_origin import origin_of
from handlers.follow_owing import Says, deadline_of, ensure_kept, owed_by
from storage.follow_ups import Deadline, Draft, Owed

# When something is due of which nobody says when.
_USUAL = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a follow-up is to be kept, beside what is to be done. `told` is when it is due by the
    message that it is made from, where nobody else says it; not if that is over."""

    every: Every | None = None
    priority: Priority = Priority.NORMAL
    visibility: Visibility | None = None
    exchange_id: int | None = None
    told: DueMeant | None = None


def drafted(
    call: Call,
    text: str,
    due: DueMeant | None,
    whom: Whom | None,
    partnership_id: int | None,
    terms: Terms,
    says: Says,
) -> Draft:
    """What is to be put on record. Mendable if it cannot be, or if it can mean several things."""
    owed = owed_by(call, whom, partnership_id, says)
    partnership_id = partnership_id or _between(call, owed)
    visibility = _visibility(call, terms.visibility, owed, partnership_id)
    ensure_kept(call, owed, visibility)
    return Draft(
        text=text,
        owed=owed,
        deadline=_deadline(call, due, terms.told, owed),
        partnership_id=partnership_id,
        every=str(terms.every or ""),
        priority=terms.priority,
        visibility=visibility,
        origin=origin_of(call),
        exchange_id=terms.exchange_id,
    )


def _between(call: Call, owed: Owed) -> int | None:
    """The one partnership of the speaker's own city with the one that owes, if there is one."""
    own = call.speaker.party
    if own is None or owed.party_id in (None, own.id):
        return None
    found = call.records.partnerships.of(own.id, owed.party_id or 0, limit=2)
    return found[0].id if len(found) == 1 else None


def _deadline(call: Call, due: DueMeant | None, told: DueMeant | None, owed: Owed) -> Deadline:
    """In the zone of whoever is to act. Mistake if it is over there already."""
    is_own = owed.owner_id is not None and owed.owner_id == call.speaker.scope.official_id
    zone = call.speaker.zone if is_own else call.records.follow_ups.zone_of(owed)
    if due is None:
        by_message = deadline_of(told, zone) if told is not None else None
        if by_message is not None and by_message.moment > call.now:
            return by_message
        return Deadline(call.today + _USUAL, None, zone, is_usual=True)
    deadline = deadline_of(due, zone)
    if deadline.moment <= call.now:
        raise Mistake(
            _(
                "For whoever is to do it, in the time zone {zone}, that is over already. Please"
                " name a later time.",
                zone=zone,
            )
        )
    return deadline


def _visibility(
    call: Call, said: Visibility | None, owed: Owed, partnership_id: int | None
) -> Visibility:
    """As said; what is in no partnership is for the speaker's own city, as long as nobody else
    reads along, nor has read what it was made from."""
    scope = call.speaker.scope
    if scope.in_public and said not in (None, Visibility.NETWORK):
        raise Mistake(
            _("Others read along here. Please tell me in private what is not for all of them.")
        )
    if said is Visibility.PARTNERSHIP and partnership_id is None:
        raise Mistake(
            _(
                "There is no partnership to share it with. Please say the city first, or"
                " visibility=party."
            )
        )
    if said is Visibility.PARTY and scope.party_id is None:
        raise Mistake(_("You write for no city that it could be kept to."))
    if said is not None:
        return said
    is_heard = origin_of(call) is not None and not call.message.venue.is_direct
    is_private = partnership_id is None and not scope.in_public and not is_heard
    is_own = scope.party_id is not None and owed.party_id == scope.party_id
    return Visibility.PARTY if is_private and is_own and not owed.awaited else Visibility.NETWORK

"""Who owes a follow-up, worked out from whom the speaker named."""

from collections.abc import Callable

from bot.chat.call import Call
from bot.chat.due import DueMeant
from bot.chat.errors import Mistake, Question
from bot.chat.officials import titled as official_titled
from bot.chat.owners import Whom, official_key, party_key
from bot.chat.partnerships import titled
from bot.chat.reply import Button
from bot.chat.resolving import described
from bot.chat.text import _
from bot.domain.access import Role
from bot.domain.due import moment_of, zone_of
from bot.domain.vocabulary import Visibility
from storage.follow_up_views import FollowUpView
from storage.follow_ups import Deadline, Owed
from storage.officials import OfficialView
from storage.partnerships import PartnershipView
from storage.views import PartyView

_MOST_COLLEAGUES = 6


# The line that says the same again, with words for whose reply is awaited.
Says = Callable[[str], str]


def owed_by(call: Call, whom: Whom | None, partnership_id: int | None, says: Says) -> Owed:
    """Who owes. Without anybody named the speaker; of a reply that is awaited, the one partner.
    Question if several partners can be meant."""
    if whom is None:
        return _oneself(call)
    if whom.awaited:
        return _awaited(call, whom, _partnership(call, partnership_id), says)
    if whom.official is not None:
        return Owed(whom.official.id, _id_of(whom.official.party))
    if whom.party is not None:
        _ensure_takes_part(whom.party, _partnership(call, partnership_id))
        return Owed(None, whom.party.id)
    return _oneself(call)


def _awaited(call: Call, whom: Whom, partnership: PartnershipView | None, says: Says) -> Owed:
    """An official of the speaker's own side, or of none, is who waits; any other is of those who
    owe."""
    own = call.speaker.party
    waits = call.speaker.scope.official_id
    party = whom.party
    if whom.official is not None:
        if whom.official.party in (None, own):
            waits = whom.official.id
        else:
            party = whom.official.party
    party = party or _counterpart(call, partnership, says)
    _ensure_takes_part(party, partnership)
    if party == own:
        raise Mistake(
            _("{city} is your own city: please say who there shall do it.", city=party.name)
        )
    return Owed(waits, party.id, awaited=True)


def _id_of(party: PartyView | None) -> int | None:
    return party.id if party else None


def deadline_of(due: DueMeant, zone: str) -> Deadline:
    """A day or a time as it is in the zone of whoever is to act; what was reckoned from now on
    is the same moment there."""
    if not due.is_moment or due.time is None:
        return Deadline(due.day, due.time, zone)
    local = moment_of(due.day, due.time, due.zone).astimezone(zone_of(zone))
    return Deadline(local.date(), local.time(), zone)


def ensure_kept(call: Call, owed: Owed, visibility: Visibility) -> None:
    """What a city keeps to itself is nobody else's to do."""
    scope = call.speaker.scope
    if visibility is not Visibility.PARTY or scope.role is Role.STEWARD or owed.awaited:
        return
    if owed.party_id != scope.party_id:
        raise Mistake(
            _(
                "Only your own city can see that, so only somebody of your own city can do it."
                " Say visibility=partnership or visibility=network to share it."
            )
        )


def owners_to_choose(call: Call, follow_up: FollowUpView) -> tuple[Button, ...]:
    """A button for each who may be meant: oneself, colleagues of the cities concerned, these
    cities, and those whose reply is awaited."""
    says = f"follow assign #{follow_up.id}"
    others = [
        Button(official_titled(each), f"{says} {official_key(each)}")
        for each in _colleagues(call, follow_up)
    ]
    cities = [Button(described(each), f"{says} {party_key(each)}") for each in follow_up.parties]
    me = [Button(_("I do it"), f"{says} me")] if call.speaker.scope.official_id else []
    awaited = [Button(_("They owe us"), f"{says} await")] if follow_up.parties else []
    return (*me, *others[:_MOST_COLLEAGUES], *cities[:3], *awaited)


def _colleagues(call: Call, follow_up: FollowUpView) -> list[OfficialView]:
    """Those of the speaker's own city first, then of the others that it is between."""
    own = call.speaker.party
    concerned = {party.id for party in follow_up.parties} | ({own.id} if own else set())
    known = call.records.officials.listed(limit=200)
    of_cities = [
        each
        for each in known
        if each.party is not None
        and each.party.id in concerned
        and each.id not in (call.speaker.scope.official_id, follow_up.owner_id)
    ]
    return sorted(of_cities, key=lambda each: own is None or each.party != own)


def _oneself(call: Call) -> Owed:
    """The speaker, for their city; somebody of whom nothing is on record is their city alone,
    or nobody in particular."""
    own = call.speaker.party
    known = call.records.officials.get(call.speaker.scope.official_id or 0)
    return Owed(known.id if known else None, own.id if own else None)


def _partnership(call: Call, partnership_id: int | None) -> PartnershipView | None:
    return None if partnership_id is None else call.records.partnerships.get(partnership_id)


def _counterpart(call: Call, partnership: PartnershipView | None, says: Says) -> PartyView:
    own = call.speaker.party
    if partnership is None:
        raise Mistake(_("Whose reply is it? Please say the city as well: await CITY"))
    others = partnership.others(own.id if own else None)
    if len(others) == 1:
        return others[0]
    raise Question(
        _("Whose reply do you wait for?"),
        *(Button(described(each), says(f"await {party_key(each)}")) for each in others[:10]),
    )


def _ensure_takes_part(party: PartyView, partnership: PartnershipView | None) -> None:
    if partnership is not None and not partnership.has(party.id):
        raise Mistake(
            _("{city} is no party to {parties}.", city=party.name, parties=titled(partnership))
        )

"""A partnership's health, from what is on record."""

from datetime import date

from bot.chat.call import Call
from bot.domain.health import Facts, Health, PastExchange, Pause, assess
from bot.domain.rhythm import policy_for
from storage.partnerships import PartnershipView


def health_of(partnership: PartnershipView, call: Call) -> Health:
    """How the partnership fares today. Two statements, whatever its history."""
    history = call.records.exchanges.history(partnership.id)
    verified = call.records.contacts.nodal_verified_on([each.id for each in partnership.parties])
    exchanges = [PastExchange(kind, day.start, initiator) for kind, day, initiator in history]
    return assess(_facts(partnership, verified), exchanges, call.today)


def _facts(partnership: PartnershipView, verified: dict[int, date | None]) -> Facts:
    has_agreement = bool(partnership.agreement_signed or partnership.agreement_title)
    return Facts(
        policy=policy_for(partnership.type),
        stage=partnership.stage,
        parties=tuple(party.id for party in partnership.parties),
        since=partnership.since.start if partnership.since else None,
        agreement_in_force=True if has_agreement else None,
        agreement_until=partnership.agreement_until,
        last_review_on=partnership.last_review_on,
        next_review_on=partnership.next_review_on,
        nodal_verified_on=verified,
        language_agreed=bool(partnership.language),
        channel_agreed=partnership.medium is not None,
        pause=_pause(partnership),
    )


def _pause(partnership: PartnershipView) -> Pause | None:
    if partnership.paused_from is None or partnership.paused_until is None:
        return None
    return Pause(partnership.paused_from, partnership.paused_until, partnership.paused_reason)

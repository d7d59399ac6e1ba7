"""Follow-ups where they stand beside something else: a partnership's status, a logged exchange."""

from bot.chat.call import Call
from bot.chat.promises import Promised
from bot.chat.reply import Button, Entries, Heading, Note, Part
from bot.chat.text import _, _n
from bot.domain.access import Role
from handlers.follow_access import is_owner
from handlers.follow_drafting import Terms, drafted
from handlers.follow_words import entry_of
from storage.exchanges import ExchangeView
from storage.follow_up_views import FollowUpView
from storage.partnerships import PartnershipView

_PER_SIDE = 3
_COUNTED = 50


def of_both_sides(
    call: Call, partnership: PartnershipView
) -> tuple[tuple[Part, ...], tuple[Button, ...]]:
    """What each side of a partnership owes, the speaker's own first, and what can be done with
    it; nothing if nothing is open."""
    known = call.records.follow_ups.of_partnership(partnership.id, limit=_COUNTED)
    if not known:
        return (), ()
    shown = _few_of_each_side(call, known)
    parts: list[Part] = [
        Heading(_("Open follow-ups")),
        Entries(tuple(entry_of(each, call, with_parties=False) for each in shown)),
    ]
    buttons = [_done(each) for each in shown if _may_close(call, each, partnership)]
    if more := len(known) - len(shown):
        parts.append(Note(_n("and {n} more", "and {n} more", more)))
    buttons.append(Button(_("Follow-ups"), f"follow list ~{partnership.id}"))
    return tuple(parts), tuple(buttons)


def follow_up_button(call: Call, partnership: PartnershipView) -> tuple[Button, ...]:
    """Begins a new one, for those who may."""
    is_over = partnership.archived_at is not None
    if is_over or not call.speaker.scope.may_write_for(*(each.id for each in partnership.parties)):
        return ()
    return (Button(_("Follow up"), f"follow add ~{partnership.id}"),)


def put_down(call: Call, following: Promised, logged: ExchangeView) -> FollowUpView | None:
    """What comes next after an exchange, on record for those who see the exchange."""
    draft = drafted(
        call,
        following.text,
        following.due,
        following.whom,
        logged.partnership_id,
        Terms(visibility=logged.visibility, exchange_id=logged.id),
        lambda words: f"{call.line.text} {words}",
    )
    return call.records.follow_ups.get(call.records.follow_ups.add(draft, call.now))


def next_one(call: Call, follow_up: FollowUpView | None) -> tuple[Part, ...]:
    """What comes next, if anything does."""
    if follow_up is None:
        return ()
    return Heading(_("Next")), Entries((entry_of(follow_up, call, with_parties=False),))


def _few_of_each_side(call: Call, known: list[FollowUpView]) -> list[FollowUpView]:
    sides: dict[int, list[FollowUpView]] = {}
    for each in known:
        sides.setdefault(each.party.id if each.party else 0, []).append(each)
    own = call.speaker.party.id if call.speaker.party else 0
    ordered = sorted(sides, key=lambda side: side != own)
    return [each for side in ordered for each in sides[side][:_PER_SIDE]]


def _may_close(call: Call, follow_up: FollowUpView, partnership: PartnershipView) -> bool:
    scope = call.speaker.scope
    if scope.role is Role.VIEWER:
        return is_owner(call, follow_up)
    return scope.may_write_for(*(party.id for party in partnership.parties))


def _done(follow_up: FollowUpView) -> Button:
    return Button(_("Done {number}", number=f"#{follow_up.id}"), f"follow done #{follow_up.id}")

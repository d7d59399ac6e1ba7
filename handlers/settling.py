"""What settles a follow-up by itself: an exchange that is logged, a reply in its thread."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.chat.call import Call
from bot.chat.reply import Button, Note, Paragraph, Part, Reply, Tone
from bot.chat.text import _, _n
from bot.domain.due import end_of
from bot.domain.names import fold
from bot.domain.settling import holds_back, is_substantive, says_done, significant
from bot.domain.vocabulary import Closure
from handlers.follow_access import is_owner, may_change
from handlers.follow_words import done_button, due_of, in_short, keep_open_button
from storage.exchanges import ExchangeView
from storage.follow_up_views import FollowUpView
from storage.follow_ups import ClosedAlready

# How like (0–100) a summary and what was to be done have to be, and in how many words.
_SAME = 80
_SAME_WORD = 70
_WORDS_IN_COMMON = 2
_MOST_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Settled:
    """What was closed, and what may be done as well, for the speaker to say."""

    closed: tuple[FollowUpView, ...] = ()
    offered: tuple[FollowUpView, ...] = ()

    def parts(self) -> tuple[Part, ...]:
        """What there is to say of it."""
        return tuple(Note(_("That settles: {text}", text=each.text)) for each in self.closed)

    def buttons(self) -> tuple[Button, ...]:
        """To take back what was closed, and to close what was not."""
        kept = (
            Button(_("Still open: {text}", text=in_short(each.text)), f"follow reopen #{each.id}")
            for each in self.closed
        )
        return (*kept, *(done_button(each) for each in self.offered))


def settled_by(call: Call, exchange: ExchangeView) -> Settled:
    """What an exchange that was just logged settles of its partnership's follow-ups, among those
    that were there on its day. A plan settles nothing."""
    day = exchange.happened_on
    if day is None or day.start > call.today:
        return Settled()
    until = end_of(min(day.end, call.today), call.speaker.zone)
    known = call.records.follow_ups.made_before(exchange.partnership_id, until)
    own = [each for each in known if may_change(call, each)]
    settled = [each for each in own if _settles(exchange, each)]
    closed = tuple(each for each in settled if _close(call, each, exchange.id))
    others = [each for each in own if each not in settled]
    others.sort(key=lambda each: -fuzz.token_set_ratio(fold(each.text), fold(exchange.summary)))
    return Settled(closed, tuple(others[:_MOST_OFFERED]))


def heard(call: Call) -> Reply | None:
    """What to say in a thread in which somebody replied to others: that it settles what was made
    from it, or nothing."""
    quoted = call.message.quoted
    if quoted is None:
        return None
    tracked = call.records.follow_ups.in_thread(call.message.venue, quoted.message)
    settled = [each for each in tracked if _is_settled_by_reply(call, each)]
    closed = [each for each in settled if _close(call, each)]
    if not closed:
        return None
    return _told(call, closed)


def _settles(exchange: ExchangeView, follow_up: FollowUpView) -> bool:
    party_id = follow_up.party.id if follow_up.party else None
    if follow_up.awaited:
        return party_id is not None and exchange.initiator_id == party_id
    if party_id is not None and exchange.initiator_id not in (party_id, None):
        return False
    return _says_the_same(exchange.summary, follow_up.text)


def _says_the_same(summary: str, text: str) -> bool:
    """Whether all that was to be done is told of in the summary, and nothing in it holds back:
    'Sent the pump specification' tells of 'send pump specification'."""
    wanted, said = significant(text), significant(summary)
    if len(wanted) < _WORDS_IN_COMMON or holds_back(summary):
        return False
    if fuzz.token_set_ratio(fold(text), fold(summary)) < _SAME:
        return False
    is_told = [max((fuzz.ratio(word, other) for other in said), default=0) for word in wanted]
    return all(likeness >= _SAME_WORD for likeness in is_told)


def _is_settled_by_reply(call: Call, follow_up: FollowUpView) -> bool:
    if follow_up.awaited:
        return _may_answer(call, follow_up) and is_substantive(call.message.text)
    return _is_of_own_people(call, follow_up) and says_done(call.message.text)


def _may_answer(call: Call, follow_up: FollowUpView) -> bool:
    """Whether the speaker is of the side whose reply is awaited, or nobody that is known: then
    they are none of those who wait."""
    if is_owner(call, follow_up):
        return False
    own = call.speaker.party
    if own is not None:
        waiting = _party_of_owner(call, follow_up)
        return own == follow_up.party if follow_up.party else own.id != waiting
    official_id = call.speaker.scope.official_id
    return official_id is None or call.records.officials.get(official_id) is None


def _is_of_own_people(call: Call, follow_up: FollowUpView) -> bool:
    own = call.speaker.party
    if is_owner(call, follow_up):
        return True
    if own is None:
        return False
    return own == follow_up.party or own.id == _party_of_owner(call, follow_up)


def _party_of_owner(call: Call, follow_up: FollowUpView) -> int | None:
    owner = call.records.officials.get(follow_up.owner_id or 0)
    return owner.party.id if owner is not None and owner.party is not None else None


def _close(call: Call, follow_up: FollowUpView, exchange_id: int | None = None) -> bool:
    """Whether it could be closed; not if somebody else was quicker."""
    try:
        call.records.follow_ups.close(follow_up.id, Closure.DONE, call.now, exchange_id)
    except ClosedAlready:
        return False
    return True


def _told(call: Call, closed: list[FollowUpView]) -> Reply:
    first = closed[0]
    if len(closed) == 1:
        return Reply(
            _("That settles: {text}", text=first.text),
            (Note(_("It was due: {day}", day=due_of(first, call))),),
            (keep_open_button(first),),
            Tone.DONE,
        )
    return Reply(
        _n("That settles {n} follow-up.", "That settles {n} follow-ups.", len(closed)),
        tuple(Paragraph(each.text) for each in closed),
        tuple(
            Button(_("Still open: {text}", text=in_short(each.text)), f"follow reopen #{each.id}")
            for each in closed
        ),
        Tone.DONE,
    )

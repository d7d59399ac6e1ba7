"""What the message that a follow-up is made from tells of it."""

import re

from bot.chat.call import Call
from bot.chat.due import DueMeant
from bot.chat.due_told import due_told
from bot.chat.owners import Whom
from bot.domain.access import Role
from bot.domain.names import fold
from bot.domain.settling import asks
from storage.follow_ups import LONGEST_TEXT, Origin
from storage.partnerships import PartnershipView

_WORD = re.compile(r"[^\W\d_][\w'’ʼ.-]*")
# Names of members are looked for in so many words.
_WORDS_SEARCHED = 60
_LONGEST_NAME = 3
_SHORTEST_NAME = 3


def text_of(call: Call) -> str:
    """The text of the message that this one replies to, as much of it as can be kept; empty if
    it replies to none."""
    quoted = call.message.quoted
    text = " ".join(quoted.text.split()) if quoted else ""
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1].rstrip()}…"


def due_of(call: Call) -> DueMeant | None:
    """When that message surely says that it is due; None if it does not, or that is over."""
    quoted = call.message.quoted
    return due_told(quoted, call) if quoted is not None and quoted.text else None


def origin_of(call: Call) -> Origin | None:
    """Where that message is, so that replies to it can settle what is made from it. Without one,
    the thread that was spoken in."""
    venue, quoted = call.message.venue, call.message.quoted
    if venue.channel == call.message.sender.user:
        # Nobody else replies there, and the number of the chat is that of the account.
        return None
    message = quoted.message if quoted else venue.topic if not venue.lasting_topic else ""
    if not message:
        return None
    return Origin(venue.platform, venue.team, venue.channel, message)


def author_of(call: Call, partnership_id: int | None) -> Whom | None:
    """Who most likely owes what that message says. What somebody of another city tells is for
    them to do, and the speaker waits for it; what they ask is for the speaker."""
    quoted = call.message.quoted
    if quoted is None or quoted.author is None or quoted.author == call.message.sender:
        return None
    number = call.records.accounts.owner_of(quoted.author)
    author = call.records.officials.get(number or 0)
    if author is None or author.id == call.speaker.scope.official_id or asks(quoted.text):
        return None
    own = call.speaker.party
    if author.party is None or author.party == own or own is None:
        return Whom(official=author)
    partnership = None
    if partnership_id is not None:
        partnership = call.records.partnerships.get(partnership_id)
    if partnership is not None and not partnership.has(author.party.id):
        return Whom(official=author)
    return Whom(party=author.party, awaited=True)


def partnership_of(call: Call, text: str) -> int | None:
    """The partnership that the place is bound to, or the one with a member that the text names;
    None if there is none, or none that the speaker may write for."""
    place = call.records.follow_ups.partnership_of_place(call.message.venue)
    found = call.records.partnerships.get(place) if place is not None else None
    found = found or _named_in(text, call)
    if found is None or found.archived_at is not None:
        return None
    may_write = call.speaker.scope.may_write_for(*(party.id for party in found.parties))
    return found.id if may_write else None


def _named_in(text: str, call: Call) -> PartnershipView | None:
    """The one partnership of the speaker's own city with the one other member that is named; to
    a steward without a city, the only one of that member."""
    own = call.speaker.party
    named = call.records.follow_ups.members_called(_possible_names(text))
    others = [party for party in named if party != own]
    if len(others) != 1 or (own is None and call.speaker.scope.role is not Role.STEWARD):
        return None
    pair = (others[0].id, own.id) if own else (others[0].id,)
    found = call.records.partnerships.of(*pair, limit=2)
    return found[0] if len(found) == 1 else None


def _possible_names(text: str) -> list[str]:
    """Runs of a few words that may be a name: those that do not begin small."""
    words = list(_WORD.finditer(text))[:_WORDS_SEARCHED]
    runs = {
        fold(text[words[at].start() : words[at + count].end()])
        for at in range(len(words))
        for count in range(min(_LONGEST_NAME, len(words) - at))
        if not words[at][0][0].islower()
    }
    return sorted(run for run in runs if len(run) >= _SHORTEST_NAME or not run.isascii())

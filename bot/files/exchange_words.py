"""What other people's lists call an exchange, as a kind of the vocabulary."""

from bot.chat.text import _
from bot.domain.names import fold
from bot.domain.vocabulary import ExchangeKind
from bot.files import codes
from bot.files.lines import Unreadable

_KINDS: dict[str, ExchangeKind] = {
    "agreement signed": ExchangeKind.SIGNING,
    "institution agreement": ExchangeKind.SIGNING,
    "aid sent": ExchangeKind.AID,
    "aid received": ExchangeKind.AID,
    "aid request": ExchangeKind.MESSAGE,
    "pledge": ExchangeKind.MESSAGE,
    "fundraising": ExchangeKind.DONATION,
    "video call": ExchangeKind.ONLINE_MEETING,
    "online event": ExchangeKind.EVENT,
    "exhibition": ExchangeKind.EVENT,
    "network role": ExchangeKind.EVENT,
    "exchange start": ExchangeKind.EVENT,
    "youth exchange": ExchangeKind.EVENT,
    "delegation visit": ExchangeKind.VISIT,
    "expert visit": ExchangeKind.VISIT,
    "study visit": ExchangeKind.VISIT,
    "trade mission": ExchangeKind.VISIT,
    "expert meeting": ExchangeKind.MEETING,
    "project": ExchangeKind.PROJECT_STEP,
    "joint project": ExchangeKind.PROJECT_STEP,
    "programme": ExchangeKind.PROJECT_STEP,
    "programme start": ExchangeKind.PROJECT_STEP,
    "academic exchange": ExchangeKind.PROJECT_STEP,
    "school link": ExchangeKind.PROJECT_STEP,
}

# What such lists also hold, and what is no exchange.
NO_EXCHANGE = frozenset(
    {
        "rule", "policy", "office context", "outcome", "portfolio", "survey answer", "network",
        "partnership",
    }
)  # fmt: skip

# Of these nobody is the initiator unless a file says so: both sides sign, meet and build.
SHARED = frozenset(
    {
        ExchangeKind.SIGNING,
        ExchangeKind.MEETING,
        ExchangeKind.ONLINE_MEETING,
        ExchangeKind.EVENT,
        ExchangeKind.PROJECT_STEP,
    }
)


def kind_of(said: str) -> ExchangeKind:
    """The kind that is meant. Unreadable for none, and for a word that stands for none."""
    if not said:
        raise Unreadable(_("There is no kind; write visit, call or letter, for example."))
    known = _KINDS.get(fold(said))
    sentence = _(
        "{text} is no kind of exchange; write visit, call or letter, for example.", text=said[:60]
    )
    found = known or codes.word(said, ExchangeKind, sentence)
    if found is None:
        raise Unreadable(sentence)
    return found

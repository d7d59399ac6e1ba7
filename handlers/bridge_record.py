"""What was said across a bridge, on record as an exchange, or taken back everywhere."""

from collections.abc import Sequence

from bot.chat.call import Call
from bot.chat.errors import Mistake, Question
from bot.chat.labels import flag
from bot.chat.partnerships import Meant, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Reply, Tone
from bot.chat.text import _
from bot.domain.access import Role
from bot.domain.partial_dates import PartialDate
from bot.domain.vocabulary import ExchangeKind
from handlers import log
from storage.bridge_views import SaidView
from storage.partnerships import PartnershipView
from storage.views import PartyView

_LONGEST_SUMMARY = 1000
_MOST_CHOICES = 5


@command(
    "bridge log",
    _("As a reply to what was said: put it on record as an exchange"),
    examples=("bridge log",),
    role=Role.EDITOR,
    writes=True,
)
def bridge_log(call: Call) -> Reply:
    """The exchange between the writer's city and the other one on the bridge."""
    said = _said(call)
    cities, writer = _cities(call, said)
    partnership = _partnership(call, said, cities, writer)
    day, summary = PartialDate(said.said_at.date()), _summary(said)
    known = call.records.exchanges.twin_of(
        partnership.id, ExchangeKind.MESSAGE, day, summary, said.said_at
    )
    if known is not None:
        timeline = Button(_("Timeline"), f"partner timeline ~{partnership.id}")
        raise Question(_("That is on record already."), timeline)
    begun_by = writer if writer is not None and partnership.has(writer.id) else None
    reply: Reply = log.log.handler(
        call,
        Meant(partnership),
        ExchangeKind.MESSAGE,
        summary,
        day,
        None,
        **{"date": None, "by": begun_by, "with": said.name, "visibility": None},
        lang=said.language or None,
        again="yes",
    )
    return reply


@command(
    "bridge remove",
    _("As a reply to what was said: take it back in all places that it was brought to"),
    examples=("bridge remove",),
    writes=True,
)
def bridge_remove(call: Call) -> Reply:
    """Telegram does not tell a bot that a message was deleted, so this says it."""
    said = _said(call)
    own = call.records.accounts.owner_of(said.author) if said.author else None
    is_theirs = said.author == call.speaker.identity or (
        own is not None and own == call.speaker.scope.official_id
    )
    scope = call.speaker.scope
    decides = scope.role is Role.STEWARD and scope.network_id == said.network_id
    if not is_theirs and not decides:
        raise Mistake(_("Only who wrote it and stewards of their network can take it back."))
    call.records.bridges.withdraw(said.id, call.now)
    return Reply(_("It is taken back wherever I brought it."), tone=Tone.DONE)


def _said(call: Call) -> SaidView:
    quoted = call.message.quoted
    if quoted is None:
        raise Mistake(_("Please say that in reply to the message that you mean."))
    said = call.records.bridges.said(call.message.venue.lasting, quoted.own or quoted.message)
    if said is None:
        raise Mistake(
            _("I know no such message: it did not go over a bridge, or was said too long ago.")
        )
    return said


def _cities(call: Call, said: SaidView) -> tuple[list[PartyView], PartyView | None]:
    """The cities that share the bridge and the one of who wrote it, by this network's records of
    them, as far as it has any."""
    ends = call.records.bridges.ends(said.bridge_id)
    parties = {each.party.id: each.party for each in ends if each.party is not None}
    own = {number: _own(call, each) for number, each in parties.items()}
    writer = own.get(said.party_id) if said.party_id in own else None
    if writer is None and said.party_id is not None:
        writer = call.records.parties.get(said.party_id)
    return [each for each in own.values() if each is not None], writer


def _own(call: Call, party: PartyView) -> PartyView | None:
    if call.records.parties.get(party.id) is not None:
        return party
    named = call.records.parties.named(party.name)
    return next((each for each in named if each.country == party.country), None)


def _partnership(
    call: Call, said: SaidView, cities: Sequence[PartyView], writer: PartyView | None
) -> PartnershipView:
    """The partnership of the writer's city with another on the bridge. Question if several can
    be meant, Mistake if there is none."""
    found: dict[int, PartnershipView] = {}
    for first in cities if writer is None else [writer]:
        for second in cities:
            if first.id != second.id:
                both = call.records.partnerships.of(first.id, second.id)
                found |= {each.id: each for each in both}
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        named = ", ".join(f"{each.name} {flag(each.country)}".strip() for each in cities)
        raise Mistake(
            _(
                "I know no partnership between the cities here ({cities}). Say which one:"
                " {example}",
                cities=named or "–",
                example="/log Odesa message …",
            ),
            by_sign=True,
        )
    says = 'log ~{id} message "{text}"'
    text = _summary(said).replace('"', "'")
    raise Question(
        _("Which partnership is it about?"),
        *(
            Button(titled(each), says.format(id=each.id, text=text))
            for each in list(found.values())[:_MOST_CHOICES]
        ),
        by_sign=True,
    )


def _summary(said: SaidView) -> str:
    text = " ".join(said.text.split())
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[: _LONGEST_SUMMARY - 1].rstrip()}…"

"""`/partner add`: a new partnership between places anywhere in the world."""

from typing import Any

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.partnerships import Meant, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import Button, Fields, Reply, Tone
from bot.chat.resolving import Places
from bot.chat.text import Listing, _
from bot.domain.access import Role
from bot.domain.vocabulary import PartnershipType, Stage
from handlers.access import ensure_may_write_for
from handlers.partner_options import FACTS, put_into
from handlers.partnership_words import awaiting, facts_of
from storage.partnerships import PartnershipView
from storage.places import FoundPlace
from storage.views import PartyView

MOST_PARTIES = 26
# The least formal type, where none is said.
_INFORMAL = PartnershipType.FRIENDSHIP


@command(
    "partner add",
    _("Record a partnership"),
    Places("places"),
    options=FACTS,
    examples=(
        "partner add Odesa type=sister city since=1965",
        "partner add Leeds, Hangzhou type=mou until=2028-12-31",
    ),
    role=Role.EDITOR,
    writes=True,
)
def partner_add(call: Call, places: tuple[PartyView | FoundPlace, ...], **facts: Any) -> Reply:
    """The new partnership in full. The speaker's own city is the first party if only one is
    named. Mistake if the same parties have one of this type already."""
    parties, new = _parties(call, places)
    ensure_may_write_for(call, parties)
    type_ = PartnershipType(facts["type"] or _INFORMAL)
    _ensure_new(call, parties, facts["type"])
    formed = facts["since"] or facts["signed"]
    stage = Stage(facts["stage"] or (Stage.IMPLEMENTATION if formed else Stage.PLANNING))
    may_write_for = call.speaker.scope.may_write_for
    awaited = {each.id for each in parties if each.id not in new and not may_write_for(each.id)}
    record = call.records.partnerships.add(parties, type_, stage, awaited)
    put_into(record, {**facts, "type": type_, "stage": stage})
    added = _written(call, record.id)
    buttons = (
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
        Button(_("Status"), f"partner status ~{added.id}"),
    )
    title = _("Recorded the partnership {parties}", parties=titled(added))
    return Reply(title, (Fields(facts_of(added)), *awaiting(added)), buttons, Tone.DONE)


@command(
    "partner confirm",
    _("Agree to a partnership that the other side recorded"),
    ThePartnership("meant"),
    examples=("partner confirm Dresden",),
    role=Role.EDITOR,
    writes=True,
)
def partner_confirm(call: Call, meant: Meant) -> Reply:
    """For the speaker's own city; a steward agrees for all."""
    partnership = meant.partnership
    if not partnership.awaited:
        raise Mistake(
            _("The partnership {parties} is agreed on all sides.", parties=titled(partnership)),
            Button(_("Status"), f"partner status ~{partnership.id}"),
        )
    scope = call.speaker.scope
    own = [party.id for party in partnership.awaited if scope.may_write_for(party.id)]
    if not own:
        ensure_may_write_for(call, partnership.awaited)
    call.records.partnerships.agree(partnership.id, own)
    now = _written(call, partnership.id)
    buttons = (
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
        Button(_("Status"), f"partner status ~{partnership.id}"),
    )
    title = _("The partnership {parties} is confirmed.", parties=titled(now))
    return Reply(title, awaiting(now), buttons, Tone.DONE, replaces=True)


def _parties(
    call: Call, places: tuple[PartyView | FoundPlace, ...]
) -> tuple[list[PartyView], set[int]]:
    """All parties as members, the speaker's own city first if only one other is named; and the
    ids of those who come into the network only now, of whom nobody has anything to hide."""
    own = call.speaker.party
    named: list[PartyView | FoundPlace] = list(places)
    if len(named) == 1 and own is not None and not _is(own, named[0]):
        named.insert(0, own)
    if len(named) < 2:
        raise Mistake(
            _(
                "A partnership has at least two parties. Please name both: {example}",
                example=f"/partner add {named[0].name}, …",
            )
        )
    if len(named) > MOST_PARTIES:
        raise Mistake(_("I can record {n} parties at most.", n=MOST_PARTIES))
    _ensure_own(call, named)
    parties: list[PartyView] = []
    new = set()
    for each in named:
        if isinstance(each, PartyView):
            parties.append(each)
            continue
        is_new = not call.records.parties.has_place(each.id)
        parties.append(call.records.parties.add_place(each))
        if is_new:
            new.add(parties[-1].id)
    return list(dict.fromkeys(parties)), new


def _is(party: PartyView, place: PartyView | FoundPlace) -> bool:
    return isinstance(place, PartyView) and place.id == party.id


def _ensure_own(call: Call, named: list[PartyView | FoundPlace]) -> None:
    """Nobody adds cities to the network who may not write for one of the parties."""
    members = [each for each in named if isinstance(each, PartyView)]
    if call.speaker.scope.role is not Role.STEWARD:
        own = [call.speaker.party] if call.speaker.party else []
        ensure_may_write_for(call, members or own)


def _ensure_new(call: Call, parties: list[PartyView], type_: PartnershipType | None) -> None:
    """Partners may have a second agreement of another type, but only on purpose."""
    ids = [party.id for party in parties]
    for each in call.records.partnerships.of(*ids):
        if type_ in (None, each.type) and len(each.parties) == len(ids):
            raise Mistake(
                _(
                    "{parties} are partners already ({type}).",
                    parties=Listing(tuple(party.name for party in parties)),
                    type=each.type,
                ),
                Button(_("Status"), f"partner status ~{each.id}"),
            )


def _written(call: Call, partnership_id: int) -> PartnershipView:
    call.records.partnerships.save()
    found = call.records.partnerships.get(partnership_id)
    if found is None:
        raise LookupError(partnership_id)
    return found

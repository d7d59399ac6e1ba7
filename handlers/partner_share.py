"""`/partner share`, `accept`, `shared` and `unshare`: one partnership, open to two networks."""

from dataclasses import replace

from bot.chat.arguments import Page
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import Option
from bot.chat.partnerships import Meant, PartnershipKey, ThePartnership, titled
from bot.chat.registry import command
from bot.chat.reply import (
    Button,
    Entries,
    Entry,
    Fields,
    Heading,
    Note,
    Paragraph,
    Part,
    Reply,
    Tone,
    Weight,
)
from bot.chat.text import Text, _, _c
from bot.domain.access import CodePurpose, Role
from handlers.access import ensure_changeable, refuse_in_public
from handlers.code_words import Code, no_good, too_many
from handlers.exchange_words import entry_of
from handlers.measuring import measured
from handlers.pages import pages_of, turning
from handlers.partner_status import facts_of, reasons_of, score_of
from storage.codes import LASTS, TooManyTries
from storage.partnerships import PartnershipView
from storage.shares import Share

PER_PAGE = 10


@command(
    "partner share",
    _("Let another network look at a partnership, if its steward agrees"),
    ThePartnership("meant"),
    examples=("partner share Odesa",),
    role=Role.STEWARD,
    writes=True,
)
def partner_share(call: Call, meant: Meant) -> Reply:
    """A code for the other network's steward; nothing is shared before they say it."""
    refuse_in_public(call)
    ensure_changeable(call, meant.partnership)
    code = call.records.codes.make(
        CodePurpose.SHARE, call.speaker.scope, call.now, partnership_id=meant.partnership.id
    )
    until = call.now + LASTS[CodePurpose.SHARE]
    parts: tuple[Part, ...] = (
        Paragraph(
            _(
                "Give this to a steward of the other network: it is good until {moment}.",
                moment=until,
            )
        ),
        Fields(((_("Code"), code), (_("To accept"), f"/partner accept {code}"))),
        Note(
            _(
                "They will see its type, stage, agreement and health, and the exchanges that all"
                " of {network} may see; no contacts and no notes. They can change nothing.",
                network=call.speaker.network.name,
            )
        ),
    )
    undo = Button(_("Withdraw"), f"undo {call.records.trail.batch}")
    return Reply(_("Share {parties}", parties=titled(meant.partnership)), parts, (undo,), Tone.DONE)


@command(
    "partner accept",
    _("Look at a partnership that another network shares with yours"),
    Code("code"),
    examples=("partner accept 7H2K-9QXW-M4TD",),
    role=Role.STEWARD,
    writes=True,
)
def partner_accept(call: Call, code: str) -> Reply:
    """What the code opens to this network. Nothing is raised: a wrong try is remembered."""
    try:
        share = call.records.shares.accept(code, call.speaker.identity, call.now)
    except TooManyTries:
        return too_many()
    if share is None:
        return no_good()
    partnership = _as_guest(call, share.partnership_id)[1]
    buttons = (
        Button(_("Show"), f"partner shared ~{share.partnership_id}"),
        Button(_("Undo"), f"undo {call.records.trail.batch}"),
    )
    title = _(
        "{network} shares {parties} with you.", network=share.network, parties=titled(partnership)
    )
    return Reply(title, buttons=buttons, tone=Tone.DONE)


@command(
    "partner shared",
    _("Partnerships that are open to two networks"),
    PartnershipKey("key", optional=True),
    options=(Option("page", Page("page"), _c("option", "page")),),
    examples=("partner shared",),
)
def partner_shared(call: Call, key: int | None, page: int | None) -> Reply:
    """What is shared with this network and what it shares itself; or one that is shared with it."""
    if key is not None:
        return _card(call, key, page or 1)
    received, given = call.records.shares.received(), call.records.shares.given()
    if not received and not given:
        return Reply(_("No partnership is shared with another network."))
    parts: list[Part] = []
    if received:
        views = call.records.partnerships.shared([each.partnership_id for each in received])
        parts += [Heading(_("Shared with you")), _entries(received, views)]
    if given:
        own = call.records.partnerships.by_ids([each.partnership_id for each in given])
        parts += [Heading(_("Shared by you")), _entries(given, {each.id: each for each in own})]
    buttons = [
        Button(titled(views[each.partnership_id]), f"partner shared ~{each.partnership_id}")
        for each in received[:PER_PAGE]
    ]
    return Reply(_("Shared partnerships"), tuple(parts), tuple(buttons))


@command(
    "partner unshare",
    _("End the sharing of a partnership"),
    PartnershipKey("key"),
    role=Role.STEWARD,
    writes=True,
    hidden=True,
)
def partner_unshare(call: Call, key: int) -> Reply:
    """From now on only its own network sees it."""
    if not call.records.shares.end(key, call.now):
        raise _not_shared()
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    return Reply(_("It is not shared any more."), buttons=(undo,), tone=Tone.DONE, replaces=True)


def _as_guest(call: Call, partnership_id: int) -> tuple[Call, PartnershipView]:
    """The call with the records of the network that shares, and the partnership there."""
    records = call.records.as_guest_of(partnership_id)
    found = records.partnerships.get(partnership_id) if records else None
    if records is None or found is None:
        raise _not_shared()
    return replace(call, records=records), found


def _card(call: Call, partnership_id: int, page: int) -> Reply:
    guest, partnership = _as_guest(call, partnership_id)
    exchanges = guest.records.exchanges
    pages = pages_of(exchanges.count(partnership_id), PER_PAGE)
    at = min(page, pages)
    measure = measured(partnership, guest)
    planned = exchanges.next_planned(partnership_id, call.today)
    # Who took part is the other network's to tell.
    latest = [
        replace(each, participants=())
        for each in exchanges.latest(partnership_id, limit=PER_PAGE, offset=PER_PAGE * (at - 1))
    ]
    past: Part = Paragraph(_("Nothing is recorded yet."))
    if latest:
        past = Entries(tuple(entry_of(each, partnership, call.today) for each in latest))
    parts: list[Part] = [
        Fields(facts_of(partnership, planned, guest)),
        Paragraph(score_of(measure)),
        *reasons_of(measure, partnership),
        Heading(_("Last exchanges")),
        past,
    ]
    if pages > 1:
        parts.append(Note(_("Page {page} of {pages}", page=at, pages=pages)))
    buttons = [*turning(f"partner shared ~{partnership_id}", at, pages)]
    if call.speaker.scope.role is Role.STEWARD:
        buttons.append(
            Button(_("End the sharing"), f"partner unshare ~{partnership_id}", Weight.DANGER)
        )
    return Reply(titled(partnership), tuple(parts), tuple(buttons), replaces=True)


def _entries(shares: list[Share], views: dict[int, PartnershipView]) -> Entries:
    return Entries(
        tuple(
            Entry(_named(views, each), _("with {network}", network=each.network)) for each in shares
        )
    )


def _named(views: dict[int, PartnershipView], share: Share) -> Text:
    return titled(views[share.partnership_id])


def _not_shared() -> Mistake:
    return Mistake(
        _("That partnership is not shared with your network."),
        Button(_("Shared partnerships"), "partner shared"),
    )

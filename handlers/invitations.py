"""`/network invite`: letting officials in without an administrator at hand."""

from enum import StrEnum

from bot.chat.arguments import Rest
from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import (
    Button,
    Entries,
    Entry,
    Note,
    Paragraph,
    Part,
    Reply,
    Tone,
    Weight,
)
from bot.chat.resolving import City, numbered
from bot.chat.roles import RoleWord
from bot.chat.text import Msg, Text, _, _c
from bot.domain.access import CodePurpose, Role
from handlers.access import refuse_in_public
from handlers.code_words import Number, ways_to_say
from storage.accounts import LONGEST_NAME
from storage.codes import LASTS, Invitation
from storage.views import PartyView


class PersonName(Rest):
    """What a person is called."""

    placeholder = _("NAME")
    longest = LONGEST_NAME


@command(
    "network invite",
    _("Invite an official: a code that is good once"),
    City("city", optional=True),
    RoleWord("role", words=Role, called=_("ROLE")),
    options=(Option("name", PersonName("name"), _c("option", "name"), runs_on=True),),
    examples=("network invite Odesa editor", "network invite steward name=Sari Dewi"),
    role=Role.STEWARD,
    writes=True,
)
def network_invite(call: Call, city: PartyView | None, role: StrEnum, name: str | None) -> Reply:
    """A code that makes whoever says it an official of this network."""
    refuse_in_public(call)
    if role is Role.EDITOR and city is None:
        raise Mistake(
            _(
                "An editor writes for a city. Please say which: {example}",
                example="/network invite Odesa editor",
            )
        )
    code = call.records.codes.make(
        CodePurpose.JOIN,
        call.speaker.scope,
        call.now,
        role=role,
        party_id=city.id if city else None,
        name=name or "",
    )
    return _invitation(call, code, _invited(role, city, name or ""))


@command(
    "network invites",
    _("Invitations that nobody has taken up yet"),
    examples=("network invites",),
    role=Role.STEWARD,
)
def network_invites(call: Call) -> Reply:
    """The open invitations, each with a button that makes it void. Their codes are known only
    to those who were given them."""
    refuse_in_public(call)
    pending = call.records.codes.invitations(call.speaker.scope.network_id, call.now)
    if not pending:
        return Reply(
            _("No invitation is open."),
            (Note(_("To invite somebody: {example}", example="/network invite Odesa editor")),),
        )
    entries = tuple(
        Entry(_whom(each), _("good until {moment}", moment=each.expires_at)) for each in pending
    )
    buttons = tuple(
        Button(
            _("Withdraw: {whom}", whom=_whom(each)), f"network withdraw {each.id}", Weight.DANGER
        )
        for each in pending[:MOST_BUTTONS]
    )
    return Reply(_("Open invitations"), (Entries(entries),), buttons, replaces=True)


# More would not fit under one message of Slack's.
MOST_BUTTONS = 10


@command(
    "network withdraw",
    _("Make an invitation void"),
    Number("number"),
    role=Role.STEWARD,
    writes=True,
    hidden=True,
)
def network_withdraw(call: Call, number: str) -> Reply:
    """From now on nobody can take up that invitation."""
    meant = numbered(f"#{number}", "#")
    network_id = call.speaker.scope.network_id
    if meant is None or not call.records.codes.revoke(meant, network_id, call.now):
        raise Mistake(_("This invitation is not open any more."))
    return Reply(_("The invitation is withdrawn; its code is of no use now."), tone=Tone.DONE)


def _invitation(call: Call, code: str, title: Text) -> Reply:
    until = call.now + LASTS[CodePurpose.JOIN]
    said = _("Give this to them alone: it is good once, until {moment}.", moment=until)
    undo = Button(_("Withdraw"), f"undo {call.records.trail.batch}")
    parts: tuple[Part, ...] = (Paragraph(said), ways_to_say(call, code))
    return Reply(title, parts, (undo, Button(_("Open invitations"), "network invites")), Tone.DONE)


def _invited(role: StrEnum, city: PartyView | None, name: str) -> Msg:
    if name and city:
        return _("{name} is invited as {role} for {city}.", name=name, role=role, city=city.name)
    if name:
        return _("{name} is invited as {role}.", name=name, role=role)
    if city:
        return _("An invitation as {role} for {city}", role=role, city=city.name)
    return _("An invitation as {role}", role=role)


def _whom(invitation: Invitation) -> Text:
    city = invitation.party.name if invitation.party else ""
    facts = [each for each in (invitation.name, city) if each]
    if not facts:
        return _c("value", "{value}", value=invitation.role)
    if len(facts) == 1:
        return _("{name} ({role})", name=facts[0], role=invitation.role)
    return _("{name} ({role}, {city})", name=facts[0], role=invitation.role, city=facts[1])

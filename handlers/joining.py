"""`/join` and `/settings link`: coming in by a code."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import (
    Button,
    Paragraph,
    Reply,
    Tone,
)
from bot.chat.text import _
from bot.domain.access import CodePurpose
from handlers.access import refuse_in_public
from handlers.code_words import Code, no_good, refusal, too_many, ways_to_say
from storage.accounts import Entered
from storage.accounts import Entry as Came
from storage.codes import LASTS, TooManyTries

_JOINING = _("Take up an invitation, or link this account, by a code you were given")


@command(
    "join",
    _JOINING,
    Code("code"),
    examples=("join 7H2K-9QXW-M4TD",),
    writes=True,
    anywhere=True,
)
def join(call: Call, code: str) -> Reply:
    """What the code opens. Nothing is raised: a wrong try is to be remembered."""
    return _opened(call, code)


@command(
    "network join",
    _JOINING,
    Code("code"),
    examples=("network join 7H2K-9QXW-M4TD",),
    writes=True,
    anywhere=True,
)
def network_join(call: Call, code: str) -> Reply:
    """The same where `/join` is a command of the platform's own."""
    return _opened(call, code)


@command(
    "settings link",
    _("Use the bot from another account of yours as well"),
    examples=("settings link",),
    writes=True,
    anywhere=True,
)
def settings_link(call: Call) -> Reply:
    """A code that makes the account which says it one more of the speaker's."""
    refuse_in_public(call)
    if call.speaker.is_stranger:
        raise Mistake(_("Only officials of a network can link accounts. Join one first."))
    owner = call.records.accounts.own_record(call.speaker.identity, call.speaker.name)
    code = call.records.codes.make(
        CodePurpose.LINK, call.speaker.scope, call.now, owner_id=owner.id
    )
    until = call.now + LASTS[CodePurpose.LINK]
    said = _("Say this from your other account, until {moment}. Give it to nobody.", moment=until)
    return Reply(
        _("Link another account"), (Paragraph(said), ways_to_say(call, code)), tone=Tone.DONE
    )


def _opened(call: Call, code: str) -> Reply:
    speaker = call.speaker
    try:
        entered = call.records.accounts.enter(
            speaker.identity, call.message.name or speaker.name, code, call.now
        )
    except TooManyTries:
        return too_many()
    return _entered(call, entered)


def _entered(call: Call, entered: Entered) -> Reply:
    match entered.entry:
        case Came.JOINED if entered.party:
            title = _(
                "Welcome to {network}, {name}! You write for {city}.",
                network=entered.network,
                name=entered.official,
                city=entered.party,
            )
        case Came.JOINED:
            title = _(
                "Welcome to {network}, {name}!", network=entered.network, name=entered.official
            )
        case Came.LINKED:
            title = _("This account is now one of yours, {name}.", name=entered.official)
        case Came.MEMBER:
            return refusal(
                _(
                    "You have a role in {network} already, so I left the code as it is. A"
                    " steward can change your role.",
                    network=entered.network,
                )
            )
        case Came.OWN:
            return refusal(_("This account is yours already. Say the code from the other one."))
        case Came.TAKEN:
            return refusal(
                _(
                    "This account belongs to an official already, and one account speaks for one"
                    " person only. If both are you, leave the network with one of them first."
                )
            )
        case _:
            return no_good()
    buttons = (Button(_("What I can do"), "help"), Button(_("Your settings"), "settings"))
    return Reply(title, buttons=buttons, tone=Tone.DONE)

"""Stewards who let a place of another network join a conversation, or do not."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import Button, Reply, Tone
from bot.chat.resolving import numbered
from bot.chat.text import _
from bot.domain.access import Role
from handlers.announcing import announce
from handlers.bridge_words import called
from handlers.code_words import Number
from storage.bridge_views import EndView


@command(
    "bridge allow",
    _("Let another network's place join the conversation"),
    Number("number"),
    role=Role.STEWARD,
    writes=True,
    hidden=True,
)
def bridge_allow(call: Call, number: str) -> Reply:
    """From now on that place is part of the conversation."""
    end = _asking(call, number)
    call.records.bridges.agree(end.id, call.now)
    place = call.speech.say(called(end))
    others = [each for each in call.records.bridges.ends(end.bridge_id) if each.id != end.id]
    announce(call, [(end.network_id, end.place)], "agreed", network=call.speaker.network.name)
    told = [(each.network_id, each.place) for each in others if each.is_agreed]
    announce(call, told, "joined", place=place)
    title = _("{place} is part of the conversation now.", place=place)
    status = Button(_("Who reads along"), "bridge status")
    return Reply(title, buttons=(status,), tone=Tone.DONE, replaces=True)


@command(
    "bridge refuse",
    _("Do not let another network's place join the conversation"),
    Number("number"),
    role=Role.STEWARD,
    writes=True,
    hidden=True,
)
def bridge_refuse(call: Call, number: str) -> Reply:
    """That place is told so, and joins nothing."""
    end = _asking(call, number)
    call.records.bridges.leave(end.id, call.now)
    announce(call, [(end.network_id, end.place)], "refused", network=call.speaker.network.name)
    title = _("{place} does not join the conversation.", place=call.speech.say(called(end)))
    return Reply(title, tone=Tone.DONE, replaces=True)


def _asking(call: Call, number: str) -> EndView:
    meant = numbered(f"#{number}", "#")
    end = None if meant is None else call.records.bridges.end(meant)
    is_open = end is not None and not end.is_agreed
    if end is None or not is_open:
        raise Mistake(_("Nobody waits for that any more."))
    if call.records.bridges.network_of(end.bridge_id) != call.speaker.scope.network_id:
        raise Mistake(_("That is for the stewards of the other network to decide."))
    return end

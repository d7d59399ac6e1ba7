"""`/network bind`, `unbind`, `use`: which place belongs to which network, where one speaks."""

from bot.chat.arguments import Keyword, Rest
from bot.chat.call import Call
from bot.chat.contacts import Confirmed
from bot.chat.errors import Mistake
from bot.chat.registry import command
from bot.chat.reply import Button, Note, Reply, Tone, Weight
from bot.chat.text import Text, _
from bot.domain.access import Role
from bot.domain.identity import Venue
from bot.domain.names import fold
from storage.models.places import LONGEST_NAME
from storage.speakers import Standing


class NetworkName(Rest):
    """A network by its name or its slug."""

    placeholder = _("NETWORK")
    longest = LONGEST_NAME


@command(
    "network bind",
    _("Let this channel or group belong to your network"),
    Keyword("workspace", optional=True, accepted=("workspace",)),
    Confirmed("confirmed", optional=True),
    examples=("network bind", "network bind workspace"),
    role=Role.STEWARD,
    writes=True,
    anywhere=True,
)
def network_bind(call: Call, workspace: str | None, confirmed: bool | None) -> Reply:
    """Asks first: whoever can write there will be a viewer of the network."""
    if call.message.stranger:
        raise Mistake(_("You are a guest here. Somebody of this workspace has to let me in."))
    place = _place(call, whole=workspace is not None)
    bound = call.records.bindings.network_of(place)
    if bound == call.speaker.scope.network_id:
        raise Mistake(
            _("It belongs to {network} already.", network=call.speaker.network.name),
            Button(_("Take it out"), _says("unbind", place)),
        )
    if bound is not None:
        raise Mistake(_("It belongs to another network. A steward of that one must let it go."))
    if not confirmed:
        return _asked(call, place)
    call.records.bindings.bind(call.speaker.scope.network_id, place, call.message.place)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("From now on it belongs to {network}.", network=call.speaker.network.name)
    return Reply(title, buttons=(undo,), tone=Tone.DONE, replaces=True)


@command(
    "network unbind",
    _("Take this channel or group out of the network"),
    Keyword("workspace", optional=True, accepted=("workspace",)),
    examples=("network unbind",),
    role=Role.STEWARD,
    writes=True,
)
def network_unbind(call: Call, workspace: str | None) -> Reply:
    """From now on nobody is let in by being there."""
    place = _place(call, whole=workspace is not None)
    if not call.records.bindings.unbind(call.speaker.scope.network_id, place):
        raise Mistake(
            _("It does not belong to {network}.", network=call.speaker.network.name),
            Button(_("Let it in"), _says("bind", place)),
        )
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    title = _("It does not belong to {network} any more.", network=call.speaker.network.name)
    return Reply(title, buttons=(undo,), tone=Tone.DONE, replaces=True)


@command(
    "network use",
    _("Speak in another of your networks"),
    NetworkName("name", optional=True),
    examples=("network use harbours",),
    writes=True,
)
def network_use(call: Call, name: str | None) -> Reply:
    """In private, and where no network is bound, the speaker speaks in this one from now on."""
    own = call.records.accounts.standings()
    if name is None:
        return _choices(call, own)
    wanted = fold(name)
    chosen = [each for each in own if wanted in (fold(each.network.slug), fold(each.network.name))]
    if not chosen:
        raise Mistake(
            _("You have no role in a network called “{typed}”.", typed=name[:60]),
            *_buttons(call, own),
        )
    network = chosen[0].network
    person = call.records.accounts.own_record(call.speaker.identity, call.speaker.name)
    person.network_id = network.id
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    note = Note(_("Bound channels still decide for themselves."))
    return Reply(
        _("With me you now speak in {network}.", network=network.name), (note,), (undo,), Tone.DONE
    )


def _choices(call: Call, own: list[Standing]) -> Reply:
    here = call.speaker.network.name
    if not own:
        return Reply(_("You speak in {network}, and have no role in any other.", network=here))
    return Reply(_("You speak in {network}.", network=here), buttons=_buttons(call, own))


def _buttons(call: Call, own: list[Standing]) -> tuple[Button, ...]:
    return tuple(
        Button(each.network.name, f"network use {each.network.slug}")
        for each in own
        if each.network.id != call.speaker.network.id
    )


def _place(call: Call, *, whole: bool) -> Venue:
    """The channel or group itself, never a thread of it; or its whole workspace."""
    venue = call.message.venue
    if whole:
        if not venue.team:
            raise Mistake(_("There is no workspace around this place."))
        return Venue(venue.platform, "", venue.team)
    if venue.is_direct:
        raise Mistake(
            _("We are alone here. Please say this in the channel or group that you mean.")
        )
    return venue.lasting


def _asked(call: Call, place: Venue) -> Reply:
    network = call.speaker.network.name
    title: Text = _("Let this place belong to {network}?", network=network)
    if not place.channel:
        title = _("Let this whole workspace belong to {network}?", network=network)
    return Reply(
        title,
        (
            Note(
                _(
                    "Everyone who can write here will see what the network may see, and I will"
                    " answer here for {network}.",
                    network=network,
                )
            ),
        ),
        (
            Button(_("Bind"), f"{_says('bind', place)} --yes", Weight.PRIMARY),
            Button(_("Leave it"), "network show"),
        ),
        Tone.QUESTION,
        replaces=True,
    )


def _says(verb: str, place: Venue) -> str:
    return f"network {verb}" if place.channel else f"network {verb} workspace"

"""`/bridge`: one conversation in several channels and groups, whichever platforms they are on."""

from bot.chat.call import Call
from bot.chat.errors import Mistake
from bot.chat.languages import Languages
from bot.chat.parsing import Option
from bot.chat.registry import command
from bot.chat.reply import Button, Entries, Entry, Fields, Note, Part, Reply, Tone, Weight
from bot.chat.text import Listing, Text, _, _c, _n
from bot.domain.access import CodePurpose, Role
from bot.domain.bridging import MOST_ENDS
from bot.domain.identity import Venue
from handlers.announcing import announce, announce_here, talking_place, what_is_missing
from handlers.bridge_words import called, in_languages, put_into
from handlers.code_words import Code, no_good, too_many
from handlers.record_words import dotted
from storage.bridge_views import EndView
from storage.codes import LASTS, TooManyTries

# Everybody is told when a place is taken out, as they would not be by an undo.
_OUT = Button(_("Take this place out"), "bridge close", Weight.DANGER)
_LANGUAGES = Option("lang", Languages("lang"), _("lang"))


@command(
    "bridge open",
    _("Share the conversation of this channel or group with another: a code for it"),
    options=(_LANGUAGES,),
    examples=("bridge open", "bridge open lang=uk"),
    role=Role.EDITOR,
    writes=True,
)
def bridge_open(call: Call, lang: tuple[str, ...] | None) -> Reply:
    """A code with which one more place joins the conversation of this one."""
    place = talking_place(call)
    here = call.records.bridges.here(place)
    end, code = call.records.bridges.open(
        place, call.message.place, lang or (call.speaker.language,), call.now
    )
    if here is not None and lang:
        call.records.bridges.speak(end.id, lang)
    until = call.now + LASTS[CodePurpose.BRIDGE]
    fields: list[tuple[Text, Text]] = [
        (_("Code"), code),
        (_("In the other place"), f"/bridge join {code}"),
        (_("Good once, until"), _c("value", "{value}", value=until)),
    ]
    if call.reach.engines:
        fields.append((_("What comes over is put into"), _spoken(lang or end.languages)))
    parts: list[Part] = [Fields(tuple(fields))]
    if not call.reach.engines:
        parts.append(Note(put_into(lang or end.languages, call)))
    parts.append(Note(_("From then on everybody there reads what is said here.")))
    parts += what_is_missing(call, place)
    return Reply(_("A bridge from here"), tuple(parts), (_OUT,), Tone.DONE)


@command(
    "bridge join",
    _("Join the conversation of another channel or group by its code"),
    Code("code"),
    options=(_LANGUAGES,),
    examples=("bridge join 7H2K-9QXW-M4TD",),
    role=Role.EDITOR,
    writes=True,
)
def bridge_join(call: Call, code: str, lang: tuple[str, ...] | None) -> Reply:
    """This place becomes an end of the bridge. A wrong code is answered, not raised: it is to be
    remembered."""
    place, bridges = talking_place(call), call.records.bridges
    identity = call.speaker.identity
    try:
        bridge_id = bridges.coded(code, identity, call.now)
    except TooManyTries:
        return too_many()
    if bridge_id is None:
        return no_good()
    _ensure_free(bridges.here(place), bridge_id)
    if bridges.count(bridge_id) >= MOST_ENDS:
        raise Mistake(_("More than {n} places cannot share a conversation.", n=MOST_ENDS))
    is_own = bridges.network_of(bridge_id) == call.speaker.scope.network_id
    deciding = bridges.deciding(bridge_id)
    if not is_own:
        _ensure_steward(call)
        if not deciding:
            return no_good()
    spoken = lang or (call.speaker.language,)
    end = bridges.join(bridge_id, place, call.message.place, spoken, call.now)
    bridges.use(code, identity, call.now)
    if is_own:
        others = [each for each in bridges.ends(bridge_id) if each.id != end.id]
        announce(call, _places(others), "joined", place=call.speech.say(called(end)))
        shared = [call.speech.say(called(each)) for each in others]
        announce_here(call, place, "joined_here", places=shared)
        return _joined(call, place, end, others)
    announce(
        call,
        _places(deciding),
        "wanted",
        place=call.speech.say(called(end)),
        network=call.speaker.network.name,
        end=end.id,
    )
    return Reply(
        _("A steward of {network} has to agree; I have asked there.", network=deciding[0].network),
        buttons=(_OUT,),
        tone=Tone.DONE,
    )


@command(
    "bridge language",
    _("In which languages this place reads what comes over the bridge"),
    Languages("spoken"),
    examples=("bridge language uk", "bridge language ja, en"),
    role=Role.EDITOR,
    writes=True,
)
def bridge_language(call: Call, spoken: tuple[str, ...]) -> Reply:
    """From now on what comes over is put into these languages."""
    end = _own_end(call)
    call.records.bridges.speak(end.id, spoken)
    undo = Button(_("Undo"), f"undo {call.records.trail.batch}")
    return Reply(put_into(spoken, call), buttons=(undo,), tone=Tone.DONE)


@command(
    "bridge close",
    _("Take this channel or group out of the shared conversation"),
    examples=("bridge close",),
    role=Role.EDITOR,
    writes=True,
)
def bridge_close(call: Call) -> Reply:
    """Nothing goes over from here any more, and nothing comes."""
    end = _own_end(call)
    others = [each for each in call.records.bridges.ends(end.bridge_id) if each.id != end.id]
    is_closed = call.records.bridges.leave(end.id, call.now)
    kind = "closed" if is_closed else "left"
    told = [each for each in others if each.is_agreed or is_closed]
    announce(call, _places(told), kind, place=call.speech.say(called(end)))
    announce_here(call, end.place, "left_here")
    note = Note(_("To share it again: {example}", example="/bridge open"))
    return Reply(_("What is said here stays here from now on."), (note,), tone=Tone.DONE)


@command(
    "bridge status",
    _("Who else reads what is said here"),
    examples=("bridge status",),
)
def bridge_status(call: Call) -> Reply:
    """The places that share this conversation, and how they are reached."""
    end = call.records.bridges.here(talking_place(call))
    if end is None:
        return Reply(
            _("What is said here stays here."),
            (Note(_("To share it with another place: {example}", example="/bridge open")),),
        )
    ends = call.records.bridges.ends(end.bridge_id)
    waiting = call.records.bridges.waiting(ends)
    entries = tuple(_entry(each, waiting.get(each.id, 0), here=each.id == end.id) for each in ends)
    parts: list[Part] = [Entries(entries)]
    last = call.records.bridges.last_said_at(end.bridge_id) if end.is_agreed else None
    if last is not None:
        parts.append(Note(_("Last said: {moment}", moment=last)))
    title = _n(
        "{n} place shares this conversation", "{n} places share this conversation", len(ends)
    )
    return Reply(title, tuple(parts))


def _own_end(call: Call) -> EndView:
    end = call.records.bridges.here(talking_place(call))
    if end is None:
        raise Mistake(
            _(
                "This place shares its conversation with no other. To do so: {example}",
                example="/bridge open",
            )
        )
    return end


def _ensure_free(here: EndView | None, bridge_id: int) -> None:
    """Mistake for a place that is an end already: of two bridges that meet in it, what is said
    would go round in a ring."""
    if here is None:
        return
    if here.bridge_id == bridge_id:
        raise Mistake(_("This place shares that conversation already."))
    raise Mistake(
        _(
            "This place shares another conversation already, and can share only one. Either the"
            " others join that one ({open}), or you leave it first ({close}).",
            open="/bridge open",
            close="/bridge close",
        )
    )


def _ensure_steward(call: Call) -> None:
    """Another network's conversation is for stewards to decide about, of both."""
    if call.speaker.scope.role is Role.STEWARD:
        return
    stewards = Listing(tuple(call.records.officials.names_of_stewards()), either=True)
    if not stewards.items:
        raise Mistake(_("That place is another network's. Only a steward can join it."))
    raise Mistake(
        _(
            "That place is another network's. Only a steward can join it: ask {stewards}.",
            stewards=stewards,
        )
    )


def _joined(call: Call, place: Venue, end: EndView, others: list[EndView]) -> Reply:
    title = _(
        "From now on this place shares a conversation with {places}.",
        places=Listing(tuple(called(each) for each in others)),
    )
    put = put_into(end.languages, call)
    buttons = (Button(_("Who reads along"), "bridge status"), _OUT)
    return Reply(title, (Note(put), *what_is_missing(call, place)), buttons, Tone.DONE)


def _places(ends: list[EndView]) -> list[tuple[int, Venue]]:
    return [(each.network_id, each.place) for each in ends if not each.is_lost]


def _spoken(codes: tuple[str, ...]) -> Text:
    return _c("value", "{value}", value=in_languages(codes))


def _entry(end: EndView, waiting: int, *, here: bool) -> Entry:
    facts: list[Text] = []
    if here:
        facts.append(_c("bridge", "here"))
    if end.languages:
        facts.append(_spoken(end.languages))
    facts.append(end.network)
    small: list[Text] = [end.place.platform.title()]
    if end.joined_by:
        small.append(_("joined by {name}", name=end.joined_by))
    if not end.is_agreed:
        small.append(_("waits for a steward to agree"))
    if end.is_lost:
        small.append(_("cannot be reached: let me in there again"))
    if waiting:
        small.append(_n("{n} message on its way", "{n} messages on their way", waiting))
    return Entry(called(end), dotted(facts), dotted(small))
